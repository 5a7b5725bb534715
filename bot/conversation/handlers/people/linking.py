"""Codes and links: what linking a chat to a person changes."""

import hashlib
from datetime import datetime

from sqlmodel import Session

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.handlers.people.handover import move_post
from bot.conversation.notifications.letter import queue, say_to
from bot.dialogs.effects import CountWrongCode, Link
from storage import audit
from storage.messages.inbox import account_at
from storage.models import Consent, Invitation, Person
from storage.people import invitations
from storage.people.chat_accounts import CONSOLE, EMAIL
from storage.people.own_data import replace_chats


def count_wrong_code(context: EffectContext, _: CountWrongCode) -> None:
    invitations.count_wrong_code(context.session, context.account, context.now)


def link(context: EffectContext, effect: Link) -> None:
    session, account, now = context.session, context.account, context.now
    if account.channel == CONSOLE:
        raise NotAllowed("a code is used in a chat of its person")
    invitation = session.get_one(
        Invitation, effect.invitation_id, with_for_update=True, populate_existing=True
    )
    if invitation.used_at is not None or invitation.expires_at <= now:
        raise NotAllowed("the invitation is no longer open")
    if account.person_id not in (None, invitation.person_id):
        raise NotAllowed("the chat is somebody else's")
    consent = Consent(
        person_id=invitation.person_id,
        account_id=account.id or 0,
        version=effect.consent_version,
        text_hash=hashlib.sha256(effect.consent_text.encode()).hexdigest(),
        given_at=now,
    )
    invitations.link(session, invitation, account, consent, now)
    audit.record(
        session,
        now,
        "account.linked",
        f"account:{account.id}",
        person_id=invitation.person_id,
        details={"channel": account.channel, "consent": effect.consent_version},
    )
    session.flush()
    _leave_older_chats(context)
    move_post(context, invitation)


def link_address(session: Session, person: Person, version: str, text: str, now: datetime) -> None:
    """Letters go to the person's address from now on, with the consent that was just given by a
    link that was sent there: so it is theirs. Raises NotAllowed."""
    account = account_at(session, EMAIL, person.email)
    if account.person_id not in (None, person.id):
        raise NotAllowed("the address is somebody else's")
    account.person_id, account.linked_at = person.id, now
    account.stopped_at, account.stopped_reason = None, ""
    consent = Consent(
        person_id=person.id or 0,
        account_id=account.id or 0,
        version=version,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        given_at=now,
    )
    session.add(consent)
    details = {"channel": EMAIL, "consent": version}
    audit.record(session, now, "account.linked", f"account:{account.id}", person.id, details)
    session.flush()
    replace_chats(session, account, now)


def _leave_older_chats(context: EffectContext) -> None:
    """The person's other chats on this channel; whoever holds that phone now is told at once."""
    session, account, now = context.session, context.account, context.now
    say = say_to(session.get_one(Person, account.person_id))
    for other in replace_chats(session, account, now):
        audit.record(
            session,
            now,
            "account.replaced",
            f"account:{other.id}",
            person_id=account.person_id,
            details={"by": account.id},
        )
        words = say(
            "This chat is no longer linked: another one was linked on this channel at {at}. If "
            "that was not you, please tell the planning department at once.",
            at=now.astimezone(context.facts.zone).strftime("%H:%M %d/%m/%Y"),
        )
        queue(session, other, words, now, now)
