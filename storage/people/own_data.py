"""What is kept about one person: chats, consents, replies; and what they may change of it."""

from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage import audit
from storage.messages.outbox import unsettled
from storage.messages.questions import open_questions
from storage.models import Attachment, ChatAccount, Consent, Outbox, OutboxKind, Person, Report
from storage.people.chat_accounts import EMAIL


def chats_of(session: Session, person_id: int) -> list[ChatAccount]:
    """The chats that are theirs, the newest first."""
    query = (
        select(ChatAccount)
        .where(ChatAccount.person_id == person_id)
        .order_by(col(ChatAccount.linked_at).desc(), col(ChatAccount.id).desc())
    )
    return list(session.exec(query))


def consents_of(session: Session, person_id: int) -> list[tuple[Consent, ChatAccount]]:
    """Every consent they gave, the oldest first, and the chat they gave it in."""
    query = (
        select(Consent, ChatAccount)
        .join(ChatAccount, col(Consent.account_id) == ChatAccount.id)
        .where(Consent.person_id == person_id)
        .order_by(col(Consent.id))
    )
    return list(session.exec(query))


def replies_of(session: Session, person_id: int) -> int:
    """How many replies the person sent."""
    query = select(func.count()).select_from(Report).where(Report.person_id == person_id)
    return session.exec(query).one()


def files_of(session: Session, person_id: int) -> int:
    """How many files came with them, and are still kept."""
    query = (
        select(func.count())
        .select_from(Attachment)
        .join(Report, col(Report.id) == Attachment.report_id)
        .where(
            Report.person_id == person_id,
            col(Attachment.dropped_at).is_(None),
            Attachment.failed_reason == "",
        )
    )
    return session.exec(query).one()


def withdraw_consent(session: Session, person: Person, now: datetime) -> int:
    """No reminder reaches them any more, in any of their chats; how many consents it ended."""
    live = [one for one, _ in consents_of(session, person.id or 0) if one.withdrawn_at is None]
    for consent in live:
        consent.withdrawn_at = now
    note(session, person, "consent.withdrawn", now)
    return len(live)


def replace_chats(session: Session, account: ChatAccount, now: datetime) -> list[ChatAccount]:
    """One chat a channel: the person's others there are nobody's from now on, nor are the
    questions open in them; a digest that waits there goes to the new one. Which those were."""
    others = [
        one
        for one in chats_of(session, account.person_id or 0)
        if one.channel == account.channel and one.id != account.id
    ]
    for other in others:
        other.person_id = other.linked_at = None
        close_questions(session, other, now)
        session.execute(
            update(Outbox)
            .where(
                col(Outbox.account_id) == other.id,
                col(Outbox.kind) == OutboxKind.DIGEST,
                col(Outbox.attempts) == 0,
                unsettled(Outbox),
            )
            .values(account_id=account.id)
        )
    return others


def leave_letters(session: Session, person_id: int, but: str, now: datetime) -> None:
    """No letter goes to an address of the person's that is another one than `but` from now on."""
    others = select(ChatAccount).where(
        ChatAccount.person_id == person_id,
        ChatAccount.channel == EMAIL,
        ChatAccount.address != but,
    )
    for account in session.exec(others).all():
        account.person_id = account.linked_at = None
        subject = f"account:{account.id}"
        audit.record(session, now, "account.left", subject, details={"channel": EMAIL})


def withdraw_consent_in(session: Session, account: ChatAccount, now: datetime) -> int:
    """In one place alone: what is said in the person's others stays; how many it ended."""
    live = select(Consent).where(
        Consent.account_id == account.id,
        Consent.person_id == account.person_id,
        col(Consent.withdrawn_at).is_(None),
    )
    found = session.exec(live).all()
    for consent in found:
        consent.withdrawn_at = now
    details = {"channel": account.channel}
    subject, person_id = f"person:{account.person_id}", account.person_id
    audit.record(session, now, "consent.withdrawn", subject, person_id, details)
    return len(found)


def close_questions(session: Session, account: ChatAccount, now: datetime) -> None:
    for question in open_questions(session, account.id or 0):
        question.answered_at = now


def note(session: Session, person: Person, action: str, now: datetime, **details: str) -> None:
    """An audit row about the person; what identifies them does not belong into `details`."""
    audit.record(session, now, action, f"person:{person.id}", person_id=person.id, details=details)
