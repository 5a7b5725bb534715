"""Reads a decision's number and day, and the words in capitals beside them that name its issuer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from storage import lazy
from storage.importing.document import UnreadableDecision, is_ornament
from storage.names import fold

_PART = r"[A-ZĐ]+(?:[a-zđ][A-ZĐ]*)?\d*(?!\w)"  # of "12-CTr/TU", "16/KH-MTTQ-BTT", "57/2024/QH15"
_SIGN = rf"\d+\s*(?:/\s*\d{{4}}\s*)?[/-]\s*{_PART}(?:\s*[-/]\s*{_PART})?(?:[-/]{_PART})*"
_OWN = (
    r"(?:^|\|)[\s|]*(?i:(?:kế hoạch|quyết định|chương trình|nghị quyết|chỉ thị)\s+)?"
    r"(?i:số)\s+"  # no colon
)
_NUMBER = re.compile(rf"(?:{_OWN}|(?i:số)(?: hiệu)?\s*:[\s|]*)({_SIGN})")
_ATTACHED = re.compile(rf"(?i:kèm theo)\b.{{0,60}}?(?i:số)\s*:?\s*(?P<sign>{_SIGN})(?P<rest>.*)")
_BY = re.compile(r"\bcủa\s+([^)]+)")
_BLANK_NUMBER = re.compile(r"\b(?i:số)(?: hiệu)?\s*:[\s|.…_]*[/-]\s*[A-ZĐ][A-ZĐa-z]{1,4}\s*[-/]")
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_SHORT_DATE = re.compile(r"ngày\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_PORTAL_DATE = re.compile(r"^Ngày ban hành\s*:[\s|]*(\d{1,2})/(\d{1,2})/(\d{4})")
_NEAR = 2  # lines from the number in which its day stands
_NATION = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc")
_ABOVE = 6  # lines that a letterhead has above its number
_FAR = 20  # with the lines of dashes between them
_NOT_THE_ISSUER = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM"
    r"|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc|\b(?i:số)\s*:?\s*\d.*|[\W_]+$|^[\W_]+"
)


@dataclass(frozen=True)
class Letterhead:
    """`issuer` is in capitals, a line each; `around` holds the lines beside the number without it.

    `at`: the number's place in the text. `alone`: only an appendix is there, which says whose.
    """

    decision: str
    issued_on: date
    issuer: tuple[str, ...]
    around: tuple[str, ...]
    at: int
    alone: bool = False


def read_letterhead(texts: Sequence[str], file_name: str) -> Letterhead:
    """Raises UnreadableDecision where number and day are not both to be found."""
    found = [(at, match[1]) for at, text in enumerate(texts) if (match := _NUMBER.search(text))]
    _refuse_blank(texts[: found[0][0] if found else None], file_name)
    for pattern, lines_of in ((_DATE, _near), (_SHORT_DATE, _own_line), (_PORTAL_DATE, _behind)):
        for at, number in found:
            if issued_on := _first_day(pattern, lines_of(texts, at)):
                above, below = _beside(texts, at)
                lines = [*above[-1:], texts[at], *below[:_NEAR]]
                around = [text.replace(number, "") for text in lines]
                issuer = _in_capitals([*above[-_ABOVE:], texts[at]])
                return Letterhead(_plain(number), issued_on, tuple(issuer), tuple(around), at)
    if attached := _of_appendix(texts):
        return attached
    raise UnreadableDecision(
        lazy(
            "{file} has no line like 'Số: 2082/QĐ-UBND | …, ngày 18 tháng 9 năm 2023'; add "
            "the decision's number and date at the top",
            file=file_name,
        )
    )


def _of_appendix(texts: Sequence[str]) -> Letterhead | None:
    """ "(Kèm theo Kế hoạch số 33/KH-UBND ngày 20 tháng 02 năm 2026 của UBND tỉnh Cà Mau)"."""
    for at, text in enumerate(texts):
        found = _ATTACHED.search(" ".join(texts[at : at + 2])) if "èm theo" in text else None
        rest = found["rest"] if found else ""
        issued_on = _first_day(_DATE, [rest]) or _first_day(_SHORT_DATE, [rest])
        if found and issued_on:
            issuer = tuple(match[1].upper() for match in _BY.finditer(rest))[:1]
            return Letterhead(_plain(found["sign"]), issued_on, issuer, (), at, alone=True)
    return None


def _in_capitals(texts: Iterable[str]) -> Iterator[str]:
    for cell in (cell for text in texts for cell in text.split("|")):
        words, before = _without_place(cell), ""
        while words != before:
            words, before = _NOT_THE_ISSUER.sub("", words), words
        if words and words == words.upper():
            yield words


def _without_place(cell: str) -> str:
    """ "ĐẢNG ỦY XÃ ĐẤT MŨI Đất Mũi, ngày 5 …" without the place and the day."""
    day = re.search(r",\s*ngày\s", cell)
    words = cell[: day.start() if day else None].split()
    while day and words and words[-1] != words[-1].upper():
        words.pop()
    return " ".join(words)


def _refuse_blank(texts: Iterable[str], file_name: str) -> None:
    """Before it is signed, a decision says "Số:    /QĐ-UBND"; others are cited further down."""
    if any(_BLANK_NUMBER.search(text) for text in texts):
        raise UnreadableDecision(
            lazy(
                "{file} leaves the decision's number blank, as in 'Số: …/QĐ-UBND'; fill in "
                "its number and date",
                file=file_name,
            )
        )


def _near(texts: Sequence[str], at: int) -> list[str]:
    """The lines in which the day may stand, the likeliest first; the nation's two do not count."""
    above, below = _beside(texts, at)
    signed = [text for text in below if fold(text) not in _NATION][:_NEAR]
    return [texts[at], *signed, *reversed(above[-_NEAR:])]


def _beside(texts: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """The lines with words above the number and below it."""
    above, below = texts[max(at - _FAR, 0) : at], texts[at + 1 : at + _FAR]
    return [one for one in above if not is_ornament(one)], [
        one for one in below if not is_ornament(one)
    ]


def _own_line(texts: Sequence[str], at: int) -> list[str]:
    return [texts[at]]


def _behind(texts: Sequence[str], at: int) -> Sequence[str]:
    return texts[at:]


def _first_day(pattern: re.Pattern[str], texts: Iterable[str]) -> date | None:
    return next(filter(None, (_day(match) for match in map(pattern.search, texts) if match)), None)


def _day(match: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number)
