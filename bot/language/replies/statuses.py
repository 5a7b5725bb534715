"""What a phrase says about a task: its status, the percentage, and a note.

A phrase is read clause by clause ("đang làm, đạt 60%, do …"). A clause says a status only with
its first words, so "họp xong" and "nếu xong" say none. A clause that gives a cause says none
either. Clauses that disagree, a denial, a question, a future: unread rather than guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.replies.clauses import REASONS, STATUSES, STRICT, Clause, clauses_of
from bot.language.words import lexicon as table
from bot.language.words.tokens import Token, tidy, tokens_of, words_of
from storage.models import Status

LONGEST = 1000  # letters; more than a note is no phrase

_AROUND = " ,;.:-–—=>~≈!*\"“”'"
_POINT = re.compile(r"\w\)")  # "a) xong" is said of one point of a task

# Two clauses, two statuses: which one holds. Any other pair is left unread.
OUTRANKS = {
    frozenset({Status.IN_PROGRESS, Status.BLOCKED}): Status.BLOCKED,
    frozenset({Status.NOT_STARTED, Status.BLOCKED}): Status.BLOCKED,
    frozenset({Status.NOT_STARTED, Status.AWAITING_GUIDANCE}): Status.AWAITING_GUIDANCE,
    frozenset({Status.NOT_STARTED, Status.NOT_YET_DUE}): Status.NOT_YET_DUE,
}


@dataclass(frozen=True)
class ParsedStatus:
    """`percent` only when it was said; `note` is the whole phrase when it says more than that."""

    status: Status
    percent: int | None = None
    note: str = ""


def read_status(text: str) -> ParsedStatus | None:
    """What is said, or None when that is not sure; `text` holds no reference to a task."""
    phrase = tidy(text).strip(_AROUND)
    if not phrase or len(phrase) > LONGEST or "?" in phrase or _POINT.match(phrase):
        return None
    tokens = tokens_of(phrase)
    if _asks(tokens):
        return None
    clauses = clauses_of(tokens)
    if not clauses or not clauses[0].known:
        return None
    status, percent = _status(clauses), _percent(clauses)
    if status is None or not _may_have(status, percent) or _taken_back(status, clauses):
        return None
    is_telling = any(clause.telling for clause in clauses) or len(_said(clauses)) > 1
    return ParsedStatus(status, percent, phrase if is_telling else "")


def gives_a_cause(text: str) -> bool:
    """Whether a note says why: "chậm do thiếu vốn", "chưa có kinh phí"."""
    tokens = tokens_of(tidy(text))
    return any(_CAUSES.find(tokens)) or any(_LACKS.find(tokens))


def courtesy_end(text: str) -> int:
    """Where the greeting or thanks at the beginning of a text ends; 0 when there is none."""
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens):
        found = _COURTESY.match(tokens, at)
        if found is None and tokens[at].text not in ",.;:!()-":
            break
        at = found[1] if found else at + 1
    return tokens[at].start if at < len(tokens) else len(text)


def _status(clauses: Sequence[Clause]) -> Status | None:
    said = _said(clauses)
    if not said:
        percent = _percent(clauses)
        return None if percent is None else _status_of(percent)
    return next(iter(said)) if len(said) == 1 else OUTRANKS.get(said)


def _said(clauses: Sequence[Clause]) -> frozenset[Status]:
    return frozenset(clause.status for clause in clauses if clause.status and not clause.is_cause)


def _percent(clauses: Sequence[Clause]) -> int | None:
    """The percentage said; -1, which no status may have, when several were."""
    said = {clause.percent for clause in clauses if clause.percent is not None}
    if len(said) > 1:
        return -1
    return said.pop() if said else None


def _status_of(percent: int) -> Status:
    if percent == 0:
        return Status.NOT_STARTED
    return Status.COMPLETED if percent == 100 else Status.IN_PROGRESS


def _may_have(status: Status, percent: int | None) -> bool:
    if percent is None or status in (Status.ONGOING, Status.PROPOSE_CHANGE):
        return percent is None or 0 <= percent <= 100
    if status in (Status.NOT_STARTED, Status.NOT_YET_DUE):
        return percent == 0
    if status is Status.COMPLETED:
        return percent == 100
    return (0 if status in REASONS else 1) <= percent < 100


def _taken_back(status: Status, clauses: Sequence[Clause]) -> bool:
    """Whether something behind the status denies it, or may tell another one."""
    for clause in clauses:
        if clause.is_cause and status is not Status.COMPLETED:
            continue
        if any(_CONTRARY[status].find(clause.rest)):
            return True
        if status in REASONS:
            continue
        others = {other for other in STATUSES.find(clause.rest) if other not in (None, status)}
        if others if status in STRICT else others & set(REASONS):
            return True
        if status is Status.COMPLETED and any(token.kind == "percent" for token in clause.rest):
            return True
    return False


def _asks(tokens: Sequence[Token]) -> bool:
    """ "Xong chưa", "xong không ạ" ask."""
    spoken = [token for at, token in enumerate(tokens) if not _ENDING.match(tokens, at)]
    return len(spoken) > 1 and bool(_QUESTIONS.match(spoken, len(spoken) - 1))


_CONTRARY = {status: words_of(words) for status, words in table.CONTRARY.items()}
_COURTESY = words_of(table.COURTESY)
_CAUSES = words_of(table.CAUSES)
_LACKS = words_of("thiếu, chưa có, chậm, vướng, khó khăn, chưa bố trí")
_QUESTIONS = words_of("chưa, không, chăng, nhỉ, hả")
_ENDING = words_of("ạ, anh, chị, em, nhỉ, vậy, ta")
