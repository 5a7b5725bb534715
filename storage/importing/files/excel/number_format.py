"""Shows the number in a cell as Excel does: decimals, thousands, percent, words around it."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_HIDDEN = re.compile(r"\[[^\]]*\]|[_*].")  # [Red], [$-42A], a space as wide as the next sign
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_SECTIONS = 2  # the second one is for negative numbers, without their sign


def shown(value: object, number_format: str) -> str:
    """A date is day/month/year whatever its format: "1.1" that Excel took for one is no code."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case time() | timedelta():
            return str(value)
        case int() | float():
            return _number(Decimal(repr(value)), number_format)
        case _:
            return str(value)


def _number(value: Decimal, number_format: str) -> str:
    sections = number_format.split(";")
    negative = value < 0 and len(sections) >= _SECTIONS and bool(sections[1])
    section = _HIDDEN.sub("", sections[1] if negative else sections[0])
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if not digits or re.search(r"[A-Za-z/]", bare):
        return _plain(value)
    percent = bare.count("%")
    shown_digits = _digits(abs(value) * 100**percent, digits.group(), quantity=percent > 0)
    before, after = _around(section, digits.group())
    sign = "-" if value < 0 and not negative else ""
    return f"{sign}{before}{shown_digits}{after}"


def _digits(value: Decimal, pattern: str, quantity: bool) -> str:
    """Vietnamese signs where it is surely a quantity; else a point, for "1.10" is a code."""
    whole, _, fraction = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    while len(right) > fraction.count("0") and right.endswith("0"):
        right = right[:-1]
    left = left.zfill(whole.count("0"))
    grouped = "," in whole.rstrip(",")
    if grouped:
        left = f"{int(left):,}".replace(",", ".")
    separator = "," if grouped or quantity else "."
    return f"{left}{separator}{right}" if right else left


def _around(section: str, digits: str) -> tuple[str, str]:
    before, _, after = section.partition(digits)
    unquoted = [_LITERAL.sub(lambda m: m[1] or m[2] or "", part) for part in (before, after)]
    return unquoted[0], unquoted[1]


def _plain(value: Decimal) -> str:
    """The shortest text, without the last digits that only a computer's fractions have."""
    text = f"{Decimal(f'{value:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
