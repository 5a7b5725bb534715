"""What may be answered, or corrected, as a like task of another plan was: found and told (pure)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, ReportFacts

OFFER_AGAIN = "offer_again"  # the dialog that begins by itself


@dataclass(frozen=True)
class Offer:
    """What was said of a task that asks nearly the same as `task`, which is owed, or was answered
    by older words of such a task: then it would be corrected."""

    task: Duty
    source: Duty
    said: ReportFacts
    corrects: bool = False


def usable(facts: Facts) -> list[Offer]:
    return [*offers(facts), *corrections(facts)]


def offers(facts: Facts) -> list[Offer]:
    """Of each owed task the newest such answer; what was returned is to be completed instead."""
    return _found((one for one in facts.owed if not one.is_returned), facts)


def corrections(facts: Facts) -> list[Offer]:
    """Of each task that such an answer was used for, the newest where that one was corrected."""
    return [
        replace(one, corrects=True)
        for one in _found(filter(lambda task: _was_used_for(task, facts), facts.reported), facts)
        if one.said.id > _stored(one.task, facts)
    ]


def _was_used_for(task: Duty, facts: Facts) -> bool:
    if task.is_locked or task.answered_on is not None or task.finished_on is not None:
        return False
    said = facts.stored(task.expectation_id)
    return said is not None and said.is_used_again


def _stored(task: Duty, facts: Facts) -> int:
    said = facts.stored(task.expectation_id)
    return said.id if said else 0


def _found(tasks: Iterable[Duty], facts: Facts) -> list[Offer]:
    if not facts.reported:
        return []
    return [one for task in tasks if (one := _offer(task, facts)) is not None]


def _offer(task: Duty, facts: Facts) -> Offer | None:
    found = [
        Offer(task, source, said)
        for source in facts.reported
        if task.expectation_id in facts.alike().get(source.expectation_id, ())
        and source.answered_on is None
        and source.finished_on is None
        and (said := facts.stored(source.expectation_id)) is not None
    ]
    return max(found, key=lambda one: one.said.id, default=None)


def offer_after(stored: Collection[int], facts: Facts) -> str:
    """The dialog to begin once these are stored: that of offering them for others; else none."""
    waiting = {one.expectation_id for one in facts.owed if not one.is_returned}
    waiting |= {one.expectation_id for one in facts.reported if _was_used_for(one, facts)}
    waiting -= set(stored)
    if not waiting:
        return ""
    like = facts.alike()
    return OFFER_AGAIN if any(waiting & like.get(one, frozenset()) for one in stored) else ""


def offered_line(facts: Facts) -> str:
    """In the list of what is owed: that some of it was answered in another plan."""
    found = len(offers(facts))
    if not found:
        return ""
    return facts.say.plural(
        '{count} task was answered under a like task already: type "use again".',
        '{count} tasks were answered under like tasks already: type "use again".',
        found,
    )
