"""Column types that are kept encrypted where there is a key: what only this program may read.

The key is the process's (`use_keys`): the first one encrypts, all of them decrypt. Without a key
what is written stays plain, and what is plain is read with any key: both may stand side by side
until `storage.people.privacy.encryption.encrypt_anew` has gone over them.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Dialect, String, TypeDecorator

from storage import lazy

if TYPE_CHECKING:  # it takes a while to load, and who has no key does not need it
    from cryptography.fernet import MultiFernet

PREFIX = "enc:"  # no telephone, address or token begins so
_KEYS: list[str] = []


class KeyMissing(Exception):
    """What is kept was encrypted with a key that this process has not got."""


class BadKey(ValueError):
    """A key of DATA_KEY is none of Fernet's."""


def use_keys(keys: Sequence[str]) -> None:
    """Those of this process from now on. Raises BadKey."""
    if keys:
        from cryptography.fernet import Fernet

        try:
            for key in keys:
                Fernet(key)
        except ValueError:
            raise BadKey(lazy("make one with: daumoi secrets new")) from None
    _KEYS[:] = keys
    _CIPHER.clear()


def has_key() -> bool:
    return bool(_KEYS)


_CIPHER: "list[MultiFernet]" = []  # none yet, or the one that is made of the keys


def _cipher() -> "MultiFernet":
    if not _CIPHER:
        from cryptography.fernet import Fernet, MultiFernet

        _CIPHER.append(MultiFernet([Fernet(key) for key in _KEYS]))
    return _CIPHER[0]


def encrypted(words: str) -> str:
    """As it is kept; what is empty stays so, and tells that nothing is known."""
    if not words or not _KEYS or words.startswith(PREFIX):
        return words
    return PREFIX + _cipher().encrypt(words.encode()).decode()


def decrypted(kept: str) -> str:
    """Raises KeyMissing."""
    if not kept.startswith(PREFIX):
        return kept
    from cryptography.fernet import InvalidToken

    if not _KEYS:
        raise KeyMissing(lazy("it is encrypted, and DATA_KEY is not set"))
    try:
        return _cipher().decrypt(kept.removeprefix(PREFIX)).decode()
    except InvalidToken:
        raise KeyMissing(lazy("it is encrypted, and no key of DATA_KEY opens it")) from None


def keyed_hashes(words: str) -> list[str]:
    """By each key, the one that is in use first, and last without any: as it was kept before."""
    plain = words.encode()
    keyed = [hmac.new(key.encode(), plain, hashlib.sha256).hexdigest() for key in _KEYS]
    return [*keyed, hashlib.sha256(plain).hexdigest()]


class Encrypted(TypeDecorator[str]):
    """Words. They cannot be looked for: each time they are written they look otherwise."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else encrypted(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else decrypted(value)


class EncryptedJSON(TypeDecorator[Any]):
    """A document, kept as one JSON word."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or not _KEYS else encrypted(json.dumps(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(decrypted(value)) if isinstance(value, str) else value
