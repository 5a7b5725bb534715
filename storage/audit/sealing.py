"""Seals the entries of a transaction: each seal is a hash of them and of the seal before.

What may have to be erased stands apart: `details` are not hashed themselves, only their salted
digest is. They can be taken out (see rewording.py) and the chain still holds.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import JSON, bindparam, text
from sqlmodel import Session

from storage.models import AuditEntry

RECORDED = "recorded"  # in Session.info: the entries that this transaction adds

# One statement. On PostgreSQL `audit_last` waits for the transaction that seals just now, and reads
# what that one has left; SQLite has one writer at a time. It comes last before the commit, after
# every other lock: nobody waits for it longer than a commit takes, and nobody in a circle.
_SEAL = """INSERT INTO audit_seal (position, hash, entries)
SELECT coalesce(max(position), 0) + 1, {hashed}, :entries FROM {last}"""
_STATEMENTS = {
    "sqlite": _SEAL.format(
        hashed="sha256_hex(coalesce(max(hash), '') || :digest)",
        last="(SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1)",
    ),
    "postgresql": _SEAL.format(
        hashed="encode(sha256(convert_to(coalesce(max(hash), '') || :digest, 'UTF8')), 'hex')",
        last="audit_last()",
    ),
}
_SEALING = {
    name: text(words).bindparams(bindparam("entries", type_=JSON))
    for name, words in _STATEMENTS.items()
}


def seal(session: Session) -> None:
    """What a savepoint has taken back again is not in the session any more."""
    session.flush()
    entries = [one for one in session.info.pop(RECORDED, ()) if one in session]
    if entries:
        hashed = [[one.id or 0, hash_of(one)] for one in entries]
        given = {"entries": hashed, "digest": digest_of_entries(hashed)}
        session.connection().execute(_SEALING[session.get_bind().dialect.name], given)


def hash_of(entry: AuditEntry) -> str:
    """Of all that is never changed."""
    at = entry.at.astimezone(UTC).isoformat()
    return _hash(
        [entry.id, at, entry.person_id, entry.action, entry.subject, entry.digest],
    )


def digest_of(details: Any, salt: str) -> str:
    """Of what may be taken out, as JSON gives it back."""
    return _hash([salt, json.loads(json.dumps(details))])


def digest_of_entries(entries: Sequence[Sequence[Any]]) -> str:
    return _hash(entries)


def next_hash(last: str, entries: Sequence[Sequence[Any]]) -> str:
    """As the engines reckon it."""
    return sha256_hex(last + digest_of_entries(entries))


def sha256_hex(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _hash(value: Any) -> str:
    return sha256_hex(json.dumps(value, sort_keys=True, separators=(",", ":")))
