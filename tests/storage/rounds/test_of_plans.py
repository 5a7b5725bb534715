"""Many plans in a line each: what is worst first, in the very figures of each plan's summary."""

from datetime import date, datetime, timedelta

from sqlmodel import select

from storage.database import Database
from storage.models import Plan, Round, Tier
from storage.rounds.figures.counts import Count
from storage.rounds.figures.of_plans import PlanStanding, _worst_first, standings_of
from storage.rounds.summary import summarise
from tests.support.databases import emptied
from tests.support.worlds.answers.commune_world import CommuneWorld
from tests.support.worlds.world import ZONE

AFTER = datetime(2026, 11, 20, 9, tzinfo=ZONE)


def plan(decision: str) -> Plan:
    return Plan(
        code=decision,
        decision=decision,
        issued_on=date(2026, 1, 5),
        title="",
        province="Mẫu",
        period="",
        coordinator="",
    )


def asked() -> Round:
    day = date(2026, 11, 14)
    return Round(
        plan_id=1,
        year=2026,
        tier=Tier.AGENCIES,
        title="",
        opens_on=day,
        due_on=day,
        covers_from=day,
        covers_until=day,
        cut_off_on=day,
        legal_text="",
        opened_at=AFTER,
    )


def standing(decision: str, round_: bool = True, **counts: int) -> PlanStanding:
    return PlanStanding(plan(decision), asked() if round_ else None, Count(**counts))


def test_most_overdue_stands_first_then_late_then_awaited_then_by_decision() -> None:
    lines = [
        standing("e", round_=False),
        standing("d", pending=1),
        standing("c", pending=1),
        standing("b", late=3, pending=9),
        standing("a", missing=1),
        standing("z", missing=2),
    ]
    found = "".join(one.plan.decision for one in sorted(lines, key=_worst_first))
    assert found == "zabcde"


def test_what_is_overdue_in_another_round_weighs_as_much() -> None:
    beside = PlanStanding(plan("a"), asked(), Count(), 1, Count(missing=5))
    assert _worst_first(beside) < _worst_first(standing("b", missing=4))
    assert beside.both == Count(missing=5)


def test_the_figures_are_those_of_each_plans_own_summary(sqlite: Database) -> None:
    world = CommuneWorld(emptied(sqlite))
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    with world.database.read() as session:
        plans = list(session.exec(select(Plan)))
        lines = standings_of(session, plans, AFTER, ZONE, AFTER.date() - timedelta(days=45))
        assert {one.plan.code for one in lines} == {one.code for one in plans}
        assert [one.both.missing for one in lines] == sorted(
            (one.both.missing for one in lines), reverse=True
        )
        for one in lines:
            assert one.round is not None
            assert one.round.tier == Tier.AGENCIES
            whole = summarise(session, one.plan, one.round, AFTER, ZONE).total
            assert one.count == whole
            assert one.count.missing == one.count.expected > 0


def test_a_planner_asks_for_all_plans_in_the_chat_and_help_names_it(sqlite: Database) -> None:
    world = CommuneWorld(emptied(sqlite))
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.links("skhdt")
    [said] = world.says("skhdt", "tong hop tinh")
    assert "Các kế hoạch, tính đến" in said.text
    assert "205/QĐ-UBND" in "".join(choice.label for choice in said.choices) + said.text
    assert "tổng hợp tỉnh" in world.says("skhdt", "tro giup")[-1].text
    [opened] = world.says("skhdt", "1")
    assert "Chưa báo cáo" in opened.text
