"""What one invitation and a sheet of them have in common: files kept with their codes, or not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.cli import terminal
from locales import mark

if TYPE_CHECKING:
    from storage.models import Invitation

NO_LINK = mark(
    "No bot's link is known yet: start `daumoi run` once with a bot set up, or tell people where"
    " the chat is."
)
ANOTHER_BOT = mark("create another bot, add its token to ZALO_BOT_TOKENS, start `daumoi run` anew")
CODES = "/form"
Put = Callable[[Path, bytes], None]


@contextmanager
def all_or_nothing() -> Iterator[tuple[Session, Put]]:
    """A transaction with files: if it is not kept, neither are they."""
    written: list[Path] = []

    def put(path: Path, content: bytes) -> None:
        try:
            terminal.replace_file(path, content)
        except OSError as error:
            terminal.refuse(
                "{file} cannot be written: {why}; no code is kept", file=path, why=error.strerror
            )
        written.append(path)

    try:
        with terminal.database().write() as session:
            yield session, put
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def make_invitation(
    session: Session, person_id: int, code: str, now: datetime, valid_for: timedelta
) -> "Invitation":
    """An invitation that the log of changes knows of."""
    from storage import audit
    from storage.people.invitations import invite

    invitation = invite(session, person_id, code, now, valid_for)
    details = {"days": valid_for.days}
    audit.record(session, now, "person.invited", f"person:{person_id}", details=details)
    return invitation


def form_address() -> str:
    """Where a code opens the form without any chat; empty where no browser reaches us."""
    public_url = terminal.settings().public_url
    return f"{public_url}{CODES}" if public_url else ""


def counts_people(session: Session) -> bool:
    """Whether there is a bot that may serve only so many."""
    from storage.messages.lanes import loads

    now = terminal.now()
    return any(one.lane.users_allowed is not None for one in loads(session, now, now))
