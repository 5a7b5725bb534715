"""`daumoi login`: a one-use link to the pages, for whoever has no chat to ask for it in."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.lookup import person_of
from bot.cli.options import PersonCode
from bot.cli.words import tell

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.models import Person


def login(
    person: PersonCode,
    everywhere_out: bool = typer.Option(
        False, "--sign-out", help="Sign the person out in every browser instead."
    ),
) -> None:
    """Print a link that signs the person in; it holds for ten minutes and is used once."""
    from bot.dialogs.account.pages import SIGN_IN
    from storage.people.signing_in import LINK_VALID_FOR, make_link

    settings, now, token = terminal.settings(), terminal.now(), secrets.token_urlsafe(32)
    if not everywhere_out and not settings.public_url:
        terminal.refuse(
            "PUBLIC_URL is not set: it is the address at which browsers reach `daumoi run`, "
            "such as https://daumoi.example.gov.vn"
        )
    with terminal.database().write() as session:
        found = person_of(session, person)
        if found.erased_at is not None:
            terminal.refuse("'{person}' was erased; nobody can sign in by that code", person=person)
        if everywhere_out:
            _sign_out(session, found, now)
            return
        make_link(session, found.id or 0, token, now)
    until = (now + LINK_VALID_FOR).astimezone(settings.timezone)
    print(f"{settings.public_url}{SIGN_IN}/{token}")
    tell("for {name}, once, until {until:%H:%M %d/%m/%Y}", name=found.full_name, until=until)


def _sign_out(session: "Session", person: "Person", now: datetime) -> None:
    from storage.people.signing_in import sign_out_everywhere
    from storage.people.signing_in.form_links import end_form_links

    ended = sign_out_everywhere(session, person.id or 0, now)
    links = end_form_links(session, person.id or 0, now, None)
    tell("{name}: signed out of {ended} browser(s)", name=person.full_name, ended=ended)
    tell("{links} link(s) to the form of their reports taken back", links=links)
