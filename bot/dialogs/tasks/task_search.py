"""Finds a task by what somebody typed: its number, its code, or words of its title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.task_numbers import task_numbered
from bot.language.replies.task_refs import refs_at
from bot.language.words.slips import nearest
from bot.language.words.tokens import stands_for, tidy

NEAREST = 3  # tasks
LONGEST = 80  # letters; longer texts are no search
_ASKING = re.compile(
    r"(?:(?:tìm|tim|xem|nhiệm vụ|nhiem vu|nv|mục|muc|việc|viec|công việc|cong viec|báo cáo|bao cao|"
    r"bc|mã|ma|số(?=\s*\d)|so(?=\s*\d)|task|report|#)(?!\w)[\s:#]*)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,3})\s*[.)]?")
_WORD = re.compile(r"[^\W_]+")
_SMALL = {"va", "và"}  # people write "&" or leave it out
_LEAST = 2  # letters of a word worth looking for


Titles = Mapping[int, list[str]]  # expectation → words


@dataclass(frozen=True)
class Found:
    """`fits` are meant; else `nearest` may be. `kind`: "number", "code" or "words"."""

    kind: str
    typed: str
    fits: tuple[Duty, ...] = ()
    nearest: tuple[Duty, ...] = ()


def is_asking(text: str) -> bool:
    """ "nhiem vu 9.4", "tìm nước sạch": it says that a task is looked for."""
    found = _ASKING.match(tidy(text))
    return found is not None and found.end() < len(tidy(text))


def find(text: str, facts: Facts) -> Found:
    clean = tidy(text)
    asking = _ASKING.match(clean)
    typed = clean[asking.end() :] if asking and asking.end() < len(clean) else clean
    number = _NUMBER.fullmatch(typed)
    if number:
        task = task_numbered(int(number[1]), facts)
        return Found("number", number[1], (task,) if task else ())
    if _is_code(typed):
        return _by_code(typed.rstrip(" ."), facts)
    return _by_words(typed, facts)


def _is_code(text: str) -> bool:
    """Whether it is one code of any plan and nothing else."""
    refs = refs_at(text)
    return (
        refs is not None and len(refs.refs) == 1 and "." in refs.refs[0] and refs.end == len(text)
    )


def _by_code(typed: str, facts: Facts) -> Found:
    tasks = facts.owed + facts.reported
    refs = refs_at(typed, [one.code for one in tasks if one.code])
    code = refs.refs[0] if refs and len(refs.refs) == 1 else typed
    fits = tuple(one for one in facts.named if one.code.lower() == code.lower())
    theme = typed.lower().rpartition(".")[0] + "."
    near = [one for one in tasks if one.code.lower().startswith(theme)]
    near.sort(key=lambda one: abs(_last(one.code) - _last(typed)))
    return Found("code", typed, fits, tuple(near[:NEAREST]))


def _last(code: str) -> int:
    """The last number of a code; 0 where a letter stands there."""
    end = code.rpartition(".")[2]
    return int(end) if end.isdecimal() else 0


def _by_words(typed: str, facts: Facts) -> Found:
    """Titles that hold the words as they stand, else all of them, else the most of them.

    Accents count where they are typed: "hoãn" is no word of "hoàn thành".
    """
    words = [word for word in _words(typed) if len(word) >= _LEAST]
    if not words or len(typed) > LONGEST:
        return Found("words", typed)
    tasks = facts.owed + facts.reported
    titles = {one.expectation_id: _words(one.title) for one in tasks}
    fits = _fitting(words, tasks, titles)
    if not fits:
        words = _without_slips(words, titles.values())
        fits = _fitting(words, tasks, titles)
    return Found("words", typed, tuple(fits), () if fits else _nearest(words, tasks, titles))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(tidy(text).lower()) if word not in _SMALL]


def _fitting(words: list[str], tasks: Sequence[Duty], titles: Titles) -> list[Duty]:
    fits = [one for one in tasks if _holds(titles[one.expectation_id], words)]
    whole = [one for one in fits if len(titles[one.expectation_id]) == len(words)]
    return whole or fits or [one for one in tasks if _share(words, titles[one.expectation_id]) == 1]


def _holds(title: list[str], words: list[str]) -> bool:
    """Whether the words stand there one behind the other."""
    return any(
        all(map(stands_for, words, title[start:])) for start in range(len(title) - len(words) + 1)
    )


def _without_slips(words: list[str], titles: Iterable[list[str]]) -> list[str]:
    """ "tap huan hôi nhâp": two words that are a slip of two in a title become these."""
    known = sorted({f"{one} {two}" for title in titles for one, two in pairwise(title)})
    meant, at = list[str](), 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        right = nearest(pair, known) if at + 1 < len(words) else None
        meant += right.split() if right else [words[at]]
        at += 2 if right else 1
    return meant


def _nearest(words: list[str], tasks: Sequence[Duty], titles: Titles) -> tuple[Duty, ...]:
    """Those that hold at least half of the words, most first."""
    shares = {one.expectation_id: _share(words, titles[one.expectation_id]) for one in tasks}
    near = [one for one in tasks if shares[one.expectation_id] >= 0.5]
    near.sort(key=lambda one: -shares[one.expectation_id])
    return tuple(near[:NEAREST])


def _share(words: list[str], title: list[str]) -> float:
    return sum(any(stands_for(word, its) for its in title) for word in words) / len(words)
