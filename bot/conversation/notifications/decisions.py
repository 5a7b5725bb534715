"""Tells an agency what was made of its word, in the reader's language, in the next office hours."""

from collections.abc import Callable
from datetime import date, datetime

from sqlmodel import Session

from bot.channels.message_text import split
from bot.language.wording import shortened
from locales import Translator, translator
from scheduler.calendar import Calendar
from storage.models import (
    Agency,
    Expectation,
    Item,
    Objection,
    Outbox,
    Person,
    Plan,
    Report,
    Round,
)
from storage.people.appointments import Answerer, answerers
from storage.rounds.reminder_settings import hours_of

LONGEST_MESSAGE = 2000  # what every channel carries, in UTF-16 units
LONGEST_TITLE, LONGEST_REASON = 120, 1000  # letters

Words = Callable[[Translator, str, str], str]  # (say, what it is about, what to type) → text


def whom_to_tell(
    session: Session, person_id: int | None, agency_id: int, on: date
) -> list[Answerer]:
    """Who said it, if they still answer for the agency and can be reached; else who does."""
    here = [who for who in answerers(session, on, [agency_id]) if who.account is not None]
    return [who for who in here if who.person.id == person_id] or here


def tell_returned(
    session: Session, report: Report, reason: str, now: datetime, calendar: Calendar
) -> None:
    """The report has to be made again."""

    def words(say: Translator, what: str, command: str) -> str:
        returned = say(
            "The planning department returned the quick report on {what}. What is asked: {reason}",
            what=what,
            reason=shortened(reason, LONGEST_REASON),
        )
        again = say('Please report it again: type "{command}".', command=command)
        return f"{returned}\n\n{again}"

    _tell(session, report.expectation_id, report.person_id, words, now, calendar)


def tell_answered(
    session: Session, objection: Objection, now: datetime, calendar: Calendar
) -> None:
    """The planning department's answer to "not our task"."""

    def words(say: Translator, what: str, command: str) -> str:
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

    _tell(session, objection.expectation_id, objection.person_id, words, now, calendar)


def _tell(
    session: Session,
    expectation_id: int,
    person_id: int | None,
    words: Words,
    now: datetime,
    calendar: Calendar,
) -> None:
    expectation = session.get_one(Expectation, expectation_id)
    round_ = session.get_one(Round, expectation.round_id)
    plan = session.get_one(Plan, round_.plan_id)
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    send_at = calendar.keeping([hours_of(plan)]).office_instant(now)
    for who in whom_to_tell(session, person_id, expectation.agency_id, calendar.today(now)):
        say = translator(who.person.language)
        told = words(say, _what(item, round_, say), item.code if item else "bao cao")
        _queue(session, who, _letter(who.person, who.agency, plan, told, say), now, send_at)


def _what(item: Item | None, round_: Round, say: Translator) -> str:
    if item is not None:
        return f"{item.code} {shortened(item.title, LONGEST_TITLE)}"
    return shortened(round_.title, LONGEST_TITLE) if not round_.rule_id else say("General report")


def _letter(person: Person, agency: Agency, plan: Plan, told: str, say: Translator) -> str:
    greeting = say(
        "Dear {address} {name} ({agency}).",
        address=person.address,
        name=person.full_name.split()[-1],
        agency=agency.name,
    )
    basis = say(
        "On Decision {decision} of {issued}:",
        decision=plan.decision,
        issued=f"{plan.issued_on:%d/%m/%Y}",
    )
    return "\n\n".join((greeting, f"{basis} {told}", say("Yours respectfully.")))


def _queue(session: Session, who: Answerer, text: str, now: datetime, send_at: datetime) -> None:
    """One row a part, in order."""
    first: Outbox | None = None
    for part in split(text, LONGEST_MESSAGE):
        row = Outbox(
            account_id=who.account.id or 0 if who.account else 0,
            part_of=first.id if first else None,
            text=part,
            created_at=now,
            send_at=send_at,
        )
        session.add(row)
        session.flush()
        first = first or row
