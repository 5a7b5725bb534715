"""Numbers that are no tasks: counts ("hoàn thành 10, đang làm 5"), and parts of a task."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.language.replies.fragments import Fragment
from bot.language.words.lexicon import COUNTED
from bot.language.words.tokens import tokens_of, words_of
from storage.names import fold

_Spans = Sequence[tuple[int, int]]  # where the numbers of parts may stand
_ALSO_OTHERS = {"lan", "y", "to", "ky"}  # names and small words, without accents


def _any_of(words: str) -> str:
    """A pattern of these words, with and without accents."""
    named = [word.strip() for word in words.split(",")]
    plain = {fold(word) for word in named} - _ALSO_OTHERS
    return "(?:" + "|".join(sorted({*named, *plain}, key=len, reverse=True)) + ")"


_PARTS = _any_of(
    """giai đoạn, gđ, đợt, bước, phần, quý, dự án, tiểu dự án, gói thầu, gói, hạng mục, nội dung,
    khâu, hợp phần, điểm, xã, huyện, phường, lớp, khóa, kỳ, lần, tuyến, công trình, đoạn, mô hình,
    nhóm, tổ, điều, khoản, chương trình, sản phẩm"""
)
_POINTS = _any_of("mục, ý, câu, việc, nhiệm vụ con")
_OF = _any_of("gồm, có, chia thành, trong đó, tổng")
# "giai đoạn 1", "9.2 mục 1", "gồm 3 dự án": what is numbered behind it, up to the clause's end
_PART = re.compile(
    rf"(?<!\w){_PARTS}\s(?:số\s|so\s|thứ\s)?\d{{1,2}}(?!\d|[.,/]\d|\s?%)"
    rf"|(?<![\w.])\d{{1,3}}(?:\.\d{{1,2}})*\s{_POINTS}\s(?:số\s)?\d{{1,2}}(?![\d.,]\d)"
    rf"|(?<!\w){_OF}\s(?:có\s)?\d{{1,3}}\s{_PARTS}(?!\w)",
    re.IGNORECASE,
)
# "Trong tháng 9, 10": what a clause begins with; behind a status it ends it
_MONTHS = re.compile(
    rf"(?:^|[;,.\n]\s?)(?:(?:trong|đến|den|hết|het|cuối|cuoi|đầu|dau|từ|tu)\s)*"
    rf"{_any_of('tháng, tuần, ngày, năm')}\s\d{{1,2}}(?!\d|[.,/]\d|\s?%)",
    re.IGNORECASE,
)
# "Ngoài 3 và 9 thì xong hết": what follows is said of the others
_EXCEPTIONS = re.compile(
    rf"(?:^|[;\n])\W*(?:{_any_of('dạ, vâng, thưa, em, anh, chị, báo cáo, chỉ, thì, là')}\W+)*"
    rf"{_any_of('ngoài, ngoại trừ, trừ, không kể, chưa kể, không tính, chưa tính')}\s"
    rf"(?:{_any_of('ra, có, mấy, nhiệm vụ, nv, mục, việc, số, cái')}\s)*\d",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;\n]")
_BEHIND = re.compile(r"(?<=\D[\s:=])\d{1,3}$")
_LEFT = re.compile(r"(?<!\w)(?:còn|con)\s$", re.IGNORECASE)
_NAMED = re.compile(r"(?:nhiệm vụ|nhiem vu|nv|#)\s?(?:số\s|so\s)?\d", re.IGNORECASE)


def doubted(text: str, fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments; those whose numbers may be counts or parts are in doubt."""
    if _are_counts(text, fragments):
        return [replace(one, in_doubt=True) for one in fragments]
    parts = (*_PART.finditer(text), *_MONTHS.finditer(text))
    spans = [(found.start(), _end(text, found.end())) for found in parts]
    inside = [one for one in fragments if _is_of_a_part(one, text, spans)]
    numbered = {one.start for one in inside}
    numbered |= {before.start for before, one in pairwise(fragments) if _is_left_over(one, text)}
    numbered |= {one.start for one in fragments if _is_said_of_others(one, text)}
    return [
        replace(one, in_doubt=True)
        if one.start in numbered or _names_part_of(one, spans, inside)
        else one
        for one in fragments
    ]


def _is_said_of_others(fragment: Fragment, text: str) -> bool:
    found = (one.end() for one in _EXCEPTIONS.finditer(text))
    return any(end - 1 <= fragment.start < _end(text, end) for end in found)


def _are_counts(text: str, fragments: Sequence[Fragment]) -> bool:
    """Several statuses, each with one bare number behind it."""
    bodies = [text[one.start : one.end] for one in fragments if _may_count(one, text)]
    named = [one for one in fragments if one.refs and not _may_count(one, text)]
    statuses = {_BEHIND.sub("", body).strip(" :").lower() for body in bodies}
    return not named and len(bodies) > 1 and len(statuses) > 1


def _may_count(fragment: Fragment, text: str) -> bool:
    if _is_left_over(fragment, text) or _is_bare(fragment, text):
        return True
    body = text[fragment.start : fragment.end]
    if fragment.refs and not (fragment.is_status_first and len(fragment.refs) == 1):
        return False
    return bool(_BEHIND.search(body)) and not _NAMED.search(body)


def _is_bare(fragment: Fragment, text: str) -> bool:
    """ "đã xong 5, còn 2": nothing is said of the 2."""
    return fragment.said_from < 0 and _stands_behind_a_rest(fragment, text)


def _is_left_over(fragment: Fragment, text: str) -> bool:
    """ "3 xong, còn 2 lớp", "xong 4, còn 3 nữa": something is left of what was said before."""
    counted = _COUNTED.match(tokens_of(fragment.phrase(text)), 0)
    return counted is not None and _stands_behind_a_rest(fragment, text)


def _stands_behind_a_rest(fragment: Fragment, text: str) -> bool:
    is_number = len(fragment.refs) == 1 and fragment.refs[0].isdecimal()
    return is_number and _LEFT.search(text[: fragment.start]) is not None


def _is_of_a_part(fragment: Fragment, text: str, spans: _Spans) -> bool:
    """Whether a fragment's numbers may be those of a part that is named in it or before it."""
    if not any(ref.isdecimal() for ref in fragment.refs):
        return False
    for start, end in spans:
        if fragment.start < start < fragment.end:
            if len(fragment.refs) > 1 or fragment.is_status_first:
                return True
        elif start <= fragment.start < end and not _NAMED.match(text, fragment.start):
            return True
    return False


def _names_part_of(fragment: Fragment, spans: _Spans, inside: Sequence[Fragment]) -> bool:
    """ "3 gồm 3 dự án", with what is said of the three behind it."""
    return any(
        fragment.start < start < fragment.end and fragment.end <= one.start < end
        for start, end in spans
        for one in inside
    )


def _end(text: str, at: int) -> int:
    found = _CLAUSE_END.search(text, at)
    return found.start() if found else len(text)


_COUNTED = words_of(COUNTED, "nữa")
