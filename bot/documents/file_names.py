"""Names for files and folders that every system can keep, made from any words."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path

LONGEST = 120  # bytes; Vietnamese letters take up to three
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def safe_name(words: str, otherwise: str) -> str:
    """One name of a path, never "..", hidden, reserved or too long; `otherwise` where none is left.

    What a name ends with, such as ".pdf", is to be put behind it.
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", words) if _is_visible(c))
    name = _UNFIT.sub("_", visible).strip(" ._") or otherwise
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return name.encode()[:LONGEST].decode(errors="ignore").rstrip(" .")


def free_paths(folder: Path, stem: str, ending: str) -> Iterator[Path]:
    """ "a.pdf", "a (2).pdf", …: to be tried in turn."""
    for number in count(1):
        yield folder / (f"{stem}{ending}" if number == 1 else f"{stem} ({number}){ending}")


def _is_visible(letter: str) -> bool:
    """Marks that turn the reading direction can make "exe.pdf" of another ending."""
    return unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn")
