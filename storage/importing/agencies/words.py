"""Cuts a cell into words; a phrase and its abbreviation are one: "ủy ban nhân dân", "UBND"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.names import fold

_WORD = re.compile(r"[^\W_]+")
_TIGHT = re.compile(r"[&\-–]")  # "KH&CN", "LĐ-TBXH" are one abbreviation
_LISTED = re.compile(r"[&\-–,]")  # after "Sở" "VH,TT&DL" is one too
_SUBJECT_FOLLOWS = {"so", "bo", "phong", "ban"}
_FULL = {
    "ubnd": ("uy ban nhan dan", "uy ban nd"),
    "hdnd": ("hoi dong nhan dan",),
    "ubmttq": (
        *("uy ban mat tran to quoc viet nam", "uy ban mat tran to quoc", "ubmttqvn", "ub mttq"),
        *("uy ban mttq viet nam", "uy ban mttq", "ubmttq viet nam", "ub mttq viet nam"),
    ),
    "mttq": ("mat tran to quoc viet nam", "mat tran to quoc", "mttqvn", "mttq viet nam"),
    "lhpn": ("lien hiep phu nu viet nam", "lien hiep phu nu", "lhpn viet nam"),
    "tncshcm": (
        *("thanh nien cong san ho chi minh", "tncs ho chi minh", "tncs hcm"),
        *("thanh nien cs ho chi minh",),
    ),
    "ccb": ("cuu chien binh viet nam", "cuu chien binh"),
    "dbqh": ("dai bieu quoc hoi",),
    "bhxh": ("bao hiem xa hoi",),
    "tand": ("toa an nhan dan",),
    "vksnd": ("vien kiem sat nhan dan",),
    "kbnn": ("kho bac nha nuoc",),
    "bchqs": ("bo chi huy quan su", "ban chi huy quan su", "bo chqs", "ban chqs", "bch quan su"),
    "bdbp": ("bo doi bien phong",),
    "bql": ("ban quan ly",),
    "bqlda": ("ban quan ly du an", "ban qlda", "bql du an"),
    "kkt": ("khu kinh te",),
    "kcn": ("khu cong nghiep",),
    "vp": ("van phong",),
    "hcc": ("hanh chinh cong",),
    "ptth": ("phat thanh truyen hinh",),
    "tp": ("thanh pho",),
    "tx": ("thi xa",),
}
_SHORT = {tuple(full.split()): short for short, fulls in _FULL.items() for full in fulls}
_LONGEST = max(map(len, _SHORT))


@dataclass(frozen=True)
class Word:
    """`folded` is how it is looked up; it stands from `start` to `end` in the cell."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=1 << 14)  # the same offices stand in row after row
def words_of(text: str) -> tuple[Word, ...]:
    """Every word but "và"; an abbreviation and what it stands for look alike."""
    found = [Word(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
    joined = _abbreviations_joined(text, [word for word in found if word.folded])
    return tuple(_shortened(joined))


def key_of(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(text))


def _abbreviations_joined(text: str, words: Sequence[Word]) -> list[Word]:
    joined: list[Word] = []
    subject = False  # what is joined now stands after "Sở" and the like
    for word in words:
        before = joined[-1] if joined else None
        between = text[before.end : word.start] if before else ""
        marks = _LISTED if subject else _TIGHT
        if before and marks.fullmatch(between) and _is_short(text, before, word):
            joined[-1] = Word(before.folded + word.folded, before.start, word.end)
        else:
            subject = bool(before and before.folded in _SUBJECT_FOLLOWS)
            joined.append(word)
    return joined


def _is_short(text: str, *words: Word) -> bool:
    """Whether all are capitals, and none a name of its own: "HĐND-UBND" are two."""
    return all(text[word.start : word.end].isupper() and word.folded not in _FULL for word in words)


def _shortened(words: Sequence[Word]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        short, length = _short_at(words, at)
        yield Word(short, words[at].start, words[at + length - 1].end)
        at += length


def _short_at(words: Sequence[Word], at: int) -> tuple[str, int]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        short = _SHORT.get(tuple(word.folded for word in words[at : at + length]))
        if short:
            return short, length
    return words[at].folded, 1
