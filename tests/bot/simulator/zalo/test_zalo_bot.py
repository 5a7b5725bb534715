"""The stand-in for the Zalo Bot platform, met by our own channel and by plain requests."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.channels.contract import SendError
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.simulator.phones import Refusal
from bot.simulator.server import ZALO_BOT, Simulator
from tests.support.patience import HANGS
from tests.support.simulator.running import RunningSimulator
from tests.support.simulator.zalo import dung, heard, says

pytestmark = pytest.mark.anyio
PNG = bytes.fromhex("89504e470d0a1a0a")


# --- Sending ------------------------------------------------------------------------------------


async def test_what_the_bot_sends_is_read_on_the_phone(
    zalo: ZaloBotChannel, simulator: Simulator, running: RunningSimulator
) -> None:
    number = await zalo.send(says(simulator, "Kính gửi chị\n1. Đúng\n2. Không phải"))
    [message] = simulator.conversation("dung").messages
    assert (message.sender, message.text) == ("bot", "Kính gửi chị\n1. Đúng\n2. Không phải")
    assert (len(number), message.buttons) == (20, ())
    [request] = running.zalo_bot.requests
    assert (request.bot, request.method) == (ZALO_BOT.id, "sendMessage")
    assert set(request.parameters) == {"chat_id", "text"}


async def test_a_person_who_never_wrote_cannot_be_reached(simulator: Simulator, call: Any) -> None:
    _, answer = await call("sendMessage", chat_id=dung(simulator), text="Kính gửi")
    assert (answer["error_code"], answer["description"]) == (400, "Bad Request: chat not found")


async def test_a_person_who_blocked_the_bot_is_not_reached(
    zalo: ZaloBotChannel, simulator: Simulator
) -> None:
    simulator.block("dung", True)
    with pytest.raises(SendError, match="blocked"):
        await zalo.send(says(simulator, "Kính gửi"))
    simulator.block("dung", False)
    assert await zalo.send(says(simulator, "Kính gửi"))


async def test_a_text_is_neither_empty_nor_too_long(
    zalo: ZaloBotChannel, simulator: Simulator
) -> None:
    for text in ("", "   ", "ệ" * 2001):
        with pytest.raises(SendError, match="text") as raised:
            await zalo.send(says(simulator, text))
        assert raised.value.permanent
    assert await zalo.send(says(simulator, "ệ" * 2000))


@pytest.mark.usefixtures("zalo")
async def test_a_photo_is_fetched_and_shown(
    simulator: Simulator, running: RunningSimulator, call: Any
) -> None:
    sent = simulator.send_file("an", "photo.png", "image/png", PNG)
    assert sent.file is not None
    address = f"{running.base_url}/files/{sent.file.id}"
    await call("sendPhoto", chat_id=dung(simulator), photo=address, caption="Tiến độ")
    [message] = simulator.conversation("dung").messages
    assert message.file is not None
    assert message.text == "Tiến độ"
    assert simulator.state.files.get(message.file.id) == PNG
    for bad in ("https://x.example/a.png", f"{running.base_url}/phones.css", ""):
        _, answer = await call("sendPhoto", chat_id=dung(simulator), photo=bad)
        assert (answer["ok"], "photo" in answer["description"]) == (False, True)


@pytest.mark.usefixtures("zalo")
async def test_a_sticker_and_the_typing_sign(simulator: Simulator, call: Any) -> None:
    for action, is_known in (("typing", True), ("dancing", False)):
        _, answer = await call("sendChatAction", chat_id=dung(simulator), action=action)
        assert answer["ok"] is is_known
    _, answer = await call("sendSticker", chat_id=dung(simulator), sticker="s1")
    assert answer["ok"]
    assert [m.text for m in simulator.conversation("dung").messages] == ["[sticker s1]"]


@pytest.mark.parametrize(
    ("token", "method", "code"),
    [
        ("1:wrong", "getMe", 401),
        (ZALO_BOT.token, "sendDocument", 404),
        (ZALO_BOT.token, "sendmessage", 404),
        (ZALO_BOT.token, "getWebhookInfo", 404),
        (ZALO_BOT.token, "deleteWebhook", 400),
    ],
)
async def test_a_refusal_comes_both_ways(
    token: str, method: str, code: int, call: Any, client: httpx.AsyncClient
) -> None:
    status, body = await call(method, token)
    assert (status, body["ok"], body["error_code"]) == (200, False, code)
    await client.post("/api/zalo-bot/manners", json={"errors": "http"})
    status, body = await call(method, token)
    assert (status, body["ok"], body["error_code"]) == (code, False, code)


async def test_the_bot_learns_who_it_is(call: Any) -> None:
    _, answer = await call("getMe")
    assert answer["result"]["id"] == ZALO_BOT.id
    assert answer["result"]["account_name"].startswith("bot.")


# --- Hearing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["flat", "wrapped", "list"])
async def test_what_a_person_types_is_heard_in_every_shape(
    shape: str, zalo: ZaloBotChannel, simulator: Simulator, client: httpx.AsyncClient
) -> None:
    await client.post("/api/zalo-bot/manners", json={"updates": shape})
    simulator.send("dung", "nhiem vu")
    simulator.send("dung", "xem https://x.example")
    first, second = await heard(zalo, 2)
    assert (first.address, first.text) == (dung(simulator), "nhiem vu")
    assert second.text == "xem https://x.example"


@pytest.mark.parametrize("name", ["photo", "photo_url"])
async def test_a_photo_is_heard_and_fetched(
    name: str, zalo: ZaloBotChannel, simulator: Simulator, client: httpx.AsyncClient
) -> None:
    await client.post("/api/zalo-bot/manners", json={"photo": name})
    simulator.send_file("dung", "photo.png", "image/png", PNG, "Biên bản")
    [photo] = await heard(zalo)
    assert photo.text == "Biên bản"
    assert photo.file is not None
    assert await zalo.download(photo.file) == PNG


@pytest.mark.parametrize("kind", ["sticker", "voice", "unsupported", "no-text"])
async def test_what_cannot_be_read_is_heard_as_no_words(
    kind: str, zalo: ZaloBotChannel, client: httpx.AsyncClient
) -> None:
    await client.post("/api/zalo-bot/updates", json={"phone": "dung", "kind": kind})
    [odd] = await heard(zalo)
    assert (odd.text, odd.file) == ("", None)


@pytest.mark.parametrize("kind", ["no-message", "unknown", "reaction", "group", "bot"])
async def test_what_is_no_word_of_a_person_is_let_pass(
    kind: str, zalo: ZaloBotChannel, simulator: Simulator, client: httpx.AsyncClient
) -> None:
    await client.post("/api/zalo-bot/updates", json={"phone": "dung", "kind": kind})
    simulator.send("dung", "sau đó")
    assert [one.text for one in await heard(zalo)] == ["sau đó"]


async def test_an_update_is_given_once_and_to_one_asker_only(
    simulator: Simulator, call: Any
) -> None:
    simulator.send("dung", "một")
    simulator.send("dung", "hai")
    both = await asyncio.gather(call("getUpdates", timeout="5"), call("getUpdates", timeout="5"))
    texts = sorted(body["result"]["message"]["text"] for _, body in both)
    assert texts == ["hai", "một"]
    assert await call("getUpdates", timeout="0") == (
        200,
        {"ok": False, "error_code": 408, "description": "Request timeout"},
    )


async def test_who_has_hung_up_is_given_nothing(
    simulator: Simulator, running: RunningSimulator, call: Any
) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout="30"))
    while not running.zalo_bot.requests:
        await simulator.state.changed(simulator.state.revision, 0.05)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    simulator.send("dung", "chào")
    _, body = await call("getUpdates", timeout="10")
    assert body["result"]["message"]["text"] == "chào"


async def test_what_was_not_heard_and_what_is_used_up_outlast_a_restart(
    simulator: Simulator, make_simulator: Callable[[], Simulator]
) -> None:
    simulator.send("dung", "chưa nghe")
    before, after = simulator.zalo_bot.accounts, make_simulator().zalo_bot.accounts
    kept = after[ZALO_BOT.id]
    assert kept.waiting == before[ZALO_BOT.id].waiting != []
    assert (kept.users, kept.used) == (["dung"], {"2026-10": 1})


async def test_an_empty_poll_comes_both_ways(call: Any, client: httpx.AsyncClient) -> None:
    await client.post("/api/zalo-bot/manners", json={"errors": "http"})
    status, body = await call("getUpdates", timeout="0")
    assert (status, body["error_code"]) == (408, 408)


async def test_a_waiting_poll_wakes_when_something_comes(
    simulator: Simulator, running: RunningSimulator, call: Any
) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout=30))
    while not running.zalo_bot.requests:
        await simulator.state.changed(simulator.state.revision, 0.05)
    simulator.send("dung", "chào")
    async with asyncio.timeout(HANGS):
        _, body = await polling
    assert body["result"]["event_name"] == "message.text.received"


async def test_a_phone_with_telegram_is_not_heard_on_zalo(simulator: Simulator, call: Any) -> None:
    simulator.send("an", "chào")
    _, body = await call("getUpdates", timeout="0")
    assert body["error_code"] == 408


async def test_on_zalo_there_is_nothing_to_tap(zalo: ZaloBotChannel, simulator: Simulator) -> None:
    await zalo.send(says(simulator, "1. Đúng"))
    [message] = simulator.conversation("dung").messages
    with pytest.raises(Refusal, match="no buttons"):
        simulator.tap("dung", message.id, "1:yes")


async def test_a_person_cannot_write_more_than_the_app_allows(client: httpx.AsyncClient) -> None:
    sent = await client.post("/api/phones/dung/send", json={"text": "ệ" * 2001})
    assert sent.status_code == 400
