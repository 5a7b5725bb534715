"""Whether a text asks: "xong chưa", "nộp ở đâu", "hạn là 14/11 hả"; a question is no content."""

from collections.abc import Sequence

from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of

LONGEST = 200  # letters; who writes more tells something

_POLITE_END = words_of("ạ, anh, chị, em, a, e, vậy, ta, thế, nhé, nha, ơi, đây, rồi, nữa, ha, cô")
_ASKS_AT_END = words_of(
    """hả, hở, hử, nhỉ, (phải|đúng) (không|hông|ko|chưa), (được|kịp|xong|cần|có|ổn) không, vậy à,
    thế à, [đã] (xong|được|rồi|có|nộp|gửi|báo cáo|hoàn thành|hết|duyệt|nhận) chưa"""
)
# These ask at the end, but "không có khó khăn gì" and "chưa ai nhận" deny
_ASKS_UNDENIED_AT_END = words_of(
    """gì, cái gì, là gì, (ở|tới|đến|đi|từ) đâu, sao, ra sao, thế nào, như thế nào, kiểu gì, ai,
    bao nhiêu, mấy, khi nào, bao giờ, lúc nào, nào, mấy ngày"""
)
_ASKS_UNDENIED = words_of(
    """(sở|đơn vị|cơ quan|nhiệm vụ|huyện|xã|ngày|cái|việc|mục|phòng|số) nào,
    còn (mấy|bao nhiêu), (ở|tới|đến) đâu"""
)
_ASKS_AT_START = words_of(
    """ai, sao, tại sao, vì sao, làm sao, làm thế nào, bao giờ, khi nào, có phải, có cần, cho hỏi,
    em hỏi, hỏi"""
)
_DENIES = words_of("không, chưa, chẳng, chả, khỏi")
_GOES_ON = words_of("thì, mới, sẽ, cũng")  # "khi nào có vốn thì làm" asks nothing
_EVERY = words_of("(nào|ai|gì) cũng")  # "tháng nào cũng làm" asks nothing
_HAS, _ALREADY = words_of("có"), words_of("đã")
_NOT, _YET = words_of("không"), words_of("chưa")


def asks(text: str) -> bool:
    """Whether the whole of a short text is a question."""
    clean = tidy(text)
    if len(clean) > LONGEST:
        return False
    return clean.endswith("?") or asks_in_words(tokens_of(clean))


def asks_in_words(tokens: Sequence[Token]) -> bool:
    spoken = [token for token in tokens if token.kind != "mark"]
    end = _end(spoken)
    if end < 2:
        return end == 1 and len(spoken) > 1 and bool(_ASKS_UNDENIED_AT_END.match(spoken, 0))
    said = spoken[:end]
    if _ends_in(said, _ASKS_AT_END) or _has_it_not(said):
        return True
    if _ASKS_AT_START.match(said, _POLITE_END.past(said, 0)) and not any(_GOES_ON.find(said[1:])):
        return True
    return (
        not any(_DENIES.find(said))
        and not any(_EVERY.find(said))
        and (_ends_in(said, _ASKS_UNDENIED_AT_END) or any(_ASKS_UNDENIED.find(said)))
    )


def _end(spoken: Sequence[Token]) -> int:
    """The place behind what is said before "ạ", "em", "vậy ta"."""
    end = len(spoken)
    while end and _POLITE_END.match(spoken, end - 1):
        end -= 1
    return end


def _ends_in(said: Sequence[Token], phrases: Phrasebook[bool]) -> bool:
    return any(
        (found := phrases.match(said, start)) is not None and found[1] == len(said)
        for start in range(max(0, len(said) - 3), len(said))
    )


def _has_it_not(said: Sequence[Token]) -> bool:
    """ "Có cần gửi văn bản không", "đã nhận được văn bản chưa"."""
    first = said[: len(said) - 1]
    last = len(said) - 1
    if _NOT.match(said, last):
        return any(_HAS.find(first)) and not any(_NOT.find(first))
    return bool(_YET.match(said, last)) and any(_ALREADY.find(first))
