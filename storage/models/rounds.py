"""The tables of rounds: expectations, reports, reviews, reminders."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Exact, Instant, json_column


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


UNBEGUN = (Status.NOT_STARTED, Status.NOT_YET_DUE)  # no share of it can be done


class Round(SQLModel, table=True):
    """One occasion to report: the 2026 round of a rule, or one asked for ad hoc.

    `year` is the year reported on, `part` its month, quarter or half where there are several.
    `of_items`: it asks for the tasks whose own last day is `due_on`, and for nothing else.
    """

    __table_args__ = (
        UniqueConstraint("rule_id", "year", "part"),
        Index(
            "one_round_of_items_a_day",
            *("plan_id", "due_on"),
            unique=True,
            sqlite_where=text("of_items"),
            postgresql_where=text("of_items"),
        ),
        Index("round_by_day", "of_items", "due_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    rule_id: int | None = Field(default=None, foreign_key="rule.id")
    of_items: bool = False
    tier: str  # Tier
    title: str
    year: int
    part: int = 1
    opens_on: date
    due_on: date  # the legal last day; it moves only when the rule had been read wrongly
    covers_from: date
    covers_until: date
    cut_off_on: date  # the last day the figures in a report are of
    legal_text: str
    opened_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)  # nothing is taken any more
    reopened_at: datetime | None = Field(default=None, sa_type=Instant)  # closed by hand only then
    moves: int = 0  # how often its day was corrected; calendars have to know


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
        Index("expectation_of_an_agency", "agency_id", "round_id"),
        Index("expectation_of_an_item", "item_id", "agency_id"),
        Index(
            "expectation_due",
            "due_on",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    agency_id: int = Field(foreign_key="agency.id")
    item_id: int | None = Field(default=None, foreign_key="item.id")  # empty: general report
    due_on: date  # the round's day, unless an extension moved it
    opens_on: date | None = None  # of a task's own day only: since when it is asked for
    created_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # no longer expected


class Report(SQLModel, table=True):
    """A reply to an expectation; never changed, only followed by a newer one."""

    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    status: str  # Status
    percent: float | None = None
    value: str = ""  # of an indicator, in words …
    value_number: Decimal | None = Field(default=None, sa_type=Exact)  # … and as a number, if any
    value_unit: str = ""
    result: str = ""
    difficulties: str = ""
    proposals: str = ""
    document_number: str = ""
    document_on: date | None = None
    submitted_at: datetime = Field(sa_type=Instant)  # when it was received and stored
    # The confirming message's own instant, where its channel gives one: see `said_at`
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    # The answer to a like task whose words were used again here; what becomes of either stays apart
    origin_id: int | None = Field(default=None, foreign_key="report.id")

    @property
    def said_at(self) -> datetime:
        """The instant it is judged by: who wrote in time is in time, whenever we heard it."""
        return self.sent_at or self.submitted_at


class CarriedAnswer(SQLModel, table=True):
    """An answer to one expectation that another one of the same task and agency may live by.

    Written once, when the answer is stored or the other one is first expected; whether it holds is
    read from the answer itself. `in_period`: it was given for the task's own day within the
    reporting period, and so is an answer there too; else it may only tell that the task is done.
    """

    expectation_id: int = Field(foreign_key="expectation.id", primary_key=True)
    report_id: int = Field(foreign_key="report.id", primary_key=True, index=True)
    in_period: bool


class Review(SQLModel, table=True):
    """What the planning department made of a report."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    accepted: bool  # else returned
    reason: str = ""
    reviewed_at: datetime = Field(sa_type=Instant)
    due_on: date | None = None  # of a returned one: the short day to complete it by


class Reminder(SQLModel, table=True):
    """The ledger of what was said to whom: one row a rung, tied to the digest that carried it.

    A row whose digest never went out is voided when the rung is said anew; it stays as a proof.
    """

    __table_args__ = (
        Index(
            "said_once",
            *("expectation_id", "person_id", "rung", "due_on"),
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    rung: int  # days from the day asked for (before) or the due day (after): -30 … 3
    due_on: date  # the day it was said for; an extension brings the rungs of another one
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    created_at: datetime = Field(sa_type=Instant)
    voided_at: datetime | None = Field(default=None, sa_type=Instant)


class Snooze(SQLModel, table=True):
    """ "Received, will report on …": the agency's own word; the newest one counts."""

    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    said_on: date
    until_on: date  # a working day: on its morning the reminders come back
    said_at: datetime = Field(sa_type=Instant)


class Extension(SQLModel, table=True):
    """A later day asked for with a reason, and the planning department's decision."""

    __table_args__ = (
        Index(
            "one_request_waits",
            "expectation_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    asked_by_id: int | None = Field(default=None, foreign_key="person.id")
    due_on: date  # as it was when it was asked
    asked_until: date
    reason: str
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    granted_until: date | None = None  # empty in a decision: refused
    answer: str = ""


class Reopening(SQLModel, table=True):
    """A wish to change an accepted answer, with a reason, and the planning department's answer."""

    __table_args__ = (
        Index(
            "one_reopening_waits",
            "expectation_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    report_id: int = Field(foreign_key="report.id", index=True)  # the accepted one
    asked_by_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    accepted: bool | None = None  # empty while it waits
    answer: str = ""


class FormDraft(SQLModel, table=True):
    """A reply that somebody began on the form; one begun in the chat lies in its question."""

    __tablename__ = "form_draft"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", primary_key=True, index=True)
    slots: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    saved_at: datetime = Field(sa_type=Instant)


class Nudge(SQLModel, table=True):
    """A reminder besides the ladder, sent by a planner: one an agency and day."""

    __table_args__ = (UniqueConstraint("plan_id", "agency_id", "sent_on"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    agency_id: int = Field(foreign_key="agency.id")
    sent_on: date
    sent_by_id: int = Field(foreign_key="person.id")
    sent_at: datetime = Field(sa_type=Instant)


class Objection(SQLModel, table=True):
    """ "Not our task": an agency's word on an expectation, and the planning department's answer."""

    __table_args__ = (
        Index(
            "one_objection_waits",
            "expectation_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    expectation_id: int = Field(foreign_key="expectation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str
    said_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    accepted: bool | None = None  # empty while it waits
    ends_on: date | None = None  # if accepted: the last day on which the task is that agency's
    answer: str = ""
