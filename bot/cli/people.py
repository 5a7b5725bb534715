"""People on the command line: load the roster, show who is who, hand out invitations."""

import sys
from datetime import timedelta
from pathlib import Path

import typer

from bot.cli import terminal

app = typer.Typer(no_args_is_help=True)
DAYS_VALID = 7


@app.command()
def load(file: Path) -> None:
    """Load a roster (CSV). Loading it again changes nothing."""
    from storage.roster import BadRoster, load_roster, read_roster

    try:
        entries = read_roster(file)
        now = terminal.now()
        today = now.astimezone(terminal.settings().timezone).date()
        with terminal.database().write() as session:
            change = load_roster(session, entries, now, today)
    except BadRoster as error:
        terminal.fail(str(error))
    print(f"{change.people} people in {file}; {change.changed} new or changed.")


@app.command()
def show(json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """Show everybody: posts, rights, and whether they can be reached."""
    from storage.people import roster_view

    today = terminal.now().astimezone(terminal.settings().timezone).date()
    with terminal.database().read() as session:
        people = roster_view(session, today)
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
        )
        for person in people
    ]
    terminal.print_table(("Code", "Name", "Posts", "Rights", "Reached on"), rows)


@app.command()
def erase(
    person: str = typer.Argument(help="The person's code in the roster."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask again."),
) -> None:
    """Erase what identifies a person; their agency's replies are kept without them."""
    from storage import erasing
    from storage.people import find_person

    now = terminal.now()
    today = now.astimezone(terminal.settings().timezone).date()
    if sys.stdin.isatty() and not yes:
        typer.confirm(f"Erase {person} for good?", abort=True)
    with terminal.database().write() as session:
        found = find_person(session, person)
        if found is None:
            terminal.fail(f"nobody has the code '{person}'; `daumoi people show` lists everybody")
        try:
            kept = erasing.erase(session, found, today, now)
        except erasing.AlreadyErased as error:
            terminal.fail(f"{error}; nothing is left to erase")
        for chat in erasing.chats_to_forget(session):
            erasing.forget_chat(session, chat)
    print(f"{person} is erased; {kept} replies of their agency are kept without a name.")
    print("Take the line out of the roster file too: loading it again is refused.")


def invite(
    person: str = typer.Argument(help="The person's code in the roster."),
    days: int = typer.Option(DAYS_VALID, min=1, max=90, help="How long the code is valid."),
) -> None:
    """Make a one-use invitation code for a person and print it."""
    from bot.codes import new_code
    from storage import people

    now, code = terminal.now(), new_code()
    with terminal.database().write() as session:
        found = people.find_person(session, person)
        if found is None:
            terminal.fail(f"nobody has the code '{person}'; `daumoi people show` lists everybody")
        if found.erased_at is not None:
            terminal.fail(f"'{person}' was erased; put whoever has the post now on the roster")
        people.invite(session, found.id or 0, code, now, timedelta(days=days))
    until = (now + timedelta(days=days)).astimezone(terminal.settings().timezone)
    print(f"{code}  {found.full_name}, valid until {until:%H:%M %d/%m/%Y}")
