"""Whose office is whose: one within each commune, one over the plans of a merged province."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from bot.delivery.digest import compose
from scheduler.jobs import tick
from storage.database import Database
from storage.importing.folder.model import (
    AgencyEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    RuleEntry,
    SuccessionEntry,
)
from storage.models import Agency, Assignment, ChatAccount, Item, Outbox, Plan, Round
from storage.plans.agencies import agencies_named
from storage.plans.amendments.doubts import open_doubts
from storage.plans.known_agencies import agency_ids, home_of, is_known_to, within
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.succession import coordinator_on
from storage.rounds.summary import living_agencies, summarise
from tests.support.worlds.province import CALENDAR, ENDLESS, ZONE, add_person, at

DAY = at(date(2026, 10, 15))
NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
MERGED = date(2025, 7, 1)
OFFICE = "Phòng Kinh tế"


def folder(
    code: str,
    province: str,
    issuer: str,
    agencies: tuple[AgencyEntry, ...],
    succession: tuple[SuccessionEntry, ...] = (),
) -> PlanFolder:
    name = agencies[0].name
    head = PlanHead(
        code=code,
        decision=f"01/QĐ-{code}",
        issued_on=date(2026, 1, 5) if issuer else date(2023, 9, 18),
        title=f"Kế hoạch {code}",
        province=province,
        period="2026",
        coordinator=name,
        issuer=issuer,
    )
    item = ItemEntry("1", "", "task", "Rà soát", "Rà soát", lead_raw=name, leads=(name,))
    return PlanFolder(head, (item,), agencies=agencies, succession=succession)


def of_commune(name: str) -> PlanFolder:
    office = AgencyEntry(OFFICE, "local")
    return folder(
        name, "Đồng Nai", f"UBND xã {name}", (office, AgencyEntry("Sở Y tế", "department"))
    )


def of_province(name: str) -> PlanFolder:
    today = AgencyEntry("Sở Công Thương tỉnh Vĩnh Long", "department", valid_from=MERGED)
    before = AgencyEntry("Sở Công Thương", "department", valid_until=date(2025, 6, 30))
    step = SuccessionEntry(before.name, today.name, MERGED, confirmed=True)
    return folder(name, name, "", (before, today), (step,))


def load(session: Session, one: PlanFolder) -> Plan:
    return load_plan(session, one, NOW).plan


def answering(session: Session, plan: Plan) -> set[int]:
    query = (
        select(Assignment.agency_id)
        .join(Item)
        .where(
            Item.plan_id == plan.id,
            Assignment.valid_until == None,  # noqa: E711
        )
    )
    return set(session.exec(query))


def test_two_communes_of_a_province_have_an_office_of_that_name_each(in_memory: Database) -> None:
    with in_memory.write() as session:
        east, west = load(session, of_commune("Xuân Đông")), load(session, of_commune("Xuân Tây"))
        rows = session.exec(select(Agency).where(Agency.name == OFFICE)).all()
        assert {one.belongs_to for one in rows} == {"xã Xuân Đông", "xã Xuân Tây"}
        for plan in (east, west):
            [own] = agencies_named(session, plan, OFFICE)
            assert own.belongs_to == within(plan.issuer)
            assert answering(session, plan) == {own.id}
            assert coordinator_on(session, plan, NOW.date()) == own.id
            assert [is_known_to(one, plan) for one in rows] == [one is own for one in rows]
        assert agency_ids(session, east)["Sở Y tế"] == agency_ids(session, west)["Sở Y tế"]


def test_an_office_of_before_becomes_the_commune_s_unless_another_plan_has_it_too(
    in_memory: Database,
) -> None:
    with in_memory.write() as session:
        shared = Agency(province="Đồng Nai", name=OFFICE, kind="local")
        session.add(shared)
        session.flush()
        load(session, of_commune("Xuân Đông"))
        assert shared.belongs_to == "xã Xuân Đông"  # nobody else names it
        shared.belongs_to = ""
        load(session, of_commune("Xuân Tây"))
        assert shared.belongs_to == ""
        [own] = session.exec(select(Agency).where(Agency.belongs_to == "xã Xuân Tây"))
        assert own.name == OFFICE


def test_three_provinces_that_merged_have_one_department(in_memory: Database) -> None:
    with in_memory.write() as session:
        plans = [load(session, of_province(one)) for one in ("Bến Tre", "Trà Vinh", "Vĩnh Long")]
        [today] = session.exec(
            select(Agency).where(Agency.valid_from == MERGED, Agency.kind != "commune")
        )
        assert (today.province, today.name) == ("Vĩnh Long", "Sở Công Thương tỉnh Vĩnh Long")
        assert {one for plan in plans for one in answering(session, plan)} == {today.id}
        before = {agency_ids(session, plan)["Sở Công Thương"] for plan in plans}
        assert len(before) == 3  # each its own, as history
        assert [len(agencies_named(session, plan, "Sở Công Thương")) for plan in plans] == [1] * 3


@pytest.mark.parametrize(
    ("name", "kind", "issuer", "own"),
    [
        ("Công an xã", "central", "UBND xã Xuân Đông", True),
        ("Hội Liên hiệp Phụ nữ xã", "association", "Đảng ủy xã Xuân Đông", True),
        ("Công an tỉnh", "central", "UBND xã Xuân Đông", False),
        ("Sở Y tế", "department", "UBND xã Xuân Đông", False),
        ("UBND xã Xuân Tây", "local", "UBND xã Xuân Đông", False),
        ("Văn phòng Sở", "office", "Sở Y tế", True),
        ("Trung tâm Kiểm soát bệnh tật tỉnh", "unknown", "Sở Y tế", False),
        ("Hội Nông dân", "association", "Sở Y tế", False),
        (OFFICE, "local", "", False),
    ],
)
def test_which_offices_are_the_issuer_s_own(name: str, kind: str, issuer: str, own: bool) -> None:
    plan = Plan(
        code="a",
        decision="1",
        issued_on=NOW.date(),
        title="",
        province="Đồng Nai",
        period="",
        coordinator="",
        issuer=issuer,
    )
    home = home_of(AgencyEntry(name, kind), plan)
    assert home == ("Đồng Nai", within(issuer) if own else "")


# --- A synthetic Vĩnh Long: three former provinces' plans, none of which knows of the merger ------


def of_former(province: str, year: int = 2023) -> PlanFolder:
    found = folder(
        f"{province}-{year}", province, "", (AgencyEntry("Sở Công Thương", "department"),)
    )
    head = replace(found.head, issued_on=date(year, 9, 18), decision=f"{year}/QĐ-{province}")
    return replace(found, head=head)


@pytest.mark.parametrize("last", ["Vĩnh Long", "Bến Tre"])
def test_a_merged_province_has_one_department_for_all_plans(in_memory: Database, last: str) -> None:
    with in_memory.write() as session:
        load(session, of_former("Trà Vinh"))
        [alone] = session.exec(select(Agency).where(Agency.kind == "department"))
        assert alone.name == "Sở Công Thương"  # nothing is to be joined yet
        former = [*sorted({"Bến Tre", "Vĩnh Long"} - {last}), last]
        folders = [of_former(one) for one in former] + [of_former("Vĩnh Long", 2026)]
        for one in folders:
            load(session, one)
        plans = session.exec(select(Plan)).all()
        assert len(plans) == 4
        [today] = {one for plan in plans for one in answering(session, plan)}
        assert session.get_one(Agency, today).name == "Sở Công Thương tỉnh Vĩnh Long"
        assert {coordinator_on(session, plan, NOW.date()) for plan in plans} == {today}
        for one in (*folders, of_former("Trà Vinh")):
            assert not load_plan(session, one, NOW).anything


def of_office(province: str, name: str, kind: str) -> PlanFolder:
    return folder(f"{province}-{name}", province, "", (AgencyEntry(name, kind),))


@pytest.mark.parametrize(
    ("names", "kind", "today"),
    [
        (("Công an tỉnh", "Công an tỉnh"), "central", "Công an tỉnh Vĩnh Long"),
        (("Công an tỉnh Bến Tre", "Công an tỉnh"), "central", "Công an tỉnh Vĩnh Long"),
        (
            ("Hội Nông dân tỉnh", "Hội Nông dân tỉnh Trà Vinh"),
            *("association", "Hội Nông dân tỉnh Vĩnh Long"),
        ),
        (("Sở Y tế tỉnh Bến Tre", "Sở Y tế"), "department", "Sở Y tế tỉnh Vĩnh Long"),
    ],
)
def test_what_every_province_has_one_of_by_law_is_joined(
    in_memory: Database, names: tuple[str, str], kind: str, today: str
) -> None:
    with in_memory.write() as session:
        load(session, of_office("Bến Tre", names[0], kind))
        plan = load(session, of_office("Trà Vinh", names[1], kind))
        [now] = {one for each in session.exec(select(Plan)) for one in answering(session, each)}
        assert session.get_one(Agency, now).name == today
        assert not plan.doubts


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ban Quản lý các khu công nghiệp", "board"),
        ("Chi cục Thuế tỉnh", "central"),
        ("Hội Nhà báo tỉnh", "association"),
    ],
)
def test_of_other_offices_nobody_guesses(in_memory: Database, name: str, kind: str) -> None:
    with in_memory.write() as session:
        first = load(session, of_office("Bến Tre", name, kind))
        assert not first.doubts, "nobody else has one of that name yet"
        plan = load(session, of_office("Trà Vinh", name, kind))
        asked = {one for each in (first, plan) for one in answering(session, each)}
        assert len(asked) == 2
        assert [(one.doubt.seen, one.takes_agencies) for one in open_doubts(session, plan)] == [
            (name, False)
        ]


def test_one_person_of_the_department_hears_of_all_plans_at_once(in_memory: Database) -> None:
    """One digest with every plan by its issuer, one line an agency in the counts of each."""
    with in_memory.write() as session:
        for one in ("Bến Tre", "Trà Vinh", "Vĩnh Long"):
            load(session, with_rule(of_former(one)))
        office = "Sở Công Thương tỉnh Vĩnh Long"
        add_person(session, "ct", office)
    tick(in_memory, DAY, CALENDAR)
    with in_memory.write() as session:
        [row] = session.exec(select(Outbox)).all()
        account = session.exec(select(ChatAccount)).one()
        compose(session, row, account, DAY, CALENDAR, ENDLESS)
        for province in ("Bến Tre", "Trà Vinh", "Vĩnh Long"):
            assert f"của UBND tỉnh {province}" in (row.text or "")
        for plan in session.exec(select(Plan)).all():
            [round_] = session.exec(select(Round).where(Round.plan_id == plan.id))
            summary = summarise(session, plan, round_, DAY, ZONE)
            assert [one.now_called for one in living_agencies(summary)] == [office]


def with_rule(found: PlanFolder) -> PlanFolder:
    rule = RuleEntry(
        *("agencies", "trước ngày 15 tháng 11 hằng năm", 11, 15, True, "các sở", "Sở"),
        from_year=2023,
        until_year=2030,
    )
    return replace(found, head=replace(found.head, rules=(rule,)))
