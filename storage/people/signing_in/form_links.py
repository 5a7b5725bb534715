"""Links to the form of one person's tasks, the word that opens them, the browsers they are in.

Tokens and words are random; the database keeps their hashes alone. What a link opens is looked at
anew on every page: whoever has lost the post sees nothing through an old one.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, col, select

from storage import audit
from storage.models import FormLink, FormSession, FormWord, Person
from storage.models.columns import Instant
from storage.people.invitations import hash_of as hash_of_code
from storage.people.signing_in import hash_of

# Every reminder brings a link, and an old message is the one people find: so older ones go on
# opening the form, until there are more than any season of reminders has
MOST_LINKS = 20  # of a person, at a time
WORD_VALID_FOR = timedelta(minutes=10)
WORD_AGAIN_AFTER = timedelta(minutes=1)
WRONG_ALLOWED = 5
LOCKED_FOR = timedelta(hours=1)
SESSION_VALID_FOR = timedelta(hours=12)


class Tried(StrEnum):
    """What came of a word that was typed."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class Visitor:
    """Whose form a browser shows, and the link it was opened by."""

    person: Person
    link: FormLink


_LIVE = (
    col(FormLink.ended_at).is_(None),
    col(FormLink.expires_at) > bindparam("now", type_=Instant),
)
_VISITOR: Any = (
    select(Person, FormLink)
    .join(FormLink, col(FormLink.person_id) == Person.id)
    .join(FormSession, col(FormSession.link_id) == FormLink.id)
    .where(
        col(FormSession.token_hash) == bindparam("token_hash"),
        col(FormSession.ended_at).is_(None),
        col(FormSession.expires_at) > bindparam("now", type_=Instant),
        col(Person.erased_at).is_(None),
        *_LIVE,
    )
)
_OPENED_BY: Any = (
    select(FormLink)
    .join(Person, col(Person.id) == FormLink.person_id)
    .where(
        col(FormLink.token_hash) == bindparam("token_hash"),
        col(FormLink.is_code) == bindparam("is_code"),
        col(Person.erased_at).is_(None),
        *_LIVE,
    )
)
_LIVE_OF: Any = (
    select(FormLink)
    .where(col(FormLink.person_id) == bindparam("person_id"), *_LIVE)
    .order_by(col(FormLink.id).desc())
)


# --- Links ----------------------------------------------------------------------------------------


def make_form_link(
    session: Session, person_id: int, token: str, now: datetime, expires_at: datetime
) -> FormLink:
    """Older ones stay good; beyond MOST_LINKS the oldest ends."""
    live = session.exec(_LIVE_OF, params={"person_id": person_id, "now": now}).all()
    for oldest in [one for one in live if not one.is_code][MOST_LINKS - 1 :]:
        oldest.ended_at = now
    return _kept(
        session,
        FormLink(
            person_id=person_id, token_hash=hash_of(token), made_at=now, expires_at=expires_at
        ),
    )


def keep_code(
    session: Session, person_id: int, code: str, now: datetime, expires_at: datetime
) -> FormLink:
    """A code from paper, which has been used once with consent, goes on opening the form."""
    link = FormLink(
        person_id=person_id,
        token_hash=hash_of_code(code),
        is_code=True,
        made_at=now,
        expires_at=expires_at,
    )
    return _kept(session, link)


def _kept(session: Session, link: FormLink) -> FormLink:
    session.add(link)
    session.flush()
    audit.record(
        session, link.made_at, "form.link_made", f"person:{link.person_id}", link.person_id
    )
    return link


def link_of_token(session: Session, token: str, now: datetime) -> FormLink | None:
    """None for one that is unknown, over, taken back, or somebody's who was erased."""
    return _found(session, hash_of(token), now, is_code=False)


def link_of_code(session: Session, code: str, now: datetime) -> FormLink | None:
    return _found(session, hash_of_code(code), now, is_code=True)


def _found(session: Session, token_hash: str, now: datetime, *, is_code: bool) -> FormLink | None:
    given = {"token_hash": token_hash, "now": now, "is_code": is_code}
    found: FormLink | None = session.exec(_OPENED_BY, params=given).first()
    return found


