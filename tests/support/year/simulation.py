"""A simulated province: both shipped plans, their sample people, a clock set by hand, chance."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Self, TypeVar

from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.channels.contract import OutgoingMessage, RecipientStopped
from bot.conversation.inbox import take_waiting_turns
from bot.delivery.sender import Sender
from bot.runtime.dependencies import Runtime
from scheduler.jobs import Ticks
from scheduler.reminders.ladder import rung_days
from scheduler.rounds.item_rounds import days_of_items
from scheduler.rounds.opening import dates_between
from scheduler.rounds.rules import STAYS_OPEN
from storage.importing.folder.model import PlanFolder
from storage.messages.inbox import Incoming, account_at, store_incoming
from storage.models import UNSETTLED, ChatAccount, Consent, Outbox, OutboxKind, Person, Reminder
from storage.people.appointments import FocalPoint, focal_points
from storage.people.roster import load_roster
from storage.plans.loading.folder_to_rows import load_plan
from storage.rounds.expectations import OpenExpectation, owed_expectations
from storage.rounds.schedule import live_rules
from tests.support.virtual_time import run_at_once
from tests.support.worlds.world import CALENDAR, ZONE, FakeChannel, FakeClock
from tests.support.year.two_plans import TwoPlans, two_plans

DAY = timedelta(days=1)
# Both sides of every edge of the office hours, and hours at which nobody works
ODD_HOURS = (time(0, 5), time(5, 30), time(7, 59), time(11), time(12, 30), time(16, 30), time(23))
OFFICE_HOURS = (time(8), time(8, 40), time(10, 59), time(14), time(15, 15), time(16, 29))

T = TypeVar("T")
Event = Callable[["Province", Session], str]  # tells what it did; "" when there was nothing to do


@dataclass
class Phones(FakeChannel):
    """Everybody's phone: who blocked the bot receives nothing."""

    blocked: set[str] = field(default_factory=set)

    async def send(self, message: OutgoingMessage) -> str:
        if message.address in self.blocked:
            raise RecipientStopped("blocked")
        return await super().send(message)


@dataclass(frozen=True)
class SentDigest:
    """A digest that has just left, with the (expectation, rung) pairs it was queued for."""

    person_id: int
    account_id: int
    said: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Moment:
    """What left at one instant. `complete`: the jobs had ticked and all that was due was sent."""

    now: datetime
    complete: bool = False
    digests: tuple[SentDigest, ...] = ()
    others: int = 0  # messages that were no digest
    typed: bool = False  # somebody had typed
    is_last: bool = False  # of its day


