"""Excel workbooks: numbers as they are seen, merged ranges, letterhead cells, several sheets."""

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from storage.importing.document import Document, Odd, UnreadableDecision
from storage.importing.files.excel.number_format import shown
from storage.importing.files.reader import read_source
from tests.support.files.decisions import Layout, part_of, saved, text_of, with_part, xlsx_of

SHEET = "/".join(("xl", "worksheets", "sheet1.xml"))
HEAD = ["Số: 12/QĐ-UBND", "Bến Tre, ngày 5 tháng 1 năm 2024"]
HEADER = ["STT", "Nhiệm vụ", "Thời gian", "Chủ trì", "Phối hợp"]
ROWS = [
    ["I. Truyền thông"],
    ["1", "Trồng cây", "2024", "Sở Y tế", "Sở Xây dựng"],
    ["1.10", "Tưới  cây\nhằng ngày", "", "Sở Y tế", "_x000D_Sở Xây dựng"],
]


def read(tmp_path: Path, book: Workbook | bytes) -> Document:
    path = tmp_path / "decision.xlsx"
    path.write_bytes(book if isinstance(book, bytes) else saved(book))
    return read_source(path).document


def book_of(*rows: Sequence[object]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return book


def tables_of(document: Document) -> list[list[tuple[str, ...]]]:
    assert all(table.aligned for table in document.tables)
    return [[row.cells for row in table.rows] for table in document.tables]


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_cells_are_those_of_the_same_plan_as_text(tmp_path: Path) -> None:
    rows = [["1", "Trồng cây", "2024", "Sở Y tế"], ["2", "Tưới", "Hàng năm", "UBND tỉnh"]]
    path = tmp_path / "decision.txt"
    path.write_bytes(text_of(HEAD, HEADER[:4], rows))
    pasted = read_source(path).document
    workbook = read(tmp_path, xlsx_of(HEAD, HEADER[:4], rows))
    assert tables_of(workbook) == [[row.cells for row in pasted.tables[0].rows]]
    assert texts(workbook) == texts(pasted) == HEAD


def test_a_person_can_look_every_line_up(tmp_path: Path) -> None:
    path = tmp_path / "decision.xlsx"
    path.write_bytes(xlsx_of(HEAD, HEADER, ROWS))
    source = read_source(path)
    text = source.kept["decision.txt"].decode().split("\n")
    assert text[:4] == [*HEAD, "", "| STT | Nhiệm vụ | Thời gian | Chủ trì | Phối hợp |"]
    assert [text[row.line - 1] for row in source.document.tables[0].rows] == text[3:7]
    assert source.kept["decision.xlsx"] == path.read_bytes()


def test_two_tiers_a_merged_heading_and_numbers_with_a_format(tmp_path: Path) -> None:
    layout = Layout(two_tier={"Phân công": (3, 5)}, merged_headings=True, auto_numbers=True)
    (rows,) = tables_of(read(tmp_path, xlsx_of(HEAD, HEADER, ROWS, layout)))
    assert rows == [
        ("STT", "Nhiệm vụ", "Thời gian", "Phân công"),
        ("STT", "Nhiệm vụ", "Thời gian", "Chủ trì", "Phối hợp"),
        ("I. Truyền thông",),
        ("1", "Trồng cây", "2024", "Sở Y tế", "Sở Xây dựng"),
        ("1.10", "Tưới cây hằng ngày", "", "Sở Y tế", "Sở Xây dựng"),
    ]


def test_a_vertically_merged_cell_holds_for_every_row_it_spans(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], ["1", "a", "2024"], ["2", "b"], ["3", "c"])
    book.worksheets[0].merge_cells("C2:C3")
    (rows,) = tables_of(read(tmp_path, book))
    assert rows[1:] == [("1", "a", "2024"), ("2", "b", "2024"), ("3", "c")]


