"""Who leads and who coordinates: cells that hold both, that point upwards, that are empty."""

from datetime import date

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.checks.causes import by_cause
from storage.importing.document import Document
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import Doubt
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.tasks.items import Tasks, read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod

HEADER = "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm |"
TRADE, HEALTH, BUILDING = "Sở Công Thương", "Sở Y tế", "Sở Xây dựng"


def pasted(*lines: str) -> tuple[Tasks, list[Doubt]]:
    document: Document = read_text("\n".join(lines))
    book = AgencyBook(vocabulary_of("Cần Thơ"))
    tasks = read_tasks(join_grids(sort_tables(document).tasks), book, PlanPeriod(date(2024, 1, 1)))
    return tasks, [*tasks.doubts, *book.doubts]


def one_cell(cell: str) -> tuple[tuple[str, ...], tuple[str, ...], list[Doubt]]:
    top = "TT | Nhiệm vụ | Đơn vị chủ trì, phối hợp | Thời gian |"
    tasks, doubts = pasted(top, f"1 | Trồng | {cell} | 2025 |")
    return tasks.items[0].leads, tasks.items[0].coordinating, doubts


@pytest.mark.parametrize(
    ("cell", "leads", "coordinating"),
    [
        (f"{TRADE} chủ trì; {BUILDING}, {HEALTH} phối hợp", (TRADE,), (BUILDING, HEALTH)),
        (f"Chủ trì: {TRADE}; Phối hợp: {BUILDING}, {HEALTH}", (TRADE,), (BUILDING, HEALTH)),
        (f"{TRADE} (chủ trì), {BUILDING} (phối hợp)", (TRADE,), (BUILDING,)),
        (f"{TRADE} phối hợp với {BUILDING} và {HEALTH}", (TRADE,), (BUILDING, HEALTH)),
        (f"{TRADE} chủ trì, phối hợp với {BUILDING}", (TRADE,), (BUILDING,)),
        (f"{TRADE}, {HEALTH} chủ trì", (TRADE, HEALTH), ()),
        (f"{TRADE} chủ trì; {HEALTH} phối hợp, tổng hợp", (TRADE,), (HEALTH,)),
        (f"{TRADE} chủ trì, theo dõi, đôn đốc; {HEALTH} phối hợp", (TRADE,), (HEALTH,)),
        (TRADE, (TRADE,), ()),
    ],
)
def test_roles_in_one_cell(
    cell: str, leads: tuple[str, ...], coordinating: tuple[str, ...]
) -> None:
    assert one_cell(cell) == (leads, coordinating, [])


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        (f"{TRADE}; {BUILDING}", (TRADE, BUILDING)),
        (f"{TRADE} chủ trì; {BUILDING}", (TRADE,)),
        (f"{TRADE} (chủ trì), {BUILDING}", (TRADE,)),
        (f"Phối hợp: {TRADE}", ()),
    ],
)
def test_a_name_without_a_role_is_a_doubt(cell: str, leads: tuple[str, ...]) -> None:
    found, _, doubts = one_cell(cell)
    assert found == leads
    assert "whether it leads" in doubts[-1].reason


@pytest.mark.parametrize("dash", ["-", "–", "thuộc"])
def test_an_office_and_the_one_it_belongs_to_are_not_two(dash: str) -> None:
    cell = f"Chi cục Thủy lợi {dash} {HEALTH}"
    leads, _, (doubt,) = one_cell(cell)
    assert leads == (cell,)
    assert (doubt.seen, doubt.reason) == (cell, "the agency is not known here")


@pytest.mark.parametrize("cell", ["Như trên", "nt", "-nt-", "n.t", '"', "- ” -"])
def test_a_cell_may_stand_for_the_one_above(cell: str) -> None:
    tasks, doubts = pasted(
        HEADER,
        f"1 | Trồng | {TRADE}; {HEALTH} | {BUILDING} | 2025 | |",
        f"2 | Tưới | {cell} | {cell} | 2025 | |",
    )
    first, second = tasks.items
    assert (second.leads, second.coordinating) == (first.leads, first.coordinating)
    assert (second.lead_raw, second.kind) == (cell, "task")
    assert doubts == []


