"""The rounds that ask still: found without going through every task's own day of past years."""

from collections.abc import Sequence

from storage.migrations.shorthand import create_index

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create_index("round_by_day", "round", ["of_items", "due_on"])
