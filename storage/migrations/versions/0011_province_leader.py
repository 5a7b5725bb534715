"""The leaders of a province: their Monday messages, and whether a plan is in them."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create, days, documents, flags, instants, key

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("plan", *flags("leader_brief", default="1"))
    create(
        "province_brief",
        key("person"),
        *days("week_on"),
        key("outbox", index=True),
        *documents("named"),
        *instants("created_at"),
        unique=("person_id", "week_on"),
    )
