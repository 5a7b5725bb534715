"""The numbers of a person's tasks: those of the list that was shown last."""

from collections.abc import Mapping, Sequence
from itertools import count

from bot.dialogs.engine import Choice
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import task_line, task_name

SHOWN_IN = ("owed", "lines", "digest")  # the dialogs that show them, or remember them in slots
# Dialogs on one's own tasks: behind their choices a bare number still means the list's
_OF_OWN_TASKS = {
    *SHOWN_IN,
    *("report", "correct", "withdraw", "attach", "drafts", "as_last_year", "own_report"),
    *("use_again", "offer_again", "promise", "extension", "objection", "reopening"),
}


def task_choices(tasks: Sequence[Duty], facts: Facts) -> tuple[Choice, ...]:
    """A choice a task, which stands in the text with its number: to come first of all choices."""
    say = facts.say
    return tuple(
        Choice(
            f"e{one.expectation_id}",
            task_name(one, say),
            task_line(one, say),
            is_in_text=True,
        )
        for one in tasks
    )


def numbers_of(facts: Facts) -> dict[int, int]:
    """Expectation → number, as last shown."""
    return {one: number for number, one in _shown(facts).items()}


def task_numbered(number: int, facts: Facts) -> Duty | None:
    """The task with that number, as the numbers were last shown."""
    return facts.known_by_id(_shown(facts).get(number, 0))


def may_be_a_tasks(facts: Facts) -> bool:
    """A bare number, while no question waits: not where the numbers seen last meant another."""
    return facts.dialog_shown_last() in {"", *_OF_OWN_TASKS}


def _shown(facts: Facts) -> Mapping[int, int]:
    return facts.numbers_shown() or counted_on({}, facts)


def counted_on(shown: Mapping[int, int], facts: Facts) -> dict[int, int]:
    """Number → expectation of all tasks where only the first were shown: the others follow in the
    order of the list."""
    known = [one.expectation_id for one in facts.owed + facts.reported]
    following = count(max(shown, default=0) + 1)
    others = (one for one in known if one not in shown.values())
    return {**shown, **dict(zip(following, others, strict=False))}
