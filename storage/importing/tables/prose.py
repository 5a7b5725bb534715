"""Finds tasks in running text: "1.1. Xây dựng … – Đơn vị chủ trì: … – Thời gian hoàn thành: …"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from storage.importing.document import Line, Row
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column, column_of

_MARK = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=[.)])|[IVXLC]+(?=\.)|[a-zđ](?=\)))[.)]?\s+(\S.*)"
)
_WHO = r"(?:(?:cơ quan|đơn vị|bộ phận|ban|phòng|người|lãnh đạo)(?:, đơn vị)?\s+)?"
_ROLE = (
    r"(?:chủ trì|phối hợp|chủ trì,? phối hợp|thực hiện|chịu trách nhiệm|tham mưu|phụ trách)"
    r"(?:\s+(?:thực hiện|tham mưu|chính))?"
)
_MATTER = (
    r"(?:thời gian|thời hạn|thời điểm|tiến độ|hạn|kết quả|sản phẩm|đầu ra|kinh phí|nguồn lực)"
    r"(?:\s+(?!là\b)[^\W\d_]+){0,3}"
)
_LABEL = re.compile(rf"(?:^|[-–—+•;.*(,])\s*({_WHO}{_ROLE}|{_MATTER})\s*:\s*", re.I)
_ENDS = re.compile(r"(?:nơi nhận|phụ lục|điều \d+)\b", re.I)
_BULLET = re.compile(r"[-–—+•*]\s*")
_MARKS = " ;,.–—-"
_COLUMNS = {
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
class _Block:
    """What stands from one number to the next; `said` are the labelled words."""

    line: int
    code: str
    title: str
    said: dict[Column, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    open: Column | None = None  # whose words may go on in the next line


def prose_grid(lines: Sequence[Line]) -> Grid | None:
    """The labelled tasks and the headings above them as a table; None where nobody leads any."""
    blocks = list(_blocks(lines))
    if not any(Column.LEAD in block.said for block in blocks):
        return None
    kept = _with_headings(blocks)
    columns = {column: at for at, column in enumerate(_COLUMNS)}
    return Grid(columns, tuple(map(_row, kept)), titles=(*_COLUMNS.values(), _NOTES))


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    block: _Block | None = None
    for line in lines:
        mark = _MARK.match(line.text)
        if mark or _ENDS.match(line.text):
            if block:
                yield block
            block = _Block(line.number, mark[1], "") if mark else None
            if mark and block:
                block.title = _take(block, mark[2])
        elif block:
            _go_on(block, line.text)
    if block:
        yield block


def _go_on(block: _Block, text: str) -> None:
    words = _BULLET.sub("", text, count=1)
    wrapped = words == text and text[:1].islower() and not _LABEL.match(text)
    if wrapped and block.open:
        block.said[block.open] = f"{block.said[block.open]} {text}".rstrip(_MARKS)
    elif wrapped and not block.said and not block.notes:
        block.title = f"{block.title} {_take(block, text)}".strip()
    elif rest := _take(block, words):
        block.notes.append(rest)


def _take(block: _Block, text: str) -> str:
    """Files the labelled words of a text in the block; gives what stands before them."""
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        column = column_of(label[1])
        column = Column.LEAD if column is Column.AGENCY else column
        words = text[label.end() : end].strip(_MARKS)
        if column and column in _COLUMNS and column not in block.said:
            block.said[column] = words
            block.open = column
        elif words:
            block.notes.append(f"{label[1]}: {words}")
    return text[: labels[0].start()].strip(_MARKS) if labels else text


def _with_headings(blocks: Sequence[_Block]) -> list[_Block]:
    """The tasks, each after the nearest blocks with the codes above its own: 1 above 1.1.

    Numerals only where numbers begin again under them.
    """
    kept = _with_above(blocks, numerals=False)
    numbers = [blocks[at].code for at in kept if blocks[at].code[-1].isdecimal()]
    if len(set(numbers)) < len(numbers):
        kept = _with_above(blocks, numerals=True)
    return [blocks[at] for at in kept]


def _with_above(blocks: Sequence[_Block], numerals: bool) -> list[int]:
    tasks = [at for at, block in enumerate(blocks) if block.said]
    above = (place for at in tasks for place in _above(blocks, at, numerals))
    return sorted({*tasks, *above})


def _above(blocks: Sequence[_Block], at: int, numerals: bool) -> Iterator[int]:
    code = blocks[at].code
    for place in range(at - 1, -1, -1):
        other = blocks[place].code
        is_letter = code.isalpha() and code.islower()
        if (is_letter and other[-1].isdecimal()) or code.rpartition(".")[0] == other:
            code = other
            yield place
        elif numerals and other.isupper() and not code.isupper():
            yield place
            return


def _row(block: _Block) -> Row:
    said: Mapping[Column, str] = {
        Column.CODE: block.code,
        Column.TITLE: block.title,
        **block.said,
    }
    notes = " ".join(block.notes) if block.said else ""
    return Row(block.line, (*(said.get(column, "") for column in _COLUMNS), notes))
