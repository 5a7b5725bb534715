"""The ladder: on which day which rung comes, and what one digest to each person says (pure)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from scheduler.calendar import Calendar
from scheduler.rounds.opening import remind_until_on
from scheduler.rounds.rules import STAYS_OPEN
from storage.calendar.office_hours import OfficeHours
from storage.models import ChatAccount, Person
from storage.people.appointments import FocalPoint
from storage.reports.timeliness import has_passed
from storage.rounds.expectations import OpenExpectation
from storage.rounds.schedule import LAST_REAL_DAY

LADDER = (-30, -14, -7, -3, -1, 0, 1, 3)

FIRST_REAL_DAY = date(2000, 1, 1)
NOTICE = 5  # working days between the first word to an agency and the word to its leader


@dataclass(frozen=True)
class SaidDays:
    """When a person was reminded of an expectation.

    `first`: the day on which it first reached them since it is owed as it is now, after a return
    for example; date.max before that. `last`: the last day for which a digest was made.
    """

    first: date
    last: date


SaidOn = Mapping[tuple[int, int], SaidDays]  # by (expectation, person)


def rung_days(
    due_on: date, calendar: Calendar, ladder: tuple[int, ...] = LADDER
) -> list[tuple[int, date]]:
    """The working day of each rung.

    Before and on the day they are counted back from the day we ask for, after it from the legal
    due day; -1 is one working day, all others are calendar days.
    """
    return list(_rung_days(due_on, calendar, ladder))


def days_of(one: OpenExpectation, calendar: Calendar) -> list[tuple[int, date]]:
    """The day of each rung of the plan's own ladder, or of the usual one.

    Where the agency has named a day, what would come until then comes on its morning, and that
    morning is a rung of its own. Empty where the due day is none that a ladder can be made for.
    """
    days = plain_days(one, calendar)
    if not days or one.promised_on is None or one.quiet_until is None:
        return days
    since, until = one.promised_on, one.quiet_until
    moved = {rung: until if since < day < until else day for rung, day in days}
    promise = rung_of(one.due_on, until, calendar)
    return sorted((moved | {promise: until}).items(), key=lambda rung: (rung[1], rung[0]))


def plain_days(one: OpenExpectation, calendar: Calendar) -> list[tuple[int, date]]:
    """The ladder's days alone, whatever the agency has said.

    Of a returned answer those behind the day of the return, which was told by itself; of a task's
    own day none before it is asked for: its ladder is cut to the time there is.
    """
    if not is_usable(one):
        return []
    told_on = calendar.today(one.returned_at) if one.returned_at else date.min
    since = one.opens_on if one.of_item else date.min
    return list(_days_left(one.due_on, calendar, one.ladder or LADDER, told_on, since))


@lru_cache(maxsize=4096)  # tens of thousands of expectations have a few ladders
def _days_left(
    due_on: date, calendar: Calendar, ladder: tuple[int, ...], told_on: date, since: date
) -> tuple[tuple[int, date], ...]:
    days = _rung_days(due_on, calendar, ladder)
    return tuple((rung, day) for rung, day in days if day > told_on and day >= since)


def ladder_key(one: OpenExpectation) -> tuple[object, ...]:
    """What the days of its ladder come from, but for what its agency has said."""
    return one.due_on, one.ladder, one.opens_on if one.of_item else None, one.returned_at


def is_usable(one: OpenExpectation) -> bool:
    """Whether a ladder can be made for its due day; as schedule.unusable_due_days says."""
    return FIRST_REAL_DAY <= one.due_on <= LAST_REAL_DAY


def is_quiet(one: OpenExpectation, today: date) -> bool:
    """Its agency has named a day, which is still to come."""
    return one.quiet_until is not None and today < one.quiet_until


def keeps_leader_waiting(one: OpenExpectation, today: date) -> bool:
    """On the promised morning, too, it is the agency's own people who are reminded."""
    return one.quiet_until is not None and today <= one.quiet_until


def leader_rung(one: OpenExpectation, calendar: Calendar) -> tuple[int, date]:
    """The day after the last rung and after the due day: then a leader is told."""
    rung = max((one.ladder or LADDER)[-1], 0) + 1
    [(_, day)] = _rung_days(one.due_on, calendar, (rung,))
    return rung, day


@dataclass
class Digest:
    """What has come for one person: the rungs of each expectation.

    `hours`: those of the plans it is of. `has_lists`: it carries a planner's or an administrator's
    list, or a leader's message (`has_brief`), and so leaves without a rung too. `has_troubles`: an
    administrator's.
    """

    person: Person
    account: ChatAccount | None  # None: cannot be reached
    agencies: dict[int, str] = field(default_factory=dict)  # by expectation: the name
    rungs: dict[int, list[int]] = field(default_factory=dict)
    hours: dict[OfficeHours, None] = field(default_factory=dict)
    has_lists: bool = False
    has_troubles: bool = False
    has_brief: bool = False


