"""Which file a planner asks for, in the ways people ask; and that chat and JSON say the same."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, State, Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import PlanningFacts, RoundStanding
from bot.dialogs.planner.overview.summary import summary_asked
from bot.documents.formats import Format
from bot.documents.json.summary import summary_data
from bot.documents.wanted_file import WantedFile
from storage.database import Database
from storage.models import Plan
from storage.rounds.summary import Count, Summary
from tests.bot.documents.text.test_summary import ROUND
from tests.support.worlds.answers.answered import NOW as AT
from tests.support.worlds.answers.answered import AnsweredWorld
from tests.support.worlds.planners import NOW, PLAN, planner_facts

OTHER = Plan(**{**PLAN.model_dump(), "id": 2, "code": "khac", "title": "Kế hoạch khác"})


def standing(plan: Plan = PLAN, round_id: int = 7) -> RoundStanding:
    round_ = ROUND.model_copy(update={"id": round_id, "plan_id": plan.id})
    return RoundStanding(Summary(plan, round_, NOW, Count()))


def facts_of(*standings: RoundStanding, plans: Sequence[Plan] = (PLAN, OTHER)) -> Facts:
    def called(words: str) -> tuple[RoundStanding, ...]:
        return standings if words == "2026" else ()

    return planner_facts(
        PlanningFacts(plans=tuple(plans), open_now=lambda: standings, summary_of=called)
    )


def takes(turn: Turn, choice: str, facts: Facts) -> Turn:
    assert turn.state is not None
    state = State.from_json(json.loads(json.dumps(turn.state.to_json())))
    return ENGINE.resume(state, Answer("", choice), facts)


@pytest.mark.parametrize(
    ("text", "dialog", "named"),
    [
        ("tong hop 2025", "summary", {"round": "2025"}),
        ("tong hop 2025 excel", "file_xlsx", {"round": "2025"}),
        ("Tổng hợp 2025 biểu đồ", "file_png", {"round": "2025"}),
        ("tổng hợp file word", "file_docx", {}),
        ("excel 2025", "file_xlsx", {"round": "2025"}),
        ("bieu do tiet kiem dien", "file_png", {"round": "tiet kiem dien"}),
        ("tong hop", "", {}),
        ("excel", "", {}),  # a command by itself
        ("excellent 2025", "", {}),
        ("bao cao excel", "", {}),
    ],
)
def test_what_a_line_asks_for(text: str, dialog: str, named: dict[str, str]) -> None:
    assert summary_asked(text) == (dialog, named)


@pytest.mark.parametrize("form", [Format.PNG, Format.XLSX, Format.DOCX])
def test_a_tap_below_the_summary_asks_for_what_it_has_shown(form: Format) -> None:
    facts = facts_of(standing())
    turn = takes(ENGINE.begin("summary", facts), str(form), facts)
    assert turn.prompt.file == WantedFile(1, 7, form, NOW, "vi")
    assert turn.state == ENGINE.begin("summary", facts).state  # the next one is a tap away


def test_it_is_as_of_the_tap_and_in_the_language_of_who_taps() -> None:
    facts = facts_of(standing())
    later = replace(facts, now=NOW.replace(hour=15))
    turn = takes(ENGINE.begin("summary", facts), "xlsx", later)
    assert isinstance(turn.prompt.file, WantedFile)
    assert turn.prompt.file.as_of == later.now
    assert "15:00 19/11/2026" in turn.prompt.text


def test_of_several_rounds_one_is_chosen_first() -> None:
    facts = facts_of(standing(), standing(OTHER, 9))
    asked = takes(ENGINE.begin("summary", facts), "docx", facts)
    assert asked.prompt.file is None
    assert [(one.key, one.line) for one in asked.prompt.choices] == [
        ("r7", "Kế hoạch mẫu: báo cáo năm 2026, hạn 14/11/2026"),
        ("r9", "Kế hoạch khác: báo cáo năm 2026, hạn 14/11/2026"),
    ]
    assert takes(asked, "r8", facts).prompt.file is None
    assert takes(asked, "r9", facts).prompt.file == WantedFile(2, 9, Format.DOCX, NOW, "vi")


def test_a_plan_that_is_theirs_no_more_is_given_no_file() -> None:
    facts = facts_of(standing())
    turn = takes(ENGINE.begin("summary", facts), "xlsx", facts_of(plans=[OTHER]))
    assert turn.prompt.file is None
    assert turn.prompt.text == "Nội dung này dành cho cơ quan tổng hợp."


def test_a_round_that_is_named_and_is_none() -> None:
    turn = ENGINE.begin("file_png", facts_of(standing()), round="2019")
    assert (turn.state, turn.prompt.file) == (None, None)
    assert "2019" in turn.prompt.text


def test_what_is_wanted_goes_through_json() -> None:
    one = WantedFile(1, 7, Format.XLSX, NOW, "vi", is_own=True)
    assert WantedFile.from_json(json.loads(json.dumps(one.to_json()))) == one


def test_the_chat_says_the_figures_of_json(in_memory: Database) -> None:
    world = AnsweredWorld(in_memory)
    world.links("skhdt")
    world.clock.instant = AT
    data = summary_data(world.dossier().summary)
    text = world.says("skhdt", "tong hop")[0].text
    said = re.search(
        r"Phải báo cáo (\d+): đã nhận (\d+) \(đúng hạn (\d+), trễ hạn (\d+)\)"
        r"(?:; quá hạn, chưa báo cáo (\d+))?(?:; còn trong hạn (\d+))?",
        text,
    )
    assert said is not None
    names = ("expected", "received", "on_time", "late", "missing", "pending")
    assert [int(one or 0) for one in said.groups()] == [data[name] for name in names]
    told = {name: (int(got), int(of)) for name, got, of in re.findall(r"- (.+): (\d+)/(\d+)", text)}
    assert told
    for name, figures in told.items():
        theirs = [one for one in data["by_agency"] if one["now_called"] == name]
        assert figures == (
            sum(one["received"] for one in theirs),
            sum(one["expected"] for one in theirs),
        )
