"""Reads obstacles in an answer: what each waits for, who must act, which documents it names.

One is one matter of one answer: sentences of the same kind, actor and documents are one. Nothing is
guessed: where nobody is named as the one to wait for, nobody is read.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bot.language.obstacles.lexicon import (
    ACTING,
    ACTORS,
    BEFORE_ANOTHER_WORD,
    KINDS,
    NO_OBSTACLE,
    REFERRING,
    WAITING,
    Kind,
)
from bot.language.words.phrases import is_none, is_nothing, is_skip
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of
from storage.names import fold

MOST_KEPT = 1 << 14  # sentences
REACH = 3  # words: "Sở Tài chính đến nay vẫn chưa …"
SHORTEST_NAME = 2  # words, or an abbreviation of letters: one word may be any word


class Names(dict[str, str]):
    """How an agency may be written → what it is called; spelled out once for thousands of
    answers."""

    @cached_property
    def book(self) -> Phrasebook[str]:
        return Phrasebook(self.items())


@dataclass(frozen=True)
class Obstacle:
    """One matter of an answer. `sentences` as they were written; `actor` is empty where nobody was
    read; `documents`: numbers and laws by which it differs from others."""

    sentences: tuple[str, ...]
    kind: Kind
    actor: str = ""
    documents: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        return "\n".join(self.sentences)

    @property
    def is_read(self) -> bool:
        """Something or somebody to wait for was found."""
        return self.kind is not Kind.OTHER or bool(self.actor)


_NOBODY = Names()
_KINDS = Phrasebook(
    (" ".join(pattern.split()), kind)
    for kind, table in KINDS.items()
    for pattern in table.split(",")
)
_ACTORS = Phrasebook(
    (" ".join(pattern.split()), name)
    for name, table in ACTORS.items()
    for pattern in table.split(",")
)
_WAITING, _REFERRING, _ACTING = words_of(WAITING), words_of(REFERRING), words_of(ACTING)
_ANOTHER_WORD, _NO_OBSTACLE = words_of(BEFORE_ANOTHER_WORD), words_of(NO_OBSTACLE)
# A sentence ends at a stop behind a whole word, not in "TP. Bến Tre" or "30.000"
_END = re.compile(r"(?<=\w{3})[.!?]+(?=\s)|[;\n]+")
_LEADING = re.compile(r"^[\s\-–—+*•.,:]+|^\(?\d{1,2}[.)]\s+|^[a-eđ]\)\s+")
_DOCUMENT = re.compile(
    r"(?<![\w/])(?:(?:nghị định|thông tư|quyết định|công văn|nghị quyết|kế hoạch|chỉ thị|đề án|"
    r"chương trình|dự án|nghi dinh|thong tu|quyet dinh|cong van|nghi quyet|ke hoach|chi thi|nđ|tt|"
    r"qđ|cv|nq|kh)\s*(?:số|so)?\s*)(\d+(?:\s*/\s*[\w\-.]+)*)"
    r"|(?<![\w/])(\d{1,5}\s*/\s*(?:\d{4}\s*/\s*)?[A-Za-zĐđ][\w&.\-]*)",
    re.IGNORECASE,
)
_LAW = re.compile(r"(?<!\w)(?:luật|pháp lệnh|luat|phap lenh)\s+(\w+\s+\w+)", re.IGNORECASE)


def obstacles_in(
    difficulties: str,
    proposals: str = "",
    names: Names | None = None,
    own: Collection[str] = (),
) -> list[Obstacle]:
    """The obstacles of an answer, in the order of its words.

    Of its difficulties all that say anything; of its proposals those that name somebody or
    something to wait for. `names` as `agency_names` gives them; `own`: the answering agency.
    """
    book = _Book((names or _NOBODY).book)
    found = [_read(one, book, own) for one in sentences_of(difficulties)]
    asked = (_read(one, book, own) for one in sentences_of(proposals))
    return _merged([*found, *(one for one in asked if one.is_read)])


@lru_cache(maxsize=MOST_KEPT)
def sentences_of(text: str) -> tuple[str, ...]:
    """What it says, sentence by sentence; "không có" says nothing."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    for part in _parts(tidy(text)):
        clean = _LEADING.sub("", _LEADING.sub("", part)).strip(" .,;")
        if any(letter.isalpha() for letter in clean) and not _is_none(clean):
            yield clean


