"""The hierarchy of a task table: full codes and parents from numbers, numerals and letters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storage import lazy
from storage.importing.numerals import numeral, value_of

# The order of Vietnamese: đ is the fifth letter and e the sixth; f, j, w and z are not used.
LETTERS = "abcdđeghiklmnopqrstuvxy"

_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?\)?")
_NUMERAL = re.compile(r"([IVXLC]+(?:\.\d+)*)\.?")
_LETTER = re.compile(rf"([{LETTERS}])[.)]?")
_MADE_UP = re.compile(r"([IVXLC]+)\+\d+")  # a group without a number of its own below II
_ROMAN = set("IVXLC")


@dataclass(frozen=True)
class Placed:
    """`code` is unique and full ("1.1.1.đ"), `problem` says in words what is odd about it."""

    code: str
    parent: str
    problem: str = ""


def place(printed: Iterable[str], last: int = 0) -> list[Placed]:
    """A place for every printed code, in order; nothing is left out, whatever it looks like.

    `last` is the plain number before the first one: some lists count on from group to group.
    """
    placed: list[Placed] = []
    taken: set[str] = set()
    group = above = ""  # the last numeral, and the last code that letters can stand under
    for text in printed:
        code, is_group, is_letter = _full(text, group, above)
        problem = "" if code else lazy("this is no number, numeral or letter")
        code = code or text
        if code in taken:
            problem = lazy("this code stands twice; the second row got a mark")
            code = _free(code, taken)
        parent = _parent(code, taken)
        number = plain_number(text)
        if number != last + 1:
            problem = problem or _gap(code, parent, taken)
        last = number or last
        group = code if is_group else group
        above = above if is_letter else code
        taken.add(code)
        placed.append(Placed(code, parent, problem))
    return placed


def _full(text: str, group: str, above: str) -> tuple[str, bool, bool]:
    if match := _NUMBER.fullmatch(text):
        return (f"{group}.{match[1]}" if group else match[1]), False, False
    if match := _NUMERAL.fullmatch(text):
        return match[1], True, False
    if _MADE_UP.fullmatch(text):
        return text, True, False
    if match := _LETTER.fullmatch(text):
        return (f"{above}.{match[1]}" if above else match[1]), False, True
    return "", False, False


def plain_number(text: str) -> int:
    """1 for "1" or "1)"; 0 for any other code."""
    match = _NUMBER.fullmatch(text)
    return int(match[1]) if match and match[1].isdecimal() else 0


def _free(code: str, taken: set[str]) -> str:
    number = 2
    while f"{code}~{number}" in taken:
        number += 1
    return f"{code}~{number}"


def _parent(code: str, taken: set[str]) -> str:
    """The nearest code above that exists: a missing level does not lose the row."""
    made_up = _MADE_UP.fullmatch(code)
    parent = made_up[1] if made_up else code.rpartition(".")[0]
    while parent and parent not in taken:
        parent = parent.rpartition(".")[0]
    return parent


def _gap(code: str, parent: str, taken: set[str]) -> str:
    above, _, last = code.rpartition(".")
    if _MADE_UP.fullmatch(code):
        return ""
    if above != parent:
        return lazy("the row {code} that it belongs under is missing", code=above)
    before = _before(last)
    if before and f"{above}.{before}".lstrip(".") not in taken:
        return lazy("the row before it, {code}, is missing", code=before)
    return ""


def _before(last: str) -> str:
    if last.isdecimal():
        return str(int(last) - 1) if int(last) > 1 else ""
    if len(last) == 1 and last in LETTERS:
        return LETTERS[LETTERS.index(last) - 1] if last != "a" else ""
    if last and set(last) <= _ROMAN:
        return numeral(value_of(last) - 1)
    return ""
