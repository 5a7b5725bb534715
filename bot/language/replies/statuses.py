"""What a phrase says about a task: its status, the percentage, and a note.

A phrase is read clause by clause ("đang làm, đạt 60%, do …"). A clause says a status only with
its first words, so "họp xong" and "nếu xong" say none. A clause that gives a cause says none
either. Clauses that disagree, a denial, a question, a future: unread rather than guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.numbers.amounts import UNCLEAR
from bot.language.numbers.dictated import with_figures
from bot.language.replies.begun import is_begun, status_of_parts
from bot.language.replies.clauses import (
    REASONS,
    STRICT,
    Clause,
    clauses_of,
    said_alone,
)
from bot.language.replies.layouts.one_phrase import bare, put_right
from bot.language.words import lexicon as table
from bot.language.words.phrases import is_none
from bot.language.words.questions import asks_in_words
from bot.language.words.slips import without_slips
from bot.language.words.status_books import STATUSES
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of
from storage.models import UNBEGUN, Status
from storage.names import fold

LONGEST_WITH_A_SLIP = 80
LONGEST = 1000  # letters; more than a note is no phrase

_BY_DOCUMENT = re.compile(
    r"[ ,(]*(?<!\w)(?:theo|tại|tai|kèm|kem|bằng|bang)\s[^\d,;.?]{0,40}\d{1,5}/[\w&./-]*[^\W\d_]"
    r"(?:\s(?:ngày|ngay)\s\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)?\)?$"
)
# "60% đã tập huấn 12 lớp", "xong đã mở 12 lớp": how far it is, and what was done for it
_SHARE_DONE = re.compile(
    r"^((?:\w+ ){0,2}[1-9]\d{0,2}(?:[.,]\d+)? ?%|(?:đã |da )?(?:xong|hoàn thành|hoan thanh))"
    r" (?=(?:đã|da) (?!chưa|chua)\w)"
)
_POINT = re.compile(r"\w\)")  # "a) xong" is said of one point of a task

# Two clauses, two statuses: which one holds. Any other pair is left unread.
OUTRANKS = {
    frozenset({Status.IN_PROGRESS, Status.BLOCKED}): Status.BLOCKED,
    frozenset({Status.NOT_STARTED, Status.BLOCKED}): Status.BLOCKED,
    frozenset({Status.NOT_STARTED, Status.AWAITING_GUIDANCE}): Status.AWAITING_GUIDANCE,
    frozenset({Status.NOT_STARTED, Status.NOT_YET_DUE}): Status.NOT_YET_DUE,
    frozenset({Status.ONGOING, Status.IN_PROGRESS}): Status.ONGOING,
}
# What has not begun for one of these reasons stands so: "chưa làm vì chưa tới kỳ"
WHY_NOT_BEGUN = (Status.AWAITING_GUIDANCE, Status.NOT_YET_DUE)


@dataclass(frozen=True)
class ParsedStatus:
    """`percent` only when it was said; `note` is the whole phrase when it says more than that."""

    status: Status
    percent: float | None = None
    note: str = ""


def read_status(text: str) -> ParsedStatus | None:
    """What is said, or None when that is not sure; `text` holds no reference to a task."""
    phrase = bare(text)
    if not phrase or len(phrase) > LONGEST or "?" in phrase or _POINT.match(phrase):
        return None
    figures = with_figures(put_right(phrase), shares_only=True)
    said = _read(figures) or _read(_SHARE_DONE.sub(r"\1, ", figures))
    if said is None and len(phrase) <= LONGEST_WITH_A_SLIP:
        meant = without_slips(figures)
        said = _read(meant) if meant != figures else None
    return replace(said, note=phrase) if said and said.note else said


def read_status_at_echo(text: str) -> ParsedStatus | None:
    """As `read_status`, but for what is as good as a yes where something was just shown: "ok",
    "rồi"."""
    tokens = [token for token in tokens_of(tidy(text)) if token.kind != "mark"]
    return None if said_alone(tokens) is Status.COMPLETED else read_status(text)


def _read(phrase: str) -> ParsedStatus | None:
    whole = phrase
    phrase, with_document = _without_document(phrase)
    tokens = tokens_of(phrase)
    alone = said_alone(tokens)
    if alone is not None:
        is_telling = with_document or alone is Status.IN_PROGRESS  # "đã trình", "chờ phê duyệt"
        return ParsedStatus(alone, None, whole if is_telling else "")
    if _asks(tokens) or asks_in_words(tokens) or any(_CORRECTS.find(tokens)):
        return None
    clauses = clauses_of(tokens)
    if (
        not clauses
        or _denies_trouble(clauses)
        or not (clauses[0].known or is_begun(clauses, _said(clauses)))
    ):
        return None
    status, percent = _status(clauses), _percent(clauses)
    # "cơ bản hoàn thành" is not done: the words tell
    is_basic = percent is None and any(_BASICALLY.find(tokens))
    if status is Status.BLOCKED and len(_said(clauses)) > 1 and any(_HEDGED.find(tokens)):
        return None  # "đang làm nhưng cũng có khó khăn"
    if status is None or not may_have(status, percent) or _taken_back(status, clauses):
        return None
    is_telling = is_basic or any(clause.telling for clause in clauses) or len(_said(clauses)) > 1
    return ParsedStatus(status, percent, whole if is_telling or with_document else "")


def _denies_trouble(clauses: Sequence[Clause]) -> bool:
    """ "Khó khăn: không": nothing is said of how it stands."""
    is_label = _TROUBLE.match(clauses[0].first, 0) and len(clauses) > 1 and not clauses[0].rest
    return bool(is_label) and is_none(" ".join(token.text for token in clauses[1].rest))


def _without_document(phrase: str) -> tuple[str, bool]:
    """ "xong theo BC số 215/BC-SCT ngày 20/10/2026": what is said, and whether a document is."""
    before = _BY_DOCUMENT.sub("", phrase)
    return (before, True) if before and before != phrase else (phrase, False)


def may_have(status: Status, percent: float | None) -> bool:
    """Whether a percentage can stand beside a status."""
    if percent is None or status in (Status.ONGOING, Status.PROPOSE_CHANGE):
        return percent is None or 0 <= percent <= 100
    if status in UNBEGUN:
        return percent == 0
    if status is Status.COMPLETED:
        return percent == 100
    return (percent >= 0 if status in REASONS else percent > 0) and percent < 100


def gives_a_cause(text: str) -> bool:
    """Whether a note says why: "chậm do thiếu vốn", "chưa có kinh phí"."""
    tokens = tokens_of(tidy(text))
    return any(_CAUSES.find(tokens)) or any(_LACKS.find(tokens))


def beside_status(note: str) -> str:
    """What a phrase says besides its status: "60%, đã mở 12 lớp" → "đã mở 12 lớp"."""
    status, comma, rest = _SHARE_DONE.sub(r"\1, ", note).partition(",")
    said = read_status(status) if comma and rest.strip() else None
    return rest.strip() if said is not None and not said.note else note


def courtesy_end(text: str) -> int:
    """Where the greeting or thanks at the beginning of a text ends; 0 when there is none."""
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens):
        found = _COURTESY.match(tokens, at) or _name_at(text, tokens, at)
        if found is None and tokens[at].text not in ",.;:!()-":
            break
        at = found[1] if found else at + 1
    return tokens[at].start if at < len(tokens) else len(text)


def _name_at(text: str, tokens: Sequence[Token], at: int) -> tuple[bool, int] | None:
    """ "Báo cáo anh Minh": a word with one capital behind "anh", which says no status."""
    word = text[tokens[at].start : tokens[at].end]
    if not at or not word.istitle() or STATUSES.match(tokens, at):
        return None
    return (True, at + 1) if _ADDRESSES.match(tokens, at - 1) else None


def _status(clauses: Sequence[Clause]) -> Status | None:
    said = _said(clauses)
    if any(clause.is_of_a_part for clause in clauses):
        return status_of_parts(said)
    if not said:
        percent = _percent(clauses)
        return None if percent is None else _status_of(percent)
    return next(iter(said)) if len(said) == 1 else OUTRANKS.get(said)


def _said(clauses: Sequence[Clause]) -> frozenset[Status]:
    said = {clause.status for clause in clauses if clause.status and not clause.is_cause}
    if said == {Status.NOT_STARTED}:
        reasons = {_reason(one) for one in clauses if one.is_cause}
        said |= {one for one in WHY_NOT_BEGUN if one in reasons}
    return frozenset(one for one in said if one)


def _reason(clause: Clause) -> Status | None:
    found = STATUSES.match(clause.rest, _CAUSES.past(clause.rest, 0))
    return found[0] if found else None


def _percent(clauses: Sequence[Clause]) -> float | None:
    """The percentage said; UNCLEAR when several were."""
    said = {clause.percent for clause in clauses if clause.percent is not None}
    if len(said) > 1:
        return UNCLEAR
    return said.pop() if said else None


def _status_of(percent: float) -> Status:
    if percent == 0:
        return Status.NOT_STARTED
    return Status.COMPLETED if percent == 100 else Status.IN_PROGRESS


def _taken_back(status: Status, clauses: Sequence[Clause]) -> bool:
    """Whether something behind the status denies it, or may tell another one."""
    for clause in clauses:
        if clause.is_field or clause.is_of_a_part:
            continue
        if clause.is_cause and status is not Status.COMPLETED:
            continue
        if any(_CONTRARY[status].find(_without_gifts(clause.rest))):
            return True
        if clause.status is Status.PROPOSE_CHANGE and _changes_another_thing(clause):
            return True
        if status in REASONS:
            continue
        others = {other for other in STATUSES.find(clause.rest) if other not in (None, status)}
        if others if status in STRICT else others & set(REASONS):
            return True
        is_other = _OF_OTHERS.match(clause.first, 0)  # "tỷ lệ hồ sơ đúng hạn 98,7%"
        has_share = any(token.kind == "percent" for token in clause.rest)
        if status is Status.COMPLETED and has_share and not is_other:
            return True
    return False


def _without_gifts(rest: Sequence[Token]) -> list[Token]:
    """ "Đã mở 12 lớp cho 840 người": "cho" is "chờ" only where nothing tells it apart, neither the
    marks of the words beside it nor that people are counted behind it."""
    marked = sum(token.kind == "word" and fold(token.text) != token.text for token in rest)
    return [
        token
        for at, token in enumerate(rest)
        if token.text != "cho" or not (marked > 1 or _counts_people(rest, at + 1))
    ]


def _counts_people(tokens: Sequence[Token], at: int) -> bool:
    is_number = at + 1 < len(tokens) and tokens[at].kind == "number"
    return is_number and _SERVED.match(tokens, _SILENT_COUNT.past(tokens, at + 1)) is not None


def _changes_another_thing(clause: Clause) -> bool:
    """ "Xin hủy lịch họp", "đề nghị bỏ dấu phẩy": not the task."""
    is_year = all(token.kind == "number" for token in clause.rest)
    return not is_year and not any(_CHANGED.find(clause.rest))


def _asks(tokens: Sequence[Token]) -> bool:
    """ "Xong chưa", "xong không ạ" ask."""
    spoken = [token for at, token in enumerate(tokens) if not _ENDING.match(tokens, at)]
    if [token.text for token in spoken[-2:-1]] == [":"]:
        return False  # "khó khăn: không"
    return len(spoken) > 1 and bool(_QUESTIONS.match(spoken, len(spoken) - 1))


_CONTRARY = {
    status: Phrasebook(
        (pattern, is_contrary)
        for is_contrary, phrases in ((True, words), (False, table.HARMLESS))
        for pattern in phrases.split(",")
    )
    for status, words in table.CONTRARY.items()
}
_BASICALLY = words_of("cơ bản")
_HEDGED = words_of("cũng có, cũng gặp, cũng còn, có chút, chút ít, đôi chút")
_CHANGED = words_of(table.CHANGED)
_OF_OTHERS = words_of("tỷ lệ, tỉ lệ")
_TROUBLE = words_of("khó khăn, vướng mắc, khó khăn vướng mắc, tồn tại, hạn chế")
_CORRECTS, _ADDRESSES = words_of(table.CORRECTS), words_of(table.ADDRESSES)
_COURTESY = words_of(table.COURTESY)
_CAUSES = words_of(table.CAUSES)
_LACKS = words_of(table.LACKS)
_QUESTIONS = words_of("chưa, không, chăng, nhỉ, hả")
_ENDING = words_of("ạ, anh, chị, em, nhỉ, vậy, ta")
_SERVED, _SILENT_COUNT = words_of(table.SERVED), words_of("lượt")
