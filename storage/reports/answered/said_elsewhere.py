"""What was said of the tasks of rounds elsewhere: on their own days, or in other rounds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.models import Expectation, Report, Review, Round
from storage.reports.shared_answers.carried_then import Carried, carried_into


@dataclass(frozen=True)
class SaidElsewhere:
    """Of one task: the words, with their reports, the newest reviews and the rounds, by report."""

    words: tuple[Carried, ...] = ()
    reports: Mapping[int, Report] = field(default_factory=dict)
    reviews: Mapping[int, Review] = field(default_factory=dict)
    rounds: Mapping[int, Round] = field(default_factory=dict)

    def report(self, key: int | None, own: Report | None) -> Report | None:
        """The report of that key; `own`: what was said in the round itself."""
        return self.reports[key] if key is not None and not _is(own, key) else own

    def review(self, key: int | None, own: Report | None, of_own: Review | None) -> Review | None:
        """What became of it; `of_own`: of what was said in the round itself."""
        return self.reviews.get(key) if key is not None and not _is(own, key) else of_own


NOTHING_SAID = SaidElsewhere()


def said_elsewhere(
    session: Session, rounds: Iterable[Round], as_of: datetime, asked: Collection[int | None]
) -> dict[int, SaidElsewhere]:
    """By expectation, of those; nothing where nothing was said of them elsewhere."""
    carried = carried_into(session, [one.id or 0 for one in rounds], as_of)
    words: dict[int, list[Carried]] = {}
    for one in carried:
        if one.expectation_id in asked:
            words.setdefault(one.expectation_id, []).append(one)
    if not words:
        return {}
    keys = {one.report_id for theirs in words.values() for one in theirs}
    known = _reports(session, keys), _reviews(session, keys, as_of), _rounds(session, keys)
    return {key: SaidElsewhere(tuple(theirs), *known) for key, theirs in words.items()}


def _is(report: Report | None, key: int) -> bool:
    return report is not None and report.id == key


def _reports(session: Session, keys: Collection[int]) -> dict[int, Report]:
    query = select(Report).where(col(Report.id).in_(keys))
    return {one.id or 0: one for one in session.exec(query)}


def _reviews(session: Session, keys: Collection[int], as_of: datetime) -> dict[int, Review]:
    reviewed = select(Review).where(
        col(Review.report_id).in_(keys), col(Review.reviewed_at) <= as_of
    )
    return {one.report_id: one for one in session.exec(reviewed.order_by(col(Review.id)))}


def _rounds(session: Session, keys: Collection[int]) -> dict[int, Round]:
    told: Any = (
        select(col(Report.id), Round)
        .join(Expectation, col(Expectation.id) == Report.expectation_id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(col(Report.id).in_(keys))
    )
    return dict(session.exec(told).all())
