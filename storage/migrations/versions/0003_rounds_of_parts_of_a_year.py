"""Duties that return every quarter, half-year or second year, or once; a ladder of a plan's own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("plan", sa.Column("ladder", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("rule") as batch:
        batch.add_column(sa.Column("every", sa.String(), nullable=False, server_default="year"))
        batch.drop_constraint(op.f("uq_rule_plan_id_tier_month_day"))
        batch.create_unique_constraint(
            op.f("uq_rule_plan_id_tier_every_month_day"),
            ["plan_id", "tier", "every", "month", "day"],
        )
    with op.batch_alter_table("round") as batch:
        batch.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="1"))
        batch.drop_constraint(op.f("uq_round_rule_id_year"))
        batch.create_unique_constraint(
            op.f("uq_round_rule_id_year_part"), ["rule_id", "year", "part"]
        )
