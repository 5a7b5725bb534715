"""What a line says of a person's own tasks: numbers and codes become expectations, or are named."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.task_numbers import numbers_of
from bot.language.replies.parser import Entry, read_line
from bot.language.replies.task_refs import ALL, REST, refs_at
from bot.language.words.tokens import tidy
from storage.models import Status

# What has to be said with a status, and what a note beside it is (else the result): both as the
# report dialog asks it, in bot/dialogs/report/questions.py
NEEDS = {Status.BLOCKED.value: "difficulties", Status.PROPOSE_CHANGE.value: "proposals"}
FIELDS = {
    Status.BLOCKED.value: "difficulties",
    Status.AWAITING_GUIDANCE.value: "difficulties",
    Status.NOT_STARTED.value: "difficulties",
    Status.PROPOSE_CHANGE.value: "proposals",
}
_REMOVAL = re.compile(r"(?:bỏ|bo|trừ|tru|xóa|xoá|xoa|drop)\s+(?:(?:ra|bớt|bot)\s+)?(?=\S)", re.I)
_WHERE_NAMED = re.compile(r"^|[,;\n]\s?|\s(?:và|va)\s", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class ParsedReply:
    """What is said of one task. `was`: the status already reported, which this replaces."""

    expectation_id: int
    status: str
    percent: float | None = None
    note: str = ""
    was: str = ""

    @property
    def lacks(self) -> str:
        """What still has to be asked about it: "difficulties", "proposals" or nothing."""
        return "" if self.note else NEEDS.get(self.status, "")


@dataclass(frozen=True)
class Lines:
    """A reply on many tasks, as far as it was understood."""

    said: tuple[ParsedReply, ...] = ()
    unread: tuple[str, ...] = ()  # as written
    strange: tuple[str, ...] = ()  # numbers and codes that are none of the person's tasks
    twofold: tuple[str, ...] = ()  # those of which two things were said, or that fit two tasks

    def to_slots(self) -> dict[str, Any]:
        return {
            "said": [asdict(one) for one in self.said],
            "unread": list(self.unread),
            "strange": list(self.strange),
            "twofold": list(self.twofold),
        }

    @staticmethod
    def of(slots: Mapping[str, Any]) -> "Lines":
        return Lines(
            tuple(ParsedReply(**one) for one in slots["said"]),
            tuple(slots["unread"]),
            tuple(slots["strange"]),
            tuple(slots["twofold"]),
        )

    def with_more(self, more: "Lines") -> "Lines":
        """What was said later of a task holds; what was not understood then is said anew now."""
        newer = {one.expectation_id: one for one in more.said}
        kept = tuple(newer.pop(one.expectation_id, one) for one in self.said)
        return replace(more, said=(*kept, *newer.values()))

    def without(self, expectation_ids: Iterable[int]) -> "Lines":
        gone = set(expectation_ids)
        return replace(self, said=tuple(o for o in self.said if o.expectation_id not in gone))


@dataclass
class _Resolving:
    """References of a reading on their way to tasks."""

    facts: Facts
    fits: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Numbers of the list last shown, and codes."""
        tasks = self.facts.owed + self.facts.reported
        for one, number in numbers_of(self.facts).items():
            self.fits.setdefault(str(number), []).append(one)
        for task in tasks:
            if task.code:
                self.fits.setdefault(task.code, []).append(task.expectation_id)

    @property
    def codes(self) -> list[str]:
        return [ref for ref in self.fits if not ref.isdecimal()]


