"""Values of indicators with Vietnamese numbers: "95,5", "1.200 triệu", "> 90", "đạt 95,5%".

What a point and a comma mean is decided by their place alone:
- a comma before one, two, four or more digits is the decimal comma ("95,5"); before exactly three
  digits it may be either one, so "1,200" is not read ("0,125" and "1,200,300" can only be one);
- points between groups of three digits part thousands ("1.200"), as does a space ("1 200");
- any other point ("1.20", "95.5") is a foreign habit or a day, and not read, but for "0.85";
- "1.200,5" and "1,200.5" show both marks and so say which is which.
A share has no thousands: "95.500" is not read when the unit is "%".
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.numbers.dictated import with_figures
from bot.language.numbers.numerals import with_numerals
from bot.language.words.tokens import Phrasebook, tidy, tokens_of, words_of

LONGEST = 200  # letters

# Read in this order; a number must match one of them whole
_FORMS = (
    (re.compile(r"\d{1,15}"), "", ""),
    (re.compile(r"\d{1,15},(?:\d{1,2}|\d{4,9})|0,\d{1,9}"), "", ","),
    (re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,5}(?:,\d{1,9})?"), ".", ","),
    (re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,5}(?:,\d{1,9})?"), " ", ","),
    (re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,5}\.\d{1,9}|[1-9]\d{0,2}(?:,\d{3}){2,5}"), ",", "."),
    (re.compile(r"0\.\d{1,9}"), "", "."),
)
_VALUE = re.compile(
    r"(?P<before>[^\d\-−–]*)(?P<sign>[\-−–]?) ?(?P<number>\d[\d.,]*(?: \d[\d.,]*)*)(?P<unit>.*)"
)
_DIGIT_OF_ITS_OWN = re.compile(r"(?<![^\W\d_])\d")  # the 2 of "m2" belongs to its letters
_COMPARISONS = {
    ">": ">, trên, hơn, vượt", "<": "<, dưới, chưa đến, chưa tới",
    "≥": "≥, ít nhất, tối thiểu, không dưới", "≤": "≤, nhiều nhất, tối đa, không quá",
    "~": "~, ≈, khoảng, gần, chừng, cỡ, tầm, ước, ước đạt, ước cả năm, ước năm, "
    "ước thực hiện [cả năm]",
    "": "đạt, được, là, giá trị, kết quả, :, =, đã đạt, hiện, hiện nay, có, tỷ lệ, thực hiện, âm, "
    "đạt được, thu, thu được, thu ngân sách, trồng, trồng được, trồng mới, huy động, "
    "huy động được, lũy kế, luỹ kế, đến nay, tính đến nay, năm nay, mới, mới được, chỉ",
}  # fmt: skip


@dataclass(frozen=True)
class Value:
    number: Decimal
    unit: str = ""  # the words behind it, as written
    comparison: str = ""  # ">", "≥", "<", "≤", "~" for "about"


def read_value(text: str, unit: str = "") -> Value | None:
    """The one value in a text, or None when it is not sure; `unit` is the indicator's own."""
    if len(text) > LONGEST:
        return None
    clean = (
        with_numerals(with_figures(tidy(text))).rstrip(" .,;").replace(">=", "≥").replace("<=", "≤")
    )
    found = _VALUE.fullmatch(clean)
    if found is None or _DIGIT_OF_ITS_OWN.search(found["unit"]):
        return None
    comparison, is_minus = _before(found["before"])
    written = found["unit"].strip()
    is_share = "%" in (written[:1], unit) or written.lower().startswith("phần trăm")
    number = _number(found["number"].rstrip(".,"), is_share)
    if number is None or comparison is None or not _may_be_unit(written):
        return None
    return Value(-number if found["sign"] or is_minus else number, written, comparison)


def _number(text: str, is_share: bool) -> Decimal | None:
    for form, thousands, decimal in _FORMS:
        if form.fullmatch(text) and not (is_share and thousands):
            plain = text.replace(thousands, "") if thousands else text
            return Decimal(plain.replace(decimal, ".") if decimal else plain)
    return None


def _before(words: str) -> tuple[str | None, bool]:
    """The comparison the words in front make, None when one of them is not known; and "âm"."""
    tokens = tokens_of(words)
    at, said = 0, set()
    while at < len(tokens):
        found = _BEFORE.match(tokens, at)
        if found is None:
            return None, False
        said.add(found[0])
        at = found[1]
    said.discard("")
    comparison = said.pop() if len(said) == 1 else None if said else ""
    return comparison, any(token.text == "âm" for token in tokens)


def _may_be_unit(words: str) -> bool:
    """Units are a few words; a sentence or a second clause is none, nor what was done."""
    if _VERBS.match(tokens_of(words), 0):
        return False
    return len(words) <= 60 and not re.search(r"[,;:?!<>=\-–]|\.\s", words)


_VERBS = words_of("đã, đang, chưa, sẽ, vẫn")
_BEFORE = Phrasebook(
    (word.strip(), sign) for sign, words in _COMPARISONS.items() for word in words.split(",")
)
