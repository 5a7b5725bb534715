"""What each line of the roster said when it was last loaded."""

from collections.abc import Sequence

from storage.migrations.shorthand import create, documents, instants, key

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "roster_line",
        key("person"),
        *documents("says"),
        *instants("loaded_at"),
        primary=("person_id",),
    )
