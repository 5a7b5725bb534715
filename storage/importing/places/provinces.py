"""The 34 provinces since 01/07/2025, and the 63 that they were made of."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storage import lazy
from storage.importing.document import UnreadableDecision
from storage.names import fold

PLACES = Path(__file__).resolve().parents[3] / "data" / "places"
PROVINCES_FILE = PLACES / "provinces.csv"
COLUMNS = ["code", "kind", "name", "former"]
RENAMED = {"Thừa Thiên Huế": "Huế"}  # on 01/01/2025 (Nghị quyết 175/2024/QH15), before the mergers


@dataclass(frozen=True)
class ProvinceEntry:
    """`former`: the provinces of before that day, its own name among them where it was one."""

    code: str
    kind: str  # "tỉnh" or "thành phố"
    name: str
    former: tuple[str, ...]


@cache
def provinces() -> tuple[ProvinceEntry, ...]:
    with PROVINCES_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            ProvinceEntry(row["code"], row["kind"], row["name"], tuple(row["former"].split(";")))
            for row in csv.DictReader(file)
        )


def province_today(name: str) -> str:
    """What a province has become; the name itself where it is none, or is there still."""
    name = RENAMED.get(name, name)
    return _today().get(name, name)


def province_called(words: str) -> str:
    """The province, of today or of before, that somebody means: "tinh dong nai".

    Raises UnreadableDecision where there is none.
    """
    wanted = fold(re.sub(r"^\s*(?:tỉnh|thành phố|tp\.?)\s+", "", words, flags=re.I))
    wanted = re.sub(r"^(?:tinh|thanh pho|tp) ", "", wanted)
    names = [name for one in provinces() for name in (one.name, *one.former)]
    found = next((name for name in names if fold(name) == wanted), "")
    if not found:
        today = ", ".join(one.name for one in provinces())
        raise UnreadableDecision(
            lazy("'{name}' is no province; give one of these: {names}", name=words, names=today)
        )
    return found


def former_provinces(name: str) -> tuple[str, ...]:
    """What a province of today was made of; only itself where nothing merged."""
    return next((one.former for one in provinces() if one.name == name), (name,))


@cache
def _today() -> dict[str, str]:
    return {former: one.name for one in provinces() for former in one.former}
