"""One phrase as clauses: what each says with its first words, and what it says besides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.numbers.percentages import is_vague, percent_at, share_of
from bot.language.words import lexicon as table
from bot.language.words.tokens import Phrasebook, Token, stands_for, words_of
from storage.models import UNBEGUN, Status

REASONS = (Status.BLOCKED, Status.AWAITING_GUIDANCE, Status.PROPOSE_CHANGE)
# These are said with their whole clause: "xong thủ tục" is not "xong"
STRICT = (Status.COMPLETED, Status.ONGOING, Status.NOT_STARTED, Status.NOT_YET_DUE)

UNCLEAR = -1  # a percentage that no status may have
_NEARLY_ALL = -2  # "gần 100%", "hơn một nửa": under way, and no figure
_MAY_BE_TWO = re.compile(r"\d{1,2},[1-9][05]\s?%")  # "2 xong 3,50%": of task 2, or of task 3
_YEAR = re.compile(r"20[2-4]\d")
_BOUNDARIES = ',;.:!()[]/*–—-\n"“”'


@dataclass(frozen=True)
class Clause:
    status: Status | None = None
    percent: float | None = None
    rest: tuple[Token, ...] = ()  # what follows the status
    known: bool = True  # it says a status, a percentage, or that nothing is wrong
    telling: bool = False  # it says more than that
    is_cause: bool = False


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses that say anything, in order; mere courtesy is left out."""
    spoken = _clauses(tokens)
    clauses = [_read(words, is_cause) for words, is_cause in spoken]
    if spoken and _is_stopped_by_a_lack(spoken):
        clauses[0] = Clause(Status.BLOCKED, telling=True)
    return [clause for clause in clauses if clause.known or clause.telling]


def _is_stopped_by_a_lack(spoken: Sequence[tuple[list[Token], bool]]) -> bool:
    """ "Tạm dừng do thiếu vốn": the cause says what the word alone does not."""
    first = spoken[0][0]
    found = _STOPPED.match(first, _FILLERS.past(first, 0))
    if found is None or _SILENT.past(first, found[1]) < len(first):
        return False
    return any(is_cause and any(_LACKS.find(words)) for words, is_cause in spoken[1:])


def said_alone(tokens: Sequence[Token]) -> Status | None:
    """The status of a phrase that is one short word or two: "chưa ạ", "ok", "đã trình"."""
    spoken = [token for token in tokens if token.text != ","]
    for start in dict.fromkeys((_FILLERS.past(spoken, 0), 0)):
        found = _ALONE.match(spoken, start)
        if found and _SILENT.past(spoken, found[1]) == len(spoken):
            return found[0]
    return None


def _clauses(tokens: Sequence[Token]) -> list[tuple[list[Token], bool]]:
    """The clauses, each with whether it gives a cause."""
    clauses: list[tuple[list[Token], bool]] = [([], False)]
    for at, token in enumerate(tokens):
        current, is_cause = clauses[-1]
        if token.kind == "mark" and token.text in _BOUNDARIES:
            clauses.append(([], is_cause and token.text in "()/"))
        elif current and _CAUSES.match(tokens, at):
            clauses.append(([token], True))
        elif current and _is_joint(tokens, at, current, is_cause):
            clauses.append(([token], False))
        else:
            current.append(token)
    return [clause for clause in clauses if clause[0]]


def _is_joint(tokens: Sequence[Token], at: int, current: list[Token], is_cause: bool) -> bool:
    if _JOINS.match(tokens, at):
        return True
    return not is_cause and _begins_anew(tokens, at, current)


def _begins_anew(tokens: Sequence[Token], at: int, current: list[Token]) -> bool:
    """Whether a second status follows the first at once: "đang làm 60% vướng mặt bằng"."""
    following = STATUSES.match(tokens, at)
    if following is None or following[0] is Status.COMPLETED or len(current) > 12:
        return False
    grown = STATUSES.match([*current, *tokens[at : at + 6]], _FILLERS.past(current, 0))
    if grown is not None and grown[1] > len(current):
        return False
    so_far = _read(current, is_cause=False)
    return so_far.known and not so_far.rest


def _read(tokens: Sequence[Token], is_cause: bool) -> Clause:
    at = _FILLERS.past(tokens, 0)
    percent, after = _some_of_many(tokens, at) or _amount_at(tokens, at)
    whole = _WHOLE.match(tokens, at)
    if whole and not tokens[_SILENT.past(tokens, whole[1]) :]:
        return Clause(whole[0], is_cause=is_cause)
    found = STATUSES.match(tokens, after)
    status, after = found if found else (None, after)
    if percent is None and found and status is not None:
        percent, after = _amount_at(tokens, after)
        if percent and stands_for(tokens[at].text, "chưa"):
            return Clause(rest=tuple(tokens), known=False, telling=True)  # "chưa xong 60%"
    if found is None and percent is None:
        return _unknown(tokens, is_cause)
    if status is Status.COMPLETED and percent is not None and 0 < percent < 100:
        status = Status.IN_PROGRESS  # "hoàn thành 60%"
    if percent == _NEARLY_ALL and status in (None, Status.IN_PROGRESS, Status.COMPLETED):
        nearly = _with_rest(Status.IN_PROGRESS, None, tokens, after, is_cause)
        return replace(nearly, telling=True)  # the words say more than the status
    return _with_rest(status, percent, tokens, after, is_cause)


