"""Who is furthest behind: the red list; where nothing is overdue yet, those that owe most."""

from bot.dialogs.engine import End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.plan_choice import about_plan, to_be_read


def _start(slots: Slots, facts: Facts) -> Next | End:
    agencies, plan = facts.planning.agencies(slots["plan"]), {"plan": slots["plan"]}
    if any(one.overdue or one.incomplete for one in agencies):
        return Next(dialog="red_list", slots=plan)
    return Next(dialog="missing", slots=plan, said=facts.say("Nothing is overdue so far."))


BEHIND = about_plan("behind", _start, {}, plans_of=to_be_read)
