"""Faults on demand, as the real Bot meets them."""

from datetime import timedelta

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from bot.simulator.server import Simulator
from bot.simulator.telegram.payloads import chat_id

pytestmark = pytest.mark.anyio


@pytest.fixture
def chat(simulator: Simulator) -> int:
    return chat_id(simulator.conversation("an").phone)


async def test_too_many_requests_tells_how_long_to_wait(
    bot: Bot, chat: int, client: httpx.AsyncClient, simulator: Simulator
) -> None:
    fault = {"method": "sendMessage", "error_code": 429, "retry_after": 3, "times": 2}
    assert (await client.post("/api/faults", json=fault)).status_code == 200
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(chat, "Chào")
        assert caught.value.retry_after == timedelta(seconds=3)
    assert simulator.conversation("an").messages == []
    await bot.send_message(chat, "Chào")
    assert len(simulator.conversation("an").messages) == 1


@pytest.mark.parametrize("code", [500, 502])
async def test_a_broken_server_answers_with_a_page(
    code: int, bot: Bot, chat: int, client: httpx.AsyncClient, simulator: Simulator
) -> None:
    await client.post("/api/faults", json={"method": "sendMessage", "error_code": code})
    with pytest.raises(NetworkError):
        await bot.send_message(chat, "Chào")
    assert simulator.conversation("an").messages == []


async def test_a_dropped_answer_leaves_the_message_on_the_phone(
    bot: Bot, chat: int, client: httpx.AsyncClient, simulator: Simulator
) -> None:
    await client.post("/api/faults", json={"method": "sendMessage", "drop": True})
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(chat, "Chào")
    assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError)
    assert [message.text for message in simulator.conversation("an").messages] == ["Chào"]


async def test_faults_can_be_taken_back(bot: Bot, chat: int, client: httpx.AsyncClient) -> None:
    await client.post("/api/faults", json={"method": "sendMessage", "error_code": 500})
    await client.delete("/api/faults")
    assert (await bot.send_message(chat, "Chào")).text == "Chào"


async def test_other_methods_go_on_working(bot: Bot, client: httpx.AsyncClient) -> None:
    await client.post("/api/faults", json={"method": "sendMessage", "error_code": 500})
    assert (await bot.get_me()).is_bot


async def test_a_fault_that_is_none_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/faults", json={"method": "sendMessage", "error_code": 42})
    assert answer.status_code == 400
    assert "no fault" in answer.json()["error"]
