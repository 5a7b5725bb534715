"""How far a round is, as what a picture shows: by theme, by agency, indicators and targets."""

from collections.abc import Iterable, Sequence

from bot.documents.chart.process import drawn
from bot.documents.chart.shapes import Bar, Panel, Part, Picture
from bot.documents.chart.targets import targets_panel
from bot.documents.contents import progress
from bot.documents.contents.dossier import Dossier
from bot.language.wording import day, shortened
from locales import Translator
from storage.rounds.summary import Count

LONGEST = 60  # letters beside a bar, on two lines
SHOWN, AT_A_GLANCE = 20, 8  # agencies; those that owe most come first
TITLE = 180  # letters of the plan's


def chart(dossier: Dossier, say: Translator) -> bytes:
    """The .png file."""
    return drawn(picture_of(dossier, say))


def picture_of(dossier: Dossier, say: Translator) -> Picture:
    """At a glance: no more than a telephone shows at once."""
    parts = progress.parts_of(dossier.summary.total, say)
    looks = [Part(one.words, one.colour, one.hatch) for one in parts]
    agencies = progress.living(dossier.summary, say)
    shown = AT_A_GLANCE if dossier.at_a_glance else SHOWN
    by_agency = Panel(
        _titled(say("By agency"), len(agencies) - shown, say), _bars(agencies[:shown], parts)
    )
    head = _head(dossier, say)
    if dossier.at_a_glance:
        return Picture(head, looks, [by_agency])
    themes = [(f"{one.code}. {one.title}", one.count) for one in dossier.summary.by_theme]
    by_theme = [Panel(say("By theme"), _bars(themes, parts))] if themes else []
    return Picture(head, looks, [*by_theme, by_agency], targets_panel(dossier, say))


def _bars(counts: Iterable[tuple[str, Count]], parts: Sequence[progress.Part]) -> list[Bar]:
    return [
        Bar(
            shortened(name, LONGEST),
            [getattr(count, part.field) for part in parts],
            f"{count.received}/{count.expected}",
        )
        for name, count in counts
    ]


def _titled(title: str, left: int, say: Translator) -> str:
    if left <= 0:
        return title
    more = say.plural("and {count} more agency", "and {count} more agencies", left)
    return f"{title} ({more})"


def _head(dossier: Dossier, say: Translator) -> list[str]:
    total = dossier.summary.total
    figures = say(
        "{received} of {expected} reported; due {due}; as of {as_of}",
        received=total.received,
        expected=total.expected,
        due=day(dossier.round.due_on),
        as_of=f"{dossier.as_of:%H:%M %d/%m/%Y}",
    )
    return [shortened(dossier.plan.title, TITLE), figures]
