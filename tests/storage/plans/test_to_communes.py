"""What districts had goes to the communes that they became; the printed words stay."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from storage.database import Database
from storage.importing.folder.model import (
    AgencyEntry,
    GroupEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    SuccessionEntry,
)
from storage.importing.places.communes import communes_of, communes_of_district
from storage.models import (
    Agency,
    Assignment,
    AuditEntry,
    Item,
    Person,
    Plan,
    Right,
    RightKind,
    Role,
)
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.reassigning.choices import BadReassignment, reassigned, to_reassign
from storage.plans.reassigning.to_communes import give_to_communes, of_districts
from storage.rounds.expectations import wanted_reports
from tests.support.paths import DATA

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
ENDED = date(2025, 7, 1)
PHRASE = "UBND các huyện, thành phố"
BA_TRI, CITY = "UBND huyện Ba Tri", "UBND thành phố Bến Tre"


def folder() -> PlanFolder:
    names = (BA_TRI, CITY)
    head = PlanHead(
        code="mau",
        decision="1/QĐ-UBND",
        issued_on=date(2023, 9, 18),
        title="Kế hoạch mẫu",
        province="Bến Tre",
        period="2021 - 2030",
        coordinator="Sở Tài chính",
    )
    items = (
        ItemEntry("1", "", "task", "Rà soát", "Rà soát", lead_raw=PHRASE, leads=(PHRASE,)),
        ItemEntry("2", "", "task", "Xây dựng", "Xây dựng", lead_raw=CITY, leads=(CITY,)),
        ItemEntry(
            "3", "", "task", "Thu gom", "Thu gom", leads=("Sở Tài chính",), coordinating=(PHRASE,)
        ),
    )
    return PlanFolder(
        head,
        items,
        agencies=(
            AgencyEntry("Sở Tài chính", "department"),
            *(AgencyEntry(one, "district", valid_until=date(2025, 6, 30)) for one in names),
        ),
        groups=(GroupEntry(PHRASE, names),),
        succession=tuple(SuccessionEntry(one, "", ENDED, confirmed=True) for one in names),
    )


@pytest.fixture
def session(in_memory: Database) -> Iterator[Session]:
    with in_memory.write() as session:
        yield session


@pytest.fixture
def plan(session: Session) -> Plan:
    return load_plan(session, folder(), NOW).plan


@pytest.fixture
def planner(session: Session, plan: Plan) -> Person:
    person = Person(code="kh", full_name="Lê Văn Mẫu Cường")
    session.add(person)
    session.flush()
    session.add(Right(person_id=person.id or 0, kind=RightKind.PLANNER, plan_id=plan.id))
    session.flush()
    return person


def answering(session: Session, code: str, role: Role = Role.LEAD) -> set[str]:
    query = (
        select(Agency.name)
        .join(Assignment, Assignment.agency_id == Agency.id)  # type: ignore[arg-type]
        .join(Item, Assignment.item_id == Item.id)  # type: ignore[arg-type]
        .where(Item.code == code, Assignment.role == role, Assignment.valid_until == None)  # noqa: E711
    )
    return set(session.exec(query))


def offices(district: str) -> set[str]:
    return {one.office for one in communes_of_district("Bến Tre", district)}


def test_a_phrase_for_districts_stands_for_all_that_they_became(
    session: Session, plan: Plan, planner: Person
) -> None:
    by_phrase = {one.phrase: one for one in of_districts(session, plan, NOW.date())}
    assert set(by_phrase) == {PHRASE, CITY}
    of_phrase = by_phrase[PHRASE]
    assert of_phrase.items == ("1", "3")
    wanted = offices("huyện Ba Tri") | offices("thành phố Bến Tre")
    assert {one.office for one in of_phrase.communes} == wanted
    give_to_communes(session, plan, of_phrase, planner, NOW)
    assert answering(session, "1") == wanted
    assert answering(session, "3", Role.COORDINATING) == wanted
    assert answering(session, "2") == set()  # it is open still
    chosen = reassigned(session, plan, NOW.date())
    [of_ba_tri] = [one for one in chosen if one.agency == BA_TRI]
    assert of_ba_tri.choice is not None
    assert set(of_ba_tri.choice.agencies) == offices("huyện Ba Tri")  # each its own
    asked = wanted_reports(session, plan, "agencies", 2026, NOW.date())
    assert sum(item is not None for _, item in asked) == len(wanted) + 1  # and the department's


def test_each_district_s_own_work_goes_to_its_own_communes(
    session: Session, plan: Plan, planner: Person
) -> None:
    for one in of_districts(session, plan, NOW.date()):
        give_to_communes(session, plan, one, planner, NOW)
    assert answering(session, "2") == offices("thành phố Bến Tre")
    assert not to_reassign(session, plan, NOW.date(), *Role)
    assert not of_districts(session, plan, NOW.date())
    [of_city] = [one for one in reassigned(session, plan, NOW.date()) if one.item == "2"]
    assert (of_city.agency, of_city.phrase) == (CITY, CITY)  # as printed
    assert of_city.choice is not None
    assert set(of_city.choice.agencies) == offices("thành phố Bến Tre")
    kept = session.exec(select(AuditEntry).where(AuditEntry.action == "assignment.chosen")).all()
    assert len(kept) == 3  # one for each district of the phrase, and the city's own


def test_what_took_in_a_part_is_a_doubt_only_where_a_district_is_named(
    session: Session, plan: Plan
) -> None:
    by_phrase = {one.phrase: one for one in of_districts(session, plan, NOW.date())}
    assert [one.office for one in by_phrase[CITY].shared] == ["UBND phường Phú Tân"]


def test_only_a_planner_gives_and_else_nothing_is_written(session: Session, plan: Plan) -> None:
    stranger = Person(code="la", full_name="Nguyễn Văn Mẫu Lạ")
    session.add(stranger)
    session.flush()
    [first, _] = of_districts(session, plan, NOW.date())
    with pytest.raises(BadReassignment, match="no planner"):
        give_to_communes(session, plan, first, stranger, NOW)
    assert answering(session, "1") == set()


def test_loading_again_changes_nothing_of_it(session: Session, plan: Plan, planner: Person) -> None:
    for one in of_districts(session, plan, NOW.date()):
        give_to_communes(session, plan, one, planner, NOW)
    assert not load_plan(session, folder(), NOW).anything


@pytest.mark.parametrize(
    ("plan_folder", "province", "count"),
    [("thanh-hoa", "Thanh Hóa", 166), ("ben-tre", "Bến Tre", 48)],
)
def test_the_districts_of_both_shipped_plans_became_all_communes(
    plan_folder: str, province: str, count: int
) -> None:
    with (DATA / plan_folder / "groups.csv").open(encoding="utf-8", newline="") as file:
        phrases = {row["phrase"]: row["members"].split(";") for row in csv.DictReader(file)}
    [districts] = [
        names for phrase, names in phrases.items() if phrase.startswith("UBND các huyện")
    ]
    became = {
        commune.code
        for name in districts
        for commune in communes_of_district(province, name.removeprefix("UBND "))
    }
    assert became == {one.code for one in communes_of(province)}
    assert len(became) == count
