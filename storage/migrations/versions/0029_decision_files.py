"""The files of a decision, as they were imported, kept with its plan."""

from collections.abc import Sequence

import sqlalchemy as sa

from storage.migrations.shorthand import create, key, words

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "decision_file",
        key("plan"),
        *words("name", "sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        unique=("plan_id", "name"),
    )
