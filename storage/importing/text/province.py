"""Whose decision it is: the province, or the city directly under the centre."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.importing.folder.model import Doubt
from storage.importing.lazy_text import lazy

CITIES = ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")  # under the centre

_CAPITALS = "A-Z" + "".join(
    filter(str.isupper, map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))))
)
_CITY = rf"(?:{'|'.join(CITIES)})"
_TWO = r"Bà Rịa\s*[-–]\s*Vũng Tàu"  # the only one with a dash; elsewhere a dash ends the name
_NAME = rf"(?:{_TWO}|(?!Ủy|Uỷ|Đoàn)[{_CAPITALS}][^\W\d_]*(?:\s+[{_CAPITALS}][^\W\d_]*)*)"
_AREA = rf"(?:[Tt]ỉnh\s+(?P<province>{_NAME})|(?:[Tt]hành phố|TP\.?)\s+(?P<city>{_CITY}))"
_LETTERHEAD = re.compile(
    r"\b(?:ỦY|UỶ) BAN NHÂN DÂN[\s|]*(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM[\s|]*)?"
    rf"(?:TỈNH\s+(?P<province>BÀ RỊA\s*[-–]\s*VŨNG TÀU|(?:(?!CỘNG\b)[{_CAPITALS}]+[ ]?\b)+)"
    rf"|(?:THÀNH PHỐ|TP\.?)\s+(?P<city>{_CITY.upper()}))"
)
_PLACE = re.compile(rf"(?<!\w)(?:{_AREA}|(?P<place>{_NAME}))\s*,\s*ngày\b")
_IN_TITLE = re.compile(_AREA)
_ISSUER = re.compile(rf"\b(?:Ủy ban nhân dân|UBND) {_AREA}")


@dataclass(frozen=True)
class Province:
    name: str
    doubts: tuple[Doubt, ...] = ()


def read_province(letterhead: Sequence[str], title: str, texts: Sequence[str]) -> Province | None:
    """By the letterhead, else by the title, else by the text, which leaves a doubt.

    `letterhead` is what stands around number and date.
    """
    issuer = _first(_LETTERHEAD, ["\n".join(texts), "\n".join(letterhead)])
    if issuer:
        return Province(issuer.title())
    place, titled = _first(_PLACE, letterhead), _first(_IN_TITLE, [title])
    if place and titled and place != titled:
        reason = lazy("the title names another province, {name}", name=titled)
        return Province(place, (_doubt(place, reason),))
    if place or titled:
        return Province(place or titled)
    named = _first(_ISSUER, texts) or _first(_IN_TITLE, texts)
    reason = lazy("only the running text names the province")
    return Province(named, (_doubt(named, reason),)) if named else None


def _doubt(seen: str, reason: str) -> Doubt:
    return Doubt("plan.toml", "", "province", seen, reason, lazy("confirm it"))


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    matches = (pattern.search(text) for text in texts)
    names = (next(filter(None, match.groups()), "") for match in matches if match)
    return " ".join(next(filter(None, names), "").split())
