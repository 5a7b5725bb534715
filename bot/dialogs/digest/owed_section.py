"""What is owed, in a digest: the basis, the day, the nearest tasks, how to answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from bot.dialogs.digest.changes import since_the_last
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.reply_example import example_line
from bot.dialogs.tasks.wording import (
    by_due_day,
    by_duty,
    decision_words,
    due_line,
    state_of_task,
    task_line,
)
from bot.language.wording import document_name
from locales import Translator

ONCE = 200  # letters of what is told in full
TITLE = 50  # letters: with three of them the usual digest stays below 600
MOST_SHOWN = 3  # tasks: it is read between two meetings
MOST_IN_A_LETTER = 60  # from which nobody can ask for the whole list


def owed_paragraphs(facts: Facts) -> list[str]:
    """The day, how many, the nearest of them, how to answer; the whole list is one word away."""
    if not facts.owed or facts.person is None:
        return []
    say, told, number = facts.say, [], 1
    asked, shown = _asked_for(facts), _ids(nearest(facts))
    cited, due, promised = set[str](), list[str](), len(facts.owed) - len(asked)
    for section in by_duty(asked):
        basis, before = _basis(section, _cited(section[0], cited, say), facts), due
        due = _due_lines(section, say)
        lines = [basis, *due]
        if due == before:  # plans of one due day do not repeat it
            lines = [" ".join((basis, say("It is due on the same day.")))]
        for one in section:
            if one.expectation_id in shown:
                lines.append(_task(one, number, facts))
                number += 1
        told.append("\n".join(lines))
    if promised:
        told.append(
            say.plural(
                "{count} other task: your agency has named a day for it.",
                "{count} other tasks: your agency has named a day for them.",
                promised,
            )
        )
    told += [*since_the_last(facts), *([] if facts.is_one_way else [_how(facts)])]
    if facts.is_first_digest and any(one.working_days_left < 0 for one in facts.owed):
        told.append(say("This is the first reminder that is sent to you here."))
    return told


def _task(one: Duty, number: int, facts: Facts) -> str:
    """Of what is asked for once, and to whom a letter goes, nothing else is written down."""
    title = ONCE if one.is_ad_hoc or facts.is_one_way else TITLE
    mark = "-" if facts.is_one_way else f"{number})"
    return f"{mark} {task_line(one, facts.say, title)}{state_of_task(one, facts)}"


def nearest(facts: Facts) -> tuple[Duty, ...]:
    """Those shown, in the list's order: what was returned, then what is due first; a task that is
    asked for in a report and on its own day, once."""
    by_need = sorted(_asked_for(facts), key=lambda one: (not one.is_returned, one.due_on))
    most = MOST_IN_A_LETTER if facts.is_one_way else MOST_SHOWN
    shown = _ids(_each_task_once(by_need)[:most])
    in_order = chain.from_iterable(by_duty(facts.owed))
    return tuple(one for one in in_order if one.expectation_id in shown)


def _ids(duties: Iterable[Duty]) -> set[int]:
    return {one.expectation_id for one in duties}


def _asked_for(facts: Facts) -> Sequence[Duty]:
    """Without what the agency has named a day for, where only returned reports are left."""
    awake = [one for one in facts.owed if not facts.is_quiet(one)]
    only_returned = awake and all(one.is_returned for one in awake)
    return awake if only_returned else facts.owed


def _each_task_once(duties: Sequence[Duty]) -> list[Duty]:
    """Of those asked for in a report and on their own day, what comes first."""
    twice, seen = {one.task for one in duties if one.is_own_day}, set[object]()
    found = []
    for one in duties:
        if one.task not in twice or one.task not in seen:
            found.append(one)
        seen.add(one.task)
    return found


def _due_lines(section: Sequence[Duty], say: Translator) -> list[str]:
    """The nearest day, and that others come later."""
    days = by_due_day(section)
    first = min(days, key=lambda group: group[0].due_on)
    lines = [due_line(first[0], say)]
    later = len(section) - len(first)
    if later:
        lines.append(say.plural("{count} is due later.", "{count} are due later.", later))
    return lines


def _how(facts: Facts) -> str:
    say, shown = facts.say, nearest(facts)
    if any(not one.code for one in shown):  # a report on the whole has no status
        return say('Please choose below, or type "nhiem vu" for the whole list.')
    return say(
        'Please answer in one line, such as "{line}", or type "nhiem vu" for the whole list.',
        line=example_line(shown, say),
    )


def _cited(one: Duty, cited: set[str], say: Translator) -> str:
    """The decision in full once; `cited`: those that were."""
    words = decision_words(one, say)
    if words in cited:
        is_decision = "QĐ" in one.decision
        return say("the decision named above") if is_decision else document_name(one.decision, say)
    cited.add(words)
    return words


def _basis(section: Sequence[Duty], decision: str, facts: Facts) -> str:
    """Which decision asks for it, and how many tasks of how many are still open."""
    first, say = section[0], facts.say
    if first.is_returned:
        return say(
            "Under {decision}, the planning department has returned these reports to be completed:",
            decision=decision,
        )
    if first.is_ad_hoc:
        return say(
            "For {decision}, the planning department asks for a report besides the yearly one.",
            decision=decision,
        )
    if first.sums_up:
        return say(
            "Under {decision}, the consolidated report of {year} is to be sent up.",
            decision=decision,
            year=first.year,
        )
    said = [*facts.reported, *(replace(o, is_returned=False) for o in facts.owed if o.is_returned)]
    reported = [one for one in said if len(by_duty([first, one])) == 1]
    return say(
        "Under {decision}, {open} of {all} tasks of {year} are still to be reported.",
        decision=decision,
        year=first.year,
        open=len(section),
        all=len(section) + len(reported),
    )
