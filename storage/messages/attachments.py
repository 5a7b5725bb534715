"""Files of reports: kept with a draft, joined to its report, fetched, dropped with the draft."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage import audit
from storage.database import insert_if_new
from storage.models import (
    Agency,
    Attachment,
    AttachmentContent,
    ChatAccount,
    Expectation,
    FormDraft,
    Item,
    Outbox,
    Report,
)
from storage.names import in_order

MOST = 10  # files a report


def is_alive() -> ColumnElement[bool]:
    """Neither left with its draft nor given up."""
    return and_(col(Attachment.dropped_at).is_(None), col(Attachment.failed_reason) == "")


# --- Drafts and reports ---------------------------------------------------------------------------

# Built once, as they are asked with every step of a report
_THEIRS = select(ChatAccount.id).where(ChatAccount.person_id == bindparam("person_id"))
_OF_CHAT: Any = Attachment.account_id == bindparam("account_id")
_OF_DRAFT = select(Attachment).where(
    or_(_OF_CHAT, col(Attachment.account_id).in_(_THEIRS)),
    Attachment.expectation_id == bindparam("expectation_id"),
    col(Attachment.report_id).is_(None),
    is_alive(),
)
_OF_REPORTS = (
    select(Attachment)
    .join(Report, col(Report.id) == Attachment.report_id)
    .where(
        col(Attachment.expectation_id).in_(bindparam("expectations", expanding=True)),
        col(Report.withdrawn_at).is_(None),
        is_alive(),
    )
    .order_by(col(Attachment.report_id).desc(), col(Attachment.id))
)


def keep(session: Session, row: Attachment) -> bool:
    """Whether it is new: a message is heard once."""
    return insert_if_new(session, Attachment, row.model_dump(exclude={"id"}))


def files_of_draft(session: Session, account: ChatAccount, expectation_id: int) -> list[Attachment]:
    """What waits for the report on an expectation to be confirmed: from this chat, from the
    person's other ones and from the form."""
    whose = {"account_id": account.id, "person_id": account.person_id}
    found = session.exec(_OF_DRAFT, params={**whose, "expectation_id": expectation_id})
    return sorted(found, key=lambda one: one.id or 0)


def files_of_reports(
    session: Session, expectation_ids: Iterable[int]
) -> dict[int, list[Attachment]]:
    """By expectation: the files that count. A report that brought none keeps those of the version
    before it; what was withdrawn takes its own along."""
    found: dict[int, list[Attachment]] = {}
    for row in session.exec(_OF_REPORTS, params={"expectations": list(expectation_ids)}):
        newest = found.setdefault(row.expectation_id, [])
        if not newest or newest[0].report_id == row.report_id:
            newest.append(row)
    return found


def join_to_report(session: Session, account: ChatAccount, report: Report, now: datetime) -> None:
    """What waited for it belongs to the report from now on."""
    rows = files_of_draft(session, account, report.expectation_id)
    for row in rows:
        row.report_id = report.id
    if rows:
        note_joined(session, report, len(rows), now)


def note_joined(session: Session, report: Report, count: int, now: datetime) -> None:
    """An audit row."""
    audit.record(
        session,
        now,
        "report.files_added",
        f"expectation:{report.expectation_id}",
        person_id=report.person_id,
        details={"report": report.id, "files": count},
    )


def reported_lately(session: Session, person_id: int, since: datetime) -> list[Report]:
    """What the person reported last, if that was since then: one report, or all of one message."""
    query = select(Report).where(
        Report.person_id == person_id,
        col(Report.submitted_at) >= since,
        col(Report.withdrawn_at).is_(None),
    )
    rows = session.exec(query.order_by(col(Report.submitted_at).desc(), col(Report.id))).all()
    return [row for row in rows if row.submitted_at == rows[0].submitted_at]


def drop_left_behind(session: Session, now: datetime, account_id: int | None = None) -> int:
    """Drop what belongs to no report and no draft still open, in one chat or all; how many."""
    query = _LEFT_BEHIND if account_id is None else _LEFT_IN_CHAT
    given = {} if account_id is None else {"chat": account_id}
    rows = session.exec(query, params=given).all()
    for row in rows:
        _drop(session, row, now)
    session.flush()
    return len(rows)


def _left_behind() -> Any:
    """Of no report, and of no question or form that a draft waits in."""
    state = col(Outbox.state)
    sender, chat = aliased(ChatAccount), aliased(ChatAccount)
    same_person = or_(col(chat.id) == sender.id, col(chat.person_id) == sender.person_id)
    from_same = (col(sender.id) == Attachment.account_id, same_person)
    drafts = select(Outbox.id).where(
        col(Outbox.account_id) == chat.id,
        *from_same,
        state.is_not(None),
        state["dialog"].as_string() == "report",
        state["slots"]["expectation_id"].as_integer() == Attachment.expectation_id,
        col(Outbox.answered_at).is_(None),
        col(Outbox.dropped_at).is_(None),
    )
    on_form = select(FormDraft.person_id).where(
        col(sender.id) == Attachment.account_id,
        col(FormDraft.person_id) == sender.person_id,
        col(FormDraft.expectation_id) == Attachment.expectation_id,
    )
    return select(Attachment).where(
        col(Attachment.report_id).is_(None),
        col(Attachment.dropped_at).is_(None),
        ~drafts.exists(),
        ~on_form.exists(),
    )


