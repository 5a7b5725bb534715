"""Letters that urged agencies, noted with number and day once they were sent."""

from collections.abc import Sequence

from storage.migrations.shorthand import create, days, documents, instants, key, words

revision: str = "0021"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "letter",
        key("round"),
        *words("number"),
        *days("issued_on"),
        *documents("agency_ids"),
        key("person", "noted_by_id"),
        *instants("noted_at"),
        unique=("round_id", "number"),
    )
