"""Letters by e-mail, with addresses of people and links; calendars, and how often a day moved."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create, create_index, instants, key, numbers, words

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in words("email", default=""):
        op.add_column("person", column)
    create(
        "email_link",
        key("person", index=True),
        *words("address", "token_hash"),
        *instants("made_at", "expires_at"),
        unique=("token_hash",),
    )
    for column in numbers("moves", default="0"):
        op.add_column("round", column)
    create(
        "calendar_feed",
        key("person", index=True),
        *words("token_hash"),
        *instants("made_at"),
        *instants("ended_at", nullable=True),
        unique=("token_hash",),
    )
    create_index(
        *("one_living_feed_a_person", "calendar_feed", ["person_id"]),
        unique=True,
        where="ended_at IS NULL",
    )
    op.create_index(op.f("ix_email_link_expires_at"), "email_link", ["expires_at"])
