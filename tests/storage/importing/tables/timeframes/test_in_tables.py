"""Times of whole tables: as the row above, under their headings, of decisions of 2026."""

from collections.abc import Sequence
from datetime import date

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.decision import read_plan
from storage.importing.document import Document, Row, Table
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import Doubt, ItemEntry, PlanFolder
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.tasks.items import read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod, read_timeframe
from storage.importing.tables.tasks.year_columns import time_headings

LEAD = "Sở Y tế"
YEAR_2026 = PlanPeriod(date(2026, 1, 15), 2026, 2026)
FIVE_YEARS = PlanPeriod(date(2025, 12, 29), 2026, 2030)


def read(
    heading: str | Sequence[str], *cells: str | Sequence[str], period: PlanPeriod = YEAR_2026
) -> tuple[list[ItemEntry], list[Doubt]]:
    """Tasks with these cells under these headings of time."""
    headings = [heading] if isinstance(heading, str) else heading
    rows = [("STT", "Nhiệm vụ", "Chủ trì", *headings)]
    for number, cell in enumerate(cells, 1):
        rows.append((str(number), "Trồng cây", LEAD, *([cell] if isinstance(cell, str) else cell)))
    table = Table(tuple(Row(line, cells) for line, cells in enumerate(rows, 1)), aligned=True)
    grids = sort_tables(Document((), (table,))).tasks
    book = AgencyBook(vocabulary_of("Cần Thơ"))
    tasks = read_tasks(join_grids(grids), book, period, time_headings(grids))
    return list(tasks.items), list(tasks.doubts)


@pytest.mark.parametrize("ditto", ['"', "-nt-", "nt", "Như trên", "”", "''"])
def test_a_cell_may_stand_for_the_one_above(ditto: str) -> None:
    items, doubts = read("Thời hạn", "Trước ngày 30/6/2026", ditto, ditto)
    assert [item.due_on for item in items] == [date(2026, 6, 29)] * 3
    assert [item.timeframe_raw for item in items[1:]] == [ditto] * 2
    assert [(doubt.code, doubt.seen, doubt.proposal) for doubt in doubts] == [
        *(("2", ditto, "Trước ngày 30/6/2026"), ("3", ditto, "Trước ngày 30/6/2026"))
    ]


def test_nothing_stands_above_the_first_row() -> None:
    items, doubts = read("Thời hạn", "nt", "Quý I")
    assert [item.due_on for item in items] == [None, date(2026, 3, 31)]
    assert [doubt.code for doubt in doubts] == ["1"]


@pytest.mark.parametrize(
    ("heading", "due_on", "doubts"),
    [
        ("Thời hạn hoàn thành năm 2028", date(2028, 6, 30), 0),
        ("Mốc thời gian hoàn thành (năm 2028)", date(2028, 6, 30), 0),
        ("Thời gian thực hiện giai đoạn 2026 - 2030", date(2026, 6, 30), 1),
        ("Tiến độ", date(2026, 6, 30), 1),
    ],
)
def test_the_heading_tells_the_year(heading: str, due_on: date, doubts: int) -> None:
    items, found = read(heading, "đến 30/6", period=FIVE_YEARS)
    assert items[0].due_on == due_on
    assert items[0].end_year == due_on.year
    assert len(found) == doubts


def test_a_column_of_beginnings_has_no_last_days() -> None:
    items, _ = read("Thời gian bắt đầu", "Quý II/2026", "2026", "Hằng năm", period=FIVE_YEARS)
    assert [(item.starts_on, item.due_on, item.start_year, item.end_year) for item in items] == [
        *((date(2026, 4, 1), None, 2026, None), (None, None, 2026, None), (None,) * 4)
    ]


def test_parts_of_a_year_stand_under_columns_of_years() -> None:
    rows = [("Quý II", ""), ("", "30/6"), ("X", "X"), ("T3", "T6"), ("Quý II", "x")]
    items, doubts = read(("Năm 2026", "Năm 2027"), *rows, period=FIVE_YEARS)
    assert [item.due_on for item in items] == [
        *(date(2026, 6, 30), date(2027, 6, 30), None, date(2027, 6, 30), None)
    ]
    assert items[0].timeframe_raw == "Quý II Năm 2026"
    assert items[2].timeframe_raw == "Năm 2026 - Năm 2027"
    assert {doubt.code for doubt in doubts} == {"4", "5"}  # several days; words beside a cross


