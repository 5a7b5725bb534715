"""Foretells the reminders: who would hear what and when, if nobody reported meanwhile."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session

from scheduler.calendar import DAY, Calendar
from scheduler.digests import Standing, leaders_above, said_on_days, standings
from scheduler.ladder import (
    Digest,
    SaidDays,
    SaidOn,
    days_of,
    digests_come,
    escalations_come,
    gather,
    joined,
    leaves_at,
)
from scheduler.rounds import dates_between
from scheduler.rules import STAYS_OPEN, RoundDates
from storage import expectations
from storage import rounds as stored
from storage.expectations import Owed
from storage.models import Plan, Rule
from storage.people import Answerer, answerers, leaders
from storage.reminder_settings import hours_of, ladder_of
from storage.reminders import reminders_on

LOOKED_AHEAD = timedelta(days=400)  # a year, and the days a round opens early


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
    owed = _owed(session, plan, min(start, today), max(end, today), today)
    lines = _past(session, owed, start, min(end, today - DAY), calendar)
    if end >= today:
        foretold = _Foretelling(session, plan, owed, now, calendar).until(end)
        lines += [line for line in foretold if start <= calendar.today(line.send_at) <= end]
    return lines


def next_reminder_day(session: Session, today: date, calendar: Calendar) -> date | None:
    """The first day after `today` on which a rung falls in an open or coming round."""
    end = today + LOOKED_AHEAD
    owed = expectations.owed_expectations(session, today - STAYS_OPEN, end)
    owed += [_foreseen(0, 0, plan, dates) for _, plan, dates in _coming(session, None, today, end)]
    days = {day for one in _one_a_ladder(owed) for _, day in days_of(one, calendar)}
    return min((day for day in days if today < day <= end), default=None)


def _owed(session: Session, plan: Plan, start: date, end: date, today: date) -> list[Owed]:
    """What is owed in opened rounds, and what those still to be opened would expect."""
    owed = expectations.owed_expectations(session, start - STAYS_OPEN, end, plan.id)
    numbers = count(-1, -1)
    for rule, _, dates in _coming(session, plan, start, end):
        on = max(today, dates.opens_on)
        for agency_id in expectations.wanted_agencies(session, plan, rule.tier, dates.year, on):
            owed.append(_foreseen(next(numbers), agency_id, plan, dates))
    return owed


def _foreseen(number: int, agency_id: int, plan: Plan, dates: RoundDates) -> Owed:
    return Owed(
        expectation_id=number,
        agency_id=agency_id,
        due_on=dates.due_on,
        opens_on=dates.opens_on,
        plan_id=plan.id or 0,
        ladder=ladder_of(plan),
        office_hours=hours_of(plan),
    )


def _one_a_ladder(owed: Iterable[Owed]) -> Iterable[Owed]:
    """Hundreds are due on one day of one ladder; the rungs of one of them are those of all."""
    return {
        (one.due_on, one.ladder, one.promised_on, one.quiet_until): one for one in owed
    }.values()


def _coming(
    session: Session, plan: Plan | None, start: date, end: date
) -> Iterator[tuple[Rule, Plan, RoundDates]]:
    """The rounds between those days that nobody has opened yet."""
    opened = stored.rounds_due(session, start - STAYS_OPEN, end + LOOKED_AHEAD, plan)
    keys = {(one.rule_id, one.year, one.part) for one in opened}
    for rule, its_plan in stored.live_rules(session, plan.id if plan else None):
        for dates in dates_between(rule, start, end):
            if (rule.id, dates.year, dates.part) not in keys:
                yield rule, its_plan, dates


def _past(
    session: Session, owed: list[Owed], start: date, end: date, calendar: Calendar
) -> list[PreviewLine]:
    fallen = {day for one in _one_a_ladder(owed) for _, day in days_of(one, calendar)}
    lines = []
    for day in sorted(day for day in fallen if start <= day <= end):

        def on_that_day(one: Owed, _: int, day: date = day) -> list[int]:
            return [rung for rung, falls in days_of(one, calendar) if falls == day]

        digests = gather(owed, _people(session, owed, day), day, on_that_day)
        lines += [
            _line(digest, calendar.keeping(digest.hours).opening(day))
            for digest in digests.values()
        ]
    return lines


def _people(session: Session, owed: Iterable[Owed], day: date) -> list[Answerer]:
    return answerers(session, day, {one.agency_id for one in owed})


def _line(digest: Digest, send_at: datetime) -> PreviewLine:
    return PreviewLine(
        send_at=send_at,
        person=digest.person.full_name,
        agency="; ".join(digest.agencies),
        channel=digest.account.channel if digest.account else None,
        rungs=sorted({rung for rungs in digest.rungs.values() for rung in rungs}),
        items=len(digest.rungs),
    )


@dataclass
class _Awaited:
    """A digest that has not left yet: what comes meanwhile goes with it."""

    digest: Digest
    send_at: datetime


@dataclass
class _Foretelling:
    """Plays the days from now on, as queueing would, and notes what it would say."""

    session: Session
    plan: Plan
    owed: list[Owed]
    now: datetime
    calendar: Calendar
    noted: list[_Awaited] = field(default_factory=list)
    newest: dict[int, _Awaited] = field(default_factory=dict)  # by person

    def until(self, end: date) -> list[PreviewLine]:
        day, moment = self.calendar.today(self.now), self.now
        said_on = dict(said_on_days(self.session, day - STAYS_OPEN, self.calendar))
        standing = self._begin(day)
        while day <= end:
            people = _people(self.session, self.owed, day)
            reminders = digests_come(self.owed, people, said_on, day, self.calendar)
            come = joined((reminders, self._escalations(people, said_on, day)))
            for person_id, digest in come.items():
                if self._take(person_id, digest, moment, standing.get(person_id, Standing()).days):
                    for key in digest.rungs:
                        first = said_on.get((key, person_id), SaidDays(day, day)).first
                        said_on[key, person_id] = SaidDays(first, day)
            day = self.calendar.add_working_days(day, 1)
            moment = datetime.combine(day, time.min, self.calendar.zone)
        self.noted.sort(key=lambda one: (one.send_at, one.digest.person.id or 0))
        return [_line(one.digest, one.send_at) for one in self.noted if one.digest.rungs]

    def _escalations(self, people: list[Answerer], said_on: SaidOn, day: date) -> dict[int, Digest]:
        """A leader hears of what somebody has heard before, and not only would have heard."""
        missed = {one.agency_id for one in self.owed if one.due_on < day}
        above = leaders_above(leaders(self.session, day, missed) if missed else (), people)
        deaf = {who.person.id for who in people if who.account is None}
        heard = {pair: days for pair, days in said_on.items() if pair[1] not in deaf}
        return escalations_come(self.owed, above, heard, day, self.calendar)

    def _begin(self, today: date) -> dict[int, Standing]:
        """Note the digests that wait already, with what they say of this plan."""
        people = _people(self.session, self.owed, today)
        persons = {who.person.id or 0: who for who in people}
        hours = {one.office_hours: None for one in self.owed}
        standing = standings(
            self.session,
            [Digest(who.person, who.account, hours=hours) for who in people],
            self.now,
            self.calendar,
        )
        rows = {who: one.waiting for who, one in standing.items() if one.waiting is not None}
        rungs: dict[tuple[int, int], list[int]] = {}
        row_ids = [row.id or 0 for row in rows.values()]
        for said in reminders_on(self.session, row_ids, self.plan.id or 0):
            rungs.setdefault((said.expectation_id, said.person_id), []).append(said.rung)
        digests = gather(
            self.owed, people, today, lambda one, who: rungs.get((one.expectation_id, who), [])
        )
        for person_id, row in rows.items():
            who = persons[person_id]
            send_at = self.calendar.keeping(hours).office_instant(max(row.send_at, self.now))
            self._note(person_id, digests.get(person_id, Digest(who.person, who.account)), send_at)
        return standing

    def _take(
        self, person_id: int, digest: Digest, moment: datetime, days: Collection[date]
    ) -> bool:
        """Whether what has come is said: by the digest that waits, or by a new one."""
        waiting = self.newest.get(person_id)
        if waiting is not None and waiting.send_at >= moment:
            waiting.digest.agencies |= digest.agencies
            for key, rungs in digest.rungs.items():
                waiting.digest.rungs.setdefault(key, []).extend(rungs)
            return True
        send_at = leaves_at(days, moment, self.calendar.keeping(digest.hours))
        if send_at is None:
            return False
        self._note(person_id, digest, send_at)
        return True

    def _note(self, person_id: int, digest: Digest, send_at: datetime) -> None:
        self.newest[person_id] = _Awaited(digest, send_at)
        self.noted.append(self.newest[person_id])
