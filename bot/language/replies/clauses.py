"""One phrase as clauses: what each says with its first words, and what it says besides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.language.numbers.amounts import (
    LONGEST_SUBJECT,
    NEARLY_ALL,
    amount_at,
    less_than,
    share_behind,
    share_of_work,
    some_of_many,
)
from bot.language.words import status_books as book
from bot.language.words.tokens import Token, stands_for
from storage.models import UNBEGUN, Status

REASONS = (Status.BLOCKED, Status.AWAITING_GUIDANCE, Status.PROPOSE_CHANGE)
# These are said with their whole clause: "xong thủ tục" is not "xong"
STRICT = (Status.COMPLETED, Status.ONGOING, Status.NOT_STARTED, Status.NOT_YET_DUE)

_YEAR = re.compile(r"20[2-4]\d")
_FIELD_ENDS = ";.\n"
_BOUNDARIES = ',;.:!()[]/*–—-\n"“”'


class _Spoken(NamedTuple):
    """The words of a clause."""

    words: list[Token]
    is_cause: bool = False
    is_field: bool = False  # they stand behind a label: "khó khăn: …"


@dataclass(frozen=True)
class Clause:
    status: Status | None = None
    percent: float | None = None
    rest: tuple[Token, ...] = ()  # what follows the status
    known: bool = True  # it says a status, a percentage, or that nothing is wrong
    telling: bool = False  # it says more than that
    first: tuple[Token, ...] = ()  # the words it begins with: one that joins it, too
    is_cause: bool = False
    is_field: bool = False  # a field of a report besides its status: "khó khăn: …"
    is_of_a_part: bool = False  # "gđ 2 đang đấu thầu"


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses that say anything, in order; mere courtesy is left out."""
    spoken = [one for one in _clauses(tokens) if one.words]
    while len(spoken) > 1 and book.COURTESY.past(spoken[0].words, 0) == len(spoken[0].words):
        del spoken[0]  # "Tiến độ: chậm so với kế hoạch"
    clauses = [_clause(one, place) for place, one in enumerate(spoken)]
    if spoken and _is_stopped_by_a_cause(spoken, clauses):
        clauses[0] = Clause(Status.BLOCKED, telling=True)
    elif len(spoken) > 1 and _stops(spoken):
        clauses[:2] = [Clause(Status.BLOCKED, telling=True), clauses[1]]
    return [clause for clause in clauses if clause.known or clause.telling]


def _clause(spoken: _Spoken, place: int) -> Clause:
    words = spoken.words
    if spoken.is_field:
        return Clause(rest=tuple(words), known=False, telling=True, is_field=True)
    rest = book.REST.match(words, 0) if place else None
    if rest and _is(words[rest[1] :], Status.IN_PROGRESS):  # "xong phần khảo sát, còn lại đang làm"
        words = words[rest[1] :]
    rate = book.RATE.match(words, 0) if place else None
    if rate and [one.kind for one in words[rate[1] : rate[1] + 1]] == ["percent"]:
        words = words[rate[1] :]  # "đang làm, tỷ lệ 58%"; first it may be a value
    part = book.PART.match(words, 0)
    said = _read(words[part[1] :] if part else words, spoken.is_cause)
    if part and said.known and said.status:
        return Clause(said.status, telling=True, is_of_a_part=True)
    if part:
        said = _read(words, spoken.is_cause)
    return replace(said, first=tuple(words[:2]))


def _is(words: Sequence[Token], status: Status) -> bool:
    found = book.STATUSES.match(words, 0)
    return found is not None and found[0] is status


def _is_stopped_by_a_cause(spoken: Sequence[_Spoken], clauses: Sequence[Clause]) -> bool:
    """ "Tạm dừng do thiếu vốn": the cause says what the word alone does not; an order may be one,
    which is no trouble."""
    first = spoken[0].words
    found = book.STOPPED.match(first, book.FILLERS.past(first, 0))
    if found is None or not _only_tells_when(first[found[1] :], Status.IN_PROGRESS, False):
        return False
    causes = [one.words for one in spoken[1:] if one.is_cause or one.is_field]
    is_told = bool(causes) or any(one.status is Status.BLOCKED for one in clauses[1:])
    return is_told and not any(any(book.ORDERED.find(words)) for words in causes)


def _stops(spoken: Sequence[_Spoken]) -> bool:
    """ "Mưa bão sạt lở đường, chưa thi công được": the trouble is named first."""
    trouble, then = spoken[0].words, spoken[1].words
    at = book.FILLERS.past(then, 0)
    found = book.STOPPED.match(then, at) or book.CANNOT.match(then, at)
    is_trouble = (
        book.SO.match(then, 0) or any(book.TROUBLES.find(trouble))
    ) and not book.STATUSES.match(trouble, 0)
    return bool(found and book.SILENT.past(then, found[1]) == len(then) and is_trouble)


