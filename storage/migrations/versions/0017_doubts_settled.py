"""Doubts that a person has settled, and an index of what was changed in plans."""

from collections.abc import Sequence

from storage.migrations.shorthand import create, create_index, documents, instants, key, words

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "settled_doubt",
        key("plan"),
        *words("key", "note"),
        *documents("doubt", "names"),
        *instants("settled_at"),
        key("person", "settled_by_id", nullable=True),
        unique=("plan_id", "key"),
    )
    where = "subject >= 'plan:' AND subject < 'plan;'"
    create_index("audit_of_a_plan", "auditentry", ["subject", "id"], where=where)
