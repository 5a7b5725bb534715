"""Tables of decisions not seen before: headers, split and torn tables, codes of every kind."""

from collections.abc import Sequence
from datetime import date

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.checks.comparisons import compare_items
from storage.importing.document import Document, Line, Row, Table
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import Doubt, ItemEntry
from storage.importing.tables.codes.printed import normal_code, place_codes, split_merged
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.grids.columns import Column, column_of
from storage.importing.tables.indicators import read_indicators
from storage.importing.tables.projects import read_projects
from storage.importing.tables.tasks.items import Tasks, read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod

HEADER = "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm |"


def tasks_of(document: Document) -> Tasks:
    grid = join_grids(sort_tables(document).tasks)
    return read_tasks(grid, AgencyBook(vocabulary_of("Bến Tre")), PlanPeriod(date(2024, 1, 1)))


def pasted(*lines: str) -> Tasks:
    return tasks_of(read_text("\n".join(lines)))


def aligned(*rows: Sequence[str]) -> Tasks:
    numbered = tuple(Row(line, tuple(cells)) for line, cells in enumerate(rows, 1))
    return tasks_of(Document((), (Table(numbered, aligned=True),)))


def row(
    code: str, title: str = "Trồng cây", lead: str = "Sở Y tế", product: str = "Báo cáo"
) -> str:
    return f"{code} | {title} | {lead} | Sở Xây dựng | 2024 - 2030 | {product} |"


def codes(tasks: Tasks) -> list[str]:
    return [item.code for item in tasks.items]


def by_code(tasks: Tasks) -> dict[str, ItemEntry]:
    return {item.code: item for item in tasks.items}


def reasons(doubts: Sequence[Doubt]) -> str:
    return "\n".join(doubt.reason for doubt in doubts)


@pytest.mark.parametrize(
    ("column", "titles"),
    [
        (Column.CODE, ("STT", "TT", "Số TT", "Mã", "Mã số")),
        (Column.TITLE, ("Nhiệm vụ", "Nội dung công việc", "Hoạt động", "Nhiệm vụ, giải pháp")),
        (Column.TITLE, ("Nội dung", "Tên nhiệm vụ", "Nhiệm vụ (Mức độ ưu tiên1, Nhóm chủ đề2)")),
        (Column.LEAD, ("Chủ trì", "Cơ quan chủ trì", "Đơn vị chủ trì", "Chịu trách nhiệm chính")),
        (Column.AGENCY, ("Cơ quan thực hiện", "Đơn vị thực hiện", "Cơ quan, đơn vị thực hiện")),
        (Column.AGENCY, ("Đơn vị tham mưu", "Đơn vị đầu mối", "Cơ quan đầu mối")),
        (Column.COORDINATING, ("Phối hợp", "Cơ quan phối hợp")),
        (Column.TIMEFRAME, ("Thời gian", "Thời hạn", "Tiến độ", "Lộ trình", "Hạn hoàn thành")),
        (Column.TIMEFRAME, ("Thời gian hoàn thành", "Thời gian thực hiện nhiệm vụ")),
        (Column.PRODUCT, ("Sản phẩm", "Kết quả", "Đầu ra", "Kết quả dự kiến")),
        (Column.FUNDING, ("Nguồn lực", "Kinh phí", "Nguồn kinh phí", "Nguồn lực tài chính3")),
        (Column.PRIORITY, ("Mức độ ưu tiên", "Mức độ ưu tiên1")),
        (Column.TOPICS, ("Chủ đề", "Nhóm chủ đề2")),
        (Column.NOTE, ("Ghi chú",)),
        (Column.OTHER_TARGET, ("Năm 2023", "Mục tiêu đến năm 2027", "2028")),
        (None, ("Căn cứ", "Phân loại")),
    ],
)
def test_what_a_title_means(column: Column | None, titles: tuple[str, ...]) -> None:
    assert [column_of(title) for title in titles] == [column] * len(titles)


def test_who_carries_a_task_out_leads_when_there_is_no_other_lead() -> None:
    one = pasted("TT | Hoạt động | Cơ quan thực hiện | Tiến độ |", "1 | Trồng | Sở Y tế | 2025 |")
    assert one.items[0].leads == ("Sở Y tế",)
    top = "TT | Hoạt động | Đơn vị thực hiện | Chủ trì |"
    both = pasted(top, "1 | Trồng | Sở Xây dựng | Sở Y tế |")
    assert both.items[0].leads == ("Sở Y tế",)
    assert both.items[0].notes == "Đơn vị thực hiện: Sở Xây dựng"


