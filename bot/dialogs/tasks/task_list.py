"""What do I owe: the list of tasks in pages, those reported already, and looking for one."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.dialogs.barriers import closed_words, no_entry
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.like_answers import offered_line
from bot.dialogs.tasks.measures import is_measurable
from bot.dialogs.tasks.reply_example import example_line
from bot.dialogs.tasks.task_numbers import task_choices
from bot.dialogs.tasks.task_search import Found, find
from bot.dialogs.tasks.wording import (
    by_due_day,
    decision_words,
    due_line,
    figures_lines,
    overview,
    state_of_task,
    task_line,
)
from bot.language.wording import day
from locales import Translator

MOST = 24  # tasks on a page, for a thumb; fewer where a message holds less
ROUND_IT = 700  # letters of a message besides its tasks: the head, the days, what can be typed
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
    if not facts.reported and facts.closed_now():
        return closed_words(facts.closed_now()[0], facts)
    if not facts.reported:
        return _nothing_asked(facts)
    everything = facts.say.plural(
        "Everything is reported: {count} task. Thank you.",
        "Everything is reported: {count} tasks. Thank you.",
        len(facts.reported),
    )
    told = [o for o in facts.reported if o.finished_on or o.answered_on or o.overdue]
    lines = [f"- {_line(one, facts)}" for one in told[:MOST]]
    return "\n\n".join(filter(None, (everything, "\n".join(lines))))


def _nothing_asked(facts: Facts) -> str:
    """Of an agency that owes nothing; or of somebody who answers for none, as after a handover."""
    say, person = facts.say, facts.person
    if person is None or person.agencies or person.is_focal or person.is_leader:
        return say("There is nothing to report at present.")
    way = say('Type "tro giup" for help.')
    if person.reads_plans:
        way = say('To see how far the agencies are, type "tong hop".')
    return say("You answer for no agency here, so nothing is asked of you.") + f" {way}"


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
    pages = _pages(owed, facts)
    page = _page(slots, pages)
    head = say.plural(
        "{count} task is still to be reported.",
        "{count} tasks are still to be reported.",
        len(owed),
    )
    head += _page_words(page, pages, say)
    told = filter(
        None, (head, offered_line(facts), *_days(pages[page], facts), _how(pages[page], say))
    )
    ways = _ways(page, pages, say)
    if facts.reported and page in (0, len(pages) - 1):
        ways.append(Choice("reported", say("Reported ({count})", count=len(facts.reported))))
    return Prompt("\n\n".join(told), (*task_choices(pages[page], facts), *ways))


def _pages(tasks: Sequence[Duty], facts: Facts) -> list[list[Duty]]:
    """As many tasks a page as a message of the channel takes; at least one page."""
    pages: list[list[Duty]] = [[]]
    room = facts.message_length - ROUND_IT
    plan, several = "", _owes_several(facts)
    for one in tasks:
        before, plan = plan, _plan_line(one, facts) if several else ""
        length = len(_line(one, facts)) + len("99) \n") + (len(plan) if plan != before else 0)
        if len(pages[-1]) == MOST or (pages[-1] and room < length):
            pages.append([])
            room = facts.message_length - ROUND_IT
        pages[-1].append(one)
        room -= length
    return pages


def _page(slots: Slots, pages: Sequence[Sequence[Duty]]) -> int:
    """The page that was asked for, or the last one when there are fewer by now."""
    return max(0, min(int(slots.get("page", 0)), len(pages) - 1))


def _page_words(page: int, pages: Sequence[Sequence[Duty]], say: Translator) -> str:
    if len(pages) == 1:
        return ""
    return " " + say("Page {page} of {pages}.", page=page + 1, pages=len(pages))


def _days(tasks: Sequence[Duty], facts: Facts) -> list[str]:
    """The tasks with their numbers, grouped by due day."""
    told, number = [], 1
    for group in by_due_day(tasks):
        told.append("\n".join((_day_line(group, facts), *_lines(group, facts, number))))
        number += len(group)
    return told


def _day_line(tasks: Sequence[Duty], facts: Facts) -> str:
    return " ".join((due_line(tasks[0], facts.say), *figures_lines(tasks, facts.say)))


def _lines(tasks: Sequence[Duty], facts: Facts, first: int = 1) -> list[str]:
    told: list[str] = []
    plan, several = "", _owes_several(facts)
    for number, one in enumerate(tasks, first):
        before, plan = plan, _plan_line(one, facts) if several else ""
        told += [plan] if plan != before else []
        told.append(f"{number}) {_line(one, facts)}")
    return told


def _owes_several(facts: Facts) -> bool:
    """Plans, which have the same codes."""
    return len({one.plan_id for one in facts.owed}) > 1


def _plan_line(one: Duty, facts: Facts) -> str:
    """Above the tasks of each decision."""
    return f"{decision_words(one, facts.say)}:"


def _line(task: Duty, facts: Facts) -> str:
    return f"{task_line(task, facts.say)}{state_of_task(task, facts)}"


def _ways(page: int, pages: Sequence[Sequence[Duty]], say: Translator) -> list[Choice]:
    """On and back, behind every task."""
    ways = [Choice("more", say("More tasks"))] if page + 1 < len(pages) else []
    return [*ways, Choice("back", say("Previous page"))] if page > 0 else ways


def _how(tasks: Sequence[Duty], say: Translator) -> str:
    """What can be typed, with numbers of this page."""
    how = say("Choose the task to report, or type its number, its code or words of its title.")
    if len(tasks) < 2:
        return how
    line = example_line(tasks, say)
    if not any(map(is_measurable, tasks[:2])):
        line = say("{one} done; {other} 60%, 12 classes held", one=1, other=2)
    if len(tasks) > 2 and not is_measurable(tasks[2]):
        line += "; " + say("{number} difficulties: no funds", number=3)
    return f"{how} " + say('Several go in one line, such as "{line}".', line=line)


# --- Reported already -----------------------------------------------------------------------------


def _ask_reported(slots: Slots, facts: Facts) -> Prompt:
    say, tasks = facts.say, facts.reported
    pages = _pages(tasks, facts)
    page = _page(slots, pages)
    head = say.plural(
        "{count} task is reported. Choose one to report on it anew.",
        "{count} tasks are reported. Choose one to report on it anew.",
        len(tasks),
    )
    ways = _ways(page, pages, say)
    if page == 0:
        ways.append(Choice("list", say("Still to be reported")))
    text = "\n".join((head + _page_words(page, pages, say), "", *_lines(pages[page], facts)))
    return Prompt(text, (*task_choices(pages[page], facts), *ways))


# --- Finding --------------------------------------------------------------------------------------


def _ask_found(slots: Slots, facts: Facts) -> Prompt:
    say, found = facts.say, find(slots["typed"], facts)
    shown = (found.fits or found.nearest)[:FOUND]
    text = "\n".join((_told_of(found, facts), *_lines(shown, facts)))
    return Prompt(text, (*task_choices(shown, facts), Choice("list", say("The whole list"))))


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
    return take_task(answer, facts)


def _take_page(step: str) -> Callable[[Slots, Answer, Facts], Next | Retry | End]:
    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        tasks = facts.owed if step == "list" else facts.reported
        page = _page(slots, _pages(tasks, facts))
        if answer.choice == "more":
            return Next(step, {**slots, "page": page + 1})
        if answer.choice == "back":
            return Next(step, {**slots, "page": page - 1})
        if answer.choice == "reported" and facts.reported:
            return Next("reported", {**slots, "page": 0})
        return _take(slots, answer, facts)

    return take


def take_task(answer: Answer, facts: Facts) -> Next | Retry | End:
    """A task of a list was chosen: its report begins."""
    chosen = answer.choice or ""
    task = facts.known_by_id(int(chosen[1:])) if chosen.startswith("e") else None
    if task is not None:
        return Next(dialog="report", slots={"expectation_id": task.expectation_id})
    if chosen.startswith("e"):
        gone = facts.say("This task is no longer asked of your agency.")
        return no_entry(int(chosen[1:]), facts) or Next(dialog="owed", said=gone)
    return Retry(facts.say("Please choose one of the tasks, or type its code, such as 9.4."))


OWED = Dialog(
    name="owed",
    enter=_enter,
    steps={
        "list": Step(_ask_list, _take_page("list")),
        "reported": Step(_ask_reported, _take_page("reported")),
        "found": Step(_ask_found, _take),
    },
    words=(
        "nhiệm vụ",
        "việc",
        "công việc",
        "việc cần làm",
        "báo cáo",
        "danh sách",
        "tasks",
        "report",
    ),
)
