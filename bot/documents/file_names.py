"""Names for files and folders that every system can keep, made from any words."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePath

from bot.channels.media_types import ENDINGS, ending_of

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


def sent_name(name: str, media_type: str, number: int | None) -> str:
    """As it was sent, with the ending of what it really is; a photo is named by its number."""
    own = PurePath(name.replace("\\", "/")).name  # a path leads nowhere here
    endings = ENDINGS.get(media_type, ("",))
    if ending_of(own) in endings:
        return own
    return f"{own or f'anh-{number}'}{endings[0]}"


def free_paths(folder: Path, stem: str, ending: str) -> Iterator[Path]:
    """ "a.pdf", "a (2).pdf", …: to be tried in turn."""
    for number in count(1):
        yield folder / (f"{stem}{ending}" if number == 1 else f"{stem} ({number}){ending}")


def _is_visible(letter: str) -> bool:
    """Marks that turn the reading direction can make "exe.pdf" of another ending."""
    return unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn")
