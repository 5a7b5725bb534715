"""Compares what a decision says twice: tasks with each other, its text with its tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from storage import lazy
from storage.importing.checks.near_duplicates import first_twins
from storage.importing.document import Line
from storage.importing.folder.model import Doubt, IndicatorEntry, ItemEntry
from storage.names import fold

_COUNTS = re.compile(r"gồm (\d+) chủ đề và (\d+) nhiệm vụ")
_THEME = re.compile(r"- (.+?)(?:, bao gồm)?: (\d+) nhiệm vụ\b")
_TARGETS_BEGIN = re.compile(r"(?:\d+(?:\.\d+)*\.? )?(?:muc tieu|chi tieu) cu the\b")
_PART_BEGINS = re.compile(r"[IVXLC]+\. ")
_BESIDE = re.compile(r"^Phấn đấu |\(.*?\)|;.*")  # words that the two may well word otherwise
_MOST_TWINS = 100  # doubts; more of them nobody reads
_SAME_TARGET, _SAME_WORDS = 0.6, 0.9


def compare_items(items: Sequence[ItemEntry]) -> Iterator[Doubt]:
    """Tasks that read nearly alike and have different leads: one may be a slip of the other."""
    for count, (other, one) in enumerate(first_twins(items)):
        if one is None or count == _MOST_TWINS:
            reason = lazy("from this row on titles were not compared with those above")
            where = ("items.csv", other.code, "title", other.title, reason)
            yield Doubt(*where, lazy("look for titles that are nearly alike"), other.source_line)
            return
        reason = lazy("the title is nearly that of {code}, whose lead is another", code=one.code)
        seen = f"{one.lead_raw} / {other.lead_raw}"
        where = ("items.csv", other.code, "title", seen, reason)
        yield Doubt(*where, lazy("confirm that both are meant"), other.source_line)


def compare_with_text(
    lines: Sequence[Line], items: Sequence[ItemEntry], indicators: Sequence[IndicatorEntry]
) -> Iterator[Doubt]:
    yield from _counts(lines, items)
    yield from _themes(lines, [item for item in items if not item.parent])
    if indicators:
        yield from _targets(lines, indicators)


def _counts(lines: Iterable[Line], items: Sequence[ItemEntry]) -> Iterator[Doubt]:
    """The decision states how many themes and tasks it has: levels one and two of the table."""
    counted = tuple(sum(item.code.count(".") == level for item in items) for level in (0, 1))
    for line in lines:
        match = _COUNTS.search(line.text)
        if match and (int(match[1]), int(match[2])) != counted:
            reason = lazy(
                "the table has {first} and {second} of them", first=counted[0], second=counted[1]
            )
            yield Doubt(
                "items.csv", "", "", match.group(), reason, lazy("compare them"), line.number
            )


def _themes(lines: Iterable[Line], themes: Sequence[ItemEntry]) -> Iterator[Doubt]:
    """The list of themes in the text, matched in order: a name may only be shorter there."""
    listed = [(line, match) for line in lines if (match := _THEME.match(line.text))]
    if len(listed) != len(themes):
        return
    for (line, match), theme in zip(listed, themes, strict=True):
        in_text, in_table = fold(match[1]).split(), fold(theme.title).split()
        if in_table[: len(in_text)] != in_text:
            reason = lazy("the text names this theme otherwise")
            proposal = lazy("keep the table's: {title}", title=theme.title)
            yield Doubt("items.csv", theme.code, "title", match[1], reason, proposal, line.number)


def _targets(lines: Sequence[Line], indicators: Sequence[IndicatorEntry]) -> Iterator[Doubt]:
    """Targets of the text that no row of the indicator table holds, or that two rows hold.

    A target with a number is found under a shorter or longer name, one without only under its own.
    """
    names = {entry.number: _words(_BESIDE.sub("", entry.name)) for entry in indicators}
    pairs: set[tuple[int, int]] = set()
    for line in _target_lines(lines):
        shares = _shares(line.text, names)
        needed = _SAME_TARGET if re.search(r"\d", line.text) else _SAME_WORDS
        if max(shares.values()) < needed:
            reason = lazy("no row of the indicator table holds this target of the text")
            seen = line.text.removeprefix("- ")
            yield Doubt(
                "indicators.csv", "", "", seen, reason, lazy("add it if wanted"), line.number
            )
        for clause in line.text.removeprefix("- ").split(";"):
            pair = _split_in_two(clause, names)
            if pair and pair not in pairs:
                pairs.add(pair)
                reason = lazy(
                    "the text has one target where the table has rows {one} and {other}",
                    one=pair[0],
                    other=pair[1],
                )
                where = ("indicators.csv", str(pair[1]), "name", clause.strip(), reason)
                yield Doubt(*where, lazy("confirm that both answer for it"), line.number)


def _split_in_two(clause: str, names: Mapping[int, set[str]]) -> tuple[int, int] | None:
    """Two rows of the table, neither a special case of the other, for one figure of the text."""
    rows = [number for number, share in _shares(clause, names).items() if share >= _SAME_WORDS]
    if len(rows) != 2 or len(re.findall(r"\d+(?:,\d+)?", clause)) != 1:
        return None
    one, other = rows
    apart = not names[one] <= names[other] and not names[other] <= names[one]
    return (one, other) if apart else None


def _shares(text: str, names: Mapping[int, set[str]]) -> dict[int, float]:
    """How much of each name stands in the text."""
    words = _words(text)
    return {number: len(words & name) / max(1, len(name)) for number, name in names.items()}


def _target_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The bullets under "Mục tiêu cụ thể", up to the next part with a numeral."""
    inside = False
    for line in lines:
        inside = not _PART_BEGINS.match(line.text) and (
            inside or bool(_TARGETS_BEGIN.match(fold(line.text)))
        )
        if inside and line.text.startswith("- "):
            yield line


def _words(text: str) -> set[str]:
    return {word for word in fold(text).split() if not word.isdecimal()}
