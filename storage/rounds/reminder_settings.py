"""On which days and in which hours a plan reminds: by its folder, or as a planner chose."""

from collections.abc import Iterable
from datetime import datetime, time
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from storage.models import AuditEntry, Person, Plan
from storage.people.appointments import is_planner_of

OfficeHours = tuple[tuple[time, time], ...]  # local; the last minute is outside

EARLIEST, LATEST = -180, 60  # a round is open about two months before and after its day


class BadSettings(ValueError):
    """The days or hours cannot be used; the text says what was seen and what is expected."""


def ladder_of(plan: Plan) -> tuple[int, ...]:
    """The days before (negative) and after a due day; empty for the usual ones.

    What cannot be used gives way to the usual ones: one plan must not stop the others. See `check`.
    """
    try:
        return read_ladder(plan.chosen_ladder or plan.ladder or ())
    except BadSettings:
        return ()


def hours_of(plan: Plan) -> OfficeHours:
    """Empty for the usual ones, which also stand for what cannot be used."""
    try:
        return read_hours(plan.chosen_hours or plan.office_hours or ())
    except BadSettings:
        return ()


def check(plan: Plan) -> None:
    """Raises BadSettings where the usual days or hours stand for what cannot be used."""
    read_ladder(plan.chosen_ladder or plan.ladder or ())
    read_hours(plan.chosen_hours or plan.office_hours or ())


def read_ladder(days: Any) -> tuple[int, ...]:
    """A list of whole numbers in order; empty: the usual one. Raises BadSettings."""
    is_list = isinstance(days, list | tuple) and all(type(day) is int for day in days)
    if (
        not is_list
        or list(days) != sorted(set(days))
        or not all(EARLIEST <= day <= LATEST for day in days)
    ):
        raise BadSettings(
            f"ladder is '{days}'; write days in order, from {-EARLIEST} before to {LATEST} after, "
            "such as [-30, -7, -1, 0, 3]"
        )
    return tuple(days)


def read_hours(spans: Any) -> OfficeHours:
    """["08:00-11:00", "14:00-16:30"] → the spans by time; empty: the usual. Raises BadSettings."""
    try:
        if not isinstance(spans, list | tuple):
            raise TypeError("no list")
        hours = [_span(span) for span in spans]
        return in_order(hours) if hours else ()
    except (ValueError, AttributeError, TypeError) as error:
        raise BadSettings(
            f"office_hours is '{spans}'; write spans that do not overlap, such as "
            '["08:00-11:00", "14:00-16:30"]'
        ) from error


def in_order(office_hours: Iterable[tuple[time, time]]) -> OfficeHours:
    """The spans by time. Raises ValueError when there is none, or they make no sense."""
    spans = tuple(sorted(office_hours))
    if not spans or any(opens >= closes for opens, closes in spans):
        raise ValueError("office hours need at least one span that opens before it closes")
    if any(closes > opens for (_, closes), (opens, _) in pairwise(spans)):
        raise ValueError("office hours overlap; a span must close before the next one opens")
    return spans


def choose(
    session: Session,
    plan: Plan,
    person: Person,
    now: datetime,
    *,
    ladder: list[int] | None = None,
    office_hours: list[str] | None = None,
) -> None:
    """A planner's own days or hours, from now on; an empty list gives back the folder's.

    Raises BadSettings, before anything is written, also for somebody who is no planner.
    """
    if not is_planner_of(session, person.id or 0, plan):
        raise BadSettings(f"{person.code} is no planner of {plan.code}; let one of them choose")
    before = {"ladder": plan.chosen_ladder, "office_hours": plan.chosen_hours}
    days, _ = read_ladder(ladder or ()), read_hours(office_hours or ())
    if ladder is not None:
        plan.chosen_ladder = list(days) or None
    if office_hours is not None:
        plan.chosen_hours = list(office_hours) or None
    after = {"ladder": plan.chosen_ladder, "office_hours": plan.chosen_hours}
    if after != before:
        session.add(
            AuditEntry(
                at=now,
                person_id=person.id,
                action="reminders.chosen",
                subject=f"plan:{plan.code}",
                details={"from": before, "to": after},
            )
        )


def _span(text: str) -> tuple[time, time]:
    opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    if opens.tzinfo or closes.tzinfo:
        raise ValueError("the hours are the province's own; leave the zone away")
    return opens, closes
