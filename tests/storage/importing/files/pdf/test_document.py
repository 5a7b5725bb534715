"""PDF files: text and tables over pages, what belongs to the page, side by side, footnotes."""

from pathlib import Path

import pytest

from storage.importing.decision import read_decision
from storage.importing.document import Document, Odd
from storage.importing.files.reader import Source, read_source
from storage.importing.tables.grids.classifier import sort_tables
from tests.support.files.decisions import text_of
from tests.support.files.pdf_layout import PdfLayout
from tests.support.files.pdf_pages import A4, PdfPage, pdf_of, width_of
from tests.support.paths import DATA

HEAD = ["Số: 12/QĐ-UBND", "Bến Tre, ngày 5 tháng 1 năm 2024"]
TITLES = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
WIDTHS = (45, 190, 80, 110, 110, 60, 110, 50)


def source_of(tmp_path: Path, content: bytes) -> Source:
    path = tmp_path / "decision.pdf"
    path.write_bytes(content)
    return read_source(path)


def read(tmp_path: Path, content: bytes) -> Document:
    return source_of(tmp_path, content).document


def written(text: str = "Quyết định") -> PdfPage:
    page = PdfPage()
    page.write(60, 100, text)
    return page


def laid_out(*rows: tuple[str, ...], above: int = 0) -> bytes:
    """`above` is how many lines of the first page are filled before the table begins."""
    layout = PdfLayout()
    layout.turn()
    for n in range(above):
        layout.paragraph(f"Dòng {n}.")
    layout.table(WIDTHS[:4], TITLES, rows)
    return layout.content()


def test_a_plan_of_many_pages_reads_like_its_text(tmp_path: Path) -> None:
    """A third of the tasks of Bến Tre, with some of the text, on pages that tear rows."""
    document = read_source(DATA / "ben-tre" / "decision.txt").document
    (grid,) = sort_tables(document).tasks
    rows = [row.cells for row in grid.rows[:30]]
    lines = ["ỦY BAN NHÂN DÂN TỈNH BẾN TRE", *HEAD, *(line.text for line in document.lines[10:30])]
    layout = PdfLayout(head="CÔNG BÁO/Số 12/Ngày 30-9-2023")
    for line in lines:
        layout.paragraph(line)
    layout.table(WIDTHS, grid.titles, rows)
    (tmp_path / "decision.pdf").write_bytes(layout.content())
    (tmp_path / "decision.txt").write_bytes(text_of(lines, list(grid.titles), rows))
    printed = read_source(tmp_path / "decision.pdf").document
    assert len(layout.pages) > 4
    assert [line.text for line in printed.lines] == lines
    assert [row.cells for row in printed.tables[0].rows] == [grid.titles, *rows]
    folder, pasted = (
        read_decision(tmp_path / name).folder for name in ("decision.pdf", "decision.txt")
    )
    assert folder.head == pasted.head
    assert [item.leads for item in folder.items] == [item.leads for item in pasted.items]
    told = [doubt for doubt in folder.doubts if doubt.reason == "read from a PDF"]
    assert [(one.file, one.seen, one.proposal) for one in told] == [
        ("decision.txt", "decision.pdf", "compare with the signed text")
    ]


def test_a_person_can_look_every_line_up(tmp_path: Path) -> None:
    content = laid_out(("1", "Trồng cây", "Sở Y tế", "2024"), above=2)
    source = source_of(tmp_path, content)
    text = source.kept["decision.txt"].decode().split("\n")
    assert text[source.document.tables[0].rows[1].line - 1] == "| 1 | Trồng cây | Sở Y tế | 2024 |"
    assert source.kept["decision.pdf"] == content


@pytest.mark.parametrize("lines", range(20, 30))
def test_wherever_a_page_ends_no_row_is_torn(tmp_path: Path, lines: int) -> None:
    long = "Trồng cây xanh ở các xã ven biển, ven sông và dọc theo các tuyến đường của tỉnh"
    rows = [(str(n), long, "Sở Y tế", "2024") for n in range(1, 8)]
    document = read(tmp_path, laid_out(*rows, above=lines))
    assert [row.cells for table in document.tables for row in table.rows] == [TITLES, *rows]
    assert [note.odd for note in document.notes] == [Odd.PDF]


