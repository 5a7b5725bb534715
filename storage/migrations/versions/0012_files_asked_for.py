"""Files that are asked for in a chat: which one a message brings, and links to fetch one by."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create, create_index, documents, instants, key, words

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in documents("wanted_file", nullable=True):
        op.add_column("outbox", column)
    create(
        "download_link",
        *words("token_hash"),
        key("person", index=True),
        *documents("wanted_file"),
        *instants("created_at", "expires_at"),
        unique=("token_hash",),
    )
    create_index("download_link_expires", "download_link", ["expires_at"])
