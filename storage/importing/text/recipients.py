"""The list "Nơi nhận" of a decision: who is sent it."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from storage.importing.folder.model import Doubt
from storage.importing.lazy_text import lazy
from storage.names import fold

_EXECUTES = re.compile(r"^(?:Điều \d+\.\s*)?(.+) chịu trách nhiệm thi hành Quyết định")


def read_recipients(texts: Sequence[str]) -> tuple[str, ...]:
    """ "Như Điều 2" stands in it for those who execute the decision."""
    matches = filter(None, map(_EXECUTES.search, texts))
    executing = [part.strip() for part in next((m[1] for m in matches), "").split(";")]
    start = next((at for at, text in enumerate(texts) if _begins_list(text)), len(texts))
    listed = takewhile(lambda text: text.startswith("-"), texts[start + 1 :])
    recipients: list[str] = []
    for entry in (text.lstrip("- ").rstrip(";., ") for text in listed):
        if entry.startswith("Như Điều"):
            recipients += executing
        elif entry and not entry.startswith("Lưu"):  # the registry's own copy
            recipients.append(entry)
    return tuple(filter(None, recipients or executing))


def recipients_doubt(texts: Iterable[str], found: Sequence[str]) -> Iterable[Doubt]:
    if any(_begins_list(text) for text in texts):
        return
    proposal = lazy("not known; fill in the recipients")
    if found:
        proposal = lazy("those who execute it: {names}", names="; ".join(found))
    reason = lazy("the list 'Nơi nhận' is missing")
    yield Doubt("plan.toml", "", "recipients", "", reason, proposal)


def _begins_list(text: str) -> bool:
    return fold(text).startswith("noi nhan")
