"""The tables that watch over the rest: heartbeat and audit."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class Heartbeat(SQLModel, table=True):
    name: str = Field(primary_key=True)
    beat_at: datetime = Field(sa_type=Instant)


class AuditEntry(SQLModel, table=True):
    """Every change of rights, plan, deadline, report or review: who, when, what."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    action: str
    subject: str
    details: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
