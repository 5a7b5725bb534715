"""Codes and links: what linking a chat to a person changes."""

import hashlib

from bot.applying.change import Change, NotAllowed
from bot.effects import CountWrongCode, Link
from storage import people
from storage.models import AuditEntry, Consent, Invitation


def count_wrong_code(change: Change, _: CountWrongCode) -> None:
    people.count_wrong_code(change.account, change.now)


def link(change: Change, effect: Link) -> None:
    session, account, now = change.session, change.account, change.now
    invitation = session.get_one(Invitation, effect.invitation_id, with_for_update=True)
    if invitation.used_at is not None or invitation.expires_at <= now:
        raise NotAllowed("the invitation is no longer open")
    consent = Consent(
        person_id=invitation.person_id,
        account_id=account.id or 0,
        version=effect.consent_version,
        text_hash=hashlib.sha256(effect.consent_text.encode()).hexdigest(),
        given_at=now,
    )
    people.link(session, invitation, account, consent, now)
    session.add(
        AuditEntry(
            at=now,
            person_id=invitation.person_id,
            action="account.linked",
            subject=f"account:{account.id}",
            details={"channel": account.channel, "consent": effect.consent_version},
        )
    )
