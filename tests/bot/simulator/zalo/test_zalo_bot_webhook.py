"""The stand-in for Zalo calls our own webhook, in every shape, and forgets what is not taken."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.contract import Quota
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.simulator.server import ZALO_BOT, Simulator
from bot.simulator.zalo_bot import ZALO_BOT_PATH
from tests.support.channels.zalo_service import Shelf
from tests.support.patience import HANGS
from tests.support.simulator.proxies.manners import Manners, MannersOfDelivery
from tests.support.simulator.running import RunningSimulator

pytestmark = pytest.mark.anyio
SECRET = "bí mật đủ dài"
PATH = "/webhooks/zalo-bot/1"


class Receiver(uvicorn.Server):
    """Our own side of the webhook, on a free port; `statuses` are answered before it is asked."""

    def __init__(self, channel: ZaloBotChannel, manners: Manners) -> None:
        web = Starlette(routes=[Route(PATH, self._take, methods=["POST"])])
        app = MannersOfDelivery(web, manners)
        super().__init__(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
        self.shelf = Shelf()
        self.statuses: list[int] = []
        self.came: asyncio.Queue[int] = asyncio.Queue()
        self._channel = channel

    async def _take(self, request: Request) -> Response:
        if self.statuses:
            answer = Response(status_code=self.statuses.pop(0))
        else:
            answer = await self._channel.handle_webhook(request, self.shelf.store)
        self.came.put_nowait(answer.status_code)
        return answer

    async def next(self) -> int:
        async with asyncio.timeout(HANGS):
            return await self.came.get()

    def texts(self) -> list[str]:
        return [heard.text for heard in self.shelf.stored]


@pytest.fixture
async def receiver(running: RunningSimulator) -> AsyncIterator[Receiver]:
    base = f"{running.base_url}{ZALO_BOT_PATH}"
    channel = ZaloBotChannel(
        ZALO_BOT.token, base, quota=Quota(50, 3000), webhook_secret=SECRET, webhook_path=PATH
    )
    receiver = Receiver(channel, running.zalo_bot.manners)
    receiver.config.port = 0
    listening = socket.create_server(("127.0.0.1", 0))
    receiver.config.port = listening.getsockname()[1]
    serving = asyncio.create_task(receiver.serve(sockets=[listening]))
    yield receiver
    receiver.should_exit = True
    await serving
    await channel.close()


async def set_webhook(client: httpx.AsyncClient, receiver: Receiver, secret: str = SECRET) -> Any:
    url = f"http://127.0.0.1:{receiver.config.port}{PATH}"
    return await call(client, "setWebhook", url=url, secret_token=secret)


async def call(client: httpx.AsyncClient, method: str, **parameters: str) -> Any:
    path = f"{ZALO_BOT_PATH}/bot{ZALO_BOT.token}/{method}"
    return (await client.post(path, json=parameters)).json()


@pytest.mark.parametrize("shape", ["flat", "wrapped", "list"])
async def test_updates_are_told_with_the_secret_in_every_shape(
    shape: str, client: httpx.AsyncClient, simulator: Simulator, receiver: Receiver
) -> None:
    await client.post("/api/zalo-bot/manners", json={"webhook": shape})
    await set_webhook(client, receiver)
    simulator.send("dung", "một")
    simulator.send("dung", "hai")
    assert [await receiver.next(), await receiver.next()] == [200, 200]
    assert receiver.texts() == ["một", "hai"]


async def test_a_delivery_that_comes_twice_is_the_same_message(
    client: httpx.AsyncClient, simulator: Simulator, receiver: Receiver
) -> None:
    await client.post("/api/zalo-bot/manners", json={"webhook_twice": True})
    await set_webhook(client, receiver)
    simulator.send("dung", "một")
    assert [await receiver.next(), await receiver.next()] == [200, 200]
    first, second = receiver.shelf.stored
    assert first == second


async def test_what_could_not_be_stored_is_told_again(
    client: httpx.AsyncClient, simulator: Simulator, receiver: Receiver
) -> None:
    receiver.shelf.failures = 1
    await set_webhook(client, receiver)
    simulator.send("dung", "một")
    assert [await receiver.next(), await receiver.next()] == [503, 200]
    assert receiver.texts() == ["một"]


async def test_after_three_tries_it_is_forgotten(
    client: httpx.AsyncClient, simulator: Simulator, receiver: Receiver
) -> None:
    receiver.statuses = [500, 500, 500]
    await set_webhook(client, receiver)
    simulator.send("dung", "một")
    simulator.send("dung", "hai")
    assert [await receiver.next() for _ in range(4)] == [500, 500, 500, 200]
    assert receiver.texts() == ["hai"]


async def test_a_wrong_secret_is_turned_away(
    client: httpx.AsyncClient, simulator: Simulator, receiver: Receiver
) -> None:
    await set_webhook(client, receiver, "another secret")
    simulator.send("dung", "một")
    assert await receiver.next() == 403
    assert receiver.texts() == []


async def test_while_a_webhook_is_set_a_poll_is_silent(
    client: httpx.AsyncClient, simulator: Simulator, receiver: Receiver
) -> None:
    receiver.statuses = [500] * 3
    told = await set_webhook(client, receiver)
    info = await call(client, "getWebhookInfo")
    assert told["result"] == info["result"]
    assert set(info["result"]) == {"url", "updated_at"}
    simulator.send("dung", "một")
    assert (await call(client, "getUpdates", timeout="0"))["error_code"] == 408
    assert (await call(client, "deleteWebhook"))["result"]["url"] == ""
    assert (await call(client, "getWebhookInfo"))["error_code"] == 404
    simulator.send("dung", "hai")
    assert (await call(client, "getUpdates", timeout="5"))["ok"]


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("", SECRET, "url must not be empty"),
        ("https://bot.example.org/hook", SECRET, "only this machine"),
        ("http://127.0.0.1:9/hook", "", "must not be empty"),
        ("http://127.0.0.1:9/hook", "short", "8 to 256"),
        ("http://127.0.0.1:9/hook", "x" * 257, "8 to 256"),
    ],
)
async def test_a_webhook_that_cannot_be(
    url: str, secret: str, words: str, client: httpx.AsyncClient
) -> None:
    answer = await call(client, "setWebhook", url=url, secret_token=secret)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert words in answer["description"]
