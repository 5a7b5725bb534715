"""What do I owe: the list of tasks in pages, those reported already, and looking for one."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.dialogs.barriers import closed_words
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.task_numbers import numbers_in, numbers_of, slots_with_numbers
from bot.dialogs.tasks.task_search import Found, find
from bot.dialogs.tasks.wording import (
    by_due_day,
    due_line,
    figures_lines,
    overview,
    state_of_task,
    task_line,
    task_name,
)
from bot.language.wording import day

PAGE = 6  # with two ways on no message has more than eight choices
FOUND = 7  # tasks, and the way to the whole list


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if facts.person.is_leader and not facts.person.is_focal:
        return Next(dialog="leading")
    if not facts.owed:
        return End(_nothing_owed(facts))
    if not facts.person.is_focal:
        return End(_for_leader(facts))
    return Next("list", {"page": 0, **slots_with_numbers(facts)})


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
    if not facts.reported and facts.closed_now():
        return closed_words(facts.closed_now()[0], facts)
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


# --- The pages ------------------------------------------------------------------------------------


def _ask_list(slots: Slots, facts: Facts) -> Prompt:
    """One page of tasks, each due day's below its own; the next page begins where this one ends."""
    say, owed = facts.say, facts.owed
    if not owed:
        return Prompt(_nothing_owed(facts))
    page, pages = _page(slots, owed), _pages(owed)
    shown = owed[page * PAGE : (page + 1) * PAGE]
    head = say.plural(
        "{count} task is still to be reported.",
        "{count} tasks are still to be reported.",
        len(owed),
    )
    if pages > 1:
        head += " " + say("Page {page} of {pages}.", page=page + 1, pages=pages)
    told = [head, *_days(shown, slots, facts), _how(shown, slots, facts)]
    ways = _ways(page, pages, len(facts.reported), slots, facts)
    return Prompt("\n\n".join(told), (*_choices(shown, slots, facts), *ways))


def _page(slots: Slots, tasks: Sequence[Duty]) -> int:
    """The page that was asked for, or the last one when there are fewer by now."""
    return max(0, min(int(slots.get("page", 0)), _pages(tasks) - 1))


