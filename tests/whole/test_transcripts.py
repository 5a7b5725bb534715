"""Every talk in tests/transcripts plays on every kind of channel: same words, and the same is kept.

What is meant for Zalo is typed on Zalo phones and read there, in a browser, too: it goes through
the real channel with its length and its numbers. A Zalo bot has few messages a month and therefore
asks much in one; most talks of a report are written down as wider channels hold them, so those are
played with `scarce` and `files` as the talk is written, all others with the channel as it is.
Each manner is played once; the one with buttons on PostgreSQL where every engine is asked for.
Whatever is tapped there would be chosen by its label, too, which costs no second talk; talks whose
subject is how something is chosen are typed in labels from the first word to the last.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from bot.channels.contract import OutgoingMessage
from storage.database import Database
from tests.support.databases import emptied
from tests.support.phones.browser import QUIET, chromium
from tests.support.phones.phones_world import ReportingOnPhones
from tests.support.phones.rendered import check_zalo_phones
from tests.support.phones.zalo_bot_phones import ZaloBotPhones
from tests.support.phones.zalo_oa_phones import ZaloOAPhones
from tests.support.talks.on_phones import (
    Kept,
    kept_after,
    kept_by_fake,
    opened,
    people,
    phones_world_of,
    zalo_manner_of,
)
from tests.support.talks.transcript import FOLDER, MADE, Transcript

pytestmark = pytest.mark.usefixtures("charts_undrawn")
TALKS = sorted(FOLDER.glob("*.txt"))
TYPED_IN_LABELS = (
    *("bao-cao-mot-nhiem-vu", "chua-ro-tinh-trang", "lien-ket", "ngon-ngu", "nghi-phep"),
    *("tra-loi-do-dang", "xet-duyet", "xin-lui-han-tat-ca"),
)
TO_THE_ACCOUNT = ("bao-cao-mot-nhiem-vu", "lien-ket", "nhieu-nhiem-vu-mot-dong")


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


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_a_talk_goes_as_it_is_written_on_every_channel(
    path: Path, in_memory: Database, sqlite: Database, last_engine: Database, page: Page
) -> None:
    transcript = opened(path)
    assert transcript.moves
    *first, last = _manners(path, transcript)
    results = [
        _on_zalo_phones(path, transcript, name, emptied(sqlite), page)
        if name.startswith("zalo")
        else kept_by_fake(transcript, name, in_memory)
        for name in (first or [last])
    ]
    results.append(kept_by_fake(transcript, last, last_engine))
    assert results[1:] == results[:-1]


def _manners(path: Path, transcript: Transcript) -> list[str]:
    """The one with buttons last."""
    names = reversed(transcript.channel_names)
    return [name for name in names if name != "plain" or path.stem in TYPED_IN_LABELS]


def _on_zalo_phones(
    path: Path, transcript: Transcript, channel: str, database: Database, page: Page
) -> Kept:
    phones = ZaloBotPhones(people(transcript), zalo_manner_of(path, channel))
    kept = kept_after(transcript, phones_world_of(transcript)(database, phones))
    check_zalo_phones(page, phones.simulator)
    return kept


@pytest.mark.parametrize("name", TO_THE_ACCOUNT)
def test_a_talk_with_the_official_account_by_numbers(
    name: str, sqlite: Database, in_memory: Database
) -> None:
    transcript = opened(FOLDER / f"{name}.txt")
    phones = ZaloOAPhones(people(transcript), emptied(sqlite))
    kept = kept_after(transcript, phones_world_of(transcript)(sqlite, phones))
    assert kept == kept_by_fake(transcript, "zalo", in_memory)


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
    sqlite: Database, in_memory: Database
) -> None:
    transcript = opened(FOLDER / "bao-cao-mot-nhiem-vu.txt")
    world = TappingOnTheAccount(sqlite, ZaloOAPhones(people(transcript), emptied(sqlite)))
    assert kept_after(transcript, world) == kept_by_fake(transcript, "zalo", in_memory)
    pressed = [text for text in world.channel.texts("sct") if re.match(r"#\d+:", text)]
    assert len(pressed) == world.presses > 1


def test_every_kind_of_channel_is_played() -> None:
    played = {name for path in TALKS for name in _manners(path, opened(path))}
    assert played == set(MADE)
