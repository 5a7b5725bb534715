"""What a line says of a person's own tasks: numbers and codes become expectations, or are named."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.lines.indicator_values import Measured, values_in
from bot.dialogs.tasks.lines.parsed_reply import Lines, ParsedReply, Words, ids_of
from bot.dialogs.tasks.measures import is_measurable
from bot.dialogs.tasks.task_numbers import numbers_of
from bot.dialogs.tasks.task_search import find
from bot.language.numbers.spoken import with_digits
from bot.language.replies.layouts.titles import with_codes
from bot.language.replies.parser import Entry, Reading, Unsure, read_line
from bot.language.replies.statuses import read_status
from bot.language.replies.task_refs import ALL, REST, refs_at
from bot.language.words.phrases import is_no_figure
from bot.language.words.questions import asks
from bot.language.words.tokens import tidy
from storage.models import Status

LONGEST_TITLE = 120  # letters, with the status
LEAST_OF_A_TITLE = 3  # words
# Of an indicator these say nothing without its value
NEEDS_A_VALUE = (Status.COMPLETED, Status.IN_PROGRESS, Status.ONGOING)
_UNDER_WAY = Entry("", Status.IN_PROGRESS.value)
_REMOVAL = re.compile(r"(?:bỏ|bo|trừ|tru|xóa|xoá|xoa|drop)\s+(?:(?:ra|bớt|bot)\s+)?(?=\S)", re.I)
_INDICATOR = re.compile(r"(?<!\w)(?:chỉ tiêu|chi tieu)\s(?:(?:số|so)\s)?(\d{1,3})(?![\w.,])", re.I)
_WHERE_NAMED = re.compile(r"^|[,;\n]\s?|\s(?:và|va)\s", re.IGNORECASE | re.MULTILINE)


@dataclass
class _Resolving:
    """References of a reading on their way to tasks."""

    facts: Facts
    fits: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Numbers of the list last shown, and codes."""
        for one, number in numbers_of(self.facts).items():
            self.fits.setdefault(str(number), []).append(one)
        for task in self.facts.named:
            if task.code:
                self.fits.setdefault(task.code, []).append(task.expectation_id)

    @property
    def codes(self) -> list[str]:
        return [ref for ref in self.fits if not ref.isdecimal()]

    @property
    def indicators(self) -> dict[str, Duty]:
        """By the references that fit them alone."""
        sure = {
            ref: self.facts.known_by_id(fits[0])
            for ref, fits in self.fits.items()
            if len(fits) == 1
        }
        return {ref: task for ref, task in sure.items() if task and task.is_indicator}

    @property
    def titles(self) -> dict[str, tuple[str, str]]:
        """Code and title, by the references that fit one task alone."""
        sure = {ref: self.task_of(ref) for ref in self.fits}
        known = {ref: self.facts.known_by_id(one) for ref, one in sure.items() if one is not None}
        return {ref: (task.code, task.title) for ref, task in known.items() if task and task.title}

    def task_of(self, ref: str) -> int | None:
        fits = self.fits.get(ref, ())
        return fits[0] if len(fits) == 1 else None


def read_lines(text: str, facts: Facts) -> Lines:
    """Only what is sure is in `said`; everything else is named as it was written."""
    resolving = _Resolving(facts)
    text = _by_its_number(with_digits(text), resolving)
    if "\t" not in text:  # a table's titles stand in cells of their own
        text = with_codes(tidy(text), resolving.titles)
    codes = [*resolving.codes, *_other_codes(text, resolving.codes)]
    measured, rest = values_in(text, resolving.indicators, codes, facts)
    lines = _of_values(measured, facts)
    if not rest.strip(" ,;\n"):
        return lines
    by_title = _by_title(rest, facts)
    work = by_title or _of_work(rest, codes, resolving, lines)
    return replace(lines.with_more(work), doubtful=lines.doubtful)


def _by_its_number(text: str, resolving: _Resolving) -> str:
    """ "chỉ tiêu 31" of a list whose 31 is an indicator, in a plan without a CT.31."""
    known = resolving.indicators
    return _INDICATOR.sub(
        lambda found: found[1] if found[1] in known and f"CT.{found[1]}" not in known else found[0],
        text,
    )


def is_clear(lines: Lines) -> bool:
    """Whether a text can be nothing but a reply on tasks, even while words are asked for."""
    return len(lines.said) > 1 and lines.is_whole


def _of_values(measured: Sequence[Measured], facts: Facts) -> Lines:
    """A figure says that the work on its indicator goes on."""
    said = [
        replace(
            _said(one.task.expectation_id, _UNDER_WAY, facts),
            value=one.value,
            by_number=one.ref.isdecimal(),
        )
        for one in measured
        if not one.is_doubtful
    ]
    doubtful = [
        Words(one.task.expectation_id, one.typed, one.ref.isdecimal())
        for one in measured
        if one.is_doubtful
    ]
    return Lines(
        tuple({one.expectation_id: one for one in said}.values()), doubtful=tuple(doubtful)
    )


