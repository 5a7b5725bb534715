"""The columns of a roster: the headers they may have, and what a cell of each may hold."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

from storage import lazy
from storage.names import fold

LANGUAGES = ("vi", "en")
NO_ADDRESS, NO_LANGUAGE = "anh/chị", "vi"  # what an empty cell stands for

# As in the samples, or in Vietnamese; capitals, tones and signs between the words are all one
_HEADERS = {
    "code": ("code", "mã", "mã cán bộ", "mã số"),
    "full_name": ("full_name", "họ và tên", "họ tên", "tên", "cán bộ"),
    "address": ("address", "xưng hô", "cách xưng hô"),
    "posts": ("posts", "post", "phân công", "vị trí", "đầu mối", "nhiệm vụ"),
    "rights": ("rights", "right", "quyền", "phân quyền"),
    "language": ("language", "ngôn ngữ"),
    "office_phone": ("office_phone", "điện thoại cơ quan", "số điện thoại cơ quan", "điện thoại"),
    "mobile": ("mobile", "di động", "điện thoại di động", "số di động"),
    "email": ("email", "e-mail", "thư điện tử", "địa chỉ thư điện tử", "hộp thư"),
}
COLUMNS = tuple(_HEADERS)
_COLUMN_OF = {fold(name): column for column, names in _HEADERS.items() for name in names}
_CLOSE = 0.8
_LOST_LETTERS = re.compile(r"\w\?+\w|\w\?+\s+\w|\?{2,}|\ufffd")  # an Excel that writes no UTF-8
_ADDRESS = re.compile(r"[\w.+-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.A | re.I)
_LONGEST_ADDRESS = 254
_LONGEST_NAME = 100
_POWER = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)


class BadCell(ValueError):
    """The text says what was seen and what is expected."""


def column_of(header: str) -> str | None:
    return _COLUMN_OF.get(fold(header))


def meant_by(header: str) -> str | None:
    """The column that a misspelt header probably stands for."""
    close = get_close_matches(fold(header), _COLUMN_OF, n=1, cutoff=_CLOSE)
    return _COLUMN_OF[close[0]] if close else None


def known_headers(row: Sequence[str]) -> int:
    return len({column_of(cell) for cell in row} - {None})


def _name(text: str) -> str:
    if _LOST_LETTERS.search(text):
        raise BadCell(
            lazy(
                "'{text}' has lost its Vietnamese letters; save the file as 'CSV UTF-8' or .xlsx",
                text=text,
            )
        )
    return text


def _full_name(text: str) -> str:
    """It stands in letters, lists and buttons."""
    if text and not (len(text) <= _LONGEST_NAME and any(map(str.isalpha, text))):
        raise BadCell(lazy("'{text}' is no name of a person", text=f"{text[:40]}"))
    return _name(text)


def _language(text: str) -> str:
    if text.lower() not in ("", *LANGUAGES):
        raise BadCell(
            lazy("language '{text}' is none of {names}", text=text, names=", ".join(LANGUAGES))
        )
    return text.lower() or NO_LANGUAGE


def _office_phone(text: str) -> str:
    """A sheet takes a number for a quantity: the 0 it begins with is lost, or all but its size."""
    if _POWER.fullmatch(text):
        raise BadCell(
            lazy(
                "'{text}' is a telephone number cut short; make the column text in the sheet",
                text=text,
            )
        )
    return f"0{text}" if re.fullmatch(r"[1-9]\d{8}|2\d{9}", text) else text


def _mobile(text: str) -> str:
    """As services take it: 84 and the number without its 0."""
    digits = re.sub(r"[ .()+-]", "", _office_phone(text))
    if digits and not re.fullmatch(r"(?:0|84)[0-9]{8,10}", digits):
        raise BadCell(lazy("mobile '{text}' is no telephone number of Vietnam", text=text))
    return f"84{digits[1:]}" if digits.startswith("0") else digits


def _email(text: str) -> str:
    """In small letters, as servers of offices take it: one mailbox is one address."""
    if text and not (_ADDRESS.fullmatch(text) and len(text) <= _LONGEST_ADDRESS):
        raise BadCell(lazy("email '{text}' is no address such as ten@tinh.gov.vn", text=text))
    return text.lower()


_READ: Mapping[str, Callable[[str], str]] = {
    "full_name": _full_name,
    "posts": _name,
    "address": lambda text: _name(text) or NO_ADDRESS,
    "language": _language,
    "office_phone": _office_phone,
    "mobile": _mobile,
    "email": _email,
}


def read_cell(column: str, text: str) -> str:
    """What the cell says, in the form that is kept. Raises BadCell."""
    return _READ.get(column, str)(text)
