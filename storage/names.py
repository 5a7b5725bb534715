"""Vietnamese names made comparable: folded without tones, found by name, put in order."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Letters that only look like Đ; letters, digits and signs of an East Asian keyboard; its percent
# sign in other scripts
_ALIKE = str.maketrans("\u00d0\u00f0\u0189\u0256\ufe6a\u066a", "ĐđĐđ%%") | {
    wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)
}
_KEYCAP = re.compile("(?<=[0-9#*])\ufe0f?\u20e3")  # "1️⃣" is a 1
# Where the tone mark stands in an open syllable: "hòa", not "hoà"; "quý" has its y alone
_LATER_TONE = re.compile("(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\\W_])", re.IGNORECASE)
_AND = "va"  # "và" says nothing in a name: people write "&", "-" or leave it out


class Named(Protocol):
    """Anything with a canonical name and the other ways it is written, such as an Agency."""

    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


NamedT = TypeVar("NamedT", bound=Named)


def cleaned(text: str) -> str:
    """A text as it is kept: composed letters, one kind of Đ, letters and digits of one width, plain
    spaces, and no signs that are not seen (zero width, soft hyphens, bidi marks) or that steer a
    terminal. Line ends stay."""
    # Half letters become no "?", which would make a question of what was said
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    whole = _KEYCAP.sub("", _UNSEEN.sub("", _BREAKS.sub("\n", whole))).translate(_ALIKE)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", whole))


def one_tone_place(text: str) -> str:
    """ "Thanh Hoá" is Thanh Hóa, "uỷ" is ủy: the same word is the same letters."""
    return _LATER_TONE.sub(_moved, unicodedata.normalize("NFC", text))


def _moved(syllable: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFD", syllable[0])  # both letters, and the mark behind them
    return unicodedata.normalize("NFC", f"{parts[0]}{parts[2]}{parts[1]}")


@lru_cache(maxsize=1 << 16)  # headers and agencies repeat on every page of a decision
def fold(text: str) -> str:
    """Lower case, no tones, đ as d, no punctuation, no "và": "Sở KH&ĐT" → "so kh dt"."""
    return folded(text)


def folded(text: str) -> str:
    """As `fold`, of long texts, which nobody needs to remember."""
    plain = without_marks(without_marks(cleaned(text)).lower())
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


_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng
_PLACE_OF = {letter: place for place, letter in enumerate(_LETTERS)}


def in_order(text: str) -> list[Any]:
    """What Vietnamese names are sorted by, as in a dictionary: word by word, first by the letters
    (a ă â … d đ), then by the tone; a number by its size, before any word."""
    return [_place_of(word) for word in _WORD.findall(cleaned(text).lower())]


@lru_cache(maxsize=1 << 12)  # names of thousands of agencies are made of few words
def _place_of(word: str) -> tuple[Any, ...]:
    if word.isascii() and word.isdigit():
        return (0, int(word))
    letters, tone = [], 0
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            tone = _TONES.index(sign)
        else:
            letters.append(sign)
    plain = unicodedata.normalize("NFC", "".join(letters))
    return (1, [_PLACE_OF.get(letter, len(_LETTERS)) for letter in plain], tone)
