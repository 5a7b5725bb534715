"""Choosing tasks of a list: one, or all with the same due day; and the days to choose from."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.dialogs.engine import Answer, Choice, Prompt, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import by_due_day, task_line, task_name
from bot.language.dates.parser import read_day
from bot.language.wording import day, weekday_and_day
from locales import Translator

PAGE = 5  # with two groups and "more" no message has more than eight choices
GROUPS = 2
SHOWN = 5  # of those that were chosen


def which_prompt(
    owed: Sequence[Duty], slots: Slots, question: str, say: Translator, *, groups: bool
) -> Prompt:
    """A page of the list; with `groups` all tasks of a due day may be chosen at once."""
    start = _page_start(slots, len(owed))
    choices = [_group(group, say) for group in _groups(owed)] if groups else []
    choices += [
        Choice(f"e{one.expectation_id}", task_name(one, say), task_line(one, say))
        for one in owed[start : start + PAGE]
    ]
    if len(owed) > PAGE:
        choices.append(Choice("more", say("More tasks")))
    return Prompt(question, tuple(choices))


def next_page(slots: Slots, owed: Sequence[Duty]) -> dict[str, object]:
    return {**slots, "page": _page_start(slots, len(owed)) // PAGE + 1}


def chosen_tasks(answer: Answer, owed: Sequence[Duty]) -> list[int]:
    """The expectations that were tapped, or whose code was typed; none when there is no such."""
    key = answer.choice or ""
    if key.startswith("d"):
        return [one.expectation_id for one in owed if one.due_on.strftime("d%Y%m%d") == key]
    code = answer.text.strip().rstrip(".").lower()
    return [
        one.expectation_id
        for one in owed
        if key == f"e{one.expectation_id}" or (not key and code and one.code.lower() == code)
    ]


def not_listed(answer: Answer, say: Translator) -> str:
    if not answer.text.strip():
        return say("Please choose one of the tasks, or type its code, such as 9.4.")
    return say(
        '"{text}" is no task of this list. Please choose one, or type its code.', text=answer.text
    )


def among(ids: Iterable[int], owed: Sequence[Duty]) -> list[Duty]:
    """Those of the chosen ones that are still there, in the list's order."""
    wanted = set(ids)
    return [one for one in owed if one.expectation_id in wanted]


def task_lines(owed: Sequence[Duty], say: Translator) -> list[str]:
    lines = [f"- {task_line(one, say)}" for one in owed[:SHOWN]]
    left = len(owed) - SHOWN
    if left > 0:
        lines.append(say.plural("and {count} more task", "and {count} more tasks", left))
    return lines


def day_choices(days: Iterable[date], say: Translator) -> tuple[Choice, ...]:
    """Ready to tap, the earliest first."""
    return tuple(
        Choice(one.strftime("d%Y%m%d"), weekday_and_day(one, say)) for one in sorted(set(days))
    )


def day_chosen(answer: Answer, facts: Facts) -> tuple[date | None, bool]:
    """The day that was tapped or typed, and whether it was named exactly ("cuối tháng" is not)."""
    key = answer.choice or ""
    if len(key) == 9 and key[0] == "d" and key[1:].isdecimal():
        return date(int(key[1:5]), int(key[5:7]), int(key[7:])), True
    found = read_day(answer.text, facts.today, add_working_days=facts.calendar.add_working_days)
    return (found.on, found.is_exact) if found else (None, False)


def not_read(answer: Answer, say: Translator) -> str:
    return say(
        '"{text}" was not read as a day. It may be typed as: mai, thứ 6, 12/11, cuối tháng.',
        text=answer.text,
    )


def _page_start(slots: Slots, count: int) -> int:
    start = int(slots.get("page", 0)) * PAGE
    return start if start < count else 0


def _groups(owed: Sequence[Duty]) -> list[tuple[Duty, ...]]:
    return [group for group in by_due_day(owed) if len(group) > 1][:GROUPS]


def _group(group: Sequence[Duty], say: Translator) -> Choice:
    key = group[0].due_on.strftime("d%Y%m%d")
    label = say.plural(
        "{count} task due {day}",
        "All {count} tasks due {day}",
        len(group),
        day=day(group[0].due_on),
    )
    return Choice(key, label)
