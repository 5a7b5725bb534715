"""Reviews: what the planning department makes of a report, and what was said of it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Expectation, Person, Report, Review, Round
from storage.plans.planners import is_planner_of
from storage.plans.succession import lineage
from storage.reports.answers import is_newest_report
from storage.reports.expectation import locked, plan_of, round_of


class BadReview(ValueError):
    """The report cannot be reviewed so; the text says what was seen and what is expected."""


@dataclass(frozen=True)
class EarlierReport:
    """What counts for the same duty in an earlier round."""

    report: Report
    year: int


def review_report(
    session: Session,
    report: Report,
    accepted: bool,
    reason: str,
    reviewed_by: Person,
    now: datetime,
    complete_by: date | None = None,
) -> Review:
    """Accept a report, or return it with a reason: it is then owed again.

    `complete_by`: the short day of its own that a returned one gets; without it the due day holds.
    Raises BadReview, before anything is written, also for somebody who is no planner.
    """
    round_of(session, report.expectation_id)  # nobody closes it meanwhile
    expectation = locked(session, report.expectation_id)  # who reports anew waits for it
    session.refresh(report)
    plan = plan_of(session, expectation)
    if not is_planner_of(session, reviewed_by.id or 0, plan):
        raise BadReview(f"{reviewed_by.code} is no planner of {plan.code}")
    if not accepted and session.get_one(Round, expectation.round_id).closed_at is not None:
        raise BadReview("the round is closed: nobody could complete it; reopen the round first")
    _check(session, report, accepted, reason)
    review = Review(
        report_id=report.id or 0,
        person_id=reviewed_by.id,
        accepted=accepted,
        reason=reason.strip(),
        reviewed_at=now,
        due_on=None if accepted else complete_by,
    )
    session.add(review)
    session.flush()
    _record(session, review, expectation)
    return review


def earlier_reports(
    session: Session, expectations: Iterable[Expectation], on: date
) -> dict[int, EarlierReport]:
    """By expectation: what was last reported on the same item, or in general, rounds before.

    The same agency's word is preferred, or that of an agency it has taken over from by that day.
    """
    asked = list(expectations)
    became = lineage(session).successors(on) if asked else {}
    of_rule = _reported_by_rule(session, {one.round_id for one in asked})
    rule_of = {key: session.get_one(Round, key).rule_id for key in {o.round_id for o in asked}}
    found: dict[int, EarlierReport] = {}
    for one in asked:
        same = [
            row
            for row in of_rule.get(rule_of[one.round_id] or 0, ())
            if row.round_id < one.round_id and row.item_id == one.item_id
        ]
        own = [row for row in same if became.get(row.agency_id, row.agency_id) == one.agency_id]
        if own or (same and one.item_id is not None):
            newest = (own or same)[-1]
            found[one.id or 0] = EarlierReport(newest.report, newest.year)
    return found


@dataclass(frozen=True)
class _Reported:
    round_id: int
    year: int
    item_id: int | None
    agency_id: int
    report: Report


def _reported_by_rule(session: Session, round_ids: Iterable[int]) -> dict[int, list[_Reported]]:
    """By rule of those rounds: what counts in all its rounds, the oldest first."""
    rules = select(Round.rule_id).where(
        col(Round.id).in_(list(round_ids)), col(Round.rule_id).is_not(None)
    )
    query: Any = (
        select(Round, Expectation.item_id, Expectation.agency_id, Report)
        .join(Expectation, col(Expectation.round_id) == Round.id)
        .join(Report, is_newest_report())
        .where(col(Round.rule_id).in_(rules))
        .order_by(col(Round.id), col(Expectation.id))
    )
    found: dict[int, list[_Reported]] = {}
    for round_, item_id, agency_id, report in session.exec(query):
        row = _Reported(round_.id, round_.year, item_id, agency_id, report)
        found.setdefault(round_.rule_id, []).append(row)
    return found


def reasons_returned(session: Session, expectation_ids: Iterable[int]) -> dict[int, str]:
    """By expectation: why a report on it was last returned."""
    query = (
        select(Report.expectation_id, Review.reason)
        .join(Report, col(Review.report_id) == Report.id)
        .where(
            col(Report.expectation_id).in_(list(expectation_ids)), col(Review.accepted).is_(False)
        )
        .order_by(col(Review.id))
    )
    return dict(session.exec(query).all())


def _record(session: Session, review: Review, expectation: Expectation) -> None:
    audit.record(
        session,
        review.reviewed_at,
        "report.accepted" if review.accepted else "report.returned",
        f"expectation:{expectation.id}",
        person_id=review.person_id,
        details={"report": review.report_id, "review": review.id, "reason": review.reason},
    )


def _check(session: Session, report: Report, accepted: bool, reason: str) -> None:
    if not accepted and not reason.strip():
        raise BadReview("returning a report needs a reason; say it in a few words")
    if report.withdrawn_at is not None:
        raise BadReview("the report was withdrawn")
    newer = select(Report.id).where(
        Report.expectation_id == report.expectation_id,
        col(Report.id) > report.id,
        col(Report.withdrawn_at).is_(None),
    )
    if session.exec(newer.limit(1)).first() is not None:
        raise BadReview("a newer report has come in; review that one")
    reviewed = select(Review.id).where(Review.report_id == report.id)
    if session.exec(reviewed.limit(1)).first() is not None:
        raise BadReview("the report was reviewed already")