class Province:
    """Plays a year. Whatever happens is drawn from `seed` and noted in `log`."""

    def __init__(
        self,
        seed: int,
        year: int,
        events: Mapping[Event, int],
        *,
        own_days: bool = True,
        plans: TwoPlans | None = None,
    ) -> None:
        self.seed, self.year, self._events = seed, year, events
        self.rng = random.Random(seed)
        self.clock = FakeClock(datetime(year, 1, 2, 9, tzinfo=ZONE))
        self.phones = Phones()
        self.log: list[str] = []
        self._plans = plans or two_plans(own_days=own_days)
        self.planners = self._plans.planners
        self.folders = dict(self._plans.folders)
        self.database = self._plans.begun()
        self._busy_days: frozenset[date] | None = None  # as the rules are now
        self._ids = count(1)
        self._typed = False  # somebody waits for an answer
        self._runtime = Runtime(
            database=self.database,
            channels={self.phones.name: self.phones},
            calendar=CALENDAR,
            now=self.clock.now,
            new_code=lambda: "",
            holder="test:1",
        )
        self._lane = Sender(self._runtime, self.phones)
        self.ticks = Ticks(self.database, CALENDAR)  # of a process that runs all year, but for …

    def __enter__(self) -> Self:
        with self.database.write() as session:
            for entries in self._plans.people.values():
                chosen = [entries[0], *self.rng.sample(entries[1:], len(entries) * 2 // 3)]
                load_roster(session, chosen, self.now, self.today)
            for person in session.exec(select(Person).order_by(col(Person.id))).all():
                self.links(session, person)
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def today(self) -> date:
        return self.now.date()

    # --- The year -------------------------------------------------------------------------------

    def plays(self, start: date | None = None, days: int = 365) -> Iterator[Moment]:
        """Each moment, just after it. Most days are skipped, for nothing can change on them: a
        rung, an opening, a message that waits, or chance makes a day worth its time."""
        outages = self._outages()
        start = start or date(self.year, 1, 5)
        for day in (start + n * DAY for n in range(days)):
            if any(first <= day < after for first, after in outages):
                self.ticks = Ticks(self.database, CALENDAR)  # … outages, behind which it starts
            elif self._matters(day):
                yield from self._plays_day(day)

    def _outages(self) -> list[tuple[date, date]]:
        """Two, each of some days, while ladders are under way."""
        outages = []
        for first in (date(self.year, 3, 1), date(self.year, 11, 1)):
            start = first + self.rng.randint(0, 15) * DAY
            outages.append((start, start + self.rng.randint(3, 9) * DAY))
            self.log.append("outage from {} until before {}".format(*outages[-1]))
        return outages

    def _matters(self, day: date) -> bool:
        if self._busy_days is None:
            self._busy_days = self._find_busy_days()
        if day in self._busy_days:
            return True
        with self.database.read() as session:
            waits = session.connection().execute(_WAITS).first()
        return waits is not None or self.rng.random() < 0.04

    def _find_busy_days(self) -> frozenset[date]:
        """On which a round opens, or a rung of an open one comes."""
        with self.database.read() as session:
            first, last = date(self.year, 1, 1), date(self.year + 1, 2, 28)
            rounds = [
                (one.opens_on, one.due_on)
                for rule, _ in live_rules(session)
                for one in dates_between(rule, first, last)
            ]
            for (_, due_on), items in days_of_items(session, first, last).items():
                rounds += [(opens_on, due_on) for opens_on in items.values()]
        days = set()
        for opens_on, due_on in rounds:
            comes = {falls for _, falls in rung_days(due_on, CALENDAR)}
            days |= {opens_on} | {day for day in comes if day >= opens_on}
        return frozenset(days)

    def _plays_day(self, day: date) -> Iterator[Moment]:
        hours = {self.rng.choice(OFFICE_HOURS), self.rng.choice(OFFICE_HOURS + ODD_HOURS)}
        for hour in sorted(hours):
            self.clock.jump_to(day, hour.hour, hour.minute)
            self._something_happens()
            is_last = hour == max(hours)
            ticks = is_last or self.rng.random() < 0.9
            if ticks:
                self.ticks.tick(self.now)
            self._typed |= take_waiting_turns(self._runtime) > 0
            if is_last or self.rng.random() < 0.9:
                typed, self._typed = self._typed, False
                yield replace(self._delivered(), complete=ticks, typed=typed, is_last=is_last)
            if is_last and self.rng.random() < 0.07:
                yield self._somebody_reports()

    def _something_happens(self) -> None:
        [event] = self.rng.choices(list(self._events), list(self._events.values()))
        with self.database.write() as session:
            self._note(event.__name__, event(self, session))

    def _note(self, what: str, told: str) -> None:
        if told:
            self.log.append(f"{self.now:%a %Y-%m-%d %H:%M} {what}: {told}")

    # --- What events are made of ----------------------------------------------------------------

    def loads(self, session: Session, code: str, folder: PlanFolder) -> None:
        self.folders[code], self._busy_days = folder, None
        load_plan(session, folder, self.now)

    def links(self, session: Session, person: Person) -> None:
        """Most people do, and most of those agree to be written to."""
        account = account_at(session, self.phones.name, person.code)
        linked, agreed = self.rng.random() < 0.7, self.rng.random() < 0.9
        if linked:
            account.person_id, account.linked_at = person.id, self.now
        if linked and agreed:
            session.add(consent(person, account, self.now))

    def hears(self, session: Session, address: str, text: str = "", tapped: str = "") -> None:
        incoming = Incoming(self.phones.name, f"m{next(self._ids)}", address, text, tapped)
        store_incoming(session, [incoming], self.now)

    def owed(self, session: Session) -> list[OpenExpectation]:
        return owed_expectations(session, self.today - STAYS_OPEN, self.today)

    def owing(self, session: Session, reached: bool | None = None) -> list[FocalPoint]:
        found = focal_points(session, self.today, {one.agency_id for one in self.owed(session)})
        return [who for who in found if reached in (None, who.account is not None)]

    def one_of(self, things: Sequence[T]) -> T | None:
        return self.rng.choice(things) if things else None

    # --- Messages -------------------------------------------------------------------------------

    def _delivered(self) -> Moment:
        """What left: the digests, and how many messages were anything else."""
        before = len(self.phones.sent)
        while run_at_once(self._lane.send_due()):
            pass
        ids = [str(number + 1) for number in range(before, len(self.phones.sent))]
        if not ids:
            return Moment(self.now)
        with self.database.read() as session:
            rows = session.exec(select(Outbox).where(col(Outbox.external_id).in_(ids))).all()
            heads = [session.get_one(Outbox, row.part_of or row.id) for row in rows]
            others = sum(head.kind != OutboxKind.DIGEST for head in heads)
            sent = _sent_digests(session, [row for row in rows if row.kind == OutboxKind.DIGEST])
        return Moment(self.now, digests=sent, others=others)

    def _somebody_reports(self) -> Moment:
        """Somebody asks what is owed, and reports the first task by typing and tapping."""
        with self.database.read() as session:
            accounts = [who.account for who in self.owing(session, reached=True)]
        address = self.one_of([one.address for one in accounts if one is not None])
        if address is not None and address not in self.phones.blocked:
            answer = self._says(address, "việc")
            for labels in STEPS:
                found = [one for one in answer[-1].choices if one.label.startswith(labels)]
                answer = self._says(address, tapped=found[0].data) if found else answer
            self._note("somebody_reports", f"{address}: {answer[0].text}")
        return Moment(self.now, typed=True)

    def _says(self, address: str, text: str = "", tapped: str = "") -> list[OutgoingMessage]:
        """What the bot answers; every message goes the whole way of a real one."""
        before = len(self.phones.sent)
        with self.database.write() as session:
            self.hears(session, address, text, tapped)
        take_waiting_turns(self._runtime)
        self._delivered()
        return [one for one in self.phones.sent[before:] if one.address == address]


def consent(person: Person, account: ChatAccount, now: datetime) -> Consent:
    return Consent(
        person_id=person.id or 0,
        account_id=account.id or 0,
        version="test",
        text_hash="",
        given_at=now,
    )


# The first task; an indicator without a figure; not yet due; nothing to propose; right
STEPS = (
    *(("",), ("Chưa có số liệu",), ("Chưa đến kỳ", "Không có nội dung")),
    *(("Bỏ qua",), ("Bỏ qua",), ("Đúng",)),
)
_WAITS = select(Outbox.id).where(text(UNSETTLED)).limit(1)


def _sent_digests(session: Session, rows: Sequence[Outbox]) -> tuple[SentDigest, ...]:
    said: dict[int | None, set[tuple[int, int]]] = {row.id: set() for row in rows}
    entered = select(Reminder.outbox_id, Reminder.expectation_id, Reminder.rung)
    for outbox_id, expectation, rung in session.exec(
        entered.where(col(Reminder.outbox_id).in_(said))
    ):
        said[outbox_id].add((expectation, rung))
    return tuple(
        SentDigest(row.person_id or 0, row.account_id, frozenset(said[row.id])) for row in rows
    )
