"""The pages: links to sign in by, and the browsers that are signed in."""

from collections.abc import Sequence

from storage.migrations.shorthand import create, instants, key, words

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "sign_in_link",
        key("person", index=True),
        *words("token_hash"),
        *instants("made_at", "expires_at"),
        *instants("used_at", nullable=True),
        unique=("token_hash",),
    )
    create(
        "web_session",
        key("person", index=True),
        *words("token_hash"),
        *instants("begun_at", "expires_at"),
        *instants("ended_at", nullable=True),
        unique=("token_hash",),
    )