def _parts(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        following = text[end.end() :].lstrip()[:1]
        if "." not in end[0] or following.isupper() or not following.isalpha():
            yield text[start : end.start()]
            start = end.end()
    yield text[start:]


def agency_names(names: Sequence[tuple[str, Sequence[str]]]) -> Names:
    """By every way an agency may be written (name, aliases): what it is called.

    A way that several share names nobody.
    """
    return _agency_names(tuple((name, tuple(aliases)) for name, aliases in names))


@lru_cache(maxsize=8)  # the plans that are looked at
def _agency_names(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Names:
    found: dict[str, set[str]] = {}
    for name, aliases in names:
        # "CTK" is Cục Thống kê in a list of agencies, and "chưa triển khai" in an answer
        for written in (name, *(alias for alias in aliases if " " in alias)):
            found.setdefault(_pattern(written), set()).add(name)
    return Names(
        (written, next(iter(called)))
        for written, called in found.items()
        if len(called) == 1 and _is_name(written)
    )


def documents_in(text: str) -> frozenset[str]:
    """The numbers and laws that a text names, made alike: "30/2020/nd-cp", "dat dai"."""
    numbers = (number or other for number, other in _DOCUMENT.findall(text))
    made_alike = {re.sub(r"\s+", "", one).strip(".-").lower() for one in numbers}
    laws = {fold(one) for one in _LAW.findall(text)}
    return frozenset(one.replace("đ", "d") for one in made_alike) | laws


def _is_none(text: str) -> bool:
    if is_none(text) or is_nothing(text) or is_skip(text):
        return True
    return _NO_OBSTACLE.match(_words(text), 0) is not None


def _words(text: str) -> list[Token]:
    """Without marks, and without "và": "&", "-" or nothing may stand for it."""
    return [one for one in tokens_of(tidy(text)) if one.kind != "mark" and one.text != "và"]


def _pattern(written: str) -> str:
    return " ".join(token.text for token in _words(written))


def _is_name(pattern: str) -> bool:
    words = pattern.split()
    return len(words) >= SHORTEST_NAME and all(word.isalpha() for word in words)


# --- One sentence ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Book:
    """Who may be named: the offices everybody knows, and the agencies of the plan."""

    agencies: Phrasebook[str]

    def match(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longer name wins: "Sở Tài chính" is no "Bộ Tài chính"."""
        found = [one for one in (self.agencies.match(tokens, at), _ACTORS.match(tokens, at)) if one]
        return max(found, key=lambda one: one[1], default=None)


def _read(sentence: str, book: _Book, own: Collection[str]) -> Obstacle:
    awaited, kind, documents = _heard(sentence, book)
    actor = next((who for who in awaited if who not in own), "")
    return Obstacle((sentence,), kind, actor, documents)


@lru_cache(maxsize=MOST_KEPT)
def _heard(sentence: str, book: _Book) -> tuple[tuple[str, ...], Kind, frozenset[str]]:
    """Whom it waits for, for what, by which documents: a page reads all answers of a round, and
    most of them it has read before."""
    tokens = _words(sentence)
    named = list(_named(tokens, book))
    awaited = tuple(who for who, start, end in named if _is_awaited(tokens, start, end))
    taken = {at for _, start, end in named for at in range(start, end)}
    return awaited, _kind(tokens, taken), documents_in(sentence)


def _named(tokens: Sequence[Token], book: _Book) -> Iterator[tuple[str, int, int]]:
    """Everybody who is named, with the places of the first word and behind the last."""
    at = 0
    while at < len(tokens):
        found = book.match(tokens, at)
        is_other = at > 0 and _ANOTHER_WORD.match(tokens, at - 1) is not None
        if found is None or (is_other and tokens[at].text.startswith("b")):
            at += 1
        else:
            yield found[0], at, found[1]
            at = found[1]


def _is_awaited(tokens: Sequence[Token], start: int, end: int) -> bool:
    if any(_ACTING.match(tokens, at) for at in range(end, min(end + REACH, len(tokens)))):
        return not _REFERRING.match(tokens, start - 1) if start else True
    referred = [at for at in range(start) if _REFERRING.match(tokens, at)]
    since = referred[-1] + 1 if referred else 0
    return any(_WAITING.match(tokens, at) for at in range(since, start))


def _kind(tokens: Sequence[Token], taken: Collection[int]) -> Kind:
    """What is named first; not in the name of an office, nor where it is only referred to."""
    for at in range(len(tokens)):
        found = _KINDS.match(tokens, at)
        is_referred = at > 0 and _REFERRING.match(tokens, at - 1) is not None
        if found and not is_referred and not any(place in taken for place in range(at, found[1])):
            return found[0]
    return Kind.OTHER


# --- One answer -----------------------------------------------------------------------------------


def _merged(found: Sequence[Obstacle]) -> list[Obstacle]:
    """Sentences of one matter as one; a proposal may tell whom a difficulty waits for."""
    if len(found) < 2:  # nearly always, and a page reads thousands
        return list(found)
    merged: dict[tuple[Kind, str, frozenset[str]], Obstacle] = {}
    kinds = {one.kind for one in found} - {Kind.OTHER}
    told = [_with_kind(one, kinds) for one in found]
    for one in (_with_actor(one, told) for one in told):
        key = (one.kind, one.actor, one.documents)
        before = merged.get(key)
        if before is None:
            merged[key] = one
        elif one.sentences[0] not in before.sentences:
            merged[key] = replace(before, sentences=before.sentences + one.sentences)
    return list(merged.values())


def _with_kind(one: Obstacle, kinds: Collection[Kind]) -> Obstacle:
    """ "Đề nghị UBND tỉnh xem xét" is about what the answer waits for, if that is one thing."""
    if one.kind is not Kind.OTHER or not one.actor or len(kinds) != 1:
        return one
    return replace(one, kind=next(iter(kinds)))


def _with_actor(one: Obstacle, among: Sequence[Obstacle]) -> Obstacle:
    """Filled in where just one matter of the same kind names somebody, and no other document."""
    if one.actor or one.kind is Kind.OTHER:
        return one
    same = [other for other in among if other.kind is one.kind and other.actor]
    matters = {(other.actor, other.documents) for other in same}
    if len(matters) != 1:
        return one
    actor, documents = matters.pop()
    if one.documents and one.documents != documents:
        return one
    return replace(one, actor=actor, documents=documents)
