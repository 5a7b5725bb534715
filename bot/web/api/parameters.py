"""What may stand behind the question mark: each parameter declared once, read, and described."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from http import HTTPStatus
from typing import Any

from bot.web.api.schemas import TEXT, WHOLE
from locales import Translator

LONGEST = 200  # letters
A_PAGE, BIGGEST_PAGE = 100, 1000
_YEARS = range(2000, 2101)
# In an address a plus that was not written as %2B is read as a blank
_LOST_PLUS = re.compile(r"(T[\d:.]+) (\d\d:?\d\d)")
_WHOLE = re.compile(r"[0-9]{1,9}")


class Refused(Exception):
    """A call that gets no answer but why: the status of HTTP, and a sentence in the reader's
    language."""

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True)
class Parameter:
    name: str
    about: str
    schema: Mapping[str, Any]


FORMAT = Parameter(
    "format", "json (the default) or csv.", {"type": "string", "enum": ["json", "csv"]}
)
ROUND = Parameter("round", "The round's year, number or name; else this year's.", TEXT)
AS_OF = Parameter(
    "as_of",
    "As it stood at this instant, such as 2026-11-14T17:00+07:00; without an offset in the "
    "province's time zone. Else now.",
    TEXT,
)
YEAR = Parameter("year", "The rounds that are due in this year; else this year's.", WHOLE)
ITEM = Parameter("item", "Only this item of the plan and those below it, such as 9.4.", TEXT)
AGENCY = Parameter("agency", "Only this agency, by any name of it.", TEXT)
PAGE = Parameter("page", "Counted from 1.", {**WHOLE, "minimum": 1})
PAGE_SIZE = Parameter(
    "page_size",
    f"Rows a page; {A_PAGE} where it is left out.",
    {**WHOLE, "minimum": 1, "maximum": BIGGEST_PAGE},
)


def asked(
    given: Iterable[tuple[str, str]], known: Iterable[Parameter], say: Translator
) -> dict[str, str]:
    """Each parameter by its name. Raises Refused for one that is unknown, double or too long."""
    names = [one.name for one in known]
    found: dict[str, str] = {}
    for name, value in given:
        if name not in names:
            seen, there_are = name[:LONGEST], ", ".join(names)
            raise bad(
                say(
                    "The parameter '{name}' is not known; there are: {known}.",
                    name=seen,
                    known=there_are,
                )
            )
        if name in found:
            raise bad(say("The parameter '{name}' stands there twice.", name=name))
        if len(value) > LONGEST:
            raise bad(say("The parameter '{name}' is too long.", name=name))
        found[name] = value.strip()
    return found


def instant_of(text: str, zone: tzinfo, say: Translator) -> datetime | None:
    """None where none is asked for. Raises Refused."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(_LOST_PLUS.sub(r"\1+\2", text))
    except ValueError:
        instant = None
    if instant is None or instant.year not in _YEARS:
        raise bad(say("as_of is '{text}', but it must be like 2026-11-14T17:00+07:00.", text=text))
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def whole(name: str, text: str, allowed: range, default: int, say: Translator) -> int:
    """Raises Refused."""
    if not text:
        return default
    if not _WHOLE.fullmatch(text) or int(text) not in allowed:
        raise bad(
            say(
                "{name} is '{text}', but it must be a whole number from {least} to {most}.",
                name=name,
                text=text,
                least=allowed[0],
                most=allowed[-1],
            )
        )
    return int(text)


def bad(detail: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, detail)
