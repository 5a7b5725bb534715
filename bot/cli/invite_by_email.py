"""`daumoi invite --by-email`: asks people by one letter whether reminders may come by letters."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.channels.contract import (
    ChannelStopped,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.channels.email.channel import EmailChannel
from bot.cli import terminal
from bot.cli.lookup import person_of, plan_called
from bot.cli.words import say, tell
from bot.conversation.notifications.by_email import (
    LETTERS,
    confirmation,
    subject_of_confirmation,
)
from bot.conversation.notifications.letter import say_to
from bot.runtime.channels import email_channel
from bot.runtime.settings import Settings, SettingsError
from storage import audit
from storage.database import Database
from storage.messages.email_links import keep_email_link
from storage.models import Person


@dataclass(frozen=True)
class _Asking:
    database: Database
    channel: EmailChannel
    settings: Settings
    now: datetime


def invite_by_email(code: str, plan: str) -> None:
    """One person by code; without one everybody of a plan who is linked nowhere."""
    settings, now, database = terminal.settings(), terminal.now(), terminal.database()
    channel = _channel(settings)
    with database.read() as session:
        people = [_one(session, code)] if code else _unlinked(session, plan, now)
    if not people:
        tell("0 letters: whoever is not linked has no e-mail address on the roster.")
        return
    asking = _Asking(database, channel, settings, now)
    refused = asyncio.run(_ask_each(people, asking))
    tell(
        "{count} asked by a letter; reminders begin when they agree.",
        count=len(people) - len(refused),
    )
    if refused:
        terminal.fail(*refused)


def _channel(settings: Settings) -> EmailChannel:
    if not settings.smtp_host:
        terminal.refuse("SMTP_HOST is not set: there is no mail server to send letters by")
    if not settings.public_url:
        terminal.refuse("PUBLIC_URL is not set: nobody could open the link by which they agree")
    with terminal.failing_on(SettingsError):
        return email_channel(settings, terminal.now)


def _one(session: Session, code: str) -> Person:
    person = person_of(session, code)
    if not person.email:
        terminal.refuse(
            "the roster gives '{code}' no e-mail address; add the column 'email'", code=code
        )
    return person


def _unlinked(session: Session, plan: str, now: datetime) -> list[Person]:
    """Who took a consent back is asked by a person, and by no letter to everybody."""
    from storage.people.invitees import roll
    from storage.plans.lookup import plans

    found = [plan_called(session, plan)] if plan else plans(session)
    to_invite = roll(session, found, terminal.calendar().today(now), now).to_invite
    return [one.person for one in to_invite if one.person.email]


async def _ask_each(people: Sequence[Person], asking: _Asking) -> list[str]:
    """Who could not be asked, and why."""
    refused, pace = [], asking.channel.capabilities.pace or 1.0
    for number, person in enumerate(people):
        await asyncio.sleep(1 / pace if number else 0)
        try:
            await _ask(person, asking)
        except (SendError, RecipientStopped, OutcomeUnknown, ChannelStopped) as error:
            refused.append(say("{code} was not asked: {why}", code=person.code, why=error))
            if isinstance(error, ChannelStopped):
                break
    return refused


async def _ask(person: Person, asking: _Asking) -> None:
    token, say, now = secrets.token_urlsafe(32), say_to(person), asking.now
    settings, key = asking.settings, f"daumoi-confirmation-{secrets.token_hex(8)}"
    with asking.database.write() as session:  # its link has to hold when it is read
        until = keep_email_link(session, token, person, now).expires_at
        audit.record(session, now, "email.asked", f"person:{person.id}")
    link = f"{settings.public_url}{LETTERS}/{token}"
    text = confirmation(person, link, until.astimezone(settings.timezone), say)
    subject = subject_of_confirmation(say)
    await asking.channel.send(OutgoingMessage(person.email, text, key=key, subject=subject))
