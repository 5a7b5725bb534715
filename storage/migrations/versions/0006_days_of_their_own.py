"""Tasks with a last day of their own, their rounds, and duties of named agencies alone."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import create_index, days, documents, flags, words

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for column in (*days("starts_on", "due_on", nullable=True), *words("due_every", default="")):
        op.add_column("item", column)
    op.add_column("round", *flags("of_items", default="0"))
    create_index(
        "one_round_of_items_a_day", "round", ["plan_id", "due_on"], unique=True, where="of_items"
    )
    op.add_column("rule", *documents("agencies", default="[]"))
    with op.batch_alter_table("rule") as rule:  # two agencies may have the same day
        rule.drop_constraint(op.f("uq_rule_plan_id_tier_every_month_day_from_year"), type_="unique")
