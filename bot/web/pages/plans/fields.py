"""Reads what a form on new work was filled in with, in the words of the chat where it is wrong."""

from datetime import date

from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.actions.asking import LONGEST_TITLE, not_due
from bot.dialogs.planner.agency_names import Doubt, agencies_typed
from bot.language.dates.fields import day_in
from bot.language.wording import day, shortened
from storage.names import fold

SHOWN = 60  # letters of what was typed


class BadField(ValueError):
    """It cannot be taken; the text says what was seen and what to do."""


def title_of(typed: str, facts: Facts) -> str:
    title = " ".join(typed.split())
    if not fold(title):
        raise BadField(facts.say("Please say in a few words what is meant."))
    if len(title) > LONGEST_TITLE:
        letters = {"n": len(title), "most": LONGEST_TITLE}
        raise BadField(
            facts.say("That has {n} letters; at most {most} fit into a reminder.", **letters)
        )
    return title


def day_of(typed: str, facts: Facts) -> date:
    found = day_in(typed)
    if found is None:
        text = shortened(typed, SHOWN)
        raise BadField(facts.say('"{text}" was not read as one day.', text=text))
    return found


def due_day(typed: str, facts: Facts) -> date:
    due_on = day_of(typed, facts)
    if problem := not_due(due_on, facts):
        raise BadField(problem)
    return due_on


def agencies_of(typed: str, plan_id: int, facts: Facts) -> tuple[int, ...]:
    """Every one that is named, as it is today."""
    named = agencies_typed(typed, facts.planning.known(plan_id))
    if named.doubts:
        raise BadField(" ".join(_doubt(one, plan_id, facts) for one in named.doubts))
    if not named.agency_ids:
        raise BadField(facts.say("Please name at least one agency."))
    return named.agency_ids


def names_by_id(plan_id: int, facts: Facts) -> dict[int, str]:
    return {one.id: one.now_called for one in facts.planning.known(plan_id)}


def _doubt(one: Doubt, plan_id: int, facts: Facts) -> str:
    say, text = facts.say, shortened(one.text, SHOWN)
    if one.ended_on is not None:
        return say(
            '"{text}" ended on {day}; please name who is asked instead.',
            text=text,
            day=day(one.ended_on),
        )
    names = names_by_id(plan_id, facts)
    near = "; ".join(names[key] for key in one.agency_ids if key in names)
    if not near:
        return say('No agency called "{text}" is known.', text=text)
    return say('"{text}" is not one agency; perhaps: {names}.', text=text, names=near)
