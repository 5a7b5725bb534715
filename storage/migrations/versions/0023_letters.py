"""Letters by e-mail: addresses of people, and the links in what is sent to them."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create, instants, key, words

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
    op.create_index(op.f("ix_email_link_expires_at"), "email_link", ["expires_at"])
