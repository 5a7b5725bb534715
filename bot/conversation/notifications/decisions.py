"""Tells an agency what was made of its word, in the reader's language, in the next office hours."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from sqlmodel import Session

from bot.conversation.notifications.colleagues import notify_person
from bot.conversation.notifications.letter import (
    Template,
    after_the_digest,
    command_of,
    letter,
    queue,
    say_to,
    what_of,
)
from bot.language.wording import document_name, several_tasks, shortened, weekday_and_day
from locales import Translator
from scheduler.calendar import Calendar
from storage.models import (
    Agency,
    Expectation,
    Extension,
    Item,
    Objection,
    ObstacleWord,
    Outbox,
    Person,
    Plan,
    Reopening,
    Report,
)
from storage.people.appointments import focal_points, whom_to_notify
from storage.people.chat_accounts import reachable_accounts
from storage.plans.planners import planners_of
from storage.reports.expectation import plan_of
from storage.rounds.reminder_settings import hours_of

LONGEST_REASON = 1000  # letters
LONGEST_QUOTE = 120  # letters of an agency's own words
LONGEST_NOTE = 600  # letters: a decision on an extension is one message on every channel

Matter = Callable[[Translator, str, str], str]  # (say, what it is about, what to type) → text


def notify_returned(
    session: Session,
    report: Report,
    reason: str,
    complete_by: date,
    now: datetime,
    calendar: Calendar,
) -> None:
    """The report has to be completed, by a short day of its own."""

    def matter(say: Translator, what: str, command: str) -> str:
        returned = say(
            "The planning department returned the quick report on {what}. What is asked: {reason}",
            what=what,
            reason=shortened(reason, LONGEST_REASON),
        )
        again = say(
            'Please complete it by {day}: type "{command}". Who has reported in time stays in '
            "time.",
            day=weekday_and_day(complete_by, say),
            command=command,
        )
        return f"{returned}\n\n{again}"

    _notify_agency(session, report.expectation_id, report.person_id, matter, now, calendar)


def notify_settled(
    session: Session, report: Report, row: ObstacleWord, now: datetime, calendar: Calendar
) -> None:
    """The planning department says that what the report waited for is settled: one line."""

    def matter(say: Translator, what: str, _: str) -> str:
        return say(
            "What you raised on {what} is settled ({about}). How: {word}",
            what=what,
            about=shortened("; ".join(row.about.split("\n")), LONGEST_QUOTE),
            word=shortened(row.word, LONGEST_NOTE),
        )

    _notify_agency(session, report.expectation_id, report.person_id, matter, now, calendar)


def notify_objection_decided(
    session: Session, objection: Objection, now: datetime, calendar: Calendar
) -> None:
    """The planning department's answer to "not our task"."""

    def matter(say: Translator, what: str, command: str) -> str:
        if objection.accepted:
            return say(
                "The planning department agrees that this is no task of your agency: {what}. "
                "You need not report on it.",
                what=what,
            )
        kept = say(
            "The planning department holds that this is a task of your agency: {what}. "
            "The reason: {reason}",
            what=what,
            reason=shortened(objection.answer, LONGEST_REASON),
        )
        asked = say('Please report on it: type "{command}".', command=command)
        return f"{kept}\n\n{asked}"

    _notify_agency(session, objection.expectation_id, objection.person_id, matter, now, calendar)


def notify_reopening_decided(
    session: Session, row: Reopening, decided_by: Person, now: datetime, calendar: Calendar
) -> None:
    """Whoever asked, the agency's focal persons, and the other planners of the plan."""

    matter = partial(_reopening_words, row)
    _notify_agency(session, row.expectation_id, None, matter, now, calendar)
    expectation = session.get_one(Expectation, row.expectation_id)
    plan = plan_of(session, expectation)
    here = focal_points(session, calendar.today(now), [expectation.agency_id])
    agency = session.get_one(Agency, expectation.agency_id).name
    told = {decided_by.id, *(who.person.id for who in here)}
    others = [one for one in planners_of(session, plan.id or 0) if one.id not in told]
    for planner in others:
        notify_person(
            session,
            planner.id or 0,
            _told_planner(planner, row, agency, partial(what_of, session, expectation), decided_by),
            now,
            calendar,
        )


