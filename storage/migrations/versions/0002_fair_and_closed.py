"""Own instants of messages, short days of returned answers, closed rounds, reopened answers."""

from collections.abc import Sequence

from alembic import op

from storage.migrations.shorthand import (
    create,
    create_index,
    days,
    flags,
    instants,
    key,
    numbers,
    words,
)

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    added = {
        "inbox": instants("sent_at", nullable=True),
        "report": instants("sent_at", nullable=True),
        "review": days("due_on", nullable=True),
        "objection": days("ends_on", nullable=True),
        "round": instants("closed_at", "reopened_at", nullable=True),
        "plan": numbers(
            "completion_days", "chosen_completion_days", "closes_after_days", nullable=True
        ),
    }
    for table, columns in added.items():
        for column in columns:
            op.add_column(table, column)
    _create_reopenings()


def _create_reopenings() -> None:
    create(
        "reopening",
        key("expectation", index=True),
        key("report", index=True),
        key("person", "asked_by_id", nullable=True),
        *words("reason"),
        *instants("asked_at"),
        *instants("decided_at", nullable=True),
        key("person", "decided_by_id", nullable=True),
        *flags("accepted", nullable=True),
        *words("answer"),
    )
    create_index(
        "one_reopening_waits",
        "reopening",
        ["expectation_id"],
        unique=True,
        where="decided_at IS NULL",
    )
