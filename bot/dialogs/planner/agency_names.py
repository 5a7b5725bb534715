"""Reads the agencies that a planner typed: by any name, "a; b", line by line, or with commas."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from bot.dialogs.facts.planner import KnownAgency
from storage.importing.places.phrases import read_phrase
from storage.names import find, fold

CHOICES = 6  # offered for one name
NEAREST = 3  # offered for one that is to be read
_AS_CLOSE = 0.5
_CLOSER = 0.7  # where nobody has been asked for a name
_MARKS = ".,-•* \t"


@dataclass(frozen=True)
class Doubt:
    """A name that is not one agency for sure: those it may be, none where nothing is near."""

    text: str
    agency_ids: tuple[int, ...] = ()
    is_known: bool = True  # False: nobody is called so, these are only near
    ended_on: date | None = None  # the only one called so is gone


@dataclass(frozen=True)
class Named:
    agency_ids: tuple[int, ...]
    doubts: tuple[Doubt, ...]


def agencies_typed(text: str, known: Sequence[KnownAgency]) -> Named:
    """Every name in the text, in its order; an agency is who it has become today."""
    sure: list[int] = []
    doubts: list[Doubt] = []
    for part in text.replace("\n", ";").split(";"):
        for name in _names_in(part.strip(_MARKS), known):
            found = _meant(name, known)
            if isinstance(found, Doubt):
                doubts.append(found)
            else:
                sure += found
    return Named(tuple(dict.fromkeys(sure)), tuple(dict.fromkeys(doubts)))


@dataclass(frozen=True)
class Meant:
    """One name: the agency that is called so today or was so, else those that may be meant."""

    agency_ids: tuple[int, ...]
    is_known: bool  # somebody is called so

    @property
    def is_sure(self) -> bool:
        return self.is_known and len(self.agency_ids) == 1


def agencies_meant(name: str, known: Sequence[KnownAgency]) -> Meant:
    """Of one that is gone, too: what it has answered is there still."""
    found = tuple(dict.fromkeys(one.id for one in find(name, known)))
    near = found or _near(name, known, _CLOSER)
    return Meant(near[:NEAREST], bool(found))


def begins_like_one(name: str, known: Sequence[KnownAgency]) -> bool:
    """Whether its first word is that of an agency's name: "sở …", "ubnd …"."""
    firsts = {fold(called).split(" ")[0] for one in known for called in (one.name, *one.aliases)}
    return fold(name).split(" ")[0] in firsts


def _names_in(text: str, known: Sequence[KnownAgency]) -> Iterator[str]:
    """A comma parts names, but stands in some too: the longest run that is one name is taken.

    What is no name goes on until something begins that is one, or begins like one ("Sở …").
    """
    pieces = [piece for part in text.split(",") if (piece := part.strip(_MARKS))]

    def begins(piece: str) -> bool:
        return begins_like_one(piece, known) or _is_name(piece, known)

    while pieces:
        runs = (n for n in range(len(pieces), 0, -1) if _is_name(", ".join(pieces[:n]), known))
        taken = next(runs, 0)
        if not taken:
            starts = (n for n in range(1, len(pieces)) if begins(pieces[n]))
            taken = next(starts, len(pieces))
        yield ", ".join(pieces[:taken])
        pieces = pieces[taken:]


def _is_name(text: str, known: Sequence[KnownAgency]) -> bool:
    return bool(find(text, known) or _communes_meant(text, known))


def _communes_meant(text: str, known: Sequence[KnownAgency]) -> tuple[int, ...]:
    """Of words for many: "UBND cấp xã", "các xã, phường", "huyện Ba Tri"."""
    meant = read_phrase(text, or_district=True)
    if meant is None:
        return ()
    return tuple(one.id for one in known if one.commune and meant.means(one.commune))


def _meant(name: str, known: Sequence[KnownAgency]) -> tuple[int, ...] | Doubt:
    found = find(name, known)
    here = tuple(dict.fromkeys(one.id for one in found if _is_here(one)))
    if not here and (communes := _communes_meant(name, known)):
        return communes
    if len(here) == 1:
        return here
    if here:
        return Doubt(name, here[:CHOICES])
    if found:
        return Doubt(name, ended_on=found[0].ended_on)
    return Doubt(name, _near(name, known), is_known=False)


def _is_here(one: KnownAgency) -> bool:
    return one.ended_on is None and one.starts_on is None


def _near(name: str, known: Iterable[KnownAgency], as_close: float = _AS_CLOSE) -> tuple[int, ...]:
    """Those whose name or initials hold what was typed, then those spelt nearly so."""
    wanted, here = fold(name), [one for one in known if _is_here(one)]
    spelt = {fold(called): one.id for one in here for called in (*one.aliases, one.name)}
    holding = [
        key
        for called, key in spelt.items()
        if wanted and (wanted in called or _initials(called).startswith(wanted))
    ]
    close = [spelt[called] for called in get_close_matches(wanted, spelt, CHOICES, as_close)]
    return tuple(dict.fromkeys((*holding, *close)))[:CHOICES]


def _initials(folded: str) -> str:
    """ "so cong thuong" → "sct", as people shorten it where no alias is kept."""
    return "".join(word[0] for word in folded.split())
