"""Loading a plan folder: once, twice, changed, contradictory; and the plan as one document."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

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
    PlanHead,
    ProjectEntry,
    RuleEntry,
)
from storage.models import Agency, Assignment, AuditEntry, Item, Plan, Rule
from storage.plans.loading.folder_to_rows import LoadResult, load_plan
from storage.plans.lookup import find_plan, plan_document, plans

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
ISSUED = date(2023, 9, 18)
HEALTH, BUILDING, FARMING = "Sở Y tế", "Sở Xây dựng", "Sở Nông nghiệp"
ALL = "Các sở"
RULE = RuleEntry("agencies", "trước ngày 15/11", 11, 15, True, ALL, HEALTH, 2023, 2030)
FOLDER = PlanFolder(
    head=PlanHead(
        *("thu", "1/QĐ-UBND", ISSUED, "Kế hoạch", "Thử", "2021 - 2030", HEALTH),
        rules=(RULE,),
        project_groups={"I": "Nước"},
    ),
    items=(
        ItemEntry("1", "", "heading", "Chủ đề", "Chủ đề (Cao)", priority_high=True),
        ItemEntry("1.1", "1", "task", "Một", "Một", leads=(HEALTH,), coordinating=(ALL,)),
        ItemEntry("1.2", "1", "task", "Hai", "Hai", leads=(ALL, HEALTH), coordinating=(FARMING,)),
    ),
    indicators=(IndicatorEntry(1, "Chỉ tiêu", "%", agency=BUILDING),),
    projects=(ProjectEntry("I", 1, "Dự án"),),
    agencies=tuple(AgencyEntry(name, "department") for name in (HEALTH, BUILDING, FARMING)),
    groups=(GroupEntry(ALL, (HEALTH, BUILDING)),),
)


@pytest.fixture
def empty(in_memory: Database) -> Database:
    return in_memory


def load(database: Database, folder: PlanFolder, now: datetime = NOW) -> LoadResult:
    with database.write() as session:
        return load_plan(session, folder, now)


def changed_item(code: str, **values: Any) -> PlanFolder:
    items = tuple(replace(i, **values) if i.code == code else i for i in FOLDER.items)
    return replace(FOLDER, items=items)


def without(code: str) -> PlanFolder:
    return replace(FOLDER, items=tuple(item for item in FOLDER.items if item.code != code))


def assigned(session: Session, code: str) -> dict[tuple[str, str], tuple[str, date | None]]:
    """(role, agency) → (phrase, valid until)."""
    query = (
        select(Assignment, Agency.name)
        .join(Item, col(Assignment.item_id) == Item.id)
        .join(Agency, col(Assignment.agency_id) == Agency.id)
        .where(Item.code == code)
    )
    return {(a.role, name): (a.phrase, a.valid_until) for a, name in session.exec(query)}


def test_phrases_are_spread_and_a_lead_does_not_coordinate(empty: Database) -> None:
    """BT-F8."""
    load(empty, FOLDER)
    with empty.read() as session:
        assert assigned(session, "1.1") == {
            ("lead", HEALTH): (HEALTH, None),
            ("coordinating", BUILDING): (ALL, None),
        }
        assert assigned(session, "1.2") == {
            ("lead", HEALTH): (HEALTH, None),  # named itself, and not only through the phrase
            ("lead", BUILDING): (ALL, None),
            ("coordinating", FARMING): (FARMING, None),
        }
        assert assigned(session, "CT.1") == {("lead", BUILDING): (BUILDING, None)}
        rows = session.exec(select(Assignment)).all()
        assert {row.valid_from for row in rows} == {ISSUED}


def test_notes_and_targets_of_any_year_are_kept_in_details(empty: Database) -> None:
    measured = IndicatorEntry(
        number=2,
        name="Rừng",
        agency=BUILDING,
        group="II",
        other_targets="2026: ≥ 5 | 2035: tăng",
        notes="Hiện trạng: 3",
    )
    noted = changed_item("1.1", notes="Căn cứ: Luật | Ghi chú: x")
    load(empty, replace(noted, indicators=(*FOLDER.indicators, measured)))
    with empty.read() as session:
        details = dict(session.exec(select(Item.code, Item.details)).all())
    assert details["1.1"]["notes"] == "Căn cứ: Luật | Ghi chú: x"
    assert "notes" not in details["1.2"]
    kept = details["CT.II.2"]
    assert (kept["target_2026_raw"], kept["target_2026"]) == ("≥ 5", 5.0)
    assert (kept["target_2035_raw"], kept["target_2035"]) == ("tăng", None)
    assert kept["notes"] == "Hiện trạng: 3"


def test_the_same_folder_twice_changes_nothing(empty: Database) -> None:
    first = load(empty, FOLDER)
    second = load(empty, replace(FOLDER, doubts=()), NOW.replace(year=2027))
    assert first.added > 10
    assert not second.anything
    with empty.read() as session:
        (entry,) = session.exec(select(AuditEntry)).all()
        assert (entry.action, entry.subject, entry.details["ended"]) == ("plan.loaded", "thu", 0)
        assert [plan.code for plan in plans(session)] == ["thu"]


def test_loading_says_the_same_on_each_engine(database: Database) -> None:
    assert load(database, FOLDER).added == 1 + 3 + 1 + 5 + 1 + 6  # plan, agencies, group, items …
    assert load(database, without("1.2")).ended == 4
    assert load(database, FOLDER).anything
    assert not load(database, FOLDER).anything


def test_a_changed_title_changes_one_row(empty: Database) -> None:
    load(empty, FOLDER)
    result = load(empty, changed_item("1.1", title="Khác"))
    assert (result.added, result.changed, result.ended) == (0, 1, 0)
    with empty.read() as session:
        assert session.exec(select(Item.title).where(Item.code == "1.1")).one() == "Khác"


def test_a_removed_item_is_ended_kept_and_can_come_back(empty: Database) -> None:
    load(empty, FOLDER)
    result = load(empty, without("1.2"))
    assert result.ended == 4  # the item and its three assignments
    with empty.read() as session:
        item = session.exec(select(Item).where(Item.code == "1.2")).one()
        assert item.ended_at == NOW
        assert {until for _, until in assigned(session, "1.2").values()} == {date(2026, 10, 13)}
        assert "1.2" not in [one["code"] for one in plan_document(session, result.plan)["items"]]
    load(empty, FOLDER)
    with empty.read() as session:
        assert session.exec(select(Item).where(Item.code == "1.2")).one().ended_at is None
        assert {until for _, until in assigned(session, "1.2").values()} == {None}


def test_another_lead_ends_the_old_assignment_and_adds_the_new(empty: Database) -> None:
    load(empty, FOLDER)
    load(empty, changed_item("1.1", leads=(FARMING,)))
    with empty.read() as session:
        assert assigned(session, "1.1") == {
            ("lead", HEALTH): (HEALTH, date(2026, 10, 13)),
            ("lead", FARMING): (FARMING, None),
            ("coordinating", BUILDING): (ALL, None),
            ("coordinating", HEALTH): (ALL, None),
        }


def test_a_new_member_of_a_group_takes_part_wherever_the_phrase_stands(empty: Database) -> None:
    load(empty, FOLDER)
    group = GroupEntry(ALL, (HEALTH, BUILDING, FARMING))
    load(empty, replace(FOLDER, groups=(group,)))
    with empty.read() as session:
        assert assigned(session, "1.1")["coordinating", FARMING] == (ALL, None)
        assert assigned(session, "1.2")["lead", FARMING] == (ALL, None)
        assert assigned(session, "1.2")["coordinating", FARMING][1] == date(2026, 10, 13)


def test_each_difference_is_told_with_its_old_and_new_value(empty: Database) -> None:
    first = load(empty, FOLDER)
    assert {change.what for change in first.changes} == {"added"}
    folder = replace(without("1.1"), groups=(GroupEntry(ALL, (HEALTH,)),))
    folder = replace(
        folder,
        items=(*folder.items[:1], replace(folder.items[1], title="Khác", parent="")),
        agencies=(replace(FOLDER.agencies[0], valid_until=date(2025, 2, 28)), *FOLDER.agencies[1:]),
    )
    changes = {(one.what, one.kind, one.key): one.fields for one in load(empty, folder).changes}
    assert changes == {
        ("changed", "agency", HEALTH): {"valid_until": (None, date(2025, 2, 28))},
        ("changed", "group", ALL): {"members": ([HEALTH, BUILDING], [HEALTH])},
        ("changed", "item", "1.2"): {
            "title": ("Hai", "Khác"),
            "parent": ("1", ""),
            "details": ({"marker_above": "1"}, {}),
        },
        ("ended", "item", "1.1"): {},
    }


def test_a_row_put_in_above_changes_no_other_row(empty: Database) -> None:
    load(empty, FOLDER)
    new = ItemEntry("1.0", "1", "task", "Không", "Không", leads=(HEALTH,))
    folder = replace(FOLDER, items=(FOLDER.items[0], new, *FOLDER.items[1:]))
    assert [one.key for one in load(empty, folder).changes] == ["1.0"]
    with empty.read() as session:
        document = plan_document(session, plans(session)[0])
    assert [item["code"] for item in document["items"]] == ["1", "1.0", "1.1", "1.2"]


def with_rules(*rules: RuleEntry) -> PlanFolder:
    return replace(FOLDER, head=replace(FOLDER.head, rules=rules))


def days_of_rules(database: Database) -> list[tuple[int, bool]]:
    with database.read() as session:
        rules = session.exec(select(Rule).order_by(col(Rule.id))).all()
        return [(rule.day, rule.ended_at is None) for rule in rules]


def test_a_rule_that_left_is_ended(empty: Database) -> None:
    second = replace(RULE, day=20, quote="trước ngày 20/11")
    load(empty, with_rules(RULE, second))
    load(empty, with_rules(second))
    assert days_of_rules(empty) == [(15, False), (20, True)]
    with empty.read() as session:
        (shown,) = plan_document(session, plans(session)[0])["rules"]
    assert shown["day"] == 20


def test_a_corrected_day_is_the_same_rule(empty: Database) -> None:
    load(empty, FOLDER)
    load(empty, with_rules(replace(RULE, day=20, quote="trước ngày 20/11")))
    assert days_of_rules(empty) == [(20, True)]


def test_several_corrected_days_are_the_same_rules_in_their_order(empty: Database) -> None:
    before = [replace(RULE, month=month, quote="ngày 15/6 và 15/12") for month in (6, 12)]
    load(empty, with_rules(*before))
    after = [replace(one, day=20, quote="ngày 20/6 và 20/12") for one in before]
    load(empty, with_rules(*reversed(after)))
    assert days_of_rules(empty) == [(20, True), (20, True)]
    load(empty, with_rules(after[0]))
    assert days_of_rules(empty) == [(20, True), (20, False)]


def test_rules_are_known_again_by_day_then_by_words(empty: Database) -> None:
    second = replace(RULE, day=20, quote="trước ngày 20/11")
    load(empty, with_rules(RULE, second))
    load(empty, with_rules(replace(second, day=25), RULE))
    assert days_of_rules(empty) == [(15, True), (25, True)]


def test_duties_of_one_time_are_told_apart_by_their_year(empty: Database) -> None:
    reviews = [replace(RULE, every="once", from_year=y, until_year=y) for y in (2025, 2030)]
    load(empty, with_rules(RULE, *reviews))
    assert days_of_rules(empty) == [(15, True)] * 3
    assert not load(empty, with_rules(*reviews, RULE)).changes
    load(empty, with_rules(RULE, reviews[1]))
    assert [is_live for _, is_live in days_of_rules(empty)] == [True, False, True]


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        (changed_item("1.1", leads=("Sở Lạ",)), "'Sở Lạ' in leads"),
        (changed_item("1.1", parent="7"), "the parent '7'"),
        (replace(FOLDER, head=replace(FOLDER.head, coordinator="Sở Lạ")), "coordinator"),
        (replace(FOLDER, head=replace(FOLDER.head, rules=(RULE, RULE))), "two rules"),
    ],
)
def test_a_contradictory_folder_changes_nothing(
    empty: Database, folder: PlanFolder, words: str
) -> None:
    load(empty, FOLDER)
    with pytest.raises(BadPlanFolder, match=words):
        load(empty, folder)
    assert not load(empty, FOLDER).anything


def test_the_document_has_everything_in_order(empty: Database) -> None:
    load(empty, FOLDER)
    with empty.read() as session:
        plan = find_plan(session, "thu")
        assert isinstance(plan, Plan)
        document = plan_document(session, plan)
        assert find_plan(session, "none") is None
    assert document["plan"]["issued_on"] == "2023-09-18"
    rows = [(item["code"], item["parent"], item["kind"]) for item in document["items"]]
    assert rows == [("1", "", "heading"), ("1.1", "1", "task"), ("1.2", "1", "task")]
    assert document["items"][2]["leads"] == [ALL, HEALTH]
    assert document["indicators"][0]["number"] == 1
    assert document["indicators"][0]["agency"] == BUILDING
    assert document["projects"][0]["group_title"] == "Nước"
    assert document["rules"][0]["strict"] is True


def test_the_closest_marker_above_is_kept_beside_a_row_without_one(empty: Database) -> None:
    """BT-D3."""
    load(empty, FOLDER)
    with empty.read() as session:
        details = dict(session.exec(select(Item.code, Item.details)).all())
    assert details["1"] == {}
    assert details["1.1"] == {"marker_above": "1"}


@pytest.mark.parametrize(
    ("decision", "issued_on", "code"),
    [("25/KH-UBND", ISSUED, "thu-25-kh-ubnd-2023"), ("1/QĐ-UBND", date(2024, 1, 5), "-2024")],
)
def test_another_decision_does_not_take_a_plans_place(
    empty: Database, decision: str, issued_on: date, code: str
) -> None:
    """Numbers begin again every year; a code that is free is told."""
    load(empty, FOLDER)
    other = replace(FOLDER, head=replace(FOLDER.head, decision=decision, issued_on=issued_on))
    with pytest.raises(BadPlanFolder, match=f"{code}'"):
        load(empty, other)
    corrected = replace(FOLDER, head=replace(FOLDER.head, issued_on=date(2023, 9, 8)))
    assert load(empty, corrected).changed == 1


def test_a_plan_of_the_centre_is_loaded_without_a_province(empty: Database) -> None:
    head = replace(FOLDER.head, code="chinh-phu", province="", issuer="Chính phủ")
    assert load(empty, replace(FOLDER, head=head)).is_new
    load(empty, FOLDER)
    with empty.read() as session:
        assert [one.issuer for one in plans(session)] == ["Chính phủ", ""]
        plan = find_plan(session, "chinh-phu")
        assert plan is not None
        assert plan_document(session, plan)["plan"]["issuer"] == "Chính phủ"
        agencies = session.exec(select(Agency).where(Agency.name == HEALTH)).all()
    assert sorted(one.province for one in agencies) == ["", "Thử"]
