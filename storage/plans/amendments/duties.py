"""Duties that a document words anew: "Sửa đổi khoản 2 Mục III như sau: “2. Các sở báo cáo …”"."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz import fuzz

from storage.importing.agencies.registry import AgencyBook
from storage.importing.document import Line
from storage.importing.folder.model import Doubt, PlanHead, RuleEntry
from storage.importing.text.duties.rules import read_rules
from storage.names import fold
from storage.plans.loading.amended import ItemChange, duties_changed

_REWORDS = re.compile(
    r"\b(?:sửa đổi|thay thế|điều chỉnh)(?:,\s*bổ sung)?\s+[^:“\"]*"
    r"\b(?:khoản|điểm|đoạn|mục|phần|nội dung)\b[^:“\"]*?(?:như sau|thành|bằng)\s*:?\s*"
    r"(?P<text>[“\"].*)?$",
    re.I,
)
_SAME = 60  # of 100: the sentence that is replaced says nearly the same, of other days
_MOST_LINES = 30  # that one quotation runs over


@dataclass(frozen=True)
class Reworded:
    """`lines` are those that were read."""

    changes: tuple[ItemChange, ...]
    lines: frozenset[int]


def reworded_duties(
    lines: Sequence[Line], head: PlanHead, book: AgencyBook, others: Collection[int]
) -> Reworded:
    """Each sentence of duties in the new words takes the place of the plan's likest one, or is new.

    `others`: lines that change rows. A paragraph without a duty is left for a person.
    """
    changes: list[ItemChange] = []
    read: set[int] = set()
    for at, line in enumerate(lines):
        match = _REWORDS.search(line.text)
        if match is None or line.number in others:
            continue
        quoted = _quoted(match["text"] or "", lines[at:])
        found = list(_changes(quoted, head, book))
        changes += found
        read |= {one.number for one in (line, *quoted)} if found else set()
    return Reworded(tuple(changes), frozenset(read))


def _quoted(text: str, lines: Sequence[Line]) -> list[Line]:
    """What stands between the quotation marks, on this line or on those below it."""
    below = [Line(lines[0].number, text)] if text else list(lines[1 : _MOST_LINES + 1])
    quoted: list[Line] = []
    for line in below:
        if not quoted and line.text[:1] not in '“"':
            return []
        quoted.append(replace(line, text=line.text.strip(" .;").strip('“”"')))
        if line.text.rstrip(" .;").endswith(("”", '"')):
            return quoted
    return []


def _changes(quoted: Sequence[Line], head: PlanHead, book: AgencyBook) -> Iterator[ItemChange]:
    rules, _ = read_rules(quoted, head, book.vocabulary)
    for quote, theirs in groupby(rules, key=lambda rule: rule.quote):
        yield duties_changed(_instead_of(quote, head.rules), [_named(one, book) for one in theirs])


def _named(rule: RuleEntry, book: AgencyBook) -> RuleEntry:
    where = Doubt("plan.toml", f"{rule.day:02}/{rule.month:02}", "agencies", "", "", "")
    return replace(
        rule, agencies=tuple(name for one in rule.agencies for name in book.read(one, where))
    )


def _instead_of(quote: str, rules: Sequence[RuleEntry]) -> str:
    alike = [(fuzz.ratio(fold(quote), fold(one.quote)), one.quote) for one in rules]
    likeness, old = max(alike, default=(0, ""))
    return old if likeness >= _SAME else ""
