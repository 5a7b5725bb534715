"""Who issues a plan, where it is not the People's Committee of its province."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import words

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in words("issuer", default=""):
        op.add_column("plan", column)
