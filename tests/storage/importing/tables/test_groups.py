"""Headings without a number, tables of years, letterheads: where rows of tasks belong."""

from collections.abc import Sequence
from datetime import date

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.document import Document, Line, Row, Table
from storage.importing.files.text.bar_separated import read_text
from storage.importing.tables.codes.unnumbered import codes_of_groups
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.tasks.items import Tasks, read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod

HEADER = "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm |"
YEARS = "TT | Nhiệm vụ | Chủ trì | Phối hợp | Năm 2025 | Năm 2026 | Năm 2027 |"


def tasks_of(document: Document) -> Tasks:
    grid = join_grids(sort_tables(document).tasks)
    return read_tasks(grid, AgencyBook(vocabulary_of("Bến Tre")), PlanPeriod(date(2024, 1, 1)))


def pasted(*lines: str) -> Tasks:
    return tasks_of(read_text("\n".join(lines)))


def row(code: str, title: str = "Trồng cây") -> str:
    return f"{code} | {title} | Sở Y tế | Sở Xây dựng | 2024 - 2030 | Báo cáo |"


def codes(tasks: Tasks) -> list[str]:
    return [item.code for item in tasks.items]


def made_up(tasks: Tasks) -> list[str]:
    return [doubt.code for doubt in tasks.doubts if "made up" in doubt.reason]


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([None, "1", "2", None, "1"], {0: "I", 3: "II"}),
        (["1", None, "1"], {1: "I"}),
        (["I", "1", "II", "1", None, "1"], {4: "III"}),
        (["I", None, "1", None, "1", "II", "1"], {1: "I+1", 3: "I+2"}),
        (["A", "1", None, "1", "B", None, "1"], {2: "I"}),
        (["1", None, "2"], {}),
        (["I", "1", "II", None, "1"], {}),
        (["1", None], {}),
        ([], {}),
    ],
)
def test_headings_get_codes_where_numbers_begin_anew(
    rows: Sequence[str | None], groups: dict[int, str]
) -> None:
    assert codes_of_groups(rows) == groups


@pytest.mark.parametrize(
    ("lines", "expected", "doubted"),
    [
        pytest.param(
            ("Truyền thông", HEADER, row("1"), "1. Rừng", HEADER, row("1")),
            *(["I", "I.1", "II", "II.1"], ["I", "II"]),
            id="above-tables",
        ),
        pytest.param(
            ("I. RỪNG", HEADER, row("1"), "Lĩnh vực du lịch", HEADER, row("1")),
            *(["I", "I.1", "II", "II.1"], ["II"]),
            id="after-a-numeral",
        ),
        pytest.param(
            (HEADER, "Nông nghiệp |", row("1"), row("2"), "Công nghiệp |", row("1")),
            *(["I", "I.1", "I.2", "II", "II.1"], ["I", "II"]),
            id="merged-inside",
        ),
        pytest.param(
            (HEADER, "I | Kinh tế |", "Lúa |", row("1"), "Cá |", row("1"), "II | Khác |", row("1")),
            *(["I", "I+1", "I+1.1", "I+2", "I+2.1", "II", "II.1"], ["I+1", "I+2"]),
            id="below-a-numeral",
        ),
        pytest.param(
            (HEADER, row("1"), "Trang 2", HEADER, row("1")),
            *(["1", "BG2", "BG2.1"], ["BG2"]),
            id="page-number",
        ),
    ],
)
def test_rows_stand_under_their_own_heading(
    lines: Sequence[str], expected: list[str], doubted: list[str]
) -> None:
    tasks = pasted(*lines)
    assert codes(tasks) == expected
    assert made_up(tasks) == doubted
    parents = {item.code: item.parent for item in tasks.items}
    assert parents.get("I+1.1", "I+1") == "I+1"
    assert parents.get("I+1", "I") == "I"


def test_a_heading_that_numbers_run_past_is_a_doubt_and_no_item() -> None:
    tasks = pasted(HEADER, row("1"), "Công nghiệp |", row("2"))
    assert codes(tasks) == ["1", "2"]
    assert "Công nghiệp" in [doubt.seen for doubt in tasks.doubts]


@pytest.mark.parametrize(
    ("cells", "time", "years", "left"),
    [
        ("x | | |", "Năm 2025", (2025, 2025), ""),
        ("| X | x |", "Năm 2026 - Năm 2027", (2026, 2027), ""),
        ("x | | x |", "Năm 2025, Năm 2027", (2025, 2027), ""),
        ("10 | | x |", "", (None, None), "Năm 2025: 10 | Năm 2027: x"),
        ("", "", (None, None), ""),
    ],
)
def test_crosses_under_years_are_the_time(
    cells: str, time: str, years: tuple[int | None, int | None], left: str
) -> None:
    tasks = pasted(YEARS, f"1 | Trồng | Sở Y tế | Sở Xây dựng | {cells}")
    (item,) = tasks.items
    assert item.timeframe_raw == time
    assert (item.start_year, item.end_year) == years
    assert item.notes == left


