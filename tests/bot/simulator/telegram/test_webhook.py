"""Updates by webhook: delivered with the secret, again until taken, and never beside a poll."""

import asyncio
import json
import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from bot.simulator.server import Simulator
from tests.support.patience import HANGS

pytestmark = pytest.mark.anyio


class Receiver(ThreadingHTTPServer):
    """Answers with the next status it is given, else 200; keeps the secret and body of each."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.came: queue.Queue[tuple[str | None, bytes]] = queue.Queue()
        self.statuses: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/webhooks/telegram"

    async def next(self, bot: Bot) -> tuple[str | None, Update | None]:
        secret, body = await asyncio.to_thread(self.came.get, timeout=HANGS)
        return secret, Update.de_json(json.loads(body), bot)


class Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Receiver)
        body = self.rfile.read(int(self.headers["content-length"]))
        statuses = self.server.statuses
        self.send_response(statuses.pop(0) if statuses else 200)
        self.end_headers()
        self.server.came.put((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Tests are quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        thread = threading.Thread(target=receiver.serve_forever, args=(0.02,))
        thread.start()
        yield receiver
        receiver.shutdown()
        thread.join()


async def test_updates_are_delivered_with_the_secret(
    bot: Bot, simulator: Simulator, receiver: Receiver
) -> None:
    simulator.send("an", "trước")
    await bot.set_webhook(receiver.url, secret_token="S3cret_-")
    simulator.send("an", "sau")
    for text in ("trước", "sau"):
        secret, update = await receiver.next(bot)
        assert secret == "S3cret_-"
        assert update is not None
        assert update.message is not None
        assert update.message.text == text


async def test_an_update_is_delivered_again_until_it_is_taken(
    bot: Bot, simulator: Simulator, receiver: Receiver
) -> None:
    receiver.statuses = [503]
    await bot.set_webhook(receiver.url)
    simulator.send("an", "chào")
    _, refused = await receiver.next(bot)
    _, taken = await receiver.next(bot)
    assert refused is not None
    assert refused == taken


async def test_no_poll_while_a_webhook_is_set(bot: Bot, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url)
    assert (await bot.get_webhook_info()).url == receiver.url
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == ()


async def test_waiting_updates_can_be_dropped(bot: Bot, simulator: Simulator) -> None:
    simulator.send("an", "cũ")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_only_this_machine_can_be_a_webhook(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="only this machine"):
        await bot.set_webhook("https://bot.example.org/hook")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="có dấu")
