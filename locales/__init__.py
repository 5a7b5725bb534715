"""The translator: English source strings in the code, every language's words in its .po file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from babel.messages.catalog import Message

from locales.catalogs import contents, misfit, plural_misfit

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
EITHER = "anh/chị"  # where nobody has said how they are spoken to
# How the forms of address are said in English; any other address is one, as of a page
_IN_ENGLISH = {
    **dict.fromkeys(("anh", "ông"), "Mr"),
    **dict.fromkeys(("chị", "bà"), "Ms"),
    **dict.fromkeys((EITHER, "đồng chí"), "Mr/Ms"),
}


@dataclass(frozen=True)
class Translator:
    """`say("Hello {name}", name="An")` in one language. Values are put in after translation.

    Words that cannot take the values, by a slip in the .po file, give way to those of the code.
    """

    language: str
    words: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    address: str = EITHER  # how the reader is spoken to

    def __call__(self, message: str, **values: object) -> str:
        form = self.words.get(message)
        if not form or misfit(form, message):
            form = message
        if self.language == "en" and "address" in values:
            values["address"] = _IN_ENGLISH.get(str(values["address"]), values["address"])
        return _filled(self._addressed(form), values)

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
        forms = self.plurals.get(singular)
        if not forms or plural_misfit(forms, singular, plural):
            forms = (singular, plural)
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
