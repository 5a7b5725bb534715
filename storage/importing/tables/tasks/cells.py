"""Reads single cells: the priority and topic marker of a title, their columns, the funding."""

import re
from dataclasses import dataclass

from storage.names import fold

_MARKER = re.compile(
    r"\s*\((?:(Cao)(?:\s*,\s*|\s*(?=\))))?((?:[A-Z](?:[\s,]+(?=[A-Z])|(?=\))))*)\)\s*$"
)
_AS_ABOVE = re.compile(r"[-–\s.]*(?:như trên|n\.?t\.?|[\"“”″〃]+|'')[-–\s.]*", re.I)
_AMOUNT = re.compile(
    r"(?<![\w/])\d[\d.,]*\d?\s*(?:(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)?\s*(?:đồng|đ\b|vnđ|vnd)|"
    r"(?:nghìn|triệu|tr|tỷ|tỉ)\b|usd\b)|^[\d.,\s]+$",
    re.I,
)
_PRIORITIES = {"": False, "cao": True, "rat cao": True, "trung binh": False, "thap": False}


@dataclass(frozen=True)
class Title:
    """`torn` tells that the marker lacks a comma, as in "(Cao, A B, D)"."""

    text: str
    priority_high: bool
    topics: tuple[str, ...]
    torn: bool = False


def read_title(raw: str) -> Title:
    """Only the last parenthesis can be the marker, and only "Cao" and single letters make one."""
    match = _MARKER.search(raw)
    if not match or not (match[1] or match[2]):
        return Title(raw, False, ())
    topics = tuple(re.findall(r"[A-Z]", match[2]))
    torn = match[2].count(",") < len(topics) - 1
    return Title(raw[: match.start()], match[1] is not None, topics, torn)


def read_priority(raw: str) -> bool | None:
    """Whether the cell of a priority column says "Cao"; None when it says something else."""
    return _PRIORITIES.get(fold(raw))


def read_topics(raw: str) -> tuple[str, ...] | None:
    """The letters of a topic column; None when there are other words."""
    letters = re.findall(r"[^\s,;]+", raw)
    return tuple(letters) if all(re.fullmatch("[A-ZĐ]", one) for one in letters) else None


def read_funding(raw: str) -> tuple[tuple[str, ...], bool]:
    """The distinct sources in their order, and whether none stands twice.

    Numerals are cut at every separator, words only at commas and semicolons. An amount of money is
    no source.
    """
    sources = [source for source in re.split(r"[\s,;]+", raw) if source]
    if not all(re.fullmatch("[IVX]+", source) for source in sources):
        parts = re.split(r"[;,](?!\d)", _AMOUNT.sub(" ", raw))
        sources = [source for part in parts if (source := part.strip(" ().:-–"))]
    distinct = tuple(dict.fromkeys(sources))
    return distinct, len(distinct) == len(sources)


def has_amount(raw: str) -> bool:
    return bool(_AMOUNT.search(raw))


_LIST_MARK = re.compile(r"(?:^|(?<=;))\s*\w{1,2}\)\s")  # "a) …; b) …"


def parentheses_balanced(text: str) -> bool:
    text = _LIST_MARK.sub("", text)
    return text.count("(") == text.count(")")


def stands_for_above(cell: str) -> bool:
    """Ditto marks: "như trên", "-nt-", a quotation mark alone."""
    return bool(_AS_ABOVE.fullmatch(cell))
