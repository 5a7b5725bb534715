"""Pasted text with its rows on lines: torn rows, junk, headers, and text that is no decision."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.importing import FolderTaken, UnreadableDecision, read_decision, write_import
from storage.importing.agencies.book import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.document import Document
from storage.importing.files.text import read_text
from storage.importing.tables.columns import Column
from storage.importing.tables.grids import sort_tables
from storage.importing.tables.task_rows import join_grids
from storage.importing.tables.tasks import read_tasks

HEADER = "STT | Nhiệm vụ | Thời gian thực hiện | Phân công | Nguồn lực | Kết quả | Ghi chú | ||"
TIERS = "Cơ quan chủ trì | Cơ quan phối hợp | |||||||"
LETTERHEAD = (
    "Số: 12/QĐ-UBND | Bến Tre, ngày 5 tháng 1 năm 2024 |\n"
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thử tỉnh Bến Tre giai đoạn 2024 - 2030.\n"
    "Điều 3. Giao Sở Kế hoạch và Đầu tư là cơ quan đầu mối về việc này.\n"
)


def task_rows(document: Document) -> list[tuple[str, ...]]:
    (grid,) = sort_tables(document).tasks
    return [row.cells for row in grid.rows]


def codes(text: str) -> list[str]:
    return [cells[0] for cells in task_rows(read_text(text))]


def test_a_row_torn_by_an_empty_cell_is_put_together() -> None:
    """BT-A3."""
    torn = "1 | Trồng cây | 2024 | Sở Y tế | Sở Xây dựng | I | Báo cáo |\n| ||\n"
    following = "2 | Tưới cây | 2025 | Sở Y tế | Sở Xây dựng | I | Báo cáo |\n| ||\n"
    (grid,) = sort_tables(read_text(f"{HEADER}\n{TIERS}\n{torn}{following}")).tasks
    assert [len(row.cells) for row in grid.rows] == [7, 7]
    assert [row.line for row in grid.rows] == [3, 5]
    assert grid.text(grid.rows[0], Column.COORDINATING) == "Sở Xây dựng"


def test_blank_cells_lines_between_two_tables_are_no_rows() -> None:
    """BT-A4."""
    text = f"{HEADER}\n{TIERS}\n1 | Trồng cây | |||||||\n" + "|\n" * 15 + "Hết\n"
    assert codes(text) == ["1"]


def test_footnotes_before_the_table_and_repeated_headers_are_no_rows() -> None:
    """BT-A5."""
    text = (
        f"1 Chú thích một.\n2 Chú thích hai.\n{HEADER}\n{TIERS}\n1 | Trồng | ||||||||\n{HEADER}\n"
    )
    assert codes(text) == ["1"]


def test_rows_framed_by_bars_are_read_too() -> None:
    rows = "| I | Rừng |\n| 1 | Trồng | Sở Y tế |\n| 2 | Tưới | Sở Y tế |\n"
    (table,) = read_text(f"| TT | Nội dung | Chủ trì |\n{rows}").tables
    assert [row.cells[1] for row in table.rows] == ["TT", "I", "1", "2"]


def test_a_table_that_is_not_understood_is_a_doubt(tmp_path: Path) -> None:
    path = tmp_path / "decision.txt"
    strange = "Loại | Số lượng |\na | 1 |\nb | 2 |\n"
    table = f"{HEADER}\n{TIERS}\n1 | Trồng | 2024 | Sở Y tế |\n"
    path.write_text(f"{LETTERHEAD}{table}Phụ lục\n{strange}", encoding="utf-8")
    doubts = read_decision(path).folder.doubts
    assert [d.source_line for d in doubts if "was not read" in d.reason] == [8]


def test_script_of_a_web_page_is_left_out_and_said_so() -> None:
    """BT-A2."""
    found = read_text(
        "Kết thúc.\nspan', 'dctk > span'];\nvar a = 1;\n// Gán giá trị\nif (a || b) {\nĐiều cuối\n"
    )
    assert [line.text for line in found.lines] == ["Kết thúc.", "Điều cuối"]
    assert [line.number for line in found.left_out] == [2]
    assert found.tables == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kế hoạch không có phụ lục", "no table"),
        (f"{HEADER}\n{TIERS}\n1 | Trồng | Sở Y tế |\n", "number and date"),
        (
            f"Số: 1/QĐ-UBND | ngày 31 tháng 2 năm 2024 |\n\n{HEADER}\n{TIERS}\n1 | Trồng | x | S |",
            "number and date",
        ),
    ],
)
def test_text_that_is_no_decision_is_refused_in_one_sentence(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableDecision, match=words) as refusal:
        read_decision(path)
    assert "\n" not in str(refusal.value)


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


def test_lines_of_the_other_style_are_whole_and_stay_apart() -> None:
    assert [line.text for line in read_text("Kế hoạch\ncủa tỉnh.").lines] == [
        "Kế hoạch",
        "của tỉnh.",
    ]


NAMES = st.text(alphabet="abcdeăâêôơư ", min_size=1, max_size=12).map(str.strip).filter(bool)
LEADS = st.sampled_from(["Sở Y tế", "Sở Mây và Gió", "UBND các huyện, thành phố", "mọi người"])
CODES = st.sampled_from(["1", "1.1", "1.1.1", "a)", "đ)", "I", "2.", "x1", "12.3"])


@settings(deadline=None, derandomize=True)
@given(rows=st.lists(st.tuples(CODES, NAMES, LEADS, st.booleans()), min_size=1, max_size=12))
def test_no_row_with_a_code_and_a_lead_is_ever_lost(
    rows: list[tuple[str, str, str, bool]],
) -> None:
    lines = [HEADER, TIERS]
    for code, title, lead, torn in rows:
        start = f"{code} | {title} | 2024 | {lead} | Sở Xây dựng | I | Báo cáo |"
        lines.append(f"{start}\n| ||" if torn else f"{start} ||")
    grid = join_grids(sort_tables(read_text("\n".join(lines))).tasks)
    tasks = read_tasks(grid, AgencyBook(vocabulary_of("Bến Tre")), 2024)
    kept = [(item.title_raw, item.lead_raw) for item in tasks.items]
    assert kept == [(" ".join(title.split()), lead) for _, title, lead, _ in rows]
    assert all(item.leads for item in tasks.items)
    assert len({item.code for item in tasks.items}) == len(rows)
