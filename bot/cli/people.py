"""People on the command line: the roster, who is who and who is away."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from sqlmodel import Session

from bot.cli import terminal
from bot.cli.lookup import person_of
from bot.cli.options import Json, PersonCode
from bot.cli.words import DAYS, said, say, tell
from storage.models import Person

if TYPE_CHECKING:
    from storage.people.roster import RosterDifference

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def load(
    file: Path = typer.Argument(help="CSV or .xlsx; its columns stand in data/README.md."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask about what it would change."),
) -> None:
    """Load a roster: what the file says anew since it was last loaded, shown first."""
    from storage.people.roster import (
        BadRoster,
        differences,
        load_roster,
        read_roster,
        unread_headers,
    )

    with terminal.failing_on(BadRoster):
        rows = read_roster(file)
        unread = unread_headers(file)
        if unread:
            tell("Columns that are not read: {names}.", names=", ".join(unread))
        database = terminal.database()
        with database.read() as session:
            found = differences(session, rows)
        _agree(found, yes)
        with database.write() as session:
            change = load_roster(session, rows, terminal.now(), terminal.today(), found)
    tell(
        "{people} people in {file}; {changed} new or changed.",
        people=change.people,
        file=file,
        changed=change.changed,
    )


def _agree(found: "list[RosterDifference]", yes: bool) -> None:
    """Whoever is new is only added; what changes somebody who is known is asked about."""
    known = [one for one in found if one.field]
    if not known:
        return
    rows = [(one.code, one.name, one.field, one.before or "-", one.after or "-") for one in known]
    terminal.print_table(("Code", "Name", "Field", "Now", "Will be"), rows)
    terminal.agree(say("Make these {count} change(s)?", count=len(known)), yes)


@app.command()
def show(json: Json = False) -> None:
    """Show everybody: posts, rights, whether they can be reached and whether they are away."""
    from storage.people.roster import roster_view

    with terminal.database().read() as session:
        away = _away(session)
        nobody = {"away": False, "stand_in": None}
        roster = roster_view(session, terminal.today())
        people = [{**one, **away.get(one["code"], nobody)} for one in roster]
    if json:
        terminal.print_json(people)
        return
    rows = [
        (
            person["code"],
            person["full_name"],
            "; ".join(f"{post['post']}: {post['agency']}" for post in person["posts"]),
            "; ".join(person["rights"]),
            ", ".join(person["channels"]) or "-",
            person["stand_in"] or say("nobody named") if person["away"] else "",
        )
        for person in people
    ]
    terminal.print_table(
        ("Code", "Name", "Posts", "Rights", "Reached on", "Away, asked instead"), rows
    )


def _away(session: Session) -> dict[str, dict[str, Any]]:
    """By code of who is on leave today: {away, stand_in: the code of whoever was named}."""
    from storage.people.absences import away_on

    def code(person_id: int) -> str:
        return session.get_one(Person, person_id).code

    return {
        code(person_id): {"away": True, "stand_in": code(stand_in) if stand_in else None}
        for person_id, stand_in in away_on(session, terminal.today()).items()
    }


@app.command()
def leave(
    person: PersonCode,
    start: datetime = typer.Option(..., "--from", formats=DAYS, help="First day away."),
    end: datetime = typer.Option(..., "--to", formats=DAYS, help="Last day away."),
    stand_in: str = typer.Option("", "--stand-in", help="Code of who is asked instead."),
) -> None:
    """Note that a person is away: they are not reminded, whoever stands in is."""
    from storage.people.absences import BadAbsence, announce_absence

    first, last = start.date(), end.date()
    with terminal.database().write() as session:
        found = person_of(session, person)
        other = person_of(session, stand_in) if stand_in else None
        with terminal.failing_on(BadAbsence):
            announce_absence(session, found, first, last, other, terminal.today(), terminal.now())
        instead = _instead(session, found, first)
    tell(
        "{name} is away from {first:%d/%m/%Y} to {last:%d/%m/%Y}; {instead}",
        name=found.full_name,
        first=first,
        last=last,
        instead=instead,
    )


def _instead(session: Session, person: Person, on: date) -> str:
    """Who is asked on that day in the person's stead."""
    from storage.people.appointments import focal_points, offices_of

    session.flush()
    offices = {agency.id or 0 for agency in offices_of(session, person.id or 0, on)}
    others = focal_points(session, on, offices) if offices else []
    if not others:
        return say("nobody is asked instead") if offices else say("nothing is asked of that person")
    silent = say("(cannot be reached)")
    names = dict.fromkeys(
        f"{who.person.full_name}{'' if who.account else f' {silent}'}" for who in others
    )
    return say("asked instead: {names}", names="; ".join(names))