def _of_work(text: str, codes: Sequence[str], resolving: _Resolving, figures: Lines) -> Lines:
    facts = resolving.facts
    reading = read_line(text, codes, resolving.indicators)
    entries = [entry for entry in reading.read if entry.ref not in (ALL, REST)]
    strange = [entry.ref for entry in entries if entry.ref not in resolving.fits]
    known = [entry for entry in entries if entry.ref in resolving.fits]
    twofold = _twofold(known, resolving)
    clear = [entry for entry in known if entry.ref not in twofold]
    said = [_said(resolving.fits[entry.ref][0], entry, facts) for entry in clear]
    unsure = _unsure(reading, resolving, ids_of(said))
    of_all = [entry for entry in reading.read if entry.ref in (ALL, REST)]
    missing: tuple[int, ...] = ()
    if strange or twofold:  # who the others are depends on every one that is named
        twofold += [entry.ref for entry in of_all]
    elif of_all:
        named = ids_of(said) | ids_of(figures.said) | ids_of(figures.doubtful)
        said += _of_the_others(of_all, named, facts)
        missing = tuple(one for one in _ids_owed(facts, wants_content) if one not in named)
    said, without_figure = _apart(said, facts)
    missing = (*missing, *without_figure)
    kept = {one.text for one in unsure}
    return Lines(
        tuple(dict.fromkeys(said)),  # "1 xong, 9.4 xong" may be said of one task
        tuple(part for part in reading.unread if part not in kept),
        tuple(dict.fromkeys(strange)),
        tuple(twofold),
        tuple(Words(resolving.fits[one.ref][0], one.words, one.ref.isdecimal()) for one in unsure),
        missing=missing,
    )


def _apart(said: list[ParsedReply], facts: Facts) -> tuple[list[ParsedReply], list[int]]:
    """What may be stored, and the indicators that are said to go on but whose figure is not."""
    lacking = [
        one.expectation_id
        for one in said
        if one.status in NEEDS_A_VALUE
        and (task := facts.known_by_id(one.expectation_id))
        and is_measurable(task)
        and not ((stored := facts.stored(one.expectation_id)) and stored.value)
    ]
    return [one for one in said if one.expectation_id not in lacking], lacking


def _unsure(reading: Reading, resolving: _Resolving, said: set[int]) -> list[Unsure]:
    """Of a figure nothing but the figure is asked, so words on it stay unread; but that there is
    none yet."""
    found: dict[int, Unsure] = {}
    for one in reading.unsure:
        task = resolving.task_of(one.ref)
        may_be_kept = one.ref not in resolving.indicators or is_no_figure(one.words)
        if task is not None and task not in said and may_be_kept:
            found.setdefault(task, one)
    return list(found.values())


def wants_content(task: Duty) -> bool:
    """Whether "all done" says nothing on it: a figure, a request, a report on the whole."""
    return task.is_indicator or task.is_ad_hoc or not task.code


def _by_title(text: str, facts: Facts) -> Lines | None:
    """ "tập huấn hội nhập kinh tế quốc tế xong rồi ạ": the one task with these words."""
    clean = tidy(text)
    if len(clean) > LONGEST_TITLE or asks(clean) or any(letter.isdecimal() for letter in clean):
        return None
    starts = [found.start() for found in re.finditer(r"(?<=\s)\w", clean)]
    for start in starts[LEAST_OF_A_TITLE - 1 :]:
        status = read_status(clean[start:])
        if status is None:
            continue
        fits = find(clean[: start - 1], facts).fits
        if len(fits) != 1 or not fits[0].code:
            return None
        entry = Entry(fits[0].code, status.status.value, status.percent, status.note)
        return Lines((_said(fits[0].expectation_id, entry, facts),))
    return None


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
    clean, found, done = tidy(text), list[str](), 0
    for place in _WHERE_NAMED.finditer(clean):
        refs = refs_at(clean[place.end() :]) if place.end() >= done else None
        if refs is None:
            continue
        done = place.end() + refs.end
        if refs_at(clean[place.end() : done], codes) is None:
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


def _of_the_others(entries: Sequence[Entry], named: set[int], facts: Facts) -> list[ParsedReply]:
    """ "Tất cả", "còn lại": the work that is still owed and of which nothing else was said."""
    return [
        _said(one, entry, facts)
        for entry in entries
        for one in _ids_owed(facts, lambda task: not wants_content(task))
        if one not in named
    ]


def _ids_owed(facts: Facts, fits: Callable[[Duty], bool]) -> list[int]:
    return [task.expectation_id for task in facts.owed if fits(task)]


def _said(expectation_id: int, entry: Entry, facts: Facts) -> ParsedReply:
    task = facts.known_by_id(expectation_id)
    return ParsedReply(
        expectation_id,
        entry.status,
        entry.percent,
        entry.note,
        task.status if task else "",
        by_number=entry.ref.isdecimal(),
    )
