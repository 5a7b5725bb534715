"""The agency names and group phrases that decisions use, from the lists in `data/`."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from storage.importing.agencies.words import key_of

LISTS = Path(__file__).resolve().parents[3] / "data"
NATIONAL = ("ministry", "national")  # the kinds of what is the whole nation's

_FORM = re.compile(r" (?:…|\(…\))$")
_LONGEST_FORM = 12
_GOVERNMENT = ("CP", "TTg", "TTG")


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
class Form:
    """A name that many offices bear, each with its place: "Công an …" of a commune, of a province.

    `alone` tells that it may also stand without a place: "Phòng Kinh tế (…)".
    """

    name: str
    kind: str
    alone: bool


@dataclass(frozen=True)
class VocabularyEntry:
    meaning: KnownAgency | KnownPhrase
    typo: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """`entries` and `forms` by their words: "sở kế hoạch & đầu tư" under (so, ke, hoach, dau, tu).

    `afterwords` may follow a name and change nothing: "Sở Y tế tỉnh Thanh Hóa" is Sở Y tế.
    """

    agencies: tuple[KnownAgency, ...]
    phrases: tuple[KnownPhrase, ...]
    entries: dict[tuple[str, ...], VocabularyEntry]
    longest: int
    afterwords: tuple[tuple[str, ...], ...] = (("tinh",),)
    forms: dict[tuple[str, ...], Form] = field(default_factory=dict)
    place: tuple[str, ...] = ()  # the words of the province's own name

    def longest_at(self, words: Sequence[str], start: int) -> tuple[VocabularyEntry, int] | None:
        """The longest name that begins at that word, and the number of its words."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            entry = self.entries.get(tuple(words[start : start + length]))
            if entry is not None:
                return entry, length
        return None

    def form_at(self, words: Sequence[str], start: int) -> tuple[Form, int] | None:
        """The longest form that begins at that word, and the number of its words."""
        for length in range(min(_LONGEST_FORM, len(words) - start), 0, -1):
            form = self.forms.get(tuple(words[start : start + length]))
            if form is not None:
                return form, length
        return None


def vocabulary_of(province: str, central: bool = False) -> Vocabulary:
    """What is known of every province, and of this one.

    In a `central` decision, of the Government or a ministry, "Ngân hàng Nhà nước" is the nation's.
    """
    rows = [row for row in _rows("agencies.csv") if row["province"] in ("", province)]
    named = [row for row in rows if not _FORM.search(row["name"])]
    local = {alias for row in named if row["province"] for alias in _list(row["aliases"])}
    agencies = tuple(
        KnownAgency(row["name"], row["kind"], _list(row["aliases"]), _list(row["typos"]))
        for row in named
        if row["province"] or row["name"] not in local  # the province's own name goes first
    )
    phrases = tuple(
        KnownPhrase(row["phrase"], _list(row["stands_for"]), _list(row["aliases"]))
        for row in _rows("group-phrases.csv")
    )
    folded, city = key_of(province), ("tp",)
    afterwords = (("tinh", *folded), (*city, *folded), ("tinh",), city, folded)
    return replace(
        vocabulary(_own_first(agencies, central), phrases),
        afterwords=tuple(filter(None, afterwords)),
        forms=_forms(row for row in rows if row not in named),
        place=folded,
    )


def is_central(decision: str) -> bool:
    """Whether the Government or a ministry issued what has that number: "03/NQ-CP", "1/QĐ-BNV"."""
    sign = re.split(r"[-/]", decision)[-1]
    ministries = (row for row in _rows("agencies.csv") if row["kind"] in NATIONAL)
    return sign in _GOVERNMENT or any(sign in _list(row["aliases"]) for row in ministries)


def vocabulary(agencies: Iterable[KnownAgency], phrases: Iterable[KnownPhrase]) -> Vocabulary:
    """Canonical names win over aliases, aliases over typos; the first of equals stays."""
    agencies, phrases = tuple(agencies), tuple(phrases)
    known: tuple[KnownAgency | KnownPhrase, ...] = (*agencies, *phrases)
    spellings = [(one.name, VocabularyEntry(one)) for one in known]
    spellings += [(alias, VocabularyEntry(one)) for one in known for alias in one.aliases]
    spellings += [(typo, VocabularyEntry(one, typo=True)) for one in agencies for typo in one.typos]
    entries: dict[tuple[str, ...], VocabularyEntry] = {}
    for spelling, entry in spellings:
        entries.setdefault(key_of(spelling), entry)
    return Vocabulary(agencies, phrases, entries, max(map(len, entries), default=0))


def _own_first(agencies: Iterable[KnownAgency], central: bool) -> tuple[KnownAgency, ...]:
    """A short name that the nation's office and a province's share goes to whose decision it is."""
    agencies = tuple(agencies)
    first = [one for one in agencies if (one.kind in NATIONAL) is central]
    taken = {key_of(name) for one in first for name in (one.name, *one.aliases)}
    return tuple(
        one
        if one in first
        else replace(one, aliases=tuple(a for a in one.aliases if key_of(a) not in taken))
        for one in agencies
    )


def _forms(rows: Iterable[dict[str, str]]) -> dict[tuple[str, ...], Form]:
    forms: dict[tuple[str, ...], Form] = {}
    for row in rows:
        name, alone = _FORM.sub("", row["name"]), "(" in row["name"]
        for spelling in (name, *_list(row["aliases"])):
            forms.setdefault(key_of(spelling), Form(name, row["kind"], alone))
    return forms


def _rows(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(entry for entry in cell.split(";") if entry)
