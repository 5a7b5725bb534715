"""The description is one, and every answer is as it says."""

import pytest
from openapi_spec_validator import validate

from bot.web.api.openapi import description
from bot.web.api.resources import RESOURCES
from storage.database import Database
from tests.support.phones.pages.api_reader import Reader
from tests.support.worlds.answers.answered import AnsweredWorld


@pytest.fixture
def reader(in_memory: Database) -> Reader:
    return Reader(AnsweredWorld(in_memory).runtime, "mau", names_reporters=True)


def test_it_is_open_api() -> None:
    validate(description(RESOURCES, "https://daumoi.example"))


def test_it_is_served_without_a_key_and_names_every_resource(reader: Reader) -> None:
    assert list(reader.description["paths"]) == [one.path for one in RESOURCES]
    assert reader.description["servers"] == [{"url": "https://daumoi.example/api/v1"}]


def test_every_answer_is_as_it_says(reader: Reader) -> None:
    for resource in RESOURCES:
        assert reader.reads(resource.path.format(plan="mau"))


def test_every_table_has_the_columns_it_says(reader: Reader) -> None:
    for resource in RESOURCES:
        found = reader.asks(f"{resource.path.format(plan='mau')}?format=csv")
        assert found.headers["content-type"] == "text/csv; charset=utf-8"
        assert found.text.splitlines()[0] == ",".join(resource.columns)
