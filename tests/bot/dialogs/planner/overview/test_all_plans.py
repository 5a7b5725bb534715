"""Every plan at one glance, and many communes as one line of the planner's lists."""

from dataclasses import replace
from datetime import date

from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, State, Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import AgencyFacts, PlanningFacts
from storage.models import Plan, Round, Tier
from storage.rounds.figures.counts import Count
from storage.rounds.figures.of_plans import PlanStanding
from tests.support.worlds.planners import NOW, PLAN, agencies_facts, owed, planner_facts


def goes_on(turn: Turn, choice: str, facts: Facts) -> Turn:
    assert turn.state is not None
    return ENGINE.resume(State.from_json(turn.state.to_json()), Answer("", choice), facts)


def standing(number: int) -> PlanStanding:
    plan = Plan(
        id=number,
        code=f"k{number}",
        decision=f"{number}/QĐ-UBND",
        issued_on=date(2026, 1, 5),
        title=f"Kế hoạch {number}",
        province="Mẫu",
        period="",
        coordinator="",
    )
    day = date(2026, 11, 14)
    round_ = Round(
        id=number,
        plan_id=number,
        year=2026,
        rule_id=1,
        tier=Tier.AGENCIES,
        title="",
        opens_on=day,
        due_on=day,
        covers_from=day,
        covers_until=day,
        cut_off_on=day,
        legal_text="",
        opened_at=NOW,
    )
    counts = Count(expected=9, received=3, late=1, missing=6)
    return PlanStanding(plan, round_, counts, 2, Count(expected=4, received=1, missing=3))


def plans_facts(count: int) -> Facts:
    standings = tuple(standing(n) for n in range(1, count + 1))
    plans = tuple(one.plan for one in standings)
    return planner_facts(PlanningFacts(plans=plans, standings=lambda: standings))


def test_a_plan_is_one_line_with_its_figures_and_those_of_its_other_rounds() -> None:
    turn = ENGINE.begin("all_plans", plans_facts(2))
    assert turn.prompt.choices[0].line == (
        "1/QĐ-UBND (Kế hoạch 1), báo cáo năm 2026, hạn 14/11/2026: đã nhận 3/9, trễ hạn 1, "
        "quá hạn, chưa báo cáo 6; còn 2 đợt khác: 1/4, quá hạn, chưa báo cáo 3"
    )


def test_many_plans_have_pages_and_never_more_than_eight_choices() -> None:
    facts, seen = plans_facts(14), []
    turn = ENGINE.begin("all_plans", facts)
    for _ in range(3):
        assert len(turn.prompt.choices) <= 8
        seen += [one.key for one in turn.prompt.choices if one.key != "more"]
        turn = goes_on(turn, "more", facts)
    assert seen == [f"p{n}" for n in range(1, 15)]


def test_a_plan_chosen_there_says_who_has_not_reported() -> None:
    facts = plans_facts(2)
    turn = goes_on(ENGINE.begin("all_plans", facts), "p2", facts)
    assert "Hiện không có đợt báo cáo nào" in turn.prompt.text
    assert "kế hoạch" in goes_on(ENGINE.begin("all_plans", facts), "p9", facts).prompt.text


def test_whoever_reads_no_plan_is_told_so() -> None:
    nobody = planner_facts(PlanningFacts())
    assert "dành cho cơ quan" in ENGINE.begin("all_plans", nobody).prompt.text


def commune(number: int, days_left: int = 3) -> AgencyFacts:
    name = f"UBND xã Mẫu {number}"
    return AgencyFacts(number, name, (owed(number, days_left),), (), is_commune=True)


OFFICE = AgencyFacts(900, "Sở Y tế", (owed(900, 2),), ())


def test_communes_that_have_not_reported_are_one_line_and_can_be_opened_and_closed() -> None:
    facts = planner_facts(agencies_facts([OFFICE, *map(commune, range(1, 125))]))
    turn = ENGINE.begin("missing", facts)
    assert [one.key for one in turn.prompt.choices] == ["a900", "communes"]
    assert turn.prompt.choices[1].line == (
        "Cấp xã, 124 đơn vị: 0/124; xã Mẫu 1, xã Mẫu 2, xã Mẫu 3 và 121 đơn vị khác"
    )
    assert "125 cơ quan" in turn.prompt.text
    turn = goes_on(turn, "communes", facts)
    keys = [one.key for one in turn.prompt.choices]
    assert keys == [*(f"a{n}" for n in range(1, 7)), "more", "offices"]
    turn = goes_on(turn, "more", facts)
    assert turn.prompt.choices[0].key == "a7"
    assert goes_on(turn, "offices", facts).prompt.choices[0].key == "a900"


def test_every_commune_is_reached_page_by_page() -> None:
    facts, seen = planner_facts(agencies_facts([OFFICE, *map(commune, range(1, 20))])), set()
    turn = goes_on(ENGINE.begin("missing", facts), "communes", facts)
    for _ in range(4):
        seen |= {one.key for one in turn.prompt.choices}
        turn = goes_on(turn, "more", facts)
    assert {f"a{n}" for n in range(1, 20)} <= seen


def test_a_single_commune_stands_by_its_name() -> None:
    turn = ENGINE.begin("missing", planner_facts(agencies_facts([OFFICE, commune(1)])))
    assert [one.key for one in turn.prompt.choices] == ["a900", "a1"]


def test_communes_of_the_red_list_are_one_line_with_what_they_owe() -> None:
    late = [commune(n, -4) for n in range(1, 31)]
    office = replace(OFFICE, owed=(owed(900, -9),))
    facts = planner_facts(agencies_facts([office, *late]))
    turn = ENGINE.begin("red_list", facts)
    assert [one.key for one in turn.prompt.choices] == ["a900", "communes", "nudge"]
    assert turn.prompt.choices[1].line.startswith(
        "Cấp xã, 30 đơn vị: 30 báo cáo, quá hạn 4 ngày làm việc; xã Mẫu 1, "
    )
    turn = goes_on(turn, "communes", facts)
    assert [one.key for one in turn.prompt.choices] == [
        *(f"a{n}" for n in range(1, 5)),
        *("more", "offices", "nudge"),
    ]
    assert PLAN.title in turn.prompt.text
