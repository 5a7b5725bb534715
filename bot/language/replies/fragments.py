"""Puts the pieces of a reply together: which tasks, and the phrase that is about them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.language.replies.splitter import Piece, pieces_of
from bot.language.replies.statuses import courtesy_end, read_status
from bot.language.replies.task_refs import ALL, Refs, refs_at
from bot.language.words.lexicon import THINGS
from bot.language.words.tokens import tokens_of, words_of
from storage.models import Status

LONGEST = 1000  # letters; a piece that is longer is not searched for tasks at its end
_GREETING = 200  # letters; what is longer is more than that

_WORD_STARTS = re.compile(r"(?:(?<=[\s:=])|^)(?=[^\W_]|#)")
_LISTS = ("comma", "conjunction")
_WIDEST_IN_A_LIST = 20
_ALL_DONE = re.compile(r"(?<!\w)(?:hết|het|tất cả|tat ca|toàn bộ|toan bo)(?!\w)", re.IGNORECASE)
_COUNTING = re.compile(r"(?:cả|ca|được|đc|dc|duoc)$", re.IGNORECASE)  # "xong cả 3": how many
_REPORT = re.compile(
    r"(?:báo cáo|bao cao|bc|các|cac)\s*$", re.IGNORECASE
)  # "báo cáo 3": its number
# "đang làm 60": a task, or a percentage without its sign
_LIKE_A_PERCENTAGE = re.compile(r"[1-9][05]|100")


@dataclass(frozen=True)
class Fragment:
    """Part of a reply: `start` and `end` in the text, its tasks, and where the phrase stands."""

    start: int
    end: int
    refs: tuple[str, ...] = ()
    said_from: int = -1  # -1: no phrase yet
    said_until: int = -1  # -1: to the end; else the tasks stand behind the phrase
    joined_by: str = ""
    in_doubt: bool = False

    @property
    def is_status_first(self) -> bool:
        return self.said_until >= 0

    def phrase(self, text: str) -> str:
        if self.said_from < 0:
            return ""
        return text[self.said_from : self.said_until if self.is_status_first else self.end]


def fragments_of(text: str, codes: Sequence[str] = ()) -> list[Fragment]:
    """The fragments of a tidy text, in order; together they hold everything but separators."""
    fragments: list[Fragment] = []
    for piece in pieces_of(text, codes):
        for start, end in _without_preamble(text, piece, codes):
            part = Piece(start, end, piece.cut)
            body = text[start:end]
            refs = refs_at(body, codes)
            if refs is None or (piece.cut == "comma" and _are_counted(refs, body, fragments)):
                _add_phrase(fragments, part, text, codes)
            elif refs.end >= len(body):
                _add_tasks(fragments, part, refs)
            else:
                _add_both(fragments, part, refs, text, codes)
    return fragments


def _are_counted(refs: Refs, body: str, fragments: Sequence[Fragment]) -> bool:
    """ "9.4 đã mở 3 lớp, 120 người": what was done is told on, and no other task is named."""
    last = fragments[-1] if fragments else None
    if last is None or last.said_from < 0 or last.is_status_first or len(refs.refs) > 1:
        return False
    return refs.refs[0].isdecimal() and bool(_THINGS.match(tokens_of(body[refs.end :]), 0))


def says_all_done(text: str) -> bool:
    """ "Xong hết": of one task that was just named, or of all."""
    return _ALL_DONE.search(text) is not None


def _without_preamble(text: str, piece: Piece, codes: Sequence[str]) -> Iterator[tuple[int, int]]:
    """ "Dạ em báo cáo nv 3 xong": the courtesy, then the rest when it begins with a task."""
    body = text[piece.start : piece.end]
    end = courtesy_end(body)
    may_end = 0 < end < len(body) and not (_REPORT.search(body[:end]) and body[end].isdecimal())
    if may_end and refs_at(body, codes) is None and refs_at(body[end:], codes):
        yield piece.start, piece.start + len(body[:end].rstrip())
        yield piece.start + end, piece.end
    else:
        yield piece.start, piece.end


def _add_tasks(fragments: list[Fragment], piece: Piece, refs: Refs) -> None:
    last = fragments[-1] if fragments else None
    if last and piece.cut in _LISTS and (last.is_status_first or _may_be_listed(last)):
        both = (*last.refs, *refs.refs)
        doubt = last.in_doubt or len(set(both)) < len(both) or not _in_a_list(refs)
        fragments[-1] = replace(last, end=piece.end, refs=both, joined_by="list", in_doubt=doubt)
    else:
        fragments.append(Fragment(piece.start, piece.end, refs.refs, joined_by=_joined(refs)))


def _add_both(
    fragments: list[Fragment], piece: Piece, refs: Refs, text: str, codes: Sequence[str]
) -> None:
    last = fragments[-1] if fragments else None
    said_from = piece.start + refs.end
    new = Fragment(piece.start, piece.end, refs.refs, said_from, joined_by=_joined(refs))
    if _is_span(text[piece.start : piece.end], refs):
        new = replace(new, in_doubt=True)
    status_first = _status_first(text, Piece(said_from, piece.end, ""), codes)
    if last and last.is_status_first and piece.cut in _LISTS and status_first:
        _add_tasks(fragments, Piece(piece.start, said_from, piece.cut), refs)
        fragments.append(status_first)  # "xong: 1, 2. Đang làm: 3"
    elif last and piece.cut in _LISTS and _may_be_listed(last) and _listable(refs):
        both = (*last.refs, *refs.refs)
        doubt = new.in_doubt or last.in_doubt or len(set(both)) < len(both) or not _in_a_list(refs)
        fragments[-1] = replace(new, start=last.start, refs=both, in_doubt=doubt)
    elif last and last.is_status_first and last.joined_by == "list" and piece.cut in _LISTS:
        # "xong 1, 3, 5 vướng": 3 may belong to either
        fragments[-1] = replace(last, end=piece.end, in_doubt=True)
    else:
        fragments.append(new)


def _add_phrase(fragments: list[Fragment], piece: Piece, text: str, codes: Sequence[str]) -> None:
    last = fragments[-1] if fragments else None
    status_first = _status_first(text, piece, codes)
    if last and last.refs and last.said_from < 0 and piece.cut != "semicolon":
        # "1, 2,5%" may be one number or two
        doubt = piece.cut == "comma" and bool(re.match(r"\d+[.,]\d", text[piece.start : piece.end]))
        doubt = doubt or not _may_be_listed(last)
        fragments[-1] = replace(
            last, end=piece.end, said_from=piece.start, in_doubt=doubt or last.in_doubt
        )
    elif status_first:
        fragments.append(status_first)
    elif last and piece.cut != "line" and _goes_on(last, text):
        fragments[-1] = replace(last, end=piece.end)
    else:
        fragments.append(Fragment(piece.start, piece.end))


def _goes_on(fragment: Fragment, text: str) -> bool:
    """Whether a phrase that names no task may belong to this fragment."""
    if fragment.refs:
        return fragment.said_from >= 0 and not fragment.is_status_first
    body = text[fragment.start : fragment.end]
    return len(body) > _GREETING or courtesy_end(body) < len(body)


def _status_first(text: str, piece: Piece, codes: Sequence[str]) -> Fragment | None:
    """ "xong 1, 3", "vướng kinh phí: 5", "xong tất cả", "xong hết"."""
    body = text[piece.start : piece.end]
    if len(body) > LONGEST:
        return None
    for found in _WORD_STARTS.finditer(body):
        at = found.start()
        refs = refs_at(body[at:], codes) if at else None
        if refs and at + refs.end >= len(body):
            before = body[:at].rstrip(" :-=–")
            is_clear = body[len(before) : at].strip() != ""
            return _tasks_behind(piece, before, refs, is_clear)
    said = read_status(body) if says_all_done(body) else None
    if said and said.status is Status.COMPLETED and not said.note:
        return Fragment(piece.start, piece.end, (ALL,), piece.start, piece.end)
    return None


def _tasks_behind(piece: Piece, before: str, refs: Refs, is_clear: bool) -> Fragment | None:
    """`is_clear`: a colon or dash parts the phrase from its tasks."""
    said = None if _COUNTING.search(before) else read_status(before)
    if said is None or (said.note and not is_clear):
        return None
    if ALL in refs.refs and said.status not in (Status.COMPLETED, Status.ONGOING):
        return None  # "chưa xong tất cả" is not said of each
    if not is_clear and len(refs.refs) == 1 and _LIKE_A_PERCENTAGE.fullmatch(refs.refs[0]):
        return None
    until = piece.start + len(before)
    doubt = "row" in refs.joined_by
    return Fragment(piece.start, piece.end, refs.refs, piece.start, until, in_doubt=doubt)


def _may_be_listed(fragment: Fragment) -> bool:
    """Tasks without a phrase that a comma may join to others; "3 60" may be a percentage."""
    return bool(fragment.refs) and fragment.said_from < 0 and fragment.joined_by != "doubtful"


def _is_span(text: str, refs: Refs) -> bool:
    """ "60-70%" may be a span of percentages; "3-60%" is a task and its percentage."""
    found = re.match(r"(?:.*\s)?(\d{1,3})\s?[-–—]\s?(\d{1,3})(?:[.,]\d+)?\s?(?:%|ph|pt)", text)
    if found is None or not found.end(1) <= refs.end <= found.start(2):
        return False
    start, stop = int(found[1]), int(found[2])
    return start < stop and (stop - start <= 20 or start >= 10 or len(refs.refs) > 1)


def _listable(refs: Refs) -> bool:
    if "-" in refs.joined_by and len(refs.refs) > _WIDEST_IN_A_LIST:
        return False
    return "space" not in refs.joined_by


def _in_a_list(refs: Refs) -> bool:
    """ "1, 2 9.1 xong": 2 may be the row of 9.1, or a task of the list."""
    return _listable(refs) and "row" not in refs.joined_by


def _joined(refs: Refs) -> str:
    return "" if _listable(refs) else "doubtful"


_THINGS = words_of(THINGS)
