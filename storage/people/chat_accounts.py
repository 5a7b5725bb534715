"""The chats of people: which can be written to, and with whose consent."""

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.models import ChatAccount, Consent, Lane


def reachable_accounts(session: Session) -> dict[int, ChatAccount]:
    """By person: the newest chat that was linked with consent and can be written to."""
    return {account.person_id or 0: account for account in session.exec(_reachable())}


def accounts_of(session: Session, person_id: int) -> list[ChatAccount]:
    """Every chat a person can be reached in, the one that is tried first at the beginning."""
    accounts = session.exec(_reachable().where(ChatAccount.person_id == person_id))
    return list({one.id: one for one in accounts}.values())[::-1]


def _reachable() -> SelectOfScalar[ChatAccount]:
    """Neither stopped by the person nor on a bot that is stopped; the newest last."""
    stopped = select(Lane.name).where(col(Lane.stopped_until).is_not(None))
    return (
        select(ChatAccount)
        .join(Consent, col(Consent.account_id) == ChatAccount.id)
        .where(
            col(Consent.person_id) == ChatAccount.person_id,
            col(ChatAccount.stopped_at).is_(None),
            col(Consent.withdrawn_at).is_(None),
            col(ChatAccount.channel).not_in(stopped),
        )
        .order_by(col(ChatAccount.linked_at), col(ChatAccount.id))
    )


def may_be_told(session: Session, account: ChatAccount) -> bool:
    """Whether the person of this chat has consented to be reminded in it, and still does."""
    query = select(Consent.id).where(
        Consent.account_id == account.id,
        Consent.person_id == account.person_id,
        col(Consent.withdrawn_at).is_(None),
    )
    return session.exec(query.limit(1)).first() is not None
