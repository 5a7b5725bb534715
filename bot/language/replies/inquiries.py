"""What somebody wants to read: "xem 9.4", "tình hình sở công thương", "khó khăn 2025".

A whole line is such a wish or nothing is: whatever says more ("9.4 xong", "khó khăn về kinh phí")
tells something, and is no business of this module.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.replies.task_refs import refs_at
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of

LONGEST = 100  # letters

_LOOKS = """[cho] (xem|coi|đọc|mở) [giúp|qua|giùm], (tra cứu|kiểm tra), tình hình, tình trạng,
kết quả, tiến độ, cho hỏi, hỏi, cho biết, [cho] [em|tôi|mình] (xem|coi|biết|hỏi)"""
_BESIDE = """dạ, thưa, anh, chị, anh chị, em, tôi, mình, muốn, cần, xin, giúp, của, về, thực hiện,
báo cáo [của], các, những"""
_REPORT = words_of("báo cáo")
_ASKS = """[đang|đã] [đi|làm|thực hiện|triển khai|báo cáo] (tới|đến) đâu [rồi],
(thế|như thế) nào [rồi], ra sao [rồi], làm sao rồi, sao rồi, sao vậy,
[đã] (xong|báo cáo|nộp|gửi|làm|hoàn thành) chưa, [có] (khó khăn|vướng|vướng mắc) gì [không],
có gì mới [không], có gì chưa, [được|đạt] bao nhiêu [phần trăm], được mấy phần trăm,
(ai|sở nào|đơn vị nào) (làm|chủ trì|phụ trách|báo cáo), gì, nào, gì không, của ai"""
_POLITE = """ạ, anh, chị, em, a, e, vậy, ta, ơi, nhé, nha, hả, hở, hiện nay, hiện tại, bây giờ, đến
nay, tới nay, giúp, giúp em, giúp tôi, với"""
_HARDSHIP = "(khó khăn|vướng mắc|khó khăn vướng mắc|khó khăn và vướng mắc|tồn tại)"
_WHO = "(ai|sở nào|đơn vị nào|cơ quan nào|sở ngành nào|ngành nào|địa phương nào|những ai)"
_SUBJECTS = {
    "difficulties": _HARDSHIP,
    "difficulties?": f"[đang] có {_HARDSHIP} gì [không]",  # it asks
    "proposals": "(đề xuất|kiến nghị|đề xuất kiến nghị|đề xuất và kiến nghị|kiến nghị đề xuất)",
    "indicators": "[bộ] chỉ tiêu",
    "behind": f"""[{_WHO[1:-1]}|sở|đơn vị|cơ quan] [đang] [báo cáo|nộp|làm] chậm (nhất|trễ nhất),
        {_WHO} [đang] [báo cáo|nộp|làm] (chậm|trễ|chậm trễ), (đơn vị|cơ quan|sở) [đang] chậm trễ""",
    "missing": f"""[còn] [{_WHO[1:-1]}|đơn vị|cơ quan] [còn|mà] chưa (nộp|gửi|trả lời) [báo cáo],
        [còn] {_WHO} [còn|mà] chưa báo cáo""",
}
_LAST_YEAR = words_of(
    """[so|so sánh|đối chiếu] [với] (cùng kỳ|cùng kỳ năm ngoái|cùng kỳ năm trước|kỳ trước),
    (so|so sánh|đối chiếu) [với] (năm ngoái|năm trước)"""
)
_COMPARES = words_of("(so|so sánh|đối chiếu) [với]")
_OF = words_of("của, ở, tại, bên, thuộc")
_YEAR = re.compile(
    r"(?:^|(?<=\s))(?P<words>(?:(?:của|cua|trong|đợt|dot|kỳ|ky|năm|nam)\s)*)"
    r"(?:(?P<year>20[12]\d)|(?P<near>ngoái|ngoai|trước|truoc|nay))(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Inquiry:
    """`kind`: "task", "agency", "difficulties", "proposals", "indicators", "behind", "missing" or
    "compared". `year`: 0 where none is named. `is_said`: in words that can mean nothing else; a
    bare code or name may be an answer, too. `is_report`: "báo cáo 9.4".
    """

    kind: str
    code: str = ""
    name: str = ""  # of an agency, as it was typed
    year: int = 0
    is_said: bool = False
    is_report: bool = False


def read_inquiry(text: str, today: date) -> Inquiry | None:
    """What the whole of a line asks for. A name is any words at all: whether an agency is called
    so, and a code one of the plan, is for others to know."""
    whole = tidy(text).rstrip("?!. ")
    if not whole or "\n" in whole or len(whole) > LONGEST:
        return None
    spoken = _spoken(whole)
    if _is_all(spoken, _past(_FRONTS, spoken, 0)[0], _LAST_YEAR):
        return Inquiry("compared", is_said=True)
    clean, year, names_year = _without_year(whole, today)
    spoken = _spoken(clean)
    start, looks = _past(_FRONTS, spoken, 0)
    if year and _is_all(spoken, start, _COMPARES):
        return Inquiry("compared", year=year, is_said=True)
    if start == len(spoken):
        return None
    is_said = looks or names_year
    found = _subject(clean, spoken, start) or _task(clean, spoken, start)
    if found is None:
        found = _agency(clean, spoken, start)
    kind, code, name, asks = found
    is_report = not is_said and bool(_REPORT.match(spoken, 0))
    return Inquiry(kind, code, name, year, is_said or asks, is_report)


Found = tuple[str, str, str, bool]  # kind, code, name, whether it asks


def _subject(clean: str, spoken: Sequence[Token], start: int) -> Found | None:
    """ "khó khăn gì", "kiến nghị của sở y tế"."""
    for at in range(start + 1):  # what may stand in front may also begin it
        subject = _KINDS.match(spoken, at)
        if subject is None:
            continue
        kind, asks = subject[0].rstrip("?"), subject[0].endswith("?")
        end, asks_behind = _past(_TAILS, spoken, subject[1])
        if end == len(spoken):
            return kind, "", "", asks or asks_behind
        of = _OF.match(spoken, subject[1])
        if of and of[1] < len(spoken):
            _, _, name, asks_behind = _agency(clean, spoken, of[1])
            return kind, "", name, asks or asks_behind
    return None


def _task(clean: str, spoken: Sequence[Token], start: int) -> Found | None:
    """ "9.4", "nhiệm vụ 9.4 thế nào"; "chi tieu 4", which begins like "chị"."""
    for at in range(start, -1, -1):
        offset = spoken[at].start
        refs = refs_at(clean[offset:])
        if refs is None or len(refs.refs) != 1 or "row" in refs.joined_by:
            continue
        behind = (n for n, token in enumerate(spoken) if token.start >= offset + refs.end)
        end, asks = _past(_TAILS, spoken, next(behind, len(spoken)))
        if end == len(spoken):
            return "task", refs.refs[0], "", asks
    return None


def _agency(clean: str, spoken: Sequence[Token], start: int) -> Found:
    """The shortest name behind which nothing but a question follows."""
    for end in range(start + 1, len(spoken) + 1):
        past, asks = _past(_TAILS, spoken, end)
        if past == len(spoken):
            return "agency", "", clean[spoken[start].start : spoken[end - 1].end], asks
    return "agency", "", clean[spoken[start].start :], False


def _spoken(text: str) -> list[Token]:
    return [token for token in tokens_of(text) if token.kind != "mark"]


def _past(book: Phrasebook[bool], spoken: Sequence[Token], at: int) -> tuple[int, bool]:
    """The place behind all such phrases, and whether one of them asks."""
    asks = False
    while found := book.match(spoken, at):
        asks |= found[0]
        at = found[1]
    return at, asks


def _is_all(spoken: Sequence[Token], start: int, book: Phrasebook[bool]) -> bool:
    found = book.match(spoken, start)
    return found is not None and _past(_TAILS, spoken, found[1])[0] == len(spoken)


def _without_year(text: str, today: date) -> tuple[str, int, bool]:
    """The text without the year it names, that year, and whether a word such as "năm" is by it."""
    found = _YEAR.search(text)
    if found is None or (found["near"] and not found["words"].strip().lower().endswith(_A_YEAR)):
        return text, 0, False
    ago = 0 if (found["near"] or "").lower() == "nay" else 1
    year = int(found["year"]) if found["year"] else today.year - ago
    rest = f"{text[: found.start()]}{text[found.end() :]}"
    return tidy(rest), year, bool(found["words"])


_A_YEAR = ("năm", "nam")
_FRONTS: Phrasebook[bool] = Phrasebook(
    (pattern, asks)
    for asks, words in ((True, _LOOKS), (False, _BESIDE))
    for pattern in words.split(",")
)
_TAILS: Phrasebook[bool] = Phrasebook(
    (pattern, asks)
    for asks, words in ((True, _ASKS), (False, _POLITE))
    for pattern in words.split(",")
)
_KINDS: Phrasebook[str] = Phrasebook(
    (pattern, kind) for kind, words in _SUBJECTS.items() for pattern in words.split(",")
)