def test_a_range_merged_to_the_end_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], ["1", "a", "2024"], ["2", "b"])
    sheet = book.worksheets[0]
    sheet.merged_cells.add("C2:XFD1048576")
    (rows,) = tables_of(read(tmp_path, book))
    assert rows[1:] == [("1", "a", "2024"), ("2", "b", "2024")]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (2023.0, "General", "2023"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1000000000000000000000"),
        (5, "00", "05"),
        (2.675, "0.00", "2.68"),
        (1200, "#,##0", "1.200"),
        (1234567.5, "#,##0.00", "1.234.567,50"),
        (0.4615, "0.00%", "46,15%"),
        (0.4, "0%", "40%"),
        (-3, "0", "-3"),
        (-1200, "#,##0;(#,##0)", "(1.200)"),
        (1200, "_(* #,##0_);_(* (#,##0)", "1.200"),
        (5, '0" năm"', "5 năm"),
        (5, '"Điều "0', "Điều 5"),
        (1.5, "0.##", "1.5"),
        (7, "[Red]0", "7"),
        (7, "@", "7"),
        (0.5, "# ?/?", "0.5"),
        (True, "General", "TRUE"),
        (date(2023, 1, 1), "d.m", "01/01/2023"),
        (date(2023, 11, 30), "General", "30/11/2023"),
        (time(7, 30), "h:mm", "07:30:00"),
        ("1.1", "0", "1.1"),
        (None, "General", ""),
    ],
)
def test_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_a_code_that_excel_took_for_a_date_is_no_code(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], [date(2023, 1, 1), "Trồng", "2024"])
    book.worksheets[0]["A2"].number_format = "d.m"
    (rows,) = tables_of(read(tmp_path, book))
    assert rows[1] == ("01/01/2023", "Trồng", "2024")


def test_every_sheet_is_read_and_hidden_rows_too(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], ["1", "a", "2024"], ["2", "b", "2025"])
    book.worksheets[0].row_dimensions[2].hidden = True
    hidden = book.create_sheet("Phụ lục 2")
    hidden.sheet_state = "hidden"
    hidden.append(HEADER[:3])
    hidden.append(["1", "c", "2026"])
    first, second = tables_of(read(tmp_path, book))
    assert [row[1] for row in first + second] == ["Nhiệm vụ", "a", "b", "Nhiệm vụ", "c"]


def test_hidden_rows_are_said_once_a_stretch(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], *([n, f"việc {n}", "2024"] for n in range(1, 7)))
    for number in (3, 4, 6):
        book.worksheets[0].row_dimensions[number].hidden = True
    sheet = book.create_sheet("Cũ")
    sheet.append(["1", "c", "2026"])
    sheet.sheet_state = "hidden"
    notes = read(tmp_path, book).notes
    assert {note.odd for note in notes} == {Odd.HIDDEN}
    assert [(note.line, note.text) for note in notes] == [
        (3, "2 | việc 2 | 2024"),
        (6, "5 | việc 5 | 2024"),
        (9, "1 | c | 2026"),
    ]


def test_struck_words_are_kept_and_said_so(tmp_path: Path) -> None:
    book = book_of(["ghi chú"], HEADER[:3], ["1", "a", "2024"], ["2", "b", "2025"])
    for place in ("A1", "B4", "C4", "D4"):
        book.worksheets[0][place].font = Font(strike=True)
    document = read(tmp_path, book)
    assert tables_of(document)[0][2] == ("2", "b", "2025")
    assert [(note.line, note.odd, note.text) for note in document.notes] == [
        (1, Odd.STRUCK, "ghi chú"),
        (5, Odd.STRUCK, "b | 2025"),
    ]


