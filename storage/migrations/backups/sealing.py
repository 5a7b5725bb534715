"""Encrypts a backup by a passphrase, in parts: a large one never stands in memory as a whole."""

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:  # loaded where something is encrypted
    from cryptography.fernet import Fernet

_HEAD = b"daumoi sealed backup 1 "
_PART = 1 << 20  # bytes
_LAST, _MORE = b"\x01", b"\x00"
_COST = 1 << 16  # of scrypt: 64 MB of memory, a fifth of a second for each guess


class WrongPassphrase(Exception):
    """It does not open this file, or the file was changed."""


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_HEAD)) == _HEAD


def seal(source: Path, target: Path, passphrase: str) -> None:
    """Into the new file `target`, for us alone. A key opens one file only: its salt is random."""
    target.touch(mode=0o600, exist_ok=False)
    salt = os.urandom(16)
    fernet = _fernet(passphrase, salt)
    with source.open("rb") as plain, target.open("wb") as sealed:
        sealed.write(_HEAD + base64.urlsafe_b64encode(salt) + b"\n")
        for number, (part, is_last) in enumerate(_parts(plain)):
            mark = number.to_bytes(8, "big") + (_LAST if is_last else _MORE)
            sealed.write(fernet.encrypt(mark + part) + b"\n")


def unseal(source: Path, target: Path, passphrase: str) -> None:
    """Into the new file `target`. Parts that are missing, doubled or in another order are seen.

    Raises WrongPassphrase.
    """
    from cryptography.fernet import InvalidToken

    target.touch(mode=0o600, exist_ok=False)
    with source.open("rb") as sealed, target.open("wb") as plain:
        try:
            fernet = _fernet(passphrase, base64.urlsafe_b64decode(sealed.readline()[len(_HEAD) :]))
            is_last = False
            for number, token in enumerate(sealed):
                part = fernet.decrypt(token.removesuffix(b"\n"))
                if part[:8] != number.to_bytes(8, "big"):
                    raise WrongPassphrase
                is_last = part[8:9] == _LAST
                plain.write(part[9:])
        except (InvalidToken, ValueError) as error:
            raise WrongPassphrase from error
        if not is_last:
            raise WrongPassphrase


def _fernet(passphrase: str, salt: bytes) -> "Fernet":
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    key = Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _parts(plain: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    part = plain.read(_PART)
    while True:
        following = plain.read(_PART)
        yield part, not following
        if not following:
            return
        part = following
