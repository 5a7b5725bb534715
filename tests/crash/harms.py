"""What a hostile network does to a request: drawn from a seeded chance, a kind at a time."""

import random
from collections import Counter
from enum import StrEnum


class Harm(StrEnum):
    """`hidden` ones are carried out, and whoever asked never learns of it."""

    NONE = "none"
    DROPPED = "dropped"  # hung up before anything was carried out
    LATE = "late"  # answered after a while
    FLOOD = "429"
    PAGE = "502 page"  # of a proxy in between
    CONFLICT = "409"
    RESET = "reset"  # carried out, and hung up instead of an answer
    CUT = "cut"  # carried out, and half of the body
    GARBLED = "garbled"  # carried out, and no JSON

    @property
    def is_hidden(self) -> bool:
        return self in (Harm.RESET, Harm.CUT, Harm.GARBLED)


OF_SENDING = (
    Harm.DROPPED,
    Harm.LATE,
    Harm.FLOOD,
    Harm.PAGE,
    Harm.RESET,
    Harm.CUT,
    Harm.GARBLED,
)
OF_POLLING = (Harm.DROPPED, Harm.PAGE, Harm.CONFLICT, Harm.GARBLED)
STORM = 0.6  # of all sendings, while one rages


class Chance:
    """`share`: of the requests that come to harm; 0 is a good network."""

    def __init__(self, seed: int, share: float) -> None:
        self._random = random.Random(seed)
        self._share = share
        self.storm = False  # of 429
        self.done: Counter[Harm] = Counter()

    def calm(self) -> None:
        self._share, self.storm = 0.0, False

    def of(self, method: str) -> Harm:
        kinds = {"sendmessage": OF_SENDING, "getupdates": OF_POLLING}.get(method)
        if kinds is None:
            return Harm.NONE
        drawn = self._random.random()
        if self.storm and method == "sendmessage" and drawn < STORM:
            return self._counted(Harm.FLOOD)
        if drawn >= self._share:
            return Harm.NONE
        return self._counted(self._random.choice(kinds))

    def seconds(self) -> float:
        return self._random.uniform(0.2, 2.0)

    def _counted(self, harm: Harm) -> Harm:
        self.done[harm] += 1
        return harm
