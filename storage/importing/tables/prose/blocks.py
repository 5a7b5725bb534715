"""Paragraphs with a number of their own, as rows: tasks, and the headings above them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from storage.importing.document import Row
from storage.importing.tables.codes.printed import is_bullet
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column

COLUMNS = {
    Column.CODE: "STT",
    Column.TITLE: "Nhiệm vụ",
    Column.LEAD: "Chủ trì",
    Column.COORDINATING: "Phối hợp",
    Column.TIMEFRAME: "Thời gian",
    Column.PRODUCT: "Kết quả",
    Column.FUNDING: "Kinh phí",
}
_NOTES = "Nội dung"


@dataclass
class Block:
    """What stands from one number to the next; `said` are the words that fill columns."""

    line: int
    code: str
    title: str
    said: dict[Column, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    open: Column | None = None  # whose words may go on in the next line
    taken: set[int] = field(default_factory=set)  # the lines of the labels


def grid_of(blocks: Sequence[Block], headings: Collection[int] = ()) -> Grid | None:
    """The tasks with the headings above them, and the blocks of the lines `headings`; None where
    nobody leads any task."""
    if not any(Column.LEAD in block.said for block in blocks):
        return None
    columns = {column: at for at, column in enumerate(COLUMNS)}
    rows = tuple(map(_row, _with_headings(blocks, headings)))
    return Grid(columns, rows, titles=(*COLUMNS.values(), _NOTES))


def _with_headings(blocks: Sequence[Block], headings: Collection[int]) -> list[Block]:
    """The tasks, each after the nearest blocks with the codes above its own: 1 above 1.1.

    Numerals only where numbers begin again under them.
    """
    kept = _with_above(blocks, headings, numerals=False)
    numbers = [blocks[at].code for at in kept if blocks[at].code[-1:].isdecimal()]
    if len(set(numbers)) < len(numbers):
        kept = _with_above(blocks, headings, numerals=True)
    return [blocks[at] for at in kept]


def _with_above(blocks: Sequence[Block], headings: Collection[int], numerals: bool) -> list[int]:
    tasks = [at for at, one in enumerate(blocks) if one.said or one.line in headings]
    above = (place for at in tasks for place in _above(blocks, at, numerals))
    return sorted({*tasks, *above})


def _above(blocks: Sequence[Block], at: int, numerals: bool) -> Iterator[int]:
    code = blocks[at].code
    for place in range(at - 1, -1, -1):
        other = blocks[place].code
        if _stands_above(other, code):
            code = other
            yield place
        elif numerals and other.isupper() and not code.isupper():
            yield place
            return


def _stands_above(other: str, code: str) -> bool:
    """1 above 1.1 and above a), either above a bullet."""
    if is_bullet(code):
        return bool(other) and not is_bullet(other) and not other.isupper()
    is_letter = code.isalpha() and code.islower()
    return (is_letter and other[-1:].isdecimal()) or code.rpartition(".")[0] == other != ""


def _row(block: Block) -> Row:
    said: Mapping[Column, str] = {
        Column.CODE: block.code,
        Column.TITLE: block.title.rstrip(" ."),
        **block.said,
    }
    notes = " ".join(block.notes) if block.said else ""
    return Row(block.line, (*(said.get(column, "") for column in COLUMNS), notes))
