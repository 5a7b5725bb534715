"""The engine: asks, takes, repeats, hops; its state survives JSON."""

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dialogs.effects import CountWrongCode
from bot.dialogs.engine import (
    Answer,
    Choice,
    Dialog,
    End,
    Engine,
    Next,
    Prompt,
    Retry,
    Slots,
    State,
    Step,
)
from bot.dialogs.facts.chat import Facts
from locales import translator

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FACTS = Facts(translator("en"), datetime(2026, 10, 14, 8, tzinfo=ZONE), ZONE)


def ask_size(slots: Slots, facts: Facts) -> Prompt:
    return Prompt("Which size?", (Choice("s", "Small"), Choice("l", "Large")))


def take_size(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice is None:
        return Retry("Please choose.", (CountWrongCode(),))
    return Next("name", {**slots, "size": answer.choice})


def ask_name(slots: Slots, facts: Facts) -> Prompt:
    return Prompt(f"A name for the {slots['size']} one?")


def take_name(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    return Next(dialog="bye", slots={"name": answer.text}, said="Noted.")


ORDER = Dialog(
    "order",
    lambda slots, facts: Next("size", slots),
    {"size": Step(ask_size, take_size), "name": Step(ask_name, take_name, free_text=True)},
)
BYE = Dialog("bye", lambda slots, facts: End(f"Goodbye, {slots['name']}."))
ENGINE = Engine({"order": ORDER, "bye": BYE})


def through_json(state: State | None) -> State:
    assert state is not None
    return State.from_json(json.loads(json.dumps(state.to_json())))


def test_a_dialog_goes_from_step_to_step_with_its_state_as_json() -> None:
    first = ENGINE.begin("order", FACTS)
    assert first.prompt.text == "Which size?"
    second = ENGINE.resume(through_json(first.state), Answer("", "l"), FACTS)
    assert second.prompt.text == "A name for the l one?"
    assert second.free_text
    last = ENGINE.resume(through_json(second.state), Answer("An"), FACTS)
    assert last.prompt.text == "Noted.\n\nGoodbye, An."
    assert last.state is None


def test_an_unusable_answer_asks_the_same_again_with_a_hint_and_its_effects() -> None:
    first = ENGINE.begin("order", FACTS)
    again = ENGINE.resume(through_json(first.state), Answer("medium"), FACTS)
    assert again.prompt.text == "Please choose.\n\nWhich size?"
    assert again.state == first.state
    assert again.effects == (CountWrongCode(),)


def test_a_dialog_can_begin_at_a_named_step() -> None:
    assert ENGINE.begin("order", FACTS, step="name", size="s").prompt.text.endswith("the s one?")


@pytest.mark.parametrize(
    ("state", "known"),
    [
        (State("order", "size"), True),
        (State("order", "renamed"), False),
        (State("removed", "size"), False),
    ],
)
def test_the_engine_knows_which_old_questions_it_can_resume(state: State, known: bool) -> None:
    assert ENGINE.knows(state) is known


def test_today_is_a_day_of_the_province() -> None:
    late = replace(FACTS, now=datetime(2026, 10, 14, 23, 30, tzinfo=ZoneInfo("UTC")))
    assert late.today.isoformat() == "2026-10-15"
