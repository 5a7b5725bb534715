"""Goes through the whole chain of the audit and names the first row that is not as it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from storage import lazy
from storage.audit.rewording import EXPIRED, REWORDED
from storage.audit.sealing import digest_of, hash_of, next_hash
from storage.models import AuditEntry, AuditSeal

_AT_ONCE = 500


@dataclass(frozen=True)
class Verdict:
    """`broken`: a sentence on the first row that is not as it was; empty: all are.

    `position` and `hash`: of the last seal. Whoever notes them elsewhere can tell later that
    nothing was cut off at the end, either.
    """

    entries: int
    position: int
    hash: str
    broken: str = ""


@dataclass
class _Words:
    """What may stand in the details of an entry besides what was written first."""

    reworded: dict[int, str]
    expired_before: datetime | None

    def fit(self, entry: AuditEntry) -> bool:
        if not entry.salt and not entry.details:
            return self.expired_before is not None and entry.at < self.expired_before
        now = digest_of(entry.details, entry.salt)
        return now == self.reworded.get(entry.id or 0, entry.digest)


def verify(session: Session, noted: tuple[int, str] | None = None) -> Verdict:
    """`noted`: position and hash of a seal, as they once were the last."""
    total = session.exec(select(func.count()).select_from(AuditEntry)).one()
    words, seen, last, position = _words(session), 0, "", 0
    for seal in _seals(session):
        position += 1
        if seal.position != position:
            return Verdict(
                seen, position - 1, last, lazy("seal {position} is missing", position=position)
            )
        if broken := _broken_entry(session, seal, words):
            return Verdict(seen, position - 1, last, broken)
        if seal.hash != next_hash(last, seal.entries):
            return Verdict(
                seen, position - 1, last, lazy("seal {position} was changed", position=position)
            )
        if noted and noted[0] == position and noted[1] != seal.hash:
            other = lazy("seal {position} is not the one noted", position=position)
            return Verdict(seen, position, seal.hash, other)
        seen, last = seen + len(seal.entries), seal.hash
    if noted and noted[0] > position:
        gone = lazy("seal {position} was noted, and is missing", position=noted[0])
        return Verdict(seen, position, last, gone)
    return Verdict(seen, position, last, _unsealed(session) if seen != total else "")


def _broken_entry(session: Session, seal: AuditSeal, words: _Words) -> str:
    keys = [key for key, _ in seal.entries]
    found = session.exec(select(AuditEntry).where(col(AuditEntry.id).in_(keys)))
    entries = {one.id: one for one in found}
    for key, hashed in seal.entries:
        entry = entries.get(key)
        if entry is None:
            return lazy("entry {key} is missing", key=key)
        if hash_of(entry) != hashed:
            return lazy("entry {key} was changed: {entry}", key=key, entry=_named(entry))
        if not words.fit(entry):
            was = _named(entry)
            return lazy("the details of entry {key} were changed: {entry}", key=key, entry=was)
    session.expunge_all()
    return ""


def _named(entry: AuditEntry) -> str:
    return lazy(
        "{action} of {subject} at {at:%Y-%m-%d %H:%M:%S} UTC",
        action=entry.action,
        subject=entry.subject,
        at=entry.at,
    )


def _words(session: Session) -> _Words:
    query = select(AuditEntry.action, AuditEntry.details).order_by(col(AuditEntry.id))
    kept = session.exec(query.where(col(AuditEntry.action).in_((REWORDED, EXPIRED))))
    reworded: dict[int, str] = {}
    expired: list[datetime] = []
    for action, details in kept:
        if action == REWORDED:
            digests: dict[str, Any] = details.get("digests", {})
            reworded |= {int(key): digest for key, digest in digests.items()}
        else:
            expired.append(datetime.fromisoformat(details["before"]))
    return _Words(reworded, max(expired, default=None))


def _seals(session: Session) -> Iterator[AuditSeal]:
    after = 0
    query = select(AuditSeal).order_by(col(AuditSeal.position)).limit(_AT_ONCE)
    while rows := session.exec(query.where(col(AuditSeal.position) > after)).all():
        after = rows[-1].position
        session.expunge_all()
        yield from rows


def _unsealed(session: Session) -> str:
    """There are more entries than are sealed: written past the program."""
    sealed = {key for seal in _seals(session) for key, _ in seal.entries}
    for key in session.exec(select(AuditEntry.id).order_by(col(AuditEntry.id))).all():
        if key not in sealed:
            words = _named(session.get_one(AuditEntry, key))
            return lazy("entry {key} is not sealed: {entry}", key=key, entry=words)
    return lazy("an entry is sealed twice")
