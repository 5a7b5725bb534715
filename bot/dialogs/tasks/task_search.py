"""Finds a task by what somebody typed: its number, its code, or words of its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.task_numbers import task_numbered
from bot.language.replies.task_refs import refs_at
from bot.language.words.tokens import tidy
from storage.names import fold

NEAREST = 3  # tasks
LONGEST = 80  # letters; longer texts are no search
_ASKING = re.compile(
    r"(?:(?:tìm|tim|xem|nhiệm vụ|nhiem vu|nv|mục|muc|việc|viec|công việc|cong viec|báo cáo|bao cao|"
    r"bc|mã|ma|số|so|task|report|#)(?!\w)[\s:#]*)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,3})\s*[.)]?")
_LEAST = 2  # letters of a word worth looking for


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
    fits = tuple(one for one in tasks if one.code.lower() == code.lower())
    theme = typed.lower().rpartition(".")[0] + "."
    near = [one for one in tasks if one.code.lower().startswith(theme)]
    near.sort(key=lambda one: abs(_last(one.code) - _last(typed)))
    return Found("code", typed, fits, tuple(near[:NEAREST]))


def _last(code: str) -> int:
    """The last number of a code; 0 where a letter stands there."""
    end = code.rpartition(".")[2]
    return int(end) if end.isdecimal() else 0


def _by_words(typed: str, facts: Facts) -> Found:
    """Titles that hold the words as they stand, else all of them, else the most of them."""
    words = [word for word in fold(typed).split() if len(word) >= _LEAST]
    if not words or len(typed) > LONGEST:
        return Found("words", typed)
    tasks = facts.owed + facts.reported
    titles = {one.expectation_id: f" {fold(one.title)} " for one in tasks}
    phrase = " " + " ".join(words) + " "
    fits = [one for one in tasks if phrase in titles[one.expectation_id]]
    fits = fits or [one for one in tasks if _share(words, titles[one.expectation_id]) == 1]
    return Found("words", typed, tuple(fits), () if fits else _nearest(words, tasks, titles))


def _nearest(
    words: Sequence[str], tasks: Sequence[Duty], titles: dict[int, str]
) -> tuple[Duty, ...]:
    """Those that hold at least half of the words, most first."""
    shares = {one.expectation_id: _share(words, titles[one.expectation_id]) for one in tasks}
    near = [one for one in tasks if shares[one.expectation_id] >= 0.5]
    near.sort(key=lambda one: -shares[one.expectation_id])
    return tuple(near[:NEAREST])


def _share(words: Sequence[str], title: str) -> float:
    return sum(f" {word} " in title for word in words) / len(words)
