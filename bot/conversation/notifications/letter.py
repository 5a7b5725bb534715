"""The form of a notification: whom it is to, what it is about, and what is queued of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.message_text import split, units
from bot.dialogs.tasks.wording import report_name
from bot.language.wording import shortened
from locales import Translator, translator
from storage.messages.outbox import unsent_letters
from storage.models import (
    Agency,
    ChatAccount,
    Expectation,
    Item,
    ItemKind,
    Outbox,
    Person,
    Round,
    Tier,
)

LONGEST_MESSAGE = 2000  # what every channel carries, in UTF-16 units
LONGEST_TITLE = 120  # letters
AFTER_THE_DIGEST = timedelta(minutes=5)

Template = Callable[[Translator], str]


def say_to(person: Person) -> Translator:
    """Words in a person's language, and as they are spoken to."""
    return translator(person.language).speaking_to(person.address)


def letter(person: Person, say: Translator, *matter: str, agency: Agency | None = None) -> str:
    """The paragraphs of the matter between the salutation and the close."""
    return "\n\n".join((salutation(person, say, agency), *matter, say("Yours respectfully.")))


def after_the_digest(office_instant: datetime, now: datetime) -> datetime:
    """In office hours at once; before them a little after their beginning, so that a digest of
    that minute may say it."""
    return office_instant if office_instant <= now else office_instant + AFTER_THE_DIGEST


def salutation(person: Person, say: Translator, agency: Agency | None = None) -> str:
    name = person.full_name.split()[-1]
    if agency is None:
        return say("Dear {address} {name}.", address=person.address, name=name)
    return say(
        "Dear {address} {name} ({agency}).",
        address=person.address,
        name=name,
        agency=agency.name,
    )


def what_of(session: Session, expectation: Expectation, say: Translator) -> str:
    """What is to be reported: "9.4 Hỗ trợ các doanh nghiệp…", or the report by its name."""
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    if item is not None:
        return f"{item.code} {shortened(item.title, LONGEST_TITLE)}"
    return _report_of(session.get_one(Round, expectation.round_id), say)


def brief_what_of(session: Session, expectation: Expectation, say: Translator) -> str:
    """The same in two words, for the middle of a sentence: "nhiệm vụ 9.4"."""
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    if item is None:
        return _report_of(session.get_one(Round, expectation.round_id), say)
    if item.kind == ItemKind.INDICATOR:
        return say("indicator {code}", code=item.code)
    return say("task {code}", code=item.code)


def _report_of(round_: Round, say: Translator) -> str:
    if round_.rule_id is None:
        return shortened(round_.title, LONGEST_TITLE)
    return report_name(round_.tier == Tier.COORDINATOR, say)


def command_of(session: Session, expectation: Expectation) -> str:
    """What is typed to report on it."""
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    return item.code if item else "bao cao"


def queue(
    session: Session,
    account: ChatAccount,
    text: str,
    now: datetime,
    send_at: datetime,
    key: str | None = None,
) -> Outbox:
    """One row a part, in order; the first. It asks nothing: it needs no number and no answer.

    What waits to be said to the same person at that time goes into the same letter.
    """
    waiting = _joined(session, account, text, send_at)
    if waiting is not None:
        return waiting
    rows: list[Outbox] = []
    for part in split(text, LONGEST_MESSAGE):
        row = Outbox(
            account_id=account.id or 0,
            channel=account.channel,
            key=None if rows else key,
            part_of=rows[0].id if rows else None,
            text=part,
            created_at=now,
            send_at=send_at,
        )
        session.add(row)
        session.flush()
        rows.append(row)
    return rows[0]


def _joined(session: Session, account: ChatAccount, text: str, send_at: datetime) -> Outbox | None:
    """A letter that nobody has begun to send, with what this one says; None where there is none."""
    for row in unsent_letters(session, account.id or 0, send_at):
        whole = joined(row.text or "", text)
        if whole and units(whole) <= LONGEST_MESSAGE:
            row.text = whole
            return row
    return None


def joined(letter: str, another: str) -> str:
    """Two letters to one person as one; empty where they are not of one form."""
    matters = [matter_of(letter), matter_of(another)]
    if not all(matters) or _edges(letter) != _edges(another):
        return ""
    salute, close = _edges(letter)
    return "\n\n".join((salute, *matters, close))


def matter_of(letter: str) -> str:
    """What stands between its salutation and its close; empty where it is no whole letter."""
    return "\n\n".join(letter.split("\n\n")[1:-1])


def _edges(letter: str) -> tuple[str, str]:
    paragraphs = letter.split("\n\n")
    return paragraphs[0], paragraphs[-1]
