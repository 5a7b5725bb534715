"""What is owed and may be answered as a like task of another plan was: found and told (pure)."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, ReportFacts

OFFER_AGAIN = "offer_again"  # the dialog that begins by itself


@dataclass(frozen=True)
class Offer:
    """What is owed, and what was said of a task that asks nearly the same."""

    task: Duty
    source: Duty
    said: ReportFacts


def offers(facts: Facts) -> list[Offer]:
    """Of each owed task the newest such answer; what was returned is to be completed instead."""
    if not facts.owed or not facts.reported:
        return []
    return [one for task in facts.owed if (one := _offer(task, facts)) is not None]


def _offer(task: Duty, facts: Facts) -> Offer | None:
    if task.is_returned:
        return None
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
    waiting = {o.expectation_id for o in facts.owed if not o.is_returned} - set(stored)
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
