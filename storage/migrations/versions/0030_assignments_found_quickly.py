"""Whom the plan names for what an agency leads: found without going through a task's communes."""

from collections.abc import Sequence

from storage.migrations.shorthand import create_index

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    found_by = ["item_id", "agency_id", "printed_id"]
    create_index("assignment_of_an_agency", "assignment", found_by)
