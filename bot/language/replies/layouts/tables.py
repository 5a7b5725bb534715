"""Rows pasted from a spreadsheet: a row number or code, a title, a status, a percentage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.numbers.percentages import read_percent
from bot.language.replies.statuses import ParsedStatus, may_have, read_status
from bot.language.replies.task_refs import refs_at
from bot.language.words.tokens import tidy, tokens_of, words_of

_HEADERS = words_of(
    """stt, tt, số thứ tự, mã, mã số, nhiệm vụ, tên nhiệm vụ, nội dung, tên, trạng thái,
    tình trạng, tiến độ, kết quả, ghi chú, đơn vị, cơ quan, chủ trì, tỷ lệ, thời gian, thời hạn, %,
    hạn, phần trăm"""
)
# "| 9.2 | Đang làm | 60% |": as a table is pasted from a chat or a mail
_PIPED = re.compile(r"^ *\|? *(?:[\w.]{1,12}|số thứ tự) *\|[^\n]*$", re.MULTILINE | re.IGNORECASE)
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s?%|0|100")


@dataclass(frozen=True)
class Row:
    """What one line of a table says of a task. `note`: the cells behind its status."""

    ref: str
    said: ParsedStatus
    text: str  # as it was written


def rows_of(text: str, codes: Sequence[str] = ()) -> tuple[list[Row], str]:
    """The rows that are sure, and the rest of the text, which is to be read as usual."""
    text = _PIPED.sub(lambda line: line[0].strip(" |").replace("|", "\t"), text)
    if "\t" not in text:
        return [], text
    rows, rest = list[Row](), list[str]()
    for line in text.split("\n"):
        cells = [tidy(cell) for cell in line.split("\t")]
        row = _row(cells, codes) if len(cells) > 1 else None
        if row:
            rows.append(row)
        elif len(cells) < 2 or not all(map(_is_header, filter(None, cells))):
            rest.append(line)
    return rows, "\n".join(rest)


def _is_header(cell: str) -> bool:
    tokens = tokens_of(cell)
    return _HEADERS.past(tokens, 0) == len(tokens)


def _row(cells: Sequence[str], codes: Sequence[str]) -> Row | None:
    """The code, or else the number, and the one cell that says a status."""
    refs = [_ref(cell, codes) for cell in cells[:2]]
    at = 1 if refs[1] and not refs[1].isdecimal() else 0
    behind = [cell for cell in cells[at + 1 :] if cell]
    words = [cell for cell in behind if not _SHARE.fullmatch(cell)]
    said = [(place, one) for place, cell in enumerate(words) if (one := read_status(cell))]
    if len(said) > 1:  # "Đang thực hiện", and "thiếu kinh phí" beside it
        said = [(place, one) for place, one in said if not one.note]
    shares = [cell for cell in behind if _SHARE.fullmatch(cell)]
    if not refs[at] or len(said) > 1 or len(shares) > 1:
        return None
    place, status = said[0] if said else (-1, read_status(*shares) if shares else None)
    notes = words[place + 1 :] if said else []
    whole = _with(status, read_percent(*shares) if shares else None, notes) if status else None
    return Row(refs[at], whole, tidy(" ".join(cells))) if whole else None


def _with(status: ParsedStatus, share: float | None, notes: Sequence[str]) -> ParsedStatus | None:
    """The status with the percentage of its row, where both can be true."""
    if share is not None and (status.percent not in (None, share)):
        return None
    percent = status.percent if share is None else share
    note = ". ".join(filter(None, (status.note, *notes)))
    return ParsedStatus(status.status, percent, note) if may_have(status.status, percent) else None


def _ref(cell: str, codes: Sequence[str]) -> str:
    refs = refs_at(cell, codes)
    return refs.refs[0] if refs and len(refs.refs) == 1 and refs.end >= len(cell) else ""
