"""More people and plans for the planners' tests, and facts for those without a database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, select

from bot.dialogs.facts.chat import Facts, PersonFacts
from bot.dialogs.facts.planner import AgencyFacts, PlanningFacts
from bot.dialogs.facts.reports import Duty
from locales import translator
from storage.models import Agency, Person, Plan, Right, RightKind
from tests.support.worlds.world import CALENDAR, ZONE, World

NOW = datetime(2026, 11, 19, 9, tzinfo=ZONE)
PLAN = Plan(
    id=1,
    code="mau",
    decision="2082/QĐ-UBND",
    issued_on=date(2023, 9, 18),
    title="Kế hoạch mẫu",
    province="Mẫu",
    period="2021 - 2030",
    coordinator="Sở Kế hoạch và Đầu tư",
)


def planner_facts(planning: PlanningFacts, language: str = "vi") -> Facts:
    """What a planner's dialog knows on 19/11/2026."""
    person = PersonFacts(1, "Lê Văn Mẫu Cường", "anh", (), (), False, False, True)
    days = tuple(CALENDAR.add_working_days(NOW.date(), n) for n in range(1, 31))
    return Facts(
        say=translator(language),
        now=NOW,
        zone=ZONE,
        person=person,
        working_days=days,
        calendar=CALENDAR,
        planning_now=lambda: planning,
    )


def agencies_facts(agencies: Sequence[AgencyFacts]) -> PlanningFacts:
    return PlanningFacts(plans=(PLAN,), agencies=lambda _: tuple(agencies))


def owed(number: int, days_left: int, status: str = "", promised_on: date | None = None) -> Duty:
    """Task 1.`number` of an agency."""
    return Duty(
        expectation_id=number,
        code=f"1.{number}",
        title=f"Nhiệm vụ {number}",
        agency="Sở Y tế",
        printed="Sở Y tế",
        decision=PLAN.decision,
        issued_on=PLAN.issued_on,
        year=2026,
        due_on=date(2026, 11, 14),
        ask_until_on=date(2026, 11, 13),
        working_days_left=days_left,
        status=status,
        promised_on=promised_on,
    )


def adds_planner(world: World, code: str, plan_code: str | None = None) -> None:
    """Another planner, linked; of one plan, or of all."""
    with world.database.write() as session:
        plan = session.exec(select(Plan).where(Plan.code == plan_code)).first()
        person = Person(code=code, full_name=f"Đỗ Văn Mẫu {code}")
        session.add(person)
        session.flush()
        right = Right(person_id=person.id or 0, kind=RightKind.PLANNER)
        right.plan_id = plan.id if plan else None
        session.add(right)
    world.links(code)


def adds_plan(world: World) -> None:
    """A second plan, of another province, with one agency and nothing asked yet."""
    with world.database.write() as session:
        session.add(
            Plan(
                code="khac",
                decision="3825/QĐ-UBND",
                issued_on=date(2023, 10, 18),
                title="Kế hoạch khác",
                province="Khác",
                period="2021 - 2030",
                coordinator="Sở Tài chính",
            )
        )
        session.add(Agency(province="Khác", name="Sở Xây dựng", kind="department"))


def ends_right(world: World, code: str) -> None:
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == code)).one()
        for right in session.exec(select(Right).where(Right.person_id == person.id)):
            session.delete(right)


# --- A leader of the province, who reads every plan of it and writes nothing ----------------------

LEADER = "pct"


class LeaderWorld(World):
    """pct leads the province; Sở Y tế has an office phone."""

    def _settles(self, session: Session) -> None:
        super()._settles(session)
        add_leader(session, LEADER)
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        health.office_phone = "0000 000 123"


def adds_province_leader(world: World, code: str) -> None:
    with world.database.write() as session:
        add_leader(session, code)


def add_leader(session: Session, code: str) -> None:
    person = Person(code=code, full_name="Vũ Thị Mẫu Hoa", address="đồng chí")
    session.add(person)
    session.flush()
    session.add(Right(person_id=person.id or 0, kind=RightKind.PROVINCE_LEADER))
