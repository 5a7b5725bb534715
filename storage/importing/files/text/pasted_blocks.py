"""Reads pasted text in which cells run over lines, each closed by a line of nothing but '|'."""

from collections.abc import Sequence
from itertools import pairwise

from storage.importing.document import Line, Table
from storage.importing.files.text.block_rows import (
    Block,
    column_numbers,
    header_length,
    is_first_title,
    read_table,
)
from storage.importing.files.text.paragraphs import paragraphs
from storage.names import fold

_BAR = "|"


def is_in_blocks(lines: Sequence[Line]) -> bool:
    """Whether the first title of a table stands on a line of its own, closed by a bar."""
    filled = [line.text for line in lines if line.text]
    return any(after == _BAR and is_first_title(text) for text, after in pairwise(filled))


def read_blocks(lines: Sequence[Line]) -> tuple[list[Line], list[Table]]:
    """Running text in paragraphs, and the tables; every word is in one of the two."""
    blocks = _without_repeated_headers(_blocks(lines))
    starts = [at for at, block in enumerate(blocks) if block.begins_table]
    running = _running(blocks[: starts[0]])
    tables: list[Table] = []
    for start, end in pairwise([*starts, len(blocks)]):
        above = blocks[start].lines
        running += paragraphs(above[:-1])
        cells = [Block(above[-1].number, above[-1:]), *blocks[start + 1 : end]]
        table, used = read_table(cells)
        tables.append(table)
        running += _running(cells[used:])
    return running, tables


def _blocks(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    inside: list[Line] = []
    for line in lines:
        if line.text == _BAR:
            blocks.append(Block(inside[0].number if inside else line.number, tuple(inside)))
            inside = []
        elif line.text:
            inside.append(line)
    return [*blocks, Block(inside[0].number, tuple(inside))] if inside else blocks


def _without_repeated_headers(blocks: list[Block]) -> list[Block]:
    """A header that is printed again on a new page parts rows, and even tears them."""
    first = next(at for at, block in enumerate(blocks) if block.begins_table)
    titles = header_length(blocks[first:])
    header = [fold(block.text) for block in blocks[first + 1 : first + titles]]
    numbers = column_numbers(blocks[first + titles :])
    at = first + titles + numbers
    kept = blocks[:at]
    while at < len(blocks):
        alone = blocks[at].begins_table and len(blocks[at].lines) == 1
        below = blocks[at + 1 : at + titles] if alone else []
        if not below or [fold(block.text) for block in below] != header:
            kept.append(blocks[at])
            at += 1
            continue
        at += titles
        if numbers and column_numbers(blocks[at:]) >= numbers:
            at += numbers
    return kept


def _running(blocks: Sequence[Block]) -> list[Line]:
    """Paragraphs; a label in one block and its value in the next become "Số hiệu: 12/QĐ-UBND"."""
    running: list[Line] = []
    label = False
    for block in blocks:
        found = paragraphs(block.lines)
        if label and found:
            value = found.pop(0)
            running[-1] = Line(running[-1].number, f"{running[-1].text} {value.text}")
            label = False
        else:
            label = bool(found) and found[-1].text.endswith(":")
        running += found
    return running
