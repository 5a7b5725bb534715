"""What do I owe: the list of tasks still to be reported."""

from datetime import date

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts import Facts
from bot.dialogs.tasks import by_due_day, due_line, overview, task_line, task_name
from bot.wording import day

PAGE = 6  # with "more" and "later" no message has more than eight choices


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if facts.person.is_leader and not facts.person.is_focal:
        return Next(dialog="leading")
    if not facts.owed:
        return End(_nothing_owed(facts))
    if not facts.person.is_focal:
        return End(_for_leader(facts))
    return Next("list", {"page": 0})


def _for_leader(facts: Facts) -> str:
    still = facts.say.plural(
        "{count} task of your agency is still to be reported:",
        "{count} tasks of your agency are still to be reported:",
        len(facts.owed),
    )
    return f"{still}\n\n{overview(facts.owed, facts.say)}"


def _nothing_owed(facts: Facts) -> str:
    if facts.person and facts.person.ended and not facts.reported:
        return "\n".join(_ended(name, last_day, facts) for name, last_day in facts.person.ended)
    if not facts.reported:
        return facts.say("There is nothing to report at present.")
    return facts.say.plural(
        "Everything is reported: {count} task. Thank you.",
        "Everything is reported: {count} tasks. Thank you.",
        len(facts.reported),
    )


def _ended(agency: str, last_day: date, facts: Facts) -> str:
    return facts.say(
        "{agency} ended on {day}. Its tasks wait until the planning department assigns them anew; "
        "there is nothing for you to report at present.",
        agency=agency,
        day=day(last_day),
    )


def _ask_list(slots: Slots, facts: Facts) -> Prompt:
    """One page of tasks; the next page begins where this one ends."""
    say, owed = facts.say, facts.owed
    if not owed:
        return Prompt(_nothing_owed(facts))
    start = _page_start(slots, len(owed))
    shown = owed[start : start + PAGE]
    choices = [
        Choice(f"e{one.expectation_id}", task_name(one, say), task_line(one, say)) for one in shown
    ]
    if len(owed) > PAGE:
        choices.append(Choice("more", say("More tasks")))
    text = say.plural(
        "{count} task is still to be reported. Choose the task to report, or type its code.",
        "{count} tasks are still to be reported. Choose the task to report, or type its code.",
        len(owed),
    )
    days = [due_line(group[0], say) for group in by_due_day(shown)]
    return Prompt("\n".join((text, *days)), tuple(choices))


def _page_start(slots: Slots, count: int) -> int:
    start = int(slots.get("page", 0)) * PAGE
    return start if start < count else 0


def _take_list(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "more":
        start = _page_start(slots, len(facts.owed))
        return Next("list", {**slots, "page": start // PAGE + 1})
    return _take_task(answer, facts)


def _take_task(answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen = answer.choice or ""
    if chosen.startswith("e") and facts.known_by_id(int(chosen[1:])):
        return Next(dialog="report", slots={"expectation_id": int(chosen[1:])})
    if chosen.startswith("e"):
        return Next(dialog="owed", said=facts.say("This task is no longer asked of your agency."))
    return Retry(facts.say("Please choose one of the tasks, or type its code, such as 9.4."))


OWED = Dialog(
    name="owed",
    enter=_enter,
    steps={"list": Step(_ask_list, _take_list)},
    words=("nhiem vu", "viec", "cong viec", "viec can lam", "bao cao", "tasks", "report"),
)
