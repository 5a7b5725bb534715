"""The tables of later documents that change a plan, and of what its rows said before."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class Amendment(SQLModel, table=True):
    """An amending decision, or a letter that gives one task; its changes hold in the order made.

    `changes`, `agencies` and `groups` are rows as in the plan folder, see
    storage/plans/amendments/changes.py; whatever folder is loaded later, they are applied to it.
    """

    __table_args__ = (UniqueConstraint("plan_id", "document"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    document: str  # "45/QĐ-UBND"
    issued_on: date
    title: str
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    agencies: list[dict[str, str]] = Field(default_factory=list, sa_column=json_column())
    groups: list[dict[str, str]] = Field(default_factory=list, sa_column=json_column())
    made_at: datetime = Field(sa_type=Instant)
    made_by_id: int | None = Field(default=None, foreign_key="person.id")  # empty: administrator


class ItemVersion(SQLModel, table=True):
    """What an item said until an instant: the values that were then replaced, by column."""

    __tablename__ = "item_version"
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    until_at: datetime = Field(sa_type=Instant)
    replaced: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())


class SettledDoubt(SQLModel, table=True):
    """What became of a doubt; it holds for every folder of the plan that is loaded later.

    `names` are the agencies or the phrases that stand instead of what was read; none: it holds.
    """

    __tablename__ = "settled_doubt"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    key: str  # of storage.plans.doubts
    doubt: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())  # as it was listed
    names: list[str] = Field(default_factory=list, sa_column=json_column())
    note: str = ""
    settled_at: datetime = Field(sa_type=Instant)
    settled_by_id: int | None = Field(default=None, foreign_key="person.id")  # empty: administrator
