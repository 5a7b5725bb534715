"""What a planner reads: red list, who has not replied, call list; and a leader's one screen."""

from datetime import date

import pytest

from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, State, Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import AgencyFacts, PlanningFacts
from scheduler.reminders.call_list import UNANSWERED, CallListEntry
from storage.database import Database
from tests.support.worlds.planners import PLAN, agencies_facts, owed, planner_facts
from tests.support.worlds.requests import reports
from tests.support.worlds.world import World

COMMANDS = (
    "danh sach do",
    "chua bao cao",
    "don doc",
    "xet duyet",
    "quyet dinh",
    "cho xu ly",
    "dot xuat",
    "moi",
    "goi dien",
)


def accepts_early_text(turn: Turn, choice: str, facts: Facts) -> Turn:
    assert turn.state is not None
    state = State.from_json(turn.state.to_json())
    return ENGINE.resume(state, Answer("", choice), facts)


def agency(number: int, late: int, untold: bool = False) -> AgencyFacts:
    tasks = tuple(owed(10 * number + n, -4) for n in range(late))
    ids = frozenset(one.expectation_id for one in tasks) if untold else frozenset()
    people = ((f"Nguyễn Văn Mẫu {number}", "0000 111 222"),)
    return AgencyFacts(number, f"Sở Mẫu {number}", tasks, (), ids, people, "0000 333 444")


def test_most_overdue_reports_come_first_with_who_to_ask_and_how_late() -> None:
    facts = planner_facts(agencies_facts([agency(1, 1), agency(2, 3)]))
    turn = ENGINE.begin("red_list", facts)
    assert [choice.label for choice in turn.prompt.choices[:2]] == ["Sở Mẫu 2", "Sở Mẫu 1"]
    assert turn.prompt.choices[0].line == (
        "Sở Mẫu 2: 3 báo cáo, quá hạn 4 ngày làm việc; đầu mối: Nguyễn Văn Mẫu 2 (0000 111 222); "
        "điện thoại cơ quan 0000 333 444"
    )
    assert "2 cơ quan, 4 báo cáo" in turn.prompt.text


def test_who_was_never_reminded_in_time_stands_apart() -> None:
    facts = planner_facts(agencies_facts([agency(1, 1), agency(2, 3, untold=True)]))
    turn = ENGINE.begin("red_list", facts)
    assert "Sở Mẫu 2" not in " ".join(choice.line for choice in turn.prompt.choices)
    assert "Ngoài ra có 1 cơ quan quá hạn nhưng chưa được nhắc trước hạn" in turn.prompt.text
    apart = accepts_early_text(turn, "apart", facts)
    assert "không tính là chậm" in apart.prompt.text
    assert next(choice.label for choice in apart.prompt.choices) == "Sở Mẫu 2"


def test_the_red_list_has_pages_and_never_more_than_eight_choices() -> None:
    many = [agency(n, 1) for n in range(1, 13)] + [agency(20, 1, untold=True)]
    facts = planner_facts(agencies_facts(many))
    turn, seen = ENGINE.begin("red_list", facts), []
    for _ in range(3):
        assert len(turn.prompt.choices) <= 8
        seen += [choice.key for choice in turn.prompt.choices if choice.key[1:].isdigit()]
        turn = accepts_early_text(turn, "more", facts)
    assert sorted(seen) == sorted(f"a{n}" for n in range(1, 13))
    assert [c.key for c in turn.prompt.choices][:5] == ["a1", "a2", "a3", "a4", "a5"]


def test_nothing_overdue_is_good_news_in_one_line() -> None:
    facts = planner_facts(agencies_facts([AgencyFacts(1, "Sở A", (owed(1, 3),), ())]))
    turn = ENGINE.begin("red_list", facts)
    assert turn.state is None
    assert turn.prompt.text == "Kế hoạch mẫu: hiện không có báo cáo nào quá hạn."


def test_one_agency_shows_what_it_said_so_far() -> None:
    tasks = (owed(1, -4), owed(2, -4, status="in_progress"))
    one = AgencyFacts(7, "Sở Y tế", tasks, (owed(3, -4, status="completed"),))
    facts = planner_facts(agencies_facts([one]))
    shown = accepts_early_text(ENGINE.begin("missing", facts), "a7", facts)
    assert shown.prompt.text.splitlines() == [
        "Sở Y tế: đã báo cáo 1/3; chưa có cán bộ đầu mối.",
        "- 1.1 Nhiệm vụ 1: chưa báo cáo, quá hạn 4 ngày làm việc",
        "- 1.2 Nhiệm vụ 2: bị trả lại, chưa báo cáo lại, quá hạn 4 ngày làm việc",
        "- 1.3 Nhiệm vụ 3: Đã hoàn thành",
    ]


