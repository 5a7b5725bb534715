"""The Monday message to the leaders of a province: who gets it, and what it tells (no words)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.reminders.ladder import Digest
from scheduler.rounds.rules import STAYS_OPEN
from storage.audit import Scope
from storage.models import Agency, Person, Plan, RightKind, Round
from storage.names import in_order
from storage.people.absences import away_on
from storage.people.appointments import focal_points
from storage.people.reachability import people_with
from storage.plans.leaders.briefs import briefed
from storage.plans.planners import plans_of_leader
from storage.rounds.reminder_settings import hours_of
from storage.rounds.schedule import round_to_sum_up
from storage.rounds.summary import AgencyCount, Summary, summarise

A_WEEK = timedelta(days=7)
NAMED = 3  # agencies
DAYS = 2  # the first working days of a week on which it may leave: a day's outage loses none


@dataclass(frozen=True)
class PlanBrief:
    """`change`: answers received since a week before; `days_left`: working days, negative after
    the due day."""

    plan: Plan
    round: Round
    received: int
    expected: int
    change: int
    days_left: int


@dataclass(frozen=True)
class Behind:
    """An agency that owes most. `is_late`: something is overdue, and it was reminded in time.

    `people`: who answers there, with the office phone; `phone`: of the office.
    """

    agency_id: int
    agency: str
    plan: Plan
    owed: int
    expected: int
    is_late: bool
    people: tuple[tuple[str, str], ...] = ()
    phone: str = ""


@dataclass(frozen=True)
class Brief:
    plans: Sequence[PlanBrief]
    behind: Sequence[Behind]

    @property
    def named(self) -> list[tuple[int, int]]:
        """Agency and plan of those behind, in order."""
        return [(one.agency_id, one.plan.id or 0) for one in self.behind]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_day_of_brief(today: date, calendar: Calendar) -> bool:
    """The first working day of the week: Monday, or the one after a holiday; or the next one."""
    if not calendar.is_working_day(today):
        return False
    days = (monday_of(today) + timedelta(days=n) for n in range(today.weekday()))
    return sum(map(calendar.is_working_day, days)) < DAYS


def province_briefs_due(
    session: Session, now: datetime, calendar: Calendar, scope: Scope | None = None
) -> dict[int, Digest]:
    """By person: an empty digest for each leader who has not had this week's message."""
    today = calendar.today(now)
    if not is_day_of_brief(today, calendar):
        return {}
    people = people_with(session, RightKind.PROVINCE_LEADER)
    had = briefed(session, monday_of(today)) | set(away_on(session, today)) if people else ()
    found: dict[int, Digest] = {}
    for person, account in people:
        if person.id in had or not _concerns(session, person, scope):
            continue
        brief = province_brief(session, person.id or 0, now, calendar)
        if brief is not None:
            digest = Digest(person, account, has_lists=True, has_brief=True)
            digest.hours |= {hours_of(one.plan): None for one in brief.plans}
            found[person.id or 0] = digest
    return found


def _concerns(session: Session, leader: Person, scope: Scope | None) -> bool:
    if scope is None:
        return True
    return any(plan.id in scope.plans for plan in plans_of_leader(session, leader.id or 0))


def province_brief(
    session: Session, person_id: int, now: datetime, calendar: Calendar
) -> Brief | None:
    """None where no round of the person's plans is open, or everything is in."""
    today = calendar.today(now)
    told, owing = list[PlanBrief](), list[Behind]()
    for plan, round_ in _open_rounds(session, person_id, today):
        figures = summarise(session, plan, round_, now, calendar.zone)
        if figures.total.missing or figures.total.pending:
            told.append(_of_plan(session, figures, now, calendar))
            owing += _owing(figures)
    if not told:
        return None
    told.sort(key=lambda one: one.round.due_on)
    owing.sort(
        key=lambda one: (not one.is_late, -one.owed / one.expected, -one.owed, in_order(one.agency))
    )
    return Brief(told, _with_contacts(session, owing[:NAMED], today))


def _with_contacts(session: Session, behind: Sequence[Behind], today: date) -> list[Behind]:
    people: dict[int | None, list[tuple[str, str]]] = {}
    for who in focal_points(session, today, {one.agency_id for one in behind}):
        told = (who.person.full_name, who.person.office_phone)
        people.setdefault(who.agency.id, []).append(told)
    return [
        replace(
            one,
            people=tuple(people.get(one.agency_id, ())),
            phone=session.get_one(Agency, one.agency_id).office_phone,
        )
        for one in behind
    ]


def _open_rounds(session: Session, person_id: int, today: date) -> list[tuple[Plan, Round]]:
    """Of each plan that is in the message: the round whose figures it gives."""
    plans = (one for one in plans_of_leader(session, person_id) if one.leader_brief)
    found = ((plan, round_to_sum_up(session, plan.id or 0, today.year)) for plan in plans)
    return [(plan, one) for plan, one in found if one is not None and _is_open(one, today)]


def _is_open(round_: Round, today: date) -> bool:
    return round_.closed_at is None and round_.opens_on <= today <= round_.due_on + STAYS_OPEN


def _of_plan(session: Session, figures: Summary, now: datetime, calendar: Calendar) -> PlanBrief:
    before = summarise(session, figures.plan, figures.round, now - A_WEEK, calendar.zone).total
    today, due_on, total = calendar.today(now), figures.round.due_on, figures.total
    left = calendar.working_days_between(min(today, due_on), max(today, due_on))
    return PlanBrief(
        plan=figures.plan,
        round=figures.round,
        received=total.received,
        expected=total.expected - total.carried_over,
        change=total.received - before.received,
        days_left=left if today <= due_on else -max(1, left),
    )


def _owing(figures: Summary) -> Iterable[Behind]:
    """An agency is one line, however many names of the plan it answers for."""
    theirs: dict[int, list[AgencyCount]] = {}
    for one in figures.by_agency:
        theirs.setdefault(one.agency_id, []).append(one)
    for agency_id, lines in theirs.items():
        owed = sum(one.count.missing + one.count.pending for one in lines)
        if owed:
            yield Behind(
                agency_id=agency_id,
                agency=lines[0].now_called,
                plan=figures.plan,
                owed=owed,
                expected=sum(one.count.expected for one in lines),
                is_late=any(one.count.missing and one.was_reminded for one in lines),
            )
