"""Reads the head of a decision: number, date, title, province, period, coordinator, recipients."""

import re
from collections.abc import Iterable
from datetime import date

from storage.importing.document import Document, UnreadableDecision
from storage.importing.folder import Doubt, PlanHead
from storage.names import fold

_NUMBER = re.compile(r"Số(?: hiệu)?\s*:[\s|]*(\d+\s*/\s*QĐ-[A-ZĐ]+)")
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_ISSUED_TITLE = re.compile(r"Ban hành (?:kèm theo Quyết định này )?(Kế hoạch .+?)\s*\.?$")
_PROVINCE = re.compile(r"tỉnh ((?:[A-ZĐÀ-Ỹ][\w]*)(?: [A-ZĐÀ-Ỹ][\w]*)*)")
_PERIOD = re.compile(r"giai đoạn (\d{4}\s*-\s*\d{4})", re.I)
_COORDINATOR = re.compile(r"(?:Giao )?((?:Sở|Ban|Văn phòng) [^.;]+?) là cơ quan đầu mối")
_EXECUTES = re.compile(r"Điều \d+\.\s*(.+) chịu trách nhiệm thi hành Quyết định")


def read_head(document: Document, file_name: str) -> tuple[PlanHead, tuple[Doubt, ...]]:
    """Raises UnreadableDecision when number, date or province cannot be found."""
    texts = [line.text for line in document.lines]
    letterhead = [" | ".join(row.cells) for table in document.tables for row in table.rows]
    number, issued_on = _number_and_date([*letterhead, *texts], file_name)
    title = _first(_ISSUED_TITLE, texts)
    province = _first(_PROVINCE, [title, *texts])
    if not province:
        raise UnreadableDecision(
            f"{file_name} does not say 'tỉnh …' with the province's name; add its title line"
        )
    head = PlanHead(
        code=fold(province).replace(" ", "-"),
        decision=number,
        issued_on=issued_on,
        title=title,
        province=province,
        period=_first(_PERIOD, [title, *texts]),
        coordinator=_first(_COORDINATOR, texts),
        recipients=tuple(part.strip() for part in _first(_EXECUTES, texts).split(";") if part),
    )
    return head, tuple(_doubts(head, texts))


def years_of(head: PlanHead) -> tuple[int, int]:
    """The years in which reports are owed: from the decision's year to the end of the period."""
    years = [int(year) for year in re.findall(r"\d{4}", head.period)]
    return head.issued_on.year, max([head.issued_on.year, *years])


def _number_and_date(texts: list[str], file_name: str) -> tuple[str, date]:
    for index, text in enumerate(texts):
        number = _NUMBER.search(text)
        if not number:
            continue
        for following in texts[index : index + 3]:
            if match := _DATE.search(following):
                day, month, year = (int(part) for part in match.groups())
                return re.sub(r"\s", "", number[1]), date(year, month, day)
    raise UnreadableDecision(
        f"{file_name} has no line like 'Số: 2082/QĐ-UBND | …, ngày 18 tháng 9 năm 2023'; "
        "add the decision's number and date at the top"
    )


def _doubts(head: PlanHead, texts: Iterable[str]) -> Iterable[Doubt]:
    if not any(fold(text).startswith("noi nhan") for text in texts):
        reason = "the list 'Nơi nhận' is missing"
        proposal = "; ".join(head.recipients)
        yield Doubt("plan.toml", "", "recipients", "", reason, f"those who execute it: {proposal}")
    for name in ("title", "period", "coordinator"):
        if not getattr(head, name):
            yield Doubt("plan.toml", "", name, "", "it was not found", "fill it in by hand")


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    matches = (pattern.search(text) for text in texts)
    return next((match[1].strip() for match in matches if match), "")
