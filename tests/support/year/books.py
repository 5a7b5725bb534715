"""What a simulated province's tables say at a moment, and a diary of what its people were told."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, func
from sqlmodel import Session, col, select

from scheduler.reminders.digests import key_of
from scheduler.reminders.ladder import rung_days
from scheduler.rounds.item_rounds import days_of_items
from scheduler.rounds.rules import STAYS_OPEN
from storage.models import (
    Absence,
    Agency,
    Appointment,
    Assignment,
    ChatAccount,
    Consent,
    Expectation,
    Item,
    ItemKind,
    Outbox,
    Post,
    Report,
    Review,
    Right,
    Role,
    Round,
    Snooze,
    Status,
)
from storage.plans.succession import lineage
from tests.support.worlds.world import CALENDAR
from tests.support.year.simulation import DAY, Moment


@dataclass
class Diary:
    """What people were told, written from what left and not from the ledger."""

    days: Counter[tuple[int, date]] = field(default_factory=Counter)  # digests by person and day
    told_on: dict[tuple[int, int], date] = field(default_factory=dict)  # (expectation, person)
    known_since: dict[int, date] = field(default_factory=dict)  # by expectation
    said: Counter[tuple[int, int, int, date]] = field(default_factory=Counter)  # … rung, due day

    def note(self, books: "Books") -> None:
        for digest in books.moment.digests:
            self.days[digest.person_id, books.today] += 1
            for expectation, rung in digest.said:
                self.known_since.setdefault(expectation, books.today)
                self.told_on[expectation, digest.person_id] = books.today
                due_on = books.due_on[expectation]
                falls = dict(rung_days(due_on, CALENDAR)).get(rung, books.today)
                if falls <= books.today:  # else it was moved
                    self.said[expectation, digest.person_id, rung, due_on] += 1


class Elsewhere:
    """What an answer to another expectation of the same task stands for, by a plain look at all.

    `answered`: given for the task's own day in the days a round is of. `finished`: when the task
    was completed. `unfinished`: the tasks that some agency has not completed.
    """

    def __init__(
        self,
        became: Mapping[int, int],
        rounds: Mapping[int, Any],
        expectations: Sequence[Any],
        reports: Sequence[Any],
        verdicts: Mapping[int, bool],
        one_off: Collection[int],
    ) -> None:
        by_id = {one.id: one for one in expectations}
        words: dict[tuple[int, int], list[Any]] = {}
        newest = {one.expectation_id: one.id for one in reports}
        for one in reports:
            of = by_id[one.expectation_id]
            if of.item_id is not None:
                task = of.item_id, became.get(of.agency_id, of.agency_id)
                words.setdefault(task, []).append(one)
        said = {
            (by_id[one.expectation_id].item_id, by_id[one.expectation_id].agency_id): (
                one.status == Status.COMPLETED and verdicts.get(one.id, True)
            )
            for one in reports
        }
        self.unfinished = {
            one.item_id
            for one in expectations
            if one.lives and one.item_id in one_off and not said.get((one.item_id, one.agency_id))
        }
        of_task: dict[tuple[int, int], set[tuple[int, int]]] = {}
        for one in expectations:
            if one.item_id is not None and (one.lives or one.id in newest):
                task = one.item_id, became.get(one.agency_id, one.agency_id)
                of_task.setdefault(task, set()).add((one.item_id, one.agency_id))
        self.answered: set[int] = set()
        self.finished: dict[int, date] = {}
        for one in expectations:
            task = one.item_id, became.get(one.agency_id, one.agency_id)
            others = [word for word in words.get(task, ()) if word.expectation_id != one.id]
            own, round_ = newest.get(one.id, 0), rounds[one.round_id]
            within = [
                word.id
                for word in others
                if rounds[by_id[word.expectation_id].round_id].of_items
                and (one.item_id in one_off or not round_.of_items)
                and round_.covers_from <= _day(word.submitted_at) <= round_.cut_off_on
            ]
            if max(within, default=0) > own:
                self.answered.add(one.id)
            elif (
                others
                and not within
                and _by_all(one, [by_id[o.expectation_id] for o in others], of_task[task], said)
                and one.item_id in one_off
                and others[-1].id > own
                and others[-1].status == Status.COMPLETED
                and verdicts.get(others[-1].id, True)
                and not verdicts.get(own, False)
            ):
                self.finished[one.id] = _day(others[-1].submitted_at)


def _by_all(
    one: Any,
    said_of: Sequence[Any],
    tasks: Collection[tuple[int, int]],
    said: Mapping[tuple[int, int], bool],
) -> bool:
    """By the agency itself; where it has said nothing, by all that have become it."""
    if any(other.agency_id == one.agency_id for other in said_of):
        return True
    return all(said.get(task) for task in tasks if task[1] != one.agency_id)


def _day(at: datetime) -> date:
    return CALENDAR.today(at)


class Books:
    """What the tables say at a moment, read without the queries that are under test."""

    def __init__(self, session: Session, moment: Moment, diary: Diary) -> None:
        self.session, self.moment, self.diary = session, moment, diary
        self.today = moment.now.date()
        self.agencies = {one.id: one for one in self._all(_AGENCIES)}
        self.became = lineage(session).successors(self.today)
        self._read_expectations()
        self._read_people()

    def _read_expectations(self) -> None:
        verdicts = {one.report_id: one.accepted for one in self._all(_REVIEWS)}
        reports = self._all(_REPORTS)
        counted = {one.expectation_id: one.id for one in reports}
        rounds = {one.id: one for one in self._all(_ROUNDS)}
        expectations = self._all(_EXPECTATIONS)
        told = Elsewhere(self.became, rounds, expectations, reports, verdicts, self._one_off())
        settled = {key for key, report in counted.items() if verdicts.get(report, True)}
        settled |= told.answered | told.finished.keys()
        history = self.today - STAYS_OPEN
        self.reported = set(counted)
        self.answered = told.answered
        self.finished = told.finished
        self.left_over = told.unfinished
        self.opens_on = {one.id: one.opens_on for one in expectations}
        last = {(o.item_id, o.agency_id): o.id for o in expectations if o.opens_on and o.lives}
        self.due_on = {one.id: one.due_on for one in expectations}
        self.live = [one for one in expectations if one.lives]
        open_ = {key for key, one in rounds.items() if one.opens_on <= self.today}
        asked = [
            one
            for one in self.live
            if one.round_id in open_
            and (one.opens_on is None or last[one.item_id, one.agency_id] == one.id)
        ]
        self.followed = [one for one in asked if rounds[one.round_id].due_on >= history]
        self.unanswered = [one for one in self.live if one.id not in settled]
        self.owed = [one for one in asked if one.id not in settled and one.due_on >= history]
        self.missed = [one for one in self.owed if one.due_on < self.today]
        self.under_way = [key for key in open_ if rounds[key].due_on >= self.today - 15 * DAY]

    def _read_people(self) -> None:
        self.away = {one.person_id: one.stand_in_id for one in self._all(_AWAY, today=self.today)}
        self.posts: dict[str, dict[int, set[int]]] = {post.value: {} for post in Post}
        for post in self._all(_POSTS):
            last = post.ends_on or date.max
            if post.starts_on <= self.today <= last:
                answers = self.became.get(post.agency_id, post.agency_id)
                self.posts[post.post].setdefault(answers, set()).add(post.person_id)
        self.reachable = {one.person_id for one in self._all(_CONSENTING)}
        self.with_rights = {one.person_id for one in self._all(_RIGHTS)}
        self.promises = {one.expectation_id: one for one in self._all(_PROMISES)}

    def _one_off(self) -> set[int]:
        return {one.id for one in self._all(_ITEMS) if not (one.recurrence or one.due_every)}

    def _all(self, query: Any, **asked: Any) -> Sequence[Any]:
        """Plain rows: mapped objects take longer to make than everything that is tested here."""
        return self.session.connection().execute(query, asked).all()

    def must_hear(self, one: Expectation) -> set[int]:
        """Who is told of an expectation: those who answer and can be reached."""
        return self.answering(one.agency_id) & self.reachable

    def answering(self, agency_id: int) -> set[int]:
        """The focal persons who are there; for each on leave whoever was named, or those posted."""
        found: set[int] = set()
        for person in self.posts[Post.FOCAL].get(agency_id, ()):
            named = self.away.get(person)
            if person not in self.away:
                found.add(person)
            elif named is not None and named not in self.away:
                found.add(named)
            else:
                found |= self.posts[Post.STAND_IN].get(agency_id, set()) - self.away.keys()
        return found

    def leaders_of(self, agency_id: int) -> set[int]:
        return self.posts[Post.LEADER].get(agency_id, set()) - self.away.keys()

    def days_come(self, one: Expectation) -> list[date]:
        """The days of its rungs up to today; a promise moves them to its own morning."""
        if self.is_quiet(one.id or 0):
            return []
        since = self.opens_on[one.id or 0] or date.min
        days = [day for _, day in rung_days(one.due_on, CALENDAR) if day >= since]
        word = self.promises.get(one.id)
        if word is not None:
            moved = [word.until_on if word.said_on < day < word.until_on else day for day in days]
            days = [*moved, word.until_on]
        return [day for day in days if day <= self.today]

    def is_quiet(self, expectation_id: int) -> bool:
        word = self.promises.get(expectation_id)
        return word is not None and self.today < word.until_on

    def assigned(self, round_: Round) -> set[tuple[int, int | None]]:
        """(agency, item) of what is led this year; no item for who does nothing but help."""
        asked = {"plan_id": round_.plan_id, "today": self.today}
        rows = self.session.connection().execute(_ASSIGNED, asked).all()
        if round_.of_items:
            found = days_of_items(self.session, self.today, self.today, round_.plan_id)
            items = found.get((round_.plan_id, round_.due_on), {})
            return {(one.agency_id, one.item_id) for one in rows if one.item_id in items}
        active = [
            one
            for one in rows
            if (one.start_year or 0) <= round_.year
            and (round_.year <= (one.end_year or round_.year) or one.of_item in self.left_over)
        ]
        led = {(one.agency_id, one.item_id) for one in active if one.item_id is not None}
        leading = {agency for agency, _ in led}
        return led | {(one.agency_id, None) for one in active if one.agency_id not in leading}

    def had_a_digest_earlier(self, person_id: int) -> bool:
        """Today; what has come since waits for the next working day."""
        query = select(Outbox).where(Outbox.key == key_of(person_id, self.today))
        row = self.session.exec(query).first()
        ended = row and (row.sent_at or row.failed_at or row.dropped_at)
        return self.diary.days[person_id, self.today] > 0 or bool(ended and ended < self.moment.now)


_AGENCIES = select(col(Agency.id), col(Agency.name), col(Agency.valid_until))
_REVIEWS = select(Review.report_id, Review.accepted).order_by(col(Review.id))
_REPORTS = (
    select(Report.id, Report.expectation_id, Report.status, Report.submitted_at)
    .where(col(Report.withdrawn_at).is_(None))
    .order_by(col(Report.id))
)
_ROUNDS = select(Round.__table__)  # type: ignore[attr-defined]
_ITEMS = select(col(Item.id), col(Item.recurrence), col(Item.due_every)).where(
    col(Item.kind) == ItemKind.TASK
)
_ASSIGNED: Any = (
    select(  # type: ignore[call-overload]
        Assignment.agency_id,
        case((col(Assignment.role) == Role.LEAD, Assignment.item_id)).label("item_id"),
        col(Item.id).label("of_item"),
        Item.start_year,
        Item.end_year,
    )
    .join(Item, col(Assignment.item_id) == Item.id)
    .where(
        Item.plan_id == bindparam("plan_id"),
        col(Item.ended_at).is_(None),
        Assignment.valid_from <= bindparam("today"),
        func.coalesce(col(Assignment.valid_until), date.max) >= bindparam("today"),
    )
    .distinct()
)
_EXPECTATIONS = select(  # type: ignore[call-overload]
    Expectation.id,
    Expectation.round_id,
    Expectation.agency_id,
    Expectation.item_id,
    Expectation.due_on,
    Expectation.opens_on,
    col(Expectation.ended_at).is_(None).label("lives"),
).order_by(col(Expectation.id))
_POSTS = select(  # type: ignore[call-overload]
    col(Appointment.agency_id),
    col(Appointment.person_id),
    col(Appointment.starts_on),
    col(Appointment.ends_on),
    col(Appointment.post),
)
_AWAY = (
    select(Absence.person_id, Absence.stand_in_id)
    .where(
        col(Absence.ended_at).is_(None),
        Absence.starts_on <= bindparam("today"),
        Absence.ends_on >= bindparam("today"),
    )
    .order_by(col(Absence.id))
)
_RIGHTS = select(Right.person_id)
_PROMISES = select(col(Snooze.expectation_id), col(Snooze.said_on), col(Snooze.until_on)).order_by(
    col(Snooze.id)
)
_CONSENTING = (
    select(Consent.person_id)
    .join(ChatAccount, col(Consent.account_id) == ChatAccount.id)
    .where(
        col(Consent.withdrawn_at).is_(None),
        col(ChatAccount.stopped_at).is_(None),
        ChatAccount.person_id == Consent.person_id,
    )
)
