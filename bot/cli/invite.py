"""`daumoi invite`: a code for one person, or a sheet of them for everybody who is not linked."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.invitation_files import (
    ANOTHER_BOT,
    NO_LINK,
    all_or_nothing,
    counts_people,
    form_address,
    make_invitation,
)
from bot.cli.lookup import person_of
from bot.cli.options import PersonCode
from bot.cli.words import say, tell
from bot.documents.invitations.qr import KINDS

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.models import Person

DAYS_VALID = 7


def invite(
    person: PersonCode = "",
    days: int = typer.Option(DAYS_VALID, min=1, max=90, help="How long the code is valid."),
    qr: Path | None = typer.Option(
        None, "--qr", help="Write the first link as a QR code to this .png or .svg file."
    ),
    everybody: bool = typer.Option(
        False, "--all", help="Everybody with a post who is not linked yet; needs --sheet."
    ),
    sheet: Path | None = typer.Option(
        None, "--sheet", help="Write a card for each of them to this .docx file."
    ),
    plan: str = typer.Option("", "--plan", help="With --all: only the people of this plan."),
    by_email: bool = typer.Option(
        False, "--by-email", help="Ask by a letter to their address whether letters may come."
    ),
) -> None:
    """Make a one-use invitation code for a person and print it, or a sheet for everybody."""
    if bool(person) == everybody:
        raise typer.BadParameter(say("name one person, or give --all"))
    if by_email:
        from bot.cli.invite_by_email import invite_by_email

        if qr is not None or sheet is not None:
            raise typer.BadParameter(say("--by-email takes neither --qr nor --sheet"))
        invite_by_email(person, plan)
        return
    if everybody != (sheet is not None):
        raise typer.BadParameter(say("--all and --sheet FILE.docx go together"))
    if sheet is not None:
        from bot.cli.invite_all import invite_all

        if qr is not None or sheet.suffix.lower() != ".docx":
            raise typer.BadParameter(say("--sheet takes a .docx file, and no --qr beside it"))
        invite_all(plan, sheet, timedelta(days=days))
        return
    if plan or (qr is not None and _kind(qr) not in KINDS):
        raise typer.BadParameter(say("--plan goes with --all; --qr takes a .png or .svg file"))
    _invite_one(person, timedelta(days=days), qr)


def _invite_one(code_of_person: str, valid_for: timedelta, qr: Path | None) -> None:
    from bot.documents.invitations.qr import qr_picture
    from bot.runtime.invitation_codes import new_code
    from storage.people.invitations import ways_in

    now, code = terminal.now(), new_code()
    with all_or_nothing() as (session, put):
        found = _not_erased(session, code_of_person)
        invitation = make_invitation(session, found.id or 0, code, now, valid_for)
        ways = ways_in(session, invitation, code, now)
        if qr is not None and not ways:
            terminal.refuse(
                "{file} is not written, nor is a code kept. {why}", file=qr, why=say(NO_LINK)
            )
        if qr is not None:
            put(qr, qr_picture(ways[0].link, _kind(qr)))
        is_full = not invitation.channel and counts_people(session)
    _print_invitation(code, found.full_name, now + valid_for)
    if form_address() and not ways:
        tell("fill in on the page: {address}, with the code", address=form_address())
    _print_ways(ways, is_full)
    if form_address() and ways:
        tell("without any chat: {address}, with the code", address=form_address())


def _not_erased(session: "Session", code: str) -> "Person":
    found = person_of(session, code)
    if found.erased_at is not None:
        terminal.refuse(
            "'{code}' was erased; put whoever has the post now on the roster", code=code
        )
    return found


def _print_invitation(code: str, full_name: str, until: datetime) -> None:
    tell(
        "{code}  {full_name}, valid until {until:%H:%M %d/%m/%Y}",
        code=code,
        full_name=full_name,
        until=terminal.local_time(until),
    )


def _print_ways(ways: Sequence[tuple[str, str]], is_full: bool) -> None:
    from bot.documents.invitations.qr import qr_drawn

    for channel, link in ways:
        print(f"{channel}: {link}")
    if ways and _is_terminal():
        print(qr_drawn(ways[0][1]))
    if is_full:
        tell("No Zalo bot has a free place: {advice}, and invite again.", advice=say(ANOTHER_BOT))
    elif not ways:
        tell(NO_LINK)


def _kind(picture: Path) -> str:
    return picture.suffix.lower().removeprefix(".")


def _is_terminal() -> bool:
    return sys.stdout.isatty()
