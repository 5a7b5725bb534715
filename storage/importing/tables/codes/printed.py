"""Codes as people print them, "Nhiệm vụ 1", "(1)" or "I. Truyền thông", made ready to be placed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.importing.numerals import numeral
from storage.importing.tables.codes.hierarchy import LETTERS, Placed, place, plain_number

_LABEL = r"(?:nhiệm vụ|hoạt động|chủ đề|nhóm|lĩnh vực|nội dung|chương|phần|mục)"
_PATH = rf"(?:\d+|[IVXLC]+|[A-ZĐ])(?:[.,]\s?(?:\d+|[IVXLC]+|[{LETTERS}]))*"
_LABELLED = re.compile(rf"{_LABEL}\s+(?:số\s+)?({_PATH})", re.I)
_CODE = re.compile(rf"{_PATH}|[{LETTERS}]")
_ODD = re.compile(r"\S{1,12}")  # no code we know of, and yet too short for anything else
_BULLETS = set("-–—*+•·")
_MERGED = re.compile(
    rf"(?:({_LABEL})\s+(?:số\s+)?)?({_PATH})\s?[.:)–-]\s*([^\W\d_].*|[“\"(].*)", re.I | re.S
)
_LETTER_IN_TITLE = re.compile(rf"([{LETTERS}])\)\s+([^\W\d_].*)", re.S)
_SURE_IN_TITLE = re.compile(r"(\d+(?:\.\d+)*|[IVXLC]+)[.:]\s+([^\W\d_].*)", re.S)
_WHOLE_PATH = re.compile(rf".+\.[{LETTERS}]")
APART = re.compile(r"(?:PL|BG)\d+")  # an appendix, or a table, with numbers of its own
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def normal_code(printed: str) -> str:
    """The code without label, brackets and final marks; "" when the words are none."""
    text = re.sub(r"\s*([.,])\s*", r"\1", printed.strip())
    text = text.removeprefix("(").rstrip(" .):-–/,")
    if match := _LABELLED.fullmatch(text):
        text = match[1]
    if not _CODE.fullmatch(text):
        return text if _ODD.fullmatch(text) and not is_bullet(printed) else ""
    levels = text.replace(",", ".").split(".")
    return ".".join(str(int(level)) if level.isdecimal() else level for level in levels)


def is_bullet(printed: str) -> bool:
    return bool(printed) and set(printed) <= _BULLETS


def split_merged(cell: str) -> tuple[str, str] | None:
    """Code and title of one merged cell; a labelled number stands for a group: "Chủ đề 1: …" → I.

    Its title keeps the label, so that the printed words stay together.
    """
    match = _MERGED.fullmatch(cell)
    if not match:
        return None
    label, code, title = match.groups()
    if label and code.isdecimal() and label.lower() not in ("nhiệm vụ", "hoạt động"):
        return numeral(int(code)), cell
    return normal_code(code), title


def split_from_title(title: str) -> tuple[str, str] | None:
    """A code that begins a title: a number, a numeral, or "a)" where no "b)" follows it inside."""
    match = _SURE_IN_TITLE.fullmatch(title) or _LETTER_IN_TITLE.fullmatch(title)
    if match and match[1] in LETTERS and re.search(rf"\s[{LETTERS}]\)\s", match[2]):
        return None
    return (match[1], match[2]) if match else None


def place_codes(codes: Sequence[str]) -> list[Placed]:
    """A place for every code; an appendix ("PL2") and capital letters that divide go in front."""
    placed: list[Placed] = []
    for table, part in _parts(codes):
        inner = _place_lettered(part)
        placed += [Placed(table, "")] if table else []
        placed += [_under(table, one) for one in inner]
    return placed


def _place_lettered(codes: Sequence[str]) -> list[Placed]:
    placed: list[Placed] = []
    last = 0
    for letter, section in _sections(codes):
        if letter:
            placed.append(Placed(letter, ""))
        inner = zip(place(section, last), section, strict=True)
        placed += [_under(letter, _settled(one, code)) for one, code in inner]
        last = next(filter(None, map(plain_number, reversed(section))), last)
    return placed


def _parts(codes: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The codes after each table that stands apart from those before it; the first has no mark."""
    table = ""
    part: list[str] = []
    for code in codes:
        if APART.fullmatch(code):
            yield table, part
            table, part = code, []
        else:
            part.append(code)
    yield table, part


def _sections(codes: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The codes after each capital letter: A, B, C … in this order, A first."""
    letter = ""
    section: list[str] = []
    for code in codes:
        following = _ALPHABET[_ALPHABET.find(letter) + 1 :][:1] if letter else "A"
        if code == following:
            yield letter, section
            letter, section = following, []
        else:
            section.append(code.removeprefix(f"{letter}.") if letter else code)
    yield letter, section


def _settled(one: Placed, printed: str) -> Placed:
    """A letter with its whole path before it, "1.1.a", is as good as "a" under 1.1."""
    whole = one.code == printed and bool(one.parent) and _WHOLE_PATH.fullmatch(printed)
    return replace(one, problem="") if whole else one


def _under(letter: str, one: Placed) -> Placed:
    if not letter:
        return one
    parent = f"{letter}.{one.parent}" if one.parent else letter
    return replace(one, code=f"{letter}.{one.code}", parent=parent)
