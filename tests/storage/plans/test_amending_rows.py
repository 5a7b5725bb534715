"""Rows of an amending table against the plan's: changed, struck, new."""

from dataclasses import replace
from datetime import date

from storage.importing.folder.model import ItemEntry
from storage.plans.amendments.matching import match_rows, replaced_cells
from storage.plans.loading.amended import ItemChange, What

WATER = "Xây dựng kế hoạch cấp nước sạch nông thôn tập trung"
WASTE = "Rà soát quy hoạch các khu xử lý chất thải rắn"


def heading(code: str, title: str, parent: str = "") -> ItemEntry:
    return ItemEntry(code, parent, "heading", title, title)


def task(code: str, title: str, parent: str = "", **cells: object) -> ItemEntry:
    entry = ItemEntry(code, parent, "task", title, title, lead_raw="Sở Y tế", leads=("Sở Y tế",))
    return replace(entry, **cells)  # type: ignore[arg-type]


PLAN = (
    heading("I", "Nước sạch"),
    task("I.1", WATER, "I", timeframe_raw="2026", start_year=2026, end_year=2026),
    heading("II", "Chất thải"),
    task("II.1", WASTE, "II"),
    task("II.2", "Tuyên truyền phân loại rác", "II"),
)


def changes(*rows: ItemEntry) -> list[tuple[str, str]]:
    return [(one.what.value, one.code) for one in match_rows(rows, PLAN).changes]


def test_a_row_with_its_code_changes_what_its_filled_cells_say() -> None:
    later = task(
        *("I.1", WATER, "I"),
        timeframe_raw="Trước ngày 30/6/2026",
        start_year=2026,
        end_year=2026,
        due_on=date(2026, 6, 29),
    )
    (change,) = match_rows([PLAN[0], later], PLAN).changes
    cells = {"timeframe_raw": "Trước ngày 30/6/2026", "due_on": "2026-06-29"}
    assert change == ItemChange(What.CHANGED, "I.1", cells)


def test_an_empty_cell_keeps_what_was_there() -> None:
    assert replaced_cells(PLAN[1], task("I.1", WATER, "I")) == {}


def test_other_spacing_or_capitals_change_nothing() -> None:
    assert changes(task("I.1", WATER.upper() + ".", "I")) == []


def test_a_row_is_known_by_its_words_where_its_number_is_another() -> None:
    later = task("3", WASTE, lead_raw="Sở Xây dựng", leads=("Sở Xây dựng",))
    (change,) = match_rows([later], PLAN).changes
    assert (change.code, change.cells["leads"]) == ("II.1", "Sở Xây dựng")


def test_a_row_that_says_so_is_struck() -> None:
    assert changes(task("II.1", f"Bãi bỏ: {WASTE}", "II")) == [("struck", "II.1")]
    assert changes(task("II.1", WASTE, "II", product_raw="Bãi bỏ")) == [("struck", "II.1")]


def test_a_new_row_stands_below_the_heading_of_the_same_words() -> None:
    rows = (heading("A", "Chất thải"), task("A.7", "Đóng cửa bãi rác cũ", "A"))
    matched = match_rows(rows, PLAN)
    (change,) = matched.changes
    assert (change.what, change.code, change.cells["parent"]) == (What.ADDED, "II.3", "II")
    (doubt,) = matched.doubts
    assert (doubt.code, doubt.source_line) == ("II.3", None)


def test_a_new_row_keeps_its_number_where_that_is_free() -> None:
    matched = match_rows([PLAN[2], task("II.9", "Đóng cửa bãi rác cũ", "II")], PLAN)
    assert [one.code for one in matched.changes] == ["II.9"]
    assert not matched.doubts


def test_a_taken_number_is_never_another_rows() -> None:
    """The plan's II.1 speaks of something else: it stays as it is."""
    matched = match_rows([PLAN[2], task("II.1", "Đóng cửa bãi rác cũ", "II")], PLAN)
    assert [(one.what, one.code) for one in matched.changes] == [(What.ADDED, "II.3")]
    assert len(matched.doubts) == 1


def test_a_new_heading_comes_with_its_first_row() -> None:
    first, second = task("III.1", "Trồng cây", "III"), task("III.2", "Chăm sóc cây", "III")
    rows = (heading("III", "Cây xanh"), first, second)
    assert changes(*rows) == [("added", "III"), ("added", "III.1"), ("added", "III.2")]