@app.command()
def back(person: PersonCode) -> None:
    """Note that a person is back, or will not leave after all."""
    from storage.people.absences import end_absence

    with terminal.database().write() as session:
        found = person_of(session, person)
        if not end_absence(session, found, terminal.today(), terminal.now()):
            terminal.refuse("{name} is not away, and no leave is to come", name=found.full_name)
    tell("{name} is asked again from today on", name=found.full_name)


@app.command()
def reopen(
    person: PersonCode = "",
    since: datetime | None = typer.Option(
        None,
        "--since",
        formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"],
        help="Everybody, closed since then.",
    ),
) -> None:
    """Write again to chats that were closed by mistake; who left by themselves stays in peace."""
    from storage.people.chat_accounts import reopen as reopen_chats

    if not person and since is None:
        terminal.refuse("name a person, or the instant of the mistake: --since 2026-11-12T08:00")
    start = since.replace(tzinfo=terminal.settings().timezone) if since else None
    with terminal.database().write() as session:
        person_id = person_of(session, person).id if person else None
        found = reopen_chats(session, terminal.now(), start, person_id)
        names = [session.get_one(Person, one.person_id).full_name for one in found]
    if not names:
        terminal.refuse("no such chat is closed")
    tell(
        "{count} chat(s) can be written to again: {names}", count=len(names), names="; ".join(names)
    )


@app.command()
def erase(
    person: PersonCode,
    yes: bool = typer.Option(False, "--yes", help="Do not ask again."),
) -> None:
    """Erase what identifies a person; their agency's replies are kept without them."""
    from bot.conversation.notifications.planners import tell_erased
    from storage.people import erasure
    from storage.people.handovers import focal_offices
    from storage.people.privacy.scrubbing import mentions

    now, today, database = terminal.now(), terminal.today(), terminal.database()
    with database.read() as session:
        found = person_of(session, person)
    if found.erased_at is None:
        question = say("Erase {person} ({name}) for good?", person=person, name=found.full_name)
        terminal.agree(question, yes)
    with database.write() as session:
        offices = focal_offices(session, found.id or 0, today)
        try:
            kept = erasure.erase(session, person_of(session, person), today, now)
        except erasure.AlreadyErased as error:
            terminal.refuse("{why}; nothing is left to erase", why=said(error))
        left = mentions(session, found.full_name)
        tell_erased(session, offices, found.id or 0, now, terminal.calendar())
        for chat in erasure.chats_to_forget(session):
            erasure.forget_chat(session, chat)
    database.forget_bytes(whole=True)
    _tell_what_is_left(person, kept, left)


def _tell_what_is_left(person: str, kept: int, places: Iterable[str]) -> None:
    tell(
        "{person} is erased; {kept} replies of their agency are kept without a name.",
        person=person,
        kept=kept,
    )
    for place in places:
        tell("The given name may still stand in {place}; please look at it.", place=place)
    tell("Take the line out of the roster file too: loading it again is refused.")


@app.command()
def export(
    person: PersonCode,
    out: Path = typer.Option(..., "--out", help="A .json file; the same in words beside it, .txt."),
) -> None:
    """Give out everything that is kept about a person, as the law lets them ask for."""
    from bot.documents.own_data import own_data_json, own_data_text
    from storage import audit
    from storage.people.privacy.export import everything_of

    readable = out.with_suffix(".txt")
    if out.suffix != ".json" or out.exists() or readable.exists():
        terminal.refuse(
            "{file} must end in .json and not be there yet, nor {other}",
            file=out,
            other=readable.name,
        )
    database, now = terminal.database(), terminal.now()
    with database.write() as session:
        found = person_of(session, person)
        everything = everything_of(session, found)
        audit.record(session, now, "data.exported", f"person:{found.id}")
    terminal.write_file(out, own_data_json(everything))
    terminal.write_file(readable, own_data_text(everything, found.language))
    tell(
        "{rows} rows of {kinds} kinds: {file}, {other}",
        rows=sum(map(len, everything.values())),
        kinds=len(everything),
        file=out,
        other=readable,
    )
