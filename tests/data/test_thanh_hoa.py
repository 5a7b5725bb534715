"""The plan of Thanh Hóa as it ships: what the importer reads, difficult cases included."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from locales import translator
from storage.database import Database
from storage.importing.decision import ImportedPlan, read_decision, write_import
from storage.importing.document import Document
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import ItemEntry, PlanFolder
from storage.importing.folder.reader import read_folder
from storage.models import Assignment, Item
from storage.names import find
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.lookup import find_plan, plan_document
from tests.support.paths import DATA

THANH_HOA = DATA / "thanh-hoa"
ALL = "Các sở, ban, ngành cấp tỉnh"
DISTRICTS = "UBND các huyện, thị xã, thành phố"
CONCERNED, OTHERS = "Các đơn vị có liên quan", "Các đơn vị khác có liên quan"
PLANNING = "Sở Kế hoạch và Đầu tư"
ENVIRONMENT = "Sở Tài nguyên và Môi trường"
FARMING = "Sở Nông nghiệp và Phát triển nông thôn"
TRADE = "Sở Công Thương"
CULTURE = "Sở Văn hóa, Thể thao và Du lịch"
SCIENCE = "Sở Khoa học và Công nghệ"
LABOUR = "Sở Lao động - Thương binh và Xã hội"
NGHI_SON = "Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp"
STATE_BANK = "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Thanh Hóa"
PROMOTION = "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch"
TOURISM = "Ban quản lý các khu, điểm du lịch của tỉnh"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Thanh Hóa"
SUBGROUPS = [f"VIII.{number}" for number in range(1, 12)]


@pytest.fixture(scope="module")
def imported() -> ImportedPlan:
    return read_decision(THANH_HOA / "decision.txt")


@pytest.fixture(scope="module")
def folder() -> PlanFolder:
    return read_folder(THANH_HOA)


@pytest.fixture(scope="module")
def items(folder: PlanFolder) -> dict[str, ItemEntry]:
    return {item.code: item for item in folder.items}


@pytest.fixture(scope="module")
def document() -> Document:
    return read_text((THANH_HOA / "decision.txt").read_text(encoding="utf-8"))


def test_the_folder_is_what_the_importer_reads(imported: ImportedPlan, tmp_path: Path) -> None:
    write_import(imported, tmp_path, translator("vi"))
    names = sorted(path.name for path in THANH_HOA.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    for name in names:
        assert (tmp_path / name).read_bytes() == (THANH_HOA / name).read_bytes(), name
    read = read_folder(THANH_HOA)
    assert replace(read, doubts=()) == replace(imported.folder, doubts=())
    assert len(read.doubts) == len(imported.folder.doubts)


def test_every_word_of_the_table_is_in_a_row(folder: PlanFolder) -> None:
    """TH-I2, TH-L4, M3: nothing lost, nothing added, nothing out of its order, typos included."""
    lines = (THANH_HOA / "decision.txt").read_text(encoding="utf-8").split("\n")
    assert (lines[899], lines[2581]) == ("I", "|")
    printed = " ".join(line for line in lines[899:2582] if line != "|").split()
    read: list[str] = []
    for item in folder.items:
        read.append(item.code if item.kind == "heading" else item.code.rpartition(".")[2])
        for cell in (item.title_raw, item.lead_raw, item.coordinating_raw):
            read += cell.split()
        read += [*item.timeframe_raw.split(), *item.product_raw.split()]
    assert read == printed


def test_counts(folder: PlanFolder) -> None:
    """TH-I2, TH-I3, TH-J2: group rows have two cells, and the column numbers are no tasks."""
    assert Counter(item.kind for item in folder.items) == {"heading": 19, "task": 84}
    for item in folder.items:
        cells = (item.lead_raw, item.coordinating_raw, item.timeframe_raw, item.product_raw)
        assert [bool(cell) for cell in cells] == [item.kind == "task"] * 4, item.code
    assert folder.indicators == ()
    assert folder.projects == ()


def test_hierarchy(folder: PlanFolder, items: dict[str, ItemEntry]) -> None:
    """TH-J1, TH-J2."""
    assert len(items) == 103
    groups = [item.code for item in folder.items if not item.parent]
    assert groups == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    assert [code for code in items if items[code].parent == "VIII"] == SUBGROUPS
    per_list = Counter(item.parent for item in folder.items if item.kind == "task")
    assert len(per_list) == 18
    for parent, count in per_list.items():
        tasks = [code for code in items if items[code].parent == parent]
        assert tasks == [f"{parent}.{number}" for number in range(1, count + 1)]
    assert not any(doubt.field == "code" for doubt in folder.doubts)


@pytest.mark.parametrize(
    ("code", "title", "line"),
    [
        pytest.param("I", "Truyền thông, giáo dục và nâng cao nhận thức", 900, id="TH-I4-I"),
        pytest.param("VIII.10", "Y tế", 2463, id="TH-I4-VIII.10"),
        pytest.param("VIII.11", "Du lịch", 2542, id="TH-I4-VIII.11"),
        pytest.param(
            *("VIII.8", "Quản lý tài nguyên nước, tài nguyên đất đai, đa dạng sinh học;"),
            *(2264,),
            id="TH-J3-VIII.8",
        ),
        pytest.param("VIII.4", "Xây dựng: Thúc đẩy đô thị hóa theo hướng", 1837, id="TH-J3-VIII.4"),
        pytest.param("II.4", "Tham mưu, hướng dẫn, triển khai, đánh giá", 1057, id="TH-I2"),
        pytest.param("VIII.3.5", "Nghiên cứu đầu tư hoàn thiện", 1789, id="TH-J1"),
    ],
)
def test_titles_begin_and_stand_where_they_are_printed(
    items: dict[str, ItemEntry], code: str, title: str, line: int
) -> None:
    assert items[code].title.startswith(title)
    assert items[code].source_line == line


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param("VIII.1.2", "thời kỳ 2021 - 2030, tầm nhìn", id="TH-I7-range"),
        pytest.param("VIII.1.2", "trên địa bàn tỉnh.- Tham mưu triển khai", id="TH-I7-bullet"),
        pytest.param("V.4", "Quyết định số 4216/QĐ-UBND ngày 06/10/2020", id="TH-I5"),
        pytest.param("III.7", "Phối hợp với các đơn vị liên quan xây dựng", id="TH-K6-III.7"),
        pytest.param("VIII.9.3", "Đối với nhãn năng lượng: Sở Công Thương", id="TH-K6-VIII.9.3"),
        pytest.param("I.2", "- Triển khai chiến dịch truyền thông", id="TH-K7-I.2"),
        pytest.param("VIII.8.5", "giai đoạn 2026 - 2030", id="TH-L1-VIII.8.5"),
        pytest.param("VII.2", "giai đoạn 2021 - 2025.", id="TH-L1-VII.2"),
        pytest.param("II.4", "cơ cơ sở dữ liệu", id="TH-L4-II.4"),
        pytest.param("VIII.3.2", "giao thông cộng cộng", id="TH-L4-VIII.3.2"),
        pytest.param("VIII.3.1", "logisitcs", id="TH-L4-VIII.3.1"),
        pytest.param("VIII.2.2", "các- bon", id="TH-L4-VIII.2.2"),
        pytest.param("VIII.9.2", "các- bon", id="TH-L4-VIII.9.2"),
        pytest.param("VIII.8.3", "thôn/ xóm", id="TH-L4-VIII.8.3"),
        pytest.param("VIII.7.3", "cập nhập", id="TH-L4-VIII.7.3"),
        pytest.param("VII.2", "Đẩy thực hiện", id="TH-L4-VII.2"),
        pytest.param("VIII.5.7", "qui mô", id="TH-L4-VIII.5.7"),
        pytest.param("VIII.9.3", "Bộ Công thương", id="TH-L4-VIII.9.3"),
        pytest.param("VIII.6.4", '"hệ thống cơ sở dữ liệu tăng trưởng xanh quốc gia”', id="TH-L4"),
        pytest.param("II.7", "sơ kết giữa kỳ vào năm 2025", id="M2"),
        pytest.param("VIII.4.1", "BĐKH", id="M4"),
    ],
)
def test_titles_are_kept_as_printed(items: dict[str, ItemEntry], code: str, words: str) -> None:
    assert words in items[code].title_raw


def test_titles_as_a_whole(items: dict[str, ItemEntry]) -> None:
    """TH-L6, TH-L7: no marker is cut off, since this decision has none."""
    titles = {code: item.title for code, item in items.items()}
    assert titles == {code: item.title_raw for code, item in items.items()}
    tasks = {code: title for code, title in titles.items() if items[code].kind == "task"}
    unfinished = [code for code, title in tasks.items() if not title.endswith(".")]
    assert unfinished == ["I.1", "VIII.5.3", "VIII.8.5"]
    assert max((len(title), code) for code, title in tasks.items()) == (1370, "VIII.6.4")
    assert sum(len(title) > 255 for title in tasks.values()) == 50
    assert len(set(tasks.values())) == 84
    for item in items.values():
        assert (item.priority_high, item.topics, item.funding) == (False, (), ())


def test_timeframes(items: dict[str, ItemEntry]) -> None:
    """TH-L1: the cell counts, whatever years the title names."""
    tasks = [item for item in items.values() if item.kind == "task"]
    raws = Counter(item.timeframe_raw for item in tasks)
    assert raws["2023 - 2030"] == 79
    assert (items["II.1"].timeframe_raw, items["II.1"].start_year) == ("Năm 2023", 2023)
    years = {item.code: (item.start_year, item.end_year) for item in tasks}
    assert years["II.1"] == (2023, 2023)
    assert years["VII.2"] == (2023, 2030)
    assert years["VIII.6.2"] == (2025, 2026)
    assert years["VIII.7.3"] == years["VIII.7.4"] == (2024, 2026)
    assert years["VIII.8.5"] == (2026, 2030)
    assert {(item.recurrence, item.condition) for item in tasks} == {("", "")}


def test_products(items: dict[str, ItemEntry]) -> None:
    """TH-L5."""
    products = {code: item.product_raw for code, item in items.items() if item.kind == "task"}
    assert len(set(products.values())) == 23
    assert products["VIII.5.6"] == "Mô hình, báo cáo, công văn"
    assert products["IV.4"] == "Văn bản hướng dẫn, báo cáo, tờ trình; quyết định"
    assert products["II.5"].endswith("báo cáo;")
    assert products["VIII.6.1"].endswith("cơ chế, chính sách")
    assert all(products[f"III.{number}"].endswith("kiến thức.") for number in (4, 5, 6))
    assert all(products[f"I.{number}"].endswith("…") for number in (1, 2, 3, 5))


@pytest.mark.parametrize(
    ("code", "leads", "coordinating"),
    [
        pytest.param(
            *("I.1", (ALL, DISTRICTS, FRONT, "Các tổ chức chính trị - xã hội", CONCERNED)),
            (OTHERS,),
            id="TH-K4-I.1",
        ),
        pytest.param(
            *("I.5", ("Đài Phát thanh và Truyền hình Thanh Hóa",), (ALL, DISTRICTS, CONCERNED)),
            id="TH-K2-I.5",
        ),
        pytest.param("II.6", (FARMING,), (ALL, DISTRICTS, CONCERNED), id="TH-K1-II.6"),
        pytest.param(
            *("II.7", (PLANNING, ALL, DISTRICTS, CONCERNED), (OTHERS,)), id="TH-K4-K7-II.7"
        ),
        pytest.param("III.5", (STATE_BANK,), (ALL, DISTRICTS, CONCERNED), id="TH-K1-III.5"),
        pytest.param("III.7", (PLANNING,), (ALL, DISTRICTS, CONCERNED), id="TH-K6-III.7"),
        pytest.param("IV.6", (STATE_BANK,), (ALL, DISTRICTS), id="TH-K1-IV.6"),
        pytest.param("V.6", (ALL, DISTRICTS), (OTHERS,), id="TH-K4-V.6"),
        pytest.param(
            *("VI.1", ("Sở Ngoại vụ", PLANNING, PROMOTION, DISTRICTS), (ALL, DISTRICTS, CONCERNED)),
            id="TH-K3-K5-K7-VI.1",
        ),
        pytest.param("VI.2", (ALL, DISTRICTS), (OTHERS,), id="TH-K4-VI.2"),
        pytest.param("VII.1", (LABOUR, DISTRICTS), (ALL, CONCERNED), id="TH-K4-VII.1"),
        pytest.param(
            *("VII.2", (LABOUR, FARMING, "Ban Dân tộc"), (ALL, DISTRICTS, CONCERNED)),
            id="TH-K1-VII.2",
        ),
        pytest.param(
            *("VIII.2.1", (TRADE,), (SCIENCE, ALL, DISTRICTS, "Hiệp hội doanh nghiệp tỉnh")),
            id="TH-K3-VIII.2.1",
        ),
        pytest.param(
            *("VIII.2.3", (NGHI_SON,), (TRADE, PLANNING, ALL, DISTRICTS, CONCERNED)),
            id="TH-K1-VIII.2.3",
        ),
        pytest.param(
            *("VIII.2.4", (TRADE, DISTRICTS), (TRADE, PLANNING, ALL, DISTRICTS, CONCERNED)),
            id="TH-K5-VIII.2.4",
        ),
        pytest.param(
            *("VIII.3.5", (NGHI_SON, DISTRICTS), (ALL, DISTRICTS, CONCERNED)),
            id="TH-K1-K3-VIII.3.5",
        ),
        pytest.param("VIII.4.3", (DISTRICTS,), (ALL, CONCERNED), id="TH-K4-VIII.4.3"),
        pytest.param(
            *("VIII.4.2", (SCIENCE,)),
            (ALL, DISTRICTS, "Các tổ chức khoa học công nghệ", CONCERNED),
            id="TH-K3-VIII.4.2",
        ),
        pytest.param(
            *("VIII.5.2", (FARMING,), ("Các sở, ban, ngành có liên quan", DISTRICTS)),
            id="TH-K2-VIII.5.2",
        ),
        pytest.param(
            *("VIII.5.3", (FARMING,), (ALL, DISTRICTS, "Các chủ rừng")), id="TH-K3-VIII.5.3"
        ),
        pytest.param(
            *("VIII.5.9", ("Văn phòng Điều phối Chương trình xây dựng nông thôn mới tỉnh",)),
            ("Các sở, ban, ngành có liên quan", DISTRICTS),
            id="TH-K2-VIII.5.9",
        ),
        pytest.param("VIII.6.2", (ENVIRONMENT,), (ALL, DISTRICTS, OTHERS), id="TH-K2-VIII.6.2"),
        pytest.param(
            *("VIII.6.3", (SCIENCE,)),
            (ALL, DISTRICTS, "Các tổ chức khoa học công nghệ", CONCERNED),
            id="TH-K3-VIII.6.3",
        ),
        pytest.param(
            *("VIII.9.1", ("Các sở, ban, ngành thuộc tỉnh", DISTRICTS), (OTHERS,)),
            id="TH-K2-VIII.9.1",
        ),
        pytest.param(
            *("VIII.9.3", (ENVIRONMENT, TRADE, CULTURE, FARMING, "Sở Xây dựng")),
            (ALL, DISTRICTS, CONCERNED),
            id="TH-K6-VIII.9.3",
        ),
        pytest.param(
            *("VIII.11.1", (CULTURE, DISTRICTS, TOURISM), (ALL, DISTRICTS, CONCERNED)),
            id="TH-K1-K4-VIII.11.1",
        ),
        pytest.param(
            *("VIII.11.2", (CULTURE, DISTRICTS, TOURISM), (ALL, CONCERNED)), id="TH-K1-VIII.11.2"
        ),
    ],
)
def test_agencies(
    items: dict[str, ItemEntry], code: str, leads: tuple[str, ...], coordinating: tuple[str, ...]
) -> None:
    assert (items[code].leads, items[code].coordinating) == (leads, coordinating)


def test_groups_as_only_leads(folder: PlanFolder, items: dict[str, ItemEntry]) -> None:
    """TH-K4."""
    groups = {group.phrase for group in folder.groups}
    leading = [code for code, item in items.items() if item.leads and set(item.leads) <= groups]
    assert leading == ["V.6", "VI.2", "VIII.3.7", "VIII.4.3", "VIII.8.6", "VIII.9.1"]
    beside = [code for code, item in items.items() if groups & set(item.leads)]
    assert [code for code in beside if code not in leading] == [
        *("I.1", "II.7", "VI.1", "VII.1", "VIII.2.4", "VIII.3.1", "VIII.3.5"),
        *("VIII.11.1", "VIII.11.2"),
    ]


def test_every_name_in_a_cell_is_known(folder: PlanFolder) -> None:
    """TH-K2: five spellings are one phrase; phrases that nothing settles stay empty."""
    assert "unknown" not in {agency.kind for agency in folder.agencies}
    assert sum(agency.kind == "district" for agency in folder.agencies) == 27
    groups = {group.phrase: group for group in folder.groups}
    assert len(groups[DISTRICTS].members) == 27
    assert len(groups[ALL].members) == 17
    assert groups[ALL].variants_seen == (
        "Các sở, ban ngành cấp tỉnh",
        "các sở, ban ngành cấp tỉnh",
        "Các Sở, ban ngành cấp tỉnh",
    )
    assert "Ban quản lý các khu, điềm du lịch của tỉnh" in groups[TOURISM].variants_seen
    empty = {phrase for phrase, group in groups.items() if not group.members}
    assert empty == set(groups) - {ALL, DISTRICTS}
    doubted = {
        phrase
        for doubt in folder.doubts
        if doubt.file == "groups.csv"
        for phrase in doubt.seen.split("; ")
    }
    assert doubted == empty | {ALL}


def test_spellings_are_noted_with_the_agency(folder: PlanFolder) -> None:
    """TH-K1, TH-K7: the running text names two more agencies than the rows do."""
    agencies = {agency.name: agency for agency in folder.agencies}
    assert agencies[FARMING].typos_seen == ("Sở Nông nghiệp và PTNN",)
    assert agencies[STATE_BANK].typos_seen == (
        "Ngân hàng nhà nước Việt Nam chi nhánh Thanh Hóa",
        "Ngân hàng nhà nước Việt Nam chi nhánh tỉnh Thanh Hóa",
    )
    assert "Ban quản lý KKT Nghi Sơn và các KCN" in agencies[NGHI_SON].typos_seen
    named = {name for item in folder.items for name in (*item.leads, *item.coordinating)}
    successors = {step.to_agency for step in folder.succession}
    beside = {a.name for a in folder.agencies if a.kind != "district"} - named - successors
    assert beside == {"Báo Thanh Hóa", "Văn phòng Ủy ban nhân dân tỉnh"}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("SKHĐT", PLANNING),
        ("sở khđt", PLANNING),
        ("Sở KH&ĐT", PLANNING),
        ("BQL KKT Nghi Sơn", NGHI_SON),
        ("Ban Quản lý Khu kinh tế Nghi Sơn và các KCN", NGHI_SON),
        ("VP Điều phối NTM", "Văn phòng Điều phối Chương trình xây dựng nông thôn mới tỉnh"),
        ("NHNN", STATE_BANK),
        ("UBMTTQ", FRONT),
        ("Đài PTTH", "Đài Phát thanh và Truyền hình Thanh Hóa"),
        ("Trung tâm xúc tiến đầu tư", PROMOTION),
        ("Sở Công thương", TRADE),
        ("Sở Tài nguyên môi trường", ENVIRONMENT),
        ("UBND TP Sầm Sơn", "UBND thành phố Sầm Sơn"),
        ("ubnd tx bim son", "UBND thị xã Bỉm Sơn"),
        ("UBND Mường Lát", "UBND huyện Mường Lát"),
        ("UBND huyện Cẩm Thuỷ", "UBND huyện Cẩm Thủy"),
    ],
)
def test_agencies_are_found_as_people_type_them(folder: PlanFolder, typed: str, name: str) -> None:
    """TH-K1, M4."""
    assert [agency.name for agency in find(typed, folder.agencies)] == [name]


CONDITIONS = [
    *("I.2", *(f"II.{number}" for number in range(2, 7)), "III.1", "III.7", "IV.1", "IV.4"),
    *("VIII.1.1", "VIII.2.2", "VIII.6.4", "VIII.8.1", "VIII.10.4"),
]


@pytest.mark.parametrize(
    ("code", "field", "seen"),
    [
        *[pytest.param(code, "title", "sau khi", id=f"TH-L2-{code}") for code in CONDITIONS],
        pytest.param("II.7", "title", "sơ kết giữa kỳ vào năm 2025", id="M2"),
        pytest.param("II.6", "leads", "Sở Nông nghiệp và PTNN", id="TH-K1"),
        *[
            pytest.param(code, "coordinating", DISTRICTS, id=f"TH-K5-{code}")
            for code in ("VI.1", "VIII.2.4", "VIII.3.5", "VIII.3.7", "VIII.8.6", "VIII.11.1")
        ],
        pytest.param("VIII.2.4", "coordinating", TRADE, id="TH-K5-agency"),
        pytest.param("III.7", "title", "Phối hợp với", id="TH-K6"),
        pytest.param("VIII.6.3", "title", f"{ENVIRONMENT} / {SCIENCE}", id="TH-L3"),
    ],
)
def test_what_is_not_sure_is_listed(folder: PlanFolder, code: str, field: str, seen: str) -> None:
    found = [d for d in folder.doubts if d.field == field and code in d.code.split(";")]
    found = [d for d in found if seen in d.seen]
    assert len(found) == 1
    assert found[0].reason


def test_near_duplicates_keep_their_own_leads(items: dict[str, ItemEntry]) -> None:
    """TH-L3."""
    assert (items["VIII.6.1"].leads, items["VIII.6.3"].leads) == ((ENVIRONMENT,), (SCIENCE,))
    assert (items["II.4"].leads, items["II.6"].leads) == ((ENVIRONMENT,), (FARMING,))


def test_the_portal_s_words_are_read_as_text_and_as_nothing_else(document: Document) -> None:
    """TH-I1, TH-I5, TH-I6."""
    texts = {line.number: line.text for line in document.lines}
    assert len(document.tables) == 1
    assert texts[18] == "Số hiệu: 3825/QĐ-UBND"
    assert texts[36] == "Ngày ban hành: 18/10/2023"
    assert texts[2583] == "[1] Phát thải ròng bằng “0”."
    assert texts[2628] == "Mã số thuế: 0315459414"
    assert texts[820] == "VI. TỔ CHỨC THỰC HIỆN"
    assert "giai đoạn 2021 - 2030, với các nội dung" in texts[118]
    assert "tỉnh[2] nhằm mục tiêu" in texts[389]
    assert document.left_out == ()


def test_head(folder: PlanFolder) -> None:
    """TH-I1: the number stands twice, and the portal's footer has a date of its own."""
    head = folder.head
    assert (head.code, head.decision, head.issued_on) == (
        *("thanh-hoa", "3825/QĐ-UBND"),
        date(2023, 10, 18),
    )
    assert head.title == (
        "Kế hoạch hành động về tăng trưởng xanh tỉnh Thanh Hóa giai đoạn 2021 - 2030"
    )
    assert (head.province, head.period, head.coordinator) == ("Thanh Hóa", "2021 - 2030", PLANNING)
    assert head.recipients[0].startswith("Chánh Văn phòng UBND tỉnh, Giám đốc các sở")
    assert "Bộ Kế hoạch và Đầu tư (để b/c)" in head.recipients
    assert not any(entry.startswith(("Như", "Lưu")) for entry in head.recipients)


