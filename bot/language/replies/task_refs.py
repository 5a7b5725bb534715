"""Which tasks are meant: list numbers, codes of the plan, ranges, lists, "tất cả", "còn lại".

Letter case does not matter; "05" is "5", "1.1.1đ" is "1.1.1.đ". A number of more than three digits,
one with a unit or a percent sign, a day ("15/11") or a share ("3/5") is no reference.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

ALL, REST = "*", "rest"
LONGEST_RANGE = 60

_TENS = r"(?:mươi|muoi|chục|chuc|trăm|tram|nghìn|nghin|triệu|trieu)\b"  # "7 mươi phần trăm"
_NUMBER = rf"\d{{1,3}}(?![\d%]|[./,]\d|\s?%|\s?phần trăm|\s?phan tram|\s?pt\b|\s?{_TENS})"
_LETTERS = "abcdđeêghi"
# Of a section, of a second appendix or table: A.1, PL2.I.3, BG2.1
_HEAD = r"(?:[1-9]\d?|[ivx]{1,5}|[a-eđ]|(?:pl|bg)\d{1,2}(?:\.[ivx]{1,5})?)"
_CODE = (
    rf"(?:{_HEAD}(?:\.[1-9]\d?)+(?:\.?[{_LETTERS}](?!\w)|\s[{_LETTERS}](?=\)))?"
    r"|bs\.?\d{1,3}|ct\.?\s?(?:[ivx]{1,5}\.)?\d{1,2}"
    r"|chỉ tiêu (?:số )?\d{1,2}|chi tieu (?:so )?\d{1,2})(?![\w/%]|[.,]\d|\s?%)"
)
_PREFIX = (
    r"(?:(?:các|cac|những|nhung|(?:cả\s|ca\s)?(?:hai|ba|bốn)(?=\s(?:nhiệm vụ|việc|nv|mục)))\s)?"
    r"(?:#\s?|(?:(?:nhiệm vụ|nhiem vu|nvụ|nv|mục|muc|task|stt|câu|cau|việc|viec|công việc|"
    r"cong viec|dòng|dong|ý|cái|cai)\.?\s?"
    r"(?:(?:số|so|thứ|thu)\s?)?|(?:số|so)\s?))?"
)
_REF = rf"(?:{_CODE}|{_NUMBER})"
_ONE = re.compile(
    rf"(?:(?:từ|tu)\s)?{_PREFIX}(?P<first>{_REF})"
    rf"(?:\s?(?P<joint>-|–|—|~|→|đến|den|tới|toi)\s?{_PREFIX}(?P<last>{_REF}))?",
    re.IGNORECASE,
)
# A number in front of a code is that of the row in a table
_ROW = re.compile(
    rf"(?:stt\s?)?\d{{1,3}}"
    rf"(?:\s?[.):/-]?\s(?={_CODE})|[.)]\s(?=(?:nhiệm vụ|nhiem vu|nv)\s{_CODE}))",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s(?:và|va|với|voi|cùng|cung|lẫn|lan|dí|zới|vs)\s|\s?[&+]\s?|\s?,\s?|\s", re.IGNORECASE
)
_LINK = re.compile(r"\s?(?:[):.=>/]|->|=>|→|[-–—](?!\d))*\s?")
_TASKS = r"(?:nhiệm vụ|nhiem vu|nv|mục|muc|việc|viec)"
_WHOLE_LIST = re.compile(
    rf"(?:(?P<rest>(?:(?:các|cac|những|nhung|mấy|may|số|so)\s)?(?:(?:{_TASKS}|cái|cai|nội dung|"
    r"noi dung)\s)?(?:còn lại|con lai))"
    rf"|(?P<all>(?:tất cả|tat ca|toàn bộ|toan bo|all)(?:\s(?:các|cac|những|nhung))?"
    rf"(?:\s{_TASKS})?|(?:các|cac|mọi|moi)\s{_TASKS}(?=\s(?:đều|deu)\b)))(?!\w)",
    re.IGNORECASE,
)

_COMMA_IN_A_CODE = re.compile(
    r"(?:^|[\n;]\s?|[^\W\d]\s)(\d{1,2}),(\d{1,2})(?=:|\s?=|\s[^\W\d]|\s\d+(?:,\d+)?\s?%)"
)


@dataclass(frozen=True)
class Refs:
    """References that a text begins with; `end` is the place behind them and their link."""

    refs: tuple[str, ...]
    end: int
    # "space", "and", "," or "-": how several were put together; "row": a row's number is left out
    joined_by: str = ""


def refs_at(text: str, codes: Sequence[str] = ()) -> Refs | None:
    """The references a tidy text begins with; None when there are none, or they are in doubt."""
    whole = _WHOLE_LIST.match(text)
    if whole:
        return Refs((REST if whole["rest"] else ALL,), _linked(text, whole.end()))
    row = _ROW.match(text)
    refs: list[str] = []
    at, end, joints = row.end() if row else 0, 0, {"row"} if row else set[str]()
    while (found := _ONE.match(text, at)) and _ends_well(text, found.end()):
        more = _expanded(found, text, codes)
        if not more or not set(more).isdisjoint(refs):
            return None
        refs += more
        end = found.end()
        joints |= {"-"} if found["joint"] else set()
        joint = _AND.match(text, end)
        if joint is None or not _ONE.match(text, joint.end()):
            break
        joints.add(_kind(joint[0]))
        at = joint.end()
    if not refs:
        return None
    return Refs(tuple(refs), _linked(text, end), "".join(sorted(joints)))


def is_of_all(text: str) -> bool:
    """Whether "tất cả" or "còn lại" is named anywhere."""
    return _WHOLE_LIST.search(text) is not None


def ref_at(text: str, codes: Sequence[str] = ()) -> Refs | None:
    """The one reference a tidy text begins with, whatever number follows: "32 450 ha"."""
    row = _ROW.match(text)
    found = _ONE.match(text, row.end() if row else 0)
    if found is None or found["joint"] or not _ends_well(text, found.end()):
        return None
    ref = _known(found["first"], text, codes)
    return Refs((ref,), _linked(text, found.end())) if ref else None


def has_a_comma_for_a_point(clean: str, codes: Collection[str]) -> bool:
    """ "9,4 xong" of a plan that has 9.4: that task, or 9 and 4? "1,2" counts up, as lists do.

    "9,1 xong 9,2 chưa" says two things of 9, if it is no code.
    """
    found = [(one[1], one[2]) for one in _COMMA_IN_A_CODE.finditer(clean)]
    themes = [theme for theme, _ in found]
    return len(set(themes)) < len(themes) or any(
        int(theme) >= int(last) and f"{theme}.{last}" in codes for theme, last in found
    )


def _ends_well(text: str, end: int) -> bool:
    """A number may touch a word ("1xong") but not a single letter ("2h", "1k")."""
    following = re.match(r"[^\W\d_]+", text[end : end + 3])
    return following is None or len(following[0]) > 1


def _expanded(found: re.Match[str], text: str, codes: Sequence[str]) -> list[str]:
    """The references of one match, a range written out; none when it is not sure."""
    first = _known(found["first"], text, codes)
    if not found["joint"]:
        return [first] if first else []
    last = _known(found["last"], text, codes)
    head, _, start = first.rpartition(".")
    same_head, _, stop = last.rpartition(".")
    if head != same_head or not (start.isdecimal() and stop.isdecimal()):
        return []
    numbers = range(int(start), int(stop) + 1)
    if not 1 < len(numbers) <= LONGEST_RANGE:
        return []
    named = [f"{head}.{number}" if head else str(number) for number in numbers]
    return named if not head or not codes or set(named) <= set(codes) else []


def _known(written: str, text: str, codes: Sequence[str]) -> str:
    """The reference in the plan's spelling, "" when the plan has no such code or it is in doubt."""
    clean = written.lower()
    if clean.isdecimal():
        return str(int(clean)) if int(clean) else ""
    indicator = re.fullmatch(r"(?:ct|ch)[^\divx]*((?:[ivx]+\.)?)\D*?(\d+)", clean)
    given = re.fullmatch(r"bs\.?(\d+)", clean)
    if indicator:
        code = f"CT.{indicator[1].upper()}{int(indicator[2])}"
    elif given:
        code = f"BS.{int(given[1])}"
    else:
        code = re.sub(rf"(?<=\d)\s?([{_LETTERS}])$", r".\1", clean)
        head, _, tail = code.rpartition(".")
        code = f"{head.upper()}.{tail}"
    if not codes or (code in codes and not (text.isascii() and _with_stroke(code) in codes)):
        return code
    return _with_stroke(code) if code not in codes and _with_stroke(code) in codes else ""


def _with_stroke(code: str) -> str:
    """Typed without accents, "1.1.1.d" may be "1.1.1.đ"; any other code becomes no code."""
    return code[:-1] + "đ" if code.endswith(".d") else ""


def _kind(joint: str) -> str:
    if joint.isspace():
        return "space"
    return "," if "," in joint else "and"


def _linked(text: str, end: int) -> int:
    link = _LINK.match(text, end)
    return link.end() if link else end