def test_years_beside_a_time_are_kept_in_words() -> None:
    tasks = pasted(
        "TT | Nhiệm vụ | Chủ trì | Thời gian | Năm 2025 |", "1 | Trồng | Sở Y tế | 2025 | x |"
    )
    assert [item.notes for item in tasks.items] == ["Năm 2025: x"]
    assert (tasks.items[0].timeframe_raw, tasks.items[0].lead_raw) == ("2025", "Sở Y tế")


def test_projects_with_a_lead_and_a_time_are_tasks() -> None:
    tasks = pasted("TT | Tên đề án, dự án | Chủ trì | Thời gian |", "1 | Kè | Sở Y tế | 2026 |")
    assert [(item.title, item.leads, item.start_year) for item in tasks.items] == [
        ("Kè", ("Sở Y tế",), 2026)
    ]


@pytest.mark.parametrize("title", ["Đơn vị tham mưu", "Đơn vị đầu mối"])
def test_whoever_drafts_leads_when_nobody_else_does(title: str) -> None:
    top = f"TT | Danh mục văn bản | {title} | Thời gian |"
    assert pasted(top, "1 | Nghị quyết | Sở Y tế | 2026 |").items[0].leads == ("Sở Y tế",)


def table(first: int, *rows: Sequence[str]) -> Table:
    return Table(tuple(Row(first + at, tuple(cells)) for at, cells in enumerate(rows)), True)


TOP = table(2, ("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát", "Sở Y tế"))


@pytest.mark.parametrize(
    ("rows", "items", "unread"),
    [
        pytest.param(
            [("1.2", "Thực hiện Quyết định số 882/QĐ-TTg", "Sở Y tế")], 2, 0, id="cites-one"
        ),
        pytest.param([("a)", "Kế hoạch số 1/KH, QĐ số 9", "Sở Y tế")], 2, 0, id="letter"),
        pytest.param([("Số: 5/QĐ-UBND", "Sơn La, ngày 1 tháng 2 năm 2024")], 1, 1, id="number"),
        pytest.param([("Nơi nhận: - Như Điều 2;", "TM. ỦY BAN NHÂN DÂN")], 1, 0, id="signature"),
    ],
)
def test_no_table_below_the_tasks_is_taken_for_a_letterhead(
    rows: Sequence[Sequence[str]], items: int, unread: int
) -> None:
    document = Document((Line(9, "Văn bản."),), (TOP, table(10, *rows)))
    assert len(tasks_of(document).items) == items
    assert len(sort_tables(document).unread) == unread


@pytest.mark.parametrize(
    "cells",
    [
        ("Số: 5/KH-UBND", "Cần Thơ, ngày 1 tháng 2 năm 2024"),
        ("ỦY BAN NHÂN DÂN TỈNH SƠN LA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("", "TM. ỦY BAN NHÂN DÂN"),
    ],
)
def test_a_letterhead_above_the_tasks_is_no_doubt(cells: Sequence[str]) -> None:
    assert sort_tables(Document((), (table(1, cells), TOP))).unread == []


def test_an_unknown_table_above_the_tasks_is_kept() -> None:
    cited = table(1, ("Căn cứ", "Quyết định số 882/QĐ-TTg"))
    assert len(sort_tables(Document((), (cited, TOP))).unread) == 1


def test_a_group_beside_its_tasks_stands_above_them() -> None:
    """Its cell is merged down beside 1.1 and 1.2, or filled in once."""
    header = "Nhiệm vụ chung | Nhiệm vụ cụ thể | Cơ quan chủ trì | Thời gian |"
    first = "1. Thể chế | 1.1. Trồng cây | Sở Y tế | 2026 |"
    tasks = pasted(header, first, "1. Thể chế | 1.2. Tưới cây | Sở Y tế | 2026 |")
    assert [(item.code, item.title) for item in tasks.items] == [
        *(("1", "Thể chế"), ("1.1", "Trồng cây"), ("1.2", "Tưới cây")),
    ]
    assert not [doubt for doubt in tasks.doubts if doubt.field == "code"]


def test_letters_that_begin_titles_are_codes() -> None:
    header = "Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |"
    rest = "Sở Y tế | Sở Xây dựng | 2026 |"
    tasks = pasted(header, f"a) Trồng cây | {rest}", f"b) Tưới cây | {rest}")
    assert [(item.code, item.title) for item in tasks.items] == [
        *(("a", "Trồng cây"), ("b", "Tưới cây")),
    ]
    assert not tasks.doubts
