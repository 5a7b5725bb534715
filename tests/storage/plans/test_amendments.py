"""A later document changes a plan: rows added, changed, struck; history and answers stay."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.importing.folder.model import (
    AgencyEntry,
    BadPlanFolder,
    GroupEntry,
    IndicatorEntry,
    ItemEntry,
    PlanFolder,
)
from storage.importing.folder.reader import read_folder
from storage.models import Agency, Assignment, AuditEntry, Item
from storage.plans.amendments.giving import GivenTask, Letter, give_task, letters_of
from storage.plans.amendments.history import items_as_of
from storage.plans.amendments.making import (
    AmendingDocument,
    amend,
    amendments_of,
    documents_by_code,
)
from storage.plans.folder_of import folder_of
from storage.plans.loading.amended import (
    ItemChange,
    What,
    added_row,
    amended,
    differences,
    duties_changed,
)
from storage.plans.loading.folder_to_rows import LoadResult, load_plan
from storage.plans.lookup import find_plan
from tests.storage.plans.test_loading import ALL, BUILDING, FOLDER, HEALTH, ISSUED

LOADED = datetime(2026, 1, 5, 8, tzinfo=UTC)
AMENDED = datetime(2026, 3, 2, 8, tzinfo=UTC)
CODE = FOLDER.head.code
POLICE = AgencyEntry("Công an tỉnh", "police")
EVERYBODY = GroupEntry("Mọi sở", (HEALTH, BUILDING))
NEW = ItemEntry(
    *("1.3", "1", "task", "Ba", "Ba"),
    timeframe_raw="Trước ngày 30/6/2026",
    due_on=date(2026, 6, 29),
    leads=(POLICE.name,),
    coordinating=(EVERYBODY.phrase,),
)
CHANGES = (
    ItemChange(What.CHANGED, "1.1", {"title": "Một, sửa đổi", "leads": BUILDING}),
    ItemChange(What.STRUCK, "1.2"),
    added_row(NEW),
)
DOCUMENT = AmendingDocument(
    *("45/QĐ-UBND", date(2026, 3, 1), "Sửa đổi, bổ sung Kế hoạch"),
    changes=CHANGES,
    agencies=(POLICE,),
    groups=(EVERYBODY,),
)


@pytest.fixture
def loaded(in_memory: Database) -> Database:
    with in_memory.write() as session:
        load_plan(session, FOLDER, LOADED)
    return in_memory


def amended_by(database: Database, document: AmendingDocument = DOCUMENT) -> LoadResult:
    with database.write() as session:
        plan = find_plan(session, CODE)
        assert plan
        return amend(session, plan, document, AMENDED)


def titles(database: Database, as_of: datetime | None = None) -> dict[str, str]:
    with database.read() as session:
        plan = find_plan(session, CODE)
        assert plan
        rows = items_as_of(session, plan, as_of or AMENDED + timedelta(days=1))
        return {row.code: row.title for row in rows if row.kind == "task"}


def leads(session: Session, code: str) -> list[tuple[str, date | None]]:
    query = (
        select(Agency, Assignment)
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .join(Item, col(Item.id) == Assignment.item_id)
        .where(Item.code == code, Assignment.role == "lead")
        .order_by(col(Assignment.id))
    )
    return [(agency.name, held.valid_until) for agency, held in session.exec(query)]


# --- Pure ---------------------------------------------------------------------------------------


def test_rows_are_changed_struck_and_added_behind_their_sisters() -> None:
    after = amended(FOLDER, CHANGES, (POLICE,), (EVERYBODY,))
    assert [item.code for item in after.items] == ["1", "1.1", "1.3"]
    assert (after.items[1].title, after.items[1].leads) == ("Một, sửa đổi", (BUILDING,))
    assert after.items[1].coordinating == (ALL,)  # what is not named stays
    assert after.items[2] == NEW
    assert POLICE in after.agencies
    assert EVERYBODY in after.groups


def test_duties_take_the_place_of_those_of_the_sentence_they_replace(loaded: Database) -> None:
    old = FOLDER.head.rules[0]
    new = [replace(old, month=6, day=day, quote="trước ngày 20/6") for day in (20, 21)]
    change = ItemChange.of(duties_changed(old.quote, new).plain())
    once = amended(FOLDER, [change])
    kept = [one for one in FOLDER.head.rules if one.quote != old.quote]
    assert list(once.head.rules) == [*new, *kept]
    assert amended(once, [change]) == once
    amended_by(loaded, replace(DOCUMENT, changes=(change,), agencies=(), groups=()))
    with loaded.write() as session:
        plan = find_plan(session, CODE)
        assert plan
        assert not load_plan(session, FOLDER, AMENDED).anything  # the folder brings none back
        assert set(folder_of(session, plan).head.rules) == set(once.head.rules)


def test_the_same_once_more_changes_nothing() -> None:
    once = amended(FOLDER, CHANGES, (POLICE,), (EVERYBODY,))
    assert amended(once, CHANGES, (POLICE,), (EVERYBODY,)) == once


def test_a_struck_heading_takes_its_rows_along() -> None:
    below = ItemEntry("1.1.a", "1.1", "task", "Nhỏ", "Nhỏ")
    folder = replace(FOLDER, items=(*FOLDER.items[:2], below, *FOLDER.items[2:]))
    after = amended(folder, [ItemChange(What.STRUCK, "1.1")])
    assert [item.code for item in after.items] == ["1", "1.2"]


def test_a_new_row_goes_behind_the_last_of_its_family() -> None:
    second = (ItemEntry("2", "", "heading", "Hai", "Hai"),)
    folder = replace(FOLDER, items=(*FOLDER.items, *second))
    after = amended(folder, [added_row(NEW)])
    assert [item.code for item in after.items] == ["1", "1.1", "1.2", "1.3", "2"]


def test_only_the_cells_that_differ_are_told() -> None:
    before, after = FOLDER.items[1], replace(FOLDER.items[1], title="Khác", source_line=99)
    assert differences(before, after, ("title", "leads")) == {"title": "Khác"}


# --- With a database ----------------------------------------------------------------------------


def test_a_plan_becomes_what_the_document_makes_of_it(loaded: Database) -> None:
    result = amended_by(loaded)
    assert [(one.what, one.kind, one.key) for one in result.changes] == [
        ("added", "agency", POLICE.name),
        ("added", "group", EVERYBODY.phrase),
        ("changed", "item", "1.1"),
        ("added", "item", "1.3"),
        ("ended", "item", "1.2"),
    ]
    with loaded.read() as session:
        yesterday = AMENDED.date() - timedelta(days=1)
        assert leads(session, "1.1") == [(HEALTH, yesterday), (BUILDING, None)]
        assert leads(session, "1.3") == [(POLICE.name, None)]
        entries = session.exec(select(AuditEntry).where(AuditEntry.action == "plan.amended")).all()
        assert [entry.details["document"] for entry in entries] == [DOCUMENT.number]


def test_the_plan_of_then_is_still_to_be_read(loaded: Database) -> None:
    amended_by(loaded)
    assert titles(loaded) == {"1.1": "Một, sửa đổi", "1.3": "Ba"}
    assert titles(loaded, AMENDED - timedelta(hours=1)) == {"1.1": "Một", "1.2": "Hai"}
    assert titles(loaded, AMENDED) == {"1.1": "Một, sửa đổi", "1.3": "Ba"}


def test_of_two_changes_the_words_between_are_kept_too(loaded: Database) -> None:
    amended_by(loaded)
    later = AMENDED + timedelta(days=30)
    with loaded.write() as session:
        plan = find_plan(session, CODE)
        assert plan
        change = ItemChange(What.CHANGED, "1.1", {"title": "Một, lần ba", "due_on": "2026-09-30"})
        document = AmendingDocument("77/QĐ-UBND", date(2026, 4, 1), "Sửa đổi", (change,))
        amend(session, plan, document, later)
    between = AMENDED + timedelta(days=1)
    assert titles(loaded, between)["1.1"] == "Một, sửa đổi"
    assert titles(loaded, AMENDED - timedelta(days=1))["1.1"] == "Một"
    assert titles(loaded, later)["1.1"] == "Một, lần ba"
    with loaded.read() as session:
        plan = find_plan(session, CODE)
        assert plan
        then = {row.code: row for row in items_as_of(session, plan, between)}
        assert then["1.1"].due_on is None
        now = {row.code: row for row in items_as_of(session, plan, later)}
        assert now["1.1"].due_on == date(2026, 9, 30)


def test_a_row_that_comes_back_was_away_in_between(loaded: Database) -> None:
    amended_by(loaded)
    back = AMENDED + timedelta(days=10)
    with loaded.write() as session:
        plan = find_plan(session, CODE)
        assert plan
        two = ItemEntry("1.2", "1", "task", "Hai", "Hai", leads=(HEALTH,))
        amend(
            session, plan, AmendingDocument("9/CV", date(2026, 3, 9), "", (added_row(two),)), back
        )
    assert "1.2" not in titles(loaded, AMENDED + timedelta(days=1))
    assert "1.2" in titles(loaded, AMENDED - timedelta(days=1))
    assert "1.2" in titles(loaded, back)


def test_a_folder_that_is_loaded_later_undoes_nothing(loaded: Database) -> None:
    amended_by(loaded)
    with loaded.write() as session:
        assert not load_plan(session, FOLDER, AMENDED).anything
        corrected = replace(FOLDER.items[0], title="Chủ đề, đã sửa lỗi")
        folder = replace(FOLDER, items=(corrected, *FOLDER.items[1:]))
        result = load_plan(session, folder, AMENDED + timedelta(days=1))
    assert [(one.what, one.key) for one in result.changes] == [("changed", "1")]
    assert titles(loaded, AMENDED + timedelta(days=2)) == {"1.1": "Một, sửa đổi", "1.3": "Ba"}


def test_each_row_names_the_document_it_comes_from(loaded: Database) -> None:
    amended_by(loaded)
    with loaded.read() as session:
        plan = find_plan(session, CODE)
        assert plan
        by_code = documents_by_code(amendments_of(session, plan))
        assert {code: one.document for code, one in by_code.items()} == dict.fromkeys(
            ("1.1", "1.3"), DOCUMENT.number
        )


UNKNOWN = (ItemChange(What.CHANGED, "8.8", {"title": "Lạ"}),)
ORPHAN = (added_row(replace(NEW, code="7.1", parent="7")),)
STRANGER = (added_row(replace(NEW, leads=("Sở Lạ",))),)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (replace(DOCUMENT, changes=UNKNOWN), "the row 8.8 that is to be changed is not in the"),
        (replace(DOCUMENT, changes=ORPHAN), "below 7, which the plan does not have"),
        (replace(DOCUMENT, changes=STRANGER), "'Sở Lạ' in leads"),
        (replace(DOCUMENT, changes=()), "changes no row"),
        (replace(DOCUMENT, number=FOLDER.head.decision), "is part of thu already"),
        (replace(DOCUMENT, issued_on=ISSUED - timedelta(days=1)), "is older than the plan"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    loaded: Database, document: AmendingDocument, words: str
) -> None:
    before = titles(loaded)
    with pytest.raises(BadPlanFolder) as refusal:
        amended_by(loaded, document)
    assert words in str(refusal.value)
    assert titles(loaded) == before
    with loaded.read() as session:
        plan = find_plan(session, CODE)
        assert plan
        assert not amendments_of(session, plan)


def test_a_document_is_taken_once(loaded: Database) -> None:
    amended_by(loaded)
    with pytest.raises(BadPlanFolder, match="part of thu already"):
        amended_by(loaded)


# --- The plan as a folder -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ben-tre", "thanh-hoa"])
def test_a_shipped_plan_is_given_back_as_its_folder(empty: Database, name: str) -> None:
    folder = read_folder(Path("data") / name)
    with empty.write() as session:
        load_plan(session, folder, LOADED)
        plan = find_plan(session, folder.head.code)
        assert plan
        given = folder_of(session, plan)
        for part in ("items", "indicators", "projects", "succession", "doubts"):
            assert getattr(given, part) == getattr(folder, part), part
        assert replace(given.head, project_groups={}) == replace(folder.head, project_groups={})
        assert not load_plan(session, given, LOADED).anything


@pytest.fixture
def empty(in_memory: Database) -> Database:
    return in_memory


def test_the_small_plan_is_given_back_too(loaded: Database) -> None:
    with loaded.read() as session:
        plan = find_plan(session, CODE)
        assert plan
        assert _order(folder_of(session, plan)) == _order(FOLDER)


def test_what_newer_columns_hold_is_given_back(empty: Database) -> None:
    folder = replace(
        FOLDER,
        head=replace(FOLDER.head, issuer="Sở Y tế"),
        items=(*FOLDER.items[:1], replace(FOLDER.items[1], notes="Ghi chú: gấp"), FOLDER.items[2]),
        indicators=(
            IndicatorEntry(1, "Tỷ lệ", "%", "95", "98", 95.0, 98.0, "=;=", HEALTH, group="II"),
            IndicatorEntry(2, "Số xã", other_targets="2026: ≥ 30 | 2035: 50", notes="Ghi chú: x"),
        ),
    )
    with empty.write() as session:
        load_plan(session, folder, LOADED)
        plan = find_plan(session, CODE)
        assert plan
        assert _order(folder_of(session, plan)) == _order(folder)


def _order(folder: PlanFolder) -> PlanFolder:
    return replace(folder, agencies=tuple(sorted(folder.agencies, key=lambda one: one.name)))


# --- A task given by a letter ---------------------------------------------------------------------

LETTER = Letter("123/UBND-TH", date(2026, 2, 27))
TASK = GivenTask("Rà soát  quỹ nhà", (HEALTH,), date(2026, 4, 15), (BUILDING,), "Báo cáo")


def given(database: Database, letter: Letter = LETTER, task: GivenTask = TASK) -> str:
    with database.write() as session:
        plan = find_plan(session, CODE)
        assert plan
        return give_task(session, plan, letter, task, AMENDED).item.code


def test_a_letter_gives_one_task_and_another(loaded: Database) -> None:
    assert given(loaded) == "BS.1"
    assert given(loaded, task=replace(TASK, title="Việc sau")) == "BS.2"
    assert given(loaded, Letter("7/CV-HU", date(2026, 3, 1))) == "BS.3"
    with loaded.read() as session:
        row = session.exec(select(Item).where(Item.code == "BS.1")).one()
        assert (row.title, row.due_on, row.start_year, row.end_year) == (
            *("Rà soát quỹ nhà", date(2026, 4, 15)),
            *(2026, 2026),
        )
        assert row.timeframe_raw == "Đến ngày 15/04/2026"
        assert leads(session, "BS.1") == [(HEALTH, None)]
        plan = find_plan(session, CODE)
        assert plan
        assert [one.document for one in letters_of(session, plan)] == ["7/CV-HU", "123/UBND-TH"]
        by_code = documents_by_code(amendments_of(session, plan))
        assert by_code["BS.2"].document == LETTER.number
        assert not load_plan(session, FOLDER, AMENDED).anything


def test_a_code_that_was_given_is_never_given_again(loaded: Database) -> None:
    given(loaded)
    strike = AmendingDocument(
        "8/QĐ", date(2026, 3, 2), "Bãi bỏ", (ItemChange(What.STRUCK, "BS.1"),)
    )
    amended_by(loaded, strike)
    assert given(loaded, Letter("9/CV", date(2026, 3, 2))) == "BS.2"


@pytest.mark.parametrize(
    ("letter", "task", "words"),
    [
        (LETTER, replace(TASK, title=" "), "has no words"),
        (LETTER, replace(TASK, leads=()), "nobody leads it"),
        (LETTER, replace(TASK, leads=("Sở Lạ",)), "no agency called 'Sở Lạ'"),
        (LETTER, replace(TASK, coordinating=("Sở Lạ",)), "no agency called 'Sở Lạ'"),
        (LETTER, replace(TASK, due_on=date(2026, 3, 1)), "01/03/2026 has passed"),
        (replace(LETTER, issued_on=date(2026, 3, 3)), TASK, "still to come"),
        (replace(LETTER, number=FOLDER.head.decision), TASK, "is part of thu already"),
    ],
)
def test_a_task_that_cannot_be_given_changes_nothing(
    loaded: Database, letter: Letter, task: GivenTask, words: str
) -> None:
    before = titles(loaded)
    with pytest.raises(BadPlanFolder) as refusal:
        given(loaded, letter, task)
    assert words in str(refusal.value)
    assert titles(loaded) == before


def test_a_task_may_be_due_on_the_day_it_is_given(loaded: Database) -> None:
    today = AMENDED.date()
    assert given(loaded, replace(LETTER, issued_on=today), replace(TASK, due_on=today))


def test_a_document_of_the_plans_own_day_may_amend_it(loaded: Database) -> None:
    assert amended_by(loaded, replace(DOCUMENT, issued_on=ISSUED)).anything


# --- A folder that was read again -----------------------------------------------------------------


def reloaded(database: Database, *codes: str) -> LoadResult:
    """The folder with those of its rows alone."""
    items = tuple(one for one in FOLDER.items if one.code in codes)
    with database.write() as session:
        return load_plan(session, replace(FOLDER, items=items), AMENDED + timedelta(days=1))


def told(database: Database) -> list[str]:
    with database.read() as session:
        plan = find_plan(session, CODE)
        assert plan
        return [doubt["code"] for doubt in plan.doubts if doubt["field"] == "parent"]


def test_what_a_document_added_stays_where_its_heading_has_left(loaded: Database) -> None:
    amended_by(loaded)
    result = reloaded(loaded)
    assert set(result.kept) == {"1.1", "1.3"}
    assert titles(loaded, AMENDED + timedelta(days=2)) == {"1.1": "Một, sửa đổi", "1.3": "Ba"}
    assert set(told(loaded)) == {"1.1", "1.3"}
    assert ("ended", "item", "1") in [(o.what, o.kind, o.key) for o in result.changes]
    again = reloaded(loaded)
    assert not again.anything
    assert again.kept == result.kept, "as long as nobody has settled it"
    change = ItemChange(What.CHANGED, "1.3", {"title": "Ba, sửa"})
    later = AmendingDocument("60/QĐ-UBND", date(2026, 3, 2), "Sửa đổi", (change,))
    assert amended_by(loaded, later).kept == result.kept, "and whatever else changes"
    assert len(told(loaded)) == 2
    back = reloaded(loaded, "1", "1.1", "1.2")
    assert back.kept == ()
    assert told(loaded) == []
    with loaded.read() as session:
        parents = {one.code: one.parent_id for one in session.exec(select(Item))}
        assert parents["1.1"] == parents["1.3"] != None  # noqa: E711


def test_what_a_document_changed_stays_where_the_folder_has_lost_it(loaded: Database) -> None:
    amended_by(loaded)
    result = reloaded(loaded, "1", "1.2")
    assert result.kept == ("1.1",)
    assert titles(loaded, AMENDED + timedelta(days=2)) == {"1.1": "Một, sửa đổi", "1.3": "Ba"}
    with loaded.read() as session:
        by_code = {one.code: one for one in session.exec(select(Item))}
        assert by_code["1.1"].parent_id == by_code["1"].id


def test_what_a_document_struck_does_not_come_back(loaded: Database) -> None:
    amended_by(loaded)
    with loaded.write() as session:
        plan = find_plan(session, CODE)
        assert plan
        strike = AmendingDocument(
            "50/QĐ-UBND", date(2026, 3, 2), "Bãi bỏ", (ItemChange(What.STRUCK, "1"),)
        )
        amend(session, plan, strike, AMENDED)
    result = reloaded(loaded)
    assert result.kept == ()
    assert titles(loaded, AMENDED + timedelta(days=2)) == {}


def test_a_letters_task_stays_whatever_the_folder_is(loaded: Database) -> None:
    with loaded.write() as session:
        plan = find_plan(session, CODE)
        assert plan
        task = GivenTask("Báo cáo nhanh", (HEALTH,), date(2026, 6, 30))
        code = give_task(session, plan, Letter("9/UBND", date(2026, 3, 1)), task, AMENDED).item.code
    result = reloaded(loaded, "1", "1.1")
    assert result.kept == ()
    assert code in titles(loaded, AMENDED + timedelta(days=2))
