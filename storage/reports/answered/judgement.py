"""How an expectation counts: received or not, in time or late, by what was said here or elsewhere.

The one place of it (pure): the summary's figures and the reader of answers both come from here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from storage.reports.shared_answers.carried_then import Carried
from storage.reports.timeliness import has_passed, is_late


@dataclass(frozen=True)
class Standing:
    """What was said on an expectation as of an instant; all empty where nothing was.

    `report_id` is the answer that counts, `first_id` the one that decides who was in time.
    """

    report_id: int | None = None
    status: str | None = None
    accepted: bool | None = None
    complete_by: date | None = None  # of a returned answer
    first_id: int | None = None
    first_said_at: datetime | None = None


class Judgement(NamedTuple):
    """`counts_as`: fields of the summary's Count. `finished_by`: the word of another round that
    finished the task, where nothing was said here."""

    stands: Standing
    finished_by: Carried | None
    counts_as: tuple[str, ...]

    @property
    def report_id(self) -> int | None:
        """Of the answer that stands for it, wherever it was said."""
        return self.finished_by.report_id if self.finished_by else self.stands.report_id


def judge(
    own: Standing, carried: Collection[Carried], due_on: date, today: date, zone: tzinfo
) -> Judgement:
    """Of what was said on an expectation itself, and of what was carried into its round."""
    stands = with_own_days(own, carried)
    first = stands.first_said_at
    late = first is not None and is_late(first, due_on, zone)
    is_silent = stands.report_id is None
    over = finished_elsewhere(carried, due_on, zone) if is_silent else None
    counts = counts_as(stands, due_on, today, late=late, carried_over=over is not None)
    return Judgement(stands, over, counts)


def with_own_days(own: Standing, carried: Iterable[Carried]) -> Standing:
    """With what was answered for the task's own day in the round's period: an answer in it."""
    stands = own
    for one in carried:
        if not one.in_period:
            continue
        if stands.report_id is None or one.report_id >= stands.report_id:
            stands = replace(
                stands,
                report_id=one.report_id,
                status=one.status,
                accepted=one.accepted,
                complete_by=one.complete_by,
            )
        if stands.first_said_at is None or one.said_at < stands.first_said_at:
            stands = replace(stands, first_id=one.report_id, first_said_at=one.said_at)
    return stands


def finished_elsewhere(carried: Iterable[Carried], due_on: date, zone: tzinfo) -> Carried | None:
    """The newest word of another round, if it finished the task by the day it was due here."""
    newest = max(carried, key=lambda one: (one.report_id, one.review_id or 0), default=None)
    if newest is None or not newest.finishes or is_late(newest.said_at, due_on, zone):
        return None
    return newest


def counts_as(
    stands: Standing, due_on: date, today: date, *, late: bool, carried_over: bool = False
) -> tuple[str, ...]:
    """The fields of the summary's Count that it is one of; `late`: the first answer was."""
    if stands.report_id is None:
        if carried_over:
            return _CARRIED_OVER
        return _MISSING if has_passed(due_on, today) else _PENDING
    answered = _LATE if late else _ON_TIME
    if stands.report_id != stands.first_id:
        answered += _CORRECTED
    if stands.accepted is None:
        return answered
    if stands.accepted:
        return answered + _ACCEPTED
    past = has_passed(stands.complete_by or due_on, today)
    return answered + (_INCOMPLETE if past else _TO_COMPLETE)


_CARRIED_OVER = ("expected", "carried_over")
_MISSING: tuple[str, ...] = ("expected", "missing")
_PENDING: tuple[str, ...] = ("expected", "pending")
_ON_TIME: tuple[str, ...] = ("expected", "received", "on_time")
_LATE: tuple[str, ...] = ("expected", "received", "late")
_CORRECTED, _ACCEPTED = ("corrected",), ("accepted",)
_TO_COMPLETE, _INCOMPLETE = ("returned", "to_complete"), ("returned", "incomplete")
