"""Who holds a message: what a process that was killed had claimed is found and given back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CLAIMED = (
    "claimed_by IS NOT NULL AND sent_at IS NULL AND unknown_at IS NULL"
    " AND failed_at IS NULL AND dropped_at IS NULL"
)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("claimed_by", sa.String(), nullable=True))
    op.create_index(
        "outbox_claimed",
        "outbox",
        ["claimed_by"],
        sqlite_where=sa.text(CLAIMED),
        postgresql_where=sa.text(CLAIMED),
    )


def downgrade() -> None:
    op.drop_index("outbox_claimed", "outbox")
    op.drop_column("outbox", "claimed_by")
