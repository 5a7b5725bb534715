"""Objections ("not our task"), handovers of a post, people whose data was erased."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import create, create_unique_where, instant, key

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "objection",
        key("expectation", index=True),
        key("person", nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        instant("said_at"),
        instant("decided_at", nullable=True),
        key("person", "decided_by_id", nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
    )
    create_unique_where(
        "one_objection_waits", "objection", ["expectation_id"], "decided_at IS NULL"
    )
    create(
        "handover",
        key("person", "from_id", index=True),
        key("person", "to_id", index=True),
        key("agency"),
        key("invitation", nullable=True, index=True),
        instant("asked_at"),
        instant("done_at", nullable=True),
        instant("ended_at", nullable=True),
    )
    op.add_column("person", instant("erased_at", nullable=True))
