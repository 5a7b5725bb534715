"""The translator: English source strings in the code, every language's words in its .po file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"


@dataclass(frozen=True)
class Translator:
    """`say("Hello {name}", name="An")` in one language. Values are put in after translation."""

    language: str
    words: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]

    def __call__(self, message: str, **values: object) -> str:
        return _filled(self.words.get(message) or message, values)

    def plural(self, singular: str, plural: str, count: int, **values: object) -> str:
        """The form for `count`, which the text may show as {count}."""
        forms = self.plurals.get(singular) or (singular, plural)
        form = forms[0] if count == 1 or len(forms) == 1 else forms[1]
        return _filled(form, {"count": count, **values})


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
