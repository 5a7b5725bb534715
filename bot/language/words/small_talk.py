"""Talk that answers nothing: greetings, thanks, "đã rõ", bare signs; and a plain yes or no."""

import re

from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of

LONGEST = 80  # letters; who writes more has something to say
THANKS, GREETING, RECEIVED, SIGNS = "thanks", "greeting", "received", "signs"

# Every word has to be one of these, so that "cảm ơn, đã xong 3" is not mere thanks
_POLITE = """dạ, vâng, ạ, ah, à, nhé, nha, nhe, em, anh, chị, anh chị, a, e, c, cô, chú, bác, sếp,
ơi, nhiều, rất, lắm, quá, bạn, hệ thống, đồng chí, đ/c, các, mọi người, ban, tổ, xin, trân trọng,
đơn vị, bên em, bên anh, mình, tôi, một ngày tốt lành, buổi sáng, buổi chiều, ngày mới, vui vẻ"""
_THANKS = "cảm ơn, cám ơn, thanks, thank you, thank, tks, thks, tk you, biết ơn"
_GREETINGS = "xin chào, chào, kính chào, alo, a lô, alô, hello, hi, hê lô, chào buổi sáng, chúc"
_RECEIVED = """ok, oke, okie, okay, okê, đã nhận, nhận rồi, đã nhận được, nhận được, đã rõ, rõ,
rõ rồi, đã biết, biết rồi, tốt, được, được rồi, vâng, dạ, dạ vâng, uh, ừ, ừm, hihi, haha, hehe,
hi hi, ha ha,
đã xem, đã đọc, đã nắm, hiểu rồi, đã hiểu, tuyệt vời, good"""
_SMILEY = re.compile(r"[:;=xX][-']?[)(DPpoO3*|/\\]+|[<]3+|\^[_.]?\^|[tT][_.][tT]")
_SKIPS = frozenset({".", "-", "?"})  # signs that mean something where they are typed

_YES = """có, đúng, đúng rồi, đúng vậy, đúng thế, đồng ý, ok, oke, okie, okay, okê, y, yes, vâng,
dạ vâng, vâng đúng, dạ đúng, dạ có, dạ được, chuẩn, chính xác, chuẩn rồi, xác nhận, nhất trí,
ừ, ok đúng,
ghi nhận, đúng đồng ý, được, vâng đồng ý"""
_NO = """không, sai, sai rồi, no, không đúng, chưa đúng, không phải, không đồng ý, không được,
bị sai,
chưa, nhầm, nhầm rồi, chưa chính xác, không chính xác"""
_TAIL = (
    "ạ, em, anh, chị, anh chị, nhé, nha, nhe, rồi, ah, à, em ơi, em nhé, luôn, đó, đấy, dạ, a, e"
)


def read_talk(text: str) -> str:
    """THANKS, GREETING, RECEIVED or SIGNS where a whole text is no more than that; else empty."""
    clean = tidy(text)
    if not clean or clean in _SKIPS or len(clean) > LONGEST or "?" in clean:
        return ""
    spoken = [token for token in tokens_of(_SMILEY.sub(" ", clean)) if token.kind != "mark"]
    if not spoken:
        return SIGNS
    said = set()
    at = 0
    while at < len(spoken):
        found = _TALK.match(spoken, at)
        if found is None:
            return ""
        said.add(found[0])
        at = found[1]
    return next((kind for kind in (THANKS, GREETING, RECEIVED) if kind in said), "")


def read_yes_no(text: str) -> bool | None:
    """A plain yes or no; None for everything else, also "đừng", which only looks like "đúng"."""
    clean = tidy(text)
    if len(clean) > LONGEST or "?" in clean:
        return None
    spoken = [token for token in tokens_of(clean) if token.kind != "mark" or token.text in "/%"]
    for phrases, meaning in ((_AGREES, True), (_DENIES, False)):
        if spoken and any(_is_all(phrases, spoken, start) for start in _starts(spoken)):
            return meaning
    return None


def _starts(tokens: list[Token]) -> range:
    """Where the word itself may begin: a "dạ" or two may stand in front."""
    polite = 0
    while polite < min(2, len(tokens)) and _OPENING.match(tokens, polite):
        polite += 1
    return range(polite + 1)


def _is_all(phrases: Phrasebook[bool], tokens: list[Token], at: int) -> bool:
    found = phrases.match(tokens, at)
    return found is not None and _ENDING.past(tokens, found[1]) == len(tokens)


_TALK: Phrasebook[str] = Phrasebook(
    (pattern, kind)
    for kind, table in (
        (THANKS, _THANKS),
        (GREETING, _GREETINGS),
        (RECEIVED, _RECEIVED),
        ("", _POLITE),
    )
    for pattern in table.split(",")
)
_AGREES, _DENIES = words_of(_YES), words_of(_NO)
_OPENING, _ENDING = words_of("dạ, vâng, thưa, ok"), words_of(_TAIL)
