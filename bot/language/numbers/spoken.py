"""Task numbers as they are dictated, with digits: "nhiệm vụ mười hai", "chín chấm hai"."""

from collections.abc import Iterator, Sequence

from bot.language.words.tokens import Phrasebook, Token, tokens_of, words_of

LONGEST_CODE = 4  # numbers

_DIGITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MARKED = {1: "mốt", 4: "tư", 5: "(lăm|nhăm)"}  # "bảy lăm": they need no "mươi" before them
_NAMES = words_of(
    """chỉ tiêu [số], ct, (nhiệm vụ|mục|câu|việc|công việc) [số|thứ], cái (số|thứ),
    (nhiệm vụ|mục|việc) cái [số|thứ],
    số"""
)
# With one of these behind it, it is no number of a task: "nhiệm vụ một phần", "số hai mươi %"
_COUNTED = words_of(
    """phần, nửa, số, năm, tháng, ngày, tuần, quý, lần, người, sở, huyện, xã, lớp, dự án, đơn vị,
    nhiệm vụ, chỉ tiêu, nay, ngoái, trước, sau, cái, bên, phía, cấp, bộ, ngành, nội dung, triệu,
    tỷ, trăm, nghìn, chục"""
)
_AND = words_of("và, với, cùng, lẫn")
_SAID = words_of(
    """thì, xong, rồi, chưa, đã, đang, đều, cũng, vướng, bị, hoàn thành, thường xuyên, cả, hết, mới,
    vẫn"""
)
_SPANS = words_of("ngày, tuần, tháng, quý, phần")
_ORDINAL = {"số", "thứ", "so", "thu"}  # "số hai bên em": the number is at its end
_MORE = words_of("phần, trăm, nghìn, triệu, tỷ, mươi, mười")
_POINT = "chấm"  # with its accents: "9 cham 2 ngay" is late
_AMBIGUOUS = {"sau", "nam", "tam"}  # sáu or sau, năm or nam, tám or tạm: accents have to tell


def spoken_numbers() -> Iterator[tuple[str, int]]:
    """1 to 99 in words, as a pattern each."""
    for tens in range(10):
        for units in range(10):
            if tens or units:
                yield f"{_tens(tens)} {_units(tens, units)}", 10 * tens + units
            if tens > 1 and units in _MARKED:
                yield f"{_DIGITS[tens]} {_MARKED[units]}", 10 * tens + units


def with_digits(text: str) -> str:
    """A tidy text with the dictated numbers of tasks as digits; all else stays as it is."""
    tokens = tokens_of(text)
    parts, at, done = [], 0, 0
    while at < len(tokens):
        name = _NAMES.match(tokens, at)
        start = name[1] if name else at
        code, end = _code_at(tokens, start)
        if code:
            parts += [text[done : tokens[start].start], code]
            at, done = end, tokens[end - 1].end
            continue
        number = _NUMBERS.match(tokens, name[1]) if name else None
        if name is None or number is None:
            at += 1
            continue
        first, last = tokens[name[1]], tokens[number[1] - 1]
        at = number[1]
        of_more = _MORE if tokens[name[1] - 1].text in _ORDINAL else _COUNTED
        is_year = first.text == "năm" and [one.kind for one in tokens[at : at + 1]] == ["number"]
        is_ambiguous = any(one.text in _AMBIGUOUS for one in tokens[name[1] : at])
        if is_ambiguous or is_year or of_more.match(tokens, at):
            continue
        more, at, end = _listed(tokens, at, last.end)
        parts += [text[done : first.start], ", ".join(map(str, (number[0], *more)))]
        done = end
    return "".join((*parts, text[done:]))


def _listed(tokens: Sequence[Token], at: int, end: int) -> tuple[list[int], int, int]:
    """The numbers that follow one of a task where something is said of them all: "nhiệm vụ một hai
    ba xong", "nhiệm vụ bốn và năm xong"; the places behind them, in tokens and in the text."""
    found, place = list[int](), at
    while place < len(tokens):
        start = _AND.past(tokens, place)
        number = _NUMBERS.match(tokens, start)
        word = tokens[start].text if start < len(tokens) else ""
        if not number or word in _AMBIGUOUS or (word == "năm" and start == place):
            break
        found.append(number[0])
        place = number[1]
    if not found or not _SAID.match(tokens, place):
        return [], at, end
    return found, place, tokens[place - 1].end


def _code_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """ "chín chấm hai", "2 chấm 2 chấm ba": the code and the place behind it, "" for none."""
    figures = list[str]()
    while at < len(tokens) and len(figures) < LONGEST_CODE:
        word = tokens[at].text
        spoken = _NUMBERS.match(tokens, at)
        if not spoken and not (word.isdecimal() and len(word) < 3):
            break
        figure, at = spoken or (int(word), at + 1)
        figures.append(str(figure))
        if at == len(tokens) or not (tokens[at].text == _POINT or _is_point(tokens, at)):
            return (".".join(figures), at) if len(figures) > 1 else ("", at)
        at += 1
    return "", at


def _is_point(tokens: Sequence[Token], at: int) -> bool:
    """ "chin cham hai" without accents, between two words that are numbers."""
    after = _NUMBERS.match(tokens, at + 1)
    is_between = after is not None and tokens[at].text == "cham" and tokens[at - 1].kind == "word"
    return is_between and after is not None and not _SPANS.match(tokens, after[1])


def _tens(tens: int) -> str:
    if tens < 2:
        return "mười" * tens
    return f"{_DIGITS[tens]} (mươi|mười)"


def _units(tens: int, units: int) -> str:
    if units == 5 and tens:
        return "(lăm|nhăm|năm)"
    if units == 1 and tens > 1:
        return "(mốt|một)"
    return "(bốn|tư)" if units == 4 and tens > 1 else _DIGITS[units]


_NUMBERS: Phrasebook[int] = Phrasebook((*spoken_numbers(), ("nhất", 1), ("nhì", 2), ("tư", 4)))
