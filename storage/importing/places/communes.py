"""The communes of a province since 01/07/2025, and the former communes and districts of each."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from storage.importing.places.provinces import PLACES, RENAMED, province_today
from storage.names import fold

COMMUNES_FILE = PLACES / "communes.csv"
COLUMNS = ["province", "code", "kind", "name", "former"]
KINDS = ("xã", "phường", "đặc khu")
SINCE = date(2025, 7, 1)  # Luật 72/2025/QH15: two tiers of local government, no districts
PART = "*"  # behind the name of a former commune: only some of it


@dataclass(frozen=True)
class Former:
    """Former communes of one former district, such as "Xã Tân Thạch"; of `partly` only some went
    here. A district without communes (an island) has none."""

    province: str
    district: str
    whole: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Commune:
    """`former`: what it was made of, first the district that most of it came from."""

    province: str
    code: str
    kind: str  # of KINDS
    name: str
    former: tuple[Former, ...]

    @property
    def office(self) -> str:
        return f"UBND {self.kind} {self.name}"

    @property
    def spellings(self) -> tuple[str, ...]:
        """Other ways to write its office."""
        return f"Ủy ban nhân dân {self.kind} {self.name}", f"{self.kind} {self.name}"

    @property
    def district(self) -> Former:
        return self.former[0]


def communes_of(province: str) -> tuple[Commune, ...]:
    """In the order of their codes; of a province of before 01/07/2025 those that most of it became.

    Empty for what is no province.
    """
    province = RENAMED.get(province, province)
    today = province_today(province)
    found = _communes_of(today)
    if today == province:
        return found
    return tuple(one for one in found if one.district.province == province)


def communes_named(kind: str, name: str) -> tuple[Commune, ...]:
    """Every one of the country that is called so: "xã", "Tân Phước"."""
    wanted = fold(name)
    return tuple(one for one in read_communes() if one.kind == kind and fold(one.name) == wanted)


def communes_of_district(province: str, district: str) -> tuple[Commune, ...]:
    """The communes that a former district of that province became: "huyện Ba Tri"."""
    wanted = fold(district)
    return tuple(one for one in communes_of(province) if fold(one.district.district) == wanted)


def shared_communes(province: str, district: str) -> tuple[Commune, ...]:
    """Those of other districts that took in some whole commune of this one as well."""
    wanted = fold(district)
    return tuple(
        one
        for one in _communes_of(province_today(province))
        if any(
            fold(part.district) == wanted and part.province == province and part.whole
            for part in one.former[1:]
        )
    )


@lru_cache(maxsize=8)
def _communes_of(province: str) -> tuple[Commune, ...]:
    """Lines of other provinces are not read: a province is a thirtieth of the file."""
    with COMMUNES_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_read(line for line in file if line.startswith(f"{province},")))


def read_communes(path: Path = COMMUNES_FILE) -> list[Commune]:
    """Every commune of the country."""
    with path.open(encoding="utf-8", newline="") as file:
        next(file)
        return list(_read(file))


def _read(lines: Iterable[str]) -> Iterator[Commune]:
    for province, code, kind, name, former in csv.reader(lines):
        yield Commune(province, code, kind, name, tuple(map(_former, former.split(";"))))


def _former(cell: str) -> Former:
    place, _, communes = cell.partition(": ")
    district, _, province = place.rpartition(", ")
    names = tuple(filter(None, communes.split(", ")))
    whole = tuple(name for name in names if not name.endswith(PART))
    partly = tuple(name.removesuffix(PART) for name in names if name.endswith(PART))
    return Former(province, district, whole, partly)


def written(commune: Commune) -> list[str]:
    """The row of the file."""
    former = ";".join(map(_cell, commune.former))
    return [commune.province, commune.code, commune.kind, commune.name, former]


def _cell(former: Former) -> str:
    names = ", ".join((*former.whole, *(f"{name}{PART}" for name in former.partly)))
    place = f"{former.district}, {former.province}"
    return f"{place}: {names}" if names else place