def end_form_links(session: Session, person_id: int, now: datetime, by_id: int | None) -> int:
    """Take all links of the person back, in every browser at once; how many there were."""
    live = session.exec(_LIVE_OF, params={"person_id": person_id, "now": now}).all()
    for link in live:
        link.ended_at = now
    if live:
        details = {"links": len(live)}
        audit.record(session, now, "form.links_ended", f"person:{person_id}", by_id, details)
    session.flush()
    return len(live)


def forget_form(session: Session, person_id: int) -> None:
    """Of somebody who is erased nothing leads here any more."""
    theirs = select(FormLink.id).where(FormLink.person_id == person_id)
    for statement in (
        delete(FormSession).where(col(FormSession.link_id).in_(theirs)),
        delete(FormLink).where(col(FormLink.person_id) == person_id),
        delete(FormWord).where(col(FormWord.person_id) == person_id),
    ):
        session.execute(statement, execution_options={"synchronize_session": "fetch"})


# --- Browsers -------------------------------------------------------------------------------------


def begin_session(session: Session, link: FormLink, session_token: str, now: datetime) -> None:
    """No longer than the link itself."""
    begun = FormSession(
        link_id=link.id or 0,
        token_hash=hash_of(session_token),
        begun_at=now,
        expires_at=min(now + SESSION_VALID_FOR, link.expires_at),
    )
    session.add(begun)
    audit.record(session, now, "form.opened", f"person:{link.person_id}", link.person_id)


def visitor(session: Session, session_token: str, now: datetime) -> Visitor | None:
    given = {"token_hash": hash_of(session_token), "now": now}
    found = session.exec(_VISITOR, params=given).first()
    return Visitor(*found) if found else None


def end_session(session: Session, session_token: str, now: datetime) -> None:
    this = col(FormSession.token_hash) == hash_of(session_token)
    session.connection().execute(update(FormSession).where(this).values(ended_at=now))


# --- The word -------------------------------------------------------------------------------------


def may_have_word(session: Session, person_id: int, now: datetime) -> bool:
    """Not one after another: each is a message in somebody's chat."""
    known = session.get(FormWord, person_id)
    return known is None or known.made_at is None or now - known.made_at >= WORD_AGAIN_AFTER


def make_word(session: Session, person_id: int, word: str, now: datetime) -> None:
    """From now on this one alone opens the person's links, once."""
    row = _word_of(session, person_id)
    row.word_hash, row.made_at = hash_of_code(word), now
    audit.record(session, now, "form.word_made", f"person:{person_id}", person_id)


def try_word(
    session: Session, person_id: int, typed: str, also: Iterable[str], now: datetime
) -> Tried:
    """`also`: what opens it as often as it is typed. The row is locked: tries at once are counted
    one after the other."""
    row = _word_of(session, person_id)
    if _is_locked(row, now):
        return Tried.LOCKED
    if _is_right(row, typed, also, now):
        row.wrong, row.wrong_since = 0, None
        return Tried.RIGHT
    row.wrong, row.wrong_since = _wrong(row, now) + 1, now
    if row.wrong < WRONG_ALLOWED:
        return Tried.WRONG
    details = {"wrong": row.wrong}
    audit.record(session, now, "form.locked", f"person:{person_id}", details=details)
    return Tried.LOCKED


def _is_right(row: FormWord, typed: str, also: Iterable[str], now: datetime) -> bool:
    is_word = (
        bool(row.word_hash)
        and row.made_at is not None
        and now - row.made_at < WORD_VALID_FOR
        and hmac.compare_digest(hash_of_code(typed), row.word_hash)
    )
    if is_word:
        row.word_hash = ""
    same = [hmac.compare_digest(hash_of_code(typed), hash_of_code(one)) for one in also]
    return is_word or any(same)


def _wrong(row: FormWord, now: datetime) -> int:
    since = row.wrong_since
    return 0 if since is None or now - since >= LOCKED_FOR else row.wrong


def _is_locked(row: FormWord, now: datetime) -> bool:
    return _wrong(row, now) >= WRONG_ALLOWED


def _word_of(session: Session, person_id: int) -> FormWord:
    """The row, locked; made where there is none."""
    locking = select(FormWord).where(FormWord.person_id == person_id).with_for_update()
    found = session.exec(locking.execution_options(populate_existing=True)).first()
    if found is None:
        found = FormWord(person_id=person_id)
        session.add(found)
        session.flush()
    return found
