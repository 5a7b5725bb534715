"""Who issues a decision, and in which province: the centre, a province, a commune, an office."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage import lazy
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.folder.model import Doubt
from storage.importing.places.communes import communes_named
from storage.importing.text.letterhead import Letterhead
from storage.importing.text.province import (
    AREA_IN_CAPITALS,
    LOCAL_IN_CAPITALS,
    Province,
    province_of,
    read_province,
)
from storage.names import fold

_CENTRAL = re.compile(
    r"^(?:THỦ TƯỚNG )?CHÍNH PHỦ|^QUỐC HỘI|THƯỜNG VỤ QUỐC HỘI|TRUNG ƯƠNG|TỐI CAO|^BAN BÍ THƯ"
    r"|^BỘ (?!CHỈ HUY|TƯ LỆNH)|^NGÂN HÀNG NHÀ NƯỚC|^VĂN PHÒNG CHÍNH PHỦ",
    re.M,
)
_OF_THE_CENTRE = re.compile(r"[-/](?:CP|TTg|TW|QH\d+|UBTVQH\d+)$")
_OFFICE = re.compile(
    r"\b(?:SỞ|CÔNG AN|VĂN PHÒNG|THANH TRA|BỘ CHỈ HUY|TRUNG TÂM|CHI CỤC|CỤC|(?<!VĂN )PHÒNG"
    r"|BAN (?:CHỈ ĐẠO|QUẢN LÝ|DÂN TỘC|TỔ CHỨC|TUYÊN GIÁO|NỘI CHÍNH|XÂY DỰNG))\s.*"
)
_BODIES = (  # besides the People's Committees: how each is written, and in a plan's code
    (r"MẶT TRẬN TỔ QUỐC|MTTQ", "Ủy ban MTTQ Việt Nam", "mttq"),
    (r"TỈNH [UỦ][ỦỶY]", "Tỉnh ủy", "tinh-uy"),
    (r"THÀNH [UỦ][ỦỶY]", "Thành ủy", "thanh-uy"),
    (r"ĐẢNG [UỦ][ỦỶY]", "Đảng ủy", "dang-uy"),
    (r"HỘI ĐỒNG NHÂN DÂN|HĐND", "HĐND", "hdnd"),
    (r"CHỦ TỊCH", "Chủ tịch UBND", ""),
)
_WRITTEN_SO = (
    (re.compile(r"\bủy ban nhân dân\b"), "UBND"),
    (re.compile(r"\b(?:ubnd|hđnd|mttq|đbqh)\b"), lambda match: match[0].upper()),
    (re.compile(r"^\w|\b(?:việt nam|tổ quốc)\b"), lambda match: match[0].title()),
    (re.compile(r"\b(?:chính phủ|quân sự)\b"), lambda match: match[0].capitalize()),
    (re.compile(r"^(?:Bộ|Sở|Phòng|Cục|Trung tâm) \w"), lambda match: match[0].title()),
)


_CONFIRM = lazy("confirm it")


@dataclass(frozen=True)
class NoProvince:
    """Nothing tells the province: `several` have a commune of that name, or none has."""

    commune: str = ""
    several: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issuer:
    """`name` is empty for the People's Committee of the province, `province` for the centre.

    `code`: what its plans are called by, "quang-ngai", "xuan-dong-dong-nai", "so-y-te-dong-nai".
    """

    name: str
    province: str
    code: str
    doubts: tuple[Doubt, ...] = ()


def read_issuer(
    head: Letterhead, title: str, texts: Sequence[str], known: str = ""
) -> Issuer | NoProvince:
    """By the letterhead; `known`: the province that somebody has said it is of."""
    lines = "\n".join(head.issuer)
    local, area = LOCAL_IN_CAPITALS.search(lines), AREA_IN_CAPITALS.search(lines)
    central = _CENTRAL.search(lines) or _OF_THE_CENTRE.search(head.decision)
    if central and not local and not area:
        name = _written(head.issuer[-1] if head.issuer else head.decision.split("-")[-1])
        return Issuer(name, "", _slug(name))
    around = () if local else head.around  # the place that a commune signs at is its own
    said = known or (province_of(area) if area else "")
    province: Province | NoProvince = (
        Province(said) if said else read_province(around, title, texts) or _by_name(local)
    )
    if isinstance(province, NoProvince):
        return province
    place = f"{local['kind'].lower()} {local['name'].strip().title()}" if local else ""
    name, prefix = _body(lines, place, area[0] if area else "", province.name)
    parts = (prefix, local["name"] if local else "", province.name)
    return Issuer(name, province.name, _slug(*parts), province.doubts)


def _by_name(local: re.Match[str] | None) -> Province | NoProvince:
    """The province of a commune that says no more than its own name."""
    if local is None:
        return NoProvince()
    kind, name = local["kind"].lower(), local["name"].strip().title()
    found = tuple(one.province for one in communes_named(kind, name))
    if len(found) != 1:
        return NoProvince(f"{kind} {name}", found)
    reason = lazy("only the commune's own name tells the province; no other has one of that name")
    return Province(found[0], (Doubt("plan.toml", "", "province", found[0], reason, _CONFIRM),))


def _body(lines: str, place: str, area: str, province: str) -> tuple[str, str]:
    """The issuer's name, and what a plan's code begins with."""
    office = _OFFICE.search(lines)
    if office:
        words = LOCAL_IN_CAPITALS.sub("", AREA_IN_CAPITALS.sub("", office[0])).strip()
        known = vocabulary_of(province).entries.get(tuple(fold(words).split()))
        name = known.meaning.name if known else _written(words)
        return " ".join(filter(None, (name, place))), name
    for pattern, name, prefix in _BODIES:
        if re.search(pattern, lines):
            kind = "" if name.endswith(" ủy") else "thành phố " if "PHỐ" in area else "tỉnh "
            return f"{name} {place or kind + province}", prefix
    return (f"UBND {place}" if place else ""), ""


def _written(capitals: str) -> str:
    """ "BỘ NỘI VỤ" as "Bộ Nội vụ", as far as that can be done without a dictionary."""
    words = capitals.lower()
    for pattern, spelling in _WRITTEN_SO:
        words = pattern.sub(spelling, words)
    return words


def _slug(*parts: str) -> str:
    return "-".join(filter(None, (fold(part).replace(" ", "-") for part in parts)))
