"""The tables that watch over the rest: heartbeat and audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class Heartbeat(SQLModel, table=True):
    name: str = Field(primary_key=True)
    beat_at: datetime = Field(sa_type=Instant)


class Trouble(SQLModel, table=True):
    """What only a person can put right, such as a row that was set aside; open until it is gone."""

    __table_args__ = (
        Index(
            "one_open_trouble",
            "subject",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    subject: str  # "expectation:12", "holidays"
    reason: str  # a code of storage.messages.troubles
    details: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    seen_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class TroubleTold(SQLModel, table=True):
    """Which digest told an administrator of a trouble."""

    __tablename__ = "trouble_told"
    trouble_id: int = Field(foreign_key="trouble.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id", index=True)


# The condition of an index: the entries on plans are a few among very many
OF_A_PLAN = text("subject >= 'plan:' AND subject < 'plan;'")


class AuditEntry(SQLModel, table=True):
    """Every change of rights, plan, deadline, report or review: who, when, what.

    Triggers let nobody delete or change a row, but for `details` together with its `salt`: words
    are taken out there when a person is erased. `digest` is the one of what was written first.
    """

    __table_args__ = (
        Index("audit_by_instant", "at"),
        Index(
            "audit_of_a_plan",
            "subject",
            "id",
            sqlite_where=OF_A_PLAN,
            postgresql_where=OF_A_PLAN,
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    action: str
    subject: str
    details: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    salt: str = ""
    digest: str = ""


class AuditSeal(SQLModel, table=True):
    """What one transaction added to the audit, hashed with the seal before it."""

    __tablename__ = "audit_seal"
    position: int = Field(primary_key=True)
    hash: str
    entries: list[Any] = Field(default_factory=list, sa_column=json_column())  # [id, hash] of each
