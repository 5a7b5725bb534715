"""Layouts of many kinds of decisions: which row is a task, and what stands in its cells."""

from collections.abc import Sequence
from datetime import date

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import Doubt, IndicatorEntry, ItemEntry
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.indicators import read_indicators
from storage.importing.tables.tasks.items import read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod
from tests.support.files import layouts

SCIENCE, HOME, POLICE = "Sở Khoa học và Công nghệ", "Sở Nội vụ", "Công an tỉnh"
FARMING = "Sở Nông nghiệp và Môi trường"


def read(
    text: str, central: bool = False
) -> tuple[dict[str, ItemEntry], dict[str, IndicatorEntry], list[Doubt]]:
    tables = sort_tables(read_text(text))
    assert tables.unread == []
    book = AgencyBook(vocabulary_of("" if central else "Bắc Ninh", central))
    tasks = read_tasks(join_grids(tables.tasks), book, PlanPeriod(date(2025, 1, 1)))
    indicators, doubts = read_indicators(tables.indicators, book, 2030)
    items = {item.code: item for item in tasks.items}
    entries = {entry.code: entry for entry in indicators}
    assert (len(items), len(entries)) == (len(tasks.items), len(indicators))
    return items, entries, [*tasks.doubts, *doubts, *book.doubts]


def told(doubts: Sequence[Doubt]) -> set[str]:
    """The fields in doubt, but for the times, which are read elsewhere."""
    return {one.field for one in doubts} - {"timeframe_raw", "members"}


def heads(items: dict[str, ItemEntry]) -> list[tuple[str, str, str]]:
    return [(one.code, one.parent, one.title) for one in items.values()]


def test_a_department_with_the_leader_in_charge() -> None:
    items, _, doubts = read(layouts.DEPARTMENT)
    assert list(items) == ["I", "I.1", "I.2", "II", "II.1"]
    first, second = items["I.1"], items["I.2"]
    assert (first.leads, first.coordinating) == (("Phòng Kinh tế",), ("Văn phòng Sở",))
    leader = "Lãnh đạo phụ trách: Phó Giám đốc Lê Văn Mẫu"
    assert (first.notes, second.notes) == (f"{leader} | Ghi chú: Theo QĐ 12", leader)
    assert second.coordinating == ("Thanh tra Sở", "Các phòng, đơn vị thuộc Sở")
    assert told(doubts) == set()


def test_one_column_for_who_leads_and_who_coordinates() -> None:
    """A slash, labels or a line break that was lost part the two."""
    items, _, doubts = read(layouts.ONE_COLUMN)
    found = {code: (item.leads, item.coordinating) for code, item in items.items()}
    assert found == {
        "1": ((SCIENCE,), (POLICE, "Các sở, ngành")),
        "2": (("Sở Tư pháp",), (POLICE, "UBND các xã, phường")),
        "3": ((HOME,), ("Trường Chính trị tỉnh", "VNPT Bắc Ninh")),
        "4": ((POLICE,), ()),
    }
    assert told(doubts) == set()


def test_documents_that_a_law_asks_for() -> None:
    items, _, doubts = read(layouts.LAW)
    item = items["1"]
    assert (item.title, item.leads) == ("Mức chi", ("Sở Tài chính",))
    assert item.coordinating == ("Sở Tư pháp", "Các cơ quan liên quan")
    assert item.timeframe_raw == "Tháng 6/2026"
    assert item.notes.startswith("Căn cứ: Khoản 2 Điều 5 | Hình thức văn bản: Nghị quyết | ")
    assert told(doubts) == set()


def test_a_beginning_an_end_and_money() -> None:
    items, _, doubts = read(layouts.CLIMATE)
    assert list(items) == ["1", "1.1", "1.2"]
    first, second = items["1.1"], items["1.2"]
    assert (first.timeframe_raw, second.timeframe_raw) == ("2026 - 2028", "2027 - 2030")
    assert (first.funding, second.funding) == (("Ngân sách tỉnh", "ODA"), ())
    assert second.notes == "Nguồn vốn: 12.500 triệu đồng"
    assert second.leads == first.leads == (FARMING,)
    assert second.coordinating == ("UBND các xã, phường, đặc khu",)
    assert told(doubts) == set()


def test_indicators_of_any_year() -> None:
    _, entries, _ = read(layouts.CLIMATE)
    assert {code: (one.target_2030, one.other_targets) for code, one in entries.items()} == {
        "1": (9, "2026: 5 | 2035: 15"),
        "1.1": (4, "2026: 2"),
        "II.1": (150, "2026: 120 | 2035: > 200"),
    }
    assert entries["1"].notes == "Hiện trạng năm 2024: 3"
    assert entries["1.1"].agency == "Sở Công Thương"


