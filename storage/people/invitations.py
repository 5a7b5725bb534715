"""Invitations: one-use codes, where the chat is opened, and what linking writes down."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.messages.lanes import FORGOTTEN_AFTER, place_for_one_more
from storage.messages.troubles import Reason, note_troubles
from storage.models import ChatAccount, Consent, Invitation, Lane
from storage.models.columns import Instant
from storage.models.encrypted import keyed_hashes

# Letters and digits that nobody mistakes for one another on paper
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
_CODE_IN_WORDS = re.compile(r"(?<![^\W_])([^\W_]{4})[-–—_]([^\W_]{4})(?![^\W_])")
WRONG_CODES_ALLOWED = 5
WRONG_CODES_FORGOTTEN_AFTER = timedelta(hours=1)
MANY_CODES = 30  # wrong ones in that time, over all chats: nobody mistypes so often
GUESSING = "codes"  # the subject of that trouble


def invite(
    session: Session, person_id: int, code: str, now: datetime, valid_for: timedelta
) -> Invitation:
    """Keep a new invitation; older unused ones of the person end, so that one code is valid."""
    for older in session.exec(_open(person_id, now)):
        older.expires_at = now
    invitation = Invitation(
        person_id=person_id,
        channel=place_for_one_more(session, now, person_id),
        code_hash=hash_of(code),
        created_at=now,
        expires_at=now + valid_for,
    )
    session.add(invitation)
    session.flush()
    return invitation


def find_invitation(session: Session, code: str) -> Invitation | None:
    hashes = keyed_hashes(normal_code(code))  # one was made before the key was changed, perhaps
    return session.exec(select(Invitation).where(col(Invitation.code_hash).in_(hashes))).first()


def waiting_for_older_keys(session: Session, now: datetime) -> datetime | None:
    """Until when an invitation is open: one that was made by an older key cannot be made anew."""
    query = select(func.max(col(Invitation.expires_at))).where(
        col(Invitation.used_at).is_(None), col(Invitation.expires_at) > now
    )
    return session.exec(query).one()


def looks_like_code(text: str) -> bool:
    return len(normal_code(text)) == CODE_LENGTH and set(normal_code(text)) <= set(CODE_LETTERS)


def code_in(text: str) -> str:
    """The code that a text is, or the one it holds: "mã mời: ABCD-2345 ạ", a pasted link; empty
    where there is none, or several."""
    if looks_like_code(text):
        return text
    held = {"".join(parts) for parts in _CODE_IN_WORDS.findall(text)}
    codes = [one for one in held if looks_like_code(one)]
    return codes[0] if len(codes) == 1 else ""


def normal_code(text: str) -> str:
    """A code as it was given out: people add spaces, dashes and small letters."""
    return "".join(c for c in text.upper() if c.isalnum())


def hash_of(code: str) -> str:
    """By DATA_KEY, if there is one: all codes could be tried at a hash that needs none."""
    return keyed_hashes(normal_code(code))[0]


def may_try_codes(account: ChatAccount, now: datetime) -> bool:
    return _wrong_codes(account, now) < WRONG_CODES_ALLOWED


def count_wrong_code(session: Session, account: ChatAccount, now: datetime) -> None:
    """Of many, in whatever chats, an administrator hears."""
    account.wrong_codes = _wrong_codes(account, now) + 1
    account.wrong_codes_since = now
    session.flush()
    if (count := wrong_codes(session, now)) >= MANY_CODES:
        found = {GUESSING: (Reason.WRONG_CODES, {"count": count})}
        note_troubles(session, found, [Reason.WRONG_CODES], now)


_TRIED = select(func.coalesce(func.sum(ChatAccount.wrong_codes), 0)).where(
    col(ChatAccount.wrong_codes_since) > bindparam("since", type_=Instant)
)


def wrong_codes(session: Session, now: datetime) -> int:
    """How many were tried lately, in all chats together."""
    since = now - WRONG_CODES_FORGOTTEN_AFTER
    return int(session.exec(_TRIED, params={"since": since}).one())


def _wrong_codes(account: ChatAccount, now: datetime) -> int:
    since = account.wrong_codes_since
    if since is None or now - since >= WRONG_CODES_FORGOTTEN_AFTER:
        return 0
    return account.wrong_codes


def link(
    session: Session, invitation: Invitation, account: ChatAccount, consent: Consent, now: datetime
) -> None:
    """Tie the chat to the invited person, use the code up, keep the proof of consent."""
    invitation.used_at, invitation.account_id = now, account.id
    account.person_id, account.linked_at = invitation.person_id, now
    account.stopped_at, account.stopped_reason = None, ""
    account.wrong_codes, account.wrong_codes_since = 0, None
    session.add(consent)


TELEGRAM = "https://t.me/"


class WayIn(NamedTuple):
    """A bot, by the name of its lane, and the link that opens the chat with it."""

    channel: str
    link: str


def ways_in(session: Session, invitation: Invitation, code: str, now: datetime) -> list[WayIn]:
    """The best first; empty where no bot is known. `code`: as it was given out with it."""
    return _ways(session, invitation.channel, code, now)


def ways_to_come(session: Session, person_id: int | None, code: str, now: datetime) -> list[WayIn]:
    """The same for an invitation that is about to be made; no person: somebody new."""
    return _ways(session, place_for_one_more(session, now, person_id), code, now)


def _ways(session: Session, kept_on: str, code: str, now: datetime) -> list[WayIn]:
    """Of the bots that count their people only the one that keeps a place; none that is stopped."""
    query = select(Lane).where(
        Lane.link != "",
        col(Lane.leased_until) > now - FORGOTTEN_AFTER,
        or_(col(Lane.stopped_until).is_(None), col(Lane.stopped_until) <= now),
        or_(col(Lane.name) == kept_on, col(Lane.users_allowed).is_(None)),
    )
    lanes = sorted(session.exec(query), key=lambda lane: _rank(lane, kept_on))
    return [WayIn(lane.name, _with_code(lane.link, code)) for lane in lanes]


def _rank(lane: Lane, kept_on: str) -> tuple[bool, bool, str]:
    """Telegram is blocked in Vietnam for some: Zalo comes before it."""
    return lane.name != kept_on, not lane.name.startswith("zalo"), lane.name


def _with_code(link: str, code: str) -> str:
    """Telegram hands the code to its bot; Zalo has nothing of that kind."""
    return f"{link}?start={normal_code(code)}" if link.startswith(TELEGRAM) else link


def open_invitation(session: Session, person_id: int, now: datetime) -> Invitation | None:
    """The one whose code this person may still use."""
    return session.exec(_open(person_id, now).order_by(col(Invitation.id).desc())).first()


def _open(person_id: int, now: datetime) -> SelectOfScalar[Invitation]:
    return select(Invitation).where(
        Invitation.person_id == person_id,
        col(Invitation.used_at).is_(None),
        col(Invitation.expires_at) > now,
    )
