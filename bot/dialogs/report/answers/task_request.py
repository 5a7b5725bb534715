"""A task named at the beginning of a message: "9.4", "sua 9.4", "rut 9.4", "9.4 xong"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.labelled_answers import split_at_labels
from bot.dialogs.report.questions import QUESTIONS
from bot.language.replies.parser import read_line
from bot.language.replies.statuses import LONGEST, ParsedStatus, read_status
from bot.language.words.phrases import is_as_last_year
from storage.names import fold

_VERBS = {
    "report": ("bao cao", "nhiem vu", "nv", "muc", "viet tiep", "tiep tuc", "chi tieu"),
    "correct": ("sua", "sua bao cao", "dinh chinh", "xem lai"),
    "withdraw": ("rut", "rut bao cao", "thu hoi"),
}  # fmt: skip
_BY_VERB = {verb: dialog for dialog, verbs in _VERBS.items() for verb in verbs} | {"": "report"}
_MARKS = r"[\s•·*+-]*(?:(?:nv|nhiệm vụ|nhiem vu|mục|muc)\s*)?"
_LONGEST_VERB = 3  # words
_SENTENCE_END = re.compile(r"\s*[,.;:\n]\s+")
_CODE = re.compile(r"((?:(?:ct|da)[\s.]*)?\w+(?:\.\w+)*)\.?(?:[\s:,;-]+(.*))?", re.I | re.DOTALL)


@dataclass(frozen=True)
class Request:
    """The dialog to begin, and what it is told."""

    dialog: str
    slots: dict[str, Any] = field(default_factory=dict)


def read_request(text: str, facts: Facts) -> Request | None:
    """What is asked for with one task of the person's agency, and no other."""
    if facts.person is None or not facts.person.is_focal:
        return None
    words = text.strip().split(" ")
    for length in range(min(_LONGEST_VERB + 1, len(words))):
        dialog = _BY_VERB.get(fold(" ".join(words[:length])))
        found = _CODE.fullmatch(" ".join(words[length:]))
        task = _the_one(found[1], facts.named) if found else None
        if dialog and found and task:
            return _request(dialog, task, (found[2] or "").strip(), facts)
    return None


def _request(dialog: str, task: Duty, told: str, facts: Facts) -> Request | None:
    slots: dict[str, Any] = {"expectation_id": task.expectation_id}
    if not told:
        return Request(dialog, slots)
    if dialog == "correct":
        return Request(dialog, {**slots, "told": told})
    told = _parted(told)
    if dialog == "report" and (is_as_last_year(told) or _may_be_told(task.code, told, facts)):
        return Request(dialog, {**slots, "told": told})
    return None


def _parted(told: str) -> str:
    """ "xong, …" with a report behind it that is too long to be a phrase: the report below it."""
    parts = _SENTENCE_END.split(told, maxsplit=1)
    return "\n".join(parts) if len(told) > LONGEST else told


def _may_be_told(code: str, told: str, facts: Facts) -> bool:
    """The status may come along with the answers below it, or behind their labels; where messages
    are few, also without what it has to be said with. Never where several tasks are told of."""
    first, below = split_at_labels(told)
    said = read_status(first)
    if said is None or not (below or (facts.is_scarce and _lacks_words(said))):
        return False
    if any(_begins_a_part(one.code, below) for one in facts.owed + facts.reported if one.code):
        return False
    codes = [one.code for one in facts.owed + facts.reported if one.code]
    return len(read_line(f"{code} {first}", codes).read) == 1


def _begins_a_part(code: str, text: str) -> bool:
    begins = rf"(?:^|[\n,;.]){_MARKS}{re.escape(code)}(?![\w.]\w)"
    return re.search(begins, text, re.IGNORECASE) is not None


def _lacks_words(said: ParsedStatus) -> bool:
    return not said.note and any(one.endswith("!") for one in QUESTIONS[said.status])


def _the_one(code: str, tasks: Iterable[Duty]) -> Duty | None:
    wanted = _plain(code)
    found = [task for task in tasks if task.code and _plain(task.code) == wanted]
    return found[0] if len(found) == 1 else None


def _plain(code: str) -> str:
    """ "CT 4", "ct4" and "CT.4" are one code."""
    return re.sub(r"^(ct|da)[\s.]*", r"\1.", code.lower().rstrip("."))
