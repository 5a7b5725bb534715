"""A Zalo bot that is told: nobody without the secret, 200 only for what is kept or never can be."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from storage.messages.inbox import Incoming
from tests.support.channels.zalo_service import CHAT, Service, Shelf, update

PATH = "/webhooks/zalo-bot/1"
SECRET = "một bí mật đủ dài"
HEADER = {"X-Bot-Api-Secret-Token": SECRET.encode()}


class Told:
    """The channel behind its address, with what it stored."""

    def __init__(self, shelf: Shelf | None = None, secret: str = SECRET) -> None:
        self.shelf = shelf or Shelf()
        self.channel = Service().channel(webhook_secret=secret, webhook_path=PATH)
        self.web = Starlette(routes=[Route(PATH, self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        return await self.channel.handle_webhook(request, self.shelf.store)

    def hears(self, body: Any, headers: Any = HEADER) -> int:
        """The status of the answer."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return asyncio.run(self._call(content, headers)).status_code

    async def _call(self, content: Any, headers: Any = HEADER) -> httpx.Response:
        transport = httpx.ASGITransport(self.web)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.post(PATH, content=content, headers=headers)


def texts(told: Told) -> list[str]:
    return [heard.text for heard in told.shelf.stored]


@pytest.mark.parametrize(
    "body",
    [
        update(text="1 xong"),
        {"ok": True, "result": update(text="1 xong")},
        [update(text="1 xong")],
        {"ok": True, "result": [update(text="1 xong")]},
    ],
    ids=["flat", "wrapped", "list", "list in the envelope"],
)
def test_an_update_is_stored_in_every_shape(body: Any) -> None:
    told = Told()
    assert told.hears(body) == 200
    assert texts(told) == ["1 xong"]
    assert told.shelf.stored[0].address == CHAT["id"]


def test_the_same_update_has_the_same_id_however_it_comes() -> None:
    told = Told()
    assert told.hears(update(text="1")) == 200
    assert told.hears({"ok": True, "result": update(text="1")}) == 200
    first, second = told.shelf.stored
    assert first == second  # the inbox keeps one of them


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Bot-Api-Secret-Token": ""},
        {"X-Bot-Api-Secret-Token": "wrong"},
        {"X-Bot-Api-Secret-Token": SECRET.encode() + b"x"},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET.encode()},
    ],
)
def test_without_the_secret_nobody_is_heard(headers: Any) -> None:
    told = Told()
    assert told.hears(update(text="1"), headers) == 403
    assert texts(told) == []


def test_where_no_secret_is_set_everybody_is_turned_away() -> None:
    for headers in ({}, {"X-Bot-Api-Secret-Token": ""}):
        assert Told(secret="").hears(update(text="1"), headers) == 403


def test_without_the_secret_not_even_the_body_is_read() -> None:
    async def run() -> int:
        async def receive() -> Any:
            raise AssertionError("the body was read")

        scope = {"type": "http", "method": "POST", "path": PATH, "headers": [], "query_string": b""}
        answer = await Told().channel.handle_webhook(Request(scope, receive), Shelf().store)
        return answer.status_code

    assert asyncio.run(run()) == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[" * 100_000,
        {},
        [],
        7,
        {"event_name": "message.text.received"},
        {"ok": False, "error_code": 408},
        update("an.event.of.tomorrow", text="1"),
        update(text="1", chat={"id": "g", "chat_type": "GROUP"}),
        {"result": {"result": {"result": {"result": {"result": update(text="1")}}}}},
    ],
)
def test_authenticated_junk_is_taken_and_forgotten(body: Any) -> None:
    told = Told()
    assert told.hears(body) == 200
    assert texts(told) == []


def test_a_body_that_is_too_long_is_let_pass_and_not_asked_for_again() -> None:
    told = Told()
    fits = json.dumps(update(text="1")).encode()
    assert told.hears(fits.ljust(256 * 1024)) == 200
    assert texts(told) == ["1"]
    assert told.hears(fits.ljust(256 * 1024 + 1)) == 200
    assert texts(told) == ["1"]


def test_what_cannot_be_stored_is_to_come_again(caplog: pytest.LogCaptureFixture) -> None:
    told = Told(Shelf(failures=1))
    assert told.hears(update(text="mật khẩu")) == 503
    assert texts(told) == []
    assert told.hears(update(text="mật khẩu")) == 200
    assert texts(told) == ["mật khẩu"]
    assert "mật khẩu" not in caplog.text


def test_it_is_answered_only_after_it_is_stored() -> None:
    class Slow(Shelf):
        def __init__(self) -> None:
            super().__init__()
            self.begun, self.goes_on = asyncio.Event(), asyncio.Event()

        async def store(self, messages: Sequence[Incoming]) -> None:
            self.begun.set()
            await self.goes_on.wait()
            await super().store(messages)

    async def run() -> int:
        slow = Slow()
        content = json.dumps(update(text="1")).encode()
        answer = asyncio.create_task(Told(slow)._call(content))
        await slow.begun.wait()
        assert not answer.done()
        slow.goes_on.set()
        return (await answer).status_code

    assert asyncio.run(run()) == 200
