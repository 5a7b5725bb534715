"""The plan of Bến Tre as it ships: what the importer reads, difficult cases included."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from locales import translator
from storage.database import Database
from storage.importing.decision import ImportedPlan, read_decision, write_import
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.reader import read_folder
from storage.models import Assignment, Item
from storage.names import find
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.lookup import find_plan, plan_document
from tests.support.paths import DATA

BEN_TRE = DATA / "ben-tre"
ALL, NO_BOARDS = "Các sở, ban, ngành tỉnh", "Các sở, ngành tỉnh"
DISTRICTS, CONCERNED = "UBND các huyện, thành phố", "Các cơ quan, tổ chức có liên quan"
PLANNING = "Sở Kế hoạch và Đầu tư"
ENVIRONMENT = "Sở Tài nguyên và Môi trường"
FARMING = "Sở Nông nghiệp và Phát triển nông thôn"
TRADE = "Sở Công Thương"


@pytest.fixture(scope="module")
def imported() -> ImportedPlan:
    return read_decision(BEN_TRE / "decision.txt")


@pytest.fixture(scope="module")
def folder() -> PlanFolder:
    return read_folder(BEN_TRE)


def test_the_folder_is_what_the_importer_reads(imported: ImportedPlan, tmp_path: Path) -> None:
    write_import(imported, tmp_path, translator("vi"))
    names = sorted(path.name for path in BEN_TRE.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    for name in names:
        assert (tmp_path / name).read_bytes() == (BEN_TRE / name).read_bytes(), name
    read = read_folder(BEN_TRE)
    assert replace(read, doubts=()) == replace(imported.folder, doubts=())
    assert len(read.doubts) == len(imported.folder.doubts)


def test_counts(folder: PlanFolder) -> None:
    """BT-C1."""
    levels = Counter(item.code.count(".") for item in folder.items)
    assert levels == {0: 18, 1: 85, 2: 27, 3: 13}
    assert sum(bool(item.leads) for item in folder.items) == 114
    assert len(folder.indicators) == 28
    assert len(folder.projects) == 37
    assert not any(doubt.seen.startswith("gồm 18") for doubt in folder.doubts)


def test_every_assigned_row_has_all_its_cells(folder: PlanFolder) -> None:
    """BT-A3, BT-A6, BT-C2: nothing was lost where rows were torn."""
    for item in folder.items:
        cells = (item.lead_raw, item.coordinating_raw, item.timeframe_raw, item.product_raw)
        assert [bool(cell) for cell in cells] == [item.kind == "task"] * 4, item.code
        assert bool(item.funding) is (item.kind == "task"), item.code


def test_hierarchy(folder: PlanFolder) -> None:
    """BT-C1 to BT-C6."""
    by_code = {item.code: item for item in folder.items}
    assert len(by_code) == 143
    level_2 = [item for item in folder.items if item.code.count(".") == 1]
    without = [item.code for item in level_2 if not item.leads]
    assert without == ["1.1", "1.2", "2.2", "5.1", "5.2", "11.1", "11.2"]
    assert by_code["13.3"].kind == "task"
    assert [c for c in by_code if by_code[c].parent == "13.3"] == ["13.3.1", "13.3.2", "13.3.3"]
    letters = [code for code in by_code if code.startswith("1.1.1.")]
    assert letters == [f"1.1.1.{letter}" for letter in "abcdđe"]
    assert [code for code in by_code if code.endswith(".a")] == [
        *("1.1.1.a", "1.1.2.a", "1.1.3.a", "1.2.2.a")
    ]
    themes = [item.code for item in folder.items if not item.parent]
    assert themes == [str(number) for number in range(1, 19)]


@pytest.mark.parametrize(
    ("code", "high", "topics"),
    [
        pytest.param("1", True, ("A", "C"), id="BT-D1-1"),
        pytest.param("1.1.2", True, ("A",), id="BT-D1-1.1.2"),
        pytest.param("14", True, ("A", "B", "D"), id="BT-D2"),
        pytest.param("11", False, (), id="BT-D3-11"),
        pytest.param("13", False, (), id="BT-D3-13"),
        pytest.param("5", False, ("D",), id="BT-D4-5"),
        pytest.param("5.1", True, ("D",), id="BT-D4-5.1"),
        pytest.param("2.2", False, ("B",), id="BT-D4-2.2"),
        pytest.param("2.1", True, ("A", "E"), id="BT-D4-2.1"),
        pytest.param("18.2", True, ("A",), id="BT-D4-18.2"),
        pytest.param("15", False, ("A", "C", "D"), id="BT-D5"),
        *[
            pytest.param(code, False, (), id=f"BT-D1-{code}")
            for code in ("1.1.1.đ", "1.1.4", "2.2.1", "4.2", "4.3", "14.9", "16.2", "17.3")
        ],
    ],
)
def test_markers(folder: PlanFolder, code: str, high: bool, topics: tuple[str, ...]) -> None:
    (item,) = [item for item in folder.items if item.code == code]
    assert (item.priority_high, item.topics) == (high, topics)


def test_titles_lose_their_marker_and_nothing_else(folder: PlanFolder) -> None:
    """BT-D3, BT-G3 to BT-G8."""
    marked = [item for item in folder.items if item.title != item.title_raw]
    assert len(marked) == 143 - 110
    assert all(item.title_raw.startswith(item.title) for item in folder.items)
    titles = {item.code: item.title for item in folder.items}
    assert len(set(titles.values())) == 143
    assert "PTR0" in titles["1.1.1.đ"]
    assert "PTRO" in titles["10.5"]
    assert "thích ứng phó" in titles["15"]
    assert titles["15.4"].startswith("- Đầu tư")
    assert len(titles["13.3.3"]) == 902
    assert sum(len(item.title_raw) > 255 for item in folder.items) == 27


@pytest.mark.parametrize(
    ("code", "years", "recurrence", "condition"),
    [
        *[
            pytest.param(code, (None, None), "yearly", "", id=f"BT-E1-{code}")
            for code in ("3.2", "3.3", "4.4", "4.5", "6.1", "6.2", "7.1", "7.2", "7.4")
        ],
        pytest.param(
            *("1.2.2.a", (None, None), "", "Sau khi Bộ Kế hoạch và Đầu tư phê duyệt Quyết định"),
            id="BT-E1-1.2.2.a",
        ),
        pytest.param(
            *("1.2.4", (None, None), "", "Sau khi Bộ Kế hoạch và Đầu tư có hướng dẫn"),
            id="BT-E1-1.2.4",
        ),
        pytest.param("1.2.2.b", (None, None), "", "", id="BT-E1-1.2.2.b"),
        pytest.param("1.1.1.d", (2023, 2023), "", "", id="BT-E1-1.1.1.d"),
        pytest.param("1.1.1.e", (2023, 2023), "", "", id="BT-E4"),
        pytest.param("1.1.2.b", (2021, 2030), "", "", id="BT-E2"),
        pytest.param("10.5", (2023, 2030), "", "", id="BT-E6"),
        pytest.param("1.1.3.a", (2022, 2023), "", "", id="BT-E7-1.1.3.a"),
        pytest.param("12.2", (2023, 2030), "", "", id="BT-E7-12.2"),
        pytest.param("14.9", (2027, 2030), "", "", id="BT-E8-14.9"),
        pytest.param("11.1.3", (2026, 2030), "", "", id="BT-E8-11.1.3"),
    ],
)
def test_timeframes(
    folder: PlanFolder,
    code: str,
    years: tuple[int | None, int | None],
    recurrence: str,
    condition: str,
) -> None:
    (item,) = [item for item in folder.items if item.code == code]
    assert (item.start_year, item.end_year) == years
    assert (item.recurrence, item.condition) == (recurrence, condition)


@pytest.mark.parametrize(
    ("code", "leads", "coordinating"),
    [
        pytest.param("1.1.1.a", (PLANNING,), (ALL, DISTRICTS, CONCERNED), id="BT-F1"),
        pytest.param("1.1.1.b", (PLANNING,), (ALL, DISTRICTS, CONCERNED), id="BT-F5"),
        pytest.param("1.1.1.e", (ALL, DISTRICTS), (PLANNING,), id="BT-F6-1.1.1.e"),
        pytest.param("1.1.2.b", (FARMING,), (NO_BOARDS, DISTRICTS, CONCERNED), id="BT-F10"),
        pytest.param(
            *("1.1.2.c", (PLANNING, ENVIRONMENT, FARMING), (ALL, DISTRICTS, CONCERNED)),
            id="BT-F7-1.1.2.c",
        ),
        pytest.param("1.1.3.a", (PLANNING,), (ALL, DISTRICTS, CONCERNED), id="BT-F2-1.1.3.a"),
        pytest.param(
            *("1.1.4", (PLANNING, "Các sở, ngành tỉnh có liên quan"), (DISTRICTS,)),
            id="BT-F6-1.1.4",
        ),
        pytest.param(
            *("2.2.2", ("Sở Thông tin và Truyền thông", FARMING), (ALL, DISTRICTS, CONCERNED)),
            id="BT-F2-2.2.2",
        ),
        pytest.param(
            *("9.3", (PLANNING,), (TRADE, ALL, DISTRICTS, CONCERNED)),
            id="BT-F3",
        ),
        pytest.param("14.6", (PLANNING, ENVIRONMENT), (ALL, DISTRICTS), id="BT-F7-14.6"),
        pytest.param("14.7", (DISTRICTS,), (TRADE, ENVIRONMENT, PLANNING, CONCERNED), id="BT-F6"),
        pytest.param(
            *("11.1.3", ("UBND thành phố Bến Tre",)),
            ("Sở Giao thông vận tải", "Sở Thông tin và Truyền thông"),
            id="BT-F8",
        ),
        pytest.param(
            *("4.4", ("Ngân hàng Nhà nước Chi nhánh tỉnh",)),
            ("Các tổ chức tín dụng trên địa bàn tỉnh",),
            id="BT-F9",
        ),
    ],
)
def test_agencies(
    folder: PlanFolder, code: str, leads: tuple[str, ...], coordinating: tuple[str, ...]
) -> None:
    (item,) = [item for item in folder.items if item.code == code]
    assert (item.leads, item.coordinating) == (leads, coordinating)


def test_every_name_in_a_cell_is_known(folder: PlanFolder) -> None:
    assert "unknown" not in {agency.kind for agency in folder.agencies}
    assert sum(agency.kind == "district" for agency in folder.agencies) == 9
    groups = {group.phrase: group.members for group in folder.groups}
    assert len(groups[DISTRICTS]) == 9
    assert len(groups[ALL]) == 14
    assert groups[CONCERNED] == ()
    doubted = {
        phrase
        for doubt in folder.doubts
        if doubt.file == "groups.csv"
        for phrase in doubt.seen.split("; ")
    }
    assert doubted == set(groups) - {DISTRICTS}


@pytest.mark.parametrize(
    ("code", "field", "seen"),
    [
        pytest.param("1.1.1.a", "product_raw", "quy hoạch(", id="BT-B1"),
        pytest.param("", "", "(- Thực hiện kiểm kê", id="BT-B2"),
        pytest.param("", "", "0,68(- 20% các huyện", id="BT-B3"),
        pytest.param("", "", "để triển khai thực hiện,", id="BT-B4"),
        pytest.param("", "", "dctk > span", id="BT-A2"),
        pytest.param("", "recipients", "", id="BT-A1"),
        pytest.param("14", "topics", "(Cao, A B, D)", id="BT-D2"),
        pytest.param("10.7", "start_year", "2022 - 2030", id="BT-E2"),
        pytest.param("1.1.1.d", "title", "Ban hành Kế hoạch hành động", id="BT-E3"),
        pytest.param("1.1.1.e", "title", "Sau 30 ngày", id="BT-E4"),
        pytest.param("1.2.2.b", "title", "sơ kết giữa kỳ vào năm 2025", id="BT-E5"),
        pytest.param("10.7", "title", "sau khi", id="BT-E6"),
        pytest.param("1.2.2.b", "timeframe_raw", "Thực hiện theo chế độ", id="BT-E8"),
        pytest.param("2.2.2", "leads", "Sở Nông thôn và Phát triển nông thôn", id="BT-F2"),
        pytest.param("9.3", "coordinating", "ngành tỉnh UBND các huyện", id="BT-F3"),
        pytest.param("1.1.1.b", "coordinating", "tham vấn với", id="BT-F5"),
        pytest.param("18.1", "funding", "I, II, II, IV", id="BT-G1"),
        pytest.param("V.1", "place", "Tiền Giang", id="BT-H1"),
        pytest.param("", "", "GIAI ĐOẠN 2021 - 2023", id="BT-H2"),
        pytest.param("1", "target_2025_raw", "X", id="BT-H3-1"),
        pytest.param("3", "target_2025_raw", "02 năm/lần", id="BT-H3-3"),
        pytest.param("20", "target_2030_raw", "25-40", id="BT-H4-20"),
        pytest.param("21", "target_2025_raw", "Loại II: ≥10 Loại IV: ≥05", id="BT-H4-21"),
        pytest.param("25", "unit", "%", id="BT-H4-25"),
        pytest.param("", "", "Sử dụng tủ lạnh tiết kiệm điện", id="BT-B5"),
        pytest.param("14", "title", "Quản lý chất thải và ô nhiễm không khí", id="BT-C7"),
        pytest.param("", "", "Các cơ sở phát thải phải kiểm kê", id="BT-H5-a"),
        pytest.param("", "", "Thực hiện kiểm kê khí nhà kính toàn tỉnh", id="BT-H5-b"),
        pytest.param("", "", "không khí cấp tỉnh", id="BT-H5-c"),
        pytest.param("17", "name", "tỷ lệ khu, cụm công nghiệp", id="BT-H6-one-target"),
        pytest.param("4", "name", "đạt", id="BT-H6-4"),
        *[pytest.param(n, "name", "Phấn đấu", id=f"BT-H6-{n}") for n in ("22", "23")],
    ],
)
def test_what_is_not_sure_is_listed(folder: PlanFolder, code: str, field: str, seen: str) -> None:
    found = [d for d in folder.doubts if d.field == field and code in d.code.split(";")]
    found = [d for d in found if seen in d.seen]
    assert len(found) == 1
    assert found[0].reason


def test_only_targets_and_themes_that_differ_are_listed(imported: ImportedPlan) -> None:
    """BT-C7, BT-H5, BT-H6."""
    found = Counter(doubt.reason for doubt in imported.folder.doubts)
    assert found["the text names this theme otherwise"] == 1
    assert found["no row of the indicator table holds this target of the text"] == 3
    assert sum(count for reason, count in found.items() if reason.startswith("the text has")) == 1


def test_torn_and_odd_cells_are_kept_as_printed(folder: PlanFolder) -> None:
    """BT-B1, BT-G1, BT-G2, BT-G7."""
    items = {item.code: item for item in folder.items}
    assert items["1.1.1.a"].product_raw.endswith("trong các quy hoạch(")
    assert items["18.1"].funding == ("I", "II", "IV")
    assert items["5.2.1"].product_raw == items["5.2.2"].product_raw
    assert "46,15%" in items["13.3.3"].product_raw


@pytest.mark.parametrize(
    ("number", "raws", "values", "comparison"),
    [
        pytest.param(1, ("X", ""), (None, None), "", id="BT-H3-1"),
        pytest.param(2, ("-", "9"), (None, 9), ";=", id="BT-H4-2"),
        pytest.param(3, ("02 năm/lần", "02 năm/lần"), (None, None), "", id="BT-H3-3"),
        pytest.param(7, ("02", "2,1"), (2, 2.1), "=;=", id="BT-H4-7"),
        pytest.param(13, ("95,5", "98,5"), (95.5, 98.5), "=;=", id="BT-H4-13"),
        pytest.param(14, ("80", ">90"), (80, 90), "=;>", id="BT-H4-14"),
        pytest.param(18, ("≥85", "≥85"), (85, 85), "≥;≥", id="BT-H4-18"),
        pytest.param(20, ("10", "25-40"), (10, None), "=;", id="BT-H4-20"),
        pytest.param(25, ("0,68", ">0,7"), (0.68, 0.7), "=;>", id="BT-H4-25"),
    ],
)
def test_indicators(
    folder: PlanFolder,
    number: int,
    raws: tuple[str, str],
    values: tuple[float | None, float | None],
    comparison: str,
) -> None:
    (one,) = [one for one in folder.indicators if one.number == number]
    assert (one.target_2025_raw, one.target_2030_raw) == raws
    assert (one.target_2025, one.target_2030) == values
    assert one.comparison == comparison
    assert one.agency in {agency.name for agency in folder.agencies}


def test_projects_keep_their_words(folder: PlanFolder) -> None:
    """BT-H1."""
    per_group = Counter(project.group for project in folder.projects)
    assert per_group == {"I": 7, "II": 8, "III": 11, "IV": 3, "V": 5, "VI": 3}
    names = {f"{one.group}.{one.number}": one.name for one in folder.projects}
    assert "đa dạng dịch học" in names["IV.1"]
    assert "biến đối khí hậu" in names["III.1"]
    assert folder.head.project_groups["V"] == "Cấp thoát nước"


def test_head_and_rules(folder: PlanFolder) -> None:
    """M1: both days are "trước", before."""
    head = folder.head
    assert (head.code, head.decision, head.issued_on) == (
        "ben-tre",
        "2082/QĐ-UBND",
        date(2023, 9, 18),
    )
    assert (head.province, head.period, head.coordinator) == ("Bến Tre", "2021 - 2030", PLANNING)
    agencies, coordinator = head.rules
    assert (agencies.tier, agencies.day, agencies.month) == ("agencies", 15, 11)
    assert (agencies.strict, agencies.to) == (True, PLANNING)
    assert agencies.who == "Các sở, ban, ngành tỉnh, địa phương và các cơ quan liên quan"
    assert (coordinator.tier, coordinator.day, coordinator.month) == ("coordinator", 1, 12)
    assert (coordinator.strict, coordinator.to) == (True, "UBND tỉnh")
    assert {(rule.from_year, rule.until_year) for rule in head.rules} == {(2023, 2030)}


def test_loaded_and_shown(folder: PlanFolder, in_memory: Database) -> None:
    now = datetime(2026, 10, 14, 8, tzinfo=UTC)
    with in_memory.write() as session:
        assert load_plan(session, folder, now).anything
    with in_memory.write() as session:
        assert not load_plan(session, folder, now).anything
        plan = find_plan(session, "ben-tre")
        assert plan is not None
        document = plan_document(session, plan)
        leading = session.exec(
            select(func.count(func.distinct(col(Assignment.item_id))))
            .join(Item, col(Assignment.item_id) == Item.id)
            .where(Assignment.role == "lead", Item.kind == "task")
        ).one()
    assert leading == 114
    sizes = {key: len(document[key]) for key in ("items", "indicators", "projects", "rules")}
    assert sizes == {"items": 143, "indicators": 28, "projects": 37, "rules": 2}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("skhdt", PLANNING),
        ("so ke hoach va dau tu", PLANNING),
        ("Sở KH&ĐT", PLANNING),
        ("Sở Nông nghiệp và PTNT", FARMING),
        ("ubnd tp ben tre", "UBND thành phố Bến Tre"),
        ("so van hoa the thao va du lich", "Sở Văn hóa, Thể thao và Du lịch"),
    ],
)
def test_agencies_are_found_however_they_are_typed(
    folder: PlanFolder, written: str, meant: str
) -> None:
    assert [agency.name for agency in find(written, folder.agencies)] == [meant]


def test_sample_people_cover_every_agency_and_are_plainly_invented(folder: PlanFolder) -> None:
    with (DATA / "people-sample.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    posts = [post for person in people for post in person["posts"].split(";") if post]
    focal = {post.removeprefix("focal@ben-tre:") for post in posts if post.startswith("focal@")}
    of_2023 = {agency.name for agency in folder.agencies if agency.valid_from is None}
    assert focal == of_2023 - {"Sở Nội vụ", "Công an tỉnh"}  # not named, but took duties over
    assert f"leader@ben-tre:{TRADE}" in posts
    rights = Counter(person["rights"] for person in people if person["rights"])
    assert rights == {"planner@ben-tre": 1, "administrator": 1}
    for column in ("code", "full_name", "office_phone"):
        assert len({person[column] for person in people}) == len(people)
    assert all(" Mẫu " in person["full_name"] for person in people)
    assert all(person["office_phone"].startswith("0000 000 ") for person in people)


def test_leads_that_a_title_lists_in_one_breath_share_no_work_out(folder: PlanFolder) -> None:
    """BT-F6: the title of 1.1.1.e names both groups as those who act; TH-K6 is the other case."""
    assert [
        doubt for doubt in folder.doubts if (doubt.code, doubt.field) == ("1.1.1.e", "leads")
    ] == []
