"""What is kept for a time only: texts of messages, codes, sessions, drafts, files, audit details.

Each is emptied or deleted once it is older than its days; 0 days: it is kept for ever. When
something was said, and to whom, stays: it proves that people were reminded.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, and_, delete, or_, update
from sqlmodel import Session, col, func, select

from storage import audit
from storage.audit.rewording import expire
from storage.messages.outbox import unsettled
from storage.models import (
    Attachment,
    AttachmentContent,
    DownloadLink,
    EmailLink,
    Expectation,
    FormDraft,
    FormSession,
    Inbox,
    Invitation,
    Item,
    Outbox,
    Person,
    Round,
    Rule,
    SignInLink,
    WebSession,
)
from storage.models.encrypted import keyed_hashes

GONE = "…"
_CODE = re.compile(r"(?<![A-Z0-9])[A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}(?![A-Z0-9])")
_CODES_ARE_SAID_FOR = timedelta(days=120)  # longer than any of them is valid


@dataclass(frozen=True)
class Retention:
    """Days; the settings KEEP_…_DAYS."""

    messages: int = 365
    audit: int = 3650
    sessions: int = 90
    drafts: int = 180
    files: int = 1825  # after the last year of their plan

    def __post_init__(self) -> None:
        if any(getattr(self, one.name) < 0 for one in fields(self)):
            raise ValueError("days are 0 or more")


KEPT = Retention()  # where nothing else is set


def keep_for_a_time(session: Session, kept: Retention, now: datetime) -> Mapping[str, int]:
    """How many rows of each kind were emptied or deleted; that anything was goes to the audit."""
    parts: dict[str, tuple[int, Callable[[Session, datetime, datetime], int]]] = {
        "messages": (kept.messages, _messages),
        "sessions": (kept.sessions, _sessions),
        "drafts": (kept.drafts, _drafts),
        "files": (kept.files, _files),
        "audit": (kept.audit, expire),
    }
    counts = {
        name: part(session, now - timedelta(days=days), now)
        for name, (days, part) in parts.items()
        if days
    }
    counts["codes"] = blank_codes(session, now)
    found = {name: count for name, count in counts.items() if count}
    if found:
        audit.record(session, now, "data.expired", "data", details=found)
    return found


def _messages(session: Session, before: datetime, _: datetime) -> int:
    """What was answered is kept with the answers; what still waits is left alone."""
    heard = (col(Inbox.received_at) < before, col(Inbox.handled_at).is_not(None))
    holds = or_(col(Inbox.text) != "", col(Inbox.tapped) != "", col(Inbox.file).is_not(None))
    emptied = _run(
        session,
        update(Inbox).where(*heard, holds).values(text="", tapped="", file=None),
    )
    said = (col(Outbox.created_at) < before, ~unsettled(Outbox))
    is_open = and_(col(Outbox.state).is_not(None), col(Outbox.answered_at).is_(None))
    holds = or_(col(Outbox.text) != "", col(Outbox.template).is_not(None))
    values = {"text": "", "choices": None, "state": None, "template": None, "free_text": False}
    return emptied + _run(session, update(Outbox).where(*said, holds, ~is_open).values(values))


def _sessions(session: Session, before: datetime, _: datetime) -> int:
    """Of browsers and links that have ended."""
    ended: tuple[tuple[Any, Any], ...] = (
        (WebSession, col(WebSession.expires_at)),
        (SignInLink, col(SignInLink.expires_at)),
        (FormSession, col(FormSession.expires_at)),
        (DownloadLink, col(DownloadLink.expires_at)),
        (EmailLink, col(EmailLink.expires_at)),
    )
    return sum(_run(session, delete(table).where(at < before)) for table, at in ended)


def _drafts(session: Session, before: datetime, now: datetime) -> int:
    """Half-filled replies: on the form, and in questions that nobody has answered."""
    on_form = _run(session, delete(FormDraft).where(col(FormDraft.saved_at) < before))
    waiting = (
        col(Outbox.created_at) < before,
        col(Outbox.state).is_not(None),
        col(Outbox.answered_at).is_(None),
        ~unsettled(Outbox),
    )
    closed = update(Outbox).where(*waiting).values(answered_at=now, state=None)
    return on_form + _run(session, closed)


def _files(session: Session, before: datetime, _: datetime) -> int:
    """Of plans whose last year was over before then; that they came stays with the report."""
    over = _plans_over(session, before.year)
    of_these = (
        select(Attachment.id)
        .join(Expectation, col(Expectation.id) == Attachment.expectation_id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(col(Round.plan_id).in_(over))
    )
    return _run(
        session,
        delete(AttachmentContent).where(col(AttachmentContent.attachment_id).in_(of_these)),
    )


def _plans_over(session: Session, year: int) -> list[int]:
    """Of which no duty and no item lasts into that year; where no year is known, none."""
    last: dict[int, int] = {}
    for table, until in ((Rule, col(Rule.until_year)), (Item, col(Item.end_year))):
        for plan_id, found in session.exec(
            select(table.plan_id, func.max(until)).group_by(col(table.plan_id))
        ):
            last[plan_id] = max(found or 0, last.get(plan_id, 0))
    return [plan_id for plan_id, found in last.items() if 0 < found < year]


def erased_since(session: Session, since: datetime) -> bool:
    """Whether anybody was: their bytes may lie in the file still."""
    lately = col(Person.erased_at) >= since
    return session.exec(select(Person.id).where(lately).limit(1)).first() is not None


def blank_codes(session: Session, now: datetime) -> int:
    """Codes of invitations that were used or have ended, where they were said and typed."""
    ended = or_(col(Invitation.used_at).is_not(None), col(Invitation.expires_at) <= now)
    hashes = set(session.exec(select(Invitation.code_hash).where(ended)).all())
    lately = now - _CODES_ARE_SAID_FOR
    said = select(Outbox).where(col(Outbox.created_at) >= lately, col(Outbox.text) != "")
    heard = select(Inbox).where(col(Inbox.received_at) >= lately, col(Inbox.text) != "")
    count = 0
    for row in (*session.exec(said), *session.exec(heard)) if hashes else ():
        blanked = _CODE.sub(lambda found: _unless(found[0], hashes), row.text or "")
        if blanked != row.text:
            row.text, count = blanked, count + 1
    return count


def _unless(code: str, ended: set[str]) -> str:
    return GONE if ended.intersection(keyed_hashes(code.replace("-", ""))) else code


def _run(session: Session, statement: Any) -> int:
    found: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        statement, execution_options={"synchronize_session": False}
    )
    return found.rowcount
