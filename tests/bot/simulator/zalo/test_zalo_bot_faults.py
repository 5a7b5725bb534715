"""Faults of the Zalo platform on demand, and what a bot's package allows it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from bot.channels.contract import ChannelStopped, OutcomeUnknown, OutgoingMessage, SendError
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Phone
from bot.simulator.server import Simulator
from bot.simulator.state.clock_jumps import JumpDays
from bot.simulator.zalo_bot import SimulatedBot
from tests.bot.simulator.conftest import START
from tests.support.simulator.running import RunningSimulator
from tests.support.simulator.zalo import channel_to, dung, heard, says

pytestmark = pytest.mark.anyio
FIRST, SECOND = SimulatedBot("11:first", users=1, messages=3), SimulatedBot("22:second")


# --- Faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"error_code": 429}, ChannelStopped),
        ({"error_code": 401}, ChannelStopped),
        ({"error_code": 401, "as_http": True}, ChannelStopped),
        ({"error_code": 403}, SendError),
        ({"error_code": 502}, OutcomeUnknown),
        ({"error_code": 504}, OutcomeUnknown),
        ({"error_code": 408}, OutcomeUnknown),
        ({"error_code": 200}, OutcomeUnknown),
        ({"drop": True}, OutcomeUnknown),
    ],
)
async def test_a_fault_is_met_as_what_it_is(
    fault: dict[str, Any],
    error: type[Exception],
    zalo: ZaloBotChannel,
    simulator: Simulator,
    client: httpx.AsyncClient,
) -> None:
    answer = await client.post("/api/zalo-bot/faults", json={"method": "sendMessage"} | fault)
    assert answer.status_code == 200
    with pytest.raises(error):
        await zalo.send(says(simulator, "Kính gửi"))
    arrived = [message.text for message in simulator.conversation("dung").messages]
    assert arrived == (["Kính gửi"] if fault.get("drop") else [])
    assert await zalo.send(says(simulator, "Trân trọng"))


async def test_faults_can_be_taken_back(
    zalo: ZaloBotChannel, simulator: Simulator, client: httpx.AsyncClient
) -> None:
    await client.post("/api/zalo-bot/faults", json={"method": "sendMessage", "error_code": 500})
    await client.delete("/api/zalo-bot/faults")
    assert await zalo.send(says(simulator, "Kính gửi"))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("faults", {"method": "sendMessage", "error_code": 42}),
        ("faults", []),
        ("manners", {"webhook": "round"}),
        ("manners", {"colour": "flat"}),
        ("updates", {"phone": "dung", "kind": "smell"}),
        ("updates", {"phone": "nobody", "kind": "sticker"}),
    ],
)
async def test_what_cannot_be_played_is_refused(
    path: str, wanted: object, client: httpx.AsyncClient
) -> None:
    answer = await client.post(f"/api/zalo-bot/{path}", json=wanted)
    assert answer.status_code == 400
    assert "cannot be played" in answer.json()["error"]


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        ("flat", lambda body: body),
        ("wrapped", lambda body: body["result"]),
        ("list", lambda body: body["result"][0]),
    ],
)
async def test_updates_and_deliveries_take_the_shape_that_is_asked_for(
    shape: str,
    found: Callable[[Any], Any],
    simulator: Simulator,
    running: RunningSimulator,
    call: Any,
) -> None:
    running.zalo_bot.manners.change({"updates": shape, "webhook": shape, "photo": "photo"})
    simulator.send_file("dung", "photo.png", "image/png", b"png")
    _, body = await call("getUpdates", timeout="0")
    update = {"message": {"photo_url": "http://127.0.0.1/a", "date": 1}}
    delivered = found(json.loads(running.zalo_bot.manners.delivery(update)))
    assert found(body)["message"]["photo"].startswith(running.base_url)
    assert delivered == {"message": {"photo": "http://127.0.0.1/a", "date": 1}}


async def test_every_request_is_recorded(call: Any, client: httpx.AsyncClient) -> None:
    await call("sendMessage", "1:wrong", chat_id="x", text="Đã nhận")
    assert (await client.get("/api/zalo-bot/requests")).json() == [
        {"bot": "1", "method": "sendMessage", "parameters": {"chat_id": "x", "text": "Đã nhận"}}
    ]


# --- Packages -----------------------------------------------------------------------------------


@pytest.fixture
def two_bots(days: JumpDays) -> Iterator[RunningSimulator]:
    """The first bot serves one person and carries three messages a month."""
    phones = [
        Phone("an", "An", "", "", channel="zalo-bot"),
        Phone("binh", "Bình", "", "", channel="zalo-bot"),
        Phone("chau", "Châu", "", "", channel="zalo-bot", bot="22"),
    ]
    clock = SimulatedClock(START, elapsed=lambda: 0.0)
    simulator = Simulator(phones, clock, zalo_bots=[FIRST, SECOND], days=days)
    with RunningSimulator(simulator) as running:
        yield running


async def test_one_person_too_many_is_not_served(two_bots: RunningSimulator) -> None:
    simulator = two_bots.simulator
    channel = channel_to(two_bots, FIRST)
    simulator.send("an", "một")
    simulator.send("binh", "hai")
    simulator.send("an", "ba")
    assert [one.text for one in await heard(channel, 2)] == ["một", "ba"]
    with pytest.raises(SendError, match="chat not found"):
        await channel.send(OutgoingMessage(dung(simulator, FIRST, "binh"), "Kính gửi"))
    await channel.close()


async def test_when_the_month_is_used_up_the_bot_is_silent_until_the_next(
    two_bots: RunningSimulator,
) -> None:
    simulator = two_bots.simulator
    channel = channel_to(two_bots, FIRST)
    message = OutgoingMessage(dung(simulator, FIRST, "an"), "Kính gửi")
    simulator.send("an", "một")
    await channel.send(message)
    await channel.send(message)
    with pytest.raises(ChannelStopped, match="Quota exceeded"):
        await channel.send(message)
    await simulator.jump("2026-11-02")
    await channel.send(message)
    await channel.close()


async def test_each_bot_has_its_own_people_and_its_own_names_for_them(
    two_bots: RunningSimulator,
) -> None:
    simulator = two_bots.simulator
    simulator.send("an", "tới bot một")
    simulator.send("chau", "tới bot hai")
    for bot, text in ((FIRST, "tới bot một"), (SECOND, "tới bot hai")):
        channel = channel_to(two_bots, bot)
        assert [one.text for one in await heard(channel)] == [text]
        await channel.close()
    assert dung(simulator, FIRST, "an") != dung(simulator, SECOND, "an")
