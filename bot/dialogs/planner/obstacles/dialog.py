"""The dialogs of obstacles: a planner's, of a plan; an agency's own people's, of their agency."""

from dataclasses import replace

from bot.dialogs.engine import Dialog, End, Next, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.obstacles import listing, settling
from bot.dialogs.planner.obstacles.listing import at_list, raised
from bot.dialogs.planner.plan_choice import about_plan, plan_of, to_be_read

STEPS = {
    "list": Step(listing.ask_list, listing.take_list),
    "group": Step(listing.ask_group, listing.take_group, some_text=True),
    "settled": Step(listing.ask_settled, listing.take_settled),
    "word": Step(settling.ask_word, settling.take_word, free_text=True),
    "confirm": Step(settling.ask_confirm, settling.take_confirm),
}


def _start(slots: Slots, facts: Facts) -> Next | End:
    title = plan_of(slots, facts).title
    if not raised(slots, facts):
        return End(facts.say("{plan}: no agency has raised an obstacle.", plan=title))
    return at_list(slots, said=title)


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """Whoever plans nothing sees what their own agency has raised."""
    person = facts.person
    if person is not None and person.agencies and not facts.planning.read:
        return Next(dialog="own_obstacles")
    return _PLANNED.enter(slots, facts)


def _enter_own(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    own = {"plan": 0}
    if not raised(own, facts):
        return End(facts.say("Your agency has raised no obstacle."))
    return at_list(own)


_PLANNED = about_plan(
    "obstacles",
    _start,
    STEPS,
    words=("vướng mắc chung", "danh sách vướng mắc", "obstacles"),
    plans_of=to_be_read,
)
OBSTACLES = replace(_PLANNED, enter=_enter)
OWN_OBSTACLES = Dialog(
    "own_obstacles", _enter_own, STEPS, words=("vướng mắc của đơn vị", "own obstacles")
)
