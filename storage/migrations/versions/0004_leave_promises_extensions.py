"""Leave, promises, extensions, nudges; a ledger that keeps what failed; troubles to be told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.shorthand import create, create_unique_where, instant, key

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    create(
        "absence",
        key("person", index=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        key("person", "stand_in_id", nullable=True, index=True),
        instant("said_at"),
        instant("ended_at", nullable=True),
    )
    create(
        "snooze",
        key("expectation", index=True),
        key("person"),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        instant("said_at"),
    )
    _create_extension()
    create(
        "nudge",
        key("plan"),
        key("agency"),
        sa.Column("sent_on", sa.Date(), nullable=False),
        key("person", "sent_by_id"),
        instant("sent_at"),
        unique=("plan_id", "agency_id", "sent_on"),
    )
    _create_troubles()
    _change_plans_and_rounds()
    _change_reminders()


def _create_extension() -> None:
    create(
        "extension",
        key("expectation", index=True),
        key("person", "asked_by_id", nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        instant("asked_at"),
        instant("decided_at", nullable=True),
        key("person", "decided_by_id", nullable=True),
        sa.Column("granted_until", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
    )
    create_unique_where("one_request_waits", "extension", ["expectation_id"], "decided_at IS NULL")


def _create_troubles() -> None:
    create(
        "trouble",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        instant("seen_at"),
        instant("ended_at", nullable=True),
    )
    create_unique_where("one_open_trouble", "trouble", ["subject"], "ended_at IS NULL")
    keys = ("trouble", "person", "outbox")
    op.create_table(
        "trouble_told",
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=False) for name in keys),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_trouble_told_{name}_id_{name}")
            )
            for name in keys
        ),
        sa.PrimaryKeyConstraint("trouble_id", "person_id", name=op.f("pk_trouble_told")),
    )
    op.create_index(op.f("ix_trouble_told_outbox_id"), "trouble_told", ["outbox_id"])


def _change_plans_and_rounds() -> None:
    for name in ("office_hours", "chosen_ladder", "chosen_hours"):
        op.add_column("plan", sa.Column(name, sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("rule") as batch:
        batch.add_column(sa.Column("cut_off", sa.String(), nullable=False, server_default=""))
        batch.drop_constraint(op.f("uq_rule_plan_id_tier_every_month_day"))
        batch.create_unique_constraint(
            op.f("uq_rule_plan_id_tier_every_month_day_from_year"),
            ["plan_id", "tier", "every", "month", "day", "from_year"],
        )
    op.add_column("round", sa.Column("cut_off_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE round SET cut_off_on ="
        " CASE WHEN covers_until < due_on THEN covers_until ELSE due_on END"
    )
    with op.batch_alter_table("round") as batch:
        batch.alter_column("cut_off_on", existing_type=sa.Date(), nullable=False)


def _change_reminders() -> None:
    op.add_column("reminder", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("reminder", instant("voided_at", nullable=True))
    op.execute(
        "UPDATE reminder SET due_on ="
        " (SELECT due_on FROM expectation WHERE expectation.id = reminder.expectation_id)"
    )
    with op.batch_alter_table("reminder") as batch:
        batch.alter_column("due_on", existing_type=sa.Date(), nullable=False)
        batch.drop_constraint(op.f("uq_reminder_expectation_id_person_id_rung"))
        batch.create_index(op.f("ix_reminder_expectation_id"), ["expectation_id"])
    key = ["expectation_id", "person_id", "rung", "due_on"]
    create_unique_where("said_once", "reminder", key, "voided_at IS NULL")
