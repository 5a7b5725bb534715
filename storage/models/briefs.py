"""The table of Monday messages to the leaders of a province."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class ProvinceBrief(SQLModel, table=True):
    """A week's message to one leader, and the digest that carries it: once a week and person.

    `named`: [agency_id, plan_id] of those it names, in its order: what "gọi 2" counts.
    """

    __tablename__ = "province_brief"
    __table_args__ = (UniqueConstraint("person_id", "week_on"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    week_on: date  # its Monday
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    named: list[list[int]] = Field(default_factory=list, sa_column=json_column())
    created_at: datetime = Field(sa_type=Instant)
