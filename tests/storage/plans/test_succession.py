"""Who answers after a reorganisation: followed step by step, or put to the planning department."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.importing.folder.model import (
    AgencyEntry,
    GroupEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    SuccessionEntry,
)
from storage.models import (
    Agency,
    Appointment,
    Assignment,
    AuditEntry,
    Item,
    Person,
    Plan,
    Post,
    Reassignment,
    Right,
)
from storage.people.appointments import focal_points, posts_of
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.reassigning.choices import BadReassignment, reassign, reassigned, to_reassign
from storage.plans.succession import Lineage, Step, Stretch, coordinator_on
from storage.rounds.expectations import unassigned_items

ISSUED = date(2023, 9, 18)
MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
TODAY = NOW.date()

# --- Following steps -----------------------------------------------------------------------------


def line(
    steps: Mapping[int, list[Step]], until: date | None = None
) -> list[tuple[int, date, date | None]]:
    stretches = Lineage(steps).follow(1, ISSUED, until).stretches
    return [(one.agency_id, one.valid_from, one.valid_until) for one in stretches]


END_OF_FEBRUARY, END_OF_JUNE = date(2025, 2, 28), date(2025, 6, 30)


def test_an_agency_nothing_happened_to_answers_for_good() -> None:
    assert line({2: [Step(3, MARCH)]}) == [(1, ISSUED, None)]


def test_steps_are_followed_one_after_another() -> None:
    steps = {1: [Step(2, MARCH)], 2: [Step(3, JULY)]}
    assert line(steps) == [
        (1, ISSUED, END_OF_FEBRUARY),
        (2, MARCH, END_OF_JUNE),
        (3, JULY, None),
    ]
    assert line(steps, until=date(2025, 4, 1)) == [
        (1, ISSUED, END_OF_FEBRUARY),
        (2, MARCH, date(2025, 4, 1)),
    ]


@pytest.mark.parametrize(
    ("steps", "stretches"),
    [
        pytest.param([Step(None, JULY)], [(1, ISSUED, END_OF_JUNE)], id="ended"),
        pytest.param(
            [Step(2, MARCH, "báo chí"), Step(3, MARCH, "công nghệ")],
            [(1, ISSUED, END_OF_FEBRUARY)],
            id="split",
        ),
        pytest.param([Step(2, MARCH, confirmed=False)], [(1, ISSUED, None)], id="unsure"),
        pytest.param(
            [Step(2, MARCH, confirmed=False), Step(None, MARCH)],
            [(1, ISSUED, END_OF_FEBRUARY)],
            id="surely ended, unsure into what",
        ),
        pytest.param(
            [Step(2, MARCH, confirmed=False), Step(None, JULY)],
            [(1, ISSUED, END_OF_JUNE)],
            id="surely ended after it was unsure",
        ),
    ],
)
def test_what_is_not_one_sure_step_is_left_to_people(
    steps: list[Step], stretches: list[tuple[int, date, date | None]]
) -> None:
    assert line({1: steps}) == stretches
    undecided = Lineage({1: steps}).follow(1, ISSUED).undecided
    assert undecided == tuple(one for one in steps if one.on == max(step.on for step in steps))


@pytest.mark.parametrize("back", [JULY, MARCH])
def test_agencies_that_swap_names_make_no_endless_line(back: date) -> None:
    steps = {1: [Step(2, MARCH)], 2: [Step(1, back)]}
    assert [agency for agency, _, _ in line(steps)] == ([1, 2, 1] if back > MARCH else [1, 2])


def test_a_name_that_was_gone_when_the_decision_was_issued_is_followed_all_the_same() -> None:
    gone = date(2020, 1, 1)
    assert line({1: [Step(2, gone)], 2: [Step(3, gone)]}) == [(3, ISSUED, None)]
    assert line({1: [Step(None, gone)]}) == [(1, ISSUED, date(2019, 12, 31))]
    assert Lineage({1: [Step(None, gone)]}).follow(1, ISSUED).undecided == (Step(None, gone),)
    returned = {1: [Step(2, gone)], 2: [Step(1, date(2021, 1, 1))]}
    assert line(returned) == [(1, ISSUED, None)]


def test_what_an_agency_has_become_by_a_day() -> None:
    known = Lineage({1: [Step(2, MARCH)], 2: [Step(3, JULY)], 4: [Step(None, JULY)]})
    assert known.successors(END_OF_FEBRUARY) == {}
    assert known.successors(MARCH) == {1: 2}
    assert known.successors(JULY) == {1: 3, 2: 3}
    assert Stretch(1, date.min, None) == Lineage({}).follow(1, date.min).stretches[0]


# --- A plan after the reorganisation -------------------------------------------------------------

PLANNING, FINANCE = "Sở Kế hoạch và Đầu tư", "Sở Tài chính"
ENVIRONMENT, FARMING, LAND = "Sở Môi trường", "Sở Nông nghiệp", "Sở Nông nghiệp và Môi trường"
NEWS, SCIENCE, CULTURE = "Sở Thông tin", "Sở Khoa học", "Sở Văn hóa"
EAST, WEST = "UBND huyện Đông", "UBND huyện Tây"
CENTRE = "Trung tâm Xúc tiến"
DISTRICTS = "UBND các huyện"


def entry(name: str, valid_until: date | None = None) -> AgencyEntry:
    return AgencyEntry(name, "department", valid_until=valid_until)


def step(
    former: str, to: str, on: date = MARCH, scope: str = "", confirmed: bool = True
) -> SuccessionEntry:
    return SuccessionEntry(former, to, on, scope, "NQ", confirmed)


def task(
    code: str, *leads: str, coordinating: tuple[str, ...] = (), end: int | None = 2030
) -> ItemEntry:
    return ItemEntry(
        code, "", "task", f"Việc {code}", "", leads=leads, coordinating=coordinating, end_year=end
    )


FOLDER = PlanFolder(
    head=PlanHead("thu", "1/QĐ-UBND", ISSUED, "Kế hoạch", "Thử", "2021 - 2030", PLANNING),
    items=(
        task("1", PLANNING, coordinating=(FINANCE,)),
        task("2", ENVIRONMENT, FARMING, coordinating=(SCIENCE,)),
        task("3", NEWS, coordinating=(CULTURE,)),
        task("4", DISTRICTS),
        task("5", DISTRICTS, end=2025),
        task("6", CENTRE),
    ),
    agencies=(
        *map(entry, (PLANNING, FINANCE, ENVIRONMENT, FARMING, LAND, NEWS, SCIENCE, CULTURE)),
        *(entry(name, END_OF_JUNE) for name in (EAST, WEST)),
        entry(CENTRE),
    ),
    groups=(GroupEntry(DISTRICTS, (EAST, WEST)),),
    succession=(
        step(PLANNING, FINANCE),
        step(ENVIRONMENT, LAND),
        step(FARMING, LAND),
        step(NEWS, SCIENCE, scope="công nghệ"),
        step(NEWS, CULTURE, scope="báo chí"),
        step(EAST, "", JULY),
        step(CENTRE, FINANCE, JULY, confirmed=False),
    ),
)


@pytest.fixture
def loaded(in_memory: Database) -> Database:
    load(in_memory)
    return in_memory


def load(database: Database, folder: PlanFolder = FOLDER) -> None:
    with database.write() as session:
        load_plan(session, folder, NOW)


def leads(database: Database, code: str, on: date) -> list[tuple[str, str]]:
    """(whom the plan names, who answers) on that day."""
    with database.read() as session:
        names = {agency.id: agency.name for agency in session.exec(select(Agency))}
        rows = session.exec(
            select(Assignment)
            .join(Item, col(Assignment.item_id) == Item.id)
            .where(Item.code == code, Assignment.role == "lead", Assignment.valid_from <= on)
        ).all()
        held = [row for row in rows if row.valid_until is None or row.valid_until >= on]
        return sorted((names[row.printed_id], names[row.agency_id]) for row in held)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        pytest.param("1", [(PLANNING, PLANNING)], [(PLANNING, FINANCE)], id="one to one"),
        pytest.param(
            "2",
            [(ENVIRONMENT, ENVIRONMENT), (FARMING, FARMING)],
            [(ENVIRONMENT, LAND), (FARMING, LAND)],
            id="many to one",
        ),
        pytest.param("3", [(NEWS, NEWS)], [], id="split"),
        pytest.param("4", [(WEST, WEST), (EAST, EAST)], [], id="ended"),
        pytest.param("6", [(CENTRE, CENTRE)], [(CENTRE, CENTRE)], id="unsure"),
    ],
)
def test_who_answers_before_and_after(
    loaded: Database, code: str, before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    assert leads(loaded, code, date(2024, 11, 1)) == sorted(before)
    assert leads(loaded, code, TODAY) == sorted(after)


def open_list(database: Database) -> list[tuple[str, str, str, list[str]]]:
    with database.read() as session:
        plan = session.exec(select(Plan).where(Plan.code == "thu")).one()
        found = to_reassign(session, plan, TODAY)
    return [(one.item, one.agency, one.reason, [c.agency for c in one.candidates]) for one in found]


LEFT_TO_PEOPLE = [
    ("3", NEWS, "split", [SCIENCE, CULTURE]),
    ("4", EAST, "ended", []),
    ("4", WEST, "ended", []),
    ("6", CENTRE, "unsure", [FINANCE]),
]


def test_what_cannot_be_followed_is_on_the_list_as_long_as_it_runs(loaded: Database) -> None:
    assert open_list(loaded) == LEFT_TO_PEOPLE


def add_planner(database: Database, right: str = "planner") -> None:
    with database.write() as session:
        person = Person(code="kh", full_name="Nguyễn Văn Mẫu An")
        session.add(person)
        session.flush()
        session.add(Right(person_id=person.id or 0, kind=right))


def choose(database: Database, item: str, agency: str, *targets: str, now: datetime = NOW) -> None:
    with database.write() as session:
        plan = session.exec(select(Plan)).one()
        person = session.exec(select(Person).where(Person.code == "kh")).one()
        offices = session.exec(select(Agency).where(col(Agency.name).in_(targets))).all()
        known = to_reassign(session, plan, TODAY) + reassigned(session, plan, TODAY)
        chosen = [one for one in known if (one.item, one.agency) == (item, agency)]
        assert chosen
        reassign(session, plan, chosen, offices, person, now)


def test_a_choice_is_kept_with_who_and_when_and_outlives_another_loading(loaded: Database) -> None:
    add_planner(loaded)
    choose(loaded, "3", NEWS, SCIENCE)
    choose(loaded, "4", EAST, LAND, CULTURE)
    load(loaded, replace(FOLDER, items=(*FOLDER.items[:-1], task("6", CULTURE))))
    assert leads(loaded, "3", TODAY) == [(NEWS, SCIENCE)]
    assert leads(loaded, "4", TODAY) == [(EAST, LAND), (EAST, CULTURE)]
    assert leads(loaded, "3", date(2026, 10, 13)) == []
    assert open_list(loaded) == [("4", WEST, "ended", [])]
    with loaded.read() as session:
        kept = session.exec(select(Reassignment)).all()
        assert {one.decided_at for one in kept} == {NOW}
        assert {session.get_one(Person, one.decided_by_id).code for one in kept} == {"kh"}
        audit = session.exec(select(AuditEntry).where(AuditEntry.action == "assignment.chosen"))
        assert [one.details["items"] for one in audit] == [[f"3: {NEWS}"], [f"4: {EAST}"]]


def test_an_unsure_successor_that_is_confirmed_answers_from_its_day_on(loaded: Database) -> None:
    sure = step(CENTRE, FINANCE, JULY)
    load(loaded, replace(FOLDER, succession=(*FOLDER.succession[:-1], sure)))
    assert leads(loaded, "6", END_OF_JUNE) == [(CENTRE, CENTRE)]
    assert leads(loaded, "6", JULY) == [(CENTRE, FINANCE)]
    assert len(open_list(loaded)) == 3


def test_a_step_that_was_wrong_is_taken_back(loaded: Database) -> None:
    load(loaded, replace(FOLDER, succession=FOLDER.succession[1:]))
    assert leads(loaded, "1", TODAY) == [(PLANNING, PLANNING)]


def test_a_newer_choice_counts_from_its_day_on(loaded: Database) -> None:
    add_planner(loaded)
    choose(loaded, "3", NEWS, SCIENCE)
    choose(loaded, "3", NEWS, CULTURE, now=NOW.replace(day=20))
    assert leads(loaded, "3", date(2026, 10, 19)) == [(NEWS, SCIENCE)]
    assert leads(loaded, "3", date(2026, 10, 20)) == [(NEWS, CULTURE)]
    with loaded.read() as session:
        (made,) = reassigned(session, session.exec(select(Plan)).one(), TODAY)
    assert made.choice is not None
    assert (made.item, made.choice.agencies, made.choice.decided_by) == ("3", (CULTURE,), "kh")


def test_a_choice_names_an_agency_as_it_is_today(loaded: Database) -> None:
    add_planner(loaded)
    choose(loaded, "3", NEWS, PLANNING)
    assert leads(loaded, "3", TODAY) == [(NEWS, FINANCE)]
    with pytest.raises(BadReassignment, match="ended on 30/06/2025"):
        choose(loaded, "4", EAST, WEST)


def test_a_choice_goes_on_with_a_step_that_is_known_later_and_stays_in_sight(
    loaded: Database,
) -> None:
    add_planner(loaded)
    choose(loaded, "3", NEWS, CULTURE)
    merged = step(CULTURE, SCIENCE, date(2026, 1, 1))
    sure = step(NEWS, CULTURE)
    rest = tuple(one for one in FOLDER.succession if one.from_agency != NEWS)
    load(loaded, replace(FOLDER, succession=(*rest, sure, merged)))
    assert leads(loaded, "3", TODAY) == [(NEWS, SCIENCE)]
    with loaded.read() as session:
        (made,) = reassigned(session, session.exec(select(Plan)).one(), TODAY)
    assert (made.reason, made.item) == ("settled", "3")


SECOND = replace(
    FOLDER,
    head=replace(FOLDER.head, code="hai", decision="2/QĐ-UBND", issued_on=date(2026, 1, 5)),
    items=(task("1", PLANNING), task("2", NEWS), task("3", EAST)),
    succession=(),
    agencies=tuple(replace(agency, valid_until=None) for agency in FOLDER.agencies),
)


def test_a_second_plan_of_the_province_takes_nothing_from_the_first(loaded: Database) -> None:
    load(loaded, SECOND)
    assert open_list(loaded) == LEFT_TO_PEOPLE
    assert leads(loaded, "1", TODAY) == [(PLANNING, FINANCE), (PLANNING, FINANCE)]
    with loaded.read() as session:
        second = session.exec(select(Plan).where(Plan.code == "hai")).one()
        found = to_reassign(session, second, TODAY)
    assert [(one.agency, one.reason) for one in found] == [(NEWS, "split"), (EAST, "ended")]


def test_what_one_plan_learns_of_an_agency_holds_for_the_others(loaded: Database) -> None:
    load(loaded, replace(SECOND, succession=(step(CENTRE, FINANCE, JULY),)))
    assert leads(loaded, "6", TODAY) == [(CENTRE, FINANCE)]
    assert ("6", CENTRE, "unsure", [FINANCE]) not in open_list(loaded)


def test_a_day_that_was_wrong_leaves_no_trace_in_the_past(loaded: Database) -> None:
    later = step(PLANNING, FINANCE, JULY)
    load(loaded, replace(FOLDER, succession=(later, *FOLDER.succession[1:])))
    assert leads(loaded, "1", date(2025, 5, 1)) == [(PLANNING, PLANNING)]
    assert leads(loaded, "1", TODAY) == [(PLANNING, FINANCE)]


def test_only_a_planner_of_the_plan_may_choose(loaded: Database) -> None:
    add_planner(loaded, right="administrator")
    with pytest.raises(BadReassignment, match="kh is no planner of thu"):
        choose(loaded, "3", NEWS, SCIENCE)
    assert open_list(loaded) == LEFT_TO_PEOPLE


def test_who_leads_after_a_merger_is_not_asked_to_coordinate_as_well(loaded: Database) -> None:
    with loaded.read() as session:
        names = {agency.id: agency.name for agency in session.exec(select(Agency))}
        rows = session.exec(
            select(Assignment)
            .join(Item, col(Assignment.item_id) == Item.id)
            .where(Item.code == "1")
        ).all()
        assert {(names[row.agency_id], row.role, row.valid_until) for row in rows} == {
            (PLANNING, "lead", END_OF_FEBRUARY),
            (FINANCE, "lead", None),
            (FINANCE, "coordinating", END_OF_FEBRUARY),
        }


def test_a_post_moves_on_with_its_agency(loaded: Database) -> None:
    with loaded.write() as session:
        ids = {agency.name: agency.id or 0 for agency in session.exec(select(Agency))}
        for code, agency in (("a", PLANNING), ("b", FINANCE), ("c", NEWS)):
            person = Person(code=code, full_name=f"Nguyễn Văn {code.upper()}")
            session.add(person)
            session.flush()
            session.add(
                Appointment(
                    person_id=person.id or 0,
                    agency_id=ids[agency],
                    post=Post.FOCAL,
                    starts_on=ISSUED,
                )
            )
    with loaded.read() as session:
        assert [one.person.code for one in focal_points(session, TODAY, [ids[FINANCE]])] == [
            "a",
            "b",
        ]
        assert [one.person.code for one in focal_points(session, ISSUED, [ids[FINANCE]])] == ["b"]
        people = {one.code: one.id or 0 for one in session.exec(select(Person))}
        offices = {
            code: [agency.name for _, agency in posts_of(session, key, TODAY)]
            for code, key in people.items()
        }
        assert offices == {"a": [FINANCE], "b": [FINANCE], "c": [NEWS]}
        plan = session.exec(select(Plan)).one()
        assert coordinator_on(session, plan, ISSUED) == ids[PLANNING]
        assert coordinator_on(session, plan, TODAY) == ids[FINANCE]


def test_what_nobody_answers_for_is_counted_until_it_is_assigned_or_leaves_the_plan(
    loaded: Database,
) -> None:
    def unassigned(code: str = "thu") -> list[str]:
        with loaded.read() as session:
            plan = session.exec(select(Plan).where(Plan.code == code)).one()
            return unassigned_items(session, plan, 2026, TODAY)

    assert unassigned() == ["3", "4"]
    add_planner(loaded)
    choose(loaded, "3", NEWS, SCIENCE)
    assert unassigned() == ["4"]
    load(loaded, replace(FOLDER, items=(*FOLDER.items[:3], task("4", LAND), *FOLDER.items[4:])))
    assert unassigned() == []
    former = [(EAST, EAST), (WEST, WEST), (LAND, LAND)]
    assert leads(loaded, "4", date(2024, 11, 1)) == sorted(former)
