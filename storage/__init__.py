"""Remembers: the tables, the queries, the plan folders; the only place SQL is written.

Here: sentences for people, made in these rooms and said elsewhere in the reader's language.
"""

from collections.abc import Callable, Mapping

Say = Callable[..., str]  # a translator: template and values → the sentence in its language


class LazyText(str):
    """An English sentence that still knows its template and the values in it."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> "LazyText":
        sentence = super().__new__(cls, template.format(**values))
        sentence.template, sentence.values = template, values
        return sentence


def lazy(template: str, **values: object) -> LazyText:
    """The sentence, with its values put in; its template is found and translated in `locales/`."""
    return LazyText(template, values)


def translated(sentence: str, say: Say) -> str:
    """The sentence in the translator's language; what was not told stays as it is."""
    if not isinstance(sentence, LazyText):
        return sentence
    values = {
        name: translated(value, say) if isinstance(value, str) else value
        for name, value in sentence.values.items()
    }
    return say(sentence.template, **values)


def said(error: BaseException, say: Say) -> str:
    """What an error tells, in the translator's language, where its text was made by `lazy`."""
    return translated(error.args[0], say) if error.args else str(error)
