"""The translator: English source strings in the code, every language's words in its .po file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
EITHER = "anh/chị"  # where nobody has said how they are spoken to


@dataclass(frozen=True)
class Translator:
    """`say("Hello {name}", name="An")` in one language. Values are put in after translation."""

    language: str
    words: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    address: str = EITHER  # how the reader is spoken to

    def __call__(self, message: str, **values: object) -> str:
        return _filled(self._addressed(self.words.get(message) or message), values)

    def speaking_to(self, address: str) -> "Translator":
        """The same words to somebody who is "anh", "chị" or "đồng chí"."""
        return replace(self, address=address or EITHER)

    def _addressed(self, text: str) -> str:
        if self.address == EITHER:
            return text
        start = self.address[:1].upper() + self.address[1:]
        return text.replace(EITHER, self.address).replace(EITHER.capitalize(), start)

    def plural(self, singular: str, plural: str, count: int, **values: object) -> str:
        """The form for `count`, which the text may show as {count}."""
        forms = self.plurals.get(singular) or (singular, plural)
        form = forms[0] if count == 1 or len(forms) == 1 else forms[1]
        return _filled(self._addressed(form), {"count": count, **values})


def mark(message: str) -> str:
    """Mark a constant for extraction; it is translated where it is said."""
    return message


@cache
def translator(language: str) -> Translator:
    """The translator for `language`; an unknown language speaks the default one."""
    if language not in LANGUAGES:
        language = DEFAULT_LANGUAGE
    catalog = read_catalog(language)
    words: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            words[message.id] = str(message.string or "")
        elif isinstance(message.string, tuple) and any(message.string):
            plurals[message.id[0]] = tuple(str(form) for form in message.string)
    return Translator(language, words, plurals)


def read_catalog(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format(**values) if values else text
