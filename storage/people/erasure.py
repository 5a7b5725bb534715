"""Erasing a person: what identifies them goes, what their agency answered stays."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import lazy
from storage.audit.rewording import reword
from storage.messages.attachments import forget_sender
from storage.messages.drafts import forget_row
from storage.messages.outbox import unsettled
from storage.models import (
    Absence,
    Appointment,
    AuditEntry,
    CalendarFeed,
    ChatAccount,
    Consent,
    DownloadLink,
    EmailLink,
    Extension,
    Handover,
    Inbox,
    Invitation,
    Objection,
    ObstacleWord,
    Outbox,
    Person,
    Reopening,
    Report,
    Right,
    RosterLine,
)
from storage.people.appointments import erased_code
from storage.people.own_data import chats_of, note, replies_of
from storage.people.privacy.scrubbing import GONE, addressed, mentions, scrub, words_of
from storage.people.signing_in.form_links import forget_form

_TYPED = ("reason", "answer", "said")  # words in the details of an audit entry
MOST_TOLD = 20  # places
ERASED = "erased:"  # marks what is forgotten as soon as the last word to it has left


class AlreadyErased(ValueError):
    """Nothing is kept of this person any more."""


def erase(session: Session, person: Person, today: date, now: datetime) -> int:
    """Remove what identifies the person; how many of the agency's replies are kept without them.

    Consents keep version, instant and hash; the row of the person stays, without a name, so that
    audit and proofs hold. Chats are emptied and nobody's; `forget_chat` then drops their address.
    Raises AlreadyErased.
    """
    if person.erased_at is not None:
        raise AlreadyErased(
            lazy("this person was erased on {erased_at:%d/%m/%Y}", erased_at=person.erased_at)
        )
    person_id, replies = person.id or 0, replies_of(session, person.id or 0)
    named_by, name = _named_by(session, person), person.full_name
    _end_posts(session, person_id, today, now)
    _empty_chats(session, person_id, now)
    _forget_invitations(session, person_id)
    for table in (DownloadLink, EmailLink, CalendarFeed, RosterLine):
        _run(session, delete(table).where(col(table.person_id) == person_id))
    forget_form(session, person_id)
    forget_row(session, person_id)
    _forget_typed(session, person_id, now)
    _leave_nameless(session, person_id)
    _end_consents(session, person_id, now)
    _empty_row(person, now)
    session.flush()
    scrub(session, named_by, now)
    note(session, person, "person.erased", now, **_left(mentions(session, name)))
    session.flush()
    return replies


def _end_consents(session: Session, person_id: int, now: datetime) -> None:
    given = (col(Consent.person_id) == person_id, col(Consent.withdrawn_at).is_(None))
    _run(session, update(Consent).where(*given).values(withdrawn_at=now))


def _empty_row(person: Person, now: datetime) -> None:
    person.code = erased_code(person.code)
    person.full_name = person.office_phone = person.mobile = person.email = ""
    person.address, person.language = "anh/chị", "vi"
    person.erased_at = now


def _left(places: list[str]) -> dict[str, str]:
    """Where somebody has to look: the places, and not the name."""
    told = [*places[:MOST_TOLD], *(["…"] if places[MOST_TOLD:] else [])]
    return {"may_be_named_in": "; ".join(told)} if told else {}


def forget_chat(session: Session, account: ChatAccount) -> bool:
    """Drop the address of an erased person's chat, unless something still waits to be sent
    there; whether it was dropped."""
    if account.person_id is not None:
        return False
    if session.exec(_forgettable().where(ChatAccount.id == account.id)).first() is None:
        return False
    waiting = select(Outbox.id).where(Outbox.account_id == account.id, unsettled(Outbox))
    if session.exec(waiting.limit(1)).first() is not None:
        return False
    _empty(session, account)
    account.address, account.stopped_reason = f"{ERASED}{account.id}", ""
    account.last_heard_at = None
    return True


def chats_to_forget(session: Session) -> list[ChatAccount]:
    return list(session.exec(_forgettable()))


def _forgettable() -> SelectOfScalar[ChatAccount]:
    """Nobody's chats that were an erased person's, by the consent given in them or by a mark."""
    gone = select(Consent.account_id).join(Person).where(col(Person.erased_at).is_not(None))
    return select(ChatAccount).where(
        col(ChatAccount.person_id).is_(None),
        col(ChatAccount.address).not_like(f"{ERASED}%"),
        or_(col(ChatAccount.id).in_(gone), col(ChatAccount.stopped_reason) == ERASED),
    )


def _end_posts(session: Session, person_id: int, today: date, now: datetime) -> None:
    running = or_(col(Appointment.ends_on).is_(None), col(Appointment.ends_on) >= today)
    _run(
        session,
        update(Appointment)
        .where(col(Appointment.person_id) == person_id, running)
        .values(ends_on=today - timedelta(days=1)),
    )
    _run(session, delete(Right).where(col(Right.person_id) == person_id))
    away = col(Absence.person_id) == person_id
    _run(session, update(Absence).where(away, col(Absence.ended_at).is_(None)).values(ended_at=now))
    stands_in = col(Absence.stand_in_id) == person_id
    _run(session, update(Absence).where(stands_in).values(stand_in_id=None))
    open_ = (col(Handover.done_at).is_(None), col(Handover.ended_at).is_(None))
    theirs = or_(col(Handover.from_id) == person_id, col(Handover.to_id) == person_id)
    _run(session, update(Handover).where(theirs, *open_).values(ended_at=now))


def _empty_chats(session: Session, person_id: int, now: datetime) -> None:
    """What was said in them goes; what still waits to be said is dropped."""
    query = select(ChatAccount).where(
        or_(
            col(ChatAccount.person_id) == person_id,
            col(ChatAccount.id).in_(
                select(Consent.account_id).where(Consent.person_id == person_id)
            ),
        )
    )
    for account in session.exec(query).all():
        if account.person_id not in (None, person_id):
            continue  # another person's by now
        account.person_id = account.linked_at = None
        account.stopped_reason = ERASED
        waits = (col(Outbox.account_id) == account.id, unsettled(Outbox))
        _run(session, update(Outbox).where(*waits).values(dropped_at=now, reason=ERASED))
        forget_sender(session, account.id or 0, now)
        _empty(session, account)


def _named_by(session: Session, person: Person) -> list[str]:
    """What names the person in what others keep."""
    line = session.get(RosterLine, person.id)
    once = line.says if line else {}
    others = select(Person.id).where(
        col(Person.id) != person.id,
        col(Person.full_name).endswith(f" {person.full_name.split()[-1]}", autoescape=True),
    )
    is_only_one = session.exec(others.limit(1)).first() is None
    behind_address = addressed(person.full_name) if is_only_one else []
    return behind_address + words_of(
        (person.full_name, once.get("full_name", "")),
        (person.office_phone, person.mobile, once.get("office_phone", ""), once.get("mobile", "")),
        (
            *(chat.address for chat in chats_of(session, person.id or 0)),
            *(person.email, once.get("email", "")),
        ),
    )


def _leave_nameless(session: Session, person_id: int) -> None:
    """What they said for the agency stays, without them."""
    for table, column in (
        (Report, Report.person_id),
        (Extension, Extension.asked_by_id),
        (Objection, Objection.person_id),
        (Reopening, Reopening.asked_by_id),
        (ObstacleWord, ObstacleWord.person_id),
    ):
        _run(session, update(table).where(col(column) == person_id).values({column: None}))


def _forget_typed(session: Session, person_id: int, now: datetime) -> None:
    """Why they asked for a day or held a task for another's; the days and decisions stay."""
    for table, column in ((Extension, Extension.asked_by_id), (Objection, Objection.person_id)):
        _run(session, update(table).where(col(column) == person_id).values(reason=GONE))
    entries = session.exec(select(AuditEntry).where(AuditEntry.person_id == person_id)).all()
    typed = [(one, {name: GONE for name in _TYPED if one.details.get(name)}) for one in entries]
    reword(session, [(one, {**one.details, **gone}) for one, gone in typed if gone], now)


def _empty(session: Session, account: ChatAccount) -> None:
    """When it was said stays: it proves that somebody was reminded."""
    account_id = account.id or 0
    whose = func.replace(Inbox.external_id, account.address, f"{ERASED}{account_id}")
    _run(
        session,
        update(Inbox)
        .where(col(Inbox.account_id) == account_id)
        .values(text="", tapped="", file=None, external_id=whose),
    )
    _run(
        session,
        update(Outbox)
        .where(col(Outbox.account_id) == account_id)
        .values(text="", choices=None, state=None, template=None, free_text=False),
    )


def _forget_invitations(session: Session, person_id: int) -> None:
    theirs = select(Invitation.id).where(Invitation.person_id == person_id)
    uses = col(Handover.invitation_id).in_(theirs)
    _run(session, update(Handover).where(uses).values(invitation_id=None))
    _run(session, delete(Invitation).where(col(Invitation.person_id) == person_id))


def _run(session: Session, statement: Any) -> None:
    """Through the session, so that rows it holds follow."""
    session.execute(statement, execution_options={"synchronize_session": "fetch"})
