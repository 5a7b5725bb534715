"""The workbook to fill in: its sheets, the labels of its head, and how that head reads as text."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from storage import lazy
from storage.importing.document import UnreadableDecision
from storage.importing.files.listing import one_line

HEAD_SHEET, TASK_SHEET, GUIDE_SHEET = "Thông tin chung", "Nhiệm vụ", "Hướng dẫn"


class Label(StrEnum):
    """What stands to the left of each value of the head, in the order of the sheet."""

    NUMBER = "Số quyết định"
    ISSUED_ON = "Ngày ban hành"
    TITLE = "Tên kế hoạch"
    ISSUER = "Cơ quan ban hành"
    PROVINCE = "Tỉnh, thành phố"
    PERIOD = "Giai đoạn"
    COORDINATOR = "Cơ quan đầu mối"
    DUTY = "Quy định báo cáo"
    RECIPIENTS = "Nơi nhận"


REQUIRED = (Label.NUMBER, Label.ISSUED_ON, Label.PROVINCE)


def is_template(sheets: Iterable[str]) -> bool:
    return {HEAD_SHEET, TASK_SHEET} <= set(sheets)


def head_lines(rows: Iterable[Sequence[str]], name: str) -> Iterator[str]:
    """The head in the words a decision has it in; what stands under no label as it is.

    Raises UnreadableDecision when number, day or province is not filled in.
    """
    values: dict[Label, list[str]] = {label: [] for label in Label}
    others: list[str] = []
    for row in rows:
        label, value = (*row, "", "")[:2]
        if (known := one_line(label)) in set(Label):
            values[Label(known)] += filter(None, map(one_line, value.splitlines()))
        elif value:
            others.append(f"{label}: {value}")
    for label in REQUIRED:
        if not values[label]:
            raise UnreadableDecision(
                lazy(
                    "the sheet '{sheet}' of {file} has nothing beside '{label}'; fill it in",
                    sheet=HEAD_SHEET,
                    file=name,
                    label=label,
                )
            )
    yield from _lines({label: " ".join(parts) for label, parts in values.items()})
    yield from values[Label.DUTY]
    recipients = (one.strip(" -.") for part in values[Label.RECIPIENTS] for one in part.split(";"))
    if listed := [f"- {one};" for one in recipients if one]:
        yield from ("Nơi nhận:", *listed)
    yield from others


def _lines(head: dict[Label, str]) -> Iterator[str]:
    day = head[Label.ISSUED_ON].lower().removeprefix("ngày").strip()
    yield head[Label.ISSUER].upper()
    yield f"Số: {head[Label.NUMBER]} | {head[Label.PROVINCE]}, ngày {day}"
    if title := head[Label.TITLE].rstrip("."):
        yield f"Ban hành {title[0].upper()}{title[1:]}."
    if period := head[Label.PERIOD]:
        yield f"Giai đoạn {period.lower().removeprefix('giai đoạn').strip()}"
    if coordinator := head[Label.COORDINATOR]:
        yield f"{coordinator} là cơ quan đầu mối."
