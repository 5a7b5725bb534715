"""The tables of a plan: items, agencies, groups, assignments, rules."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.calendar.duties import Every
from storage.models.columns import Instant, json_column


class ItemKind(StrEnum):
    HEADING = "heading"
    TASK = "task"
    INDICATOR = "indicator"
    PROJECT = "project"


class Role(StrEnum):
    """What an agency does for an item."""

    LEAD = "lead"
    COORDINATING = "coordinating"


class Plan(SQLModel, table=True):
    """One decision of a province, of an office or a commune in it, or of the centre."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)  # the name of its folder, such as "ben-tre"
    decision: str
    issued_on: date
    title: str
    province: str  # empty for a plan of the centre
    issuer: str = ""  # empty for the People's Committee of the province
    period: str
    coordinator: str  # printed name of the agency that sums up
    recipients: list[str] = Field(default_factory=list, sa_column=json_column())
    # The folder's own days and hours of reminding, and a planner's, which win
    ladder: list[int] | None = Field(default=None, sa_column=json_column(nullable=True))
    office_hours: list[str] | None = Field(default=None, sa_column=json_column(nullable=True))
    chosen_ladder: list[int] | None = Field(default=None, sa_column=json_column(nullable=True))
    chosen_hours: list[str] | None = Field(default=None, sa_column=json_column(nullable=True))
    # Working days to complete a returned answer in: the folder's, and a planner's, which win
    completion_days: int | None = None
    chosen_completion_days: int | None = None
    closes_after_days: int | None = None  # after its due day a round closes by itself; empty: never
    leader_brief: bool = True  # it is in the Monday message to the leaders of the province
    content_hash: str = ""  # of the folder last loaded: loading it again changes nothing
    doubts: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())


class DecisionFile(SQLModel, table=True):
    """A file of the decision, as it was imported; `name` as it stands in the plan's folder."""

    __tablename__ = "decision_file"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    name: str
    sha256: str = ""
    content: bytes = b""


class Item(SQLModel, table=True):
    """A row of the plan; `code` is the full path, `position` the decision's own order."""

    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        Index(
            "item_with_a_day",
            *("due_on", "plan_id"),
            sqlite_where=text("due_on IS NOT NULL"),
            postgresql_where=text("due_on IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="item.id", index=True)
    code: str
    kind: str  # ItemKind
    position: int
    title: str
    title_raw: str
    priority_high: bool = False
    topics: list[str] = Field(default_factory=list, sa_column=json_column())
    timeframe_raw: str = ""
    start_year: int | None = None
    end_year: int | None = None
    recurrence: str = ""  # "yearly", "every-2-years" or empty
    starts_on: date | None = None
    due_on: date | None = None  # its own legal last day, the first one where it returns
    due_every: str = ""  # Every, but for "once"; empty: it does not return
    condition: str = ""
    lead_raw: str = ""
    leads: list[str] = Field(default_factory=list, sa_column=json_column())
    coordinating_raw: str = ""
    coordinating: list[str] = Field(default_factory=list, sa_column=json_column())
    funding: list[str] = Field(default_factory=list, sa_column=json_column())
    product_raw: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    source_line: int | None = None
    added_at: datetime | None = Field(default=None, sa_type=Instant)  # empty: from the beginning
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # left the plan; kept


class Agency(SQLModel, table=True):
    """An office of a province that exists from a day until a day.

    `belongs_to`: the commune or office within which it is one ("Phòng Kinh tế" of "xã Xuân Đông");
    empty where the whole province has one of that name.
    """

    __table_args__ = (
        UniqueConstraint("province", "belongs_to", "name"),
        Index(
            "agency_that_ends",
            "id",
            sqlite_where=text("valid_until IS NOT NULL"),
            postgresql_where=text("valid_until IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    province: str
    belongs_to: str = ""
    name: str
    kind: str
    aliases: list[str] = Field(default_factory=list, sa_column=json_column())
    valid_from: date | None = None
    valid_until: date | None = None
    office_phone: str = ""


class Group(SQLModel, table=True):
    """A collective phrase of one plan, such as "Các sở, ban, ngành tỉnh"."""

    __tablename__ = "agency_group"
    __table_args__ = (UniqueConstraint("plan_id", "phrase"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    phrase: str


class GroupMember(SQLModel, table=True):
    __tablename__ = "agency_group_member"
    group_id: int = Field(foreign_key="agency_group.id", primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", primary_key=True)


class Assignment(SQLModel, table=True):
    """Item × agency × role, the phrase it came through, and the days it holds.

    `printed_id` is whom the plan names, `agency_id` who answers for it in these days: the same
    agency, its successor, or the one the planning department chose. The rows follow from the plan,
    the successions and the choices; they are made anew from them, never written by hand.
    """

    __table_args__ = (
        UniqueConstraint("item_id", "printed_id", "agency_id", "role", "valid_from"),
        Index("assignment_of_an_agency", "item_id", "agency_id", "printed_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id")
    printed_id: int = Field(foreign_key="agency.id")
    agency_id: int = Field(foreign_key="agency.id", index=True)
    role: str  # Role
    phrase: str
    valid_from: date
    valid_until: date | None = None
    in_plan: bool = True  # the plan still makes it; False is history


class Succession(SQLModel, table=True):
    """A dated step from one agency to the next; without a next one its duties end with it.

    Several steps of one agency share its duties out (`scope`); what was not confirmed, and what
    was shared out, is never followed by the program: the planning department decides.
    """

    __table_args__ = (UniqueConstraint("plan_id", "from_id", "to_id", "on"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")  # whose folder brought it; it holds for all
    from_id: int = Field(foreign_key="agency.id", index=True)
    to_id: int | None = Field(default=None, foreign_key="agency.id")
    on: date  # the first day of the next one
    scope: str = ""
    source: str = ""
    confirmed: bool = False
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # corrected away; kept


class Reassignment(SQLModel, table=True):
    """The planning department's choice of who answers for an item; the newest choice counts.

    A choice of several agencies is several rows with one `decided_at`.
    """

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    printed_id: int = Field(foreign_key="agency.id")  # whom the plan names
    role: str  # Role
    agency_id: int = Field(foreign_key="agency.id")  # who answers from that day on
    valid_from: date
    decided_at: datetime = Field(sa_type=Instant)
    decided_by_id: int = Field(foreign_key="person.id")


class TaskPair(SQLModel, table=True):
    """A planner's word on whether two tasks ask nearly the same; the newest word on a pair counts.

    `item_id` is the smaller one. Nobody: it came from the command line.
    """

    __tablename__ = "task_pair"
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    other_id: int = Field(foreign_key="item.id", index=True)
    is_same: bool  # else it was undone, or is not to be proposed again
    decided_at: datetime = Field(sa_type=Instant)
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")


class Rule(SQLModel, table=True):
    """A reporting duty as the decision words it: "before 15/11 every year".

    Month and day are those of the first time in a year, `from_year` and `until_year` the years
    reported on; a duty of one time (`every` "once") has only `from_year`. `agencies` are the
    printed names of those whose duty it is alone; empty: of everybody in its tier.
    """

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    tier: str  # Tier
    quote: str
    every: str = Every.YEAR
    month: int
    day: int
    strict: bool  # "trước ngày": the day itself is too late
    who: str
    to: str
    from_year: int
    until_year: int
    agencies: list[str] = Field(default_factory=list, sa_column=json_column())
    cut_off: str = ""  # "31/10": the last day the figures are of; empty: by NĐ 09/2019
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
