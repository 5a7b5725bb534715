"""Sentences for people, made here and said elsewhere in the reader's language."""

from collections.abc import Callable, Mapping

Say = Callable[..., str]  # a translator: template and values → the sentence in its language


class Told(str):
    """An English sentence that still knows its template and the values in it."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> "Told":
        sentence = super().__new__(cls, template.format(**values))
        sentence.template, sentence.values = template, values
        return sentence


def told(template: str, **values: object) -> Told:
    """The sentence, with its values put in; its template is found and translated in `locales/`."""
    return Told(template, values)


def said(sentence: str, say: Say) -> str:
    """The sentence in the translator's language; what was not told stays as it is."""
    if not isinstance(sentence, Told):
        return sentence
    values = {
        name: said(value, say) if isinstance(value, str) else value
        for name, value in sentence.values.items()
    }
    return say(sentence.template, **values)