def test_an_agency_that_is_gone_meanwhile_breaks_nothing() -> None:
    one = AgencyFacts(7, "Sở Y tế", (owed(1, -4),), ())
    facts = planner_facts(agencies_facts([one]))
    gone = planner_facts(agencies_facts([]))
    shown = accepts_early_text(ENGINE.begin("missing", facts), "a7", gone)
    assert "không có nội dung phải báo cáo" in shown.prompt.text
    assert accepts_early_text(shown, "list", gone).state is None


def test_the_call_list_is_told_whole_page_by_page() -> None:
    calls = tuple(
        CallListEntry(
            f"Sở Mẫu {n}", UNANSWERED, 2, date(2026, 11, 14), ("Nguyễn Văn Mẫu",), ("0000 111",)
        )
        for n in range(1, 12)
    )
    facts = planner_facts(PlanningFacts(plans=(PLAN,), calls=lambda _: calls))
    first = ENGINE.begin("calls", facts)
    assert (
        "- Sở Mẫu 1: đã nhắc, chưa báo cáo đủ; 2 báo cáo, hạn 14/11/2026; Nguyễn Văn Mẫu; 0000 111"
        in (first.prompt.text)
    )
    last = accepts_early_text(first, "more", facts)
    assert last.state is None
    assert "Sở Mẫu 9:" in last.prompt.text
    assert "Sở Mẫu 11:" in last.prompt.text


def test_a_summary_does_not_pay_for_a_call_list() -> None:
    def never(_: int) -> tuple[()]:
        raise AssertionError("loaded without need")

    facts = planner_facts(PlanningFacts(plans=(PLAN,), calls=never, to_review=never, known=never))
    turn = ENGINE.begin("summary", facts)
    assert turn.prompt.text == "Hiện không có đợt báo cáo nào đang mở."


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "name", ["red_list", "missing", "calls", "review", "invite", "waiting", "decide"]
)
def test_an_empty_plan_is_answered_in_one_line(name: str, language: str) -> None:
    turn = ENGINE.begin(name, planner_facts(PlanningFacts(plans=(PLAN,)), language))
    assert turn.state is None
    assert turn.prompt.text
    assert not turn.effects


@pytest.mark.parametrize("word", COMMANDS)
def test_whoever_plans_nothing_hears_that_it_is_not_theirs(database: Database, word: str) -> None:
    world = World(database)
    world.links("sct")
    [answer] = world.says("sct", word)
    assert answer.text == "Nội dung này dành cho cơ quan tổng hợp."
    assert not answer.choices


# --- A leader -------------------------------------------------------------------------------------


def test_a_leader_sees_their_own_agency_and_no_other(database: Database) -> None:
    world = World(database)
    world.links("sct")
    world.links("sct-lanhdao")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    reports(world, "sct", "1.1", "completed", 100)
    world.clock.jump_to(date(2026, 11, 17), 7, 30)
    for word in ("tình hình", "nhiem vu"):
        [screen] = world.says("sct-lanhdao", word)
        assert "Sở Công Thương: đã báo cáo 1/3." in screen.text
        assert "\nQuá hạn (2):" in screen.text
        assert "- 1.2 Phát triển năng lượng tái tạo" in screen.text
        assert "quá hạn 2 ngày làm việc" in screen.text
        assert "Đầu mối: Nguyễn Văn Mẫu An." in screen.text
        assert "1.3" not in screen.text
        assert "Y tế" not in screen.text


def test_a_leader_is_told_when_the_agency_was_not_reminded_in_time(database: Database) -> None:
    world = World(database)
    world.links("sct-lanhdao")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    [before] = world.says("sct-lanhdao", "tinh hinh")
    assert "Còn trong hạn (3):" in before.text
    world.clock.jump_to(date(2026, 11, 17), 7, 30)
    [screen] = world.says("sct-lanhdao", "tinh hinh")
    assert "Quá hạn nhưng chưa được nhắc trước hạn (3):" in screen.text
    assert "Quá hạn (" not in screen.text