def test_the_list_of_a_chairman() -> None:
    items, _, doubts = read(layouts.CHAIRMAN)
    assert [item.leads for item in items.values()] == [("Sở Tài chính",), ("UBND phường Kinh Bắc",)]
    assert items["2"].timeframe_raw == "20/01/2026"
    assert items["1"].notes == "Số, ngày văn bản: 12/TB-UBND ngày 05/01/2026"
    assert told(doubts) == set()


def test_people_lead_where_no_office_does() -> None:
    items, _, doubts = read(layouts.PEOPLE)
    assert [item.leads for item in items.values()] == [("Phó Chủ tịch UBND xã",), ("Trưởng thôn",)]
    assert items["2"].coordinating == ("Trạm Y tế xã",)
    assert told(doubts) == {"leads"}


def test_letters_below_numerals_below_capital_letters() -> None:
    items, _, doubts = read(layouts.LETTERS)
    assert list(items) == [
        *("A", "A.I", "A.I.a", "A.I.b", "A.II", "A.II.a", "B", "B.I", "B.I.a"),
    ]
    assert items["A.II.a"].notes == "Mục tiêu: Giảm 10%"
    assert told(doubts) == set()


def test_the_title_is_the_column_that_fits_best() -> None:
    items, _, doubts = read(layouts.DRUGS)
    assert [item.title for item in items.values()] == ["Tuyên truyền", "Cai nghiện", "Triệt phá"]
    assert items["1"].coordinating == (POLICE, "Tỉnh đoàn")
    assert items["2"].timeframe_raw == "31/12/2026; Năm 2026"
    assert items["3"].notes == (
        "Nhóm nhiệm vụ: Giảm cung | Giải pháp: Phối hợp | Kinh phí (triệu đồng): 500"
    )
    assert not any(item.funding for item in items.values())
    commune, _, also = read(layouts.COMMUNE)
    assert [item.title for item in commune.values()] == ["Ban hành Kế hoạch", "Làm sạch dữ liệu"]
    assert commune["1"].coordinating == ("Văn phòng HĐND và UBND xã",)
    assert commune["2"].coordinating == ("Hội Liên hiệp Phụ nữ xã", "Đoàn Thanh niên")
    assert told([*doubts, *also]) == set()


def test_every_appendix_keeps_its_own_numbers() -> None:
    items, _, doubts = read(layouts.APPENDICES)
    assert heads(items) == [
        ("I", "", "Hạ tầng"),
        ("I.1", "I", "Phủ sóng 5G"),
        ("II", "", "Nền tảng"),
        ("II.1", "II", "Nền tảng họp"),
        ("PL2", "", "NHIỆM VỤ THƯỜNG XUYÊN"),
        ("PL2.I", "PL2", "Hạ tầng"),
        ("PL2.I.1", "PL2.I", "Bảo trì"),
        ("PL2.I.2", "PL2.I", "Giám sát"),
        ("PL3", "", "NHIỆM VỤ NÂNG CAO CHỈ SỐ"),
        ("PL3.1", "PL3", "Hoàn thành 100% nhiệm vụ"),
    ]
    assert items["PL3.1"].leads == ("Sở Y tế",)
    assert items["PL3.1"].notes == "Tiêu chí: Mức độ hoàn thành | Cơ quan theo dõi: Sở Nội vụ"
    assert told(doubts) == set()


def test_cells_and_titles_with_line_breaks() -> None:
    items, _, doubts = read(layouts.WRAPPED)
    assert items["1"].title == "Xây dựng chuyên mục - Trên báo và trên đài"
    assert items["1"].leads == ("Sở Văn hóa, Thể thao và Du lịch",)
    assert items["1"].coordinating == ("Hội Liên hiệp Phụ nữ tỉnh", "Hội Nông dân tỉnh")
    assert (items["2"].leads, items["2"].coordinating) == (("Sở Y tế", "Sở Công Thương"), (POLICE,))
    assert told(doubts) == set()


