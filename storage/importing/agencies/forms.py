"""Names of which every place has its own: "UBND xã …", "Công an tỉnh", "Hải quan khu vực III"."""

import re
from collections.abc import Sequence

from storage.importing.agencies.vocabulary import KnownAgency, Vocabulary, VocabularyEntry
from storage.importing.agencies.words import Word

_LEVELS = {
    ("tinh",): "tỉnh",
    ("tp",): "thành phố",
    ("xa",): "xã",
    ("phuong",): "phường",
    ("dac", "khu"): "đặc khu",
    ("thi", "tran"): "thị trấn",
    ("huyen",): "huyện",
    ("tx",): "thị xã",
    ("quan",): "quận",
    ("khu", "vuc"): "khu vực",
    ("co", "so"): "cơ sở",
    ("chi", "nhanh"): "chi nhánh",
    ("trung", "uong"): "Trung ương",
    ("tinh", "uy"): "Tỉnh ủy",
    ("thanh", "uy"): "Thành ủy",
    ("dang", "uy"): "Đảng ủy",
}
_ROLES = {("phoi", "hop"), ("chu", "tri")}
_PROVINCES = ("tỉnh", "thành phố")
_WITHIN_A_NAME = re.compile(r"\s*[-–.]?\s*")
_BETWEEN_LEVELS = re.compile(r"\s*(?:[,/]|và)?\s*")
_NUMBER = re.compile(r"\d{1,3}")


def formed(
    cell: str, words: Sequence[Word], at: int, vocabulary: Vocabulary
) -> tuple[VocabularyEntry, int] | None:
    """The name that begins at that word, put together of a form and a place, and its length."""
    found = vocabulary.form_at([word.folded for word in words], at)
    if found is None:
        return None
    form, length = found
    place, end = _place(cell, words, at + length, vocabulary)
    if not place and not form.alone:
        return None
    return VocabularyEntry(KnownAgency(f"{form.name} {place}".strip(), form.kind)), end - at


def _place(cell: str, words: Sequence[Word], start: int, vocabulary: Vocabulary) -> tuple[str, int]:
    """Levels and proper names: "cơ sở 3 tỉnh"; the province's own name is left out."""
    place: list[str] = []
    at = start
    while True:
        levels, named = _levels(cell, words, at)
        end = named
        while end < len(words) and _is_named_on(cell, words, end, vocabulary):
            end += 1
        if end == at:
            return " ".join(place), at
        own = tuple(word.folded for word in words[named:end]) == vocabulary.place
        place += levels
        if end > named and not (own and levels and levels[-1] in _PROVINCES):
            place.append(cell[words[named].start : words[end - 1].end])
        at = end


def _levels(cell: str, words: Sequence[Word], start: int) -> tuple[list[str], int]:
    levels: list[str] = []
    at = start
    while at < len(words):
        between = cell[words[at - 1].end : words[at].start]
        length = next((n for n in (2, 1) if _key(words, at, n) in _LEVELS), 0)
        joint = _BETWEEN_LEVELS if levels else _WITHIN_A_NAME
        if not length or not joint.fullmatch(between):
            break
        if levels and between.strip():
            levels[-1] += ","
        levels.append(_LEVELS[_key(words, at, length)])
        at += length
    return levels, at


def _key(words: Sequence[Word], at: int, length: int) -> tuple[str, ...]:
    """So many words, or none where the cell has fewer."""
    key = tuple(word.folded for word in words[at : at + length])
    return key if len(key) == length else ()


def _is_named_on(cell: str, words: Sequence[Word], at: int, vocabulary: Vocabulary) -> bool:
    """Whether the word is still part of the proper name before it, and no name of its own."""
    word = words[at]
    if _key(words, at, 2) in _ROLES:
        return False  # "… tỉnh Phối hợp: …" in a cell whose line break is lost
    within = _WITHIN_A_NAME.fullmatch(cell[words[at - 1].end : word.start])
    printed = cell[word.start : word.end]
    if not within or not (printed[0].isupper() or _NUMBER.fullmatch(printed)):
        return False
    folded = [one.folded for one in words]
    return vocabulary.longest_at(folded, at) is None and vocabulary.form_at(folded, at) is None
