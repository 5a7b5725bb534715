"""Talk that reports nothing: greetings, thanks, "đã nhận", "mai em gửi", a question; a yes or a no.

`talk_in` says which of them a whole text is, and None for anything that may be content.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.language.words.questions import asks
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of

LONGEST = 80  # letters; who writes more has something to say


class Talk(StrEnum):
    YES = "yes"
    NO = "no"  # also "bấm nhầm rồi", "khoan đã": what was asked is not to be done now
    THANKS = "thanks"
    GREETING = "greeting"
    RECEIVED = "received"
    PUT_OFF = "put off"  # "mai em gửi", "chưa có số liệu"
    QUESTION = "question"
    SIGNS = "signs"


THANKS, GREETING, RECEIVED, SIGNS = Talk.THANKS, Talk.GREETING, Talk.RECEIVED, Talk.SIGNS

# Every word has to be one of these, so that "cảm ơn, đã xong 3" is not mere thanks
_POLITE = """dạ, vâng, ạ, ah, à, nhé, nha, nhe, em, anh, chị, anh chị, a, e, c, cô, chú, bác, sếp,
ơi, nhiều, rất, lắm, quá, bạn, hệ thống, đồng chí, đ/c, các, mọi người, ban, tổ, xin, trân trọng,
đơn vị, bên em, bên anh, mình, tôi, một ngày tốt lành, buổi sáng, buổi chiều, ngày mới, vui vẻ"""
_THANKS = "cảm ơn, cám ơn, thanks, thank you, thank, tks, thks, tk you, biết ơn"
_GREETINGS = "xin chào, chào, kính chào, alo, a lô, alô, hello, hi, hê lô, chào buổi sáng, chúc"
_RECEIVED = """ok, oke, okie, okay, okê, đã nhận, nhận rồi, [đã] nhận được [rồi], đã rõ, rõ,
rõ rồi, đã biết [rồi], biết rồi, tốt, được, được rồi, vâng, dạ, dạ vâng, uh, ừ, ừm, hihi, haha,
hehe, hi hi, ha ha, đã xem [rồi], đã đọc [rồi], đã nắm [rồi], hiểu rồi, đã hiểu, tuyệt vời, good,
[đã] nhận [được] (thông tin|tin|tin nhắn|thông báo) [rồi]"""
_SMILEY = re.compile(r"[:;=xX][-']?[)(DPpoO3*|/\\]+|[<]3+|\^[_.]?\^|[tT][_.][tT]")
_SKIPS = frozenset({".", "-", "?"})  # signs that mean something where they are typed

_YES = """có, đúng, đúng rồi, đúng vậy, đúng thế, đúng hết, đúng cả, đồng ý, ok, oke, oki, okie,
okay, okê, y, yes, vâng, dạ vâng, chuẩn, chuẩn rồi, chính xác, chính xác rồi, xác nhận, nhất trí, ừ,
uh, ừa, ghi nhận, được, được rồi, phải, phải rồi, lưu đi, gửi đi"""
# Behind a yes these say it once more
_STILL_YES = """đúng, đúng rồi, đúng hết, đồng ý, ok, oke, chuẩn, chuẩn rồi, vâng, lưu lại, lưu đi,
gửi đi, ghi nhận, ghi nhận đi, òi, hết, đi"""
_NO = """không, sai, no, không đúng, chưa đúng, không phải [đâu], không đồng ý, không được, không
có, không có gì, bị sai, chưa, chưa chính xác, không chính xác, thôi, thôi không gửi nữa, đừng
(gửi|lưu), chưa gửi vội, khoan, khoan đã, khoan gửi, [xin] (chờ|đợi) [em|tôi|mình] (chút|tí|xíu|
chút đã|một chút|đã), từ từ, từ từ đã, hủy, huỷ, hủy đi, bỏ đi, [xin lỗi] nhầm,
[bấm|nhấn|nhập|gửi|chọn|ghi]
nhầm"""
# Behind "sai rồi", "nhầm" these only say what was wrong with the answer before
_MISTAKEN = "sai, sai rồi, [xin lỗi] nhầm [rồi], [bấm|nhấn|nhập|gửi|chọn|ghi] nhầm [rồi]"
_WRONG = "chưa xong, chưa làm xong, số liệu, nhiệm vụ, số, mục, trạng thái, rồi"
_TAIL = """ạ, em, anh, chị, anh chị, nhé, nha, nhe, nghen, hen, rồi, ah, à, em ơi, ơi, em nhé, luôn,
đó, đấy, dạ, a, e"""
_OPENING_WORDS = "dạ, vâng, thưa, ok, em, tôi, xin lỗi, anh, chị"

# A promise to come back has only such words, and one of _PROMISES or _LACKS among them
_PROMISES = """(mai|ngày mai|mai mốt|mốt|sáng mai|chiều mai|chiều|chiều nay|tối|tối nay|lát|lát nữa|
chút|chút nữa|tí|tí nữa|tuần sau|hôm sau|sau|thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ 2|thứ 3| thứ
4|thứ 5|thứ 6|đầu tuần|cuối tuần) [em|tôi|mình|bên em|đơn vị] [sẽ] (gửi|báo|báo lại|báo cáo|nộp| bổ
sung|cập nhật|trả lời|làm), [sẽ] (gửi|báo|báo cáo|nộp|bổ sung|cập nhật|trả lời|làm) sau, để
(mai|sau|chiều|tối|lát nữa|tuần sau), để [em|tôi|mình] (hỏi|hỏi lại|kiểm tra|kiểm tra lại|xem| xem
lại|rà lại|rà soát lại|tổng hợp), đang (họp|đi họp|đi công tác|đi đường|bận)"""
_LACKS = "(chưa|chưa kịp) có (số liệu|số|kết quả|thông tin|báo cáo)"
_BESIDE_A_PROMISE = """[đang] tổng hợp, số liệu, báo cáo, kết quả, đã, phòng, phòng chuyên môn, cho,
đang, lại, nữa, sẽ, ngày, hôm, nay, rồi, thì"""
_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?")
_SENDS = words_of("[em|tôi|mình|bên em] [sẽ] (gửi|nộp|báo cáo|báo)")
_EMOJI = {"👍": " ok ", "👌": " ok ", "✅": " ok ", "👎": " sai ", "❌": " sai ", "🙏": " cảm ơn "}


def talk_in(text: str) -> Talk | None:
    """What a whole text is besides content. What a command asks for is to be looked for before:
    "đã nhận, sẽ báo cáo thứ sáu" is more than its words."""
    if asks(text):
        return Talk.QUESTION
    agrees = read_yes_no(text)
    if agrees is not None:
        return Talk.YES if agrees else Talk.NO
    said = read_talk(text)
    if said and said is not SIGNS:
        return said
    meant = _in_words(text)
    if meant != text:
        said = read_talk(meant)
    return said or (Talk.PUT_OFF if _puts_off(text) else None)


def is_mere_talk(text: str) -> bool:
    """Whether a text that is asked for in words says nothing; a question may be meant."""
    return talk_in(text) not in (None, Talk.QUESTION)


def read_talk(text: str) -> Talk | None:
    """THANKS, GREETING, RECEIVED or SIGNS where a whole text is no more than that."""
    clean = tidy(text)
    if not clean or clean in _SKIPS or len(clean) > LONGEST or "?" in clean:
        return None
    spoken = [token for token in tokens_of(_SMILEY.sub(" ", clean)) if token.kind != "mark"]
    if not spoken:
        return SIGNS
    said = set()
    at = 0
    while at < len(spoken):
        found = _TALK.match(spoken, at)
        if found is None:
            return None
        said.add(found[0])
        at = found[1]
    return next((kind for kind in (THANKS, GREETING, RECEIVED) if kind in said), None)


def read_yes_no(text: str) -> bool | None:
    """A plain yes or no; None for everything else, also "đừng", which only looks like "đúng"."""
    clean = tidy(text)
    if len(clean) > LONGEST or "?" in clean:
        return None
    spoken = [t for t in tokens_of(_in_words(clean)) if t.kind != "mark" or t.text in "/%"]
    for phrases, more, meaning in _ANSWERS:
        if spoken and any(_is_all(phrases, more, spoken, at) for at in _starts(spoken)):
            return meaning
    return None


def _in_words(text: str) -> str:
    """Signs that are as good as words written out."""
    for sign, word in _EMOJI.items():
        text = text.replace(sign, word)
    return text


def _starts(tokens: list[Token]) -> list[int]:
    """Where the word itself may begin: a "dạ" or two may stand in front."""
    starts = [0]
    while len(starts) < 3 and (found := _OPENING.match(tokens, starts[-1])):
        starts.append(found[1])
    return starts


def _is_all(
    phrases: Phrasebook[bool], more: Phrasebook[bool], tokens: list[Token], at: int
) -> bool:
    found = phrases.match(tokens, at)
    return found is not None and more.past(tokens, found[1]) == len(tokens)


def _puts_off(text: str) -> bool:
    """ "Mai em gửi", "em chưa có số liệu, mai em gửi", "20/10 em gửi báo cáo"."""
    clean = tidy(text)
    spoken = [token for token in tokens_of(clean) if token.kind != "mark"]
    at, promised = 0, False
    while at < len(spoken) and len(clean) <= LONGEST:
        found = _LATER.match(spoken, at)
        if found:
            promised |= found[0]
        elif _DAY.fullmatch(spoken[at].text) and (sends := _SENDS.match(spoken, at + 1)):
            found, promised = sends, True
        else:
            return False
        at = found[1]
    return promised


def _book(table: Mapping[Talk | None, str]) -> Phrasebook[Talk | None]:
    return Phrasebook(
        (pattern, kind) for kind, words in table.items() for pattern in words.split(",")
    )


_TALK = _book({THANKS: _THANKS, GREETING: _GREETINGS, RECEIVED: _RECEIVED, None: _POLITE})
_LATER: Phrasebook[bool] = Phrasebook(
    (pattern, says)
    for says, words in (
        (True, _PROMISES),
        (True, _LACKS),
        (False, _BESIDE_A_PROMISE),
        (False, _POLITE),
    )
    for pattern in words.split(",")
)
_ANSWERS = (
    (words_of(_YES), words_of(_TAIL, _STILL_YES), True),
    (words_of(_NO), words_of(_TAIL), False),
    (words_of(_MISTAKEN), words_of(_TAIL, _WRONG), False),
)
_OPENING = words_of(_OPENING_WORDS)
