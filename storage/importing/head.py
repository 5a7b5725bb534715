"""Reads the head of a decision: number, date, title, province, period, coordinator, recipients."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import takewhile

from storage.importing.document import Document, UnreadableDecision
from storage.importing.folder import Doubt, PlanHead
from storage.importing.told import told
from storage.names import fold

_NUMBER = re.compile(r"Số(?: hiệu)?\s*:[\s|]*(\d+\s*/\s*[A-ZĐ]{2,3}-[A-ZĐ]+)")
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_PORTAL_DATE = re.compile(r"^Ngày ban hành\s*:[\s|]*(\d{1,2})/(\d{1,2})/(\d{4})")
_ISSUED_TITLE = re.compile(r"Ban hành (?:kèm theo Quyết định này )?(Kế hoạch .+?)\s*\.?$")
_PROVINCE = re.compile(r"[Tt]ỉnh ((?:[A-ZĐÀ-Ỹ][\w]*)(?: [A-ZĐÀ-Ỹ][\w]*)*)")
_PERIOD = re.compile(r"giai đoạn (\d{4}\s*[-–—]\s*\d{4})", re.I)
_COORDINATORS = (
    re.compile(r"(?:Giao )?((?:Sở|Ban|Văn phòng) [^.;]+?) là cơ quan đầu mối"),
    re.compile(
        r"^(?:[-–+]\s+|\d+\.\s+)?(?:Giao )?((?:Sở|Ban|Văn phòng) [^.;:]+?) (?:chủ trì, )?"
        r"(?:theo dõi|hướng dẫn|đôn đốc)[^.;:]* thực hiện Kế hoạch"
    ),
)
_EXECUTES = re.compile(r"^(?:Điều \d+\.\s*)?(.+) chịu trách nhiệm thi hành Quyết định")


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
        period=" - ".join(re.findall(r"\d{4}", _first(_PERIOD, [title, *texts]))),
        coordinator=next(filter(None, (_first(one, texts) for one in _COORDINATORS)), ""),
        recipients=_recipients(texts),
    )
    return head, tuple(_doubts(head, texts))


def years_of(head: PlanHead) -> tuple[int, int]:
    """The years in which reports are owed: from the decision's year to the end of the period."""
    years = [int(year) for year in re.findall(r"\d{4}", head.period)]
    return head.issued_on.year, max([head.issued_on.year, *years])


def _number_and_date(texts: list[str], file_name: str) -> tuple[str, date]:
    """The day stands beside the number; a portal's "Ngày ban hành: …" may stand further off."""
    found = [(at, match[1]) for at, text in enumerate(texts) if (match := _NUMBER.search(text))]
    for pattern, reach in ((_DATE, 3), (_PORTAL_DATE, len(texts))):
        for at, number in found:
            matches = (pattern.search(text) for text in texts[at : at + reach])
            days = (_day(match) for match in matches if match)
            if issued_on := next(filter(None, days), None):
                return re.sub(r"\s", "", number), issued_on
    raise UnreadableDecision(
        f"{file_name} has no line like 'Số: 2082/QĐ-UBND | …, ngày 18 tháng 9 năm 2023'; "
        "add the decision's number and date at the top"
    )


def _day(match: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _recipients(texts: list[str]) -> tuple[str, ...]:
    """The list "Nơi nhận", in which "Như Điều 2" stands for those who execute the decision."""
    executing = [part.strip() for part in _first(_EXECUTES, texts).split(";") if part.strip()]
    start = next((at for at, text in enumerate(texts) if _begins_list(text)), len(texts))
    listed = takewhile(lambda text: text.startswith("-"), texts[start + 1 :])
    recipients: list[str] = []
    for entry in (text.lstrip("- ").rstrip(";., ") for text in listed):
        if entry.startswith("Như Điều"):
            recipients += executing
        elif entry and not entry.startswith("Lưu"):  # the registry's own copy
            recipients.append(entry)
    return tuple(recipients or executing)


def _begins_list(text: str) -> bool:
    return fold(text).startswith("noi nhan")


def _doubts(head: PlanHead, texts: Iterable[str]) -> Iterable[Doubt]:
    if not any(_begins_list(text) for text in texts):
        reason = told("the list 'Nơi nhận' is missing")
        proposal = told("those who execute it: {names}", names="; ".join(head.recipients))
        yield Doubt("plan.toml", "", "recipients", "", reason, proposal)
    for name in ("title", "period", "coordinator"):
        if not getattr(head, name):
            yield Doubt(
                "plan.toml", "", name, "", told("it was not found"), told("fill it in by hand")
            )


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    matches = (pattern.search(text) for text in texts)
    return next((match[1].strip() for match in matches if match), "")
