"""The agency names and group phrases that decisions use, from the lists in `data/`."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from storage.names import fold

LISTS = Path(__file__).resolve().parents[3] / "data"


@dataclass(frozen=True)
class KnownAgency:
    """`typos` are spellings met in decisions; that they mean this agency is a conclusion."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    typos: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownPhrase:
    """`stands_for` holds the kinds of agencies the phrase covers; empty when nothing settles it."""

    name: str
    stands_for: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class VocabularyEntry:
    meaning: KnownAgency | KnownPhrase
    typo: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """`entries` by folded words: "sở kế hoạch & đầu tư" is found under (so, ke, hoach, dau, tu).

    `afterwords` may follow a name and change nothing: "Sở Y tế tỉnh Thanh Hóa" is Sở Y tế.
    """

    agencies: tuple[KnownAgency, ...]
    phrases: tuple[KnownPhrase, ...]
    entries: dict[tuple[str, ...], VocabularyEntry]
    longest: int
    afterwords: tuple[tuple[str, ...], ...] = (("tinh",),)

    def longest_at(self, words: list[str], start: int) -> tuple[VocabularyEntry, int] | None:
        """The longest name that begins at that word, and the number of its words."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            entry = self.entries.get(tuple(words[start : start + length]))
            if entry is not None:
                return entry, length
        return None


def vocabulary_of(province: str) -> Vocabulary:
    """What is known of every province, and of this one."""
    rows = [row for row in _rows("agencies.csv") if row["province"] in ("", province)]
    local = {alias for row in rows if row["province"] for alias in _list(row["aliases"])}
    agencies = tuple(
        KnownAgency(row["name"], row["kind"], _list(row["aliases"]), _list(row["typos"]))
        for row in rows
        if row["province"] or row["name"] not in local  # the province's own name goes first
    )
    phrases = tuple(
        KnownPhrase(row["phrase"], _list(row["stands_for"]), _list(row["aliases"]))
        for row in _rows("group-phrases.csv")
    )
    folded = tuple(fold(province).split())
    city = ("thanh", "pho")
    afterwords = (("tinh", *folded), (*city, *folded), ("tinh",), city, folded)
    return replace(vocabulary(agencies, phrases), afterwords=tuple(filter(None, afterwords)))


def vocabulary(agencies: Iterable[KnownAgency], phrases: Iterable[KnownPhrase]) -> Vocabulary:
    """Canonical names win over aliases, aliases over typos; the first of equals stays."""
    agencies, phrases = tuple(agencies), tuple(phrases)
    known: tuple[KnownAgency | KnownPhrase, ...] = (*agencies, *phrases)
    spellings = [(one.name, VocabularyEntry(one)) for one in known]
    spellings += [(alias, VocabularyEntry(one)) for one in known for alias in one.aliases]
    spellings += [(typo, VocabularyEntry(one, typo=True)) for one in agencies for typo in one.typos]
    entries: dict[tuple[str, ...], VocabularyEntry] = {}
    for spelling, entry in spellings:
        entries.setdefault(tuple(fold(spelling).split()), entry)
    return Vocabulary(agencies, phrases, entries, max(map(len, entries), default=0))


def _rows(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(entry for entry in cell.split(";") if entry)
