"""The workbook: every word is found again, none is a formula, and it is laid out to be printed."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from bot.documents.formats import Format
from locales import translator
from storage.database import Database
from tests.support.worlds.answers.answered import CLEAN, DUE, WORDS, AnsweredWorld

HEAD = 4  # its row, counted from one


@pytest.fixture(scope="module", name="made")
def _made(sqlite: Database) -> bytes:
    from tests.support.databases import emptied

    return Format.XLSX.file(AnsweredWorld(emptied(sqlite)).dossier(), translator("vi"))


@pytest.fixture(name="book")
def _book(made: bytes) -> Workbook:
    return load_workbook(BytesIO(made))


def cells(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows(min_row=HEAD + 1):
        yield from row


def words_of(sheet: Any) -> list[str]:
    texts = (one.value for one in cells(sheet) if isinstance(one.value, str))
    return [word for text in texts for word in text.split()]


def column(sheet: Any, heading: str) -> list[Any]:
    headings = [one.value for one in sheet[HEAD]]
    at = headings.index(heading) + 1
    return [row[0].value for row in sheet.iter_rows(min_row=HEAD + 1, min_col=at, max_col=at)]


@pytest.mark.parametrize("code", WORDS)
def test_every_word_that_was_answered_is_found_again(book: Workbook, code: str) -> None:
    found = words_of(book["Bảng nhiệm vụ"])
    for text in CLEAN.get(code, WORDS[code]):
        wanted = text.split()
        if wanted:
            at = next(i for i in range(len(found)) if found[i] == wanted[0])
            assert set(wanted) <= set(found[at:])


def test_a_long_text_goes_on_below_in_its_order_with_the_same_code(book: Workbook) -> None:
    sheet = book["Bảng nhiệm vụ"]
    told = zip(column(sheet, "STT"), column(sheet, "Kết quả"), strict=True)
    parts = [words for code, words in told if code == "1.2" and words]
    assert len(parts) > 10
    assert " ".join(parts) == WORDS["1.2"][0]


def test_no_cell_is_a_formula_or_a_link_whatever_it_begins_with(book: Workbook) -> None:
    every = [one for sheet in book for one in cells(sheet)]
    assert any(str(one.value).startswith("=") for one in every)
    assert {one.data_type for one in every} <= {"s", "n", "d", "inlineStr"}
    assert not any(one.hyperlink for one in every)


def test_the_table_is_the_decisions_own_with_the_round_beside_it(book: Workbook) -> None:
    sheet = book["Bảng nhiệm vụ"]
    codes = list(dict.fromkeys(column(sheet, "STT")))
    assert codes == ["1", "1.1", "1.2", "1.3", "1.4"]
    assert column(sheet, "Nội dung nhiệm vụ")[:2] == [
        "Năng lượng",
        "Tuyên truyền tiết kiệm năng lượng",
    ]
    assert column(sheet, "Tỷ lệ (%)")[1] == 60.5
    assert column(sheet, "Tiếp nhận lần đầu")[1] == datetime(2026, 11, 14, 9)  # noqa: DTZ001
    assert "Trả lại: Thiếu số liệu" in column(sheet, "Kết quả xét duyệt")
    assert column(sheet, "Tình trạng")[-1] == "quá hạn, chưa báo cáo"


def test_the_other_sheets_tell_who_is_missing_what_hinders_and_whom_to_call(
    book: Workbook,
) -> None:
    assert book.sheetnames == [
        "Bảng nhiệm vụ",
        "Theo đơn vị",
        "Chỉ tiêu",
        "Khó khăn, đề xuất",
        "Chưa báo cáo",
        "Danh sách gọi điện",
        "Số liệu, biểu đồ",
    ]
    assert column(book["Chưa báo cáo"], "STT") == ["1.3", "1.4"]
    assert column(book["Khó khăn, đề xuất"], "STT")[0] == "1.1"
    assert column(book["Theo đơn vị"], "Phải báo cáo") == [3, 1]
    assert "Sở Y tế" in column(book["Danh sách gọi điện"], "Cơ quan, đơn vị")


def test_every_sheet_is_laid_out_to_be_read_and_printed(book: Workbook) -> None:
    for sheet in book:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
        assert sheet.oddFooter is not None
        assert "&P" in str(sheet.oddFooter.center and sheet.oddFooter.center.text)
        assert all(one.alignment.wrap_text for one in cells(sheet))
        assert all((sheet.row_dimensions[one.row].height or 0) < 409 for one in cells(sheet))


def test_the_charts_are_excels_own(made: bytes) -> None:
    with ZipFile(BytesIO(made)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 2
        assert "Đúng hạn" in parts.read(charts[0]).decode()


def test_nobody_knows_whom_a_telephone_would_have_reached_then(in_memory: Database) -> None:
    from dataclasses import replace

    dossier = replace(AnsweredWorld(in_memory).dossier(), calls=None)
    book = load_workbook(BytesIO(Format.XLSX.file(dossier, translator("vi"))))
    assert "Danh sách gọi điện" not in book.sheetnames
    assert dossier.as_of > DUE
