"""Loads what a code that was typed, or that a question remembers, invites to."""

from datetime import date, datetime

from sqlmodel import Session

from bot.dialogs.facts.chat import InvitationFacts
from storage.models import Agency, ChatAccount, Invitation, Person
from storage.people import appointments, invitations
from storage.people.chat_accounts import SILENT
from storage.people.handovers import handover_by
from storage.people.own_data import chats_of


def load_invitation(
    session: Session,
    account: ChatAccount,
    code: str,
    invitation_id: int | None,
    now: datetime,
    today: date,
) -> InvitationFacts | None:
    found = _found(session, code, invitation_id)
    if found is None:
        return None
    person = session.get_one(Person, found.person_id)
    posts = appointments.posts_of(session, person.id or 0, today)
    handed_by, handed_agency = _handed(session, found, now)
    channels = [one.channel for one in chats_of(session, person.id or 0) if one.id != account.id]
    return InvitationFacts(
        id=found.id or 0,
        state="used" if found.used_at else "expired" if found.expires_at <= now else "open",
        full_name=person.full_name,
        agencies=tuple(dict.fromkeys(agency.name for _, agency in posts)),
        person_id=person.id or 0,
        language=person.language,
        handed_by=handed_by,
        handed_agency=handed_agency,
        is_on_this_channel=account.channel in channels,
        is_elsewhere=any(one not in (account.channel, *SILENT) for one in channels),
    )


def _found(session: Session, code: str, invitation_id: int | None) -> Invitation | None:
    if invitation_id is not None:
        return session.get(Invitation, invitation_id)
    is_code = invitations.looks_like_code(code)
    return invitations.find_invitation(session, code) if is_code else None


def _handed(session: Session, invitation: Invitation, now: datetime) -> tuple[str, str]:
    """Who hands over with it, and the post of which agency; empty for a plain invitation."""
    handover = handover_by(session, invitation.id or 0, now)
    if handover is None:
        return "", ""
    giver = session.get_one(Person, handover.from_id)
    return giver.full_name, session.get_one(Agency, handover.agency_id).name
