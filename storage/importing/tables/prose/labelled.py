"""Finds tasks in running text: "1.1. Xây dựng … – Đơn vị chủ trì: … – Thời gian hoàn thành: …"."""

import re
from collections.abc import Iterator, Sequence

from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.document import Line
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column, column_of
from storage.importing.tables.prose.blocks import COLUMNS, Block, grid_of
from storage.importing.tables.prose.given import given_tasks
from storage.importing.tables.tasks.timeframes import PlanPeriod

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
_DONE = r"(?:hoàn thành|xong)(?=\s+(?:trước|chậm nhất|muộn nhất|trong|vào|đến|tháng|quý|ngày))"
# "Hoàn thành trước ngày …" is a time without a colon, where it stands beside a label
_LABEL = re.compile(
    rf"(?:^|[-–—+•;.*(,])\s*(?:({_WHO}{_ROLE}|{_MATTER})\s*:\s*|(?<=[;(,] )(?P<done>{_DONE}))", re.I
)
_ENDS = re.compile(r"(?:nơi nhận|phụ lục|điều \d+)\b", re.I)
_BULLET = re.compile(r"[-–—+•*]\s*")
_MARKS = " ;,.–—-"


def labelled_tasks(
    lines: Sequence[Line], period: PlanPeriod, vocabulary: Vocabulary
) -> tuple[Grid | None, tuple[Line, ...]]:
    """The labelled tasks and the headings above them as a table, and the lines that are no task.

    None where nobody leads any. A task without labels among them is given by its sentence.
    """
    blocks = list(_blocks(lines))
    tasks = [block for block in blocks if Column.LEAD in block.said]
    beside = {above for block in tasks if (above := block.code.rpartition(".")[0])}
    for block in blocks:
        if not block.said and block.code.rpartition(".")[0] in beside:
            _give(block, period, vocabulary)
    taken = {number for block in blocks if Column.LEAD in block.said for number in block.taken}
    return grid_of(blocks), tuple(line for line in lines if line.number not in taken)


def task_of(text: str, code: str, line: int) -> Grid | None:
    """The one task of a text with labels: "…; cơ quan chủ trì: …; thời hạn: …"."""
    block = Block(line, code, "")
    block.title = _take(block, text, line)
    return grid_of([block])


def _give(block: Block, period: PlanPeriod, vocabulary: Vocabulary) -> None:
    found = given_tasks([Line(block.line, f"{block.code}. {block.title}")], period, vocabulary)
    rows = found.grid.rows if found.grid else ()
    if len(rows) == 1 and not found.rest:
        cells = dict(zip(COLUMNS, rows[0].cells, strict=False))
        block.title = cells.pop(Column.TITLE)
        block.said = {column: words for column, words in cells.items() if words}
        block.taken.add(block.line)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    block: Block | None = None
    for line in lines:
        mark = _MARK.match(line.text)
        if mark or _ENDS.match(line.text):
            if block:
                yield block
            block = Block(line.number, mark[1], "") if mark else None
            if mark and block:
                block.title = _take(block, mark[2], line.number)
        elif block:
            _go_on(block, line)
    if block:
        yield block


def _go_on(block: Block, line: Line) -> None:
    text = line.text
    words = _BULLET.sub("", text, count=1)
    wrapped = words == text and text[:1].islower() and not _LABEL.match(text)
    if wrapped and block.open:
        block.said[block.open] = f"{block.said[block.open]} {text}".rstrip(_MARKS)
    elif wrapped and not block.said and not block.notes:
        block.title = f"{block.title} {_take(block, text, line.number)}".strip()
    elif rest := _take(block, words, line.number):
        block.notes.append(rest)


def _take(block: Block, text: str, number: int) -> str:
    """Files the labelled words of a line in the block; gives what stands before them."""
    labels = list(_LABEL.finditer(text))
    if not any(label[1] for label in labels):
        return text
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        column = column_of(label[1]) if label[1] else Column.TIMEFRAME
        column = Column.LEAD if column is Column.AGENCY else column
        words = f"{label['done'] or ''}{text[label.end() : end]}".strip(_MARKS)
        if column and column in COLUMNS and column not in block.said:
            block.said[column] = words
            block.open = column
            block.taken.add(number)
        elif words:
            block.notes.append(f"{label[1]}: {words}")
    return text[: labels[0].start()].strip(_MARKS)
