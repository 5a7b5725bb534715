"""Letters of a PDF page → lines of text, by where they stand: composed, without stray spaces."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

# Shares of the letters' height. A space is a quarter of it or more, and justified text shrinks it.
_SPACE, _SPACE_SAID, _WIDE_GAP = 0.2, 0.08, 2.5
_SAME_LINE, _SMALL, _SAME_PLACE = 0.5, 0.8, 0.1
_BREAKS = re.compile(r"\w[-/]$")
_CODE_BEGUN = re.compile(r"(?:[\dIVXLC]+\.)*[\dIVXLC]+\.?")
_CODE_GOES_ON = re.compile(r"\.?\d+(?:\.\d+)*\.?")


class Letter(NamedTuple):
    """One glyph, mostly one letter; `turned` when it does not stand upright."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    turned: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class TextLine:
    """`first` is how wide its first word is; raised digits are superscripts."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    first: float = 0


def letters_of(glyphs: Iterable[dict[str, Any]]) -> list[Letter]:
    """The glyphs as pdfplumber gives them; a mark of its own goes to the letter it stands over."""
    letters: list[Letter] = []
    over = -1  # the last letter that is no space
    for glyph in glyphs:
        place = (glyph["x0"], glyph["x1"], glyph["top"], glyph["bottom"])
        text = str(glyph["text"])
        if over >= 0 and unicodedata.combining(text[:1]):
            letters[over] = letters[over]._replace(text=letters[over].text + text)
            del letters[over + 1 :]
            continue
        letters.append(Letter(text, *place, not glyph["upright"]))
        over = len(letters) - 1 if text.strip() else over
    return letters


def lines_of(letters: Sequence[Letter]) -> list[TextLine]:
    """From top to bottom, and from left to right where lines stand side by side."""
    upright = [one for one in letters if not one.turned and one.height > 0]
    lines = [line for row in _rows(upright) for line in _lines(row)]
    turned = [one for one in letters if one.turned]
    if text := _composed("".join(one.text for one in turned)):
        last = turned[-1]
        lines.append(TextLine(text, turned[0].x0, last.x1, turned[0].top, last.bottom))
    return lines


def joined(lines: Iterable[str]) -> str:
    """One text of several lines: a break after "2021-", or inside a code, parts no word."""
    text = ""
    for line in lines:
        if text.endswith("\u00ad"):
            text = text[:-1] + line
        elif (_BREAKS.search(text) and line[:1].isalnum()) or _is_code(text, line):
            text += line
        else:
            text = f"{text} {line}".strip()
    return text


def _is_code(text: str, line: str) -> bool:
    """A code such as "VIII.1.10" in a column that is too narrow for it."""
    parted = text.endswith(".") or line.startswith(".")
    return parted and bool(_CODE_BEGUN.fullmatch(text) and _CODE_GOES_ON.fullmatch(line))


def _rows(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters of one height on the page; raised and lowered ones stay with the others."""
    row: list[Letter] = []
    tallest: Letter | None = None
    for one in sorted(letters, key=lambda letter: letter.middle[1]):
        if tallest is not None:
            reach = _SAME_LINE * max(tallest.height, one.height)
            if one.middle[1] - tallest.middle[1] > reach:
                yield row
                row, tallest = [], None
        row.append(one)
        if tallest is None or one.height > tallest.height:
            tallest = one
    if row:
        yield row


def _lines(row: Sequence[Letter]) -> Iterator[TextLine]:
    """The words of a row, parted where a gap is too wide for a sentence."""
    height = max(one.height for one in row)
    bottom = max(one.bottom for one in row)
    words: list[list[Letter]] = []
    for word, gap in _words(row, height):
        if words and gap > _WIDE_GAP * height:
            yield _line(words, height, bottom)
            words = []
        words.append(word)
    if words:
        yield _line(words, height, bottom)


def _words(row: Sequence[Letter], height: float) -> Iterator[tuple[list[Letter], float]]:
    """Each word with the gap before it."""
    ordered = sorted(row, key=lambda letter: letter.x0)
    seen = [one for one in ordered if one.text.strip()]
    spaces = [one.middle[0] for one in ordered if not one.text.strip()]
    word, before = seen[:1], 0.0
    for last, one in pairwise(seen):
        if _is_twice(last, one):
            continue
        gap = one.x0 - last.x1
        told = any(last.middle[0] < place < one.middle[0] for place in spaces)
        if gap > (_SPACE_SAID if told else _SPACE) * height:
            yield word, before
            word, before = [], gap
        word.append(one)
    if word:
        yield word, before


def _is_twice(last: Letter, one: Letter) -> bool:
    """Some programs print a letter twice, a little aside, to make it bold."""
    near = _SAME_PLACE * one.height
    return last.text == one.text and abs(last.x0 - one.x0) < near and last.x1 > one.x0


def _line(words: Sequence[Sequence[Letter]], height: float, bottom: float) -> TextLine:
    texts = ("".join(_shown(one, height, bottom) for one in word) for word in words)
    first, last = words[0], words[-1]
    x0 = first[0].x0
    top = min(one.top for word in words for one in word)
    text = _composed(" ".join(texts))
    return TextLine(text, x0, last[-1].x1, top, bottom, first[-1].x1 - x0)


def _shown(one: Letter, height: float, bottom: float) -> str:
    raised = bottom - one.bottom > (1 - _SMALL) * height / 2
    if raised and one.text.isdecimal() and one.height < _SMALL * height:
        return "".join(SUPERSCRIPTS[int(digit)] for digit in one.text)
    return one.text


def _composed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
