"""Extensions: a later day asked for with a reason, granted or refused; it moves only its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col

from storage import lazy
from storage.models import Expectation, Extension, Person, Round
from storage.plans.planners import is_planner_of
from storage.reports.answers import counting_report, due_on_of
from storage.reports.expectation import locked, plan_of, round_of
from storage.reports.gate import Act, pass_gate
from storage.reports.requests.pending_requests import newest_on, record, waiting, waits, waits_since

LONGEST = timedelta(days=60)  # after the day it was due: then a round is history
STILL_EXPECTED = col(Expectation.ended_at).is_(None)


class BadExtension(ValueError):
    """It cannot be asked or decided so; the text says what was seen and what is expected."""


@dataclass(frozen=True)
class ExtensionRequest:
    """A request with what a planner has to know of it."""

    extension: Extension
    agency: str
    code: str  # of the item; empty for a general report
    title: str
    asked_by: str


def ask_extension(
    session: Session,
    expectation: Expectation,
    until: date,
    reason: str,
    asked_by: Person | None,
    today: date,
    now: datetime,
) -> Extension:
    """Ask for `until` instead of the due day. Raises Barred or BadExtension, before anything is
    written."""
    person_id = asked_by.id if asked_by else None
    pass_gate(session, expectation.id or 0, Act.ASK_LATER, person_id, today)
    due_on = due_on_of(session, expectation)
    _check(due_on, until, reason, today)
    if waits(session, Extension, expectation.id or 0):
        raise BadExtension(lazy("an extension was asked for already and is not yet decided"))
    request = Extension(
        expectation_id=expectation.id or 0,
        asked_by_id=person_id,
        due_on=due_on,
        asked_until=until,
        reason=reason.strip(),
        asked_at=now,
    )
    session.add(request)
    session.flush()
    details = {"until": until.isoformat(), "reason": request.reason}
    record(session, request, "extension.asked", asked_by, details, now)
    return request


def decide_extension(
    session: Session,
    extension: Extension,
    granted_until: date | None,
    answer: str,
    decided_by: Person,
    today: date,
    now: datetime,
) -> None:
    """Grant it until a day, perhaps another than was asked for, or refuse it with a reason.

    Raises BadExtension, before anything is written, also for somebody who is no planner.
    """
    round_of(session, extension.expectation_id)  # nobody closes it meanwhile
    expectation = locked(session, extension.expectation_id)
    session.refresh(extension)
    plan = plan_of(session, expectation)
    if not is_planner_of(session, decided_by.id or 0, plan):
        raise BadExtension(
            lazy("{code} is no planner of {plan}", code=decided_by.code, plan=plan.code)
        )
    if extension.decided_at is not None:
        raise BadExtension(lazy("the extension was decided already"))
    if granted_until is None and not answer.strip():
        raise BadExtension(lazy("a refusal needs a reason; say it in a few words"))
    if granted_until is not None:
        _check_open(session, expectation)
        _check(due_on_of(session, expectation), granted_until, "granted", today)
        _move(session, expectation, granted_until)
    extension.decided_at, extension.decided_by_id = now, decided_by.id
    extension.granted_until, extension.answer = granted_until, answer.strip()
    until = granted_until.isoformat() if granted_until else None
    details = {"from": extension.due_on.isoformat(), "to": until, "answer": extension.answer}
    record(session, extension, "extension.decided", decided_by, details, now)


def _check_open(session: Session, expectation: Expectation) -> None:
    if session.get_one(Round, expectation.round_id).closed_at is not None:
        raise BadExtension(lazy("the round is closed; reopen it first"))
    if expectation.ended_at is not None:
        raise BadExtension(lazy("this report is no longer expected"))


def waiting_extensions(session: Session, plan_ids: Iterable[int]) -> list[ExtensionRequest]:
    """Those not yet decided, the oldest first; not of what is no longer expected."""
    by = col(Extension.asked_by_id)
    undecided = col(Extension.decided_at).is_(None)
    conditions = (undecided, STILL_EXPECTED)
    found = waiting(session, Extension, by, plan_ids, *conditions, in_open_rounds=True)
    return [ExtensionRequest(*one) for one in found]


def asked_at_once(session: Session, one: Extension) -> list[Extension]:
    """`one`, and what waits of the later days that were asked for with it, for other tasks."""
    plan = plan_of(session, session.get_one(Expectation, one.expectation_id))
    found = waiting_extensions(session, [plan.id or 0])
    agency = next((each.agency for each in found if each.extension.id == one.id), None)
    others = (each.extension for each in found if each.agency == agency)
    return [each for each in others if _request_of(each) == _request_of(one)] or [one]


def _request_of(one: Extension) -> tuple[object, ...]:
    return one.asked_by_id, one.asked_at, one.asked_until, one.reason


def extensions_on(session: Session, expectation_ids: Iterable[int]) -> dict[int, Extension]:
    """By expectation: the newest request for a later day."""
    return newest_on(session, Extension, expectation_ids)


def asked_since(session: Session, plan_id: int, since: datetime | None) -> bool:
    """Whether one of `waiting_extensions` was asked for after that instant, or ever."""
    at = col(Extension.asked_at)
    return waits_since(session, Extension, at, plan_id, since, STILL_EXPECTED)


def _move(session: Session, expectation: Expectation, until: date) -> None:
    """Of a returned answer the short day moves, and not the legal one."""
    counting = counting_report(session, expectation.id or 0)
    review = counting[1] if counting else None
    if review is not None and not review.accepted and review.due_on is not None:
        review.due_on = until
    else:
        expectation.due_on = until


def _check(due_on: date, until: date, reason: str, today: date) -> None:
    if not reason.strip():
        raise BadExtension(lazy("the reason is empty; say it in a few words"))
    if until <= due_on:
        raise BadExtension(
            lazy(
                "{until:%d/%m/%Y} is not after the due day {due_on:%d/%m/%Y}",
                until=until,
                due_on=due_on,
            )
        )
    if until < today:
        raise BadExtension(
            lazy("{until:%d/%m/%Y} has passed; give a day from today on", until=until)
        )
    if until > due_on + LONGEST:
        raise BadExtension(
            lazy(
                "{until:%d/%m/%Y} is more than {days} days after the due day {due_on:%d/%m/%Y}",
                until=until,
                days=LONGEST.days,
                due_on=due_on,
            )
        )
