"""`daumoi api-key`: which other systems may read which plans over the web."""

import secrets
from typing import Annotated, Any

import typer

from bot.cli import terminal
from bot.cli.lookup import plan_called, whoever
from bot.cli.options import Json
from bot.cli.words import tell

PREFIX = "daumoi_"  # so that whoever finds one knows what it opens

app = typer.Typer(no_args_is_help=True, add_completion=False)
Name = Annotated[str, typer.Argument(help="Of the system that reads, in a few words.")]
By = Annotated[str, typer.Option("--by", help="Code of the planner or administrator who does it.")]


@app.command()
def add(
    name: Name,
    plans: Annotated[
        list[str], typer.Option("--plan", help="A plan it may read; once for each of them.")
    ],
    with_reporters: Annotated[
        bool, typer.Option("--with-reporters", help="Tell it the names of those who answered, too.")
    ] = False,
    by: By = "",
) -> None:
    """Make a key and print it, once: nothing but its hash is kept."""
    from storage.plans.api_keys import BadApiKey, make_key

    key = PREFIX + secrets.token_urlsafe(32)
    with terminal.database().write() as session:
        found = [plan_called(session, code) for code in plans]
        by_id = whoever(session, by).id if by else None
        with terminal.failing_on(BadApiKey):
            make_key(
                session,
                *(name, found, key, terminal.now()),
                by_id=by_id,
                names_reporters=with_reporters,
            )
    print(key)
    tell("it is shown this once; to be sent as the header  Authorization: Bearer KEY")


@app.command("list")
def list_keys(
    json: Json = False,
) -> None:
    """Every key: who reads what, since when, when last, and whether it was revoked."""
    from storage.plans.api_keys import api_keys

    zone = terminal.settings().timezone
    with terminal.database().read() as session:
        lines: list[dict[str, Any]] = [
            {
                "name": key.name,
                "plans": plans,
                "with_reporters": key.names_reporters,
                "made_on": key.made_at.astimezone(zone).date(),
                "last_used_on": key.last_used_on,
                "revoked_on": key.revoked_at and key.revoked_at.astimezone(zone).date(),
            }
            for key, plans in api_keys(session)
        ]
    if json:
        terminal.print_json(lines)
        return
    columns = ("name", "plans", "made_on", "last_used_on", "revoked_on")
    rows = [{**line, "plans": "; ".join(line["plans"])} for line in lines]
    terminal.print_table(columns, [[row[name] or "-" for name in columns] for row in rows])


@app.command()
def revoke(name: Name, by: By = "") -> None:
    """Whoever has the key reads nothing any more."""
    from storage.plans.api_keys import BadApiKey, revoke_key

    with terminal.database().write() as session:
        by_id = whoever(session, by).id if by else None
        with terminal.failing_on(BadApiKey):
            key = revoke_key(session, name, terminal.now(), by_id)
        tell("{name}: the key is revoked", name=key.name)
