"""What waits for the planning department: reports to review, requests to decide."""

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.plan_choice import about_plan, plan_of


def _start(slots: Slots, facts: Facts) -> Next | End:
    waiting = _waiting(slots, facts)
    if len(waiting) == 1:
        return Next(dialog=waiting[0].key, slots={"plan": slots["plan"]})
    if not waiting:
        title = plan_of(slots, facts).title
        return End(facts.say("{plan}: nothing waits for you at present.", plan=title))
    return Next("choose", {"plan": slots["plan"]})


def _waiting(slots: Slots, facts: Facts) -> list[Choice]:
    """A dialog each, with how many wait there."""
    say, planning = facts.say, facts.planning
    counts = {
        "review": len(planning.to_review(slots["plan"])),
        "decide": len(planning.requests(slots["plan"])),
    }
    labels = {
        "review": say("Reports to review ({n})", n=counts["review"]),
        "decide": say("Requests to decide ({n})", n=counts["decide"]),
    }
    return [Choice(name, labels[name]) for name, count in counts.items() if count]


def _ask(slots: Slots, facts: Facts) -> Prompt:
    title = plan_of(slots, facts).title
    text = facts.say("{plan}: this waits for you.", plan=title)
    return Prompt(text, tuple(_waiting(slots, facts)))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice in ("review", "decide"):
        return Next(dialog=answer.choice, slots={"plan": slots["plan"]})
    return Retry(facts.say("Please choose one of the answers."))


WAITING = about_plan("waiting", _start, {"choose": Step(_ask, _take)}, words=("chờ xử lý",))
