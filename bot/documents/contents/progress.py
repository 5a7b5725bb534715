"""What a bar of progress is made of, wherever one is drawn: parts, colours, living agencies."""

from dataclasses import dataclass

from bot.documents.contents.communes import rolled_up
from bot.language.wording import FIGURE_WORDS
from locales import Translator
from storage.rounds.summary import (
    AgencyCount,
    Count,
    Summary,
    living_agencies,
    offices_and_communes,
    still_owed,
)


@dataclass(frozen=True)
class Part:
    """`field`: of Count. Colours are told apart by colour-blind eyes and in grey, hatches without
    any."""

    words: str
    field: str
    colour: str
    hatch: str = ""


def parts_of(total: Count, say: Translator) -> list[Part]:
    """Together all that is expected; what was completed before only where something was."""
    drawn = (
        ("carried_over", "#009E73", ".."),
        ("on_time", "#0072B2", ""),
        ("late", "#56B4E9", "//"),
        ("missing", "#D55E00", "xx"),
        ("pending", "#BFBFBF", ""),
    )
    return [
        Part(say(FIGURE_WORDS[field]), field, colour, hatch)
        for field, colour, hatch in drawn
        if field != "carried_over" or total.carried_over
    ]


def living_in_order(summary: Summary) -> list[AgencyCount]:
    """A living agency is one line, however many old names it has; those that owe most first."""
    return sorted(living_agencies(summary), key=lambda one: still_owed(one.count), reverse=True)


def living(summary: Summary, say: Translator) -> list[tuple[str, Count]]:
    """A living agency is one line, however many old names it has, and so are all communes; those
    that owe most first."""
    offices, communes = offices_and_communes(summary)
    counts = [(one.now_called, one.count) for one in offices]
    if communes is not None:
        counts.append((rolled_up(communes, say), communes.count))
    return sorted(counts, key=lambda one: still_owed(one[1]), reverse=True)
