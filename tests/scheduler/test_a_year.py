"""A year of both plans, with everything that goes wrong in one: what must hold on every day."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import func, inspect
from sqlmodel import Session, SQLModel, col, select

from scheduler.calendar import OFFICE_HOURS
from scheduler.digests import key_of
from scheduler.ladder import rung_days
from scheduler.rules import STAYS_OPEN
from storage.messages import anything_due
from storage.models import (
    Agency,
    Appointment,
    ChatAccount,
    Consent,
    Expectation,
    Inbox,
    Outbox,
    Plan,
    Post,
    Reminder,
    Report,
    Review,
    Round,
)
from storage.plans import load_plan
from storage.succession import lineage
from storage.summary import summarise
from tests.scheduler.events import EVENTS
from tests.scheduler.simulation import DAY, Moment, Province
from tests.world import CALENDAR, ZONE


@dataclass
class Diary:
    """What people were told, written from what left and not from the ledger."""

    days: Counter[tuple[int, date]] = field(default_factory=Counter)  # digests by person and day
    told_on: dict[tuple[int, int], date] = field(default_factory=dict)  # (expectation, person)
    said: Counter[tuple[int, int, int, date]] = field(default_factory=Counter)  # … rung, due day

    def note(self, books: "Books") -> None:
        for digest in books.moment.digests:
            self.days[digest.person_id, books.today] += 1
            for expectation, rung in digest.said:
                self.told_on[expectation, digest.person_id] = books.today
                due_on = books.due_on[expectation]
                if dict(rung_days(due_on, CALENDAR))[rung] <= books.today:  # else it was moved
                    self.said[expectation, digest.person_id, rung, due_on] += 1


class Books:
    """What the tables say at a moment, read without the queries that are under test."""

    def __init__(self, session: Session, moment: Moment, diary: Diary) -> None:
        self.session, self.moment, self.diary = session, moment, diary
        self.today = moment.now.date()
        self.agencies = {one.id: one for one in self._all(Agency)}
        self.became = lineage(session).successors(self.today)
        self._read_expectations()
        self._read_people()

    def _read_expectations(self) -> None:
        verdicts = {one.report_id: one.accepted for one in self._all(Review)}
        counted = {one.expectation_id: one for one in self._all(Report) if not one.withdrawn_at}
        settled = {key for key, one in counted.items() if verdicts.get(one.id, True)}
        rounds = {one.id: one for one in self._all(Round)}
        history = self.today - STAYS_OPEN
        self.reported = set(counted)
        self.due_on = {one.id: one.due_on for one in self._all(Expectation)}
        self.live = [one for one in self._all(Expectation) if one.ended_at is None]
        open_ = {key for key, one in rounds.items() if one.opens_on <= self.today}
        asked = [one for one in self.live if one.round_id in open_]
        self.followed = [one for one in asked if rounds[one.round_id].due_on >= history]
        self.unanswered = [one for one in self.live if one.id not in settled]
        self.owed = [one for one in asked if one.id not in settled and one.due_on >= history]
        self.under_way = [key for key in open_ if rounds[key].due_on >= self.today - 15 * DAY]

    def _read_people(self) -> None:
        self.focal: dict[int, set[int]] = {}  # by agency
        for post in self._all(Appointment):
            last = post.ends_on or date.max
            if post.post == Post.FOCAL and post.starts_on <= self.today <= last:
                answers = self.became.get(post.agency_id, post.agency_id)
                self.focal.setdefault(answers, set()).add(post.person_id)
        accounts = {one.id: one for one in self._all(ChatAccount) if one.stopped_at is None}
        self.reachable = {
            one.person_id
            for one in self._all(Consent)
            if one.withdrawn_at is None
            and one.account_id in accounts
            and accounts[one.account_id].person_id == one.person_id
        }

    def _all(self, table: type[SQLModel]) -> Sequence[Any]:
        """Plain rows: mapped objects take longer to make than everything that is tested here."""
        columns = inspect(table).local_table
        return self.session.connection().execute(select(columns).order_by(columns.c.id)).all()

    def must_hear(self, one: Expectation) -> set[int]:
        """Who is told of an expectation: the focal persons that can be reached."""
        return self.focal.get(one.agency_id, set()) & self.reachable

    def had_a_digest_earlier(self, person_id: int) -> bool:
        """Today; what has come since waits for the next working day."""
        query = select(Outbox).where(Outbox.key == key_of(person_id, self.today))
        row = self.session.exec(query).first()
        ended = row and (row.sent_at or row.failed_at or row.dropped_at)
        return self.diary.days[person_id, self.today] > 0 or bool(ended and ended < self.moment.now)


def is_office_time(now: datetime) -> bool:
    clock = now.time()
    is_open = any(opens <= clock < closes for opens, closes in OFFICE_HOURS)
    return is_open and CALENDAR.is_working_day(now.date())


def at_most_one_digest_a_day(books: Books) -> Iterator[str]:
    for (person, day), times in books.diary.days.items():
        if times > 1:
            yield f"person {person} got {times} digests on {day}"


def digests_leave_in_office_hours(books: Books) -> Iterator[str]:
    if books.moment.digests and not is_office_time(books.moment.now):
        yield f"{len(books.moment.digests)} digests left outside the office hours"


def nothing_else_is_sent_unasked(books: Books) -> Iterator[str]:
    if books.moment.others and not books.moment.typed:
        yield f"{books.moment.others} messages answer nobody"


def digests_go_to_those_who_agreed_and_listen(books: Books) -> Iterator[str]:
    for digest in books.moment.digests:
        if digest.person_id not in books.reachable:
            yield f"a digest went to person {digest.person_id}, stopped or without consent"


def digests_go_to_those_who_owe(books: Books) -> Iterator[str]:
    owing = {who for one in books.unanswered for who in books.focal.get(one.agency_id, ())}
    for digest in books.moment.digests:
        if digest.person_id not in owing:
            yield f"a digest went to person {digest.person_id}, who owes nothing"


def nothing_is_expected_of_an_agency_that_ended(books: Books) -> Iterator[str]:
    for one in books.followed if books.moment.complete else ():
        ended = (books.agencies[one.agency_id].valid_until or date.max) < books.today
        if one.id not in books.reported and (ended or one.agency_id in books.became):
            yield f"expectation {one.id} of agency {one.agency_id}, which has ended"


def whoever_owes_was_told_all_that_has_come(books: Books) -> Iterator[str]:
    """One digest says all: it is enough that one left on the day of the last rung, or later."""
    for one in books.owed if books.moment.complete and is_office_time(books.moment.now) else ():
        come = [day for _, day in rung_days(one.due_on, CALENDAR) if day <= books.today]
        for who in books.must_hear(one) if come else ():
            told_on = books.diary.told_on.get((one.id or 0, who), date.min)
            if told_on < max(come) and not books.had_a_digest_earlier(who):
                yield f"person {who} was not told of expectation {one.id} since {max(come)}"


def nobody_hears_a_rung_twice(books: Books) -> Iterator[str]:
    for said, times in books.diary.said.items():
        if times > 1:
            yield f"(expectation, person, rung, due day) {said} was said {times} times"


def the_ledger_holds_each_rung_once(books: Books) -> Iterator[str]:
    columns = (col(Reminder.expectation_id), col(Reminder.person_id), col(Reminder.rung))
    twice = select(*columns).group_by(*columns).having(func.count() > 1)
    yield from (f"ledger: {row} twice" for row in books.session.exec(twice))


def nothing_due_stays_in_the_outbox(books: Books) -> Iterator[str]:
    if anything_due(books.session, "fake", books.moment.now):
        yield "messages that are due were not sent"


def figures_add_up(books: Books) -> Iterator[str]:
    """Against a plain count of the rows, and `unreached` against who can be written to."""
    for key in books.under_way if books.moment.is_last else ():
        round_ = books.session.get_one(Round, key)
        plan = books.session.get_one(Plan, round_.plan_id)
        found = summarise(books.session, plan, round_, books.moment.now, ZONE)
        theirs = [one for one in books.live if one.round_id == round_.id]
        unsaid = [one for one in theirs if one.id not in books.reported]
        missing = sum(one.due_on < books.today for one in unsaid)
        total = found.total
        if (total.expected, total.received, total.missing, total.pending) != (
            len(theirs),
            len(theirs) - len(unsaid),
            missing,
            len(unsaid) - missing,
        ):
            yield f"round {round_.id}: {total}"
        lost = {books.agencies[one.agency_id].name for one in theirs if not books.must_hear(one)}
        if set(found.unreached) != lost:
            yield f"round {round_.id}: unreached differ by {lost ^ set(found.unreached)}"


def no_message_was_set_aside(books: Books) -> Iterator[str]:
    for row in books.session.exec(select(Inbox).where(Inbox.failed_reason != "")):
        yield f"message {row.id}: {row.failed_reason}"


INVARIANTS: tuple[Callable[[Books], Iterator[str]], ...] = (
    at_most_one_digest_a_day,
    digests_leave_in_office_hours,
    nothing_else_is_sent_unasked,
    digests_go_to_those_who_agreed_and_listen,
    digests_go_to_those_who_owe,
    nothing_is_expected_of_an_agency_that_ended,
    whoever_owes_was_told_all_that_has_come,
    nobody_hears_a_rung_twice,
    the_ledger_holds_each_rung_once,
    nothing_due_stays_in_the_outbox,
    figures_add_up,
    no_message_was_set_aside,
)


@pytest.mark.parametrize(("seed", "year"), [(1, 2025), (2, 2026)])
def test_a_year(seed: int, year: int, caplog: pytest.LogCaptureFixture) -> None:
    diary = Diary()
    with Province(seed, year, EVENTS) as province:
        for moment in province.plays():
            with province.database.read() as session:
                books = Books(session, moment, diary)
                diary.note(books)
                wrong = [words for holds in INVARIANTS for words in holds(books)]
            wrong += [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
            if province.rng.random() < 0.04:
                wrong += loaded_again(province)
            assert not wrong, "\n".join([f"seed {seed}, {moment}:", *wrong[:20], "", *province.log])
    assert len(diary.days) > 100


def loaded_again(province: Province) -> list[str]:
    """Every row is compared once more: the folder's hash, which spares that, is forgotten."""
    changes = []
    with province.database.write() as session:
        for plan in session.exec(select(Plan)).all():
            plan.content_hash = ""
            result = load_plan(session, province.folders[plan.code], province.now)
            if result.anything:
                changes.append(f"loading {plan.code} again: {result.changes} {result.assignments}")
    return changes
