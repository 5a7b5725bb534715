"""Pasted text with its rows on lines: torn rows, junk, headers, and text that is no decision."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.checks.comparisons import compare_items
from storage.importing.decision import read_decision, write_import
from storage.importing.document import Document, Line, Note, Odd, UnreadableDecision
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import ItemEntry
from storage.importing.folder.writer import FolderTaken
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.items import read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod
from storage.importing.text.doubts import text_doubts

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
        ("Kế hoạch không có phụ lục", "number and date"),
        ("Số: 1/KH-UBND | ngày 3 tháng 2 năm 2024 |\nTỉnh Gia Lai không có phụ lục", "no table"),
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


TABBED = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\n"


def test_cells_parted_by_tabs_are_a_table() -> None:
    text = (
        "Số: 12/QĐ-UBND\tBến Tre\nKế hoạch\n"
        + TABBED
        + "I. Rừng\n1\tTrồng\tSở  Y tế\t\n\tTưới\t\tSở Nội vụ\nHết\n"
    )
    found = read_text(text)
    (table,) = found.tables
    assert table.aligned
    assert [(row.line, row.cells) for row in table.rows] == [
        (3, ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp")),
        (4, ("I. Rừng",)),
        (5, ("1", "Trồng", "Sở Y tế")),
        (6, ("", "Tưới", "", "Sở Nội vụ")),
    ]
    assert found.lines == (
        *(Line(1, "Số: 12/QĐ-UBND Bến Tre"), Line(2, "Kế hoạch")),
        Line(7, "Hết"),
    )


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ('1\t"Trồng\ncây ""xanh"""\tSở Y tế\tA\n', ("1", 'Trồng cây "xanh"', "Sở Y tế", "A")),
        ("1\tTrồng | tưới\tSở Y tế\tA\n", ("1", "Trồng | tưới", "Sở Y tế", "A")),
        ('1\t"Trồng" cây\tSở Y tế\tA\n', ("1", '"Trồng" cây', "Sở Y tế", "A")),
        ('1\t"Trồng cây\tSở Y tế\tA\n', ("1", '"Trồng cây', "Sở Y tế", "A")),
    ],
)
def test_quotation_marks_are_excels_or_the_writers_own(row: str, cells: tuple[str, ...]) -> None:
    last = "2\tTưới\tSở Y tế\tB\n"
    (table,) = read_text(TABBED + row + last).tables
    assert [one.cells for one in table.rows[1:]] == [cells, ("2", "Tưới", "Sở Y tế", "B")]
    assert table.rows[2].line == 2 + row.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "ỦY BAN NHÂN DÂN\t\t\tCỘNG HÒA\nTỈNH\t\t\tĐộc lập\n",
        "Nơi nhận:\tA\n- B;\tC\n- D\tE\n",
        "\t\t\tThụt\n\t\t\tvào\n",
        "Một\thai\tba\n\nMột\thai\tba\n",
        "Một\thai\tba\n1\t2\t3\t4\n1\t2\n",
    ],
)
def test_other_tabs_are_white_space(text: str) -> None:
    found = read_text(text)
    assert not found.tables
    assert [line.text for line in found.lines] == [
        " ".join(line.split()) for line in text.splitlines() if line
    ]


def test_a_bar_alone_is_no_table() -> None:
    assert read_text("Kế hoạch\n|\n").tables == ()


def test_tables_with_bars_and_with_tabs_stay_in_order() -> None:
    other = TABBED.replace("\t", " | ") + "1 | a | b | c |\n"
    tabbed = TABBED + "2\td\te\tf\n"
    found = read_text(f"{tabbed}giữa\n{other}giữa\n{tabbed}")
    assert [table.rows[1].cells for table in found.tables] == [
        ("2", "d", "e", "f"),
        ("1", "a", "b", "c"),
        ("2", "d", "e", "f"),
    ]


