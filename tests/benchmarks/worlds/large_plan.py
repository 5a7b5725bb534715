"""A plan of so many agencies of so many tasks, each with focal persons whose chats are linked."""

from datetime import date, datetime

from sqlalchemy import literal, select
from sqlmodel import Session, col
from sqlmodel import select as typed

from storage.models import (
    Expectation,
    ItemKind,
    Person,
    Plan,
    Post,
    Right,
    RightKind,
    Role,
    Round,
    Rule,
    Status,
    Tier,
)
from tests.benchmarks.worlds.calendar import EVE
from tests.benchmarks.worlds.filling import TABLES, fill, joined, numbers

ISSUED = date(2023, 9, 18)
CODE = PROVINCE = "lon"
FIRST_CHAT = 10_000_000
PLANNER = "lon-tong-hop"  # by code

AGENCIES, ITEMS, PEOPLE = (TABLES[name].c for name in ("agency", "item", "person"))
CHATS = TABLES["chataccount"].c


def add_large_plan(session: Session, agencies: int, people: int, tasks: int) -> None:
    """Its reports are due before 15/11, as everybody's."""
    plan_id = _plan(session)
    each = numbers(agencies)
    name = joined("Đơn vị số ", each.c.number)
    fill(
        session, "agency", select(each), province=PROVINCE, name=name, kind="department", aliases=[]
    )
    _add_tasks(session, plan_id, tasks)
    each = numbers(people)
    posts = select(TABLES["agency"]).join(each, literal(True)).where(AGENCIES.province == PROVINCE)
    code = joined(f"{CODE}-", AGENCIES.id, "-", each.c.number)
    fill(session, "person", posts, code=code, full_name="Nguyễn Văn Mẫu")
    held = posts.join(TABLES["person"], PEOPLE.code == code)
    both = {"person_id": PEOPLE.id, "agency_id": AGENCIES.id}
    fill(session, "appointment", held, **both, post=Post.FOCAL, starts_on=ISSUED)
    link(session, f"{CODE}-%")


def _plan(session: Session) -> int:
    plan = Plan(
        code=CODE,
        decision="01/QĐ-UBND",
        issued_on=ISSUED,
        title="Kế hoạch lớn",
        province=PROVINCE,
        period="2023 - 2030",
        coordinator="Đơn vị số 1",
    )
    session.add(plan)
    session.flush()
    session.add(
        Rule(
            plan_id=plan.id or 0,
            tier=Tier.AGENCIES,
            quote="trước ngày 15/11 hằng năm",
            month=11,
            day=15,
            strict=True,
            who="Các đơn vị",
            to="Đơn vị số 1",
            from_year=2023,
            until_year=2030,
        )
    )
    session.flush()
    return plan.id or 0


def _add_tasks(session: Session, plan_id: int, tasks: int) -> None:
    """The line of the source tells which agency leads an item."""
    each = numbers(tasks)
    led = select(TABLES["agency"]).join(each, literal(True)).where(AGENCIES.province == PROVINCE)
    title = joined("Triển khai chương trình tiết kiệm năng lượng số ", each.c.number)
    fill(
        session,
        "item",
        led,
        plan_id=plan_id,
        code=joined(AGENCIES.id, ".", each.c.number),
        kind=ItemKind.TASK,
        position=AGENCIES.id * tasks + each.c.number,
        title=title,
        title_raw=title,
        source_line=AGENCIES.id,
        start_year=2023,
        end_year=2030,
        **{name: [] for name in ("topics", "leads", "coordinating", "funding")},
        details={},
    )
    leads = {"printed_id": ITEMS.source_line, "agency_id": ITEMS.source_line, "item_id": ITEMS.id}
    items = select(TABLES["item"]).where(ITEMS.plan_id == plan_id)
    fill(session, "assignment", items, **leads, role=Role.LEAD, phrase="", valid_from=ISSUED)


def link(session: Session, codes: str) -> None:
    """A chat on Telegram for everybody with such a code, and the consent given there."""
    people = select(TABLES["person"]).where(PEOPLE.code.like(codes))
    address = joined(PEOPLE.id + FIRST_CHAT)
    chat = {"channel": "telegram", "address": address, "person_id": PEOPLE.id, "linked_at": EVE}
    fill(session, "chataccount", people, **chat)
    chats = people.join(TABLES["chataccount"], CHATS.person_id == PEOPLE.id)
    agreed = {"version": "1", "text_hash": "", "given_at": EVE}
    fill(session, "consent", chats, person_id=PEOPLE.id, account_id=CHATS.id, **agreed)


def add_planner(session: Session) -> None:
    """Who sums the plan up; its code is PLANNER."""
    plan = session.exec(typed(Plan).where(Plan.code == CODE)).one()
    planner = Person(code=PLANNER, full_name="Trần Thị Mẫu")
    session.add(planner)
    session.flush()
    session.add(Right(person_id=planner.id or 0, plan_id=plan.id, kind=RightKind.PLANNER))


def newest_round(session: Session) -> tuple[int, int]:
    """That of the agencies, and one of them."""
    query = (
        typed(Round.id, Expectation.agency_id)
        .join(Plan, col(Plan.id) == Round.plan_id)
        .join(Expectation, col(Expectation.round_id) == Round.id)
        .where(Plan.code == CODE, Round.tier == Tier.AGENCIES)
        .order_by(col(Round.due_on).desc(), col(Expectation.id))
    )
    round_id, agency_id = session.exec(query).first() or (0, 0)
    return round_id or 0, agency_id


def answer_half(session: Session, round_id: int, at: datetime) -> None:
    """Every second expectation of the round."""
    asked = TABLES["expectation"]
    ours = select(asked).where(asked.c.round_id == round_id, asked.c.id % 2 == 0)
    told = {"status": Status.IN_PROGRESS, "percent": 60, "difficulties": "Thiếu kinh phí"}
    fill(session, "report", ours, expectation_id=asked.c.id, submitted_at=at, **told)
