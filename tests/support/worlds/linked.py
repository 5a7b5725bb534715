"""For tests of the command line: people of the roster whom a chat in the terminal reaches."""

from datetime import datetime

from sqlmodel import select

from storage.database import open_database
from storage.models import ChatAccount, Consent, Outbox, Person
from tests.bot.conftest import Terminal


def link(terminal: Terminal, *codes: str, language: str = "vi") -> None:
    """They have talked to the bot in the terminal and agreed to be reminded there."""
    for code in codes:
        terminal.prints("chat", "--as", code, stdin="tro giup\n")
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.write() as session:
        for code in codes:
            person = session.exec(select(Person).where(Person.code == code)).one()
            person.language = language
            account = session.exec(select(ChatAccount).where(ChatAccount.address == code)).one()
            session.add(
                Consent(
                    person_id=person.id or 0,
                    account_id=account.id or 0,
                    version="test",
                    text_hash="",
                    given_at=datetime.fromisoformat(terminal.env["DAUMOI_CLOCK"]),
                )
            )
    opened.close()


def outbox_rows(terminal: Terminal) -> list[Outbox]:
    """What waits to be said: neither sent nor given up."""
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.read() as session:
        rows = [row for row in session.exec(select(Outbox)) if not row.is_settled]
    opened.close()
    return rows
