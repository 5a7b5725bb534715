"""Reads phrases.tsv: what officials type, and what should be read of it.

Columns: the text (a line end written \\n, a tab \\t); entries "ref status [percent] [<note>]"
parted by " | "; unread fragments "<…>" parted by " | ", or "~" where only references, statuses and
percentages are labelled; other readings that are right too, parted by " / ", "-" for none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.language.replies.parser import Entry, Reading
from storage.models import Status

Said = frozenset[tuple[str, str, float | None]]

_FILE = Path(__file__).parent / "phrases.tsv"
_ENTRY = re.compile(r"(\S+) (\w+)(?: (\d+(?:\.\d+)?))?(?: <(.*)>)?")
_WHOLE = {Status.COMPLETED: 100, Status.NOT_STARTED: 0}  # said or not, they mean the same


@dataclass(frozen=True)
class Phrase:
    text: str
    expected: Reading
    also: tuple[Said, ...] = ()
    is_exact: bool = True  # False: notes and unread fragments are not labelled

    @property
    def right(self) -> tuple[Said, ...]:
        return (said(self.expected.read), *self.also)


def phrases() -> list[Phrase]:
    lines = _FILE.read_text("utf-8").splitlines()[1:]
    return [_phrase(*line.split("\t")) for line in lines]


def said(entries: Iterable[Entry]) -> Said:
    """Without notes, and without a percentage that the status says already."""
    return frozenset(
        (
            one.ref,
            one.status,
            None if one.percent == _WHOLE.get(Status(one.status)) else one.percent,
        )
        for one in entries
    )


def _phrase(text: str, read: str, unread: str, also: str = "") -> Phrase:
    is_exact = unread != "~"
    left = _parted(unread) if is_exact else []
    return Phrase(
        text.replace("\\n", "\n").replace("\\t", "\t"),
        Reading(entries_of(read), tuple(one[1:-1].replace("\\n", "\n") for one in left)),
        tuple(said(entries_of(one)) for one in also.split(" / ") if one),
        is_exact,
    )


def entries_of(cell: str) -> tuple[Entry, ...]:
    return tuple(_entry(one) for one in _parted(cell) if one != "-")


def _entry(text: str) -> Entry:
    found = _ENTRY.fullmatch(text)
    assert found, text
    percent = float(found[3]) if found[3] else None
    whole = int(percent) if percent is not None and percent.is_integer() else percent
    return Entry(found[1], found[2], whole, found[4] or "")


def _parted(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []
