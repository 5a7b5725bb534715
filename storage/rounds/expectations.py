"""Expectations: what is asked of whom in a round, and what is still owed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.audit import Scope
from storage.calendar.office_hours import OfficeHours
from storage.models import (
    Agency,
    Assignment,
    Expectation,
    Item,
    ItemKind,
    Plan,
    Report,
    Review,
    Role,
    Round,
    Snooze,
    Status,
    Tier,
)
from storage.plans.agencies import assigned_on
from storage.plans.succession import coordinator_on, sole_agencies
from storage.reports.answers import is_newest_snooze, with_reports
from storage.reports.expectation import is_asked_still, within
from storage.reports.shared_answers.carried import is_one_off, stands_elsewhere, with_carried
from storage.rounds.reminder_settings import hours_of, ladder_of

EVERY_TWO_YEARS = "every-2-years"


class OpenExpectation(NamedTuple):
    """An expectation nobody has answered yet, or whose answer was returned: then its day is the
    short one of its own.

    `expectation_id` is negative while its round has not been opened and no row exists.
    """

    expectation_id: int
    agency_id: int
    due_on: date
    opens_on: date
    plan_id: int = 0
    ladder: tuple[int, ...] = ()  # of its plan; empty for the usual one
    office_hours: OfficeHours = ()  # likewise
    promised_on: date | None = None  # the day on which its agency said …
    quiet_until: date | None = None  # … that it would report on this one
    of_item: bool = False  # a task's own day: nothing is said of it before it opens
    returned_at: datetime | None = None  # it was answered, and is to be completed by `due_on`


def unassigned_items(session: Session, plan: Plan, year: int, on: date) -> list[str]:
    """In the plan's order: items of that year with a lead for which nobody answers on that day."""
    return list(session.exec(_unassigned(plan.id or 0, plan.issued_on.year, year, on)))


@lru_cache(maxsize=64)
def _unassigned(plan_id: int, issued: int, year: int, on: date) -> Any:
    answers = aliased(Assignment)
    answered = (
        select(literal(1))
        .where(
            answers.item_id == Assignment.item_id,
            answers.printed_id == Assignment.printed_id,
            answers.role == Assignment.role,
            or_(col(answers.valid_until).is_(None), col(answers.valid_until) >= on),
        )
        .exists()
    )
    named = select(Assignment.item_id).where(
        Assignment.role == Role.LEAD,
        col(Assignment.in_plan),
        col(Assignment.valid_until) < on,  # else it is answered by itself
        ~answered,
    )
    return (
        select(Item.code)
        .where(*_is_active(plan_id, issued, year), col(Item.id).in_(named))
        .order_by(col(Item.position))
    )


def wanted_agencies(
    session: Session, plan: Plan, tier: str, year: int, on: date, alone: Sequence[str] = ()
) -> list[int]:
    """The agency of each report a round of that year would expect: one entry a report."""
    return [agency_id for agency_id, _ in wanted_reports(session, plan, tier, year, on, alone)]


def wanted_reports(
    session: Session, plan: Plan, tier: str, year: int, on: date, alone: Sequence[str] = ()
) -> list[tuple[int, int | None]]:
    """(agency, item) of each report a round of that year would expect."""
    return [
        (agency_id, item_id)
        for wanted, _ in wanted_of(session, plan, tier, year, on, alone)
        for agency_id, item_id in session.exec(select(*wanted.c).distinct().order_by(*wanted.c))
    ]


def count_expectations(session: Session, round_ids: Iterable[int]) -> dict[int, int]:
    """By round: how many reports are expected."""
    query = (
        select(Expectation.round_id, func.count())
        .where(col(Expectation.round_id).in_(list(round_ids)), col(Expectation.ended_at).is_(None))
        .group_by(col(Expectation.round_id))
    )
    return dict(session.exec(query).all())


def owed_expectations(
    session: Session,
    since: date,
    until: date,
    plan_id: int | None = None,
    scope: Scope | None = None,
) -> list[OpenExpectation]:
    """What is still owed of what was due since one day in rounds that open until another."""
    query = within(_owed_query(), scope)
    if plan_id is not None:
        query = query.where(Round.plan_id == plan_id)
    session.flush()  # what this transaction has changed is part of it
    found = session.connection().execute(query, {"since": since, "until": until})
    # Put in order here: asked to do it, SQLite reads the table through in order of its ids
    rows = sorted(map(tuple, found), key=itemgetter(0))
    plans = {key: session.get_one(Plan, key) for key in {row[4] for row in rows}}
    settings = {key: (ladder_of(plan), hours_of(plan)) for key, plan in plans.items()}
    return [OpenExpectation._make(row[:5] + settings[row[4]] + row[5:]) for row in rows]


def is_any_owed(session: Session, since: date, until: date, plan_id: int) -> bool:
    """Whether `owed_expectations` would have any."""
    query = _owed_query().where(Round.plan_id == plan_id).limit(1)
    session.flush()
    return session.connection().execute(query, {"since": since, "until": until}).first() is not None


@cache
def _owed_query() -> Any:
    """Built once, as it is asked in every tick: building it takes longer than asking it."""
    query = (
        select(  # type: ignore[call-overload]
            Expectation.id,
            Expectation.agency_id,
            func.coalesce(Review.due_on, Expectation.due_on).label("due_on"),
            func.coalesce(Expectation.opens_on, Round.opens_on).label("opens_on"),
            Round.plan_id,
            Snooze.said_on,
            Snooze.until_on,
            col(Expectation.opens_on).is_not(None),
            case((col(Review.due_on).is_not(None), Review.reviewed_at)),
        )
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .join(Snooze, is_newest_snooze(), isouter=True)
        .where(
            col(Expectation.ended_at).is_(None),
            col(Expectation.due_on) >= bindparam("since"),
            func.coalesce(Expectation.opens_on, Round.opens_on) <= bindparam("until"),
            col(Round.closed_at).is_(None),
            or_(col(Report.id).is_(None), col(Review.accepted).is_(False)),
            ~func.coalesce(stands_elsewhere(), False),
            is_asked_still(),
        )
    )
    return with_carried(with_reports(query))


def wanted_of(
    session: Session, plan: Plan, tier: str, year: int, on: date, alone: Sequence[str] = ()
) -> Iterator[tuple[Subquery, bool]]:
    """(agency_id, item_id) of every report the round expects, and whether they are general.

    Who leads an active task or answers for an indicator reports on it; who only coordinates owes
    one general report, without an item; and so does the coordinator in its own round, and an
    agency whose duty it is `alone`. Of a group whose duty it is, who leads reports on its tasks.
    """
    if tier == Tier.COORDINATOR:
        yield _general(col(Agency.id) == coordinator_on(session, plan, on)), True
        return
    leads, only_helps = _wanted_of_agencies(plan.id or 0, plan.issued_on.year, year, on)
    if alone:
        named, members = sole_agencies(session, plan, alone, on)
        leads = select(*leads.c).where(leads.c.agency_id.in_(members - named)).subquery()
        others = and_(col(Agency.id).in_(members), ~col(Agency.id).in_(select(leads.c.agency_id)))
        only_helps = _general(or_(col(Agency.id).in_(named), others))
    yield leads, False
    yield only_helps, True


@lru_cache(maxsize=64)
def _wanted_of_agencies(plan_id: int, issued: int, year: int, on: date) -> tuple[Subquery, ...]:
    """Built once a day: every tick asks it."""
    active = _active_assignments(plan_id, issued, year, on)
    leads = active.where(Assignment.role == Role.LEAD)
    helps = active.where(Assignment.role == Role.COORDINATING)
    of_leads, of_helps = leads.subquery(), helps.subquery()
    agency_id = col(Agency.id)
    only_helps = and_(
        agency_id.in_(select(of_helps.c.agency_id)), ~agency_id.in_(select(of_leads.c.agency_id))
    )
    return leads.subquery(), _general(only_helps)


def _general(which: ColumnElement[bool]) -> Subquery:
    no_item = cast(null(), Integer).label("item_id")
    return select(col(Agency.id).label("agency_id"), no_item).where(which).subquery()


def _is_active(plan_id: int, issued: int, year: int) -> tuple[ColumnElement[bool], ...]:
    """A year left open by the decision ("every year", "after …") shuts nothing out.

    A task that was asked for in its years and is not completed is asked for until it is.
    """
    first_year = func.coalesce(col(Item.start_year), issued)
    return (
        col(Item.plan_id) == plan_id,
        col(Item.kind).in_([ItemKind.TASK, ItemKind.INDICATOR]),
        col(Item.ended_at).is_(None),
        or_(col(Item.start_year).is_(None), col(Item.start_year) <= year),
        or_(
            col(Item.end_year).is_(None),
            col(Item.end_year) >= year,
            and_(is_one_off(), _is_left_over()),
        ),
        or_(col(Item.recurrence) != EVERY_TWO_YEARS, (year - first_year) % 2 == 0),
    )


@cache
def _is_left_over() -> ColumnElement[bool]:
    """Some agency's newest word on the item at hand is not that it is completed."""
    asked, other = aliased(Expectation), aliased(Expectation)
    newest = (
        select(func.max(col(Report.id)))
        .join(other, col(Report.expectation_id) == other.id)
        .where(
            other.item_id == asked.item_id,
            other.agency_id == asked.agency_id,
            col(Report.withdrawn_at).is_(None),
        )
        .correlate(asked)
        .scalar_subquery()
    )
    returned = select(Review.id).where(Review.report_id == Report.id, ~col(Review.accepted))
    done = select(Report.id).where(
        col(Report.id) == newest, Report.status == Status.COMPLETED, ~returned.exists()
    )
    unfinished = select(asked.id).where(
        asked.item_id == Item.id, col(asked.ended_at).is_(None), ~done.correlate(asked).exists()
    )
    return unfinished.correlate(Item).exists()


def _active_assignments(plan_id: int, issued: int, year: int, on: date) -> Any:
    return (
        assigned_on(on)
        .join(Item, col(Assignment.item_id) == Item.id)
        .where(*_is_active(plan_id, issued, year))
    )
