"""The chats of people: which can be written to, and with whose consent."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, select

from storage import audit
from storage.database import remembered
from storage.messages.inbox import account_at
from storage.models import ChatAccount, Consent, Lane, Person

EMAIL = "email"  # letters go out, and no answer is read: whoever has a chat is told there
CONSOLE = "console"  # a terminal of the server: nobody is reminded there, nor consents
WEB = "web"  # a browser at the form: they consent and answer there, and cannot be written to
SILENT = (CONSOLE, WEB)
LEFT = "left the bot"  # why a chat is stopped: the service itself told of it

# Neither stopped by the person nor on a bot that is stopped; letters first, the newest chat last
_REACHABLE = (
    select(ChatAccount)
    .join(Consent, col(Consent.account_id) == ChatAccount.id)
    .where(
        col(Consent.person_id) == ChatAccount.person_id,
        col(ChatAccount.channel).not_in(SILENT),
        col(ChatAccount.stopped_at).is_(None),
        col(Consent.withdrawn_at).is_(None),
        col(ChatAccount.channel).not_in(
            select(Lane.name).where(col(Lane.stopped_until).is_not(None))
        ),
    )
    .order_by(
        case((col(ChatAccount.channel) == EMAIL, 0), else_=1),
        col(ChatAccount.linked_at),
        col(ChatAccount.id),
    )
)
_REACHABLE_OF: Any = _REACHABLE.where(
    col(ChatAccount.person_id).in_(bindparam("people", expanding=True))
)
_PEOPLE_REACHED: Any = (
    _REACHABLE.order_by(None).with_only_columns(col(ChatAccount.person_id)).distinct()
)
_NAMES_REACHED: Any = _REACHABLE_OF.join(
    Person, col(Person.id) == ChatAccount.person_id
).with_only_columns(col(ChatAccount.person_id), col(Person.full_name), col(ChatAccount.channel))
_CONSENTS: Any = select(Consent.account_id, Consent.person_id).where(
    col(Consent.account_id).in_(bindparam("accounts", expanding=True)),
    col(Consent.withdrawn_at).is_(None),
)


def reachable_accounts(
    session: Session, person_ids: Iterable[int] | None = None
) -> dict[int, ChatAccount]:
    """By person: the newest chat that was linked with consent and can be written to; without
    one, their address for letters."""
    if person_ids is None:
        found = session.exec(_REACHABLE)
    else:
        found = session.exec(_REACHABLE_OF, params={"people": list(person_ids)})
    return {account.person_id or 0: account for account in found}


def names_and_channels(session: Session, person_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """By person: their name, and the channel of the chat that `reachable_accounts` has."""
    found = session.connection().execute(_NAMES_REACHED, {"people": list(person_ids)})
    return {key or 0: (name, channel) for key, name, channel in found}


def people_reached(session: Session) -> set[int]:
    """Whoever has such a chat."""
    return {
        key for (key,) in session.connection().execute(_PEOPLE_REACHED).all() if key is not None
    }


def accounts_of(session: Session, person_id: int) -> list[ChatAccount]:
    """Every chat a person can be reached in, the one that is tried first at the beginning."""
    accounts = session.exec(_REACHABLE_OF, params={"people": [person_id]})
    return list({one.id: one for one in accounts}.values())[::-1]


def form_account(session: Session, person_id: int) -> ChatAccount:
    """What a person brings to the form comes from here; nobody can be written to in it."""
    account = account_at(session, WEB, f"person:{person_id}")
    account.person_id = person_id
    return account


def address_of(session: Session, person: Person) -> ChatAccount | None:
    """Where letters to the person go, or went: the address of the roster, once it was agreed to."""
    query = select(ChatAccount).where(
        ChatAccount.channel == EMAIL,
        ChatAccount.address == person.email,
        ChatAccount.person_id == person.id,
    )
    return session.exec(query).first()


def has_real_chats(session: Session) -> bool:
    """Whether anybody is linked on a channel that reaches people."""
    linked = select(ChatAccount.id).where(
        col(ChatAccount.person_id).is_not(None), col(ChatAccount.channel).not_in(SILENT)
    )
    return session.exec(linked.limit(1)).first() is not None


def may_be_told(session: Session, account: ChatAccount) -> bool:
    """Whether the person of this chat has consented to be reminded in it, and still does."""
    return account.person_id in consenting(session, account.id or 0)


@remembered
def consenting(session: Session, account_id: int) -> set[int]:
    """Who has consented in that chat, and still does."""
    return consenting_in_each(session, [account_id])[account_id]


def consenting_in_each(session: Session, account_ids: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {one: set() for one in account_ids}
    for account_id, person_id in session.exec(_CONSENTS, params={"accounts": account_ids}):
        found[account_id].add(person_id)
    return found


def reopen(
    session: Session, now: datetime, since: datetime | None = None, person_id: int | None = None
) -> list[ChatAccount]:
    """Write again to the chats that a sending found closed: all, or of one person, or since then.

    Who has left by themselves is not written to; a chat that is closed indeed is found so again.
    """
    closed = select(ChatAccount).where(
        col(ChatAccount.stopped_at).is_not(None),
        ChatAccount.stopped_reason != LEFT,
        col(ChatAccount.person_id).is_not(None),
    )
    if since is not None:
        closed = closed.where(col(ChatAccount.stopped_at) >= since)
    if person_id is not None:
        closed = closed.where(ChatAccount.person_id == person_id)
    found = list(session.exec(closed.order_by(col(ChatAccount.id))))
    for account in found:
        was = {"channel": account.channel, "closed_for": account.stopped_reason}
        audit.record(session, now, "chat.reopened", f"account:{account.id}", details=was)
        account.stopped_at, account.stopped_reason = None, ""
    return found
