"""Words as people type them: tones left out, chat shorthand, Telex keys, doubled letters.

A typed word stands for a meant one when its letters are the same and every mark it carries is
a mark of the meant word too: "hoan", "hoàn" and "hòan" stand for "hoàn", but "bộ" never for "bỏ".
So nothing is guessed where the accents say otherwise.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from bot.language.words.keyed import is_syllable
from bot.language.words.lexicon import CUT_SHORT, SHORTHAND, SWAPPED
from storage.names import cleaned, fold

MeaningT = TypeVar("MeaningT")

_STROKE = "-"
_ANY_NUMBER = "#"  # in a pattern
_SAME_MARK = {"\u0309": "\u0303"}  # hỏi and ngã sound alike in the south and are often confused
_TELEX = re.compile(r"[fjw]|dd|aa|ee|oo")


@dataclass(frozen=True)
class Token:
    """A piece of text; `text` is lower case, shorthand written out; start and end in the source."""

    kind: str  # percent, number, word, mark
    text: str
    start: int
    end: int


def tidy(text: str) -> str:
    """Cleaned, line breaks kept, every other run of white space one space."""
    lines = (line.split() for line in cleaned(text).split("\n"))
    return "\n".join(" ".join(words) for words in lines if words)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a tidy text; one written word may give several ("ht": "hoàn", "thành")."""
    return list(_tokens_of(text))


