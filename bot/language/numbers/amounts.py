"""How much of the work is done, as a clause says it: a share, a part of all, less than a share."""

import re
from collections.abc import Sequence

from bot.language.numbers.percentages import is_vague, percent_at
from bot.language.numbers.spoken import spoken_numbers
from bot.language.words import status_books as book
from bot.language.words.lexicon import ABOUT, LESS_THAN
from bot.language.words.tokens import Phrasebook, Token, words_of
from storage.models import Status

UNCLEAR = -1  # a percentage that no status may have
NEARLY_ALL = -2  # "gần 100%", "hơn một nửa": under way, and no figure
FEW = 3  # words
LONGEST_SUBJECT = 5  # words

_MAY_BE_TWO = re.compile(r"\d{1,2},[1-9][05]\s?%")  # "2 xong 3,50%": of task 2, or of task 3
_SOME = re.compile(r"(\d{1,3})/(\d{1,3})")
_SPAN = re.compile(r"([1-9]\d)-([1-9]\d)")


def amount_at(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """A percentage; one that no status may have where it is not exact."""
    percent, after = percent_at(tokens, at)
    if percent is None:
        return None, at
    said = tokens[at:after]
    if said[0].kind == "percent" and _MAY_BE_TWO.match(said[0].text) and at:
        return UNCLEAR, after
    if not is_vague(said, percent):
        return percent, after
    is_near = percent < 100 or any(_NEARLY.find(said))
    return (NEARLY_ALL if is_near else UNCLEAR), after


def share_behind(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """ "Đang thi công lại 40%": with the words between, where they count nothing else."""
    between, last = tokens[at:-1], tokens[-1]
    is_told = 0 < len(between) <= FEW and all(token.kind == "word" for token in between)
    if last.kind != "percent" or not is_told:
        return None, at
    percent, after = amount_at(tokens, len(tokens) - 1)
    return (percent, after) if percent and percent < 100 else (None, at)


def part_of_all(tokens: Sequence[Token], at: int) -> tuple[tuple[int, int] | None, int]:
    """ "12/20", "3 trong 5": how many of how many, and the place behind it."""
    if at < len(tokens) and (found := _SOME.fullmatch(tokens[at].text)):
        return (int(found[1]), int(found[2])), at + 1
    some = _count_at(tokens, at)
    of = _OF_ALL.match(tokens, some[1]) if some else None
    whole = _count_at(tokens, of[1]) if of else None
    return ((some[0], whole[0]), whole[1]) if some and whole else (None, at)


def share_of_work(tokens: Sequence[Token], at: int) -> tuple[float | None, int] | None:
    """ "Khối lượng thi công 48,3%": of which part of the work it is told."""
    if not book.OF_WORK.match(tokens, at):
        return None
    place = at
    while place < len(tokens) and tokens[place].kind == "word" and place < at + LONGEST_SUBJECT + 1:
        place += 1
    if place == at + 2 or any(book.NOT_OF_WORK.find(tokens[at:place])):
        return None
    percent, after = amount_at(tokens, place)
    return None if percent is None else (percent, after)


def some_of_many(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "Được 2/4 xã", "xong 8/10 xã": some of them, and so under way; the place behind it."""
    start = book.ABOUT.past(tokens, at)
    done = book.STATUSES.match(tokens, at)
    if done and done[0] in (Status.COMPLETED, Status.IN_PROGRESS):
        start = book.ABOUT.past(tokens, done[1])
    counts, after = part_of_all(tokens, start)
    while counts is None and start < min(len(tokens), LONGEST_SUBJECT):
        if tokens[start].kind != "word":
            break
        start += 1  # "mới vận động được 7/11 thôn"
        counts, after = part_of_all(tokens, start)
    is_some = counts is not None and 0 < counts[0] < counts[1]
    unit = book.UNITS.match(tokens, after) if is_some else None
    return (NEARLY_ALL, unit[1]) if unit else None


def _count_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "12", "mười hai", and the place behind it."""
    if at < len(tokens) and re.fullmatch(r"\d{1,3}", tokens[at].text):
        return int(tokens[at].text), at + 1
    return _SPOKEN.match(tokens, at)


def _risen_to(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "Từ 40% lên 55%" stands at the second; "từ năm mươi đến sáu mươi phần trăm" is between."""
    start = _FROM.past(tokens, at)
    first, after = percent_at(tokens, start)
    count = _count_at(tokens, start) if first is None else (first, after)
    to = _TO.match(tokens, count[1]) if count else None
    percent, end = percent_at(tokens, to[1]) if to else (None, at)
    if not count or not to or percent is None or not count[0] < percent < 100:
        return None
    is_reached = first is not None and _UP_TO.match(tokens, count[1])
    return (percent if is_reached else NEARLY_ALL), end


def less_than(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "Chưa được 20%", "60-65%": under way, and no figure; the place behind it."""
    start = _ABOUT.past(tokens, at)
    span = _SPAN.fullmatch(tokens[start].text) if start < len(tokens) else None
    if span and int(span[1]) < int(span[2]) and _is_sign(tokens[start + 1 : start + 2]):
        return NEARLY_ALL, start + 2
    if risen := _risen_to(tokens, at):
        return risen
    less = _LESS_THAN.match(tokens, at)
    percent, after = percent_at(tokens, less[1]) if less else (None, at)
    return (NEARLY_ALL, after) if percent and percent <= 100 else None


def _is_sign(tokens: Sequence[Token]) -> bool:
    return any(token.text == "%" for token in tokens)


_FROM, _TO, _UP_TO = (
    words_of("từ"),
    words_of("đến, tới, lên, lên đến, thành"),
    words_of("lên, thành"),
)
_SPOKEN = Phrasebook(spoken_numbers())
_ABOUT, _LESS_THAN = words_of(ABOUT), words_of(LESS_THAN)
_NEARLY = words_of("gần, gần như, xấp xỉ, sắp")
_OF_ALL = words_of("trong, trên, trong tổng số, trên tổng số, trong số")