def test_what_may_be_a_row_of_its_own_is_said(tmp_path: Path) -> None:
    """A title that goes on with a capital letter, where every other row has a number."""
    words = "Trồng cây xanh ở các xã của các huyện Bình Đại và dọc các tuyến đường của Tỉnh Bến Tre"
    rows = [(str(n), words, "Sở Y tế", "2024") for n in range(1, 40)]
    document = read(tmp_path, laid_out(*rows))
    assert [row.cells for row in document.tables[0].rows[1:]] == rows
    said = [note for note in document.notes if note.odd is Odd.JOINED]
    assert said
    assert all("Tỉnh Bến Tre" in note.text for note in said)


def test_pages_of_a_gazette_lose_their_heads_and_numbers_only(tmp_path: Path) -> None:
    full = "Ban hành kèm theo Quyết định này Kế hoạch hành động của tỉnh."
    pages = []
    for number in range(1, 7):
        page = PdfPage()
        head = f"CÔNG BÁO/Số 12 {number}" if number % 2 else f"{number} CÔNG BÁO/Số 12"
        page.write(60, 40, head)
        page.write(60, 100, f"Phụ lục {number}")
        page.write(60, 400, f"Điều {number}. {full}")
        page.write(60, 414, f"Hết phần {number}.")
        page.write(300, 800, f"Trang {number}/6")
        pages.append(page)
    expected = [
        t for n in range(1, 7) for t in (f"Phụ lục {n}", f"Điều {n}. {full}", f"Hết phần {n}.")
    ]
    read_lines = [line.text for line in read(tmp_path, pdf_of(pages)).lines]
    assert " ".join(read_lines) == " ".join(expected)


