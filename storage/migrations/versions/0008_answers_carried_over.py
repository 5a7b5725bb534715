"""Since when a task's own day is asked for, and the answers that live on in another round."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create, create_index, days, flags, key

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create_index("item_with_a_day", "item", ["due_on", "plan_id"], where="due_on IS NOT NULL")
    op.add_column("expectation", *days("opens_on", nullable=True))
    create_index("expectation_of_an_item", "expectation", ["item_id", "agency_id"])
    create(
        "carriedanswer",
        key("expectation"),
        key("report", index=True),
        *flags("in_period"),
        primary=("expectation_id", "report_id"),
    )
