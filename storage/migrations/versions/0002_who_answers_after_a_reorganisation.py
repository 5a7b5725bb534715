"""Who answers after a reorganisation: successions, and the planning department's choices."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage import models

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("ended_at", models.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_id"], ["agency.id"], name=op.f("fk_succession_from_id_agency")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["agency.id"], name=op.f("fk_succession_to_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_succession_plan_id_plan")),
        sa.UniqueConstraint(
            *("plan_id", "from_id", "to_id", "on"),
            name=op.f("uq_succession_plan_id_from_id_to_id_on"),
        ),
    )
    op.create_index(op.f("ix_succession_from_id"), "succession", ["from_id"])
    op.create_table(
        "reassignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("printed_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("decided_at", models.Instant(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_reassignment_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_reassignment_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_reassignment_item_id_item")
        ),
        sa.ForeignKeyConstraint(
            ["printed_id"], ["agency.id"], name=op.f("fk_reassignment_printed_id_agency")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reassignment")),
    )
    op.create_index(op.f("ix_reassignment_item_id"), "reassignment", ["item_id"])
    _tell_the_printed_agency_of_each_assignment()
    op.add_column(
        "plan",
        sa.Column("doubts", sa.JSON(none_as_null=True), nullable=False, server_default="[]"),
    )


def _tell_the_printed_agency_of_each_assignment() -> None:
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(sa.Column("printed_id", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("in_plan", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    op.execute("UPDATE assignment SET printed_id = agency_id")
    with op.batch_alter_table("assignment") as batch:
        batch.alter_column("printed_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(
            op.f("fk_assignment_printed_id_agency"), "agency", ["printed_id"], ["id"]
        )
        batch.drop_constraint(op.f("uq_assignment_item_id_agency_id_role_valid_from"))
        batch.create_unique_constraint(
            op.f("uq_assignment_item_id_printed_id_agency_id_role_valid_from"),
            ["item_id", "printed_id", "agency_id", "role", "valid_from"],
        )
