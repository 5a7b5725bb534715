"""The digest: what is owed, what a leader has to know, a planner's morning list; once a day."""

from collections.abc import Sequence

from bot.dialogs.digest.brief_section import brief_chart, brief_paragraphs
from bot.dialogs.digest.leader_section import missed_of, missed_paragraphs
from bot.dialogs.digest.owed_section import nearest, owed_paragraphs
from bot.dialogs.digest.planner_section import morning_list, short_figures, trouble_line
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.task_list import take_task
from bot.dialogs.tasks.task_numbers import task_choices

PARTS = ("brief", "owed", "missed", "lists", "troubles")


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """With the chart that only a message to a leader of the province brings along."""
    told = facts.brief if "brief" in slots.get("parts", ()) else None
    file = brief_chart(told, facts) if told else None
    return Next("digest", {"parts": ["owed"], **slots}, file=file)


def _ask(slots: Slots, facts: Facts) -> Prompt:
    """In the order of an official letter: basis, matter, deadline, request, closing."""
    say, parts = facts.say, _parts(slots)
    news = slots.get("news", ())
    told = [
        paragraph for part in PARTS if part in parts for paragraph in _PARTS[part](slots, facts)
    ]
    if not told and {"brief", "lists", "troubles"} & set(parts):
        return Prompt(say("Please choose one of the answers."), _choices(parts, facts))
    if not facts.person or not (told or news):
        return Prompt(say("There is nothing to report at present."))
    text = "\n\n".join((_greeting(slots, facts), *news, *told, say("Yours respectfully.")))
    return Prompt(text, _choices(parts, facts))


def _choices(parts: Sequence[str], facts: Facts) -> tuple[Choice, ...]:
    say, choices = facts.say, list[Choice]()
    if "owed" in parts:
        choices += task_choices(nearest(facts), facts)
        choices.append(Choice("report", say("Report now")))
        choices.append(Choice("later", say("Received, will report later")))
    if "lists" in parts or "brief" in parts:
        choices.append(Choice("summary", say("Summary")))
    if "brief" in parts:
        choices.append(Choice("ask_nudge", say("Have them nudged")))
    return tuple(choices) or (Choice("seen", say("Received")),)


def _greeting(slots: Slots, facts: Facts) -> str:
    person = facts.person
    if person is None:
        return ""
    owed = facts.owed if "owed" in _parts(slots) else missed_of(slots, facts)
    agencies = tuple(dict.fromkeys(one.agency for one in owed)) or person.agencies
    if not agencies:
        say = facts.say
        return say("Dear {address} {name}.", address=person.address, name=person.given_name)
    return facts.say(
        "Dear {address} {name} ({agency}).",
        address=person.address,
        name=person.given_name,
        agency="; ".join(agencies),
    )


def _lists(slots: Slots, facts: Facts) -> list[str]:
    """The figures alone where the question is asked again: the rest is of the morning."""
    figures = {summary.plan.id: summary for summary in facts.planning.summaries}
    if not facts.lists:
        return [short_figures(one, facts.say) for one in facts.planning.summaries]
    called = frozenset(slots.get("called", ()))
    asked = {one.plan_id for one in facts.owed if one.sums_up} if "owed" in _parts(slots) else set()
    return [
        morning_list(
            one,
            figures.get(one.plan.id),
            facts.say,
            called=called,
            says_own_day=one.plan.id not in asked,
        )
        for one in facts.lists
    ]


def _parts(slots: Slots) -> Sequence[str]:
    parts: Sequence[str] = slots.get("parts", ["owed"])
    return parts


def _troubles(slots: Slots, facts: Facts) -> list[str]:
    if not facts.troubles:
        return []
    say = facts.say
    lines = [f"- {trouble_line(one, say)}" for one in facts.troubles]
    return ["\n".join((say("For the administrator to put right:"), *lines))]


def _brief(slots: Slots, facts: Facts) -> list[str]:
    return brief_paragraphs(facts.brief, facts) if facts.brief else []


_PARTS = {
    "brief": _brief,
    "owed": lambda _, facts: owed_paragraphs(facts),
    "missed": missed_paragraphs,
    "lists": _lists,
    "troubles": _troubles,
}


# --- Answers --------------------------------------------------------------------------------------


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if (answer.choice or "").startswith("e"):
        return take_task(answer, facts)
    match answer.choice:
        case "report":
            return Next(dialog="owed")
        case "later":
            return Next(dialog="promise")
        case "summary" | "ask_nudge":
            return Next(dialog=answer.choice)
        case "seen":
            return End(facts.say("Thank you."))
    return Retry(facts.say("Please choose one of the answers."))


DIGEST = Dialog(
    name="digest",
    enter=_enter,
    steps={"digest": Step(_ask, _take)},
)
