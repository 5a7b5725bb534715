"""Many plans of one province: every commune is asked for every task of each, for years."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import literal, select
from sqlmodel import Session

from storage.database import Database
from storage.migrations import upgrade
from storage.models import ItemKind, Person, Plan, Post, Right, RightKind, Role, Round, Rule, Status
from storage.models import Tier as Tiers
from storage.plans.known_agencies import COMMUNE
from tests.benchmarks.worlds.calendar import EVE
from tests.benchmarks.worlds.filling import TABLES, fill, joined, numbers
from tests.benchmarks.worlds.large_plan import ISSUED, link
from tests.support.worlds.world import ZONE

PROVINCE, PLANNER = "Mẫu", "mau-tong-hop"
LAST_YEAR_OF = 2026  # the round that is open; those of the years before are answered
AGENCIES, ITEMS, LED, ASKED, PEOPLE = (
    TABLES[name].c for name in ("agency", "item", "assignment", "expectation", "person")
)


def build_plans(database: Database, plans: int, communes: int, tasks: int, years: int) -> None:
    """Half of this year's is answered; nobody was reminded yet."""
    upgrade(database)
    with database.write() as session:
        _add_communes(session, communes)
        planner = Person(code=PLANNER, full_name="Trần Thị Mẫu")
        session.add(planner)
        session.flush()
        session.add(Right(person_id=planner.id or 0, kind=RightKind.PLANNER))
        for number in range(plans):
            plan_id, rule_id = _add_plan(session, number, tasks)
            for year in range(LAST_YEAR_OF - years + 1, LAST_YEAR_OF + 1):
                _add_year(session, plan_id, rule_id, year)


def _add_communes(session: Session, count: int) -> None:
    each = numbers(count)
    name = joined("UBND xã số ", each.c.number)
    fill(session, "agency", select(each), province=PROVINCE, name=name, kind=COMMUNE, aliases=[])
    offices = select(TABLES["agency"])
    code = joined("xa-", AGENCIES.id)
    fill(session, "person", offices, code=code, full_name="Nguyễn Văn Mẫu")
    held = offices.join(TABLES["person"], PEOPLE.code == code)
    both = {"person_id": PEOPLE.id, "agency_id": AGENCIES.id}
    fill(session, "appointment", held, **both, post=Post.FOCAL, starts_on=ISSUED)
    link(session, "xa-%")


def _add_plan(session: Session, number: int, tasks: int) -> tuple[int, int]:
    plan = Plan(
        code=f"mau-{number}",
        decision=f"{number + 1}/QĐ-UBND",
        issued_on=ISSUED,
        title=f"Kế hoạch số {number + 1}",
        province=PROVINCE,
        period="2023 - 2030",
        coordinator="UBND xã số 1",
    )
    session.add(plan)
    session.flush()
    rule = Rule(
        plan_id=plan.id or 0,
        tier=Tiers.AGENCIES,
        quote="trước ngày 15/11 hằng năm",
        month=11,
        day=15,
        strict=True,
        who="Các xã",
        to="UBND tỉnh",
        from_year=2023,
        until_year=2030,
    )
    session.add(rule)
    session.flush()
    _add_tasks(session, plan.id or 0, tasks)
    return plan.id or 0, rule.id or 0


def _add_tasks(session: Session, plan_id: int, tasks: int) -> None:
    each = numbers(tasks)
    title = joined(f"Chương trình {plan_id}, nội dung ", each.c.number)
    fill(
        session,
        "item",
        select(each),
        plan_id=plan_id,
        code=joined(each.c.number),
        kind=ItemKind.TASK,
        position=each.c.number,
        title=title,
        title_raw=title,
        start_year=2023,
        end_year=2030,
        recurrence="yearly",
        **{name: [] for name in ("topics", "leads", "coordinating", "funding")},
        details={},
    )
    everybody = select(TABLES["item"]).join(TABLES["agency"], literal(True))
    who = {"printed_id": AGENCIES.id, "agency_id": AGENCIES.id, "item_id": ITEMS.id}
    asked = everybody.where(ITEMS.plan_id == plan_id, AGENCIES.kind == COMMUNE)
    fill(session, "assignment", asked, **who, role=Role.LEAD, phrase="", valid_from=ISSUED)


def _add_year(session: Session, plan_id: int, rule_id: int, year: int) -> None:
    """As the tick would have opened it on its day; what is over was answered by everybody."""
    opened_at = datetime.combine(date(year, 9, 1), time(9), ZONE)
    round_ = Round(
        plan_id=plan_id,
        rule_id=rule_id,
        tier=Tiers.AGENCIES,
        title=str(year),
        year=year,
        opens_on=date(year, 9, 1),
        due_on=date(year, 11, 14),
        covers_from=date(year - 1, 12, 15),
        covers_until=date(year, 12, 14),
        cut_off_on=date(year, 11, 14),
        legal_text="trước ngày 15/11 hằng năm",
        opened_at=opened_at,
    )
    session.add(round_)
    session.flush()
    led = select(TABLES["assignment"]).join(TABLES["item"], ITEMS.id == LED.item_id)
    fill(
        session,
        "expectation",
        led.where(ITEMS.plan_id == plan_id),
        round_id=round_.id,
        agency_id=LED.agency_id,
        item_id=LED.item_id,
        due_on=round_.due_on,
        created_at=opened_at,
    )
    told = select(TABLES["expectation"]).where(ASKED.round_id == round_.id)
    if year == LAST_YEAR_OF:
        told = told.where(ASKED.id % 2 == 0)
    said_at = min(opened_at + timedelta(days=30), EVE - timedelta(days=1))
    said = {"status": Status.IN_PROGRESS, "percent": 60, "result": "Đã triển khai"}
    fill(session, "report", told, expectation_id=ASKED.id, submitted_at=said_at, **said)