def _amount_at(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
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
    return (_NEARLY_ALL if is_near else UNCLEAR), after


def _some_of_many(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "Được 2/4 xã": some of them, and so under way; the place behind it."""
    start = _ABOUT.past(tokens, at)
    share = share_of(tokens[start].text) if at < start < len(tokens) else None
    unit = _UNITS.match(tokens, start + 1) if share is not None and share < 100 else None
    return (_NEARLY_ALL, unit[1]) if unit else None


def _with_rest(
    status: Status | None, percent: float | None, tokens: Sequence[Token], at: int, is_cause: bool
) -> Clause:
    at = _SILENT.past(tokens, at)
    if percent is not None:
        at = _SILENT.past(tokens, _OF_THE_WORK.past(tokens, at))
    rest = tuple(tokens[at:])
    may_go_on = status in REASONS or (status is Status.IN_PROGRESS and percent is None)
    # "đang làm 60"; but "chờ kinh phí 2027"
    is_number = len(rest) == 1 and rest[0].kind == "number" and not _YEAR.fullmatch(rest[0].text)
    is_promise = status not in UNBEGUN and not any(_PAST.find(tokens))
    if is_number or not (may_go_on or _only_tells_when(rest, status, is_promise)):
        return Clause(rest=tuple(tokens), known=False, telling=True, is_cause=is_cause)
    is_telling = bool(rest) or (status is None and percent is None) or any(_MATTERS.find(tokens))
    return Clause(status, percent, rest, telling=is_telling, is_cause=is_cause)


def _unknown(tokens: Sequence[Token], is_cause: bool) -> Clause:
    rest = tuple(tokens)
    is_polite = _COURTESY.past(rest, 0) == len(rest)
    return Clause(rest=rest, known=False, telling=not is_polite, is_cause=is_cause)


def _only_tells_when(rest: Sequence[Token], status: Status | None, is_promise: bool) -> bool:
    praises = status not in UNBEGUN
    at = 0
    while at < len(rest):
        found = _SILENT.match(rest, at) or (_how_at(rest, at) if praises else None)
        found = found or (None if is_promise else _WHEN.match(rest, at))
        if found is None and rest[at].kind != "number":
            return False
        at = found[1] if found else at + 1
    return not rest or rest[0].kind != "number"


def _how_at(rest: Sequence[Token], at: int) -> tuple[bool, int] | None:
    """ "đúng hạn", "trước hạn 5 ngày"."""
    early = _BY_HOW_MUCH.match(rest, at)
    if early and early[1] + 1 < len(rest) and rest[early[1]].text.isdecimal():
        return _SPANS.match(rest, early[1] + 1)
    return _HOW.match(rest, at)


def _phrases(statuses: dict[Status | None, str]) -> Phrasebook[Status | None]:
    return Phrasebook(
        (pattern, status) for status, patterns in statuses.items() for pattern in _parted(patterns)
    )


def _parted(patterns: str) -> list[str]:
    """One pattern a line or comma; a line that ends inside a bracket goes on."""
    lines: list[str] = []
    for line in patterns.strip().splitlines():
        if lines and _is_open(lines[-1]):
            lines[-1] += line.strip()
        else:
            lines.append(line.strip())
    return [pattern for line in lines for pattern in line.split(",")]


def _is_open(line: str) -> bool:
    return line.count("(") > line.count(")") or line.count("[") > line.count("]")


STATUSES = _phrases(table.STATUSES)
_WHOLE, _ALONE = _phrases(table.WHOLE), _phrases(table.ALONE)
_NEARLY = words_of("gần, gần như, xấp xỉ, sắp")
_FILLERS, _SILENT = words_of(table.FILLERS), words_of(table.SILENT)
_COURTESY, _MATTERS = words_of(table.COURTESY), words_of(table.MATTERS)
_STOPPED, _LACKS = words_of(*_parted(table.STOPPED)), words_of(table.LACKS)
_BY_HOW_MUCH, _SPANS = words_of(table.BY_HOW_MUCH), words_of(table.SPANS)
_WHEN, _HOW, _PAST = words_of(table.WHEN), words_of(table.HOW), words_of(table.PAST)
_ABOUT, _OF_THE_WORK = words_of(table.ABOUT), words_of(table.OF_THE_WORK)
_UNITS = words_of(table.UNITS)
_JOINS, _CAUSES = words_of(table.JOINS), words_of(table.CAUSES)
