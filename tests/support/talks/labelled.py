"""Reads phrases.tsv: what officials type, and what should be read of it.

Columns: the text (a line end written \\n); entries "ref status [percent] [<note>]" parted by " | ";
unread fragments "<…>" parted by " | ".
"""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.language.replies.parser import Entry, Reading

_FILE = Path(__file__).parent / "phrases.tsv"
_ENTRY = re.compile(r"(\S+) (\w+)(?: (\d+))?(?: <(.*)>)?")


@dataclass(frozen=True)
class Phrase:
    text: str
    expected: Reading


def phrases() -> list[Phrase]:
    lines = _FILE.read_text("utf-8").splitlines()[1:]
    return [_phrase(*line.split("\t")) for line in lines]


def _phrase(text: str, read: str, unread: str) -> Phrase:
    entries = tuple(_entry(one) for one in _parted(read))
    return Phrase(
        text.replace("\\n", "\n"),
        Reading(entries, tuple(one[1:-1].replace("\\n", "\n") for one in _parted(unread))),
    )


def _entry(text: str) -> Entry:
    found = _ENTRY.fullmatch(text)
    assert found, text
    return Entry(found[1], found[2], int(found[3]) if found[3] else None, found[4] or "")


def _parted(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []
