"""Many communes of a list as one line of it, to be opened and closed again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.dialogs.engine import Choice, Slots
from bot.dialogs.facts.planner import AgencyFacts
from bot.documents.contents.communes import names_shown
from locales import Translator

COMMUNES, OFFICES = "communes", "offices"  # the choices that open that line, and close it
NAMED = 3
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Apart(Generic[Thing]):
    """`shown`: the things of the list that stand in lines of their own; `rolled`: those of the
    communes, in the same order; none where there is one at most."""

    shown: Sequence[Thing]
    rolled: Sequence[Thing]
    is_open: bool

    @property
    def takes(self) -> int:
        """Of the choices that a message has."""
        return 1 if self.rolled else 0

    def choice(self, line: str, say: Translator) -> tuple[Choice, ...]:
        """What opens or closes the line of the communes."""
        if not self.rolled:
            return ()
        if self.is_open:
            return (Choice(OFFICES, say("Other agencies")),)
        return (Choice(COMMUNES, say("Communes"), line),)


def apart(
    things: Sequence[Thing], agency: Callable[[Thing], AgencyFacts], slots: Slots
) -> Apart[Thing]:
    communes = [one for one in things if agency(one).is_commune]
    if len(communes) < 2:
        return Apart(things, (), is_open=False)
    if slots.get(COMMUNES):
        return Apart(communes, communes, is_open=True)
    offices = [one for one in things if not agency(one).is_commune]
    return Apart(offices, communes, is_open=False)


def opened(chosen: str, slots: Slots) -> Slots:
    """The slots behind that choice, on the first page."""
    return {**slots, COMMUNES: chosen == COMMUNES, "page": 0}


def named(communes: Sequence[AgencyFacts], say: Translator) -> str:
    """ "An Thủy, Ba Tri, Tân Xuân và 115 đơn vị nữa"."""
    names = [one.name.replace("Ủy ban nhân dân", "UBND") for one in communes]
    return names_shown(names, say, NAMED)