def test_priority_and_topics_may_have_columns() -> None:
    top = "STT | Mức độ ưu tiên1 | Chủ đề2 | Nhiệm vụ | Chủ trì | Thời hạn |"
    tasks = pasted(
        top,
        "1 | Cao | A, C | Trồng | Sở Y tế | 2025 |",
        "2 | Gấp | cây | Tưới | Sở Y tế | 2025 |",
    )
    assert [(item.priority_high, item.topics) for item in tasks.items] == [
        (True, ("A", "C")),
        (False, ()),
    ]
    assert {doubt.seen for doubt in tasks.doubts} == {"Gấp", "cây"}


TIERS = (
    ("STT", "Nhiệm vụ", "Phân công", "", "Thời gian", "Kết quả"),
    ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Kết quả"),
)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(TIERS[1:], id="one-tier"),
        pytest.param(TIERS, id="repeated-downwards"),
        pytest.param((TIERS[0], ("", "", "Chủ trì", "Phối hợp")), id="empty-below"),
        pytest.param(
            (
                ("STT", "Nhiệm vụ", "Tổ chức thực hiện", "", "", "Kết quả"),
                ("STT", "Nhiệm vụ", "Phân công", "", "Thời gian", "Kết quả"),
                ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Kết quả"),
            ),
            id="three-tiers",
        ),
    ],
)
def test_tiers_of_an_aligned_header(header: Sequence[Sequence[str]]) -> None:
    body = ("1", "Trồng", "Sở Y tế", "Sở Xây dựng", "2025", "Báo cáo")
    (item,) = aligned(*header, body).items
    assert (item.lead_raw, item.coordinating_raw) == ("Sở Y tế", "Sở Xây dựng")
    assert (item.timeframe_raw, item.product_raw) == ("2025", "Báo cáo")


def test_a_merged_heading_below_the_header_is_no_tier() -> None:
    heading = ("Nhiệm vụ chung",)
    body = ("1", "Trồng", "Sở Y tế", "Sở Xây dựng", "2025", "Báo cáo")
    tasks = aligned(*TIERS, heading, body)
    assert codes(tasks) == ["1"]
    assert "Nhiệm vụ chung" in [doubt.seen for doubt in tasks.doubts]


def test_pasted_tiers_divide_agencies_and_years() -> None:
    top = "TT | Chỉ tiêu | Đơn vị tính | Mục tiêu | Phân công | Ghi chú |"
    text = (
        f"{top}\n2025 | 2030 | Chủ trì | Phối hợp |\n1 | Rừng | % | 10 | 20 | Sở Y tế | Sở A | x |"
    )
    (grid,) = sort_tables(read_text(text)).indicators
    (entry,), _ = read_indicators([grid], AgencyBook(vocabulary_of("Bến Tre")))
    assert (entry.target_2025, entry.target_2030, entry.agency) == (10, 20, "Sở Y tế")
    assert entry.notes == "Phối hợp: Sở A | Ghi chú: x"


def test_targets_of_other_years_are_kept_with_their_year() -> None:
    text = (
        "TT | Chỉ tiêu | ĐVT | Năm 2027 | Năm 2030 | Cơ quan |\n1 | Rừng | % | 5 | ≥9 | Sở Y tế |"
    )
    (entry,), doubts = read_indicators(
        sort_tables(read_text(text)).indicators, AgencyBook(vocabulary_of("Bến Tre"))
    )
    assert (entry.target_2025_raw, entry.target_2030_raw) == ("", "≥9")
    assert (entry.other_targets, doubts) == ("2027: 5", ())


def test_projects_keep_every_cell() -> None:
    text = (
        "TT | Tên dự án | Đơn vị chủ trì |\nI | Nước | |\n1 | Kè | Sở Y tế |\n1 | Cống | Sở Y tế |"
    )
    projects = read_projects(sort_tables(read_text(text)).projects, "Bến Tre")
    assert [(entry.group, entry.number, entry.name) for entry in projects.entries] == [
        ("I", 1, "Kè")
    ]
    assert [doubt.seen for doubt in projects.doubts] == ["Sở Y tế", "1 | Cống | Sở Y tế"]


@pytest.mark.parametrize(
    "repeated",
    [
        pytest.param(HEADER.upper(), id="capitals"),
        pytest.param(HEADER.replace("Sản phẩm", "Sản phẩm3"), id="footnote"),
        pytest.param("1 | 2 | 3 | 4 | 5 | 6 |", id="numbers"),
        pytest.param("(1) | (2) | (3) | (4) | (5) | (6) |", id="brackets"),
        pytest.param("A | B | 1 | 2 | 3 | 4 |", id="letters"),
    ],
)
def test_repeated_headers_and_numbers_of_columns_are_no_rows(repeated: str) -> None:
    tasks = pasted(
        HEADER, repeated, row("1"), repeated, row("2", "Tưới"), "Trang 7", repeated, row("3")
    )
    assert codes(tasks) == ["1", "2", "3"]
    assert tasks.doubts == ()


