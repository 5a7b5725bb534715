"""Messages that quote or edit another one; percentages with decimals."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import words

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in words("message_ref", "refers_to", nullable=True):
        op.add_column("inbox", column)
    with op.batch_alter_table("report") as report:
        report.alter_column("percent", type_=sa.Float(), existing_type=sa.Integer())
