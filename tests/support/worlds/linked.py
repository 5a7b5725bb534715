"""For tests of the command line: people of the roster whom a chat on some channel reaches."""

import asyncio
from datetime import datetime

from sqlmodel import select

from bot import app
from bot.delivery.sender import Sender
from bot.runtime.settings import read_settings
from storage.database import open_database
from storage.messages.inbox import account_at
from storage.models import Consent, Outbox, Person
from tests.bot.conftest import Terminal
from tests.support.worlds.world import FakeChannel

CHANNEL = FakeChannel.name


def link(terminal: Terminal, *codes: str, language: str = "vi") -> None:
    """They have agreed to be reminded in a chat whose address is their code."""
    now = datetime.fromisoformat(terminal.env["DAUMOI_CLOCK"])
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.write() as session:
        for code in codes:
            person = session.exec(select(Person).where(Person.code == code)).one()
            account = account_at(session, CHANNEL, code)
            person.language, account.person_id, account.linked_at = language, person.id, now
            consent = {"person_id": person.id, "account_id": account.id, "text_hash": ""}
            session.add(Consent.model_validate({**consent, "version": "test", "given_at": now}))
    opened.close()


def heard(terminal: Terminal, code: str, at: str) -> str:
    """What arrives by then in the chat of that person; the others get theirs as well."""
    database, channel = open_database(terminal.env["DATABASE_URL"]), FakeChannel()
    settings, now = read_settings({}, env_file=None), datetime.fromisoformat(at)
    runtime = app.build_runtime(settings, database, {channel.name: channel}, lambda: now)

    async def deliver() -> None:
        while await Sender(runtime, channel).send_due():
            pass

    asyncio.run(deliver())
    database.close()
    return "\n\n".join(message.text for message in channel.sent if message.address == code)


def outbox_rows(terminal: Terminal) -> list[Outbox]:
    """What waits to be said: neither sent nor given up."""
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.read() as session:
        rows = [row for row in session.exec(select(Outbox)) if not row.is_settled]
    opened.close()
    return rows
