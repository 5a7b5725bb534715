"""Works out the numbers Word puts before paragraphs, which the text itself does not contain."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage.importing.files.word.styles import Element, Styles, number_of, qn, value_of
from storage.importing.numerals import numeral

_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list; `restart_after` is the deepest level whose use starts it anew."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart_after: int = _LEVELS
    legal: bool = False  # every number of the text in decimals
    style: str = ""
    forced_start: int | None = None


@dataclass(frozen=True)
class NumberList:
    """A list as paragraphs name it; several share the counters of one definition."""

    definition: str
    levels: Mapping[int, Level]


class Numbering:
    """Counts along the document: ask `label` for every paragraph once, in its order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if root is None else _lists(root, styles)
        self._counters: dict[str, dict[int, int]] = {}
        self._forced: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """ "1.1.", "b)", "-" for a bullet, or "" for a paragraph outside any list."""
        list_id, depth = self._place(paragraph)
        found = self._lists.get(list_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counters = self._counters.setdefault(found.definition, {})
        counters[depth] = self._next(counters, list_id, depth, level)
        for deeper, other in found.levels.items():
            if deeper > depth and depth <= other.restart_after:
                counters.pop(deeper, None)
        return _label(level, found.levels, counters)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list of a paragraph and its level there, its own or those of its style."""
        style = self._styles.of_paragraph(paragraph)
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        inherited = self._styles.first(style, f"{qn('w:pPr')}/{qn('w:numPr')}")
        list_id = value_of(own, "w:numId") or value_of(inherited, "w:numId")
        depth = value_of(own, "w:ilvl")
        if not depth and not value_of(own, "w:numId"):
            found = self._lists.get(list_id)
            linked = (
                [n for n, level in found.levels.items() if level.style == style] if found else []
            )
            depth = str(linked[0]) if linked else value_of(inherited, "w:ilvl")
        return list_id, int(depth or 0)

    def _next(self, counters: Mapping[int, int], list_id: str, depth: int, level: Level) -> int:
        if level.forced_start is not None and (list_id, depth) not in self._forced:
            self._forced.add((list_id, depth))
            return level.forced_start
        return counters[depth] + 1 if depth in counters else level.start


def _lists(root: Element, styles: Styles) -> dict[str, NumberList]:
    definitions = {d.get(qn("w:abstractNumId"), ""): d for d in root.iterfind(qn("w:abstractNum"))}
    uses = {n.get(qn("w:numId"), ""): n for n in root.iterfind(qn("w:num"))}
    found = {}
    for list_id, use in uses.items():
        definition = definitions.get(value_of(use, "w:abstractNumId"))
        link = value_of(definition, "w:numStyleLink")
        if link:  # the levels stand with the style's own list
            linked = styles.first(link, f"{qn('w:pPr')}/{qn('w:numPr')}")
            original = uses.get(value_of(linked, "w:numId"))
            definition = definitions.get(value_of(original, "w:abstractNumId"))
        if definition is not None and list_id != "0":
            levels = {_depth(el): _level(el) for el in definition.iterfind(qn("w:lvl"))}
            for override in use.iterfind(qn("w:lvlOverride")):
                levels[_depth(override)] = _overridden(override, levels)
            found[list_id] = NumberList(definition.get(qn("w:abstractNumId"), ""), levels)
    return found


def _depth(element: Element) -> int:
    return int(element.get(qn("w:ilvl"), "0"))


def _level(element: Element) -> Level:
    restart = number_of(element, "w:lvlRestart")
    return Level(
        format=value_of(element, "w:numFmt") or "decimal",
        text=value_of(element, "w:lvlText"),
        start=number_of(element, "w:start") or 0,
        restart_after=_LEVELS if restart is None else restart - 1,
        legal=element.find(qn("w:isLgl")) is not None,
        style=value_of(element, "w:pStyle"),
    )


def _overridden(override: Element, levels: Mapping[int, Level]) -> Level:
    own = override.find(qn("w:lvl"))
    level = _level(own) if own is not None else levels.get(_depth(override), Level())
    return replace(level, forced_start=number_of(override, "w:startOverride"))


def _label(level: Level, levels: Mapping[int, Level], counters: Mapping[int, int]) -> str:
    if level.format == "bullet":
        return level.text if level.text in ("-", "–", "+", "*", "•") else "-"
    text = level.text
    for depth in range(_LEVELS):
        if f"%{depth + 1}" in text:
            other = levels.get(depth, Level())
            number = counters.get(depth, other.start)
            shown = _written(number, "decimal" if level.legal else other.format)
            text = text.replace(f"%{depth + 1}", shown)
    return text


def _written(number: int, number_format: str) -> str:
    match number_format:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "upperRoman" | "lowerRoman":
            roman = numeral(number)
            return roman if number_format == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter":
            letter = _letter(number)
            return letter.upper() if number_format == "upperLetter" else letter
        case _:
            return str(number)


def _letter(number: int) -> str:
    """a … z, then aa, bb …: Word counts with the English letters, without đ."""
    if number < 1:
        return ""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
