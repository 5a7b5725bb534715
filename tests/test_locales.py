"""Both languages are complete, in step with the code, and agree on placeholders."""

from string import Formatter

import pytest
from babel.messages.catalog import Message

from locales import LANGUAGES, read_catalog, translator
from locales.__main__ import extracted


def messages(language: str) -> dict[str, Message]:
    return {_key(message): message for message in read_catalog(language) if message.id}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_in_the_code_is_in_the_language_and_no_other(language: str) -> None:
    assert set(messages(language)) == {_key(message) for message in extracted() if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated(language: str) -> None:
    found = messages(language).items()
    assert [key for key, message in found if message.fuzzy or not all(_forms(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_name_only_placeholders_of_the_source(language: str) -> None:
    for key, message in messages(language).items():
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = set().union(*(placeholders(source) for source in sources))
        for form in _forms(message):
            assert placeholders(form) <= allowed, key
        if isinstance(message.id, str):
            assert placeholders(_forms(message)[0]) == allowed, key


def _forms(message: Message) -> list[str]:
    if isinstance(message.string, str):
        return [message.string]
    return list(message.string or [""])


def test_vietnamese_has_one_form_and_english_two() -> None:
    vietnamese, english = translator("vi"), translator("en")
    left = ("{count} working day left", "{count} working days left")
    assert vietnamese.plural(*left, 1) == "còn 1 ngày làm việc"
    assert vietnamese.plural(*left, 5) == "còn 5 ngày làm việc"
    assert english.plural(*left, 1) == "1 working day left"
    assert english.plural(*left, 5) == "5 working days left"


def test_an_unknown_language_speaks_vietnamese() -> None:
    assert translator("xx")("Skip") == "Bỏ qua"
