"""Reads words that stand for many communes: "UBND các xã, phường", "các xã của huyện Ba Tri"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storage.importing.places.communes import KINDS, Commune
from storage.names import fold

_KIND = r"(?:xa|phuong|dac khu|thi tran)"
_DISTRICT = r"(?P<district>(?:huyen|thi xa|thanh pho|quan) (?!truc thuoc).+?)(?: cu)?"
_OFFICE = r"(?:(?:ubnd|uy ban nhan dan) )?"
_COMMUNES = re.compile(
    rf"{_OFFICE}(?:(?P<level>cap xa)|cac (?P<many>{_KIND}(?: (?:cac )?{_KIND})*)"
    rf"|(?P<kinds>{_KIND}(?: (?:cac )?{_KIND})+))"
    r"(?: tren dia ban(?: toan)?(?: tinh| thanh pho)?| (?:trong|toan|cua|thuoc) (?:toan )?tinh"
    rf"| (?:(?:cua|thuoc|tren dia ban|o) )?(?:dia ban )?{_DISTRICT})?"
)
_BARE_DISTRICT = re.compile(rf"{_OFFICE}{_DISTRICT}")
_FOLDED = {fold(kind): kind for kind in KINDS}


@dataclass(frozen=True)
class CommunePhrase:
    """`kinds`: those that it names; `district`: the former one, folded; empty: the province."""

    kinds: frozenset[str]
    district: str = ""

    def means(self, commune: Commune) -> bool:
        district = commune.district.district
        return commune.kind in self.kinds and self.district in ("", fold(district))


def read_phrase(text: str, *, or_district: bool = False) -> CommunePhrase | None:
    """What the words stand for; None where they are something else, such as one commune's name.

    `or_district`: a former district alone ("huyện Ba Tri") stands for what it became as well.
    """
    words = fold(text)
    found = _COMMUNES.fullmatch(words)
    if found is None:
        bare = _BARE_DISTRICT.fullmatch(words) if or_district else None
        return CommunePhrase(frozenset(KINDS), bare["district"]) if bare else None
    district = found["district"] or ""
    # What is said of a district is meant of all that it became
    named = "" if found["level"] or district else found["many"] or found["kinds"]
    kinds = {kind for folded, kind in _FOLDED.items() if not named or folded in named}
    return CommunePhrase(frozenset(kinds), district)


def communes_meant(phrase: CommunePhrase, communes: Iterable[Commune]) -> tuple[Commune, ...]:
    return tuple(one for one in communes if phrase.means(one))
