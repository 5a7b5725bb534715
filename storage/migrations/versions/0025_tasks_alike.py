"""Tasks that ask nearly the same, and the answers that were used again."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create, flags, instants, key

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "task_pair",
        key("item", index=True),
        key("item", "other_id", index=True),
        *flags("is_same"),
        *instants("decided_at"),
        key("person", "decided_by_id", nullable=True),
    )
    # In words: alembic would write the largest table anew on SQLite, for the reference alone
    refers = "CONSTRAINT fk_report_origin_id_report REFERENCES report (id)"
    op.execute(f"ALTER TABLE report ADD COLUMN origin_id INTEGER {refers}")
