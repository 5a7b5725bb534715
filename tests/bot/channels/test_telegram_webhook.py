"""Telegram by webhook: nobody without the secret, 200 only for what is kept or never can be."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from starlette.requests import Request

from bot.channels.contract import WebhookChannel
from bot.channels.telegram.channel import TelegramChannel
from bot.runtime.channels import configured_channels
from bot.runtime.settings import SettingsError, read_settings
from storage.database import Database
from storage.messages.inbox import Incoming
from tests.bot.channels.test_telegram import TOKEN, FakeRequest, error
from tests.support.worlds.world import START

SECRET = "an-invented-secret_1"
HEADER = {"x-telegram-bot-api-secret-token": SECRET}
URL = "https://daumoi.example.gov.vn/webhooks/telegram"
OK = {"ok": True, "result": True}


def update(**more: Any) -> dict[str, Any]:
    chat = {"id": 5, "type": "private"}
    message = {"message_id": 3, "date": 1_790_000_000, "chat": chat, "text": "1 xong"}
    return {"update_id": 8, "message": message, **more}


class Told:
    """The channel behind its address, with what it stored and what it asked of Telegram."""

    def __init__(self, *answers: tuple[int, Any], secret: str = SECRET) -> None:
        left = list(answers)
        self.request = FakeRequest(lambda *_: left.pop(0) if left else (200, OK))
        self.pauses: list[float] = []
        self.stored: list[Incoming] = []
        self.failures = 0
        base = "http://127.0.0.1:1"
        self.channel = TelegramChannel(
            TOKEN, base, self.request, None, self._pause, webhook_url=URL, webhook_secret=secret
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def store(self, messages: Sequence[Incoming]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError(28, "no room for a secret word")
        self.stored += messages

    def hears(self, body: Any, headers: Mapping[str, str] = HEADER, reads: bool = True) -> int:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()

        async def receive() -> Any:
            assert reads, "the body was read"
            return {"type": "http.request", "body": content}

        async def call() -> int:
            raw = [(name.encode(), value.encode()) for name, value in headers.items()]
            scope = {"type": "http", "method": "POST", "path": "/", "headers": raw}
            answer = await self.channel.handle_webhook(Request(scope, receive), self.store)
            for _ in range(5):
                await asyncio.sleep(0)  # buttons are put out beside it
            await self.channel.close()
            return answer.status_code

        return asyncio.run(call())


def test_what_telegram_tells_is_stored_as_what_it_is_asked_for() -> None:
    told = Told()
    assert told.hears(update()) == 200
    [heard] = told.stored
    assert (heard.external_id, heard.address, heard.text) == ("8", "5", "1 xong")
    assert isinstance(told.channel, WebhookChannel)


@pytest.mark.parametrize(
    "headers",
    [{}, {"x-telegram-bot-api-secret-token": ""}, {"x-telegram-bot-api-secret-token": SECRET[:-1]}],
)
def test_without_the_secret_not_even_the_body_is_read(headers: dict[str, str]) -> None:
    told = Told()
    assert told.hears(update(), headers, reads=False) == 403
    assert Told(secret="").hears(update(), headers, reads=False) == 403
    assert told.stored == []


def test_what_cannot_be_stored_is_to_come_again(caplog: pytest.LogCaptureFixture) -> None:
    told = Told()
    told.failures = 1
    assert told.hears(update()) == 503
    assert told.hears(update()) == 200
    assert [heard.text for heard in told.stored] == ["1 xong"]
    assert "secret word" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"not json", b"[" * 100_000, b" " * 300_000),
        *([], 7, {}, {"update_id": "x"}, {"update_id": 9}),
        *(update(message={"text": "no date"}), update(message=7)),
    ],
)
def test_junk_with_the_secret_is_taken_and_forgotten(body: Any) -> None:
    told = Told()
    assert told.hears(body) == 200
    assert told.stored == []


def test_a_tapped_button_is_put_out_once_the_tap_is_stored() -> None:
    tap = {"id": "q", "from": {"id": 5, "is_bot": False, "first_name": "A"}, "chat_instance": "1"}
    tapped = {"update_id": 9, "callback_query": tap | {"data": "9:yes"} | update()}
    told = Told()
    told.failures = 1
    assert told.hears(tapped) == 503
    assert told.request.calls == []
    assert told.hears(tapped) == 200
    assert told.stored[0].tapped == "9:yes"
    assert told.request.calls[0][0] == "answerCallbackQuery"


def test_the_webhook_is_set_as_the_settings_say_until_telegram_agrees() -> None:
    told = Told((502, b"<html>"), (429, error(429, "Too Many Requests", retry_after=3)), (200, OK))
    asyncio.run(told.channel.receive(told.store))  # it returns: nothing is polled for
    [*_, (method, asked)] = told.request.calls
    assert [name for name, _ in told.request.calls] == ["setWebhook"] * 3
    assert (method, asked["url"], asked["secret_token"]) == ("setWebhook", URL, SECRET)
    assert told.pauses == [3.0, 6.0]


# --- The settings ---------------------------------------------------------------------------------


def configured(database: Database, **given: str) -> Any:
    environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_MODE": "webhook", **given}
    settings = read_settings(environ, env_file=None)
    return configured_channels(settings, database, lambda: START)["telegram"]


def test_a_mode_and_what_it_needs(in_memory: Database) -> None:
    secret, address = {"TELEGRAM_WEBHOOK_SECRET": SECRET}, {"PUBLIC_URL": "https://a.example"}
    assert configured(in_memory, **secret, **address).webhook_path == "/webhooks/telegram"
    assert configured(in_memory, TELEGRAM_MODE="polling").webhook_path == ""
    with pytest.raises(SettingsError, match="TELEGRAM_WEBHOOK_SECRET is not set"):
        configured(in_memory, **address)
    for wrong in ({}, {"PUBLIC_URL": "http://a.example"}):
        with pytest.raises(SettingsError, match="no https address"):
            configured(in_memory, **secret, **wrong)
    for word in ("short", "một-bí-mật-đủ-dài-rồi", "with a blank in between"):
        with pytest.raises(SettingsError, match="8 to 256 characters"):
            configured(in_memory, **address, TELEGRAM_WEBHOOK_SECRET=word)
