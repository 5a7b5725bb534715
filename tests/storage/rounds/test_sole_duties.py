"""A duty of one agency is asked of it alone, or of what it has become."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.preview.reminders import preview
from scheduler.rounds.opening import open_rounds, planned_rounds
from storage.database import Database
from storage.models import (
    Agency,
    Expectation,
    Group,
    GroupMember,
    Item,
    Plan,
    Round,
    Rule,
    Succession,
    Tier,
)
from storage.rounds.schedule import round_to_sum_up
from tests.support.worlds.province import CALENDAR, add_person, add_plan, at

HEALTH, TRADE = "Sở Y tế", "Sở Công Thương"
OPENS = date(2026, 5, 20)  # the other rules of the plan are due in November and December
Asked = set[tuple[str, str | None]]


def add_duty(
    session: Session, plan: Plan, *agencies: str, every: str = "year", month: int = 6, day: int = 15
) -> Rule:
    rule = Rule(
        plan_id=plan.id or 0,
        tier=Tier.AGENCIES,
        quote=f"trước ngày {day}/{month} hằng năm",
        every=every,
        month=month,
        day=day,
        strict=True,
        who="",
        to="UBND tỉnh",
        from_year=2026,
        until_year=2026,
        agencies=list(agencies),
    )
    session.add(rule)
    session.flush()
    return rule


def asked(session: Session, rule: Rule, on: date = OPENS) -> Asked:
    """(agency, task or None) of what is expected in the newest round of that duty."""
    open_rounds(session, at(on), CALENDAR)
    session.flush()
    names = {one.id: one.name for one in session.exec(select(Agency))}
    codes = {one.id: one.code for one in session.exec(select(Item))}
    rounds = select(Round.id).where(Round.rule_id == rule.id).order_by(col(Round.id).desc())
    rows = session.exec(
        select(Expectation).where(
            Expectation.round_id == session.exec(rounds).first(),
            col(Expectation.ended_at).is_(None),
        )
    )
    return {(names[row.agency_id], codes.get(row.item_id)) for row in rows}


def add_group(session: Session, plan: Plan, phrase: str, *names: str) -> None:
    group = Group(plan_id=plan.id or 0, phrase=phrase)
    session.add(group)
    session.flush()
    for key in session.exec(select(Agency.id).where(col(Agency.name).in_(names))).all():
        session.add(GroupMember(group_id=group.id or 0, agency_id=key or 0))
    session.flush()


def becomes(session: Session, plan: Plan, name: str, successor: str, on: date) -> None:
    former = session.exec(select(Agency).where(Agency.name == name)).one()
    after = Agency(province=plan.province, name=successor, kind="department")
    session.add(after)
    session.flush()
    step = Succession(
        plan_id=plan.id or 0, from_id=former.id or 0, to_id=after.id, on=on, confirmed=True
    )
    session.add(step)
    session.flush()


def test_one_agency_owes_one_report_and_nobody_else_does(database: Database) -> None:
    with database.write() as session:
        rule = add_duty(session, add_plan(session), HEALTH)
        assert asked(session, rule) == {(HEALTH, None)}


def test_a_duty_of_everybody_is_asked_of_everybody(database: Database) -> None:
    with database.write() as session:
        rule = add_duty(session, add_plan(session))
        assert {name for name, _ in asked(session, rule)} == {HEALTH, TRADE}


@pytest.mark.parametrize("on", [date(2025, 3, 1), date(2026, 5, 1), date(2026, 6, 1)])
def test_its_successor_answers_for_it(database: Database, on: date) -> None:
    """Whether it followed long ago or while the round is open."""
    with database.write() as session:
        plan = add_plan(session)
        rule = add_duty(session, plan, HEALTH)
        asked(session, rule)
        becomes(session, plan, HEALTH, "Sở Sức khỏe", on)
        assert asked(session, rule, max(on, OPENS) + timedelta(days=1)) == {("Sở Sức khỏe", None)}


def test_of_a_group_who_leads_reports_on_its_tasks(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        session.add(Agency(province=plan.province, name="Sở Xây dựng", kind="department"))
        session.flush()
        add_group(session, plan, "Các sở kỹ thuật", HEALTH, "Sở Xây dựng")
        rule = add_duty(session, plan, "Các sở kỹ thuật")
        assert asked(session, rule) == {(HEALTH, "2.1"), ("Sở Xây dựng", None)}


def test_a_duty_that_was_read_wrongly_is_no_longer_asked_of_the_others(
    database: Database,
) -> None:
    with database.write() as session:
        rule = add_duty(session, add_plan(session))
        asked(session, rule)
        rule.agencies = [HEALTH]
        session.flush()
        assert asked(session, rule) == {(HEALTH, None)}
        rule.agencies = []
        session.flush()
        assert {name for name, _ in asked(session, rule)} == {HEALTH, TRADE}


def test_it_is_foreseen_and_shown_as_it_will_be_asked(database: Database) -> None:
    now = at(date(2026, 3, 2))
    with database.write() as session:
        plan = add_plan(session)
        for code, name in (("y", HEALTH), ("ct", TRADE)):
            add_person(session, code, name)
        rule = add_duty(session, plan, HEALTH)
        lines = preview(session, plan, date(2026, 5, 1), date(2026, 6, 30), now, CALENDAR)
        rounds = planned_rounds(session, plan, date(2026, 3, 2), CALENDAR)
    assert {line.agency for line in lines} == {HEALTH}
    assert [one["expected"] for one in rounds if one["legal_text"] == rule.quote] == [1]


def test_the_summary_is_not_that_of_one_agency(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        open_rounds(session, at(date(2026, 10, 1)), CALENDAR)
        rule = add_duty(session, plan, HEALTH, month=11, day=20)
        asked(session, rule, date(2026, 10, 2))
        found = round_to_sum_up(session, plan.id or 0, 2026)
        assert found is not None
        assert found.due_on == date(2026, 11, 14)


def test_a_monthly_duty_opens_its_twelve_rounds(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        rule = add_duty(session, plan, HEALTH, every="month", month=1, day=25)
        for month in range(1, 13):
            open_rounds(session, at(date(2026, month, 14)), CALENDAR)
        of_rule = select(Round).where(Round.rule_id == rule.id).order_by(col(Round.due_on))
        rounds = session.exec(of_rule).all()
        counts = [
            len(session.exec(select(Expectation).where(Expectation.round_id == one.id)).all())
            for one in rounds
        ]
    assert [f"{one.due_on}" for one in rounds] == [f"2026-{month:02}-24" for month in range(1, 13)]
    assert [one.part for one in rounds] == list(range(1, 13))
    assert counts == [1] * 12


def test_what_was_due_before_the_decision_was_there_is_not_asked(database: Database) -> None:
    """A plan of 21/4/2026 has no report of the first quarter."""
    with database.write() as session:
        plan = add_plan(session)
        plan.issued_on = date(2026, 4, 21)
        rule = add_duty(session, plan, HEALTH, every="quarter", month=3, day=15)
        assert asked(session, rule, date(2026, 4, 25)) == set()
        assert asked(session, rule, date(2026, 6, 1)) == {(HEALTH, None)}
        lines = planned_rounds(session, plan, date(2026, 4, 25), CALENDAR)
        days = [one["due_on"] for one in lines if one["legal_text"] == rule.quote]
    assert days == ["2026-06-14", "2026-09-14", "2026-12-14"]
