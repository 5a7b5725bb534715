"""Short words that answer a question of a report by themselves: back, yes, as last year."""

from bot.language.words.tokens import Phrasebook, tidy, tokens_of, words_of

LONGEST = 60  # letters; more than that says something of its own
SKIP_TEXTS = (".", "-")

_SILENT = words_of("dạ, vâng, ạ, nhé, nha, luôn, thôi, em, anh, chị, cứ, xin, cho, để, rồi")
_BACK = words_of("quay lại, trở lại, quay về, lùi, lùi lại, back")
_YES = words_of(
    "đúng, đúng rồi, đúng vậy, chính xác, ok, oke, okie, okay, đồng ý, ừ, xác nhận, ghi nhận, "
    "chuẩn, được, được rồi, phải, vâng, dạ, yes, lưu"
)
_SAME = words_of("giữ nguyên, như cũ, giữ như cũ, giữ nguyên như cũ, không đổi, keep")
_LAST_YEAR = words_of(
    "[vẫn|y|giữ|giữ nguyên|lấy] (như|giống|y như|giống như) [báo cáo] (năm trước|năm ngoái|"
    "năm rồi|kỳ trước), as last year"
)
_NOTHING = words_of("[hiện|hiện nay] (không có nội dung|không có gì|không phát sinh) [báo cáo]")
_NONE = words_of(
    "[hiện|hiện nay|tạm thời|cũng] (không|chưa) [có|thấy|gặp] [gì] [khó khăn|vướng|vướng mắc|"
    "khó khăn vướng mắc|kiến nghị|đề xuất|đề xuất kiến nghị|kết quả|thêm|phát sinh|bổ sung|ý kiến] "
    "[gì], (khó khăn|vướng mắc|kiến nghị|đề xuất) (không|không có|chưa có), none, nothing"
)
_NO_DOCUMENT = words_of("[hiện] (không|chưa|không có|chưa có|chưa gửi|chưa ban hành) [văn bản]")
_NO_FIGURE = words_of(
    "[hiện|hiện nay|đến nay|tạm thời] (không|chưa|không có|chưa có|chưa tổng hợp được|"
    "chưa thống kê được|chưa thu thập được|chưa kịp có) [đủ] "
    "(số liệu|số|dữ liệu) [chính thức|thống kê]"
)
_DECISION = words_of(
    "[không|chưa] (chấp nhận|chấp thuận|đồng ý|nhất trí|duyệt|phê duyệt|thông qua|tiếp nhận|đạt) "
    "[báo cáo|đề nghị|yêu cầu|hết|tất cả], từ chối, bác, (trả lại|trả về) [báo cáo|bổ sung], "
    "accept, accepted, reject, return"
)
_SKIP = words_of("bỏ qua, bỏ trống, để trống, skip")


def is_back(text: str) -> bool:
    return _is(_BACK, text)


def is_yes(text: str) -> bool:
    return _is(_YES, text)


def is_same(text: str) -> bool:
    return _is(_SAME, text)


def is_as_last_year(text: str) -> bool:
    return _is(_LAST_YEAR, text)


def is_nothing(text: str) -> bool:
    return _is(_NOTHING, text)


def is_none(text: str) -> bool:
    """ "không", "chưa có": there is nothing to say to the question."""
    return _is(_NONE, text)


def is_no_document(text: str) -> bool:
    return _is(_NO_DOCUMENT, text)


def is_no_figure(text: str) -> bool:
    """ "chưa có số liệu": what was measured is not known."""
    return _is(_NO_FIGURE, text)


def is_decision(text: str) -> bool:
    """ "chấp nhận", "từ chối": which way, and not why."""
    return _is(_DECISION, text)


def is_skip(text: str) -> bool:
    return text in SKIP_TEXTS or _is(_SKIP, text)


def _is(book: Phrasebook[bool], text: str) -> bool:
    """The whole text is the phrase, but for courtesies around it."""
    if not text or len(text) > LONGEST:
        return False
    tokens = tokens_of(tidy(text).strip(" .,!"))
    for start in dict.fromkeys((0, _SILENT.past(tokens, 0))):
        found = book.match(tokens, start)
        if found and _SILENT.past(tokens, found[1]) == len(tokens):
            return True
    return False
