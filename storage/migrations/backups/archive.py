"""The file of a backup: a zip of manifest and database that carries the checksum of all of it."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from storage import lazy

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database.sqlite3"
_DIGEST = 64  # letters at the very end, where a zip has its remark


class Damaged(Exception):
    """The file is no backup, or not as it was made; the text says what was seen."""


@dataclass(frozen=True)
class Manifest:
    """`settings`: the names of those that were set, never their values."""

    made_at: str  # an instant with its offset
    version: str  # of the program that made it
    revision: str  # of its tables
    settings: Sequence[str]
    format: int = FORMAT


def manifest_of(revision: str, settings: Sequence[str], now: datetime) -> Manifest:
    return Manifest(now.isoformat(timespec="seconds"), version("daumoi"), revision, settings)


def write_archive(path: Path, copy: Path, manifest: Manifest) -> None:
    """Into the new file `path`, for us alone. Raises OSError."""
    path.touch(mode=0o600, exist_ok=False)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=2))
        archive.write(copy, DATABASE)
        archive.comment = b"0" * _DIGEST
    with path.open("r+b") as file:
        digest = _digest(path)
        file.seek(-_DIGEST, 2)
        file.write(digest)


def read_archive(path: Path, copy: Path) -> Manifest:
    """Take the database out into the new file `copy`. Nothing is looked at before the checksum.

    Raises Damaged.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _DIGEST, 0))
        if size <= _DIGEST or file.read() != _digest(path):
            raise Damaged(lazy("it is no backup of this program, or cut off, or changed since"))
    copy.touch(mode=0o600, exist_ok=False)
    with ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] > FORMAT:
            raise Damaged(
                lazy(
                    "it was made by version {version}, which is newer", version=manifest["version"]
                )
            )
        with archive.open(DATABASE) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)
    return Manifest(**manifest)


def _digest(path: Path) -> bytes:
    """Of everything before the digest itself."""
    left = path.stat().st_size - _DIGEST
    found = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (part := file.read(min(left, 1 << 20))):
            found.update(part)
            left -= len(part)
    return found.hexdigest().encode()
