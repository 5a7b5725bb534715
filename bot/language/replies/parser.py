"""One line for many tasks: "1 xong, 3 60%, 5 vướng kinh phí, 7 chưa làm".

A reply is cut into fragments, each with its tasks and one phrase about them:
- the tasks stand before the phrase ("1, 2, 3 xong") or behind it ("xong 1, 3; vướng 5");
- a piece that names no task goes on with the phrase before it ("5 vướng kinh phí, đề nghị bổ
  sung") unless a new line begins; a phrase is read as a whole or not at all;
- "3 60" is unread, for 60 may be a percentage or a task; so is a task of which two things are
  said, and "tất cả" beside another status for one task.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.language.numbers.dictated import with_figures, with_marks
from bot.language.numbers.spoken import with_digits
from bot.language.replies.clauses import said_alone
from bot.language.replies.counts import doubted
from bot.language.replies.fragments import Fragment, fragments_of
from bot.language.replies.layouts.arranged import in_order, without_its_order
from bot.language.replies.layouts.corrections import taken_back
from bot.language.replies.layouts.tables import Row, rows_of
from bot.language.replies.statuses import courtesy_end, read_status
from bot.language.replies.task_names import with_known_names
from bot.language.replies.task_refs import ALL, REST, has_a_comma_for_a_point, refs_at
from bot.language.words.keyed import unkeyed
from bot.language.words.lexicon import CORRECTS, COUNTED, REQUESTS
from bot.language.words.phrases import is_no_figure
from bot.language.words.questions import asks
from bot.language.words.small_talk import talk_in
from bot.language.words.tokens import Token, tidy, tokens_of, words_of
from storage.names import cleaned

LONGEST = 4096  # letters: what one message holds
LONGEST_PHRASE = 1000
LEAST = 4  # letters of words that tell something of a task

_INNER_REF = re.compile(
    r"(?<=\s)(?=[\d#]|nv|nhiệm vụ|nhiem vu|mục|muc|câu|cau|việc|viec|công việc|cong viec|task|stt"
    r"|dòng|dong|ý|cái|cai|số|so|viii?|vii?|iv|ix|xi?)",
    re.I,
)
_COUNT = re.compile(
    r"\d\s?(?:nhiệm vụ|nhiem vu|nv|công việc|việc|viec|mục|muc|task|chỉ tiêu|chi tieu)(?!\w|\s?\d)"
    r"|(?:tổng|tong|tổng số|tong so|được|duoc|cả|ca|có|co)\s\d+(?:$|\s)"
    # "4/5 xã", but no day: "ngày 3/5", "từ 3/5"
    r"|(?<![\d/])(?<!ngày\s)(?<!ngay\s)(?<!hôm\s)(?<!hom\s)(?<!từ\s)\d{1,2}/\d{1,2}(?![\d/])",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:nhiệm vụ|nhiem vu|nv|mục|muc)(?!\w)|\d[\d.]*\s?[:)]", re.IGNORECASE)
_TIME = re.compile(r"(?:tháng|thang|ngày|ngay|quý|quy|năm|nam|tuần|tuan)\s$", re.IGNORECASE)
_AROUND = " ,;.:-–—=>"


@dataclass(frozen=True)
class Entry:
    """`ref`: a list number, a code, "*" for all or "rest" for all the others; `status`: Status."""

    ref: str
    status: str
    percent: float | None = None  # only when it was said; whole ones are int
    note: str = ""  # the whole phrase when it says more than status and percentage


@dataclass(frozen=True)
class Unsure:
    """A task that is certain, and words on it whose status is not."""

    ref: str
    words: str
    text: str = field(default="", compare=False)  # of the fragment, as it stands in `unread`


@dataclass(frozen=True)
class Reading:
    """Everything in the text is in `read`, or as written in `unread`; but for courtesies.

    `unsure`: what is clear of some of the unread: "1 đã ban hành Kế hoạch số 45/KH-UBND".
    """

    read: tuple[Entry, ...] = ()
    unread: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()


@dataclass(frozen=True)
class _Part:
    """A fragment or a row of a table, with what was read of it."""

    text: str
    refs: frozenset[str]
    entries: tuple[Entry, ...] = ()
    unsure: tuple[Unsure, ...] = ()


def read_line(
    text: str, codes: Sequence[str] = (), indicators: Collection[str] = frozenset()
) -> Reading:
    """What is said of which tasks. `codes`: those known; another code is then unread.

    Of `indicators` and of every "CT.…" a percentage is a value and no share of work.
    """
    rows, rest = rows_of(cleaned(text), codes)
    clean = tidy(rest)
    if len(clean) > LONGEST or has_a_comma_for_a_point(clean, codes):
        return Reading(unread=(clean,))
    clean = in_order(without_its_order(with_marks(with_digits(unkeyed(clean))), codes), codes)
    clean = with_known_names(with_figures(clean, shares_only=True))
    parted = None if rows else taken_back(clean)
    if parted and courtesy_end(parted[0]) < len(parted[0]):
        first, then = (read_line(one, codes, indicators) for one in parted[:2])
        if corrected := _corrected(first, then):
            return corrected
        if parted[2] and first.read and then.read:  # which of them is meant?
            return Reading(unread=(clean,))
    parts = [_part_of_row(row, indicators) for row in rows]
    for fragment in doubted(clean, fragments_of(clean, codes)):
        if not _is_courtesy(fragment, clean):
            parts.append(_part(fragment, clean, codes, indicators))
    return _reading(parts)


def _corrected(first: Reading, then: Reading) -> Reading | None:
    """Both of them, where the second is about tasks of the first, and all of it is understood."""
    before, after = ({one.ref for one in reading.read} for reading in (first, then))
    if first.unread or then.unread or not after or {ALL, REST} & before or not after <= before:
        return None
    return Reading((*(one for one in first.read if one.ref not in after), *then.read))


def _part_of_row(row: Row, indicators: Collection[str]) -> _Part:
    entry = Entry(row.ref, row.said.status.value, row.said.percent, row.said.note)
    if entry.percent is not None and _is_indicator(row.ref, indicators):
        return _Part(row.text, frozenset({row.ref}))
    return _Part(row.text, frozenset({row.ref}), (entry,))


def _part(
    fragment: Fragment, text: str, codes: Sequence[str], indicators: Collection[str]
) -> _Part:
    entries = tuple(_entries(fragment, text, codes))
    refs = frozenset((*fragment.refs, *(entry.ref for entry in entries)))
    body = text[fragment.start : fragment.end]
    figures = [one for one in entries if _is_indicator(one.ref, indicators)]
    if fragment.joined_by == "doubtful" and figures:
        return _Part(body, refs)  # "CT.15 2 xong": the 2 may be its value
    if entries and not any(one.percent is not None for one in figures):
        return _Part(body, refs, entries)
    if fragment.in_doubt or fragment.is_status_first:
        return _Part(body, refs)
    words = fragment.phrase(text).strip(_AROUND)
    are_indicators = all(_is_indicator(ref, indicators) for ref in fragment.refs)
    if not _is_worth_keeping(words, fragment.refs, codes, are_indicators):
        return _Part(body, refs)
    return _Part(body, refs, unsure=tuple(Unsure(ref, words, body) for ref in fragment.refs))


def _is_indicator(ref: str, indicators: Collection[str]) -> bool:
    return ref in indicators or ref.startswith("CT.")


def _is_worth_keeping(
    words: str, refs: Sequence[str], codes: Sequence[str], may_be_value: bool
) -> bool:
    """Words about a task; no question, no other task, nothing that is counted: "2 người"."""
    if not words or len(words) > LONGEST_PHRASE or {ALL, REST} & set(refs) or asks(words):
        return False
    tokens = tokens_of(words)
    if not (may_be_value or words[0].isalpha()) or any(_CORRECTS.find(tokens)):
        return False
    if _REQUESTS.match(tokens, _WHO.past(tokens, 0)):
        return False
    if _may_be_counted(refs, tokens) and not may_be_value:
        return False
    others = (words[at:] for at in _inner_refs(words, codes))
    is_talk = talk_in(words) is not None and not (may_be_value and is_no_figure(words))
    return not is_talk and not any(_may_be_said(one, codes) for one in others)


def tells(text: str) -> bool:
    """Whether words are worth keeping for the one task that was asked about; "5 xong" is not."""
    clean = tidy(text)
    if sum(letter.isalpha() for letter in clean) < LEAST or _may_be_said(clean, ()):
        return False
    return _is_worth_keeping(clean, (), (), may_be_value=True)


def _may_be_counted(refs: Sequence[str], tokens: Sequence[Token]) -> bool:
    """ "2 người", "3 nhiệm vụ đã xong"; but "3 việc này xong" is said of task 3."""
    counted = _COUNTED.match(tokens, 0) if any(map(str.isdecimal, refs)) else None
    return counted is not None and not _THIS.match(tokens, counted[1])


def _reading(parts: Sequence[_Part]) -> Reading:
    in_conflict = _in_conflict([entry for part in parts for entry in part.entries])
    left = [part for part in parts if not part.entries or part.refs & in_conflict]
    doubted_refs = {ref for part in left for ref in part.refs}
    counts = any(_COUNT.search(part.text) for part in left)
    has_unread = bool(left)
    entries: list[Entry] = []
    for part in parts:
        # Who is "all" depends on everything else; beside "7 nhiệm vụ", "5 xong" may be a count;
        # half of what is said of a task may be the opposite of all of it
        is_count = counts and any(map(str.isdecimal, part.refs))
        if part in left or is_count or part.refs & doubted_refs:
            left = [*left, part] if part not in left else left
        elif has_unread and part.refs & {ALL, REST}:
            left = [*left, part]
        else:
            entries += part.entries
    unread = tuple(part.text for part in parts if part in left)
    said_twice = {ref for ref in doubted_refs if sum(ref in part.refs for part in parts) > 1}
    unsure = tuple(
        one
        for part in left
        for one in part.unsure
        if one.ref not in said_twice and not (counts and one.ref.isdecimal())
    )
    return Reading(tuple(dict.fromkeys(entries)), unread, unsure)


def _entries(fragment: Fragment, text: str, codes: Sequence[str]) -> list[Entry]:
    phrase = fragment.phrase(text)
    if fragment.in_doubt or not phrase or len(phrase) > LONGEST_PHRASE:
        return []
    if not fragment.is_status_first and (places := _inner_refs(phrase, codes)):
        in_turn = _in_turn(fragment.refs, phrase, codes)
        if in_turn or any(_may_be_said(phrase[at:], codes) for at in places):
            return in_turn
    said = read_status(phrase)
    if said is None or (REST in fragment.refs and re.match(r"\D{0,12}\d", phrase)):
        return []  # "còn lại 40%" is a share of one task
    is_sure = fragment.is_status_first or _NAMED.match(text[fragment.start :])
    if not is_sure and _may_be_counted(fragment.refs, tokens_of(phrase)):
        return []  # "3 nhiệm vụ thường xuyên"
    if ALL in fragment.refs and said_alone(tokens_of(phrase)):
        return []  # "tất cả ok" may agree to something else
    return [Entry(ref, said.status.value, said.percent, said.note) for ref in fragment.refs]


def _in_turn(refs: tuple[str, ...], phrase: str, codes: Sequence[str]) -> list[Entry]:
    """ "1 xong 2 chưa làm 3 vướng vốn": tasks and bare statuses in turn; the last may say why."""
    entries: list[Entry] = []
    while True:
        places = _inner_refs(phrase, codes)
        said = read_status(phrase[: places[0]] if places else phrase)
        is_bare = said is not None and (not said.note or said_alone(tokens_of(said.note)))
        if said is None or (not is_bare and (places or not entries)):
            return []
        entries += [Entry(ref, said.status.value, said.percent, said.note) for ref in refs]
        if not places:
            return entries
        following = refs_at(phrase[places[0] :], codes)
        if following is None:
            return []
        refs, phrase = following.refs, phrase[places[0] + following.end :]


def _inner_refs(phrase: str, codes: Sequence[str]) -> list[int]:
    """Where a task may be named inside a phrase."""
    places = (found.start() for found in _INNER_REF.finditer(phrase))
    named = (at for at in places if _names(phrase[at:], codes))
    return [at for at in named if not _TIME.search(phrase, max(0, at - 6), at)]


def _names(text: str, codes: Sequence[str]) -> bool:
    """Whether a task is named, and nothing counted: "vướng 2 hộ dân chưa nhận tiền"."""
    refs = refs_at(text, codes)
    return refs is not None and not _may_be_counted(refs.refs, tokens_of(text[refs.end :]))


def _may_be_said(text: str, codes: Sequence[str]) -> bool:
    refs = refs_at(text, codes)
    return refs is not None and read_status(text[refs.end :]) is not None


def _in_conflict(entries: Sequence[Entry]) -> set[str]:
    """The tasks of which two things are said; with "all", every task said to stand otherwise."""
    said: dict[str, set[Entry]] = {}
    for entry in entries:
        said.setdefault(entry.ref, set()).add(entry)
    conflicts = {ref for ref, about in said.items() if len(about) > 1}
    for of_all in said.get(ALL, ()):
        others = {
            one.ref
            for one in entries
            if (one.status, one.percent) != (of_all.status, of_all.percent)
        }
        conflicts |= {ALL, *others} if others else set()
    return conflicts


def _is_courtesy(fragment: Fragment, text: str) -> bool:
    body = text[fragment.start : fragment.end]
    return not fragment.refs and courtesy_end(body) == len(body)


_THIS = words_of("này, ni, đó, em, tôi, tui, mình")
_WHO = words_of("dạ, em, anh, chị, tôi, bên em, (sở|xã) em")
_COUNTED, _CORRECTS, _REQUESTS = words_of(COUNTED), words_of(CORRECTS), words_of(REQUESTS)
