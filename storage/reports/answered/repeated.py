"""Whether an answer says word for word what was said of the same an earlier year (pure)."""

from typing import Protocol

from storage.names import folded


class Words(Protocol):
    """Of a stored report, of one that is half filled, of one as a dialog knows it."""

    @property
    def result(self) -> str: ...
    @property
    def difficulties(self) -> str: ...
    @property
    def proposals(self) -> str: ...


def repeats(now: Words | None, before: Words | None) -> bool:
    """The same words in every field, whatever their accents, case, marks and white space.

    Figures, status and document are no words; who writes none repeats none.
    """
    if now is None or before is None:
        return False
    fields = [(now.result, before.result), (now.difficulties, before.difficulties)]
    fields.append((now.proposals, before.proposals))
    said = any(text.strip() for text, _ in fields)
    return said and all(text == old or folded(text) == folded(old) for text, old in fields)
