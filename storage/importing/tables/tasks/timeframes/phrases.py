"""What the words around the points say: until, before, from … to, one after another."""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from storage.importing.tables.tasks.timeframes.points import Point, Unit, Words, points_in


class Sense(Enum):
    WITHIN = auto()
    UNTIL = auto()
    LATEST = auto()  # "hết", "chậm nhất": the last day is meant, of a year too
    BEFORE = auto()
    FROM = auto()
    ONWARDS = auto()  # "năm 2026 và các năm tiếp theo"
    SPAN = auto()
    LIST = auto()


@dataclass(frozen=True)
class Phrase:
    """`ends` is how the last point, or every point of a list, is meant."""

    sense: Sense
    points: tuple[Point, ...]
    ends: Sense = Sense.WITHIN


_LEAD_IN = (
    r"(?:(?:thoi (?:gian|han|diem)|moc|han|du kien|phan dau|trong|vao|thuc hien|trien khai"
    r"|hoan (?:thanh|tat)|ket thuc|xong|giai doan|nhiem ky|thoi ky|trinh|ban hanh|bao cao|gui|nop"
    r"|to chuc|tong ket|so ket|tien do|ke hoach|cua|cac)\b:?\s*)*"
)
_LIMIT = r"(?:(?:truoc|den|toi|cho|het|latest|la|vao|trong|ca|xong|ngay|hoan thanh)\b:?\s*)"
_BEGIN = r"(?:(?:bat dau|khoi cong|ke|tu|trong|vao)\b:?\s*)"
_ONE = re.compile(rf"{_LEAD_IN}(?P<limit>{_LIMIT}*)@(?: (?:hoan thanh|hoan tat|ket thuc|xong))?")
_SPAN = re.compile(
    rf"{_LEAD_IN}(?:{_BEGIN}*@\s*(?:-+|(?=(?:cho |truoc )?(?:den|toi)\b))"
    rf"|{_BEGIN}+@[,;]\s*(?=(?:hoan thanh|xong|den)\b))\s*(?P<limit>{_LIMIT}*)@"
)
_LATER = r"(?: va|,) (?:cac|nhung) nam (?:tiep theo|ke tiep|sau(?: do)?|toi)"
_FROM = re.compile(
    rf"{_LEAD_IN}(?:{_BEGIN}+(?:vao )?@(?: tro di| ve sau|{_LATER})?"
    rf"|@(?: tro di| tro ve sau| ve sau|\s*(?:-|den) nay|{_LATER}))"
)
_LIST = re.compile(rf"{_LEAD_IN}(?P<limit>{_LIMIT}*)@(?:\s*(?:,|;|\bva\b|&|\+)+\s*{_LIMIT}*@)+")


def phrase_in(text: str) -> Phrase | None:
    """None when no point stands there, or other words too."""
    words = points_in(text)
    if match := _ONE.fullmatch(words.text):
        return Phrase(Sense.WITHIN, _whole(words), _sense(match["limit"]))
    if match := _SPAN.fullmatch(words.text):
        limit = _sense(match["limit"])
        return Phrase(Sense.SPAN, words.points, limit if limit is Sense.BEFORE else Sense.UNTIL)
    if _FROM.fullmatch(words.text):
        later = re.search(_LATER, words.text)
        return Phrase(Sense.ONWARDS if later else Sense.FROM, words.points)
    if match := _LIST.fullmatch(words.text):
        return Phrase(Sense.LIST, words.points, _sense(words.text))
    return None


def loose_phrase_in(text: str) -> Phrase | None:
    """The one point of a text, whatever other words stand there."""
    words = points_in(text)
    if len(words.points) != 1:
        return None
    limit = re.search(rf"(?:\b{_LIMIT})*@", words.text)
    return Phrase(Sense.WITHIN, _whole(words), _sense(limit.group() if limit else ""))


def _whole(words: Words) -> tuple[Point, ...]:
    """ "Trong năm 2026" has a last day, which "2026" alone has not."""
    (point,) = words.points
    within = point.unit is Unit.YEAR and re.search(r"\btrong @", words.text)
    return (replace(point, at_end=point.at_end or bool(within)),)


def _sense(words: str) -> Sense:
    if re.search(r"\btruoc\b", words):
        return Sense.BEFORE
    if re.search(r"\b(?:latest|het)\b", words):
        return Sense.LATEST
    return Sense.UNTIL if re.search(r"\b(?:den|toi)\b", words) else Sense.WITHIN
