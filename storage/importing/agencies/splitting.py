"""Splits an agency cell into agencies and group phrases, against a vocabulary.

A comma and "và" are separators and parts of names at once, so the cell is never cut at them: it is
read word by word, the longest known name first. What is no known name stays as it is printed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from storage.importing.agencies.vocabulary import Vocabulary, VocabularyEntry
from storage.names import fold

_WORD = re.compile(r"[^\W_]+")
_QUALIFIERS = (
    *(("tham", "van", "voi"), ("phoi", "hop", "voi")),
    *(("phoi", "hop"), ("chu", "tri")),
)
_ROLES = _QUALIFIERS[1:]  # they end a name as well: "Sở Y tế chủ trì"
# Parts of an office: "Chi cục Thủy lợi - Sở …" names the office they belong to.
_BELONGING = (("chi", "cuc"), ("phong",), ("trung", "tam"), ("doi",), ("tram",))
_DASHES = {"-", "–"}
# First words of the names of offices, and of phrases for many of them.
_OFFICES = {
    *("so", "ban", "ubnd", "uy", "van", "trung", "dai", "bao", "cuc", "chi", "cong", "bo", "hoi"),
    *("kho", "hiep", "thanh", "truong", "vien", "quy", "doan", "ngan", "lien", "mat", "phong"),
    *("thue", "thong", "dang"),
}
_COLLECTIVES = {"cac", "doanh", "cong"}


class Sort(Enum):
    KNOWN = auto()  # in the vocabulary; `entry` says what
    TYPO = auto()  # in the vocabulary, as a spelling that was concluded
    UNKNOWN_AGENCY = auto()
    UNKNOWN_GROUP = auto()
    QUALIFIER = auto()  # words about the names, such as "tham vấn với"


@dataclass(frozen=True)
class Part:
    """A stretch of a cell; `seen` is printed text, `glued` tells that no separator stood before."""

    sort: Sort
    seen: str
    entry: VocabularyEntry | None = None
    glued: bool = False


@dataclass(frozen=True)
class _Word:
    folded: str
    start: int
    end: int


def split_agencies(cell: str, vocabulary: Vocabulary) -> list[Part]:
    """The parts of a cell in their order; together they hold every word of it but "và"."""
    found = [_Word(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(cell)]
    words = [word for word in found if word.folded]
    parts: list[Part] = []
    at = 0
    while at < len(words):
        part, length = _part(cell, words, at, vocabulary)
        if parts and parts[-1].sort is Sort.QUALIFIER:
            part = replace(part, glued=False)
        parts.append(part)
        at += length
    return parts


def _part(cell: str, words: Sequence[_Word], at: int, vocabulary: Vocabulary) -> tuple[Part, int]:
    glued = at > 0 and not _apart(cell, words[at - 1], words[at])
    known = _known(cell, words, at, vocabulary)
    if known is not None:
        entry, length = known
        sort = Sort.TYPO if entry.typo else Sort.KNOWN
        return Part(sort, _seen(cell, words, at, length), entry, glued), length
    length = _qualifier(words, at)
    if length:
        return Part(Sort.QUALIFIER, _seen(cell, words, at, length)), length
    length = _unknown_length(cell, words, at, vocabulary)
    seen = _seen(cell, words, at, length)
    office = words[at].folded in _OFFICES and seen[0].isupper()
    return Part(Sort.UNKNOWN_AGENCY if office else Sort.UNKNOWN_GROUP, seen, None, glued), length


def _known(
    cell: str, words: Sequence[_Word], at: int, vocabulary: Vocabulary
) -> tuple[VocabularyEntry, int] | None:
    """A known name that ends where a name can end: "doanh nghiệp vận tải" is not "doanh nghiệp"."""
    folded = [word.folded for word in words]
    match = vocabulary.longest_at(folded, at)
    if match is None:
        return None
    entry, length = match
    end = at + length
    for words_after in vocabulary.afterwords:
        if tuple(folded[end : end + len(words_after)]) == words_after:
            end += len(words_after)
            break
    ends = end == len(words) or _apart(cell, words[end - 1], words[end]) or _role(words, end)
    if ends or _starts_name(words, end, vocabulary):
        return entry, end - at
    return None


def _unknown_length(cell: str, words: Sequence[_Word], at: int, vocabulary: Vocabulary) -> int:
    """Up to a semicolon, or to a comma or "và" after which a name begins."""
    for index in range(at + 1, len(words)):
        between = cell[words[index - 1].end : words[index].start]
        if ";" in between or _role(words, index):
            return index - at
        if between.strip() in _DASHES and any(_at(words, at, start) for start in _BELONGING):
            continue
        if _apart(cell, words[index - 1], words[index]) and (
            _starts_name(words, index, vocabulary)
            or words[index].folded in _COLLECTIVES
            or (words[index].folded in _OFFICES and cell[words[index].start].isupper())
        ):
            return index - at
    return len(words) - at


def _starts_name(words: Sequence[_Word], at: int, vocabulary: Vocabulary) -> bool:
    return vocabulary.longest_at([word.folded for word in words], at) is not None


def _qualifier(words: Sequence[_Word], at: int) -> int:
    return next((len(one) for one in _QUALIFIERS if _at(words, at, one)), 0)


def _role(words: Sequence[_Word], at: int) -> bool:
    return any(_at(words, at, role) for role in _ROLES)


def _at(words: Sequence[_Word], at: int, wanted: Sequence[str]) -> bool:
    return [word.folded for word in words[at : at + len(wanted)]] == list(wanted)


def _apart(cell: str, before: _Word, after: _Word) -> bool:
    between = cell[before.end : after.start].strip()
    return bool(re.search(r"[,;.]|\bvà\b|^[-–+&/]$", between))


def _seen(cell: str, words: Sequence[_Word], at: int, length: int) -> str:
    return cell[words[at].start : words[at + length - 1].end]