def test_rules(folder: PlanFolder) -> None:
    """M1: the agencies' day is "ngày", on it; the coordinator's "trước ngày", before it."""
    agencies, coordinator = folder.head.rules
    assert (agencies.tier, agencies.day, agencies.month) == ("agencies", 15, 11)
    assert agencies.strict is False
    assert agencies.who == (
        "Các sở, ban, ngành, đơn vị cấp tỉnh, UBND các huyện, thị xã, thành phố"
    )
    assert agencies.to == f"Chủ tịch UBND tỉnh; {PLANNING}"
    assert agencies.quote.startswith("Thường xuyên theo dõi, kiểm tra, đánh giá")
    assert agencies.quote.endswith("đồng thời gửi về Sở Kế hoạch và Đầu tư để tổng hợp.")
    assert (coordinator.tier, coordinator.day, coordinator.month) == ("coordinator", 10, 12)
    assert (coordinator.strict, coordinator.who) == (True, PLANNING)
    assert coordinator.to == "Bộ Kế hoạch và Đầu tư"
    assert {(rule.from_year, rule.until_year) for rule in folder.head.rules} == {(2023, 2030)}
    assert not any(doubt.file == "plan.toml" for doubt in folder.doubts)


def test_loaded_and_shown(folder: PlanFolder, in_memory: Database) -> None:
    """M5: the names stay those of the decision."""
    now = datetime(2026, 10, 14, 8, tzinfo=UTC)
    with in_memory.write() as session:
        assert load_plan(session, folder, now).anything
    with in_memory.write() as session:
        assert not load_plan(session, folder, now).anything
        plan = find_plan(session, "thanh-hoa")
        assert plan is not None
        shown = plan_document(session, plan)
        leading = session.exec(
            select(func.count(func.distinct(col(Assignment.item_id))))
            .join(Item, col(Assignment.item_id) == Item.id)
            .where(Assignment.role == "lead", Item.kind == "task")
        ).one()
    assert leading == 84
    assert [item["code"] for item in shown["items"]] == [item.code for item in folder.items]
    assert shown["items"][1]["leads"] == list(folder.items[1].leads)
