"""Marks of secrecy as they are spread out, joined or adorned: "M Ậ T", "TỐIMẬT", "*MẬT*"."""

import re

_ADORNED = re.compile(r"[*_«»~|#=<>]+")
_SPREAD = re.compile(r"(?<!\w)[^\W\d_](?:[ .-]{1,3}[^\W\d_]){2,}(?!\w)")
_JOINED = re.compile(r"(?<!\w)(tuyệt|tối|tuyet|toi)[ .*_–-]*(mật|mat)(?!\w)", re.IGNORECASE)
_SPELLS = re.compile(r"(?:tuyệt|tối|độ)?mật", re.IGNORECASE)


def plainly(text: str) -> str:
    """The text with such marks written out; all else keeps its words."""
    bare = _ADORNED.sub(" ", text)
    return _JOINED.sub(r"\1 \2", _SPREAD.sub(_together, bare))


def _together(found: re.Match[str]) -> str:
    word = re.sub(r"[ .-]", "", found[0])
    return word if _SPELLS.fullmatch(word) else found[0]
