"""Every talk that is meant for Zalo, typed on Zalo phones and read there, in a browser, too.

A Zalo bot has few messages a month and therefore asks much in one; most talks of a report are
written down as wider channels hold them. Those are played through the real channel with its
length and its numbers, but `scarce` and `files` as the talk is written. All others, and what is
written for a scarce channel, are played with the channel as it is.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from sqlmodel import SQLModel

from bot.channels.contract import OutgoingMessage
from storage.database import Database, open_database
from tests.support.phones.browser import QUIET, chromium
from tests.support.phones.phones_world import ReportingOnPhones
from tests.support.phones.rendered import check_zalo_phones
from tests.support.phones.zalo_bot_phones import ZaloBotPhones
from tests.support.phones.zalo_oa_phones import ZaloOAPhones
from tests.support.talks.on_phones import (
    manner_of,
    opened,
    people,
    plays_as_written,
    talks,
    world_of,
)
from tests.support.talks.transcript import FOLDER

TO_THE_ACCOUNT = ("bao-cao-mot-nhiem-vu", "lien-ket", "nhieu-nhiem-vu-mot-dong")

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    errors: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        browser.close()
    assert errors == []


@pytest.fixture(scope="module")
def opened_beside() -> Iterator[Database]:
    """Opened once: an engine remembers how each query is compiled."""
    database = open_database("sqlite://")
    yield database
    database.close()


@pytest.fixture
def beside(opened_beside: Database) -> Database:
    SQLModel.metadata.drop_all(opened_beside.engine)
    SQLModel.metadata.create_all(opened_beside.engine)
    return opened_beside


@talks()
def test_a_talk_on_the_phones_of_a_zalo_bot(
    path: Path, database: Database, beside: Database, page: Page
) -> None:
    transcript = opened(path)
    phones = ZaloBotPhones(people(transcript), manner_of(path))
    plays_as_written(transcript, world_of(transcript)(database, phones), beside)
    check_zalo_phones(page, phones.simulator)


@talks(*TO_THE_ACCOUNT)
def test_a_talk_with_the_official_account_by_numbers(
    path: Path, database: Database, beside: Database
) -> None:
    transcript = opened(path)
    phones = ZaloOAPhones(people(transcript), database)
    plays_as_written(transcript, world_of(transcript)(database, phones), beside)


class TappingOnTheAccount(ReportingOnPhones):
    """Whoever would type a number taps the button with it, where there is one."""

    presses = 0

    def says(self, who: str, text: str, external_id: str = "") -> list[OutgoingMessage]:
        choices = [choice for message in self.heard_by(who) for choice in message.choices]
        meant = [one.data for one in choices if str(one.number) == text][-1:]
        if meant and self.channel.showing(who, meant[0]):
            self.presses += 1
            return self.taps_data(who, meant[0])
        return super().says(who, text, external_id)


def test_a_report_to_the_official_account_by_its_buttons(
    database: Database, beside: Database
) -> None:
    transcript = opened(FOLDER / "bao-cao-mot-nhiem-vu.txt")
    world = TappingOnTheAccount(database, ZaloOAPhones(people(transcript), database))
    plays_as_written(transcript, world, beside)
    pressed = [text for text in world.channel.texts("sct") if re.match(r"#\d+:", text)]
    assert len(pressed) == world.presses > 3
