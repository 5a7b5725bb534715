"""Vietnamese names made comparable: folding away tones and punctuation, and finding by name."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

_WORD = re.compile(r"[^\W_]+")
_AND = "va"  # "và" says nothing in a name: people write "&", "-" or leave it out


class Named(Protocol):
    """Anything with a canonical name and the other ways it is written, such as an Agency."""

    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


NamedT = TypeVar("NamedT", bound=Named)


@lru_cache(maxsize=1 << 16)  # headers and agencies repeat on every page of a decision
def fold(text: str) -> str:
    """Lower case, no tones, đ as d, no punctuation, no "và": "Sở KH&ĐT" → "so kh dt"."""
    plain = without_marks(without_marks(text).lower())
    return " ".join(word for word in _WORD.findall(plain) if word != _AND)


def find(name: str, candidates: Iterable[NamedT]) -> list[NamedT]:
    """Who is meant: by canonical name, else by alias, else by folded name, else by folded alias.

    Several results mean that the name is ambiguous; nobody is preferred among them.
    """
    everyone = list(candidates)
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    folded = fold(name)
    if not folded:
        return []
    tests: tuple[Callable[[NamedT], bool], ...] = (
        lambda one: one.name == clean,
        lambda one: clean in one.aliases,
        lambda one: fold(one.name) == folded,
        lambda one: any(fold(alias) == folded for alias in one.aliases),
    )
    for test in tests:
        found = [one for one in everyone if test(one)]
        if found:
            return found
    return []


def without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", kept)
