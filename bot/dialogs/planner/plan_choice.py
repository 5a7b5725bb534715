"""Dialogs about one plan: only for whom it is open, and chosen first where there are several."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from storage.models import Plan

Start = Callable[[Slots, Facts], Next | End]
Plans = Callable[[Slots, Facts], Sequence[Plan]]
Thing = TypeVar("Thing")


def _not_yours(slots: Slots, facts: Facts) -> str:
    return facts.say("This is for the planning department.")


def _planned(slots: Slots, facts: Facts) -> Sequence[Plan]:
    return facts.planning.plans


def to_be_read(slots: Slots, facts: Facts) -> Sequence[Plan]:
    """Those that a person plans, or reads as somebody who leads the province."""
    return facts.planning.read


def about_plan(
    name: str,
    start: Start,
    steps: Mapping[str, Step],
    words: tuple[str, ...] = (),
    *,
    draft: str = "",
    plans_of: Plans = _planned,
    refusal: Callable[[Slots, Facts], str] = _not_yours,
) -> Dialog:
    """`start` and every step find their plan in the slots; the right is looked at each time.

    `plans_of`: those it is open for, which are the ones that the person plans; and of these, those
    that the slots may mean. `refusal`: what is said where there are none.
    """

    guarded = {key: _guarded(step, plans_of) for key, step in steps.items()}
    choosing = {"plan": _choosing(start, plans_of)}
    return Dialog(name, _entering(start, plans_of, refusal), choosing | guarded, words, draft)


def plan_of(slots: Slots, facts: Facts) -> Plan:
    return next(plan for plan in facts.planning.read if plan.id == slots["plan"])


def may_change(slots: Slots, facts: Facts) -> bool:
    """Whether the person plans it, and does not only read."""
    return any(plan.id == slots["plan"] for plan in facts.planning.plans)


def page(things: Sequence[Thing], slots: Slots, size: int) -> Sequence[Thing]:
    """The page that the slots name; the first one when it is no more."""
    start = int(slots.get("page", 0)) * size
    return things[start : start + size] or things[:size]


def next_page(things: Sequence[Thing], slots: Slots, size: int) -> Slots:
    """The slots of the page behind; after the last one comes the first."""
    following = int(slots.get("page", 0)) + 1
    return {**slots, "page": following if following * size < len(things) else 0}


def more(things: Sequence[Thing], size: int, facts: Facts) -> tuple[Choice, ...]:
    """The choice of the next page, where there is one."""
    return (Choice("more", facts.say("More")),) if len(things) > size else ()


def _entering(start: Start, plans_of: Plans, refusal: Callable[[Slots, Facts], str]) -> Start:
    """Past the choice where one plan is named, or there is no other."""

    def enter(slots: Slots, facts: Facts) -> Next | End:
        if facts.person is None:
            return Next(dialog="link")
        plans = plans_of(slots, facts)
        if not plans:
            return End(refusal(slots, facts))
        if "plan" not in slots and len(plans) > 1:
            return Next("plan", slots)
        chosen = {"plan": plans[0].id, **slots}
        is_open = _is_open(chosen, facts, plans_of)
        return start(chosen, facts) if is_open else End(_not_yours(chosen, facts))

    return enter


def _choosing(start: Start, plans_of: Plans) -> Step:
    def ask(slots: Slots, facts: Facts) -> Prompt:
        choices = tuple(
            Choice(f"p{plan.id}", plan.decision, f"{plan.decision}: {plan.title}")
            for plan in plans_of(slots, facts)
        )
        return Prompt(facts.say("Which plan?"), choices)

    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        plans = plans_of(slots, facts)
        chosen = next((plan.id for plan in plans if answer.choice == f"p{plan.id}"), None)
        if chosen is None:
            return Retry(facts.say("Please choose one of the answers."))
        return start({**slots, "plan": chosen}, facts)

    return Step(ask, take)


def _guarded(step: Step, plans_of: Plans) -> Step:
    """Rights may have ended since the question."""

    def ask(slots: Slots, facts: Facts) -> Prompt:
        if not _is_open(slots, facts, plans_of):
            return Prompt(_not_yours(slots, facts))
        return step.ask(slots, facts)

    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        if not _is_open(slots, facts, plans_of):
            return End(_not_yours(slots, facts))
        return step.take(slots, answer, facts)

    return replace(step, ask=ask, take=take)


def _is_open(slots: Slots, facts: Facts, plans_of: Plans) -> bool:
    return any(plan.id == slots["plan"] for plan in plans_of(slots, facts))
