"""Later documents that change a plan, and what its rows said before."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create, days, documents, instants, key, words

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("item", *instants("added_at", nullable=True))
    create(
        "amendment",
        key("plan"),
        *words("document"),
        *days("issued_on"),
        *words("title"),
        *documents("changes", "agencies", "groups"),
        *instants("made_at"),
        key("person", "made_by_id", nullable=True),
        unique=("plan_id", "document"),
    )
    create(
        "item_version",
        key("item", index=True),
        *instants("until_at"),
        *documents("replaced"),
    )
