"""The stand-in for an Official Account: what it brings, driven by the real web side and inbox."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.contract import NumberedChoice, RecipientStopped, SendError
from bot.simulator.phones import SentFile
from bot.simulator.server import PROVINCE_ZONE
from bot.simulator.state.store import State
from storage.database import Database
from storage.messages import inbox
from storage.models import InboundKind
from tests.support.patience import HANGS
from tests.support.simulator.town import BOT, PHONES, Town
from tests.support.simulator.zalo_oa.payloads import user_id

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(database, tmp_path / "simulator.json")
    yield town
    await town.channel.close()


async def test_a_talk_there_and_back(town: Town) -> None:
    town.writes("xin chào")
    assert await town.delivers() == [200]
    choice = NumberedChoice(1, "Đúng", "9:yes")
    sent = await town.channel.send(town.message(text="Đúng không?\n1. Đúng", choices=(choice,)))
    shown = town.phone().messages[-1]
    assert (f"{shown.id:016x}", shown.sender, shown.text) == (sent, "bot", "Đúng không?\n1. Đúng")
    [[button]] = shown.buttons
    with town.state.changing():
        town.zalo.tapped(town.phone(), shown, button.data or "")
    assert await town.delivers() == [200]
    assert [(row.text, row.tapped) for row in town.inbox] == [("xin chào", ""), ("", "9:yes")]
    assert {one.headers["access_token"] for one in town.calls("cs")} == {"simulated-access-1"}


@pytest.mark.parametrize("form", ["mac", "bare", "capitals"])
async def test_every_way_of_writing_the_proof_is_accepted(form: str, town: Town) -> None:
    await town.client.post("/api/zalo-oa/webhook", json={"form": form})
    town.writes("xin chào")
    assert await town.delivers() == [200]
    assert len(town.inbox) == 1


@pytest.mark.parametrize("form", ["wrong", "none"])
async def test_what_is_not_proven_is_turned_away(form: str, town: Town) -> None:
    await town.client.post("/api/zalo-oa/webhook", json={"form": form})
    town.writes("xin chào")
    assert await town.delivers() == [403]
    assert town.inbox == []


async def test_the_probe_before_any_key_is_shown(town: Town) -> None:
    await town.client.post("/api/zalo-oa/events", json={"event": "probe"})
    assert await town.delivers() == [200]
    assert town.inbox == []


async def test_an_event_that_was_not_stored_comes_again_and_is_stored_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.writes("xin chào")
    with monkeypatch.context() as broken:
        broken.setattr("bot.conversation.receiver.store_incoming", _fail)
        assert await town.delivers() == [503]
    assert await town.delivers() == [200]
    await town.client.post("/api/zalo-oa/events", json={"event": "again"})
    assert await town.delivers() == [200]
    assert [row.text for row in town.inbox] == ["xin chào"]


def _fail(*_: object) -> int:
    raise OSError


async def test_an_event_that_never_arrives_is_given_up_after_five_times_more(
    town: Town,
) -> None:
    town.zalo.webhook.form = "wrong"
    town.writes("xin chào")
    for _ in range(6):
        await town.delivers()
    assert town.zalo.webhook.waiting == []
    assert town.zalo.webhook.answers == [403] * 6


async def test_echoes_are_ignored_and_a_human_is_noticed(town: Town) -> None:
    for kind in ("echo", "by-hand"):
        wanted = {"event": kind, "phone": "an", "text": "Chào anh"}
        assert (await town.client.post("/api/zalo-oa/events", json=wanted)).json() == {}
    assert await town.delivers() == [200, 200]
    [row] = town.inbox
    assert (row.kind, row.text) == (InboundKind.HUMAN, "")


async def test_following_and_leaving(town: Town) -> None:
    await town.client.post("/api/zalo-oa/events", json={"event": "chat", "phone": "an"})
    for blocked in (True, False):
        with town.state.changing():
            town.phone().blocked = blocked
            town.zalo.blocked(town.phone())
        await town.delivers()
        if blocked:
            with pytest.raises(RecipientStopped):
                await town.channel.send(town.message())
    assert [row.kind for row in town.inbox] == [
        InboundKind.TOUCHED,
        InboundKind.STOPPED,
        InboundKind.TOUCHED,
    ]
    assert await town.channel.send(town.message())


@pytest.mark.parametrize(("name", "is_photo"), [("Báo cáo.pdf", False), ("anh.jpg", True)])
async def test_a_file_arrives_and_can_be_fetched(name: str, is_photo: bool, town: Town) -> None:
    content = b"%PDF-1.7 ..."
    file_id = town.state.files.put(content)
    file = SentFile(file_id, name, len(content), "application/pdf", is_photo)
    with town.state.changing():
        sent = town.state.write(town.phone(), "user", "", town.clock.now(), file=file)
        town.zalo.heard(town.phone(), sent)
    assert await town.delivers() == [200]
    [row] = town.inbox
    assert row.file is not None
    heard = inbox.SentFile(**row.file)
    assert (heard.media_type, heard.name) == (
        ("image/jpeg", "") if is_photo else ("application/pdf", name)
    )
    assert await town.channel.download(heard) == content


async def test_a_restart_of_the_stand_in_forgets_nothing(town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    await town.channel.send(town.message())
    town.writes("còn đây")
    again = town.opened(State(PHONES, town.path, PROVINCE_ZONE))
    assert (again.oauth.access, again.oauth.refresh) == (
        town.zalo.oauth.access,
        town.zalo.oauth.refresh,
    )
    assert again.webhook.url == BOT
    assert await again.webhook.deliver()
    assert [row.text for row in town.inbox] == ["xin chào", "còn đây"]


async def test_only_phones_of_the_account_are_reached(town: Town) -> None:
    town.writes("xin chào")
    chau = town.phone("chau").phone
    with pytest.raises(SendError, match="-201"):
        await town.channel.send(town.message(address=user_id(chau), last_heard_at=town.clock.now()))


async def test_events_go_by_themselves_while_it_runs(town: Town) -> None:
    town.state.closed = False
    running = asyncio.create_task(town.zalo.run())
    town.writes("xin chào")
    async with asyncio.timeout(HANGS):
        while not town.inbox:
            await town.state.changed(town.state.revision, 0.05)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [row.text for row in town.inbox] == ["xin chào"]
