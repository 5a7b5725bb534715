"""Messages nobody has asked for at that moment: what was decided on a request."""

from datetime import datetime

from sqlmodel import Session

from bot.language.wording import shortened, weekday_and_day
from locales import Translator, translator
from scheduler.calendar import Calendar
from storage.models import (
    Agency,
    ChatAccount,
    Expectation,
    Extension,
    Item,
    Outbox,
    Person,
    Plan,
    Round,
    Tier,
)
from storage.people.chat_accounts import reachable_accounts
from storage.rounds.reminder_settings import hours_of

LONGEST_TITLE, LONGEST_ANSWER = 120, 600  # letters: one message on every channel


def tell_decision(
    session: Session, extension: Extension, now: datetime, calendar: Calendar
) -> Outbox | None:
    """Queue the decision for whoever asked, in their language, for the next office hours.

    None where nobody is known to have asked, or the person cannot be reached.
    """
    person = session.get(Person, extension.asked_by_id) if extension.asked_by_id else None
    account = reachable_accounts(session).get(extension.asked_by_id or 0)
    if person is None or account is None:
        return None
    expectation = session.get_one(Expectation, extension.expectation_id)
    round_ = session.get_one(Round, expectation.round_id)
    plan = session.get_one(Plan, round_.plan_id)
    row = _row(extension, account, plan, now, calendar)
    row.text = _text(session, extension, person, expectation, round_, plan)
    session.add(row)
    session.flush()
    return row


def _row(
    extension: Extension, account: ChatAccount, plan: Plan, now: datetime, calendar: Calendar
) -> Outbox:
    return Outbox(
        account_id=account.id or 0,
        key=f"extension:{extension.id}",
        created_at=now,
        send_at=calendar.keeping([hours_of(plan)]).office_instant(now),
    )


def _text(
    session: Session,
    extension: Extension,
    person: Person,
    expectation: Expectation,
    round_: Round,
    plan: Plan,
) -> str:
    say = translator(person.language)
    greeting = say(
        "Dear {address} {name} ({agency}).",
        address=person.address,
        name=person.full_name.split()[-1],
        agency=session.get_one(Agency, expectation.agency_id).name,
    )
    basis = say(
        "On the extension you asked for under Decision {decision} of {issued}: {what}.",
        decision=plan.decision,
        issued=f"{plan.issued_on:%d/%m/%Y}",
        what=_what(session, expectation, round_, say),
    )
    decided = _decided(extension, expectation, say)
    return "\n\n".join((greeting, basis, decided, say("Yours respectfully.")))


def _what(session: Session, expectation: Expectation, round_: Round, say: Translator) -> str:
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    if item is not None:
        return f"{item.code} {shortened(item.title, LONGEST_TITLE)}"
    if round_.rule_id is None:
        return shortened(round_.title, LONGEST_TITLE)
    is_own = round_.tier == Tier.COORDINATOR
    return say("Consolidated report") if is_own else say("General report")


def _decided(extension: Extension, expectation: Expectation, say: Translator) -> str:
    answer = shortened(extension.answer, LONGEST_ANSWER)
    if extension.granted_until is None:
        return say(
            "The planning department cannot agree to it, for this reason: {reason}\n"
            "The report remains due on {day}. Please report as soon as you can.",
            reason=answer,
            day=weekday_and_day(expectation.due_on, say),
        )
    granted = say(
        "The planning department agrees: the report is now due on {day} instead of {before}.",
        day=weekday_and_day(extension.granted_until, say),
        before=weekday_and_day(extension.due_on, say),
    )
    if not answer:
        return granted
    return "\n".join((granted, say("With this note: {note}", note=answer)))
