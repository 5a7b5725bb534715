"""Finds tasks in running text: "1.1. Xây dựng … – Đơn vị chủ trì: … – Thời gian hoàn thành: …"."""

import re
from collections.abc import Iterator, Sequence

from storage.importing.document import Line
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column, column_of
from storage.importing.tables.prose.blocks import COLUMNS, Block, grid_of

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


def prose_grid(lines: Sequence[Line]) -> Grid | None:
    """The labelled tasks and the headings above them as a table; None where nobody leads any."""
    return grid_of(list(_blocks(lines)))


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    block: Block | None = None
    for line in lines:
        mark = _MARK.match(line.text)
        if mark or _ENDS.match(line.text):
            if block:
                yield block
            block = Block(line.number, mark[1], "") if mark else None
            if mark and block:
                block.title = _take(block, mark[2])
        elif block:
            _go_on(block, line.text)
    if block:
        yield block


def _go_on(block: Block, text: str) -> None:
    words = _BULLET.sub("", text, count=1)
    wrapped = words == text and text[:1].islower() and not _LABEL.match(text)
    if wrapped and block.open:
        block.said[block.open] = f"{block.said[block.open]} {text}".rstrip(_MARKS)
    elif wrapped and not block.said and not block.notes:
        block.title = f"{block.title} {_take(block, text)}".strip()
    elif rest := _take(block, words):
        block.notes.append(rest)


def _take(block: Block, text: str) -> str:
    """Files the labelled words of a text in the block; gives what stands before them."""
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        column = column_of(label[1])
        column = Column.LEAD if column is Column.AGENCY else column
        words = text[label.end() : end].strip(_MARKS)
        if column and column in COLUMNS and column not in block.said:
            block.said[column] = words
            block.open = column
        elif words:
            block.notes.append(f"{label[1]}: {words}")
    return text[: labels[0].start()].strip(_MARKS) if labels else text