def test_indicators_that_somebody_only_follows_are_no_tasks() -> None:
    items, entries, doubts = read(layouts.GOVERNMENT, central=True)
    assert heads(items) == [
        ("I", "", "Nâng cao nhận thức"),
        ("I.1", "I", "Tuyên truyền"),
        ("II", "", "Hoàn thiện thể chế"),
        ("II.2", "II", "Rà soát"),
    ]
    found = [
        (one.code, one.unit, one.target_2030_raw, one.other_targets) for one in entries.values()
    ]
    assert found == [
        ("1", "% GDP", "≥ 30", ""),
        ("2", "%", "≥ 80", ""),
        ("3", "% GDP", "", "2045: ≥ 50"),
    ]
    assert entries["2"].agency == "Ngân hàng Nhà nước Việt Nam"
    assert len(items["I.1"].coordinating) == 4
    assert told(doubts) == set()


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("CHỈ TIÊU NĂM 2026", "2026"),
        ("CHỈ TIÊU GIAI ĐOẠN 2026 - 2028", "2028"),
        ("CHỈ TIÊU", "2030"),
    ],
)
def test_the_year_of_a_target_without_one(title: str, year: str) -> None:
    text = (
        f"{title}\nTT\tChỉ tiêu\tĐơn vị tính\tKế hoạch\tCơ quan theo dõi\n"
        "1\tHộ nghèo\t%\t3\tSở Y tế\n2\tDân số\tngười\t9\tSở Y tế\n"
    )
    _, entries, doubts = read(text)
    one = entries["1"]
    assert (one.target_2030_raw or one.other_targets) == ("3" if year == "2030" else f"{year}: 3")
    assert [doubt.field for doubt in doubts] == ["target_2030_raw"] * 2 * (title == "CHỈ TIÊU")


@pytest.mark.parametrize("title", ["Tiêu chí", "Tên chương trình, đề án", "Mức độ hoàn thành"])
def test_what_is_led_is_a_task_whatever_its_column_is_called(title: str) -> None:
    items, _, _ = read(f"STT\t{title}\tĐiểm\tCơ quan chủ trì\n1\tX\t5\tSở Y tế\n")
    assert (items["1"].title, items["1"].notes) == ("X", "Điểm: 5")


def test_two_tables_without_a_heading_are_told_apart() -> None:
    table = "STT\tNhiệm vụ\tChủ trì\tThời gian\n1\tTrồng\tSở Y tế\t2026\n2\tTưới\tSở Y tế\t2026\n"
    items, _, doubts = read(f"{table}\n\nCòn lại:\n{table}")
    assert list(items) == ["1", "2", "BG2", "BG2.1", "BG2.2"]
    assert told(doubts) == {"code"}


def test_numbers_that_go_on_below_letters_leave_no_gap() -> None:
    items, _, doubts = read(
        "STT\tNhiệm vụ\tChủ trì\tThời gian\nA\tMỘT\n1\tX\tSở Y tế\t2026\n2\tY\tSở Y tế\t2026\n"
        "B\tHAI\n3\tZ\tSở Y tế\t2026\n5\tW\tSở Y tế\t2026\n"
    )
    assert list(items) == ["A", "A.1", "A.2", "B", "B.3", "B.5"]
    assert [one.code for one in doubts if one.field == "code"] == ["B.5"]


def test_a_beginning_without_an_end_and_the_other_way_round() -> None:
    items, _, _ = read(
        "STT\tNhiệm vụ\tChủ trì\tThời gian bắt đầu\tThời gian hoàn thành\n"
        "1\tX\tSở Y tế\tQuý I/2026\tQuý IV/2028\n2\tY\tSở Y tế\tThường xuyên\n"
        "3\tZ\tSở Y tế\t\tTháng 10/2027\n"
    )
    assert [item.timeframe_raw for item in items.values()] == [
        *("Quý I/2026 - Quý IV/2028", "Thường xuyên", "Tháng 10/2027"),
    ]


def test_ditto_marks_stand_for_offices_and_products() -> None:
    items, _, doubts = read(
        "STT\tNhiệm vụ\tChủ trì\tThời gian\tSản phẩm\n1\tX\tSở Y tế\t2026\tBáo cáo\n"
        '2\tY\t"\t2026\t"\n'
        "I\tNhóm\n3\tZ\t-nt-\t2026\tNhư trên\n"
    )
    tasks = [item for item in items.values() if item.kind == "task"]
    found = [(item.leads, item.product_raw) for item in tasks]
    assert found == [(("Sở Y tế",), "Báo cáo")] * 3
    assert told(doubts) == set()


def test_a_focal_point_leads_where_no_column_names_another() -> None:
    items, _, _ = read(
        "STT\tNhiệm vụ\tĐầu mối thực hiện\tPhối hợp\tHoàn thành\n"
        f"1\tMở lớp tập huấn\t{HOME}\t{SCIENCE}\t6/2026\n2\tKiểm tra\t{POLICE}\t{HOME}\t9/2026"
    )
    assert [one.leads for one in items.values()] == [(HOME,), (POLICE,)]
