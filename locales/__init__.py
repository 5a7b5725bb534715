"""The translator: English source strings in the code, every language's words in its .po file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Message

from locales.catalogs import contents, misfit, plural_misfit

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"


@dataclass(frozen=True)
class Translator:
    """`say("Hello {name}", name="An")` in one language. Values are put in after translation.

    Words that cannot take the values, by a slip in the .po file, give way to those of the code.
    """

    language: str
    words: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]

    def __call__(self, message: str, **values: object) -> str:
        form = self.words.get(message)
        if not form or misfit(form, message):
            form = message
        return _filled(form, values)

    def plural(self, singular: str, plural: str, count: int, **values: object) -> str:
        """The form for `count`, which the text may show as {count}."""
        forms = self.plurals.get(singular)
        if not forms or plural_misfit(forms, singular, plural):
            forms = (singular, plural)
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
    return speaking(language, contents(language).messages)


def speaking(language: str, messages: Iterable[Message]) -> Translator:
    """With the words of these messages; of those marked as fuzzy the source is said."""
    words: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in messages:
        if message.fuzzy:
            continue
        if isinstance(message.id, str):
            words[message.id] = str(message.string or "")
        elif isinstance(message.string, tuple) and all(message.string):
            plurals[message.id[0]] = tuple(str(form) for form in message.string)
    return Translator(language, words, plurals)


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format(**values) if values else text
