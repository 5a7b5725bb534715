"""One line for many tasks: "1 xong, 3 60%, 5 vướng kinh phí, 7 chưa làm".

A reply is cut into fragments, each with its tasks and one phrase about them:
- the tasks stand before the phrase ("1, 2, 3 xong") or behind it ("xong 1, 3; vướng 5");
- a piece that names no task goes on with the phrase before it ("5 vướng kinh phí, đề nghị bổ
  sung") unless a new line begins; a phrase is read as a whole or not at all;
- "3 60" is unread, for 60 may be a percentage or a task; so is a task of which two things are
  said, and "tất cả" beside another status for one task.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.replies.fragments import Fragment, fragments_of
from bot.language.replies.statuses import courtesy_end, read_status
from bot.language.replies.task_refs import ALL, REST, refs_at
from bot.language.words.tokens import tidy

LONGEST = 4096  # letters: what one message holds
LONGEST_PHRASE = 1000

_INNER_REF = re.compile(r"(?<=\s)(?=[\d#]|nv|nhiệm vụ|nhiem vu|mục|muc|viii?|vii?|iv|ix|xi?)", re.I)
_COUNT = re.compile(
    r"\d\s?(?:nhiệm vụ|nhiem vu|nv|công việc|việc|viec|mục|muc|task|chỉ tiêu|chi tieu)(?!\w|\s?\d)"
    r"|(?:tổng|tong|tổng số|tong so|được|duoc|cả|ca|có|co)\s\d+(?:$|\s)"
    r"|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """`ref`: a list number, a code, "*" for all or "rest" for all the others; `status`: Status."""

    ref: str
    status: str
    percent: int | None = None  # only when it was said
    note: str = ""  # the whole phrase when it says more than status and percentage


@dataclass(frozen=True)
class Reading:
    """Everything in the text is in `read`, or as written in `unread`; but for courtesies."""

    read: tuple[Entry, ...] = ()
    unread: tuple[str, ...] = ()


def read_line(text: str, codes: Sequence[str] = ()) -> Reading:
    """What is said of which tasks. `codes`: those known; another code is then unread."""
    clean = tidy(text)
    if len(clean) > LONGEST:
        return Reading(unread=(clean,))
    fragments = [one for one in fragments_of(clean, codes) if not _is_courtesy(one, clean)]
    read = [(fragment, _entries(fragment, clean, codes)) for fragment in fragments]
    in_conflict = _in_conflict([entry for _, entries in read for entry in entries])
    return _reading(clean, read, in_conflict)


def _reading(
    text: str, read: Sequence[tuple[Fragment, list[Entry]]], in_conflict: set[str]
) -> Reading:
    unsure = [fragment for fragment, said in read if not said or _refs(said) & in_conflict]
    unread = [text[fragment.start : fragment.end] for fragment in unsure]
    counts = any(_COUNT.search(fragment) for fragment in unread)
    entries: list[Entry] = []
    for fragment, said in read:
        refs = _refs(said)
        if fragment in unsure:
            continue
        # Who is "all" depends on everything else; beside "7 nhiệm vụ", "5 xong" may be a count
        if (unread and refs & {ALL, REST}) or (counts and any(map(str.isdecimal, refs))):
            unsure.append(fragment)
        else:
            entries += said
    unsure.sort(key=lambda fragment: fragment.start)
    left = tuple(text[fragment.start : fragment.end] for fragment in unsure)
    return Reading(tuple(dict.fromkeys(entries)), left)


def _refs(entries: Sequence[Entry]) -> set[str]:
    return {entry.ref for entry in entries}


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
    return [Entry(ref, said.status.value, said.percent, said.note) for ref in fragment.refs]


def _in_turn(refs: tuple[str, ...], phrase: str, codes: Sequence[str]) -> list[Entry]:
    """ "1 xong 2 chưa làm 3 60%": tasks and bare statuses in turn, nothing else."""
    entries: list[Entry] = []
    while True:
        places = _inner_refs(phrase, codes)
        said = read_status(phrase[: places[0]] if places else phrase)
        if said is None or said.note:
            return []
        entries += [Entry(ref, said.status.value, said.percent) for ref in refs]
        if not places:
            return entries
        following = refs_at(phrase[places[0] :], codes)
        if following is None:
            return []
        refs, phrase = following.refs, phrase[places[0] + following.end :]


def _inner_refs(phrase: str, codes: Sequence[str]) -> list[int]:
    """Where a task may be named inside a phrase."""
    places = (found.start() for found in _INNER_REF.finditer(phrase))
    return [at for at in places if refs_at(phrase[at:], codes)]


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
