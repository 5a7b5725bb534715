"""Beside a reply on many tasks: whether what was raised on them before has been settled.

It is asked below the echo and answered there: "1.1 vướng mắc đã giải quyết, 9.4 vướng mắc chưa".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.dialogs.effects import SettleObstacle
from bot.dialogs.engine import Answer, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Unsettled
from bot.dialogs.tasks.lines.parsed_reply import Became, Lines
from bot.dialogs.tasks.task_numbers import numbers_of
from bot.dialogs.tasks.wording import task_name
from bot.language.obstacles.settled import Settled, read_settled
from bot.language.replies.task_refs import refs_at
from bot.language.wording import shortened
from bot.language.words.tokens import tidy

SHOWN = 60  # letters of what was raised on one task
NAMED = 5  # tasks
_CLAUSE = re.compile(r"[\n;]|,\s")


def raised_on(lines: Lines, facts: Facts) -> Mapping[int, Unsettled]:
    """By expectation, of the tasks that something is said of."""
    return facts.unsettled([one.expectation_id for one in lines.said])


def told_below(lines: Lines, facts: Facts) -> list[str]:
    """What was said of them, and what is still to be asked."""
    say, raised = facts.say, raised_on(lines, facts)
    said = {one.expectation_id: one.word for one in lines.became if one.expectation_id in raised}
    told = [
        say(
            "{task}, raised in {year}: {word}",
            task=_name(key, facts),
            year=raised[key].year,
            word=w,
        )
        for key, w in said.items()
    ]
    left = [key for key in raised if key not in said]
    if not left:
        return ["\n".join(told)] if told else []
    told.append(say("Raised the last time, and settled by now?"))
    told += [f"- {_name(key, facts)}: {_quoted(raised[key])}" for key in left[:NAMED]]
    told.append(say('If so, add: "{task} vuong mac da giai quyet".', task=_name(left[0], facts)))
    return ["\n".join(told)]


def settled_below(slots: Slots, answer: Answer, facts: Facts) -> Next | None:
    """The same echo with what was typed; None where it is about something else."""
    lines = Lines.of(slots)
    raised = raised_on(lines, facts) if "ướng" in answer.text or "uong" in answer.text else {}
    said = _read(answer.text, raised, facts) if raised else None
    if not said:
        return None
    became = {one.expectation_id: one for one in (*lines.became, *said)}
    kept = {name: slots[name] for name in ("numbers", "printed") if name in slots}
    return Next("confirm", {**replace(lines, became=tuple(became.values())).to_slots(), **kept})


def settling(lines: Lines, facts: Facts) -> tuple[SettleObstacle, ...]:
    raised = raised_on(lines, facts) if lines.became else {}
    return tuple(
        SettleObstacle(raised[one.expectation_id].report_id, about, one.word, one.is_settled)
        for one in lines.became
        if one.expectation_id in raised
        for about in raised[one.expectation_id].about
    )


def _read(text: str, raised: Iterable[int], facts: Facts) -> list[Became]:
    """Empty where one part of it says something else; a part without a task is about all."""
    found: list[Became] = []
    for part in filter(None, map(tidy, _CLAUSE.split(text))):
        tasks, said = _clause(part, list(raised), facts)
        if said is None or not said.is_named or not tasks:
            return []
        found += [Became(key, said.is_settled, said.word) for key in tasks]
    return found


def _clause(part: str, raised: list[int], facts: Facts) -> tuple[list[int], Settled | None]:
    known = {key: task for key in raised if (task := facts.known_by_id(key))}
    refs = refs_at(part, [one.code for one in known.values() if one.code])
    if refs is None:
        return raised, read_settled(part)
    numbers = numbers_of(facts)
    named = [
        key
        for key, task in known.items()
        if task.code in refs.refs or str(numbers.get(key, "")) in refs.refs
    ]
    return named, read_settled(part[refs.end :])


def _name(expectation_id: int, facts: Facts) -> str:
    task = facts.known_by_id(expectation_id)
    return task_name(task, facts.say) if task else ""


def _quoted(one: Unsettled) -> str:
    words = "; ".join(about.replace("\n", "; ") for about in one.about)
    return f"{shortened(words, SHOWN)} ({one.year})"
