"""Reads whether an obstacle has been settled: "đã giải quyết: tỉnh cấp vốn rồi", "vẫn vướng"."""

from dataclasses import dataclass

from bot.language.words.tokens import tidy, tokens_of, words_of

_WHAT = "[vướng mắc|khó khăn|khó khăn vướng mắc] [cũ|trên|này|đó|năm trước|năm ngoái|nêu trên]"
_DONE = "(giải quyết|tháo gỡ|xử lý|khắc phục)"
_SETTLED = words_of(
    f"{_WHAT} (đã|đều đã|cơ bản đã|nay đã) [được] {_DONE} [xong|hết|rồi|dứt điểm]",
    f"{_WHAT} {_DONE} (xong|hết|rồi|xong rồi|hết rồi), {_WHAT} (không còn|hết) [vướng|vướng mắc]",
)
_OPEN = words_of(
    f"{_WHAT} (chưa|vẫn chưa|còn chưa|chưa thể) [được] {_DONE} [xong|hết|dứt điểm]",
    f"{_WHAT} (vẫn|còn|vẫn còn|hiện còn) (vướng|vướng mắc|khó khăn|chờ|tồn tại|như cũ)",
)
_YES = words_of("[dạ] (rồi|xong|xong rồi|đã|đã xong|hết rồi|có|đúng|vâng|ok|yes)")
_NO = words_of("[dạ] (chưa|vẫn chưa|chưa xong|không|còn|vẫn còn|no)")
_NAMED = words_of("(vướng mắc|khó khăn)")
_COURTESIES = words_of("ạ, nhé, nha, rồi, thưa anh, thưa chị")
_GOES_ON = words_of("(vì|do|nhờ|bằng|theo|từ|ngày|tại|và|nhưng|trong|chờ|sau|khi)")


@dataclass(frozen=True)
class Settled:
    """`word`: how, in the words that were typed. `is_whole`: it is more than a yes or no;
    `is_named`: it says that it is about an obstacle."""

    is_settled: bool
    word: str
    is_whole: bool
    is_named: bool


def read_settled(text: str) -> Settled | None:
    """None where it says neither; "đã giải quyết 70% hồ sơ" is about the work, not about this."""
    clean = tidy(text)
    tokens = tokens_of(clean)
    is_named = _NAMED.match(tokens, 0) is not None
    for book, is_settled in ((_OPEN, False), (_SETTLED, True), (_NO, False), (_YES, True)):
        found = book.match(tokens, 0)
        if found is None:
            continue
        end = _COURTESIES.past(tokens, found[1])
        if end == len(tokens) or tokens[end].kind == "mark" or _GOES_ON.match(tokens, end):
            return Settled(is_settled, clean, book in (_OPEN, _SETTLED), is_named)
    return None