def test_a_table_goes_on_after_a_line_of_text() -> None:
    tasks = pasted(HEADER, row("1"), "Trang 12", row("2", "Tưới"), row("a)", "Bón"))
    assert codes(tasks) == ["1", "2", "2.a"]
    assert [item.source_line for item in tasks.items] == [2, 4, 5]


def test_a_table_without_a_header_after_an_appendix_begins_is_not_taken_in() -> None:
    found = sort_tables(read_text(f"{HEADER}\n{row('1')}\nPhụ lục 2\n{row('2')}"))
    assert len(found.tasks[0].rows) == 1
    assert [[one.line for one in rows] for rows in found.unread] == [[4]]


def test_every_table_may_have_its_own_columns() -> None:
    other = "Số TT | Đơn vị chủ trì | Nội dung công việc | Thời hạn |"
    tasks = pasted(HEADER, row("1"), "Tiếp theo", other, "2 | Sở Xây dựng | Tưới | 2025 |")
    assert [(item.code, item.title, item.lead_raw) for item in tasks.items] == [
        ("1", "Trồng cây", "Sở Y tế"),
        ("2", "Tưới", "Sở Xây dựng"),
    ]


def test_a_heading_above_a_table_tells_restarting_numbers_apart() -> None:
    lines = ("I. TRUYỀN THÔNG", HEADER, row("1"), row("2"), "II. PHÁT TRIỂN", HEADER, row("1"))
    tasks = pasted(*lines)
    assert codes(tasks) == ["I", "I.1", "I.2", "II", "II.1"]
    assert by_code(tasks)["II"].title == "PHÁT TRIỂN"
    assert not [doubt for doubt in tasks.doubts if doubt.field == "code"]


def test_numbers_that_restart_under_no_heading_get_one() -> None:
    tasks = pasted(HEADER, row("1"), "Các nhiệm vụ khác như sau:", HEADER, row("1"))
    assert codes(tasks) == ["1", "BG2", "BG2.1"]
    assert "made up" in reasons(tasks.doubts)


def test_numbers_that_go_on_need_no_heading() -> None:
    assert codes(pasted(HEADER, row("1"), "II. PHÁT TRIỂN", HEADER, row("2"))) == ["1", "2"]


@pytest.mark.parametrize(
    ("cell", "split"),
    [
        ("I. Truyền thông, giáo dục", ("I", "Truyền thông, giáo dục")),
        ("Chủ đề 2: Rừng", ("II", "Chủ đề 2: Rừng")),
        ("Nhiệm vụ 3. Rừng", ("3", "Rừng")),
        ("A. PHẦN CHUNG", ("A", "PHẦN CHUNG")),
        ("1.2. Rừng", ("1.2", "Rừng")),
        ("Rừng", None),
        ("2.5 triệu", None),
    ],
)
def test_code_and_title_in_one_cell(cell: str, split: tuple[str, str] | None) -> None:
    assert split_merged(cell) == split


def test_a_merged_heading_becomes_a_heading_of_the_plan() -> None:
    tasks = aligned(TIERS[1], ("I. Truyền thông",), ("1", "Trồng", "Sở Y tế"))
    assert [(item.code, item.kind) for item in tasks.items] == [("I", "heading"), ("I.1", "task")]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        *[(text, "1") for text in ("1", "1.", "1)", "(1)", "Nhiệm vụ 1", "01", "1:")],
        ("1.1.", "1.1"),
        ("1,2", "1.2"),
        ("a.", "a"),
        ("đ)", "đ"),
        ("A", "A"),
        ("A.I", "A.I"),
        ("VIII.10", "VIII.10"),
        ("-", ""),
        ("*", ""),
        ("Nhóm các nhiệm vụ về rừng", ""),
    ],
)
def test_printed_codes(printed: str, code: str) -> None:
    assert normal_code(printed) == code


def test_capital_letters_go_in_front() -> None:
    placed = place_codes(["A", "I", "1", "II", "1", "B", "I", "1", "C", "1"])
    assert [one.code for one in placed] == [
        *("A", "A.I", "A.I.1", "A.II", "A.II.1", "B", "B.I", "B.I.1", "C", "C.1")
    ]
    assert [one.parent for one in placed[:4]] == ["", "A", "A.I", "A"]
    assert not any(one.problem for one in placed)


def test_a_letter_may_have_its_whole_path_before_it() -> None:
    placed = place_codes(["1", "1.1", "1.1.a", "I", "I.1", "I.1.b"])
    assert [(one.code, one.parent) for one in placed if "a" in one.code] == [("1.1.a", "1.1")]
    assert not any(one.problem for one in placed[:5])


def test_a_numeral_is_no_capital_letter() -> None:
    assert [one.code for one in place_codes(["I", "1", "II", "1"])] == ["I", "I.1", "II", "II.1"]