def said_alone(tokens: Sequence[Token]) -> Status | None:
    """The status of a phrase that is one short word or two: "chưa ạ", "ok", "đã trình"."""
    spoken = [token for token in tokens if token.text != ","]
    for start in dict.fromkeys((book.FILLERS.past(spoken, 0), 0)):
        found = book.ALONE.match(spoken, start)
        if found and book.SILENT.past(spoken, found[1]) == len(spoken):
            return found[0]
    return None


def _clauses(tokens: Sequence[Token]) -> list[_Spoken]:
    clauses = [_Spoken([])]
    for at, token in enumerate(tokens):
        current, is_cause, is_field = clauses[-1]
        if token.text == ":" and _is_label(current, is_first=len(clauses) == 1):
            clauses[-1] = _Spoken([*current, token], is_field=True)
        elif token.kind == "mark" and token.text in _BOUNDARIES:
            goes_on = is_field and token.text not in _FIELD_ENDS
            clauses.append(_Spoken([], is_cause and token.text in "()/", goes_on))
        elif at and not is_field and _is_cause_at(tokens, at):
            clauses.append(_Spoken([token], is_cause=True))
        elif current and not is_field and _is_joint(tokens, at, current, is_cause):
            clauses.append(_Spoken([token]))
        else:
            current.append(token)
    return clauses


def _is_cause_at(tokens: Sequence[Token], at: int) -> bool:
    """But for the "do" of "tien do", typed without its accents."""
    return bool(book.CAUSES.match(tokens, at)) and not book.DEGREES.match(tokens, at - 1)


def _is_label(words: Sequence[Token], is_first: bool) -> bool:
    """ "khó khăn: …": what stands behind it is no status of its own; first it may be one."""
    found = (book.OTHER_LABELS if is_first else book.LABELS).match(words, 0)
    return found is not None and found[1] == len(words)


def _is_joint(tokens: Sequence[Token], at: int, current: list[Token], is_cause: bool) -> bool:
    if book.JOINS.match(tokens, at):
        return True
    is_thanks_to = any(book.THANKS_TO.find(current))
    if book.BEING.match(tokens, at) and any(book.FINISHED.find(current)) and not is_thanks_to:
        return _is(tokens[at:], Status.IN_PROGRESS)  # "đã xây dựng xong dự thảo đang trình"
    return not is_cause and _begins_anew(tokens, at, current)


def _begins_anew(tokens: Sequence[Token], at: int, current: list[Token]) -> bool:
    """Whether a second status follows the first at once: "đang làm 60% vướng mặt bằng"."""
    following = book.STATUSES.match(tokens, at)
    if following is None or following[0] is Status.COMPLETED or len(current) > 12:
        return False
    grown = book.STATUSES.match([*current, *tokens[at : at + 6]], book.FILLERS.past(current, 0))
    if grown is not None and grown[1] > len(current):
        return False
    so_far = _read(current, is_cause=False)
    return so_far.known and not so_far.rest


def _read(tokens: Sequence[Token], is_cause: bool) -> Clause:
    at = book.FILLERS.past(tokens, 0)
    clear = _without_status(tokens, at) or _briefly(tokens, at)
    if clear is not None:
        return replace(clear, is_cause=is_cause)
    percent, after = (
        some_of_many(tokens, at)
        or less_than(tokens, at)
        or share_of_work(tokens, at)
        or amount_at(tokens, at)
    )
    found = book.STATUSES.match(tokens, after)
    status, after = found if found else (None, after)
    if percent is None and status not in (None, Status.PROPOSE_CHANGE):
        percent, after = amount_at(tokens, after)
        if percent and stands_for(tokens[at].text, "chưa"):
            return Clause(rest=tuple(tokens), known=False, telling=True)  # "chưa xong 60%"
        if percent is None and status is Status.IN_PROGRESS:
            percent, after = share_behind(tokens, after)
    if found is None and percent is None and (doing := _at_work(tokens, at)):
        return replace(doing, is_cause=is_cause)
    if found is None and percent is None:
        return _of_somebody(tokens, is_cause) or _unknown(tokens, is_cause)
    if status is Status.COMPLETED and percent is not None and 0 < percent < 100:
        status = Status.IN_PROGRESS  # "hoàn thành 60%"
    if percent == NEARLY_ALL and status in (None, Status.IN_PROGRESS, Status.COMPLETED):
        nearly = _with_rest(Status.IN_PROGRESS, None, tokens, after, is_cause)
        return replace(nearly, telling=True)  # the words say more than the status
    return _with_rest(status, percent, tokens, after, is_cause)


def _at_work(tokens: Sequence[Token], at: int) -> Clause | None:
    """ "Đang" and any work at all: "đang may cờ"; without its accents it may be another word."""
    being = book.BEING.match(tokens, at)
    rest = tuple(tokens[being[1] :]) if being else ()
    if being is None or not rest or tokens[being[1] - 1].text != "đang":
        return None
    if any(token.kind != "word" for token in rest[:1]) or book.NO_WORK.match(rest, 0):
        return None
    if any(token.kind == "percent" for token in rest) or any(book.NOT_AT_WORK.find(rest)):
        return None
    return Clause(Status.IN_PROGRESS, rest=rest, telling=True)


