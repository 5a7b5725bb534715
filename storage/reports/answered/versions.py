"""Every version of an answer and what became of each: who, when, why; as of any instant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.models import Person, Report, Review


@dataclass(frozen=True)
class Judged:
    """A review; `by` is empty where nobody is known, or who it was has been erased."""

    review: Review
    by: str


@dataclass(frozen=True)
class Version:
    """A report that was ever given, withdrawn or not, with its reviews, the oldest first."""

    report: Report
    by: str
    reviews: tuple[Judged, ...]


def versions_of(
    session: Session, expectation_ids: Collection[int], as_of: datetime
) -> dict[int, list[Version]]:
    """By expectation, the newest first."""
    reviewer = aliased(Person)
    query: Any = (
        select(Report, Person.full_name, Review, reviewer.full_name)
        .join(Person, col(Person.id) == Report.person_id, isouter=True)
        .join(
            Review,
            (col(Review.report_id) == Report.id) & (col(Review.reviewed_at) <= as_of),
            isouter=True,
        )
        .join(reviewer, col(reviewer.id) == Review.person_id, isouter=True)
        .where(col(Report.expectation_id).in_(expectation_ids), col(Report.submitted_at) <= as_of)
        .order_by(col(Report.id).desc(), col(Review.id))
    )
    found: dict[int, dict[int, Version]] = {}
    for report, by, review, judge in session.exec(query):
        known = found.setdefault(report.expectation_id, {})
        before = known.get(report.id, Version(report, by or "", ()))
        more = (Judged(review, judge or ""),) if review is not None else ()
        known[report.id] = Version(report, before.by, (*before.reviews, *more))
    return {key: list(versions.values()) for key, versions in found.items()}
