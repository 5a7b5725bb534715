"""Plays the coming days as queueing and composing would, and notes which digests would leave."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache, partial

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.reminders.digests import DigestsOfDay, leaders_above, said_on_days, standings
from scheduler.reminders.ladder import (
    Digest,
    SaidDays,
    digests_come,
    escalations_come,
    gather,
    is_quiet,
    joined,
    keeps_leader_waiting,
    leaves_at,
)
from scheduler.rounds.rules import STAYS_OPEN
from storage.people.absences import away_on
from storage.people.appointments import FocalPoint, focal_points, leaders, who_answers
from storage.reports.timeliness import has_passed
from storage.rounds.expectations import OpenExpectation
from storage.rounds.reminder_ledger import reminders_on

Pair = tuple[int, int]  # of ids: expectation, person


@dataclass
class Foretold:
    """A digest that would leave at `send_at`; until then it takes along what comes.

    `before`: what its person had been told of each expectation, should it not leave after all.
    """

    digest: Digest
    send_at: datetime
    before: dict[Pair, SaidDays | None] = field(default_factory=dict)


class Forecast:
    """From `now` on, if nobody reported what is `owed`; nothing is written."""

    def __init__(
        self, session: Session, owed: list[OpenExpectation], now: datetime, calendar: Calendar
    ) -> None:
        self._session = session
        self._owed = owed
        self._by_id = {one.expectation_id: one for one in owed}
        self._now = now
        self._calendar = calendar
        self._said_on = dict(said_on_days(session, calendar.today(now) - STAYS_OPEN, calendar))
        self._answering: list[Pair] | None = None  # agency, person
        self._known: list[FocalPoint] = []
        self._people = cache(self._find_people)
        self._above = cache(self._find_above)
        self._away = cache(partial(away_on, session))
        self._waiting: dict[int, Foretold] = {}  # by person
        self._left: list[Foretold] = []

    def until(self, end: date) -> list[Foretold]:
        """What leaves of what is decided until that day, by time and person."""
        day, moment = self._calendar.today(self._now), self._now
        come = self._come(day)
        standing = self._begin(come, day)
        while day <= end:
            for person_id, digest in come.items():
                days = standing[person_id].days if person_id in standing else ()
                self._take(person_id, digest, day, moment, days)
            day = self._calendar.add_working_days(day, 1)
            moment = datetime.combine(day, time.min, self._calendar.zone)
            self._settle(moment)
            come = self._come(day)
        self._settle(None)
        return sorted(self._left, key=lambda one: (one.send_at, one.digest.person.id or 0))

    def _come(self, day: date) -> dict[int, Digest]:
        people, above = self._people(day), self._above(day)
        # A leader hears of what somebody has heard, not only would have heard
        deaf = {who.person.id for who in people if who.account is None}
        heard = {pair: days for pair, days in self._said_on.items() if pair[1] not in deaf}
        return joined(
            (
                digests_come(self._owed, people, self._said_on, day, self._calendar),
                escalations_come(self._owed, above, heard, day, self._calendar),
            )
        )

    def _find_people(self, day: date) -> list[FocalPoint]:
        """Those of the day before, but where others answer: a season has hundreds of days."""
        agencies = {one.agency_id for one in self._owed}
        answering = who_answers(self._session, day, agencies)
        if self._answering != answering:
            self._answering = answering
            self._known = focal_points(self._session, day, agencies)
        return self._known

    def _find_above(self, day: date) -> list[FocalPoint]:
        missed = {one.agency_id for one in self._owed if has_passed(one.due_on, day)}
        if not missed:
            return []
        return leaders_above(leaders(self._session, day, missed), self._people(day))

    def _begin(self, come: dict[int, Digest], today: date) -> dict[int, DigestsOfDay]:
        """Note the digests that wait already, with what they say."""
        people = [*self._people(today), *self._above(today)]
        persons = {who.person.id or 0: Digest(who.person, who.account) for who in people} | come
        hours = {key: frozenset(one.hours) for key, one in persons.items()}
        standing = standings(self._session, hours, self._now, self._calendar)
        rows = {who: one.waiting for who, one in standing.items() if one.waiting is not None}
        row_ids = [row.id for row in rows.values()]
        if not row_ids:
            return standing
        since = today - STAYS_OPEN
        before = said_on_days(self._session, since, self._calendar, but_for=row_ids)
        rungs: dict[Pair, list[int]] = {}
        for said in reminders_on(self._session, row_ids):
            rungs.setdefault((said.expectation_id, said.person_id), []).append(said.rung)
        digests = gather(
            self._owed, people, today, lambda one, who: rungs.get((one.expectation_id, who), [])
        )
        for person_id, row in rows.items():
            digest = digests.get(person_id, Digest(persons[person_id].person, None))
            office = self._calendar.keeping(digest.hours)
            known = {(key, person_id): before.get((key, person_id)) for key in digest.rungs}
            send_at = office.office_instant(max(row.send_at, self._now))
            self._waiting[person_id] = Foretold(digest, send_at, known)
        return standing

    def _take(
        self, person_id: int, digest: Digest, day: date, moment: datetime, days: Collection[date]
    ) -> None:
        """What has come goes with the digest that waits, or with a new one; or not today."""
        one = self._waiting.get(person_id)
        if one is None:
            send_at = leaves_at(days, moment, self._calendar.keeping(digest.hours))
            if send_at is None:
                return
            one = self._waiting[person_id] = Foretold(
                Digest(digest.person, digest.account), send_at
            )
        one.digest = joined(({person_id: one.digest}, {person_id: digest}))[person_id]
        one.digest.account = digest.account
        one.send_at = self._calendar.keeping(one.digest.hours).office_instant(one.send_at)
        for key in digest.rungs:
            said = self._said_on.get((key, person_id))
            one.before.setdefault((key, person_id), said)
            self._said_on[key, person_id] = SaidDays(said.first if said else date.max, day)

    def _settle(self, moment: datetime | None) -> None:
        """What was to be sent before that moment has left, or there was nothing to say."""
        due = [
            (who, one)
            for who, one in self._waiting.items()
            if moment is None or one.send_at < moment
        ]
        for person_id, one in due:
            del self._waiting[person_id]
            day = self._calendar.today(one.send_at)
            has_left = self._leaves(one.digest, day)
            self._left += [one] * has_left
            self._note(one, day, has_left=has_left)

    def _note(self, one: Foretold, day: date, *, has_left: bool) -> None:
        for pair, known in one.before.items():
            if has_left:
                said = self._said_on[pair]
                self._said_on[pair] = SaidDays(min(said.first, day), said.last)
            elif known is None:
                self._said_on.pop(pair, None)
            else:
                self._said_on[pair] = known

    def _leaves(self, digest: Digest, day: date) -> bool:
        """Whether composing would find something to say to this person on that day."""
        person_id = digest.person.id or 0
        if person_id in self._away(day):
            return False
        told = [self._by_id[key] for key in digest.rungs]
        if any(
            _answers(self._people(day), person_id, one) for one in told if not is_quiet(one, day)
        ):
            return True
        missed = [
            one
            for one in told
            if has_passed(one.due_on, day) and not keeps_leader_waiting(one, day)
        ]
        return any(_answers(self._above(day), person_id, one) for one in missed)


def _answers(people: Iterable[FocalPoint], person_id: int, one: OpenExpectation) -> bool:
    return any(who.person.id == person_id and who.agency.id == one.agency_id for who in people)
