"""Several answers in one message: by labels ("Kết quả: …"), or in order, one a line.

Without labels a percentage and a document are known by their looks, and the texts come in the
order of the questions; "." leaves one out. What finds no place goes on with the text before it,
and the whole is then no longer sure, so that somebody looks at it before it is stored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.dialogs.report.questions import FIGURES, TEXTS
from bot.dialogs.report.step import joined
from bot.language.replies.layouts.labels import BY_LABEL, LABEL
from bot.language.words.phrases import SKIP_TEXTS, is_none, is_skip, is_yes
from storage.names import fold

ANYWHERE = ("unsettled", "document")  # known by their looks, in whatever order they come
Looks = Mapping[str, Callable[[str], bool]]  # by figure or document: whether a line is one


@dataclass
class Parts:
    """By question, what was written for it."""

    words: dict[str, str] = field(default_factory=dict)
    is_sure: bool = True

    def add(self, name: str, text: str) -> None:
        self.words[name] = joined(self.words.get(name, ""), text)


def is_labelled(text: str) -> bool:
    """Whether it begins with a label: "Kết quả: …"."""
    found = LABEL.match(text)
    return found is not None and fold(found[1]) in BY_LABEL


def without_own_label(text: str, question: str) -> str:
    """ "Kết quả: đã mở lớp", typed where the result is asked, without its label."""
    labels = [one for one in LABEL.finditer(text) if fold(one[1]) in BY_LABEL]
    is_own = (
        len(labels) == 1 and labels[0].start() == 0 and BY_LABEL[fold(labels[0][1])] == question
    )
    return text[labels[0].end() :].strip() if is_own else text


def split_at_labels(text: str) -> tuple[str, str]:
    """What stands before the first line end or label, and the rest: "xong", "Kết quả: …"."""
    labels = (one.start() for one in LABEL.finditer(text) if fold(one[1]) in BY_LABEL)
    end = min([next(labels, len(text)), *([text.index("\n")] if "\n" in text else [])])
    return text[:end].strip(), text[end:].lstrip("\n;. ")


def parts_of(text: str, asked: Sequence[str], fields: Sequence[str], looks: Looks) -> Parts:
    """Every word of the text is in some part, but for marks that leave a question out.

    `asked`: in whose order words without a label come; `fields`: all that a label may name.
    """
    found = [
        (one, BY_LABEL[fold(one[1])]) for one in LABEL.finditer(text) if fold(one[1]) in BY_LABEL
    ]
    if not found:
        return _in_order(text, asked, looks)
    before = text[: found[0][0].start()].strip()
    parts = _in_order("" if is_yes(before) else before, asked, looks)
    ends = [one.start() for one, _ in found[1:]] + [len(text)]
    for (label, name), end in zip(found, ends, strict=True):
        words = text[label.end() : end].strip()
        if name in fields:
            is_left = _is_empty(words) and name != "unsettled"  # "chưa" answers that
            parts.add(name, "" if is_left else words)
        elif not _is_empty(words):
            _put_elsewhere(parts, f"{label[1].strip()}: {words}", asked)
    return parts


def _in_order(text: str, asked: Sequence[str], looks: Looks) -> Parts:
    parts, waiting, last = Parts(), list(asked), ""
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        name = _place(line, waiting, looks)
        if name:
            waiting = _left_after(name, waiting)
            parts.add(name, "" if _is_empty(line) else line)
            last = name if name in TEXTS else last
        elif last:
            parts.words[last] = f"{parts.words.get(last, '')}\n{line}".strip()
            parts.is_sure = False
        else:
            _put_elsewhere(parts, line, asked)
    return parts


def _place(line: str, waiting: Sequence[str], looks: Looks) -> str:
    """The question a line answers; empty when none is left for it."""
    if line in SKIP_TEXTS or is_skip(line):
        return waiting[0] if waiting else ""
    for name in ANYWHERE:
        if name in waiting and looks[name](line):
            return name
    if waiting and waiting[0] == "value" and not _is_empty(line):
        return "value"  # it has to be given: what is no figure is asked about
    if waiting and waiting[0] in FIGURES and looks[waiting[0]](line):
        return waiting[0]
    return next((name for name in waiting if name in TEXTS), "")


def _is_empty(words: str) -> bool:
    """ "Không", "chưa có", ".": nothing is said by it."""
    return not words or is_skip(words) or is_none(words)


def _left_after(name: str, waiting: Sequence[str]) -> list[str]:
    """Of what is known by its looks nothing before it is passed over."""
    if name in ANYWHERE:
        return [one for one in waiting if one != name]
    at = waiting.index(name)
    passed = [one for one in waiting[:at] if one == "unsettled"]
    return [*passed, *waiting[at + 1 :]]


def _put_elsewhere(parts: Parts, words: str, asked: Sequence[str]) -> None:
    """No question of this status asks for it: it stays in the first text, to be looked at."""
    name = next((name for name in asked if name in TEXTS), "result")
    parts.words[name] = f"{parts.words.get(name, '')}\n{words}".strip()
    parts.is_sure = False
