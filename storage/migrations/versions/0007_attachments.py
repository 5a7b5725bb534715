"""Files that come with a report, and their content apart from them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import create, instant, key

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UNFETCHED = sa.text("fetched_at IS NULL AND dropped_at IS NULL AND failed_reason = ''")


def upgrade() -> None:
    create(
        "attachment",
        key("chataccount", "account_id", nullable=True, index=True),
        key("expectation", index=True),
        key("report", nullable=True, index=True),
        key("inbox"),
        *(_words(name) for name in ("channel", "ref", "name", "media_type")),
        sa.Column("size", sa.Integer(), nullable=True),
        _words("note"),
        instant("received_at"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        instant("fetching_until", nullable=True),
        instant("fetched_at", nullable=True),
        _words("failed_reason"),
        instant("dropped_at", nullable=True),
        unique=("inbox_id",),
    )
    op.create_index(
        "attachment_unfetched",
        "attachment",
        ["channel"],
        sqlite_where=UNFETCHED,
        postgresql_where=UNFETCHED,
    )
    op.create_table(
        "attachment_content",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _words("sha256"),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_attachment_content_attachment_id_attachment"),
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment_content")),
    )


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)
