"""Pasted text: torn rows, junk, headers, footnotes, and files that are no decision."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.importing import FolderTaken, UnreadableDecision, read_decision, write_import
from storage.importing.agency_book import AgencyBook
from storage.importing.document import Document
from storage.importing.rules import read_rules
from storage.importing.tables import Column, task_grids
from storage.importing.tasks import read_tasks
from storage.importing.text import read_text
from storage.importing.vocabulary import vocabulary_of

HEADER = "STT | Nhiệm vụ | Thời gian thực hiện | Phân công | Nguồn lực | Kết quả | Ghi chú | ||"
TIERS = "Cơ quan chủ trì | Cơ quan phối hợp | |||||||"
LETTERHEAD = (
    "Số: 12/QĐ-UBND | Bến Tre, ngày 5 tháng 1 năm 2024 |\n"
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thử tỉnh Bến Tre giai đoạn 2024 - 2030.\n"
    "Điều 3. Giao Sở Kế hoạch và Đầu tư là cơ quan đầu mối về việc này.\n"
)


def document(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "decision.txt"
    path.write_text(text, encoding="utf-8")
    return read_text(path)


def codes(found: Document) -> list[str]:
    (grid,) = task_grids(found)
    return [grid.text(row, Column.CODE) for row in grid.rows]


def test_a_row_torn_by_an_empty_cell_is_put_together(tmp_path: Path) -> None:
    """BT-A3."""
    torn = "1 | Trồng cây | 2024 | Sở Y tế | Sở Xây dựng | I | Báo cáo |\n| ||\n"
    following = "2 | Tưới cây | 2025 | Sở Y tế | Sở Xây dựng | I | Báo cáo |\n| ||\n"
    (grid,) = task_grids(document(tmp_path, f"{HEADER}\n{TIERS}\n{torn}{following}"))
    assert [len(row.cells) for row in grid.rows] == [7, 7]
    assert [row.line for row in grid.rows] == [3, 5]
    assert grid.text(grid.rows[0], Column.COORDINATING) == "Sở Xây dựng"


def test_blank_cells_lines_between_two_tables_are_no_rows(tmp_path: Path) -> None:
    """BT-A4."""
    text = f"{HEADER}\n{TIERS}\n1 | Trồng cây | |||||||\n" + "|\n" * 15 + "Hết\n"
    assert codes(document(tmp_path, text)) == ["1"]


def test_footnotes_before_the_table_and_repeated_headers_are_no_rows(tmp_path: Path) -> None:
    """BT-A5."""
    text = (
        f"1 Chú thích một.\n2 Chú thích hai.\n{HEADER}\n{TIERS}\n1 | Trồng | ||||||||\n{HEADER}\n"
    )
    assert codes(document(tmp_path, text)) == ["1"]


def test_a_row_that_numbers_the_columns_is_no_task(tmp_path: Path) -> None:
    text = "TT | Nội dung | Chủ trì |\n1 | 2 | 3 |\nI | Rừng | |\n1 | Trồng cây | Sở Y tế |\n"
    assert codes(document(tmp_path, text)) == ["I", "1"]


def test_columns_are_found_by_their_words_in_any_order(tmp_path: Path) -> None:
    text = "Ghi chú | Đơn vị phối hợp | Sản phẩm | Đơn vị chủ trì | Nội dung | TT | Thời hạn |\n"
    (grid,) = task_grids(document(tmp_path, text + "n | p | s | c | t | 1 | 2024 |\n"))
    row = grid.rows[0]
    columns = (Column.CODE, Column.TITLE, Column.LEAD, Column.COORDINATING, Column.TIMEFRAME)
    assert [grid.text(row, column) for column in columns] == ["1", "t", "c", "p", "2024"]
    assert grid.text(row, Column.PRODUCT) == "s"
    assert grid.text(row, Column.NOTE) == "n"


def test_the_title_over_lead_and_coordinating_may_name_the_agencies(tmp_path: Path) -> None:
    top = (
        "TT | Mã | Nhiệm vụ, dự án giai đoạn 2021 - 2030 | Cơ quan chịu trách nhiệm | Kinh phí | |"
    )
    text = f"{top}\nChủ trì | Phối hợp | ||||\n1 | x | Trồng | Sở Y tế | Sở Xây dựng | I |\n"
    (grid,) = task_grids(document(tmp_path, text))
    row = grid.rows[0]
    assert grid.text(row, Column.TITLE) == "Trồng"
    assert grid.text(row, Column.LEAD) == "Sở Y tế"
    assert grid.text(row, Column.COORDINATING) == "Sở Xây dựng"
    assert grid.text(row, Column.FUNDING) == "I"


def test_rows_framed_by_bars_are_read_too(tmp_path: Path) -> None:
    rows = "| I | Rừng |\n| 1 | Trồng | Sở Y tế |\n| 2 | Tưới | Sở Y tế |\n"
    assert codes(document(tmp_path, f"| TT | Nội dung | Chủ trì |\n{rows}")) == ["I", "1", "2"]


def test_a_table_that_is_not_understood_is_a_doubt(tmp_path: Path) -> None:
    path = tmp_path / "decision.txt"
    strange = "Loại | Số lượng |\na | 1 |\nb | 2 |\n"
    table = f"{HEADER}\n{TIERS}\n1 | Trồng | 2024 | Sở Y tế |\n"
    path.write_text(f"{LETTERHEAD}{table}Phụ lục\n{strange}", encoding="utf-8")
    doubts = read_decision(path).folder.doubts
    assert [d.source_line for d in doubts if "was not read" in d.reason] == [8]


def test_script_of_a_web_page_is_left_out_and_said_so(tmp_path: Path) -> None:
    """BT-A2."""
    text = (
        "Kết thúc.\nspan', 'dctk > span'];\nvar a = 1;\n// Gán giá trị\nif (a || b) {\nĐiều cuối\n"
    )
    found = document(tmp_path, text)
    assert [line.text for line in found.lines] == ["Kết thúc.", "Điều cuối"]
    assert [line.number for line in found.left_out] == [2]
    assert found.tables == ()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", "Kế hoạch".encode("utf-16"), "not UTF-8"),
        ("a.txt", b"abc\0def", "binary"),
        ("a.txt", b" \n", "empty"),
        ("a.txt", "Kế hoạch không có phụ lục".encode(), "no table"),
        ("a.docx", b"PK", "reads .txt"),
        ("a.xlsx", b"PK", "reads .txt"),
        ("a.pdf", b"%PDF", "reads .txt"),
        ("a", b"", "reads .txt"),
        ("a.txt", f"{HEADER}\n{TIERS}\n1 | Trồng | Sở Y tế |\n".encode(), "number and date"),
        ("missing.txt", None, "no file"),
    ],
)
def test_what_is_no_decision_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableDecision, match=words) as refusal:
        read_decision(path)
    assert "\n" not in str(refusal.value)
    assert [one.name for one in tmp_path.iterdir()] == ([] if content is None else [name])


def test_a_reviewed_folder_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "decision.txt"
    path.write_text(f"{LETTERHEAD}{HEADER}\n{TIERS}\n1 | Trồng | 2024 | Sở Y tế |\n")
    imported = read_decision(path)
    write_import(imported, tmp_path / "plan")
    write_import(imported, tmp_path / "plan")
    items = tmp_path / "plan" / "items.csv"
    items.write_text(items.read_text() + "\n")
    with pytest.raises(FolderTaken, match=r"items\.csv"):
        write_import(imported, tmp_path / "plan")


NAMES = st.text(alphabet="abcdeăâêôơư ", min_size=1, max_size=12).map(str.strip).filter(bool)
LEADS = st.sampled_from(["Sở Y tế", "Sở Mây và Gió", "UBND các huyện, thành phố", "mọi người"])
CODES = st.sampled_from(["1", "1.1", "1.1.1", "a)", "đ)", "I", "2.", "x1", "12.3"])


@settings(deadline=None)
@given(rows=st.lists(st.tuples(CODES, NAMES, LEADS, st.booleans()), min_size=1, max_size=12))
def test_no_row_with_a_code_and_a_lead_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, bool]]
) -> None:
    lines = [HEADER, TIERS]
    for code, title, lead, torn in rows:
        start = f"{code} | {title} | 2024 | {lead} | Sở Xây dựng | I | Báo cáo |"
        lines.append(f"{start}\n| ||" if torn else f"{start} ||")
    found = document(tmp_path_factory.mktemp("table"), "\n".join(lines))
    (grid,) = task_grids(found)
    tasks = read_tasks(grid, AgencyBook(vocabulary_of("Bến Tre")), 2024)
    kept = [(item.title_raw, item.lead_raw) for item in tasks.items]
    assert kept == [(" ".join(title.split()), lead) for _, title, lead, _ in rows]
    assert all(item.leads for item in tasks.items)
    assert len({item.code for item in tasks.items}) == len(rows)


@pytest.mark.parametrize(
    ("sentence", "day", "month", "strict", "to"),
    [
        (
            "- Các sở báo cáo về Sở Kế hoạch và Đầu tư trước ngày 15 tháng 11 hàng năm.",
            15,
            11,
            True,
            "Sở Kế hoạch và Đầu tư",
        ),
        ("Các sở định kỳ gửi UBND tỉnh ngày 10/12 hằng năm.", 10, 12, False, "UBND tỉnh"),
    ],
)
def test_rule(tmp_path: Path, sentence: str, day: int, month: int, strict: bool, to: str) -> None:
    """M1: before a day is not on a day."""
    lines = document(tmp_path, sentence).lines
    (rule,), doubts = read_rules(lines, "Sở Kế hoạch và Đầu tư", 2023, 2030)
    assert (rule.day, rule.month, rule.strict, rule.to) == (day, month, strict, to)
    assert rule.quote == sentence.lstrip("- ")
    assert rule.tier == "agencies"
    assert doubts == ()


def test_days_with_a_year_are_no_rules_and_none_at_all_is_a_doubt(tmp_path: Path) -> None:
    text = "Căn cứ Quyết định ngày 22/7/2022, hàng năm; và ngày 01 tháng 10 năm 2021 hàng năm."
    rules, (doubt,) = read_rules(document(tmp_path, text).lines, "", 2023, 2030)
    assert rules == ()
    assert doubt.field == "rules"