def _reopening_words(row: Reopening, say: Translator, what: str, command: str) -> str:
    if row.accepted:
        return say(
            "The planning department reopens the accepted report on {what}. To change it, "
            'type "{command}"; until then the accepted one counts.',
            what=what,
            command=command,
        )
    return say(
        "The planning department does not reopen the accepted report on {what}. The reason: "
        "{reason}",
        what=what,
        reason=shortened(row.answer, LONGEST_REASON),
    )


def _told_planner(
    planner: Person, row: Reopening, agency: str, what: Template, decided_by: Person
) -> Template:
    def words(say: Translator) -> str:
        told = (
            say(
                "{name} has reopened the accepted report of {agency} on {what}.",
                name=decided_by.full_name,
                agency=agency,
                what=what(say),
            )
            if row.accepted
            else say(
                "{name} has refused to reopen the accepted report of {agency} on {what}.",
                name=decided_by.full_name,
                agency=agency,
                what=what(say),
            )
        )
        return letter(planner, say, told)

    return words


def notify_extension_decided(
    session: Session, decided: Sequence[Extension], now: datetime, calendar: Calendar
) -> Outbox | None:
    """Queue the decision for whoever asked: one message for all that was asked at once.

    None where nobody is known to have asked, or the person cannot be reached.
    """
    asked_by = decided[0].asked_by_id or 0
    person = session.get(Person, asked_by) if asked_by else None
    account = reachable_accounts(session, [asked_by]).get(asked_by)
    if person is None or account is None:
        return None
    asked = [session.get_one(Expectation, one.expectation_id) for one in decided]
    plan, say = plan_of(session, asked[0]), say_to(person)
    what = [what_of(session, one, say) for one in asked]
    basis = say(
        "On the extension you asked for under {decision} of {issued}: {what}.",
        decision=document_name(plan.decision, say),
        issued=f"{plan.issued_on:%d/%m/%Y}",
        what=what[0]
        if len(what) == 1
        else several_tasks([_code(session, one, say) for one in asked], say),
    )
    agency = session.get_one(Agency, asked[0].agency_id)
    text = letter(person, say, basis, _decided(decided, say), agency=agency)
    send_at = _office_instant(plan, now, calendar)
    return queue(session, account, text, now, send_at, key=f"extension:{decided[0].id}")


def _notify_agency(
    session: Session,
    expectation_id: int,
    person_id: int | None,
    matter: Matter,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Whoever said it, or who answers for the agency now."""
    expectation = session.get_one(Expectation, expectation_id)
    plan, command = plan_of(session, expectation), command_of(session, expectation)
    today = calendar.today(now)
    for who in whom_to_notify(session, person_id, expectation.agency_id, today):
        say = say_to(who.person)
        basis = say(
            "On {decision} of {issued}:",
            decision=document_name(plan.decision, say),
            issued=f"{plan.issued_on:%d/%m/%Y}",
        )
        about = matter(say, what_of(session, expectation, say), command)
        text = letter(who.person, say, f"{basis} {about}", agency=who.agency)
        if who.account is not None:
            queue(session, who.account, text, now, _office_instant(plan, now, calendar))


def _office_instant(plan: Plan, now: datetime, calendar: Calendar) -> datetime:
    return after_the_digest(calendar.keeping([hours_of(plan)]).office_instant(now), now)


def _code(session: Session, expectation: Expectation, say: Translator) -> str:
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    return item.code if item else what_of(session, expectation, say)


def _decided(decided: Sequence[Extension], say: Translator) -> str:
    extension = decided[0]
    before = "; ".join(weekday_and_day(day, say) for day in sorted({o.due_on for o in decided}))
    answer = shortened(extension.answer, LONGEST_NOTE)
    if extension.granted_until is None:
        return say(
            "The planning department cannot agree to it, for this reason: {reason}\n"
            "The report remains due on {day}. Please report as soon as you can.",
            reason=answer,
            day=before,
        )
    granted = say(
        "The planning department agrees: the report is now due on {day} instead of {before}.",
        day=weekday_and_day(extension.granted_until, say),
        before=before,
    )
    if not answer:
        return granted
    return "\n".join((granted, say("With this note: {note}", note=answer)))
