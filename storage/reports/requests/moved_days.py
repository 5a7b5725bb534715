"""How often the day of an expectation was moved by itself, and the round it stands in."""

from collections import Counter
from collections.abc import Collection

from sqlmodel import Session, col, func, select

from storage.models import Expectation, Extension, Report, Review, Round


def rounds_of(session: Session, expectation_ids: Collection[int]) -> dict[int, Round]:
    query = (
        select(Expectation.id, Round)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(col(Expectation.id).in_(expectation_ids))
    )
    return {key or 0: round_ for key, round_ in session.exec(query)}


def moves_of(session: Session, expectation_ids: Collection[int]) -> Counter[int]:
    """By extensions that were granted, and by returns that gave a short day."""
    granted = (
        select(Extension.expectation_id, func.count())
        .where(
            col(Extension.expectation_id).in_(expectation_ids),
            col(Extension.granted_until).is_not(None),
        )
        .group_by(col(Extension.expectation_id))
    )
    returned = (
        select(Report.expectation_id, func.count())
        .join(Review, col(Review.report_id) == Report.id)
        .where(col(Report.expectation_id).in_(expectation_ids), col(Review.due_on).is_not(None))
        .group_by(col(Report.expectation_id))
    )
    found: Counter[int] = Counter()
    for query in (granted, returned):
        found.update(dict(session.exec(query).all()))
    return found