def test_what_is_odd_in_a_row_is_a_doubt() -> None:
    notes = tuple(Note(n, odd, "x" * 1_000) for n, odd in enumerate(Odd, 1))
    doubts = list(text_doubts(Document((), (), notes=notes), (), ""))
    assert [(doubt.source_line, doubt.seen) for doubt in doubts] == [
        (n, "x" * 300) for n in range(1, len(Odd) + 1)
    ]
    assert doubts[0].reason == "a table inside this cell was read as text"
    assert len({doubt.reason for doubt in doubts}) == len(Odd)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("một hai(- ba", "một hai(- ba"),
        ("không một hai (- ba bốn", "hai (- ba bốn"),
        ("(- ba", "(- ba"),
        ("ghép(-ba", None),
        ("a" * 100_000, None),
        ("a" * 100_000 + "(- b", "a" * 300 + "(- b"),
        ("- " + "a" * 100_000, None),
    ],
)
def test_a_torn_footnote_is_a_doubt_even_in_a_very_long_word(text: str, seen: str | None) -> None:
    lines = tuple(Line(n, text) for n in range(1, 6))
    found = {doubt.seen for doubt in text_doubts(Document(lines, ()), (), "")}
    assert found == ({seen} if seen else set())


def alike(count: int, *leads: str) -> list[ItemEntry]:
    title = "Triển khai các nhiệm vụ, giải pháp tăng trưởng xanh trên địa bàn " * 4
    return [
        ItemEntry(str(n), "", "task", f"{title}xã {n}", "", leads=(leads[n % len(leads)],))
        for n in range(1, count + 1)
    ]


def test_a_row_names_its_first_twin_only() -> None:
    doubts = list(compare_items(alike(6, "Sở Y tế", "Sở Nội vụ")))
    assert [doubt.code for doubt in doubts] == ["2", "3", "4", "5", "6"]
    assert [doubt.reason.split()[6].rstrip(",") for doubt in doubts] == ["1", "2", "1", "2", "1"]


def test_very_many_twins_are_not_all_listed_and_that_is_said() -> None:
    doubts = list(compare_items(alike(1_000, "Sở Y tế", "Sở Nội vụ")))
    assert len(doubts) == 101
    assert doubts[-1].code == "102"
    assert "from this row on" in doubts[-1].reason


@pytest.mark.parametrize("count", [1, 3_000])
def test_titles_alike_with_the_same_lead_are_no_doubt(count: int) -> None:
    assert not list(compare_items(alike(count, "Sở Y tế")))


NAMES = st.text(alphabet="abcdeăâêôơư ", min_size=1, max_size=12).map(str.strip).filter(bool)
LEADS = st.sampled_from(["Sở Y tế", "Sở Mây và Gió", "UBND các huyện, thành phố", "mọi người"])
CODES = st.sampled_from(["1", "1.1", "1.1.1", "a)", "đ)", "I", "2.", "x1", "12.3"])


@given(rows=st.lists(st.tuples(CODES, NAMES, LEADS, st.booleans()), min_size=1, max_size=12))
def test_no_row_with_a_code_and_a_lead_is_ever_lost(
    rows: list[tuple[str, str, str, bool]],
) -> None:
    lines = [HEADER, TIERS]
    for code, title, lead, torn in rows:
        start = f"{code} | {title} | 2024 | {lead} | Sở Xây dựng | I | Báo cáo |"
        lines.append(f"{start}\n| ||" if torn else f"{start} ||")
    grid = join_grids(sort_tables(read_text("\n".join(lines))).tasks)
    tasks = read_tasks(grid, AgencyBook(vocabulary_of("Bến Tre")), PlanPeriod(date(2024, 1, 1)))
    kept = [(item.title_raw, item.lead_raw) for item in tasks.items]
    assert kept == [(" ".join(title.split()), lead) for _, title, lead, _ in rows]
    assert all(item.leads for item in tasks.items)
    assert len({item.code for item in tasks.items}) == len(rows)