def test_letterhead_recipients_and_signature_stand_side_by_side(tmp_path: Path) -> None:
    page = PdfPage()
    for y, left, right in (
        (60, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (75, "TỈNH BẾN TRE", "Độc lập - Tự do - Hạnh phúc"),
        (95, "Số: 12/QĐ-UBND", "Bến Tre, ngày 5 tháng 1 năm 2024"),
    ):
        page.write(60, y, left)
        page.write(300, y, right)
    for n, line in enumerate(("Nơi nhận:", "- Như Điều 3;", "- Sở Tài chính và các sở,", "ban;")):
        page.write(60, 300 + 14 * n, line)
    page.write(360, 300, "TM. ỦY BAN NHÂN DÂN")
    page.write(380, 316, "CHỦ TỊCH")
    page.write(
        60, 400, "Kèm theo quyết định này là danh mục các nhiệm vụ của các cơ quan và đơn vị."
    )
    texts = [line.text for line in read(tmp_path, pdf_of([page])).lines]
    assert texts[:6] == [
        *("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *("TỈNH BẾN TRE", "Độc lập - Tự do - Hạnh phúc"),
        *("Số: 12/QĐ-UBND", "Bến Tre, ngày 5 tháng 1 năm 2024"),
    ]
    assert texts[6:9] == ["Nơi nhận:", "- Như Điều 3;", "- Sở Tài chính và các sở, ban;"]
    assert texts[-1].startswith("Kèm theo")


def test_footnotes_stand_after_the_table_and_leave_no_mark(tmp_path: Path) -> None:
    page = PdfPage()
    page.box(60, 100, 300, 120)
    page.box(300, 100, 500, 120)
    page.write(62, 112, "Ưu tiên")
    page.write(62 + width_of("Ưu tiên"), 107, "1", 5)
    page.write(302, 112, "50 m")
    page.write(302 + width_of("50 m"), 107, "2", 5)
    page.write(60, 700, "1", 5)
    page.write(64, 705, "Cao hoặc thấp,")
    page.write(60, 718, "không có mức khác.")
    page.write(60, 731, "2", 5)
    page.write(64, 736, "Ước tính.")
    document = read(tmp_path, pdf_of([page, written("Sau bảng.")]))
    assert document.tables[0].rows[0].cells == ("Ưu tiên", "50 m2")
    assert [line.text for line in document.lines] == [
        "[1] Cao hoặc thấp, không có mức khác.",
        "[2] Ước tính.",
        "Sau bảng.",
    ]


def test_merged_cells_stand_in_every_row_and_under_a_two_tier_header(tmp_path: Path) -> None:
    page = PdfPage()
    page.box(60, 100, 100, 140)
    page.box(100, 100, 400, 120)
    page.box(100, 120, 250, 140)
    page.box(250, 120, 400, 140)
    for x, y, text in ((62, 112, "STT"), (102, 112, "Phân công"), (102, 132, "Chủ trì")):
        page.write(x, y, text)
    page.write(252, 132, "Phối hợp")
    (table,) = read(tmp_path, pdf_of([page])).tables
    assert [row.cells for row in table.rows] == [
        ("STT", "Phân công"),
        ("STT", "Chủ trì", "Phối hợp"),
    ]


def test_a_table_that_no_rule_closes_at_the_end_of_the_page_is_whole(tmp_path: Path) -> None:
    page = PdfPage()
    for x in (60, 200, 400):
        page.rule(x, 100, x, 160)
    for y in (100, 120):
        page.rule(60, y, 400, y)
    for y, row in ((112, ("1", "Trồng cây")), (132, ("2", "Tưới cây"))):
        page.write(62, y, row[0])
        page.write(202, y, row[1])
    (table,) = read(tmp_path, pdf_of([page])).tables
    assert [row.cells for row in table.rows] == [("1", "Trồng cây"), ("2", "Tưới cây")]


def test_a_frame_round_the_page_or_round_words_is_no_table(tmp_path: Path) -> None:
    page = PdfPage()
    page.box(20, 20, 575, 822)
    page.box(450, 40, 560, 60)
    page.write(460, 54, "DỰ THẢO")
    page.box(60, 80, 400, 100)
    page.write(62, 92, "Đóng khung một câu")
    for x, text in ((60, "STT"), (200, "Nhiệm vụ")):
        page.box(x, 200, x + 140, 220)
        page.write(x + 2, 212, text)
    document = read(tmp_path, pdf_of([page]))
    assert [row.cells for table in document.tables for row in table.rows] == [("STT", "Nhiệm vụ")]
    assert [line.text for line in document.lines] == ["DỰ THẢO", "Đóng khung một câu"]


def test_a_heading_alone_on_a_page_stays_in_its_table(tmp_path: Path) -> None:
    layout = PdfLayout(numbered=False)
    layout.turn()
    layout.table((40, 300, 300), ("STT", "Nhiệm vụ", "Chủ trì"), [("1", "Trồng cây", "Sở Y tế")])
    layout.turn()
    layout.page.box(40, 60, 680, 80)
    layout.page.write(42, 72, "II. Rừng")
    (table,) = read(tmp_path, layout.content()).tables
    assert [row.cells for row in table.rows][1:] == [("1", "Trồng cây", "Sở Y tế"), ("II. Rừng",)]


def test_every_page_is_a_step(tmp_path: Path) -> None:
    path = tmp_path / "decision.pdf"
    path.write_bytes(pdf_of([written(f"Điều {n}.") for n in range(5)]))
    calls: list[tuple[int, int]] = []
    read_source(path, lambda done, total: calls.append((done, total)))
    assert calls == [*((n, 5) for n in range(1, 6)), (5, 5)]


def test_what_stands_outside_the_page_is_not_seen(tmp_path: Path) -> None:
    page = written()
    page.write(A4[0] + 50, 100, "không thấy")
    page.write(60, -40, "không thấy")
    assert [line.text for line in read(tmp_path, pdf_of([page])).lines] == ["Quyết định"]
