"""The workbook to fill in: what is filled in comes back from the import, and nothing else does."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.documents.plan_template import COLUMNS, plan_template
from locales import LANGUAGES, translator
from storage.importing.decision import read_decision
from storage.importing.document import UnreadableDecision
from storage.importing.files.excel.template import (
    GUIDE_SHEET,
    HEAD_SHEET,
    REQUIRED,
    TASK_SHEET,
    Label,
)
from storage.importing.files.reader import read_source
from storage.importing.folder.model import PlanFolder
from storage.importing.tables.grids.columns import Column, column_of

DUTY = (
    "Các sở, ban, ngành tỉnh báo cáo kết quả thực hiện về Sở Tài chính "
    "trước ngày 15 tháng 11 hằng năm."
)
HEAD: dict[Label, str | date] = {
    Label.NUMBER: "2082/QĐ-UBND",
    Label.ISSUED_ON: date(2026, 9, 18),
    Label.TITLE: "Kế hoạch hành động tăng trưởng xanh tỉnh Bến Tre giai đoạn 2021 - 2030",
    Label.ISSUER: "Ủy ban nhân dân tỉnh Bến Tre",
    Label.PROVINCE: "Bến Tre",
    Label.PERIOD: "2021 - 2030",
    Label.COORDINATOR: "Sở Tài chính",
    Label.DUTY: DUTY,
    Label.RECIPIENTS: "Các sở, ban, ngành tỉnh; UBND các xã, phường",
}
TASKS = (
    ("I", "Thể chế, chính sách"),
    ("1", "Trồng cây xanh", "Sở Y tế", "Sở Xây dựng; Sở Tài chính", "2026", "Báo cáo", "x"),
    ("1.10", "Tưới cây", "Sở Xây dựng", "", "Hằng năm"),
)


def filled_in(
    head: dict[Label, str | date], tasks: Sequence[Sequence[str]], language: str = "vi"
) -> Workbook:
    book = load_workbook(BytesIO(plan_template(translator(language))))
    values = dict(head)
    for row in book[HEAD_SHEET].iter_rows(min_col=1, max_col=2):
        row[1].value = values.pop(Label(f"{row[0].value}"), None)
    assert not values
    for number, task in enumerate(tasks, 2):
        for column, text in enumerate(task, 1):
            book[TASK_SHEET].cell(number, column).value = text or None
    return book


def imported(folder: Path, book: Workbook) -> PlanFolder:
    book.save(folder / "plan.xlsx")
    return read_decision(folder / "plan.xlsx").folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_comes_back(tmp_path: Path, language: str) -> None:
    folder = imported(tmp_path, filled_in(dict(HEAD), TASKS, language))
    head = folder.head
    assert (head.decision, f"{head.issued_on}") == ("2082/QĐ-UBND", "2026-09-18")
    assert (head.title, head.province) == (HEAD[Label.TITLE], "Bến Tre")
    assert (head.period, head.coordinator) == ("2021 - 2030", "Sở Tài chính")
    assert head.recipients == ("Các sở, ban, ngành tỉnh", "UBND các xã, phường")
    assert [(rule.quote, rule.month, rule.day, rule.strict) for rule in head.rules] == [
        (DUTY, 11, 15, True)
    ]
    heading, task, other = folder.items
    assert (heading.code, heading.kind, heading.title) == ("I", "heading", "Thể chế, chính sách")
    assert (task.title, task.leads) == ("Trồng cây xanh", ("Sở Y tế",))
    assert task.coordinating == ("Sở Xây dựng", "Sở Tài chính")
    assert (task.timeframe_raw, task.product_raw) == ("2026", "Báo cáo")
    assert (other.title, other.recurrence) == ("Tưới cây", "yearly")
    assert other.code.endswith("1.10")
    assert {doubt.file for doubt in folder.doubts} <= {
        "items.csv",
        "agencies.csv",
        "succession.csv",
    }


def test_a_day_may_be_typed_as_words(tmp_path: Path) -> None:
    for typed in ("18/9/2026", "ngày 18 tháng 9 năm 2026"):
        folder = imported(tmp_path, filled_in({**HEAD, Label.ISSUED_ON: typed}, TASKS))
        assert f"{folder.head.issued_on}" == "2026-09-18"


@pytest.mark.parametrize("label", REQUIRED)
def test_what_is_needed_and_missing_is_named(tmp_path: Path, label: Label) -> None:
    head = {name: value for name, value in HEAD.items() if name is not label}
    with pytest.raises(UnreadableDecision, match=f"'{HEAD_SHEET}' of plan.xlsx .* '{label}'; "):
        imported(tmp_path, filled_in(head, TASKS))


def test_the_guide_is_not_imported_and_words_beside_no_label_are(tmp_path: Path) -> None:
    book = filled_in(dict(HEAD), TASKS)
    book[HEAD_SHEET].append(["Người ký", "Một đồng chí"])
    book.save(tmp_path / "plan.xlsx")
    texts = [line.text for line in read_source(tmp_path / "plan.xlsx").document.lines]
    assert texts[-1] == "Người ký: Một đồng chí"
    assert book[GUIDE_SHEET].cell(1, 1).value not in texts


def test_a_workbook_of_ones_own_with_such_a_sheet_is_read_whole(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = GUIDE_SHEET
    book.worksheets[0].append(["Một dòng"])
    book.save(tmp_path / "own.xlsx")
    texts = [line.text for line in read_source(tmp_path / "own.xlsx").document.lines]
    assert texts == ["Một dòng"]


def test_every_column_is_one_the_importer_knows_and_no_cell_is_a_formula() -> None:
    assert [column_of(title) for title, _ in COLUMNS] == [
        *(Column.CODE, Column.TITLE, Column.LEAD, Column.COORDINATING, Column.TIMEFRAME),
        *(Column.PRODUCT, Column.NOTE),
    ]
    book = load_workbook(BytesIO(plan_template(translator("vi"))))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}
    assert book.sheetnames == [HEAD_SHEET, TASK_SHEET, GUIDE_SHEET]
