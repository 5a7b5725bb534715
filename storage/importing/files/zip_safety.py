"""Opens the zip archive that a .docx or .xlsx is, once it is sure what unpacking it costs."""

import copy
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from storage import lazy
from storage.importing.document import UnreadableDecision

LARGEST_PARTS = 64_000_000  # bytes of XML; a plan of a thousand rows has five million
LARGEST_ARCHIVE = 256_000_000  # bytes with pictures
LARGEST_RATIO = 200  # XML shrinks to a twentieth, a table of empty cells to a hundredth
MOST_ENTRIES = 10_000
_SMALL = 5_000_000  # bytes that may have any ratio
_ENCRYPTED = 0x1
# What zipfile raises on a directory or an entry whose bytes were changed
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(ValueError, NotImplementedError),
)


def checked_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Raises UnreadableDecision before anything large is unpacked."""
    archive = _opened(data, name)
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableDecision(
            lazy("{file} is protected by a password; save it again without one", file=name)
        )
    _check_sizes(entries, name)
    with _damage_told(name):
        for entry in entries:
            _check_entry(archive, entry, name)
    return archive


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    with _damage_told(name):
        return zipfile.ZipFile(BytesIO(data))


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    try:
        yield
    except UnreadableDecision:
        raise
    except _DAMAGED as error:
        raise UnreadableDecision(
            lazy("{file} is cut short or damaged; copy or download it again", file=name)
        ) from error


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    parts = sum(entry.file_size for entry in entries if _is_xml(entry))
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_dense = total > _SMALL and total > LARGEST_RATIO * packed
    many = len(entries) > MOST_ENTRIES
    if many or too_dense or parts > LARGEST_PARTS or total > LARGEST_ARCHIVE:
        raise UnreadableDecision(
            lazy(
                "{file} would unpack to {size} MB in {parts} parts, which no decision needs; "
                "copy the decision into a new file and save that",
                file=name,
                size=f"{total / 1e6:.0f}",
                parts=len(entries),
            )
        )


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """The sizes in the directory are only claims; and no Office program writes a DTD.

    Without a DTD there are no entities, hence none that multiply.
    """
    size = 0
    before = b""
    for chunk in _chunks(archive, entry):
        size += len(chunk)
        if size > entry.file_size:
            raise UnreadableDecision(
                lazy(
                    "{file} lies about the size of its part {part}; do not trust this file",
                    file=name,
                    part=entry.filename,
                )
            )
        plain = chunk.replace(b"\0", b"")  # UTF-16
        if _is_xml(entry) and b"<!DOCTYPE" in before + plain:
            raise UnreadableDecision(
                lazy(
                    "{file} defines XML entities in its part {part}, which Office never does;"
                    " do not trust this file",
                    file=name,
                    part=entry.filename,
                )
            )
        before = plain[-16:]


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    unbounded = copy.copy(entry)  # zipfile itself would cut the entry off at the claimed size
    unbounded.file_size = LARGEST_ARCHIVE
    with archive.open(unbounded) as stream:
        while chunk := stream.read(1 << 16):
            yield chunk


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return "/media/" not in entry.filename and not entry.filename.endswith(".bin")
