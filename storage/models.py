"""The tables, one class each. Times end in `_at` (instant, UTC), days in `_on`, keys in `_id`."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect, Index, TypeDecorator, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Instant(TypeDecorator[datetime]):
    """An aware datetime; kept as UTC, given back as UTC (SQLite itself forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def json_column(nullable: bool = False) -> Column[Any]:
    return Column(JSON(none_as_null=True), nullable=nullable)


class ItemKind(StrEnum):
    HEADING = "heading"
    TASK = "task"
    INDICATOR = "indicator"
    PROJECT = "project"


class Role(StrEnum):
    """What an agency does for an item."""

    LEAD = "lead"
    COORDINATING = "coordinating"


class Post(StrEnum):
    """What a person is in an agency; rights are kept apart from it."""

    FOCAL = "focal"
    LEADER = "leader"
    STAND_IN = "stand_in"


class RightKind(StrEnum):
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"


class Tier(StrEnum):
    """Who owes the report of a round: every agency, or the coordinator that sums them up."""

    AGENCIES = "agencies"
    COORDINATOR = "coordinator"


class Status(StrEnum):
    """The official's own word on a task; timeliness is derived on read and never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    BLOCKED = "blocked"
    AWAITING_GUIDANCE = "awaiting_guidance"
    NOT_YET_DUE = "not_yet_due"
    PROPOSE_CHANGE = "propose_change"


# --- The plan ---------------------------------------------------------------------------------


class Plan(SQLModel, table=True):
    """One decision of one province."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)  # the name of its folder, such as "ben-tre"
    decision: str
    issued_on: date
    title: str
    province: str
    period: str
    coordinator: str  # printed name of the agency that sums up
    recipients: list[str] = Field(default_factory=list, sa_column=json_column())
    content_hash: str = ""  # of the folder last loaded: loading it again changes nothing


class Item(SQLModel, table=True):
    """A row of the plan; `code` is the full path, `position` the decision's own order."""

    __table_args__ = (UniqueConstraint("plan_id", "code"),)
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
    condition: str = ""
    lead_raw: str = ""
    leads: list[str] = Field(default_factory=list, sa_column=json_column())
    coordinating_raw: str = ""
    coordinating: list[str] = Field(default_factory=list, sa_column=json_column())
    funding: list[str] = Field(default_factory=list, sa_column=json_column())
    product_raw: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    source_line: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # left the plan; kept


class Agency(SQLModel, table=True):
    """An office of a province that exists from a day until a day."""

    __table_args__ = (UniqueConstraint("province", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    province: str
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
    """Item × agency × role, the phrase it came through, and the days it holds."""

    __table_args__ = (UniqueConstraint("item_id", "agency_id", "role", "valid_from"),)
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id")
    agency_id: int = Field(foreign_key="agency.id", index=True)
    role: str  # Role
    phrase: str
    valid_from: date
    valid_until: date | None = None


class Rule(SQLModel, table=True):
    """A reporting duty as the decision words it: "before 15/11 every year"."""

    __table_args__ = (UniqueConstraint("plan_id", "tier", "month", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    tier: str  # Tier
    quote: str
    month: int
    day: int
    strict: bool  # "trước ngày": the day itself is too late
    who: str
    to: str
    from_year: int
    until_year: int
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


# --- People and their rights ------------------------------------------------------------------


class Person(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    full_name: str
    address: str = "anh/chị"  # how they are spoken to
    language: str = "vi"
    office_phone: str = ""


class Appointment(SQLModel, table=True):
    """Who is focal person, leader or stand-in of which agency, from when until when."""

    __table_args__ = (UniqueConstraint("person_id", "agency_id", "post", "starts_on"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    agency_id: int = Field(foreign_key="agency.id", index=True)
    post: str  # Post
    starts_on: date
    ends_on: date | None = None


class Right(SQLModel, table=True):
    """What a person may do; `plan_id` empty means every plan."""

    __tablename__ = "person_right"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "plan_id"),
        Index(
            "one_right_for_every_plan",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text("plan_id IS NULL"),
            postgresql_where=text("plan_id IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    kind: str  # RightKind


class ChatAccount(SQLModel, table=True):
    """One chat on one channel; `person_id` is empty for a stranger."""

    __table_args__ = (UniqueConstraint("channel", "address"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    address: str  # the channel's own id of the chat
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    linked_at: datetime | None = Field(default=None, sa_type=Instant)
    last_heard_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_reason: str = ""
    wrong_codes: int = 0
    wrong_codes_since: datetime | None = Field(default=None, sa_type=Instant)


class Invitation(SQLModel, table=True):
    """A one-use code for one person; only its hash is kept."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    account_id: int | None = Field(default=None, foreign_key="chataccount.id")


class Consent(SQLModel, table=True):
    """The proof that a person agreed: which text, when, on which account."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    account_id: int = Field(foreign_key="chataccount.id")
    version: str
    text_hash: str
    given_at: datetime = Field(sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


# --- Rounds, reports, reminders ---------------------------------------------------------------


class Round(SQLModel, table=True):
    """One occasion to report: the 2026 round of a rule, or one asked for ad hoc."""

    __table_args__ = (UniqueConstraint("rule_id", "year"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    rule_id: int | None = Field(default=None, foreign_key="rule.id")
    tier: str  # Tier
    title: str
    year: int
    opens_on: date
    due_on: date  # the legal last day; it never moves
    covers_from: date
    covers_until: date
    legal_text: str
    opened_at: datetime = Field(sa_type=Instant)


class Expectation(SQLModel, table=True):
    """What the planning department expects: (round, item or general report, agency)."""

    __table_args__ = (
        UniqueConstraint("round_id", "item_id", "agency_id"),
        Index(
            "one_general_report",
            "round_id",
            "agency_id",
            unique=True,
            sqlite_where=text("item_id IS NULL"),
            postgresql_where=text("item_id IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    agency_id: int = Field(foreign_key="agency.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="item.id")  # empty: general report
    due_on: date  # the round's day, unless an extension moved it
    created_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # no longer expected


class Report(SQLModel, table=True):
    """A reply to an expectation; never changed, only followed by a newer one."""

    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    status: str  # Status
    percent: int | None = None
    value: str = ""
    result: str = ""
    difficulties: str = ""
    proposals: str = ""
    document_number: str = ""
    document_on: date | None = None
    submitted_at: datetime = Field(sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class Review(SQLModel, table=True):
    """What the planning department made of a report."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    accepted: bool  # else returned
    reason: str = ""
    reviewed_at: datetime = Field(sa_type=Instant)


class Reminder(SQLModel, table=True):
    """The ledger of what was said to whom: one row a rung, tied to the digest that carried it."""

    __table_args__ = (UniqueConstraint("expectation_id", "person_id", "rung"),)
    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    rung: int  # days from the day asked for (before) or the due day (after): -30 … 3
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    created_at: datetime = Field(sa_type=Instant)


# --- Messages ---------------------------------------------------------------------------------


class Inbox(SQLModel, table=True):
    """A message that came in; the pair (channel, external_id) keeps it from being heard twice."""

    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index(
            "inbox_waiting",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    external_id: str
    account_id: int = Field(foreign_key="chataccount.id", index=True)
    text: str = ""
    tapped: str = ""  # the data of a button, "" for text
    received_at: datetime = Field(sa_type=Instant)
    handled_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_reason: str = ""  # why its turn could not be taken; handled_at is set then too


UNSETTLED = "sent_at IS NULL AND unknown_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL"


class OutboxKind(StrEnum):
    MESSAGE = "message"  # has its words
    DIGEST = "digest"  # gets its words when it is about to be sent


class Outbox(SQLModel, table=True):
    """A message to send. With a `state` it is a question that remembers how to resume."""

    __table_args__ = (
        Index(
            "outbox_due",
            "send_at",
            sqlite_where=text(UNSETTLED),
            postgresql_where=text(UNSETTLED),
        ),
        Index(
            "outbox_open_question",
            "account_id",
            sqlite_where=text("state IS NOT NULL AND answered_at IS NULL"),
            postgresql_where=text("state IS NOT NULL AND answered_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="chataccount.id", index=True)
    kind: str = OutboxKind.MESSAGE
    person_id: int | None = Field(default=None, foreign_key="person.id")  # whom a digest is for
    part_of: int | None = Field(default=None, foreign_key="outbox.id", index=True)  # a long text
    key: str | None = Field(default=None, unique=True)  # may be said once only
    text: str | None = None
    choices: list[dict[str, Any]] | None = Field(default=None, sa_column=json_column(nullable=True))
    state: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    free_text: bool = False  # any text may answer this question
    created_at: datetime = Field(sa_type=Instant)
    send_at: datetime = Field(sa_type=Instant)  # not before; while claimed, the end of the lease
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    external_id: str = ""
    unknown_at: datetime | None = Field(default=None, sa_type=Instant)  # left, no answer came
    failed_at: datetime | None = Field(default=None, sa_type=Instant)
    dropped_at: datetime | None = Field(default=None, sa_type=Instant)  # nothing to say any more
    reason: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


class Lane(SQLModel, table=True):
    """One configured bot, held by one process at a time."""

    name: str = Field(primary_key=True)
    holder: str
    leased_until: datetime = Field(sa_type=Instant)


# --- Watching over it -------------------------------------------------------------------------


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
