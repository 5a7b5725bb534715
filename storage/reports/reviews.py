"""Reviews: what the planning department makes of a report, and what was said of it before."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Expectation, Person, Report, Review, Round
from storage.plans.planners import is_planner_of
from storage.reports.expectation import locked, plan_of, round_of


class BadReview(ValueError):
    """The report cannot be reviewed so; the text says what was seen and what is expected."""


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
