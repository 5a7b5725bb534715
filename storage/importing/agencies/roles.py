"""Who leads and who coordinates when one cell names both: "Sở A chủ trì; Sở B phối hợp"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from storage.importing.agencies.splitting import DUTIES, Part, Sort
from storage.names import fold

ROLES = {"chu tri": "lead", "phoi hop": "coordinating", "phoi hop voi": "coordinating"}


@dataclass(frozen=True)
class Roles:
    """`open` holds names that no word gives a role; `said` tells that some word gives one."""

    leads: tuple[Part, ...]
    coordinating: tuple[Part, ...]
    open: tuple[Part, ...]
    said: bool

    @property
    def only_leads(self) -> bool:
        """ "Sở A (chủ trì), Sở B": who is not said to lead is meant to help."""
        return self.said and bool(self.leads) and not self.coordinating


def by_role(parts: Iterable[Part]) -> Roles:
    """A role stands after its names, "A, B phối hợp", or before them, "Phối hợp: A, B".

    "A phối hợp với B" lets A lead.
    """
    names: dict[str, list[Part]] = {"lead": [], "coordinating": []}
    waiting: list[Part] = []
    ahead, said = "", False
    for part in parts:
        if part.sort is Sort.QUALIFIER and tuple(fold(part.seen).split()) in DUTIES:
            continue
        role = ROLES.get(fold(part.seen)) if part.sort is Sort.QUALIFIER else None
        if role is None:
            (names[ahead] if ahead else waiting).append(part)
            continue
        said, ahead = True, "" if waiting else role
        if fold(part.seen).endswith(" voi"):
            role, ahead = "lead", role
        names[role] += waiting
        waiting = []
    return Roles(tuple(names["lead"]), tuple(names["coordinating"]), tuple(waiting), said)


def divided(parts: Sequence[Part]) -> list[Part]:
    """Of a column "Chủ trì/phối hợp": what a slash or a line break parts, with the roles put in.

    A line break is lost when a cell is read; what is left of it is a name without a separator.
    """
    at = next((at for at, part in enumerate(parts) if part.slashed or part.glued), 0)
    if not at or by_role(parts).said:
        return list(parts)
    lead, coordinating = (Part(Sort.QUALIFIER, words) for words in ("chủ trì", "phối hợp"))
    first = replace(parts[at], glued=False)
    return [*parts[:at], lead, first, *parts[at + 1 :], coordinating]
