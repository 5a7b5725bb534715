"""Splits an agency cell into agencies and group phrases, against a vocabulary.

A comma and "và" are separators and parts of names at once, so the cell is never cut at them: it is
read word by word, the longest known name first. What is no known name stays as it is printed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from storage.importing.agencies.forms import formed
from storage.importing.agencies.starts import (
    goes_on,
    is_office,
    is_part_of_office,
    parts_names,
)
from storage.importing.agencies.vocabulary import Vocabulary, VocabularyEntry
from storage.importing.agencies.words import Word, words_of

_QUALIFIERS = (
    *(("tham", "van", "voi"), ("phoi", "hop", "voi")),
    *(("phoi", "hop"), ("chu", "tri")),
)
_ROLES = _QUALIFIERS[1:]  # they end a name as well: "Sở Y tế chủ trì"
# "Sở Tư pháp phối hợp, tổng hợp": behind a role they are no names
DUTIES = (("tong", "hop"), ("theo", "doi"), ("don", "doc"), ("huong", "dan"), ("tham", "muu"))
_DASHES = {"-", "–"}
_OF_COMMUNES = re.compile(  # "Trạm Y tế các xã, phường" is no Trạm Y tế and no commune
    r"(?:Trạm|Trường|Trung tâm|Đoàn|Hội|Ban)\b[^,;]*? (?:(?:tại|thuộc|của) )?các (?:xã|phường)\b"
)
_LONGEST_REMARK = 60  # in parentheses after a name: "Công an tỉnh (PA05)"


class Sort(Enum):
    KNOWN = auto()  # in the vocabulary; `entry` says what
    TYPO = auto()  # in the vocabulary, as a spelling that was concluded
    UNKNOWN_AGENCY = auto()
    UNKNOWN_GROUP = auto()
    QUALIFIER = auto()  # words about the names, such as "tham vấn với"


@dataclass(frozen=True)
class Part:
    """A stretch of a cell; `seen` is printed text.

    `glued` tells that no separator stood before it, `slashed` that a slash did.
    """

    sort: Sort
    seen: str
    entry: VocabularyEntry | None = None
    glued: bool = False
    slashed: bool = False


def split_agencies(cell: str, vocabulary: Vocabulary) -> list[Part]:
    """The parts of a cell in their order; together they hold every word of it but "và"."""
    words = words_of(cell)
    parts: list[Part] = []
    at = 0
    while at < len(words):
        part, length = _duty(cell, words, at, parts) or _part(cell, words, at, vocabulary)
        if parts and parts[-1].sort is Sort.QUALIFIER:
            part = replace(part, glued=False, slashed=False)
        parts.append(part)
        at += length
    return parts


def _duty(
    cell: str, words: Sequence[Word], at: int, before: Sequence[Part]
) -> tuple[Part, int] | None:
    if not before or before[-1].sort is not Sort.QUALIFIER:
        return None
    length = next((len(one) for one in DUTIES if _at(words, at, one)), 0)
    is_whole = at + length == len(words) or _apart(cell, words[at + length - 1], words[at + length])
    if not length or not is_whole:
        return None
    return Part(Sort.QUALIFIER, _seen(cell, words, at, length)), length


def _part(cell: str, words: Sequence[Word], at: int, vocabulary: Vocabulary) -> tuple[Part, int]:
    between = cell[words[at - 1].end : words[at].start].strip() if at else ","
    glued, slashed = not _separates(between), between == "/"
    known = _known(cell, words, at, vocabulary)
    if known is not None:
        entry, length = known
        sort = Sort.TYPO if entry.typo else Sort.KNOWN
        return Part(sort, _seen(cell, words, at, length), entry, glued, slashed), length
    length = _qualifier(words, at)
    if length:
        return Part(Sort.QUALIFIER, _seen(cell, words, at, length)), length
    length = _unknown_length(cell, words, at, vocabulary)
    seen = _seen(cell, words, at, length)
    sort = Sort.UNKNOWN_AGENCY if is_office(seen) else Sort.UNKNOWN_GROUP
    return Part(sort, seen, None, glued, slashed), length


def _known(
    cell: str, words: Sequence[Word], at: int, vocabulary: Vocabulary
) -> tuple[VocabularyEntry, int] | None:
    """A known name that ends where a name can end: "doanh nghiệp vận tải" is not "doanh nghiệp"."""
    found = [_listed(cell, words, at, vocabulary), formed(cell, words, at, vocabulary)]
    for entry, length in sorted(filter(None, found), key=lambda one: -one[1]):
        end = _with_remark(cell, words, at + length)
        if _OF_COMMUNES.match(cell, words[at].start):
            continue
        if end < len(words) and _name_goes_on(cell, words, at, end, vocabulary):
            continue
        ends = end == len(words) or _apart(cell, words[end - 1], words[end]) or _role(words, end)
        if ends or _starts_name(cell, words, end, vocabulary):
            return entry, end - at
    return None


def _name_goes_on(
    cell: str, words: Sequence[Word], at: int, end: int, vocabulary: Vocabulary
) -> bool:
    """ "Ban Dân tộc và Tôn giáo" is not "Ban Dân tộc", where nothing begins with "Tôn giáo"."""
    before, rest = cell[words[at].start : words[end - 1].end], cell[words[end].start :]
    joint = cell[words[end - 1].end : words[end].start].strip().lower()
    begins = _starts_name(cell, words, end, vocabulary) or parts_names(before, rest, by_comma=False)
    return goes_on(before, rest) or (joint == "và" and rest[:1].isupper() and not begins)


def _listed(
    cell: str, words: Sequence[Word], at: int, vocabulary: Vocabulary
) -> tuple[VocabularyEntry, int] | None:
    folded = [word.folded for word in words]
    match = vocabulary.longest_at(folded, at)
    if match is None:
        return None
    entry, length = match
    end = at + length
    for words_after in vocabulary.afterwords:
        follows = tuple(folded[end : end + len(words_after)]) == words_after
        if follows and not _apart(cell, words[end - 1], words[end]):
            return entry, length + len(words_after)
    return entry, length


def _with_remark(cell: str, words: Sequence[Word], end: int) -> int:
    """Past a remark in parentheses, unless it gives a role."""
    if end == len(words) or "(" not in cell[words[end - 1].end : words[end].start]:
        return end
    closing = cell.find(")", words[end].start)
    if not 0 <= closing - words[end].start <= _LONGEST_REMARK:
        return end
    behind = next((at for at in range(end, len(words)) if words[at].start > closing), len(words))
    return end if any(_role(words, at) for at in range(end, behind)) else behind


def _unknown_length(cell: str, words: Sequence[Word], at: int, vocabulary: Vocabulary) -> int:
    """Up to a semicolon, or to a comma or "và" after which a name begins."""
    for index in range(at + 1, len(words)):
        between = cell[words[index - 1].end : words[index].start]
        if ";" in between or _role(words, index):
            return index - at
        before = cell[words[at].start : words[index - 1].end]
        if between.strip() in _DASHES and is_part_of_office(before):
            continue
        rest = cell[words[index].start :]
        if not _separates(between.strip()) or goes_on(before, rest):
            continue
        if _starts_name(cell, words, index, vocabulary) or parts_names(
            before, rest, by_comma="," in between
        ):
            return index - at
    return len(words) - at


def _starts_name(cell: str, words: Sequence[Word], at: int, vocabulary: Vocabulary) -> bool:
    listed = vocabulary.longest_at([word.folded for word in words], at)
    return listed is not None or formed(cell, words, at, vocabulary) is not None


def _qualifier(words: Sequence[Word], at: int) -> int:
    return next((len(one) for one in _QUALIFIERS if _at(words, at, one)), 0)


def _role(words: Sequence[Word], at: int) -> bool:
    return any(_at(words, at, role) for role in _ROLES)


def _at(words: Sequence[Word], at: int, wanted: Sequence[str]) -> bool:
    return [word.folded for word in words[at : at + len(wanted)]] == list(wanted)


def _apart(cell: str, before: Word, after: Word) -> bool:
    return _separates(cell[before.end : after.start].strip())


def _separates(between: str) -> bool:
    return bool(re.search(r"[,;.]|\bvà\b|^[-–+&/]$", between, re.I))


def _seen(cell: str, words: Sequence[Word], at: int, length: int) -> str:
    return cell[words[at].start : words[at + length - 1].end]