def test_some_struck_words_of_a_cell(tmp_path: Path) -> None:
    """Excel keeps such words in a table that all sheets share."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    runs = "<r><t>Trồng </t></r><r><rPr><strike/></rPr><t>cây</t></r>"
    data = saved(book_of(HEADER[:3], ["1", "here", "2024"]))
    for name, old, new in (
        ("[Content_Types].xml", "</Types>", f"{kind}</Types>"),
        (SHEET, 't="inlineStr"><is><t>here</t></is>', 't="s"><v>0</v>'),
    ):
        part = part_of(data, name).decode()
        assert old in part
        data = with_part(data, name, part.replace(old, new).encode())
    shared = f'<sst xmlns="{space}"><si>{runs}</si></sst>'.encode()
    document = read(tmp_path, with_part(data, "xl/sharedStrings.xml", shared))
    assert tables_of(document)[0][1] == ("1", "Trồng cây", "2024")
    assert [note.text for note in document.notes] == ["cây"]


def test_letterhead_cells_are_running_lines_and_a_heading_inside_is_a_row(tmp_path: Path) -> None:
    book = book_of(
        ["ỦY BAN NHÂN DÂN", "", "CỘNG HÒA"],
        HEAD,
        [],
        ["KẾ HOẠCH"],
        HEADER,
        ["I. Truyền thông"],
        ["1", "Trồng", "2024", "Sở Y tế"],
        [],
        ["2", "Tưới", "2024", "Sở Y tế"],
        ["Ghi chú cuối bảng"],
        [],
        [],
        ["PHỤ LỤC 2"],
        ["TT", "Dự án"],
        ["1", "Kè"],
    )
    document = read(tmp_path, book)
    assert texts(document)[:5] == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA", *HEAD, "KẾ HOẠCH"]
    assert texts(document)[5:] == ["Ghi chú cuối bảng", "PHỤ LỤC 2"]
    first, second = tables_of(document)
    assert [row[0] for row in first] == ["STT", "I. Truyền thông", "1", "2"]
    assert second == [("TT", "Dự án"), ("1", "Kè")]


def test_rich_text_is_one_text(tmp_path: Path) -> None:
    title = CellRichText("Trồng ", TextBlock(InlineFont(b=True), "cây"))
    (rows,) = tables_of(read(tmp_path, book_of(HEADER[:3], ["1", title, "2024"])))
    assert rows[1] == ("1", "Trồng cây", "2024")


def test_a_formula_without_a_result_is_not_read_as_an_empty_cell(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDecision, match=r"A3 of the sheet 'Sheet' .* formula"):
        read(tmp_path, book_of(HEADER[:3], ["1", "a", "b"], ["=A2+1", "a", "b"]))


def test_a_sum_without_a_result_only_adds_up_what_is_read(tmp_path: Path) -> None:
    """Programs other than Excel write none."""
    rows = ["1", "Trồng cây", "2024"], ["", "Tổng cộng", "=SUM(C2:C2)"]
    document = read(tmp_path, book_of(HEADER[:3], *rows))
    assert tables_of(document) == [[tuple(HEADER[:3]), ("1", "Trồng cây", "2024")]]
    assert texts(document) == ["Tổng cộng"]


def test_rows_without_an_end_are_refused(tmp_path: Path) -> None:
    book = book_of(HEADER, ["1", "a", "b"])
    book.worksheets[0]["XFD3"] = "x"
    with pytest.raises(UnreadableDecision, match="16384 columns"):
        read(tmp_path, book)


@pytest.mark.parametrize("place", ["A1048576", "OJ9"])
def test_a_stray_cell_far_off_costs_nothing(tmp_path: Path, place: str) -> None:
    book = book_of(HEADER[:3], ["1", "a", "b"])
    book.worksheets[0][place] = "x"
    document = read(tmp_path, book)
    assert tables_of(document)[0] == [tuple(HEADER[:3]), ("1", "a", "b")]
    assert texts(document) == ["x"]


def test_many_rows_of_many_columns_are_refused(tmp_path: Path) -> None:
    book = book_of(*([n] for n in range(2_001)))
    book.worksheets[0].cell(5, 500, "x")
    with pytest.raises(UnreadableDecision, match=r"2,001 rows of 500 columns, .*; delete"):
        read(tmp_path, book)


def test_a_long_cell_merged_over_many_rows_is_refused_in_time(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], *([n, "a", "dài " * 8_000] for n in range(700)))
    book.worksheets[0].merge_cells("C2:C700")
    with pytest.raises(UnreadableDecision, match=r"decision\.xlsx has .* 20,000,000 .*; "):
        read(tmp_path, book)


def test_rows_that_a_merged_cell_fills_alone_are_no_rows_and_no_gap(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], ["1", "a", "2024"], [], [], [], ["2", "b", "2025"])
    for column in "ABC":
        book.worksheets[0].merge_cells(f"{column}2:{column}5")
    (rows,) = tables_of(read(tmp_path, book))
    assert rows[1:] == [("1", "a", "2024"), ("2", "b", "2025")]


def test_a_far_cell_without_a_value_costs_nothing(tmp_path: Path) -> None:
    book = book_of(HEADER[:3], ["1", "a", "b"])
    book.worksheets[0]["XFD1048576"].number_format = "0.00"
    assert len(tables_of(read(tmp_path, book))[0]) == 2


def test_a_thousand_rows_tell_their_progress(tmp_path: Path) -> None:
    path = tmp_path / "decision.xlsx"
    path.write_bytes(saved(book_of(HEADER, *([n, "a", "b", "c", "d"] for n in range(1, 1001)))))
    calls: list[tuple[int, int]] = []
    source = read_source(path, lambda done, total: calls.append((done, total)))
    assert len(source.document.tables[0].rows) == 1001
    assert calls == sorted(calls)
    assert calls[-1] == (1001, 1001)
