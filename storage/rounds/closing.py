"""Closing a round, after which nothing is taken any more, and opening it again for a reason."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.models import Agency, Expectation, Item, Person, Plan, Report, Review, Round
from storage.plans.planners import is_planner_of
from storage.reports.answers import with_reports
from storage.reports.shared_answers.carried import stands_elsewhere, with_carried


class BadClosing(ValueError):
    """The round cannot be closed or reopened so; the text says why and what to do."""


@dataclass(frozen=True)
class Unfinished:
    """What a round still lacks: by agency how many answers, and how many were not reviewed."""

    expected: int
    missing: dict[str, int]
    unreviewed: int
    agencies: dict[int, int]  # the same as `missing`, by the agency's id

    @property
    def received(self) -> int:
        return self.expected - sum(self.missing.values())


def unfinished(session: Session, round_: Round) -> Unfinished:
    """Missing are those without an answer, and those whose answer was returned; not those that an
    answer given elsewhere stands for."""
    query: Any = with_reports(
        select(Agency, Report.id, Review.accepted, stands_elsewhere())
        .select_from(Expectation)
        .join(Agency, col(Expectation.agency_id) == Agency.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .where(Expectation.round_id == round_.id, col(Expectation.ended_at).is_(None))
        .order_by(col(Agency.id))
    )
    missing: Counter[str] = Counter()
    agencies: Counter[int] = Counter()
    expected = unreviewed = 0
    for agency, report_id, accepted, elsewhere in session.exec(with_carried(query)):
        expected += 1
        unreviewed += report_id is not None and accepted is None
        if (report_id is None or accepted is False) and not elsewhere:
            missing[agency.name] += 1
            agencies[agency.id or 0] += 1
    return Unfinished(expected, missing, unreviewed, agencies)


def close_round(session: Session, round_id: int, closed_by: Person | None, now: datetime) -> Round:
    """From now on no answer is taken. Raises BadClosing, also for somebody who is no planner."""
    round_ = _locked(session, round_id)
    _check_right(session, round_, closed_by)
    if round_.closed_at is not None:
        raise BadClosing(lazy("round {round_id} is closed already", round_id=round_id))
    _close(session, round_, closed_by, now)
    return round_


def reopen_round(
    session: Session, round_id: int, reason: str, reopened_by: Person | None, now: datetime
) -> Round:
    """Take answers again; from then on only a person closes it. Raises BadClosing."""
    round_ = _locked(session, round_id)
    _check_right(session, round_, reopened_by)
    if round_.closed_at is None:
        raise BadClosing(lazy("round {round_id} is open", round_id=round_id))
    if not reason.strip():
        raise BadClosing(lazy("reopening a round needs a reason; say it in a few words"))
    round_.closed_at, round_.reopened_at = None, now
    by = reopened_by.id if reopened_by else None
    details = {"reason": reason.strip()}
    audit.record(session, now, "round.reopened", f"round:{round_id}", by, details)
    session.flush()
    return round_


def close_overdue(session: Session, today: date, now: datetime) -> list[Round]:
    """Close what its plan closes by itself so many days after the due day."""
    rows = session.exec(_CLOSED_BY_PLAN, params={"today": today}).all()
    due = [one for one, days in rows if one.due_on + timedelta(days=days or 0) < today]
    locked = [_locked(session, one.id or 0) for one in due]
    closed = [one for one in locked if one.closed_at is None]
    for round_ in closed:
        _close(session, round_, None, now)
    return closed


_CLOSED_BY_PLAN = (
    select(Round, Plan.closes_after_days)
    .join(Plan, col(Plan.id) == Round.plan_id)
    .where(
        col(Plan.closes_after_days).is_not(None),
        col(Round.closed_at).is_(None),
        col(Round.reopened_at).is_(None),
        col(Round.due_on) < bindparam("today"),
    )
    .order_by(col(Round.id))
)


def rounds_of(session: Session, plan_ids: Iterable[int]) -> list[Round]:
    """All of those plans, the newest first."""
    query = select(Round).where(col(Round.plan_id).in_(list(plan_ids)))
    return list(session.exec(query.order_by(col(Round.due_on).desc(), col(Round.id).desc())))


def _close(session: Session, round_: Round, closed_by: Person | None, now: datetime) -> None:
    left = unfinished(session, round_)
    round_.closed_at = now
    by = closed_by.id if closed_by else None
    details = {"missing": sum(left.missing.values()), "unreviewed": left.unreviewed}
    audit.record(session, now, "round.closed", f"round:{round_.id}", by, details)
    session.flush()


def _locked(session: Session, round_id: int) -> Round:
    """Who is answering just now has answered before it is closed."""
    query = select(Round).where(Round.id == round_id).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise BadClosing(lazy("there is no round {round_id}", round_id=round_id))
    return found


def _check_right(session: Session, round_: Round, person: Person | None) -> None:
    plan = session.get_one(Plan, round_.plan_id)
    if person is not None and not is_planner_of(session, person.id or 0, plan):
        raise BadClosing(
            lazy(
                "{code} is no planner of {plan}; let one of them do it",
                code=person.code,
                plan=plan.code,
            )
        )