_LEFT_BEHIND = _left_behind()  # built once: every turn of a draft asks it
_LEFT_IN_CHAT = _LEFT_BEHIND.where(Attachment.account_id == bindparam("chat"))


# --- Fetching -------------------------------------------------------------------------------------


def _due(channel: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        col(Attachment.channel) == channel,
        col(Attachment.fetched_at).is_(None),
        is_alive(),
        or_(col(Attachment.fetching_until).is_(None), col(Attachment.fetching_until) <= now),
    )


def anything_to_fetch(session: Session, channel: str, now: datetime) -> bool:
    query = select(Attachment.id).where(_due(channel, now)).limit(1)
    return session.exec(query).first() is not None


def claim_files(
    session: Session, channel: str, now: datetime, lease: timedelta, limit: int
) -> list[Attachment]:
    """Take files that are to be fetched; they come back after `lease`."""
    query = (
        select(Attachment)
        .where(_due(channel, now))
        .order_by(col(Attachment.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    rows = list(session.exec(query))
    for row in rows:
        row.attempts += 1
        row.fetching_until = now + lease
    return rows


def waiting_file(session: Session, attachment_id: int) -> Attachment | None:
    """The row, locked, while its content is still wanted."""
    query = select(Attachment).where(
        Attachment.id == attachment_id, col(Attachment.fetched_at).is_(None), is_alive()
    )
    locking = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(locking).first()


def store_content(
    session: Session, row: Attachment, content: bytes, media_type: str, now: datetime
) -> None:
    row.fetched_at, row.fetching_until, row.ref = now, None, ""
    row.size, row.media_type = len(content), media_type
    digest = hashlib.sha256(content).hexdigest()
    session.add(
        AttachmentContent(attachment_id=row.id or 0, content=content, sha256=digest),
    )


def give_up(session: Session, row: Attachment, reason: str) -> None:
    row.failed_reason, row.fetching_until, row.ref = reason, None, ""
    session.flush()


def content_of(session: Session, attachment_id: int) -> bytes | None:
    """None while it has not been fetched."""
    found = session.get(AttachmentContent, attachment_id)
    return found.content if found else None


# --- For the planning department, and about one person --------------------------------------------


@dataclass(frozen=True)
class ReportFile:
    """A file that counts, with what its report is about."""

    attachment: Attachment
    agency: str
    code: str  # of the item; empty for a report on the plan as a whole
    title: str
    report: Report


def files_of_round(session: Session, round_id: int) -> list[ReportFile]:
    """By agency, item, and as they came."""
    query: Any = (
        select(Expectation, Agency, Item)
        .join(Agency, col(Agency.id) == Expectation.agency_id)
        .join(Item, col(Item.id) == Expectation.item_id, isouter=True)
        .where(Expectation.round_id == round_id)
        .order_by(col(Item.position), col(Expectation.id))
    )
    asked = sorted(session.exec(query).all(), key=lambda one: in_order(one[1].name))
    found = files_of_reports(session, [one.id or 0 for one, _, _ in asked])
    return [
        ReportFile(
            attachment=row,
            agency=agency.name,
            code=item.code if item else "",
            title=item.title if item else "",
            report=session.get_one(Report, row.report_id),
        )
        for expectation, agency, item in asked
        for row in found.get(expectation.id or 0, ())
    ]


def file_of_round(session: Session, attachment_id: int, round_id: int) -> Attachment | None:
    """A file that came with a report of that round; none that belongs to a draft, or was given
    up."""
    query = (
        select(Attachment)
        .join(Report, col(Report.id) == Attachment.report_id)
        .join(Expectation, col(Expectation.id) == Report.expectation_id)
        .where(Attachment.id == attachment_id, Expectation.round_id == round_id, is_alive())
    )
    return session.exec(query).first()


def forget_sender(session: Session, account_id: int, now: datetime) -> None:
    """The agency's files stay without who sent them, what they called and wrote with them; what
    belongs to no report goes."""
    rows = session.exec(select(Attachment).where(Attachment.account_id == account_id)).all()
    for row in rows:
        row.account_id, row.name, row.note = None, "", ""
        if row.report_id is None:
            _drop(session, row, now)
    session.flush()


def leave(session: Session, row: Attachment, now: datetime) -> None:
    """Of a draft, where the person wants it no more."""
    _drop(session, row, now)
    session.flush()


def _drop(session: Session, row: Attachment, now: datetime) -> None:
    """Emptied, its content first of all; the row stays: its message was heard."""
    row.dropped_at, row.ref, row.name, row.note = row.dropped_at or now, "", "", ""
    session.connection().execute(
        delete(AttachmentContent).where(col(AttachmentContent.attachment_id) == row.id)
    )
