"""Leave, promises, extensions, nudges; a ledger that keeps what failed; troubles to be told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage import models

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _create(
        "absence",
        _key("person", index=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        _key("person", "stand_in_id", nullable=True, index=True),
        _instant("said_at"),
        _instant("ended_at", nullable=True),
    )
    _create(
        "snooze",
        _key("expectation", index=True),
        _key("person"),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        _instant("said_at"),
    )
    _create_extension()
    _create(
        "nudge",
        _key("plan"),
        _key("agency"),
        sa.Column("sent_on", sa.Date(), nullable=False),
        _key("person", "sent_by_id"),
        _instant("sent_at"),
        unique=("plan_id", "agency_id", "sent_on"),
    )
    _create_troubles()
    _change_plans_and_rounds()
    _change_reminders()


def _create_extension() -> None:
    _create(
        "extension",
        _key("expectation", index=True),
        _key("person", "asked_by_id", nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        _instant("asked_at"),
        _instant("decided_at", nullable=True),
        _key("person", "decided_by_id", nullable=True),
        sa.Column("granted_until", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
    )
    _create_index("one_request_waits", "extension", ["expectation_id"], "decided_at IS NULL")


def _create_troubles() -> None:
    _create(
        "trouble",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        _instant("seen_at"),
        _instant("ended_at", nullable=True),
    )
    _create_index("one_open_trouble", "trouble", ["subject"], "ended_at IS NULL")
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
    op.add_column("reminder", _instant("voided_at", nullable=True))
    op.execute(
        "UPDATE reminder SET due_on ="
        " (SELECT due_on FROM expectation WHERE expectation.id = reminder.expectation_id)"
    )
    with op.batch_alter_table("reminder") as batch:
        batch.alter_column("due_on", existing_type=sa.Date(), nullable=False)
        batch.drop_constraint(op.f("uq_reminder_expectation_id_person_id_rung"))
        batch.create_index(op.f("ix_reminder_expectation_id"), ["expectation_id"])
    key = ["expectation_id", "person_id", "rung", "due_on"]
    _create_index("said_once", "reminder", key, "voided_at IS NULL")


# --- Shorthand ------------------------------------------------------------------------------------


class _Key:
    """A column that refers to a table, and whether it has an index."""

    def __init__(self, table: str, name: str, nullable: bool, index: bool) -> None:
        self.table, self.name, self.index = table, name, index
        self.column: sa.Column[int] = sa.Column(name, sa.Integer(), nullable=nullable)


def _key(table: str, name: str = "", *, nullable: bool = False, index: bool = False) -> _Key:
    return _Key(table, name or f"{table}_id", nullable, index)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, models.Instant(timezone=True), nullable=nullable)


def _create(table: str, *columns: "sa.Column[object] | _Key", unique: Sequence[str] = ()) -> None:
    keys = [one for one in columns if isinstance(one, _Key)]
    constraints: list[sa.Constraint] = [
        sa.ForeignKeyConstraint(
            [key.name], [f"{key.table}.id"], name=op.f(f"fk_{table}_{key.name}_{key.table}")
        )
        for key in keys
    ]
    if unique:
        name = op.f(f"uq_{table}_{'_'.join(unique)}")
        constraints.append(sa.UniqueConstraint(*unique, name=name))
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *(one.column if isinstance(one, _Key) else one for one in columns),
        *constraints,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for key in keys:
        if key.index:
            op.create_index(op.f(f"ix_{table}_{key.name}"), table, [key.name])


def _create_index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition
    )
