"""A decision nobody has seen before: every row, few and true doubts, and it loads."""

from datetime import UTC, date, datetime

import pytest

from storage.database import Database
from storage.importing.decision import read_decision, write_import
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.reader import read_folder
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.lookup import find_plan, plan_document
from tests.support.files.third_decision import ROWS, TIMES, third_decision


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PlanFolder:
    directory = tmp_path_factory.mktemp("third")
    path = directory / "mau-son.txt"
    path.write_text(third_decision(), encoding="utf-8")
    write_import(read_decision(path), directory / "plan")
    return read_folder(directory / "plan")


def test_head_and_rule(folder: PlanFolder) -> None:
    head = folder.head
    assert (head.code, head.decision, head.issued_on) == (
        *("mau-son", "77/QĐ-UBND", date(2025, 3, 6)),
    )
    (rule,) = head.rules
    assert (rule.day, rule.month, rule.strict) == (20, 11, True)


def test_every_row_is_an_item_with_its_cells(folder: PlanFolder) -> None:
    found = [
        (item.code, item.title_raw, item.lead_raw, item.coordinating_raw) for item in folder.items
    ]
    assert found == [(code, title, lead, beside) for code, _, title, lead, beside in ROWS]
    assert all(item.leads for item in folder.items if item.kind == "task")
    assert {item.product_raw for item in folder.items if item.kind == "task"} == {"Báo cáo"}


def test_times(folder: PlanFolder) -> None:
    found = {
        item.code: (item.timeframe_raw, item.start_year, item.end_year, item.recurrence)
        for item in folder.items
        if item.kind == "task"
    }
    assert found == TIMES


def test_days(folder: PlanFolder) -> None:
    """What is written into the folder, and read back from it."""
    found = {
        item.code: (item.starts_on, item.due_on, item.due_every)
        for item in folder.items
        if item.due_on
    }
    assert found == {
        "I.1": (None, date(2026, 9, 30), ""),
        "II.1": (date(2027, 1, 1), date(2027, 6, 30), ""),
        "III.1": (None, date(2025, 12, 31), ""),
        "III.2": (None, date(2025, 6, 30), "year"),
    }


def test_local_agencies_keep_their_names(folder: PlanFolder) -> None:
    unknown = {agency.name for agency in folder.agencies if agency.kind == "unknown"}
    assert unknown == {
        *("Báo Mẫu Sơn", "Đài Truyền thanh Mẫu Sơn", "Ban Quản lý Rừng hồi Mẫu Sơn"),
    }


def test_doubts_are_few_and_true(folder: PlanFolder) -> None:
    doubts = {(d.code, d.field) for d in folder.doubts if d.file == "items.csv"}
    assert doubts == {
        ("I.1", "coordinating"),  # a newspaper nobody knows here
        ("I.3;II.2", "leads"),
        ("II.3", "timeframe_raw"),
    }
    assert {d.file for d in folder.doubts} <= {"items.csv", "groups.csv", "succession.csv"}


def test_it_loads_and_loads_again_without_a_change(folder: PlanFolder, in_memory: Database) -> None:
    now = datetime(2026, 10, 14, 8, tzinfo=UTC)
    with in_memory.write() as session:
        assert load_plan(session, folder, now).anything
    with in_memory.write() as session:
        assert not load_plan(session, folder, now).anything
        plan = find_plan(session, "mau-son")
        assert plan is not None
        assert len(plan_document(session, plan)["items"]) == len(ROWS)