@pytest.mark.parametrize("bullet", ["-", "*", "+"])
def test_a_bullet_stands_under_the_code_above(bullet: str) -> None:
    tasks = pasted(HEADER, row("1"), row(bullet, "Tưới"), row(bullet, "Bón"), row("2"))
    assert [(item.code, item.parent) for item in tasks.items] == [
        *(("1", ""), ("1+1", "1"), ("1+2", "1"), ("2", ""))
    ]
    assert reasons(tasks.doubts).count("is no code") == 2


def test_a_row_without_a_code_but_with_a_lead_is_an_item() -> None:
    tasks = pasted(HEADER, row("1.1"), row("", "Tưới"), row("1.2"))
    assert [(item.code, item.parent) for item in tasks.items][1] == ("1.1+1", "")
    assert "the row has no code" in reasons(tasks.doubts)


def test_a_code_that_begins_the_title_is_taken_when_its_own_cell_is_empty() -> None:
    tasks = pasted(HEADER, row("1"), row("", "2. Tưới cây"))
    assert [(item.code, item.title) for item in tasks.items][1] == ("2", "Tưới cây")


@pytest.mark.parametrize(
    ("rest", "title", "product"),
    [
        pytest.param("| và tưới cây |", "Trồng cây và tưới cây", "Báo cáo (quý", id="lower-case"),
        pytest.param("|||||  IV) |", "Trồng cây", "Báo cáo (quý IV)", id="open-parenthesis"),
    ],
)
def test_a_row_torn_at_a_page_end_is_joined(rest: str, title: str, product: str) -> None:
    first = row("1", product="Báo cáo (quý")
    tasks = pasted(HEADER, first, "Trang 2", HEADER, rest, row("2"))
    item = by_code(tasks)["1"]
    assert (item.title, item.product_raw, item.lead_raw) == (title, product, "Sở Y tế")
    assert "torn off" in reasons(tasks.doubts)


def test_a_row_that_may_be_one_of_its_own_is_not_joined() -> None:
    tasks = pasted(HEADER, row("1"), row("", "và tưới cây", "Sở Xây dựng"), "| Ghi nhận |")
    assert codes(tasks) == ["1", "1+1"]
    assert "Ghi nhận" in [doubt.seen for doubt in tasks.doubts]


def test_cells_in_unknown_columns_are_kept_with_their_title() -> None:
    top = "TT | Nhiệm vụ | Căn cứ | Chủ trì | Thời gian |"
    tasks = pasted(top, "1 | Trồng | Nghị quyết 5 | Sở Y tế | 2025 | thừa |")
    assert [item.notes for item in tasks.items] == ["Căn cứ: Nghị quyết 5 | thừa"]
    assert tasks.doubts == ()


def test_small_tables_after_the_plan_are_doubts_and_letterheads_are_not() -> None:
    lines = ("Số: 1/QĐ | A |", "X", HEADER, row("1"), "Phụ lục", "Lạ | Quá |", "Hết")
    text = "\n".join((*lines, "| TM. ỦY BAN NHÂN DÂN |"))
    assert [[one.cells for one in rows] for rows in sort_tables(read_text(text)).unread] == [
        [("Lạ", "Quá")]
    ]


def test_nearest_line_above_a_table_skips_notes_in_parentheses() -> None:
    document = Document(
        (Line(1, "I. RỪNG"), Line(2, "(Kèm theo Quyết định)")),
        (Table((Row(3, ("TT", "Nhiệm vụ", "Chủ trì")), Row(4, ("1", "Trồng", "Sở Y tế")))),),
    )
    (grid,) = sort_tables(document).tasks
    assert grid.above == Line(1, "I. RỪNG")


def test_titles_nearly_alike_with_other_leads_are_a_doubt() -> None:
    """TH-L3."""
    title = "Tăng cường trồng và chăm sóc rừng ngập mặn ở các xã ven biển của huyện"
    rows = [row("1", title), row("2", f"{title} đảo", "Sở Nội vụ"), row("3", title)]
    found = list(compare_items(pasted(HEADER, *rows).items))
    assert [(doubt.code, doubt.seen) for doubt in found] == [
        ("2", "Sở Y tế / Sở Nội vụ"),
        ("3", "Sở Nội vụ / Sở Y tế"),
    ]


def test_same_party_twice_and_a_missing_lead_are_doubts() -> None:
    """TH-K5."""
    tasks = pasted(HEADER, row("1", lead="Sở Xây dựng"), row("2", lead=""))
    assert [item.kind for item in tasks.items] == ["task", "heading"]
    assert "leads and coordinates" in reasons(tasks.doubts)
    assert "no lead" in reasons(tasks.doubts)
