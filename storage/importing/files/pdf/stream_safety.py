"""Makes sure what unpacking the text of a PDF costs, before anything is unpacked."""

import re
import zlib

from storage import lazy
from storage.importing.document import UnreadableDecision

LARGEST_STREAM = 32_000_000  # bytes; the text of a page has some ten thousand, a font a million
LARGEST_STREAMS = 256_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_HEADER = 1000


def check_streams(data: bytes, name: str) -> None:
    """Raises UnreadableDecision; pictures are passed over, for nobody unpacks them here."""
    total = 0
    for match in _STREAM.finditer(data):
        header = data[max(0, match.start() - _LONGEST_HEADER) : match.start()]
        header = header.rpartition(b" obj")[2]
        if b"/FlateDecode" not in header or b"/Image" in header:
            continue
        size = _unpacked_size(data[match.end() : data.find(b"endstream", match.end())])
        total += size
        packed_twice = header.count(b"/FlateDecode") > 1
        if size > LARGEST_STREAM or total > LARGEST_STREAMS or packed_twice:
            raise UnreadableDecision(
                lazy(
                    "{file} would unpack to more than any decision needs; open it and print "
                    "it into a new PDF",
                    file=name,
                )
            )


def _unpacked_size(packed: bytes) -> int:
    try:
        return len(zlib.decompressobj().decompress(packed, LARGEST_STREAM + 1))
    except zlib.error:
        return 0
