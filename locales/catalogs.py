"""Reads a .po file as people edit it: one slip spoils one sentence, never the file around it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

FOLDER = Path(__file__).resolve().parent
# What follows a keyword, or stands alone; an open quotation mark would lose a letter unseen
_LINE = re.compile(r'(?:#.*|(?:msg\S+\s+)?"(?:[^\\]|\\.)*")?\s*')
_SHOWN = 60  # characters of a sentence, so that it can be found


class Slip(NamedTuple):
    """What cannot be used of a file, and where; `line` 0 is the whole file."""

    line: int
    why: str


class Contents(NamedTuple):
    messages: Sequence[Message]
    slips: Sequence[Slip]


def name_of(language: str) -> str:
    return f"{language}/LC_MESSAGES/messages.po"


def path_of(language: str) -> Path:
    return FOLDER / name_of(language)


def read_catalog(language: str) -> Catalog:
    """The whole file, or an error."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def contents(language: str) -> Contents:
    """What can be read of a language's file."""
    try:
        text = path_of(language).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return Contents((), [Slip(0, f"it cannot be read as UTF-8 text ({error})")])
    return parse(text, language)


def parse(text: str, language: str) -> Contents:
    """Entry by entry where the whole cannot be read."""
    try:
        return Contents(_messages(text, language), ())
    except (PoFileError, ValueError, IndexError):
        return _entry_by_entry(text, language)


def _entry_by_entry(text: str, language: str) -> Contents:
    messages: list[Message] = []
    slips: list[Slip] = []
    before = 0  # lines
    for entry in re.split(r"(\n\s*\n)", text):
        try:
            messages += _messages("\n" * before + entry, language)
        except (PoFileError, ValueError, IndexError):
            start = before + entry[: len(entry) - len(entry.lstrip())].count("\n") + 1
            slips.append(Slip(start, f"the entry cannot be read: {_beginning(entry)}"))
        before += entry.count("\n")
    return Contents(messages, slips)


def _messages(text: str, language: str) -> list[Message]:
    """Raises PoFileError, ValueError or IndexError."""
    if bad := next((line for line in text.split("\n") if not _LINE.fullmatch(line)), None):
        raise ValueError(bad)
    catalog = read_po(StringIO(text), locale=language, abort_invalid=True)
    return [message for message in catalog if message.id]


def _beginning(entry: str) -> str:
    lines = [line for line in entry.strip().splitlines() if not line.startswith("#")]
    return " ".join(lines)[:_SHOWN]


# --- Placeholders ---------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 10)
def misfit(form: str, source: str, *others: str) -> str:
    """Why a form cannot stand for `source`, whose placeholders it needs; "" when it can.

    A plural may show those of its other source as well.
    """
    needed = _placeholders(source)
    allowed = needed.union(*map(_placeholders, others))
    try:
        seen = _placeholders(form)
    except ValueError as error:
        return f"{error}"
    if missing := sorted(needed - seen):
        return f"{missing[0]} is missing"
    if strange := sorted(seen - allowed):
        return f"{strange[0]} is no placeholder of it"
    return "" if form else "it is empty"


def _placeholders(text: str) -> frozenset[str]:
    """As they are written: "{name}". Raises ValueError for a stray brace."""
    found = []
    for _, name, spec, conversion in Formatter().parse(text):
        if name is not None:
            how = f"!{conversion}" if conversion else ""
            found.append(f"{{{name}{how}{':' if spec else ''}{spec}}}")
    return frozenset(found)


def slips(language: str) -> Iterator[Slip]:
    """Every slip of a language's file: of these sentences the source is said."""
    yield from slips_in(contents(language))


def slips_in(found: Contents) -> Iterator[Slip]:
    yield from found.slips
    for message in found.messages:
        if why := _misfit_of(message):
            yield Slip(message.lineno or 0, f"{why}: {_source(message)[:_SHOWN]}")
    if not found.slips:  # an entry that cannot be read is not missing besides
        known = {_source(message) for message in found.messages}
        template = _messages((FOLDER / "messages.pot").read_text("utf-8"), "en")
        for message in template:
            if _source(message) not in known:
                yield Slip(0, f"a sentence is missing: {_source(message)[:_SHOWN]}")


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _misfit_of(message: Message) -> str:
    if message.fuzzy:
        return "it is marked as fuzzy"
    if isinstance(message.id, str):
        return misfit(str(message.string or ""), message.id)
    forms = message.string if isinstance(message.string, tuple) else ()
    if not forms or not all(forms):
        return "a form is missing"
    return plural_misfit(tuple(map(str, forms)), *message.id)


def plural_misfit(forms: Sequence[str], singular: str, plural: str) -> str:
    """Why one of the forms cannot be used: the last one stands for many."""
    for form in forms[:-1]:
        if why := misfit(form, singular, plural):
            return why
    return misfit(forms[-1], plural, singular)
