"""The talks of tests/transcripts in their manners: on a fake channel, on phones; what is kept."""

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.channels.contract import Capabilities
from storage.database import Database
from storage.models import Absence, Consent, Extension, Handover, Objection, Report, Review, Snooze
from tests.support.databases import emptied
from tests.support.phones.phones_world import WORLDS, OnPhones
from tests.support.talks.transcript import MADE, Transcript, fits, play, read, same
from tests.support.worlds.world import World

KEPT: tuple[type[Any], ...] = (
    *(Report, Review, Snooze, Extension, Absence, Consent),
    *(Objection, Handover),
)
Kept = list[list[dict[str, Any]]]
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


def opened(path: Path) -> Transcript:
    return read(path.read_text("utf-8"))


def zalo_manner_of(path: Path, channel: str) -> Capabilities | None:
    """How talkative a Zalo bot is in the talk; None: just as its channel is."""
    if channel == "zalo-scarce" or path.stem in ALIKE_WHEN_SCARCE:
        return None
    return MADE[channel]().capabilities


def phones_world_of(transcript: Transcript) -> type[OnPhones]:
    return WORLDS[transcript.world_name]


def people(transcript: Transcript) -> list[str]:
    """Everybody who has a phone in the talk."""
    spoke = [_WHO.match(move.words) for move in transcript.moves]
    heard = [who for move in transcript.moves for who in move.heard]
    return sorted({*transcript.linked, *heard, *(found[1] for found in spoke if found)})


def kept_by_fake(transcript: Transcript, channel: str, database: Database) -> Kept:
    """The talk on a channel that only notes; what the database then keeps."""
    world = transcript.world(emptied(database), MADE[channel]())
    return kept_after(transcript, world, channel)


def kept_after(transcript: Transcript, world: World, channel: str = "zalo") -> Kept:
    """Played in a thread without an event loop: a browser may be at home in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_played, transcript, world, channel).result()


def _played(transcript: Transcript, world: World, channel: str) -> Kept:
    for move, heard in play(transcript, world):
        assert sorted(heard) == sorted(move.heard), move.words
        for who, lines in heard.items():
            assert same(lines, move.heard[who]), "\n".join([move.words, *lines])
    service = channel.partition("-")[0]
    assert all(fits(message, service) for message in world.channel.sent)
    return _rows(world.database, KEPT)


def _rows(database: Database, tables: Iterable[type[Any]]) -> Kept:
    with database.read() as session:
        return [
            [row.model_dump() for row in session.exec(select(table).order_by(col(table.id)))]
            for table in tables
        ]