def test_nothing_stands_above_the_first_row() -> None:
    tasks, doubts = pasted(HEADER, "1 | Trồng | nt | | 2025 | |")
    assert tasks.items[0].leads == ()
    assert {one.field for one in doubts} == {"leads"}


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        pytest.param(
            (f"1 | Trồng | {TRADE} |||", "2 | Lập ||||Đề án|", "3 | Tưới |||||"),
            ["2", "3"],
            id="siblings-have-one",
        ),
        pytest.param(("I | Rừng |", "1 | Trồng |", f"2 | Tưới | {TRADE} |"), ["I.1"], id="one-has"),
        pytest.param(("I | Rừng |", "1 | Trồng |||2025|"), ["I.1"], id="time"),
        pytest.param(("I | Rừng |", "1 | Trồng |"), [], id="headings"),
    ],
)
def test_rows_without_a_lead(rows: tuple[str, ...], codes: list[str]) -> None:
    _, doubts = pasted(HEADER, *rows)
    assert [one.code for one in doubts if "no lead" in one.reason] == codes


def test_the_lead_of_the_group_is_proposed_and_not_set() -> None:
    tasks, doubts = pasted(HEADER, f"1 | Trồng | {TRADE} | | 2025 | |", "a) | Ươm |", "b) | Bón |")
    assert [item.leads for item in tasks.items] == [(TRADE,), (), ()]
    assert [one.proposal for one in doubts] == [f"the lead of 1: {TRADE}"] * 2


def test_a_missing_time_is_told_for_each_row_or_once_for_a_table() -> None:
    empty = [f"{n} | Trồng | {TRADE} | | | |" for n in (1, 2)]
    _, doubts = pasted(HEADER, *empty)
    assert [(one.code, one.reason) for one in doubts] == [
        *(("1", "no time frame is given"), ("2", "no time frame is given"))
    ]
    none = [f"{n} | Trồng | {TRADE} |" for n in (1, 2)]
    _, (doubt,) = pasted("TT | Nhiệm vụ | Chủ trì |", *none)
    assert (doubt.code, doubt.field) == ("1", "timeframe_raw")
    assert "no column of times" in doubt.reason


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("Lập đề án sau khi có hướng dẫn của Bộ Y tế, trình", "sau khi có hướng dẫn của Bộ Y tế"),
        ("Lập đề án sau khi Bộ Y tế giao. Chi tiền", "sau khi Bộ Y tế giao"),
        ("Lập (khi có quy định) đề án", "khi có quy định"),
        ("Lập đề án theo hướng dẫn của Bộ Y tế", None),
        ("Lập đề án trên cơ sở hướng dẫn của Bộ Y tế", None),
    ],
)
def test_conditions_in_titles(title: str, seen: str | None) -> None:
    _, doubts = pasted(HEADER, f"1 | {title} | {TRADE} | | 2025 | |")
    assert [one.seen for one in doubts] == ([seen] if seen else [])


def test_one_doubt_for_unknown_names_wherever_they_stand() -> None:
    rows = [f"{n} | Trồng | Hội Mây | Hội Mây, Hội Gió | 2025 | |" for n in (1, 2, 3)]
    _, doubts = pasted(HEADER, *rows)
    assert [
        (one.code, one.field, one.seen) for one in by_cause(doubts) if "known" in one.reason
    ] == [
        ("1;2;3", "leads", "Hội Mây"),
        ("1;2;3", "coordinating", "Hội Mây (1, 2, 3); Hội Gió (1, 2, 3)"),
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sở Y tế thành phố; Công an thành phố", (HEALTH, "Công an thành phố")),
        ("Sở Y tế thành phố Cần Thơ, Công an tỉnh", (HEALTH, "Công an tỉnh")),
        ("Các sở, ban, ngành thành phố", ("Các sở, ban, ngành thành phố",)),
        ("Ủy ban nhân dân các xã, phường", ("UBND các xã, phường",)),
        ("UBND các xã, phường, đặc khu", ("UBND các xã, phường, đặc khu",)),
        ("UBND cấp xã và các xã, phường", ("UBND cấp xã", "UBND các xã, phường")),
        (
            "Báo và Đài Phát thanh - Truyền hình Cần Thơ",
            ("Báo và Đài Phát thanh - Truyền hình",),
        ),
        (
            "Ban Quản lý các khu chế xuất và công nghiệp Cần Thơ",
            ("Ban Quản lý các khu chế xuất và công nghiệp",),
        ),
    ],
)
def test_agencies_of_cities_and_since_2025(cell: str, names: tuple[str, ...]) -> None:
    tasks, doubts = pasted(HEADER, f"1 | Trồng | {cell} | | 2025 | |")
    assert tasks.items[0].leads == names
    assert doubts == []
