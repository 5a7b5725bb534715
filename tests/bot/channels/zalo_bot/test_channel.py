"""The Zalo Bot channel at its seam: the bytes that leave, and what each answer means."""

import asyncio
import unicodedata
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.channels.contract import (
    ChannelStopped,
    DownloadsFiles,
    OutcomeUnknown,
    OutgoingMessage,
    Quota,
    SendError,
    WebhookChannel,
)
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.runtime.channels import configured_channels
from bot.runtime.settings import SettingsError, read_settings
from storage.database import open_database
from tests.bot.conftest import Terminal
from tests.support.channels.zalo_service import BASE, NAME, SENT, TOKEN, Service, html, refused

MESSAGE = OutgoingMessage("6ede9afa66b88fe6d6a9", "Kính gửi anh An")
OK = httpx.Response(200, json=SENT)


def sends(answer: httpx.Response | Exception, message: OutgoingMessage = MESSAGE) -> str:
    return asyncio.run(Service(answer).channel().send(message))


# --- What leaves --------------------------------------------------------------------------------


def test_a_message_leaves_as_these_bytes() -> None:
    service = Service(OK)
    assert asyncio.run(service.channel().send(MESSAGE)) == "m1"
    [request] = service.requests
    assert (request.method, str(request.url)) == ("POST", f"{BASE}/bot{TOKEN}/sendMessage")
    assert request.headers["content-type"] == "application/json"
    expected = '{"chat_id":"6ede9afa66b88fe6d6a9","text":"Kính gửi anh An"}'
    assert request.content == expected.encode()


def test_a_text_leaves_in_whole_letters() -> None:
    service = Service(OK)
    apart = unicodedata.normalize("NFD", "Đã nhận, sẽ báo cáo")
    asyncio.run(service.channel().send(OutgoingMessage("a", apart)))
    [(_, parameters)] = service.asked()
    assert parameters["text"] == "Đã nhận, sẽ báo cáo"


def test_a_token_with_odd_letters_stays_inside_the_path() -> None:
    service = Service(OK)
    client = httpx.AsyncClient(transport=httpx.MockTransport(service._answer))
    channel = ZaloBotChannel("1:a/b?c#d", BASE, quota=Quota(1, 1), client=client)
    asyncio.run(channel.send(MESSAGE))
    assert service.requests[0].url.raw_path == b"/bot1:a%2Fb%3Fc%23d/sendMessage"


# --- What an answer means -----------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 429])
def test_a_used_up_quota_stops_the_bot(status: int) -> None:
    with pytest.raises(ChannelStopped, match=r"quota .*Quota exceeded"):
        sends(refused(429, "Quota exceeded", status))


@pytest.mark.parametrize("status", [200, 401])
def test_a_refused_token_stops_the_bot(status: int) -> None:
    with pytest.raises(ChannelStopped, match=r"token .*Unauthorized"):
        sends(refused(401, "Unauthorized", status))


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        (refused(400, "user has blocked the bot"), True),
        (refused(400, "user has blocked the bot", 400), True),
        (refused(404, "user has blocked the bot"), True),
        (refused(413, "user has blocked the bot"), True),
        (refused(403, "user has blocked the bot"), False),
        (refused(0, "user has blocked the bot"), False),
    ],
)
def test_a_refusal_keeps_its_words(answer: httpx.Response, permanent: bool) -> None:
    with pytest.raises(SendError, match="user has blocked the bot") as raised:
        sends(answer)
    assert raised.value.permanent is permanent
    assert raised.value.retry_after is None


@pytest.mark.parametrize(
    "answer",
    [
        html(502),
        html(504),
        html(200),
        refused(408, "Request timeout"),
        refused(500),
        httpx.Response(200, json={"result": {"message_id": "m1"}}),
        httpx.Response(200, json={"ok": "true", "result": {"message_id": "m1"}}),
        httpx.Response(200, json=[1]),
        httpx.Response(200, json={"ok": True, "result": {"date": 1}}),
        httpx.Response(200, json={"ok": True, "result": None}),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.ReadTimeout("slow"),
        httpx.WriteTimeout("slow"),
        httpx.ReadError("cut"),
        httpx.RemoteProtocolError("cut"),
    ],
)
def test_what_may_have_arrived_is_not_sent_again(answer: httpx.Response | Exception) -> None:
    with pytest.raises(OutcomeUnknown):
        sends(answer)


