"""This round beside the last one: the figures, and the tasks whose status went back or on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.dialogs.engine import Choice, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reading import Read
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan
from bot.dialogs.reading.answer_list import (
    Listing,
    list_step,
    of_plan,
    readable_plans,
    round_words,
    state_words,
    task_code,
)
from bot.language.wording import STATUS_WORDS, status_words
from locales import mark
from storage.models import Status
from storage.reports.answered.reader import Answer

FIGURES = (
    (mark("Expected: {n}"), "expected"),
    (mark("Received: {n}"), "received"),
    (mark("On time: {n}"), "on_time"),
    (mark("Accepted: {n}"), "accepted"),
)
SHOWN = 4  # lines of a page, for the figures take four
STATUSES = (Status.COMPLETED, Status.IN_PROGRESS, Status.BLOCKED)
# What has begun is further than what waits; the rest says nothing of how far it is
_FAR: dict[str, int] = {
    Status.NOT_STARTED: 0,
    Status.AWAITING_GUIDANCE: 1,
    Status.BLOCKED: 1,
    Status.IN_PROGRESS: 2,
    Status.ONGOING: 2,
    Status.COMPLETED: 3,
}


def _both(slots: Slots, facts: Facts) -> tuple[Read, Read] | None:
    """The newest round, and that of the year named, else of the year before it."""
    now = facts.reading.of_round(slots["plan"], 0, 0)
    if now is None:
        return None
    year = slots.get("year") or now.round.year - 1
    before = facts.reading.of_round(slots["plan"], year, 0)
    return (now, before) if before and before.round.id != now.round.id else None


def _start(slots: Slots, facts: Facts) -> Next | End:
    both = _both(slots, facts)
    if both is None:
        return End(facts.say("There is no earlier round to compare with."))
    moved = _moved(*both)
    if not moved:
        return End(_head(*both, moved, facts))
    went_back = any(one.steps < 0 for one in moved)
    return Next("back" if went_back else "on", {"page": 0, **slots})


def _listing(slots: Slots, facts: Facts, sign: int) -> Listing:
    """Those that went back, or on; the others are one choice away."""
    both, say = _both(slots, facts), facts.say
    if both is None:
        return Listing(say("There is no earlier round to compare with."), [])
    moved = _moved(*both)
    lines = [(one.now, _line(one, facts)) for one in moved if one.steps * sign > 0]
    others = len(moved) - len(lines)
    label = say("Gone on ({n})", n=others) if sign < 0 else say("Gone back ({n})", n=others)
    other = Next("on" if sign < 0 else "back", {**slots, "page": 0})
    ways = [(Choice("other", label), other)] if others else []
    return Listing(_head(*both, moved, facts), lines, ways)


@dataclass(frozen=True)
class Moved:
    """A task answered in both rounds whose status went on by so many `steps`, or back."""

    now: Answer
    was: str  # a status
    was_percent: float | None
    steps: int


def _moved(now: Read, before: Read) -> list[Moved]:
    """By the same agency, whatever it was called then."""
    was = {(one.code, one.now_called): one.report for one in before.answers if one.report}
    found = []
    for one in now.answers:
        earlier = was.get((one.code, one.now_called))
        if one.report is None or earlier is None:
            continue
        far, had = _FAR.get(one.report.status), _FAR.get(earlier.status)
        if far is not None and had is not None and far != had:
            found.append(Moved(one, earlier.status, earlier.percent, far - had))
    return found


def _head(now: Read, before: Read, moved: Sequence[Moved], facts: Facts) -> str:
    say = facts.say
    back = sum(one.steps < 0 for one in moved)
    lines = [
        say(
            "{now}{plan} beside {before} in brackets:",
            now=round_words(now.round, say),
            plan=of_plan(now.answers[0].plan, facts),
            before=round_words(before.round, say),
        )
    ]
    here, there = _counts(now.answers), _counts(before.answers)
    figures = [f"{say(words, n=here[key])} ({there[key]})" for words, key in FIGURES]
    lines.append("; ".join(figures) + ".")
    told = [f"{say(STATUS_WORDS[key])}: {here[key]} ({there[key]})" for key in STATUSES]
    lines.append("; ".join(told) + ".")
    lines.append(say("Gone back: {back} tasks; gone on: {on}.", back=back, on=len(moved) - back))
    return "\n".join(lines)


def _counts(answers: Sequence[Answer]) -> Counter[str]:
    """Of the fields of the summary's Count, and of the statuses."""
    counts = Counter(name for one in answers for name in one.counts_as)
    counts.update(one.report.status for one in answers if one.report is not None)
    return counts


def _line(one: Moved, facts: Facts) -> str:
    who = f"{task_code(one.now, facts.say)} ({agency_label(one.now.now_called)})"
    was = status_words(one.was, one.was_percent, facts.say)
    return f"{who}: {was} → {state_words(one.now, facts.say)}"


COMPARED = about_plan(
    "compared",
    _start,
    {
        "back": list_step("compared", partial(_listing, sign=-1), "back", SHOWN),
        "on": list_step("compared", partial(_listing, sign=1), "on", SHOWN),
    },
    plans_of=readable_plans,
)
