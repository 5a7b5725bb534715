"""Running text of a PDF: lines in reading order, joined to the paragraphs they came from."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from storage.importing.files.pdf.letters import TextLine, joined
from storage.importing.files.text.paragraphs import begins_paragraph, in_capitals
from storage.names import fold

_NEAR = 3.0  # points
_INDENT = 8.0
_COLUMN = 40.0  # further than a first line is indented
_OPEN = (",", "-", "–")  # a paragraph ends in none of them
_MORE_SPACE = 0.25  # of a line's height, between paragraphs


class Placed(NamedTuple):
    page: int
    line: TextLine


def paragraphs(lines: Sequence[Placed], right: float) -> Iterator[str]:
    """`right` is where the lines end that are full."""
    space = _usual_space(lines)
    parts: list[str] = []
    for before, one in pairwise([None, *lines]):
        assert one is not None
        if before is not None and _parted(before, one, right, space):
            yield joined(parts)
            parts = []
        parts.append(one.line.text)
    if parts:
        yield joined(parts)


def apart(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """What is above the list "Nơi nhận", the list, the signature to its right, what is below.

    Signature and list stand beside each other, line by line, and have nothing to do with it.
    """
    start = next((at for at, line in enumerate(lines) if _begins_list(line)), len(lines))
    below = lines[start:]
    pairs = ((one, other) for one, other in pairwise(below) if one.x1 < other.x0)
    middle = min((other.x0 for one, other in pairs if other.top < one.bottom), default=0) - _NEAR
    across = (at for at, line in enumerate(below) if line.x0 < middle < line.x1)
    end = next(across, len(below)) if middle > 0 else 0
    beside = below[:end]
    yield list(lines[:start])
    yield [line for line in beside if line.x1 <= middle]
    yield [line for line in beside if line.x0 >= middle]
    yield list(below[end:])


def _begins_list(line: TextLine) -> bool:
    return fold(line.text).startswith("noi nhan")


def _usual_space(lines: Sequence[Placed]) -> float:
    """The smaller spaces between lines are those inside a paragraph."""
    spaces = sorted(
        space
        for one, other in pairwise(lines)
        if one.page == other.page and (space := other.line.top - one.line.bottom) >= 0
    )
    return spaces[len(spaces) // 4] if spaces else 0.0


def _parted(before: Placed, after: Placed, right: float, space: float) -> bool:
    above, below = before.line, after.line
    if before.page == after.page:
        between = below.top - above.bottom
        if between < -_NEAR or between > space + _MORE_SPACE * (below.bottom - below.top):
            return True
    beside = below.x0 > above.x1 or below.x1 < above.x0 - _COLUMN
    if beside:
        return True
    if begins_paragraph(below.text) or _heads(above, below) or _heads(below, above):
        return True
    if above.text.endswith(_OPEN) or _centred(above, below):
        return False
    had_room = above.x1 + _INDENT / 2 + below.first < right
    indented = below.x0 > above.x0 + _INDENT and not begins_paragraph(above.text)
    return had_room or indented


def _heads(line: TextLine, other: TextLine) -> bool:
    return in_capitals(line.text) and not other.text.isupper()


def _centred(above: TextLine, below: TextLine) -> bool:
    """Lines of a title: of unlike lengths about the same middle."""
    aside = abs(above.x0 + above.x1 - below.x0 - below.x1) / 2
    return aside < 2 * _NEAR and abs(above.x1 - above.x0 - below.x1 + below.x0) > _INDENT