def _pages(tasks: Sequence[Duty]) -> int:
    return -(-len(tasks) // PAGE)


def _days(tasks: Sequence[Duty], slots: Slots, facts: Facts) -> list[str]:
    """The tasks with their numbers, grouped by due day."""
    return [
        "\n".join((_day_line(group, facts), *_lines(group, slots, facts)))
        for group in by_due_day(tasks)
    ]


def _day_line(tasks: Sequence[Duty], facts: Facts) -> str:
    return " ".join((due_line(tasks[0], facts.say), *figures_lines(tasks, facts.say)))


def _lines(tasks: Sequence[Duty], slots: Slots, facts: Facts) -> list[str]:
    numbers = numbers_of(numbers_in(slots), facts)
    return [
        f"{numbers[one.expectation_id]}) {task_line(one, facts.say)}{state_of_task(one, facts)}"
        for one in tasks
    ]


def _choices(tasks: Sequence[Duty], slots: Slots, facts: Facts) -> list[Choice]:
    numbers = numbers_of(numbers_in(slots), facts)
    return [
        Choice(
            f"e{one.expectation_id}",
            task_name(one, facts.say),
            task_line(one, facts.say),
            number=numbers[one.expectation_id],
            is_in_text=True,
        )
        for one in tasks
    ]


def _ways(page: int, pages: int, reported: int, slots: Slots, facts: Facts) -> list[Choice]:
    """On and back; to the reported ones from the first and the last page. Behind every task."""
    say, top = facts.say, max(numbers_of(numbers_in(slots), facts).values(), default=0)
    ways = (
        (page + 1 < pages, "more", say("More tasks")),
        (page > 0, "back", say("Previous page")),
        (
            reported > 0 and page in (0, pages - 1),
            "reported",
            say("Reported ({count})", count=reported),
        ),
    )
    return [
        Choice(key, label, number=top + place)
        for place, (is_there, key, label) in enumerate(ways, start=1)
        if is_there
    ]


def _how(tasks: Sequence[Duty], slots: Slots, facts: Facts) -> str:
    """What can be typed, with numbers of this page."""
    say = facts.say
    how = say("Choose the task to report, or type its number, its code or words of its title.")
    numbers = numbers_of(numbers_in(slots), facts)
    typed = [numbers[one.expectation_id] for one in tasks[:3]]
    if len(typed) < 2 or _page(slots, facts.owed):
        return how
    line = say("{one} done, {other} 60%", one=typed[0], other=typed[1])
    if len(typed) > 2:
        line += ", " + say("{number} difficulties: no funds", number=typed[2])
    return f"{how} " + say('Several go in one line, such as "{line}".', line=line)


# --- Reported already -----------------------------------------------------------------------------


def _ask_reported(slots: Slots, facts: Facts) -> Prompt:
    say, tasks = facts.say, facts.reported
    page, pages = _page(slots, tasks), _pages(tasks)
    shown = tasks[page * PAGE : (page + 1) * PAGE]
    head = say.plural(
        "{count} task is reported. Choose one to report on it anew.",
        "{count} tasks are reported. Choose one to report on it anew.",
        len(tasks),
    )
    if pages > 1:
        head += " " + say("Page {page} of {pages}.", page=page + 1, pages=pages)
    ways = _ways(page, pages, 0, slots, facts)
    if not any(way.key == "back" for way in ways):
        top = max(numbers_of(numbers_in(slots), facts).values(), default=0)
        ways.append(Choice("list", say("Still to be reported"), number=top + 3))
    text = "\n".join((head, "", *_lines(shown, slots, facts)))
    return Prompt(text, (*_choices(shown, slots, facts), *ways))


# --- Finding --------------------------------------------------------------------------------------


def _ask_found(slots: Slots, facts: Facts) -> Prompt:
    say, found = facts.say, find(slots["typed"], facts)
    shown = (found.fits or found.nearest)[:FOUND]
    top = max(numbers_of(numbers_in(slots), facts).values(), default=0)
    to_list = Choice("list", say("The whole list"), number=top + 1)
    text = "\n".join((_told_of(found, facts), *_lines(shown, slots, facts)))
    return Prompt(text, (*_choices(shown, slots, facts), to_list))


def _told_of(found: Found, facts: Facts) -> str:
    say, typed = facts.say, found.typed
    if found.fits:
        return say.plural(
            '{count} task fits "{typed}". Choose it to report on it.',
            '{count} tasks fit "{typed}". Choose one to report on it.',
            len(found.fits),
            typed=typed,
        )
    if found.kind == "number":
        return say("Your agency's list has no number {number}.", number=typed)
    if found.kind == "code":
        told = say("Your agency is not asked for a report on a task {code}.", code=typed)
    else:
        told = say('No task of your agency has "{typed}" in its title.', typed=typed)
    return f"{told} " + say("The nearest:") if found.nearest else told


# --- Answers --------------------------------------------------------------------------------------


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "list":
        return Next(dialog="owed")
    return _take_task(answer, facts)


def _take_page(step: str) -> Callable[[Slots, Answer, Facts], Next | Retry | End]:
    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        tasks = facts.owed if step == "list" else facts.reported
        if answer.choice == "more":
            return Next(step, {**slots, "page": _page(slots, tasks) + 1})
        if answer.choice == "back":
            return Next(step, {**slots, "page": _page(slots, tasks) - 1})
        if answer.choice == "reported" and facts.reported:
            return Next("reported", {**slots, "page": 0})
        return _take(slots, answer, facts)

    return take


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
    steps={
        "list": Step(_ask_list, _take_page("list")),
        "reported": Step(_ask_reported, _take_page("reported")),
        "found": Step(_ask_found, _take),
    },
    words=("nhiem vu", "viec", "cong viec", "viec can lam", "bao cao", "tasks", "report"),
)
