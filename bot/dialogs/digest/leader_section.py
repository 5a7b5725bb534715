"""What a leader has to know: the overdue reports of their agency."""

from bot.dialogs.engine import Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import by_duty, decision_words, overview
from locales import Translator


def missed_paragraphs(slots: Slots, facts: Facts) -> list[str]:
    missed = missed_of(slots, facts)
    if not missed:
        return []
    say, told = facts.say, []
    for section in by_duty(missed):
        told += [_basis(section[0], say), overview(section, say)]
    told.append(say("Please see to it that it is reported."))
    return told


def _basis(first: Duty, say: Translator) -> str:
    decision = decision_words(first, say)
    if first.is_returned:
        return say(
            "Reports under {decision} were returned to be completed; your agency's focal person "
            "was reminded and has not yet completed them:",
            decision=decision,
        )
    return say(
        "The {year} report under {decision} is overdue; your agency's focal person was reminded "
        "and has not yet reported:",
        decision=decision,
        year=first.year,
    )


def missed_of(slots: Slots, facts: Facts) -> tuple[Duty, ...]:
    """Only what this digest was for: of other delays nobody in the agency may have heard."""
    told = slots.get("missed", ())
    return tuple(one for one in facts.missed if one.expectation_id in told)
