"""The ladder: on which day which rung comes, and what one digest to each person says (pure)."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from scheduler.calendar import Calendar
from scheduler.rounds import remind_until_on
from scheduler.rules import STAYS_OPEN
from storage.expectations import Owed
from storage.models import ChatAccount, Person
from storage.people import Answerer

LADDER = (-30, -14, -7, -3, -1, 0, 1, 3)

SaidOn = Mapping[tuple[int, int], date]  # by (expectation, person): the last day we reminded

log = logging.getLogger(__name__)


def rung_days(
    due_on: date, calendar: Calendar, ladder: tuple[int, ...] = LADDER
) -> list[tuple[int, date]]:
    """The working day of each rung.

    Before and on the day they are counted back from the day we ask for, after it from the legal
    due day; -1 is one working day, all others are calendar days.
    """
    return list(_rung_days(due_on, calendar, ladder))


def days_of(one: Owed, calendar: Calendar) -> list[tuple[int, date]]:
    """The working day of each rung of the plan's own ladder, or of the usual one."""
    return list(_rung_days(one.due_on, calendar, one.ladder or LADDER))


def rungs_come(one: Owed, today: date, said: Collection[int], calendar: Calendar) -> list[int]:
    """What is due and not yet said, however long ago its day was."""
    days = days_of(one, calendar)
    return [rung for rung, day in days if day <= today and rung not in said]


@dataclass
class Digest:
    """What has come for one person: the rungs of each expectation."""

    person: Person
    account: ChatAccount | None  # None: cannot be reached
    agencies: dict[str, None] = field(default_factory=dict)  # their names, in order
    rungs: dict[int, list[int]] = field(default_factory=dict)


def digests_come(
    owed: Iterable[Owed],
    people: Iterable[Answerer],
    said_on: SaidOn,
    today: date,
    calendar: Calendar,
) -> dict[int, Digest]:
    """By person, in the order of their ids: what has come by that day and was not yet said."""

    def come(one: Owed, person_id: int) -> list[int]:
        # A digest says all that has come by its day; a due day moved later brings new rungs
        last = said_on.get((one.expectation_id, person_id), date.min)
        said = [rung for rung, day in days_of(one, calendar) if day <= last]
        return rungs_come(one, today, said, calendar)

    return gather(owed, people, today, come)


def gather(
    owed: Iterable[Owed],
    people: Iterable[Answerer],
    today: date,
    rungs_for: Callable[[Owed, int], list[int]],
) -> dict[int, Digest]:
    """One digest a person, of the rounds open that day; `rungs_for` takes a person's id."""
    of_agency: dict[int, list[Answerer]] = {}
    for who in people:
        of_agency.setdefault(who.agency.id or 0, []).append(who)
    digests: dict[int, Digest] = {}
    for one in owed:
        if not one.opens_on <= today <= one.due_on + STAYS_OPEN:
            continue
        for who in of_agency.get(one.agency_id, ()):
            person_id = who.person.id or 0
            rungs = _or_none(rungs_for, one, person_id)
            if rungs:
                digest = digests.setdefault(person_id, Digest(who.person, who.account))
                digest.rungs[one.expectation_id] = rungs
                digest.agencies[who.agency.name] = None
    return dict(sorted(digests.items()))


def leaves_at(days: Collection[date], now: datetime, calendar: Calendar) -> datetime | None:
    """When a digest decided now goes out, if none waits already: at the next office instant.

    None while that day is one of `days`, which had their digest: wait for the next working day.
    """
    send_at = calendar.office_instant(now)
    return None if calendar.today(send_at) in days else send_at


def _or_none(rungs_for: Callable[[Owed, int], list[int]], one: Owed, person_id: int) -> list[int]:
    try:
        return rungs_for(one, person_id)
    except (ValueError, OverflowError):  # a day no calendar has: it must not silence the others
        log.warning("expectation %s has no ladder; its due day is unusable", one.expectation_id)
        return []


@lru_cache(maxsize=256)
def _rung_days(
    due_on: date, calendar: Calendar, ladder: tuple[int, ...]
) -> tuple[tuple[int, date], ...]:
    asked = remind_until_on(due_on, calendar)

    def day(rung: int) -> date:
        if rung > 0:
            return calendar.working_day_on_or_after(due_on + timedelta(days=rung))
        if rung == -1:
            return calendar.add_working_days(asked, -1)
        return calendar.working_day_on_or_before(asked + timedelta(days=rung))

    return tuple((rung, day(rung)) for rung in ladder)
