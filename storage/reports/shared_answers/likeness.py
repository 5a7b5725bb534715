"""Which tasks ask nearly the same of one agency, by their words: proposed, never decided (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.models import ItemKind
from storage.names import folded

NEAR = 88  # of 100
_OF_NO_WEIGHT = frozenset(
    (
        *("cac", "nhung", "cua", "cho", "ve", "trong", "tai", "den", "voi", "theo", "de", "bang"),
        *("tren", "dia", "ban", "tinh", "duoc", "o", "do", "thuc", "hien"),
    )
)


@dataclass(frozen=True)
class Asked:
    """A task or an indicator, and the agencies that answer for it now."""

    item_id: int
    kind: str
    title: str
    unit: str  # of an indicator
    agencies: frozenset[int]
    plan_id: int = 0


def is_comparable(one: Asked, other: Asked) -> bool:
    """Whether one answer could do for both: one agency has both, in one unit."""
    kinds = {one.kind, other.kind} <= {ItemKind.TASK, ItemKind.INDICATOR}
    return (
        one.item_id != other.item_id
        and kinds
        and one.kind == other.kind
        and folded(one.unit) == folded(other.unit)
        and bool(one.agencies & other.agencies)
    )


def nearly_alike(asked: Iterable[Asked]) -> list[tuple[Asked, Asked, float]]:
    """Those whose words are nearly the same, the nearest first; every number in them is the same.

    Accents, case, punctuation, the order of the words and those of no weight make no difference.
    Of one plan only the same words are: it says twice what it means to be two tasks, as one thing
    in towns and in villages.
    """
    groups: dict[object, list[Asked]] = {}
    for one in asked:
        groups.setdefault((one.kind, folded(one.unit), _numbers(one.title)), []).append(one)
    found = [pair for group in groups.values() for pair in _near(group)]
    return sorted(found, key=lambda pair: (-pair[2], pair[0].item_id, pair[1].item_id))


def _near(group: Sequence[Asked]) -> Iterator[tuple[Asked, Asked, float]]:
    from rapidfuzz import fuzz, process  # only where pairs are looked for

    words = [_weighty(one.title) for one in group]
    for place, one in enumerate(group[:-1]):
        if not words[place]:
            continue
        rest = words[place + 1 :]
        for _, score, behind in process.extract(
            words[place], rest, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None
        ):
            other = group[place + 1 + behind]
            if is_comparable(one, other) and not _is_told_apart(one, other):
                first, second = sorted((one, other), key=lambda task: task.item_id)
                yield first, second, score


def _is_told_apart(one: Asked, other: Asked) -> bool:
    return one.plan_id == other.plan_id and folded(one.title) != folded(other.title)


def _weighty(title: str) -> str:
    return " ".join(sorted(word for word in folded(title).split() if word not in _OF_NO_WEIGHT))


def _numbers(title: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in folded(title).split() if word[:1].isdigit()))
