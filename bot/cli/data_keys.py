"""The keys of DATA_KEY on the command line: a new one, and everything encrypted by it."""

from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.doctor_machine import Finding
from bot.cli.words import say, tell
from locales import mark

if TYPE_CHECKING:
    from storage.database import Database

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def new() -> None:
    """Print a new key, to be put first in DATA_KEY; nothing is stored."""
    from cryptography.fernet import Fernet

    print(Fernet.generate_key().decode())


@app.command()
def rotate() -> None:
    """Encrypt everything by the first key of DATA_KEY; the others may then be taken out of it."""
    from storage import audit
    from storage.models.encrypted import has_key
    from storage.people.invitations import waiting_for_older_keys
    from storage.people.privacy.encryption import encrypt_anew

    database, now = terminal.database(), terminal.now()
    if not has_key():
        terminal.refuse("DATA_KEY is not set; make a key with: daumoi secrets new")
    with database.write() as session:
        count = encrypt_anew(session)
        older = waiting_for_older_keys(session, now)
        audit.record(session, now, "secrets.rotated", "secrets", details={"rows": count})
    tell("{count} row(s) are encrypted by the first key of DATA_KEY.", count=count)
    if older is not None:
        until = terminal.local_time(older)
        tell(
            "Keep the older keys until {until:%d/%m/%Y}: invitations of before need them.",
            until=until,
        )
    tell("Backups of before still need the key of their time.")


def finding(database: "Database") -> Finding:
    """What the doctor says of it."""
    from storage.models.encrypted import has_key
    from storage.people.privacy.encryption import is_any_plain

    if not has_key():
        state = say(
            "DATA_KEY is not set: whoever gets at the database or a backup that is not sealed "
            "reads telephones, addresses and tokens; see data/huong-dan/du-lieu-ca-nhan.md"
        )
        return Finding(mark("encryption"), state=state)
    with database.read() as session:
        plain = say("something is not encrypted yet; run: daumoi secrets rotate")
        return Finding(mark("encryption"), plain if is_any_plain(session) else "")
