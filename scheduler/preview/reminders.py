"""Foretells the reminders: who would hear what and when, if nobody reported meanwhile."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from scheduler.calendar import DAY, Calendar
from scheduler.preview.coming import LOOKED_AHEAD, coming, coming_ladders
from scheduler.preview.forecast import Forecast
from scheduler.reminders.ladder import Digest, days_of, gather, ladder_key
from scheduler.rounds.rules import STAYS_OPEN
from storage.models import Plan
from storage.people.appointments import focal_points
from storage.rounds import expectations
from storage.rounds.expectations import OpenExpectation


@dataclass(frozen=True)
class PreviewLine:
    """One digest; `channel` is None for a person who cannot be reached."""

    send_at: datetime  # aware
    person: str
    agency: str
    channel: str | None
    rungs: list[int]
    items: int  # how many reports it reminds of

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "send_at": self.send_at.isoformat()}


def preview(
    session: Session, plan: Plan, start: date, end: date, now: datetime, calendar: Calendar
) -> list[PreviewLine]:
    """One line a person and day from `start` to `end`; nothing is written.

    From today on it is what queueing would do, beginning with all that is unsaid now. For days
    that are past it is what the ladder says for them, of what is still owed.
    """
    today = calendar.today(now)
    # Of all plans: one that comes on the same day goes in the same digest, in the hours of both
    first, last = min(start, today), max(end, today)
    owed = owed_between(session, first, last, today)
    ours = {one.expectation_id: one for one in owed if one.plan_id == plan.id}
    lines = _past(session, list(ours.values()), start, min(end, today - DAY), calendar)
    if end >= today:
        for one in Forecast(session, owed, now, calendar).until(end):
            if ours.keys() & one.digest.rungs and start <= calendar.today(one.send_at) <= end:
                lines.append(_line(one.digest, one.send_at, ours))
    return lines


def owed_between(session: Session, first: date, last: date, today: date) -> list[OpenExpectation]:
    """Of all plans: what is owed in the rounds of those days, opened already or still to come."""
    owed = expectations.owed_expectations(session, first - STAYS_OPEN, last)
    return owed + coming(session, first, last, today)


def next_reminder_day(session: Session, today: date, calendar: Calendar) -> date | None:
    """The first day after `today` on which a rung falls in an open or coming round."""
    end = today + LOOKED_AHEAD
    owed = expectations.owed_expectations(session, today - STAYS_OPEN, end)
    owed += coming_ladders(session, today, end)
    days = {day for one in _one_a_ladder(owed) for _, day in days_of(one, calendar)}
    return min((day for day in days if today < day <= end), default=None)


def _one_a_ladder(owed: Iterable[OpenExpectation]) -> Iterable[OpenExpectation]:
    """Hundreds are due on one day of one ladder; the rungs of one of them are those of all."""
    return {(*ladder_key(one), one.promised_on, one.quiet_until): one for one in owed}.values()


def _past(
    session: Session, owed: list[OpenExpectation], start: date, end: date, calendar: Calendar
) -> list[PreviewLine]:
    fallen = {day for one in _one_a_ladder(owed) for _, day in days_of(one, calendar)}
    lines = []
    for day in sorted(day for day in fallen if start <= day <= end):

        def on_that_day(one: OpenExpectation, _: int, day: date = day) -> list[int]:
            return [rung for rung, falls in days_of(one, calendar) if falls == day]

        people = focal_points(session, day, {one.agency_id for one in owed})
        for digest in gather(owed, people, day, on_that_day).values():
            send_at = calendar.keeping(digest.hours).opening(day)
            lines.append(_line(digest, send_at, digest.rungs))
    return lines


def _line(digest: Digest, send_at: datetime, ours: Collection[int]) -> PreviewLine:
    """What of the digest is of these expectations."""
    told = {key: rungs for key, rungs in digest.rungs.items() if key in ours}
    return PreviewLine(
        send_at=send_at,
        person=digest.person.full_name,
        agency="; ".join(dict.fromkeys(digest.agencies[key] for key in told)),
        channel=digest.account.channel if digest.account else None,
        rungs=sorted({rung for rungs in told.values() for rung in rungs}),
        items=len(told),
    )