def read_lines(text: str, facts: Facts) -> Lines:
    """Only what is sure is in `said`; everything else is named as it was written."""
    resolving = _Resolving(facts)
    reading = read_line(text, [*resolving.codes, *_other_codes(text, resolving.codes)])
    entries = [entry for entry in reading.read if entry.ref not in (ALL, REST)]
    strange = [entry.ref for entry in entries if entry.ref not in resolving.fits]
    known = [entry for entry in entries if entry.ref in resolving.fits]
    twofold = _twofold(known, resolving)
    said = [
        _said(resolving.fits[entry.ref][0], entry, facts)
        for entry in known
        if entry.ref not in twofold
    ]
    of_all = [entry for entry in reading.read if entry.ref in (ALL, REST)]
    if strange or twofold:  # who the others are depends on every one that is named
        twofold += [entry.ref for entry in of_all]
    else:
        said += _of_the_others(of_all, said, facts)
    unique = dict.fromkeys(said)  # "1 xong, 9.4 xong" may be said of one task
    return Lines(tuple(unique), reading.unread, tuple(dict.fromkeys(strange)), tuple(twofold))


def is_clear(lines: Lines) -> bool:
    """Whether a text can be nothing but a reply on tasks, even while words are asked for."""
    return len(lines.said) > 1 and not (lines.unread or lines.strange or lines.twofold)


def removed_by(text: str, facts: Facts) -> list[int]:
    """ "bo 3": the tasks that are to be left out of a reply."""
    clean = tidy(text)
    found = _REMOVAL.match(clean)
    resolving = _Resolving(facts)
    refs = refs_at(clean[found.end() :], resolving.codes) if found else None
    if found is None or refs is None or found.end() + refs.end < len(clean):
        return []
    return [one for ref in refs.refs for one in resolving.fits.get(ref, [])[:1]]


def split_words(text: str, asked: Sequence[Duty], facts: Facts) -> dict[int, str]:
    """The words for each of the tasks asked about: "5 thiếu vốn" on a line of its own, else all."""
    resolving, ids = _Resolving(facts), [one.expectation_id for one in asked]
    found: dict[int, str] = {}
    for line in filter(None, (part.strip() for part in re.split(r"[\n;]", tidy(text)))):
        refs = refs_at(line, resolving.codes)
        tasks = [one for ref in refs.refs for one in resolving.fits.get(ref, [])] if refs else []
        words = line[refs.end :].strip() if refs else ""
        if not words or not tasks or not set(tasks) <= set(ids):
            return dict.fromkeys(ids, text.strip())
        found |= dict.fromkeys(tasks, words)
    return found


def _other_codes(text: str, codes: Sequence[str]) -> list[str]:
    """Codes that nobody here has, where a task is named: they are to be read and then said so."""
    clean, found = tidy(text), list[str]()
    for place in _WHERE_NAMED.finditer(clean):
        refs = refs_at(clean[place.end() :])
        if refs and refs_at(clean[place.end() :], codes) is None:
            found += [ref for ref in refs.refs if "." in ref and ref not in codes]
    return found if codes else []


def _twofold(entries: Sequence[Entry], resolving: _Resolving) -> list[str]:
    """References that fit two tasks, or whose task is said to stand in two ways."""
    ways: dict[int, set[tuple[str, float | None, str]]] = {}
    for entry in entries:
        about = (entry.status, entry.percent, entry.note)
        ways.setdefault(resolving.fits[entry.ref][0], set()).add(about)
    return [
        ref
        for ref in dict.fromkeys(entry.ref for entry in entries)
        if len(resolving.fits[ref]) > 1 or len(ways[resolving.fits[ref][0]]) > 1
    ]


def _of_the_others(
    entries: Sequence[Entry], said: Sequence[ParsedReply], facts: Facts
) -> list[ParsedReply]:
    """ "Tất cả", "còn lại": all that is still owed and of which nothing else was said."""
    named = {one.expectation_id for one in said}
    return [
        _said(one.expectation_id, entry, facts)
        for entry in entries
        for one in facts.owed
        if one.expectation_id not in named
    ]


def _said(expectation_id: int, entry: Entry, facts: Facts) -> ParsedReply:
    task = facts.known_by_id(expectation_id)
    return ParsedReply(
        expectation_id, entry.status, entry.percent, entry.note, task.status if task else ""
    )