def digests_come(
    owed: Iterable[OpenExpectation],
    people: Iterable[FocalPoint],
    said_on: SaidOn,
    today: date,
    calendar: Calendar,
) -> dict[int, Digest]:
    """By person, in the order of their ids: what has come by that day and was not yet said."""

    def come(one: OpenExpectation, person_id: int) -> list[int]:
        # A digest says all that has come by its day; a due day moved later brings new rungs
        days = said_on.get((one.expectation_id, person_id))
        last = days.last if days else date.min
        if last >= today or is_quiet(one, today):
            return []
        return [rung for rung, day in days_of(one, calendar) if last < day <= today]

    return gather(owed, people, today, come)


def escalations_come(
    owed: Iterable[OpenExpectation],
    leaders: Iterable[FocalPoint],
    said_on: SaidOn,
    today: date,
    calendar: Calendar,
) -> dict[int, Digest]:
    """By leader: what was missed although the agency's people have known of it for some days.

    An agency that nobody could reach is on the call list instead: that is nobody's fault there.
    Nor does a report that was returned make one late that nobody there has heard of.
    """
    heard: dict[int, date] = {}  # by expectation: since when somebody knows of it
    for (expectation_id, _), days in said_on.items():
        heard[expectation_id] = min(days.first, heard.get(expectation_id, date.max))
    known_since = calendar.add_working_days(today, -NOTICE)

    def come(one: OpenExpectation, person_id: int) -> list[int]:
        rung, day = leader_rung(one, calendar)
        told = said_on.get((one.expectation_id, person_id))
        was_told = told is not None and told.last >= day
        known = heard[one.expectation_id]
        if was_told or keeps_leader_waiting(one, today) or today < day or known > known_since:
            return []
        return [rung]

    missed = [one for one in owed if has_passed(one.due_on, today) and one.expectation_id in heard]
    return gather(missed, leaders, today, come)


def gather(
    owed: Iterable[OpenExpectation],
    people: Iterable[FocalPoint],
    today: date,
    rungs_for: Callable[[OpenExpectation, int], list[int]],
) -> dict[int, Digest]:
    """One digest a person, of the rounds open that day; `rungs_for` takes a person's id."""
    of_agency: dict[int, list[FocalPoint]] = {}
    for who in people:
        of_agency.setdefault(who.agency.id or 0, []).append(who)
    digests: dict[int, Digest] = {}
    since = today - STAYS_OPEN
    for one in owed:  # hundreds of thousands in a province of many plans
        if one.opens_on > today or one.due_on < since or not is_usable(one):
            continue
        for who in of_agency.get(one.agency_id, ()):
            person_id = who.person.id or 0
            rungs = rungs_for(one, person_id)
            if rungs:
                digest = digests.setdefault(person_id, Digest(who.person, who.account))
                digest.rungs[one.expectation_id] = rungs
                digest.agencies[one.expectation_id] = who.agency.name
                digest.hours[one.office_hours] = None
    return dict(sorted(digests.items()))


def joined(many: Iterable[Mapping[int, Digest]]) -> dict[int, Digest]:
    """One digest a person of all that has come for them in any part of theirs."""
    digests: dict[int, Digest] = {}
    for part in many:
        for person_id, one in part.items():
            whole = digests.setdefault(person_id, Digest(one.person, one.account))
            whole.agencies |= one.agencies
            whole.hours |= one.hours
            whole.has_lists |= one.has_lists
            whole.has_troubles |= one.has_troubles
            whole.has_brief |= one.has_brief
            for expectation_id, rungs in one.rungs.items():
                known = whole.rungs.setdefault(expectation_id, [])
                known += [rung for rung in rungs if rung not in known]
    return dict(sorted(digests.items()))


def leaves_at(days: Collection[date], now: datetime, calendar: Calendar) -> datetime | None:
    """When a digest decided now goes out, if none waits already: at the next office instant.

    None while that day is one of `days`, which had their digest: wait for the next working day.
    """
    send_at = calendar.office_instant(now)
    return None if calendar.today(send_at) in days else send_at


def rung_of(due_on: date, day: date, calendar: Calendar) -> int:
    """The number of a rung on that working day, as `rung_days` counts."""
    asked = remind_until_on(due_on, calendar)
    return (day - (asked if day <= asked else due_on)).days


@lru_cache(maxsize=1024)
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