@pytest.mark.parametrize(
    "met",
    [
        httpx.ConnectError("refused"),
        httpx.ConnectTimeout("slow"),
        httpx.PoolTimeout("full"),
        httpx.ProxyError("407"),
        *map(html, (302, 400, 401, 403, 404, 407, 429, 503)),
        httpx.Response(403, json={"error": "blocked"}),
    ],
)
def test_what_surely_did_not_arrive_may_be_sent_again(met: httpx.Response | Exception) -> None:
    with pytest.raises(SendError) as raised:
        sends(met)
    assert not raised.value.permanent


@pytest.mark.parametrize(
    "answer",
    [
        refused(400, f"no such path: /bot{TOKEN}/sendMessage"),
        refused(401, f"/bot{TOKEN}"),
        refused(403, f"/bot{TOKEN.replace(':', '%3A')}"),
        refused(429, f"/bot{TOKEN}"),
        refused(500, f"/bot{TOKEN}"),
        httpx.ConnectError(f"{BASE}/bot{TOKEN}/sendMessage"),
        httpx.ReadTimeout(f"{BASE}/bot{TOKEN}/sendMessage"),
    ],
)
def test_the_token_is_in_no_reason(answer: httpx.Response | Exception) -> None:
    with pytest.raises((SendError, ChannelStopped, OutcomeUnknown)) as raised:
        sends(answer)
    assert "<token>" in str(raised.value)
    assert "top-secret" not in str(raised.value)


# --- As it is configured ------------------------------------------------------------------------


def configured(**more: str) -> dict[str, Any]:
    tokens = {"ZALO_BOT_TOKENS": "11:first, 22:second"}
    database, settings = open_database("sqlite://"), read_settings(tokens | more, env_file=None)
    channels = configured_channels(settings, database, lambda: datetime.now(UTC))
    database.close()
    return channels


def test_each_token_is_a_channel_of_its_own() -> None:
    channels = configured(ZALO_BOT_USERS="20", ZALO_BOT_MESSAGES="400")
    assert list(channels) == ["zalo-bot-11", "zalo-bot-22"]
    for channel in channels.values():
        assert channel.capabilities.quota == Quota(20, 400)
        assert isinstance(channel, WebhookChannel)
        assert isinstance(channel, DownloadsFiles)
        assert channel.webhook_path == ""


def test_a_bot_keeps_its_name_whatever_the_order() -> None:
    assert list(configured(ZALO_BOT_TOKENS="22:second,11:first")) == ["zalo-bot-22", "zalo-bot-11"]
    assert Service().channel().name == NAME


def test_each_bot_that_is_told_has_its_own_path() -> None:
    channels = configured(ZALO_BOT_MODE="webhook", ZALO_BOT_WEBHOOK_SECRET="long enough")
    assert [channel.webhook_path for channel in channels.values()] == [
        "/webhooks/zalo-bot/1",
        "/webhooks/zalo-bot/2",
    ]


def test_a_webhook_without_a_secret_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(SettingsError, match="ZALO_BOT_WEBHOOK_SECRET"):
        configured(ZALO_BOT_MODE="webhook")


def test_the_service_does_not_start_with_such_a_mistake(terminal: Terminal) -> None:
    told = terminal.fails("run", ZALO_BOT_TOKENS="11:first", ZALO_BOT_MODE="webhook")
    assert "ZALO_BOT_WEBHOOK_SECRET is not set" in told


def test_what_the_channel_can_do() -> None:
    able = Service().channel().capabilities
    assert (able.max_length, able.buttons, able.scarce, able.pace) == (2000, False, True, 10)
    assert able.files is not None
    assert able.files.media_types == {"image/jpeg", "image/png"}
