"""The talks of tests/transcripts as they are played on phones: whose, how, and what is compared."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.channels.contract import Capabilities
from storage.database import Database
from tests.bot.conversation.test_transcripts import TALKS, kept
from tests.support.phones.phones_world import WORLDS, OnPhones
from tests.support.talks.transcript import MADE, Transcript, fits, play, read, same

ON_ZALO = ("zalo", "zalo-scarce")
# Written for every channel, and word for word the same where messages are few
ALIKE_WHEN_SCARCE = (
    "ban-giao",
    "ban-giao-dong-nghiep",
    "ca-don-vi-22-nhiem-vu",
    "chua-bao-cao",
    "danh-sach-do",
    "don-doc",
    "dot-xuat",
    "du-lieu-cua-toi",
    "goi-dien",
    "hen-ngay-bao-cao",
    "hen-ngay-sau-han",
    "hen-ngay-tu-nhap",
    "khong-phai-nhiem-vu",
    "lien-ket",
    "lien-ket-may-khac",
    "lien-ket-sai-ma",
    "moi",
    "nghi-phep",
    "nghi-phep-mot-minh",
    "ngon-ngu",
    "quyet-dinh",
    "tinh-hinh-lanh-dao",
    "xet-duyet",
    "xin-lui-han",
    "xin-lui-han-tat-ca",
)
_WHO = re.compile(r"([\w-]+): ")


def talks(*names: str) -> pytest.MarkDecorator:
    """Those, or every one that is meant for Zalo."""
    wanted = [path for path in TALKS if not names or path.stem in names]
    found = [path for path in wanted if channel_of(opened(path)) in ON_ZALO]
    assert len(found) >= max(len(names), 1)
    return pytest.mark.parametrize("path", found, ids=lambda path: path.stem)


def opened(path: Path) -> Transcript:
    return read(path.read_text("utf-8"))


def channel_of(transcript: Transcript) -> str:
    return next(iter(transcript._named("channel")), "zalo")


def manner_of(path: Path) -> Capabilities | None:
    """How talkative the bot is in it; None: just as its channel is."""
    channel = channel_of(opened(path))
    if channel == "zalo-scarce" or path.stem in ALIKE_WHEN_SCARCE:
        return None
    return MADE[channel]().capabilities


def world_of(transcript: Transcript) -> type[OnPhones]:
    return WORLDS[next(iter(transcript._named("world")), "")]


def people(transcript: Transcript) -> list[str]:
    """Everybody who has a phone in the talk."""
    spoke = [_WHO.match(move.words) for move in transcript.moves]
    heard = [who for move in transcript.moves for who in move.heard]
    return sorted({*transcript.linked, *heard, *(found[1] for found in spoke if found)})


def plays_as_written(transcript: Transcript, world: OnPhones, beside: Database) -> None:
    """Word for word; and what is stored is what the same talk leaves `beside`, without phones."""
    _apart(lambda: _plays(transcript, world))
    assert all(fits(message, "zalo") for message in world.channel.sent)
    plain = transcript.world(beside, MADE[channel_of(transcript)]())
    _apart(lambda: list(play(transcript, plain)))
    assert kept(world.database) == kept(beside)


def _plays(transcript: Transcript, world: OnPhones) -> None:
    for move, heard in play(transcript, world):
        assert sorted(heard) == sorted(move.heard), move.words
        for who, lines in heard.items():
            assert same(lines, move.heard[who]), "\n".join([move.words, *lines])


def _apart(work: Callable[[], object]) -> None:
    """In a thread without an event loop: a browser may be at home in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result()