D1 = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH QUẢNG NGÃI\tĐộc lập - Tự do - Hạnh phúc
Số: 25/KH-UBND\tQuảng Ngãi, ngày 15 tháng 01 năm 2026
KẾ HOẠCH
Cải cách hành chính nhà nước tỉnh Quảng Ngãi năm 2026
Sở Nội vụ là cơ quan thường trực, theo dõi, đôn đốc việc triển khai thực hiện Kế hoạch.
PHỤ LỤC I
NHIỆM VỤ NĂM 2026
TT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn hoàn thành\tSản phẩm
I\tCHỈ ĐẠO, ĐIỀU HÀNH\t\t\t\t
1\tBan hành Kế hoạch tuyên truyền\tSở Nội vụ\tCác sở, ban, ngành\tTrước 28/02/2026\tKế hoạch
2\tHội nghị phân tích PAR INDEX\tSở Nội vụ\tCác sở, ban, ngành\tQuý II/2026\tHội nghị
II\tCẢI CÁCH THỂ CHẾ\t\t\t\t
3\tRà soát văn bản\tSở Tư pháp\tCác sở, ban, ngành\tHoàn thành trước ngày 30/6/2026\tQuyết định
4\tBáo cáo sơ kết 01 năm\tSở Nội vụ\tThuế tỉnh\t15/7/2026\tBáo cáo
PHỤ LỤC II
NHIỆM VỤ NÂNG CAO CHỈ SỐ PAR INDEX
STT\tTiêu chí\tNhiệm vụ, giải pháp\tĐơn vị thực hiện\tCơ quan theo dõi\tThời gian
1\tMức độ hoàn thành\tHoàn thành 100% nhiệm vụ\tSở Y tế\tSở Nội vụ\tTháng 12 hằng năm
2\tGiải ngân vốn\tGiải ngân trên 95%\tSở Xây dựng\tSở Tài chính\tTrước ngày 31/01/2027
"""


@pytest.fixture(scope="module")
def decision() -> PlanFolder:
    return read_plan(read_text(D1), "d1.txt")


def test_days_of_a_plan_of_one_year(decision: PlanFolder) -> None:
    found = {
        item.title: (item.due_on, item.due_every, item.start_year, item.end_year)
        for item in decision.items
        if item.kind == "task"
    }
    assert found == {
        "Ban hành Kế hoạch tuyên truyền": (date(2026, 2, 27), "", None, 2026),
        "Hội nghị phân tích PAR INDEX": (date(2026, 6, 30), "", 2026, 2026),
        "Rà soát văn bản": (date(2026, 6, 29), "", None, 2026),
        "Báo cáo sơ kết 01 năm": (date(2026, 7, 15), "", 2026, 2026),
        "Hoàn thành 100% nhiệm vụ": (date(2026, 12, 31), "year", None, None),
        "Giải ngân trên 95%": (date(2027, 1, 30), "", None, 2027),
    }
    assert all(type(item.due_every) is str for item in decision.items)


def test_certain_days_are_no_doubts(decision: PlanFolder) -> None:
    times = {"timeframe_raw", "due_on", "starts_on", "condition"}
    assert not [doubt for doubt in decision.doubts if doubt.field in times]


@pytest.mark.parametrize(
    ("begins", "ends", "starts_on", "due_on", "due_every", "years", "recurrence"),
    [
        ("Quý I/2026", "Quý IV/2028", date(2026, 1, 1), date(2028, 12, 31), "", (2026, 2028), ""),
        ("2026", "2027", None, None, "", (2026, 2027), ""),
        ("Thường xuyên", "", None, None, "", (None, None), "yearly"),
        ("Hằng năm", "Tháng 10", None, date(2026, 10, 31), "year", (None, None), "yearly"),
    ],
)
def test_a_beginning_and_an_end(
    begins: str,
    ends: str,
    starts_on: date | None,
    due_on: date | None,
    due_every: str,
    years: tuple[int | None, int | None],
    recurrence: str,
) -> None:
    """In two columns, or put together in one cell."""
    together = " - ".join(filter(None, (begins, ends)))
    for time in (
        read_timeframe(ends, FIVE_YEARS, begins),
        read_timeframe(together, FIVE_YEARS),
    ):
        assert (time.starts_on, time.due_on, time.due_every) == (starts_on, due_on, due_every)
        assert (time.start_year, time.end_year, time.recurrence) == (*years, recurrence)
        assert time.read
        assert not time.note


def test_times_of_a_plan_of_a_commune() -> None:
    cells = ("Tháng 01/2026", "Quí II - Quí III/2026", "Thường xuyên")
    issued = PlanPeriod(date(2026, 4, 21), 2026, 2026)
    items, doubts = read("Thời gian thực hiện", *cells, period=issued)
    assert [(item.starts_on, item.due_on, item.recurrence) for item in items] == [
        (None, date(2026, 1, 31), ""),
        (date(2026, 4, 1), date(2026, 9, 30), ""),
        (None, None, "yearly"),
    ]
    assert [(doubt.code, doubt.field) for doubt in doubts] == [("1", "due_on")]
