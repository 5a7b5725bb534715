"""Carries out the effects of a turn, inside its transaction; each right is checked here again."""

import hashlib
from datetime import datetime

from sqlmodel import Session

from bot.dialogs.facts import Facts
from bot.effects import CountWrongCode, Effect, Link, PromiseReport, SubmitReport
from storage import people, reports, snoozes
from storage.models import AuditEntry, ChatAccount, Consent, Invitation, Report


class NotAllowed(Exception):
    """An effect that the facts of this moment do not permit; the turn changes nothing."""


def apply(
    session: Session, effect: Effect, account: ChatAccount, facts: Facts, now: datetime
) -> None:
    match effect:
        case CountWrongCode():
            people.count_wrong_code(account, now)
        case Link():
            _link(session, effect, account, now)
        case SubmitReport():
            _submit(session, effect, facts, now)
        case PromiseReport():
            _promise(session, effect, facts, now)


def _link(session: Session, effect: Link, account: ChatAccount, now: datetime) -> None:
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


def _submit(session: Session, effect: SubmitReport, facts: Facts, now: datetime) -> None:
    person = facts.person
    if person is None or not person.is_focal or not facts.known_by_id(effect.expectation_id):
        raise NotAllowed("only the agency's focal person may report on its task")
    reports.submit(session, Report(person_id=person.id, submitted_at=now, **vars(effect)))


def _promise(session: Session, effect: PromiseReport, facts: Facts, now: datetime) -> None:
    person = facts.person
    theirs = {one.expectation_id for one in facts.owed}
    if person is None or not person.is_focal or not set(effect.expectation_ids) <= theirs:
        raise NotAllowed("only the agency's focal person may say when it will report")
    if effect.until_on not in facts.working_days:
        raise NotAllowed("the day is no coming working day")
    snoozes.snooze(session, effect.expectation_ids, person.id, facts.today, effect.until_on, now)
