"""The province that a decision belongs to, or the city directly under the centre."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage import lazy
from storage.importing.folder.model import Doubt
from storage.names import one_tone_place

CITIES = ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")  # under the centre

_CAPITALS = "A-Z" + "".join(
    filter(str.isupper, map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))))
)
_CITY = rf"(?:{'|'.join(CITIES)})"
_TWO = r"Bà Rịa\s*[-–]\s*Vũng Tàu"  # the only one with a dash; elsewhere a dash ends the name
_NAME = rf"(?:{_TWO}|(?!Ủy|Uỷ|Đoàn)[{_CAPITALS}][^\W\d_]*(?:\s+[{_CAPITALS}][^\W\d_]*)*)"
_AREA = rf"(?:[Tt]ỉnh\s+(?P<province>{_NAME})|(?:[Tt]hành phố|TP\.?)\s+(?P<city>{_CITY}))"
_PARTY = r"[UỦ][ỦỶY]"  # "ỦY", "UỶ"
# In a letterhead of one line, or one cell, the next office follows the name of the area at once
_NEXT_OFFICE = (
    r"SỞ|UBND|[UỦ][ỦỶY] BAN|HỘI ĐỒNG|VĂN PHÒNG|CÔNG AN|ĐẢNG|PHÒNG|THANH TRA|TRUNG TÂM|CHI CỤC"
    r"|BAN (?:THƯỜNG|CHỈ|CHẤP|QUẢN|TỔ|TUYÊN|DÂN|NỘI|XÂY)|BỘ CHỈ|MẶT TRẬN|CỘNG|TỈNH|THÀNH PHỐ|XÃ"
    r"|PHƯỜNG|ĐẶC KHU|SỐ"
)
_IN_CAPITALS = (
    r"(?P<name>BÀ RỊA\s*[-–]\s*VŨNG TÀU|HẢI PHÒNG"
    rf"|(?:(?!(?:{_NEXT_OFFICE})\b)[{_CAPITALS}\d]+[ ]?\b)+)"
)
AREA_IN_CAPITALS = re.compile(
    rf"\b(?:TỈNH(?: {_PARTY})?|(?:THÀNH (?:PHỐ|{_PARTY})|TP\.?)(?= {_CITY.upper()}))\s+"
    rf"{_IN_CAPITALS}"
)
LOCAL_IN_CAPITALS = re.compile(
    r"(?<!HIỂM )(?<!SÁCH )\b(?P<kind>XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ"
    rf"|THÀNH PHỐ(?! {_CITY.upper()}))\s+{_IN_CAPITALS}"
)
_LETTERHEAD = re.compile(rf"\b(?:{_PARTY} BAN NHÂN DÂN|UBND)[\s|]+(?:{AREA_IN_CAPITALS.pattern})")
_PLACE = re.compile(rf"(?<!\w)(?:{_AREA}|(?P<place>{_NAME}))\s*,\s*ngày\b")
_IN_TITLE = re.compile(_AREA)
_ISSUER = re.compile(rf"\b(?:Ủy ban nhân dân|UBND) {_AREA}")


@dataclass(frozen=True)
class Province:
    name: str
    doubts: tuple[Doubt, ...] = ()


def read_province(around: Sequence[str], title: str, texts: Sequence[str]) -> Province | None:
    """By a line in capitals, the place of signing, the title; else by the text, with a doubt.

    `around` is what stands around number and date.
    """
    issuer = _first(_LETTERHEAD, ["\n".join(texts)])
    if issuer:
        return Province(_spelled(issuer.title()))
    place, titled = _first(_PLACE, around), _first(_IN_TITLE, [title])
    if place and titled and place != titled:
        reason = lazy("the title names another province, {name}", name=titled)
        return Province(place, (_doubt(place, reason),))
    if place or titled:
        return Province(place or titled)
    named = _first(_ISSUER, texts) or _first(_IN_TITLE, texts)
    reason = lazy("only the running text names the province")
    return Province(named, (_doubt(named, reason),)) if named else None


def province_of(area: re.Match[str]) -> str:
    """The name in "TỈNH QUẢNG NGÃI" as it is written."""
    return _spelled(area["name"].title())


def _spelled(name: str) -> str:
    """ "Thanh Hoá" is Thanh Hóa, "Khánh Hoà" Khánh Hòa: one province has one name."""
    return one_tone_place(" ".join(name.split()))


def _doubt(seen: str, reason: str) -> Doubt:
    return Doubt("plan.toml", "", "province", seen, reason, lazy("confirm it"))


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    matches = (pattern.search(text) for text in texts)
    names = (next(filter(None, match.groups()), "") for match in matches if match)
    return _spelled(next(filter(None, names), ""))
