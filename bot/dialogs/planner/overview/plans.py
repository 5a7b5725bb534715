"""Every plan of a province at one glance, what is worst first; then one plan's agencies."""

from collections.abc import Sequence

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.plan_choice import more, next_page, page
from bot.documents.text.plans_summary import plan_line, plans_head
from storage.rounds.figures.of_plans import PlanStanding

PAGE = 6


def _enter(slots: Slots, facts: Facts) -> Next | End:
    refused = _refused(facts)
    return refused if refused is not None else Next("list", {"page": 0})


def _refused(facts: Facts) -> Next | End | None:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.planning.read:
        return End(facts.say("The summary is for the planning department."))
    return None


def _plans(facts: Facts) -> Sequence[PlanStanding]:
    return facts.planning.standings()


def _ask(slots: Slots, facts: Facts) -> Prompt:
    plans, say = _plans(facts), facts.say
    choices = [
        Choice(f"p{one.plan.id}", one.plan.decision, plan_line(one, say))
        for one in page(plans, slots, PAGE)
    ]
    question = say("Choose a plan to see who has not reported.")
    head = plans_head(facts.now.astimezone(facts.zone), say)
    return Prompt(f"{head}\n{question}", (*choices, *more(plans, PAGE, facts)))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    refused = _refused(facts)
    if refused is not None:
        return refused
    plans = _plans(facts)
    if answer.choice == "more":
        return Next("list", next_page(plans, slots, PAGE))
    chosen = next((one.plan.id for one in plans if answer.choice == f"p{one.plan.id}"), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    return Next(dialog="missing", slots={"plan": chosen})


ALL_PLANS = Dialog(
    "all_plans",
    _enter,
    {"list": Step(_ask, _take)},
    words=("tổng hợp tỉnh", "các kế hoạch", "tổng hợp các kế hoạch", "all plans"),
)
