"""Typing slips put right: one letter wrong, missing, doubled or out of its place."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.language.words.lexicon import SLIPS
from bot.language.words.tokens import Token, has_marks_of, plain, stands_for, tokens_of

SHORTEST = 6  # letters of a word that may be mistyped; a slip in a shorter one is another word


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """The one known word, or words, that `typed` is a slip of; accents that are typed count."""
    letters = _plain(typed.lower())
    if any(letter.isdecimal() for letter in letters):
        return None
    close = [word for word in known if _is_near(letters, _plain(word))]
    meant = [word for word in close if _may_stand_for(typed.lower(), word)]
    return meant[0] if len(meant) == 1 else None


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is between them: "hoan thnah", "hoanthanh", "trển khai"."""
    return nearest(typed, (meant,)) is not None


def _is_near(letters: str, aimed: str) -> bool:
    if len(aimed) < SHORTEST or abs(len(letters) - len(aimed)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(letters, aimed, score_cutoff=1) == 1


def _may_stand_for(typed: str, meant: str) -> bool:
    """Whether no accent that was typed, and no word without a slip, says otherwise."""
    words, meant_words = typed.split(), meant.split()
    if len(words) != len(meant_words):
        return has_marks_of(typed, meant)
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


@lru_cache(maxsize=1 << 12)
def _plain(text: str) -> str:
    return " ".join(map(plain, text.split()))


_KNOWN = tuple(word.strip() for word in SLIPS.split(","))
