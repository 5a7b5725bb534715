"""Troubles: what was set aside or is missing and only a person can put right."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from storage.database import insert_if_new
from storage.models import Outbox, Trouble, TroubleTold


class Reason(StrEnum):
    """Why something was set aside, or what is missing."""

    BAD_DUE_DAY = "bad_due_day"  # no ladder can be made for it
    BAD_RULE = "bad_rule"  # its day is none
    BAD_SETTINGS = "bad_settings"  # the plan's days or hours of reminding
    NO_COORDINATOR = "no_coordinator"  # the plan's coordinator is no agency we know
    REFUSED = "refused"  # the database refused a row
    WORDING = "wording"  # sentences of a language that cannot be said
    HOLIDAYS = "holidays"  # the official days off of a year are missing
    BOT_STOPPED = "bot_stopped"  # a bot can send nothing
    BOT_DEAF = "bot_deaf"  # its service gives no answer when it is asked for news
    BOT_MESSAGES = "bot_messages"  # a bot has nearly used up its messages of the month
    BOT_PLACES = "bot_places"  # the bots have nearly all the people they may serve
    NEEDS_CONSENT = "needs_consent"  # an administrator of the Official Account must consent anew
    BACKUP_FAILED = "backup_failed"  # the nightly one cannot be made
    WRONG_CODES = "wrong_codes"  # somebody may be guessing invitation codes
    AUDIT_BROKEN = "audit_broken"  # a row of the audit is not as it was written
    TEMPLATES_STOPPED = "templates_stopped"  # Zalo carries none: no money, rights or approval


def note_troubles(
    session: Session,
    found: Mapping[str, tuple[Reason, dict[str, Any]]],
    kinds: Iterable[Reason],
    now: datetime,
    known: Iterable[Trouble] | None = None,
) -> set[str]:
    """Make the open troubles of these kinds be what was found now, by subject; which are new.

    One that is open already is kept, with what is true of it now: it is not told again. `known`:
    all that are open, where they were asked for already.
    """
    known = open_troubles(session) if known is None else known
    theirs = {one.subject: one for one in known if one.reason in set(kinds)}
    for subject, trouble in theirs.items():
        if subject not in found:
            trouble.ended_at = now
    for subject, (reason, details) in found.items():
        if subject in theirs:
            _update(theirs[subject], details)
        else:
            row = {"subject": subject, "reason": reason, "details": details, "seen_at": now}
            insert_if_new(session, Trouble, row)
    session.flush()
    return found.keys() - theirs.keys()


def _update(trouble: Trouble, details: dict[str, Any]) -> None:
    if trouble.details != details:
        trouble.details = details


def open_troubles(session: Session) -> list[Trouble]:
    return list(session.exec(_OPEN))


_OPEN = select(Trouble).where(col(Trouble.ended_at).is_(None)).order_by(col(Trouble.id))


def was_refused(session: Session) -> bool:
    """Whether the database has refused something that is to be tried again."""
    return any(one.reason == Reason.REFUSED for one in open_troubles(session))


def untold(session: Session, person_id: int) -> list[Trouble]:
    """The open troubles that no digest has told this person of, or only one that never left."""
    told = (
        select(TroubleTold.trouble_id)
        .join(Outbox, col(TroubleTold.outbox_id) == Outbox.id)
        .where(
            TroubleTold.person_id == person_id,
            col(Outbox.dropped_at).is_(None),
            col(Outbox.failed_at).is_(None),
        )
    )
    known = set(session.exec(told))
    return [trouble for trouble in open_troubles(session) if trouble.id not in known]


def tell(session: Session, person_id: int, outbox_id: int, troubles: Iterable[Trouble]) -> None:
    """These go with that digest."""
    for trouble in troubles:
        row = session.get(TroubleTold, (trouble.id, person_id))
        if row is None:
            key = {"trouble_id": trouble.id, "person_id": person_id, "outbox_id": outbox_id}
            insert_if_new(session, TroubleTold, key)
        else:
            row.outbox_id = outbox_id


_TOLD_BY = (
    select(Trouble)
    .join(TroubleTold, col(TroubleTold.trouble_id) == Trouble.id)
    .where(TroubleTold.outbox_id == bindparam("outbox_id"), col(Trouble.ended_at).is_(None))
    .order_by(col(Trouble.id))
)


def told_by(session: Session, outbox_id: int) -> list[Trouble]:
    """What that digest is to tell, as far as it is still open."""
    return list(session.exec(_TOLD_BY, params={"outbox_id": outbox_id}))
