"""Typing slips put right: one letter wrong, missing, doubled or out of its place."""

from collections.abc import Iterable, Sequence

from bot.language.words.lexicon import SLIPS
from bot.language.words.tokens import Token, has_marks_of, plain, stands_for, tokens_of

SHORTEST = 6  # letters of a word that may be mistyped; a slip in a shorter one is another word


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """The one known word, or words, that `typed` is a slip of; accents that are typed count."""
    close = [word for word in known if is_slip(typed, word)]
    return close[0] if len(close) == 1 else None


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is between them: "hoan thnah", "hoanthanh", "trển khai"."""
    from rapidfuzz.distance import OSA

    letters, aimed = _plain(typed), _plain(meant)
    if len(aimed) < SHORTEST or any(letter.isdecimal() for letter in letters):
        return False
    if OSA.distance(letters, aimed, score_cutoff=1) != 1:
        return False
    words, meant_words = typed.lower().split(), meant.lower().split()
    if len(words) != len(meant_words):
        return has_marks_of(typed.lower(), meant.lower())
    return all(
        stands_for(word, its) or (plain(word) != plain(its) and has_marks_of(word, its))
        for word, its in zip(words, meant_words, strict=True)
    )


def without_slips(text: str) -> str:
    """The text with every slip in the words of a status put right; the text itself if none."""
    words = [token for token in tokens_of(text) if token.kind == "word"]
    parts, done, at = list[str](), 0, 0
    while at < len(words):
        found = _at(text, words, at)
        if found is None:
            at += 1
            continue
        meant, at, start, end = *found, words[at].start, words[found[1] - 1].end
        parts += [text[done:start], meant]
        done = end
    return "".join((*parts, text[done:]))


def _at(text: str, words: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The words meant from `at` on, and the place behind them."""
    for end in (at + 2, at + 1):
        if end <= len(words):
            meant = nearest(text[words[at].start : words[end - 1].end], _KNOWN)
            if meant:
                return meant, end
    return None


def _plain(text: str) -> str:
    return " ".join(map(plain, text.lower().split()))


_KNOWN = tuple(word.strip() for word in SLIPS.split(","))
