"""How the communes stand: each task of theirs as one line with a count, and whoever is silent."""

from collections.abc import Sequence

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.plan_choice import about_plan, more, next_page, page, plan_of, to_be_read
from bot.documents.contents.communes import both_views, of_task
from bot.language.wording import shortened
from storage.rounds.figures.by_task import TaskCount

PAGE = 6
TITLE = 50  # letters
LABEL = 20


def _tasks(slots: Slots, facts: Facts) -> Sequence[TaskCount]:
    """Those that communes are asked in the newest round of the plan, the furthest behind first."""
    found = (one for one in facts.planning.summaries if one.plan.id == slots["plan"])
    tasks = [task for one in found for task in one.by_task if task.communes.expected]
    return sorted(tasks, key=lambda one: -len(one.silent))


def _start(slots: Slots, facts: Facts) -> Next | End:
    if not _tasks(slots, facts):
        title = plan_of(slots, facts).title
        return End(facts.say("{plan}: no commune is asked for a task at present.", plan=title))
    return Next("list", {"plan": slots["plan"], "page": 0})


def _ask_list(slots: Slots, facts: Facts) -> Prompt:
    tasks = _tasks(slots, facts)
    found = (one for one in facts.planning.summaries if one.plan.id == slots["plan"])
    views = [line for one in found for line in both_views(one, facts.say)]
    choices = [
        Choice(f"t{one.code}", shortened(one.code, LABEL), _line(one, facts))
        for one in page(tasks, slots, PAGE)
    ]
    question = facts.say("Choose a task to see every commune that has not reported.")
    return Prompt("\n".join((*views, question)), (*choices, *more(tasks, PAGE, facts)))


def _line(one: TaskCount, facts: Facts) -> str:
    return f"{one.code} {shortened(one.title, TITLE)}: {of_task(one, facts.say)}"


def _take_list(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    tasks = _tasks(slots, facts)
    if answer.choice == "more":
        return Next("list", next_page(tasks, slots, PAGE))
    chosen = next((one for one in tasks if answer.choice == f"t{one.code}"), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    whole = f"{chosen.code} {chosen.title}: {of_task(chosen, facts.say, most=0)}"
    return Next("list", slots, said=f"{whole}.")


COMMUNES = about_plan(
    "communes",
    _start,
    {"list": Step(_ask_list, _take_list)},
    words=("cấp xã", "các xã", "xã phường", "communes"),
    plans_of=to_be_read,
)
