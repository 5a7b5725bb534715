"""Numbers as Vietnamese officials write them: "60%", "khoảng 60 phần trăm"."""

import re

from storage.names import fold

_NUMBER = re.compile(r"(?<![-\d.,])(\d{1,3})(?:[.,]\d+)?\s*%?")
_WORDS_AROUND = frozenset({"khoang", "dat", "duoc", "tren", "gan", "phan", "tram", "pt"})


def read_percent(text: str) -> int | None:
    """A whole percentage from 0 to 100, rounded down; None when it is not exactly one."""
    found = _NUMBER.findall(text)
    around = fold(_NUMBER.sub(" ", text)).split()
    if len(found) != 1 or not set(around) <= _WORDS_AROUND or int(found[0]) > 100:
        return None
    return int(found[0])
