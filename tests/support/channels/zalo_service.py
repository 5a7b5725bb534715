"""The Zalo Bot platform as a list of answers, for tests at the seam of its channel."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest

from bot.channels.contract import Quota
from bot.channels.zalo_bot.channel import ZaloBotChannel
from storage.messages.inbox import Incoming

TOKEN = "8404040404:top-secret"
BASE = "https://bot-api.zaloplatforms.com"
NAME = "zalo-bot-8404040404"
HTML = "<html><body><h1>Bad Gateway</h1></body></html>"
SENT = {"ok": True, "result": {"message_id": "m1", "date": 1_790_000_000_000}}
CHAT = {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}
FROM = {"id": "6ede9afa66b88fe6d6a9", "display_name": "An", "is_bot": False}

Given = httpx.Response | Exception | Callable[[], None]


def refused(code: int, words: str = "words", status: int = 200) -> httpx.Response:
    """An error as it comes as a rule: in the envelope, with HTTP 200."""
    body = {"ok": False, "error_code": code, "description": words}
    return httpx.Response(status, json=body)


def html(status: int) -> httpx.Response:
    return httpx.Response(status, html=HTML)


def update(
    event: str = "message.text.received", sender: Any = FROM, **message: Any
) -> dict[str, Any]:
    """One update with a message of that content; a field given as None is absent."""
    known = {"from": sender, "chat": CHAT, "message_id": "2d758cb5e222177a4e35"}
    dated = {"date": 1_790_000_000_000, "message_type": "CHAT_MESSAGE"}
    whole = known | dated | message
    return {
        "event_name": event,
        "message": {name: value for name, value in whole.items() if value is not None},
    }


def wrapped(result: Any) -> httpx.Response:
    # In ASCII: half letters are told as \\ud800
    return httpx.Response(200, text=json.dumps({"ok": True, "result": result}))


class Service:
    """Gives one answer after the other; when none is left, whoever asks is cancelled."""

    def __init__(self, *answers: Given) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def channel(self, **more: Any) -> ZaloBotChannel:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        return ZaloBotChannel(TOKEN, BASE, quota=Quota(50, 3000), client=client, **more)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if not self.answers:
            raise asyncio.CancelledError
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        answer()
        return self._answer(request)

    def asked(self) -> list[tuple[str, Any]]:
        """Method and parameters of each request."""
        return [
            (request.url.path.rsplit("/", 1)[1], json.loads(request.content))
            for request in self.requests
        ]


class Shelf:
    """A store that fails as often as it is told to, then keeps what it is given."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.stored: list[Incoming] = []

    async def store(self, messages: Sequence[Incoming]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        self.stored += messages


class Listening:
    """A channel that meets these answers one after the other, and stops where there is no more."""

    def __init__(self, *answers: Given, shelf: Shelf | None = None, **more: Any) -> None:
        self.service = Service(*answers)
        self.shelf = shelf or Shelf()
        self.pauses: list[float] = []
        self.channel = self.service.channel(pause=self._pause, **more)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def run(self) -> "Listening":
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(self.channel.receive(self.shelf.store))
        return self