def _without_status(tokens: Sequence[Token], at: int) -> Clause | None:
    """What is over or denied; "năm trước 40%", "kế hoạch 100%": no figure of today."""
    compared = book.COMPARED.match(tokens, at)
    is_figure = compared and [one.kind for one in tokens[compared[1] :][:1]] == ["percent"]
    return Clause(telling=True) if is_figure or book.OVER.match(tokens, at) else None


def _briefly(tokens: Sequence[Token], at: int) -> Clause | None:
    """ "Chưa", "chờ bộ": with nothing behind."""
    for brief in (book.WHOLE, book.YET):
        said = brief.match(tokens, at)
        if said and book.SILENT.past(tokens, said[1]) == len(tokens):
            return Clause(said[0])
    return None


def _of_somebody(tokens: Sequence[Token], is_cause: bool) -> Clause | None:
    """ "Nhà thầu đang thi công", "hồ sơ đang trình UBND tỉnh": who or what is under way."""
    is_known = book.SUBJECTS.match(tokens, 0)
    for at in range(1, min(len(tokens), LONGEST_SUBJECT + 1)):
        subject = tokens[:at]
        if subject[-1].kind != "word" or any(book.NO_SUBJECT.find(subject)):
            return None
        if book.STILL.match(tokens, at) and _is(tokens[at:], Status.BLOCKED):
            is_other = any(book.IN_NEED.find(subject)) or any(book.OVER_BY_NOW.find(tokens))
            # "vay vốn còn khó khăn"
            return None if is_other else replace(_read(tokens[at:], is_cause), telling=True)
        is_somebody = is_known or book.THEN.match(tokens, at - 1)
        if is_somebody and book.BEING.match(tokens, at) and _is(tokens[at:], Status.IN_PROGRESS):
            if any(book.NOT_US.find(tokens[at:])):
                return None
            return replace(_read(tokens[at:], is_cause), telling=True)
    return None


def _with_rest(
    status: Status | None, percent: float | None, tokens: Sequence[Token], at: int, is_cause: bool
) -> Clause:
    at = book.SILENT.past(tokens, at)
    if percent is not None:
        at = book.SILENT.past(tokens, book.OF_THE_WORK.past(tokens, at))
    exceeds = book.EXCEEDS.match(tokens, at) if status is Status.COMPLETED else None
    if exceeds and [token.kind for token in tokens[exceeds[1] :][:1]] == ["percent"]:
        at = exceeds[1] + 1  # "vượt kế hoạch 5%": no share of the work
    rest = tuple(tokens[at:])
    may_go_on = status in REASONS or (status is Status.IN_PROGRESS and percent is None)
    may_go_on |= status is Status.ONGOING and book.WHERE.match(rest, 0) is not None
    # "đang làm 60"; but "chờ kinh phí 2027"
    is_number = len(rest) == 1 and rest[0].kind == "number" and not _YEAR.fullmatch(rest[0].text)
    is_promise = status not in UNBEGUN and not any(book.PAST.find(tokens))
    if is_number or not (may_go_on or _only_tells_when(rest, status, is_promise)):
        return Clause(rest=tuple(tokens), known=False, telling=True, is_cause=is_cause)
    is_telling = (
        bool(rest or exceeds)
        or (status is None and percent is None)
        or any(book.MATTERS.find(tokens))
    )
    return Clause(status, percent, rest, telling=is_telling, is_cause=is_cause)


def _unknown(tokens: Sequence[Token], is_cause: bool) -> Clause:
    rest = tuple(tokens)
    is_polite = book.COURTESY.past(rest, 0) == len(rest)
    return Clause(rest=rest, known=False, telling=not is_polite, is_cause=is_cause)


def _only_tells_when(rest: Sequence[Token], status: Status | None, is_promise: bool) -> bool:
    if status is None and book.IS_DONE.match(rest, 0):
        return len(rest) == 2  # "hai phần ba công việc đã xong"
    praises = status not in UNBEGUN
    at = 0
    while at < len(rest):
        found = book.SILENT.match(rest, at) or (_how_at(rest, at) if praises else None)
        found = found or (None if is_promise else book.WHEN.match(rest, at))
        if found is None and rest[at].kind != "number":
            return False
        at = found[1] if found else at + 1
    return not rest or rest[0].kind != "number"


def _how_at(rest: Sequence[Token], at: int) -> tuple[bool, int] | None:
    """ "đúng hạn", "trước hạn 5 ngày"."""
    early = book.BY_HOW_MUCH.match(rest, at)
    if early and early[1] + 1 < len(rest) and rest[early[1]].text.isdecimal():
        return book.SPANS.match(rest, early[1] + 1)
    return book.HOW.match(rest, at)
