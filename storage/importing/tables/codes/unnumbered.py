"""Codes for headings without a number, where the numbers below them begin anew."""

import re
from collections.abc import Iterator, Sequence

from storage.importing.numerals import numeral, value_of

_DIVIDES = re.compile(r"[IVXLC]+|[A-Z]|(?:PL|BG)\d+")
_NUMERAL = re.compile(r"[IVXLC]+")


def codes_of_groups(rows: Sequence[str | None]) -> dict[int, str]:
    """Place of each heading → its code; `rows` holds the printed codes, None for a heading.

    A heading right below a printed numeral II stands under it as "II+1"; any other gets the
    numeral after the last printed one.
    """
    last = max((value_of(row) for row in rows if row and _NUMERAL.fullmatch(row)), default=0)
    made_up: dict[int, str] = {}
    for start, end in _sections(rows):
        headings = [at for at in range(start, end) if rows[at] is None]
        if not _begins_anew(rows[start:end]):
            continue
        above = rows[start] or ""
        nested = _NUMERAL.fullmatch(above) and headings[0] == start + 1
        for count, at in enumerate(headings, 1):
            last += 0 if nested else 1
            made_up[at] = f"{above}+{count}" if nested else numeral(last)
    return made_up


def _sections(rows: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """From each printed numeral or capital letter to the next."""
    starts = [at for at, row in enumerate(rows) if row and _DIVIDES.fullmatch(row)]
    starts = [0, *(at for at in starts if at)]
    yield from zip(starts, [*starts[1:], len(rows)], strict=True)


def _begins_anew(section: Sequence[str | None]) -> bool:
    """Whether the first code below some heading stood above it already."""
    seen: set[str] = set()
    below_heading = False
    for row in section:
        if row is None:
            below_heading = True
        elif row:
            if below_heading and row in seen:
                return True
            seen.add(row)
            below_heading = False
    return False