@lru_cache(maxsize=64)
def _tokens_of(text: str) -> tuple[Token, ...]:
    """Several readers look at the same message, one after another."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        written = found[0].lower()
        meant = _written_out(written) if kind == "word" else (written,)
        tokens += [Token(kind, word, found.start(), found.end()) for word in meant]
    return tuple(tokens)


@lru_cache(maxsize=1 << 14)
def stands_for(typed: str, meant: str) -> bool:
    return plain(typed) == plain(meant) and _marks(typed) <= _marks(meant)


def has_marks_of(typed: str, meant: str) -> bool:
    """Whether every mark that was typed is one of the meant word."""
    return _marks(typed) <= _marks(meant)


@lru_cache(maxsize=1 << 14)
def plain(word: str) -> str:
    """The letters without marks; letters typed twice once; Telex keys taken off."""
    bare = "".join(letter for letter in _decomposed(word) if not unicodedata.combining(letter))
    if bare.isascii() and bare == word.replace("đ", "d") and _TELEX.search(bare):
        bare = re.sub("[fjw]", "", bare)
        bare = re.sub(r"(?<=[a-z]{2})[srx]$", "", bare) or bare
    return re.sub(r"(.)\1+", r"\1", bare)


class Phrasebook(Generic[MeaningT]):
    """Phrases and what they mean; the longest phrase at a place wins.

    They are tens of thousands when spelled out: that is done once their first word is met.
    """

    def __init__(self, phrases: Iterable[tuple[str, MeaningT]]) -> None:
        self._patterns: dict[str, list[tuple[str, MeaningT]]] = {}
        self._by_second: dict[str, dict[str, list[tuple[tuple[str, ...], MeaningT]]]] = {}
        for pattern, meaning in phrases:
            for first in dict.fromkeys(map(plain, _first_words(pattern))):
                self._patterns.setdefault(first, []).append((pattern, meaning))

    def match(self, tokens: Sequence[Token], at: int) -> tuple[MeaningT, int] | None:
        """What is said from the token `at` on, and the place behind it."""
        if at >= len(tokens):
            return None
        first = plain(tokens[at].text)
        if first not in self._patterns:
            return None
        known = self._by_second.get(first) or self._spell_out(first)
        for start in dict.fromkeys((*_keys(tokens[at + 1 : at + 2]), "")):
            for words, meaning in known.get(start, ()):
                end = at + len(words)
                if end <= len(tokens) and _are(tokens[at:end], words):
                    return meaning, end
        return None

    def _spell_out(self, first: str) -> dict[str, list[tuple[tuple[str, ...], MeaningT]]]:
        """By the second word, or nothing: the phrases with that first word, the longest first."""
        known: dict[str, list[tuple[tuple[str, ...], MeaningT]]] = {}
        for pattern, meaning in self._patterns[first]:
            for words in spelled_out(pattern):
                if plain(words[0]) == first:
                    second = plain(words[1]) if len(words) > 1 else ""
                    known.setdefault(second, []).append((words, meaning))
        for phrases in known.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._by_second[first] = known
        return known

    def past(self, tokens: Sequence[Token], at: int) -> int:
        """The place behind all phrases that follow one another from the token `at` on."""
        while found := self.match(tokens, at):
            at = found[1]
        return at

    def find(self, tokens: Sequence[Token]) -> Iterator[MeaningT]:
        """Every phrase said anywhere, without overlap."""
        at = 0
        while at < len(tokens):
            found = self.match(tokens, at)
            if found is None:
                at += 1
            else:
                yield found[0]
                at = found[1]


def _are(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    return all(
        token.kind == "number" if word == _ANY_NUMBER else stands_for(token.text, word)
        for token, word in zip(tokens, words, strict=True)
    )


def _keys(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        yield plain(token.text)
        if token.kind == "number":
            yield _ANY_NUMBER


def words_of(*tables: str) -> Phrasebook[bool]:
    """A phrasebook that knows only whether something was said."""
    return Phrasebook((pattern, True) for table in tables for pattern in table.split(","))


def spelled_out(pattern: str) -> list[tuple[str, ...]]:
    """ "[đã] (làm|thực hiện) xong" → ("làm", "xong"), ("đã", "làm", "xong"), …"""
    spellings: list[tuple[str, ...]] = [()]
    for options in _parts(pattern):
        spellings = [*dict.fromkeys(head + tail for head in spellings for tail in options)]
    return [words for words in spellings if words]


def _first_words(pattern: str) -> Iterator[str]:
    """ "đã", "làm", "thực" of that one."""
    for options in _parts(pattern):
        yield from (words[0] for words in options if words)
        if all(options):
            return


def _parts(pattern: str) -> Iterator[list[tuple[str, ...]]]:
    """The choices at each place; one without words where it may be left out."""
    for optional, required, word in re.findall(r"\[([^]]*)\]|\(([^)]*)\)|([^\s\[\]()]+)", pattern):
        options = [tuple(one.split()) for one in (optional or required or word).split("|")]
        yield [*options, ()] if optional else options


def _written_out(word: str) -> tuple[str, ...]:
    return _SHORTHAND.get(word, (word,))


def _decomposed(word: str) -> str:
    return unicodedata.normalize("NFD", word.replace("đ", "d"))


@lru_cache(maxsize=1 << 14)
def _marks(word: str) -> Counter[str]:
    marks = Counter(
        _SAME_MARK.get(letter, letter)
        for letter in _decomposed(word)
        if unicodedata.combining(letter)
    )
    marks[_STROKE] = word.count("đ")
    return +marks


def _shorthand() -> dict[str, tuple[str, ...]]:
    lines = (line.split(":") for line in SHORTHAND.strip().splitlines())
    return {
        **dict(_swapped()),
        **dict(_cut_short()),
        **{short: tuple(meant.split()) for meant, typed in lines for short in typed.split()},
    }


def _swapped() -> Iterator[tuple[str, tuple[str, ...]]]:
    """ "xogn", "dcuo": two letters beside each other changed places, and no other word is made."""
    for meant in SWAPPED.split():
        for word in dict.fromkeys((meant, fold(meant))):
            for at in range(1, len(word)):
                swapped = f"{word[: at - 1]}{word[at]}{word[at - 1]}{word[at + 1 :]}"
                if not is_syllable(fold(swapped)):
                    yield swapped, (meant,)


def _cut_short() -> Iterator[tuple[str, tuple[str, ...]]]:
    """ "hthành", "h.thanh", "tr/khai": the first syllable is its consonants, or the first one."""
    for meant in CUT_SHORT.split(","):
        first, second = meant.split()
        for start in dict.fromkeys((first[0], _consonants(first))):
            for sign in ("", ".", "/"):
                for end in dict.fromkeys((second, fold(second))):
                    if sign or not _is_onset(start + end):
                        yield f"{start}{sign}{end}", (first, second)


def _is_onset(word: str) -> bool:
    """Whether it begins as a syllable of its own: "thiện" is not "t(hực) hiện"."""
    return _consonants(word) in ("kh", "nh", "ph", "th", "tr", "ng", "ch", "gh")


def _consonants(word: str) -> str:
    """Those it begins with."""
    return word[: len(re.split("[aeiouy]", fold(word))[0])]


_SHORTHAND = _shorthand()
_SIGNED = "|".join(re.escape(one) for one in _SHORTHAND if not one.isalpha())  # with "." or "/"
_TOKEN = re.compile(
    r"(?P<percent>(?<![\d.,])\d{1,3}(?:[.,]\d{1,4})?[ ]?(?:%|phần trăm|phan tram|pt\b))"
    r"|(?P<number>\d+(?:[./,-]\d+)*)"
    rf"|(?P<word>(?:{_SIGNED})(?!\w)|[^\W\d_]+)"
    r"|(?P<mark>\S)",
    re.IGNORECASE,
)
