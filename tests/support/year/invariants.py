"""What must hold at every moment of a simulated year, each as words about what does not."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import col, select

from scheduler.calendar import OFFICE_HOURS
from scheduler.reminders.ladder import LADDER
from storage.messages.outbox import next_due
from storage.models import Inbox, Plan, Reminder, Round, Rule, Tier
from storage.rounds.summary import summarise
from tests.support.worlds.world import CALENDAR, ZONE
from tests.support.year.books import Books


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
    """Or who lead an agency that missed something; a list goes to whoever has a right to it."""
    owing = {who for one in books.unanswered for who in books.answering(one.agency_id)}
    above = {who for one in books.missed for who in books.leaders_of(one.agency_id)}
    for digest in books.moment.digests:
        if digest.person_id not in owing | above | books.with_rights:
            yield f"a digest went to person {digest.person_id}, who owes nothing"
        if not digest.said and digest.person_id not in books.with_rights:
            yield f"the digest to person {digest.person_id} stands for nothing"


def nobody_on_leave_is_disturbed(books: Books) -> Iterator[str]:
    for digest in books.moment.digests:
        if digest.person_id in books.away:
            yield f"person {digest.person_id} got a digest on leave"


def who_has_named_a_day_is_left_in_peace(books: Books) -> Iterator[str]:
    for digest in books.moment.digests:
        said = {expectation for expectation, _ in digest.said}
        if said and all(map(books.is_quiet, said)) and digest.person_id not in books.with_rights:
            yield f"person {digest.person_id} was reminded of what was promised for later"


def leaders_hear_of_what_was_missed_and_known(books: Books) -> Iterator[str]:
    """Not before the last rung, and not before their people have known of it for some days."""
    by_id = {one.id: one for one in books.live}
    for digest in books.moment.digests:
        for expectation, rung in digest.said:
            one = by_id.get(expectation)
            if one is None or rung <= LADDER[-1] or digest.person_id in books.must_hear(one):
                continue
            known = books.diary.known_since[expectation]
            if digest.person_id in books.leaders_of(one.agency_id) and (
                one.due_on >= books.today or CALENDAR.working_days_between(known, books.today) < 5
            ):
                yield f"leader {digest.person_id} heard of expectation {expectation} too early"


def nothing_is_expected_of_an_agency_that_ended(books: Books) -> Iterator[str]:
    for one in books.followed if books.moment.complete else ():
        ended = (books.agencies[one.agency_id].valid_until or date.max) < books.today
        if one.id not in books.reported and (ended or one.agency_id in books.became):
            yield f"expectation {one.id} of agency {one.agency_id}, which has ended"


def what_is_assigned_is_expected(books: Books) -> Iterator[str]:
    """And nothing else, but what was reported before it went to somebody else."""
    for key in books.under_way if books.moment.complete and books.moment.is_last else ():
        round_ = books.session.get_one(Round, key)
        rule = books.session.get(Rule, round_.rule_id) if round_.rule_id else None
        if (rule and rule.ended_at is not None) or round_.tier != Tier.AGENCIES:
            continue
        theirs = [one for one in books.live if one.round_id == key]
        assigned = books.assigned(round_)
        for missing in assigned - {(one.agency_id, one.item_id) for one in theirs}:
            yield f"round {key}: (agency, item) {missing} is assigned and not expected"
        for one in theirs:
            if one.id not in books.reported and (one.agency_id, one.item_id) not in assigned:
                yield f"round {key}: expectation {one.id} is not assigned"


def whoever_owes_was_told_all_that_has_come(books: Books) -> Iterator[str]:
    """One digest says all: it is enough that one left on the day of the last rung, or later."""
    for one in books.owed if books.moment.complete and is_office_time(books.moment.now) else ():
        come = books.days_come(one)
        for who in books.must_hear(one) if come else ():
            told_on = books.diary.told_on.get((one.id or 0, who), date.min)
            if told_on < max(come) and not books.had_a_digest_earlier(who):
                yield f"person {who} was not told of expectation {one.id} since {max(come)}"


def nobody_hears_a_rung_twice(books: Books) -> Iterator[str]:
    for said, times in books.diary.said.items():
        if times > 1:
            yield f"(expectation, person, rung, due day) {said} was said {times} times"


def the_ledger_holds_each_rung_once(books: Books) -> Iterator[str]:
    columns = (
        col(Reminder.expectation_id),
        col(Reminder.person_id),
        col(Reminder.rung),
        col(Reminder.due_on),
    )
    counted = col(Reminder.voided_at).is_(None)
    twice = select(*columns).where(counted).group_by(*columns).having(func.count() > 1)
    yield from (f"ledger: {row} twice" for row in books.session.exec(twice))


def nothing_due_stays_in_the_outbox(books: Books) -> Iterator[str]:
    if any(at <= books.moment.now for at in next_due(books.session, "fake").values()):
        yield "messages that are due were not sent"


def figures_add_up(books: Books) -> Iterator[str]:
    """Against a plain count of the rows, and `unreached` against who can be written to."""
    for key in books.under_way if books.moment.is_last else ():
        round_ = books.session.get_one(Round, key)
        plan = books.session.get_one(Plan, round_.plan_id)
        found = summarise(books.session, plan, round_, books.moment.now, ZONE)
        theirs = [one for one in books.live if one.round_id == round_.id]
        said = books.reported | books.answered
        unsaid = [one for one in theirs if one.id not in said]
        over = sum(books.finished.get(one.id or 0, date.max) <= one.due_on for one in unsaid)
        unsaid = [one for one in unsaid if books.finished.get(one.id or 0, date.max) > one.due_on]
        missing = sum(one.due_on < books.today for one in unsaid)
        total = found.total
        counted = (total.received, total.missing, total.pending, total.carried_over)
        if sum(counted) != total.expected or (total.expected, *counted) != (
            len(theirs),
            len(theirs) - len(unsaid) - over,
            missing,
            len(unsaid) - missing,
            over,
        ):
            yield f"round {round_.id}: {total}, counted {counted}, over {over}, {len(theirs)}"
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
    nobody_on_leave_is_disturbed,
    who_has_named_a_day_is_left_in_peace,
    leaders_hear_of_what_was_missed_and_known,
    nothing_is_expected_of_an_agency_that_ended,
    what_is_assigned_is_expected,
    whoever_owes_was_told_all_that_has_come,
    nobody_hears_a_rung_twice,
    the_ledger_holds_each_rung_once,
    nothing_due_stays_in_the_outbox,
    figures_add_up,
    no_message_was_set_aside,
)
