"""Puts together obstacles that wait for the same: "7 đơn vị chờ cùng một hướng dẫn".

Two are alike when they wait for the same kind of thing from the same office, name the same
documents, and share most words that say anything. In a cluster every two are alike, so that it can
be explained by looking at any two; the order in which they come makes no difference.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from bot.language.obstacles.lexicon import SILENT
from bot.language.obstacles.reading import Obstacle
from storage.names import fold

Thing = TypeVar("Thing")
_SILENT = re.compile(rf"\b(?:{'|'.join(map(str.strip, SILENT.split(',')))})\b")
_Place = tuple[int, str, str, str, Sequence[str], str]
ALIKE = 0.7  # of the words that say which one it is, counted on both sides


def clusters_of(
    things: Iterable[Thing], obstacle: Callable[[Thing], Obstacle]
) -> list[list[Thing]]:
    """Each thing is in exactly one; the largest comes first, in it the shortest words."""
    equal: dict[_Place, list[Thing]] = {}
    for thing in sorted(things, key=lambda one: _place(obstacle(one))):
        equal.setdefault(_without_words(_place(obstacle(thing))), []).append(thing)
    found = [[*chain(*ones)] for ones in _alike(list(equal.values()), obstacle)]
    return sorted(found, key=lambda one: (-len(one), _place(obstacle(one[0]))))


def _alike(
    equal: Iterable[list[Thing]], obstacle: Callable[[Thing], Obstacle]
) -> list[list[list[Thing]]]:
    """Of thousands most are equal, and compared with others once; and only those of one matter
    can be alike."""
    found: list[list[list[Thing]]] = []
    of_matter: dict[object, list[list[list[Thing]]]] = {}
    for ones in equal:
        one = obstacle(ones[0])
        clusters = of_matter.setdefault((one.kind, one.actor, one.documents), [])
        fitting = (each for each in clusters if _fits(one, (obstacle(o[0]) for o in each)))
        cluster = next(fitting, None)
        if cluster is None:
            found.append([ones])
            clusters.append(found[-1])
        else:
            cluster.append(ones)
    return found


def are_alike(one: Obstacle, other: Obstacle) -> bool:
    from rapidfuzz.distance import Indel  # only where obstacles are looked at

    if (one.kind, one.actor, one.documents) != (other.kind, other.actor, other.documents):
        return False
    mine, theirs = _telling(one.words, one.actor), _telling(other.words, other.actor)
    if not mine or not theirs:
        return mine == theirs
    return Indel.normalized_similarity(mine, theirs) >= ALIKE


def _fits(one: Obstacle, cluster: Iterable[Obstacle]) -> bool:
    return all(are_alike(one, other) for other in cluster)


def _place(one: Obstacle) -> _Place:
    """Words alone decide: those that are equal in it are equal in all that matters here."""
    words = " ".join(_telling(one.words, one.actor))
    return len(words), words, one.actor, one.kind, tuple(sorted(one.documents)), one.words


def _without_words(place: _Place) -> _Place:
    return (*place[:-1], "")


@lru_cache(maxsize=1 << 14)
def _telling(words: str, actor: str) -> tuple[str, ...]:
    """The words that say which obstacle it is, sorted, each once."""
    left = _SILENT.sub(" ", fold(words).replace(fold(actor) or "\n", " "))
    return tuple(sorted(set(left.split())))
