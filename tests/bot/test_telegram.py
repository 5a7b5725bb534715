"""The Telegram channel at its seam: requests go out as they should, errors come back typed."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.contract import (
    NumberedChoice,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.channels.telegram import TelegramChannel
from storage.messages import Incoming

Answer = Callable[[str, dict[str, Any]], tuple[int, Any]]
TOKEN = "1:secret"


class FakeRequest(BaseRequest):
    """Telegram as a function from method and parameters to status and answer."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float:
        return 5

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        called = url.rsplit("/", 1)[1]
        parameters = request_data.parameters if request_data else {}
        self.calls.append((called, parameters))
        status, answer = self._answer(called, parameters)
        return status, answer if isinstance(answer, bytes) else json.dumps(answer).encode()


SENT = {
    "ok": True,
    "result": {"message_id": 7, "date": 1_790_000_000, "chat": {"id": 5, "type": "private"}},
}
MESSAGE = OutgoingMessage("5", "Kính gửi", (NumberedChoice(1, "Đúng", "9:yes"),))


def sends(status: int, answer: Any) -> str:
    request = FakeRequest(lambda method, parameters: (status, answer))
    return asyncio.run(TelegramChannel(TOKEN, "http://127.0.0.1:1", request).send(MESSAGE))


def raises(error: Exception) -> str:
    def answer(method: str, parameters: dict[str, Any]) -> tuple[int, Any]:
        raise error

    request = FakeRequest(answer)
    return asyncio.run(TelegramChannel(TOKEN, "http://127.0.0.1:1", request).send(MESSAGE))


def error(code: int, description: str, **parameters: Any) -> dict[str, Any]:
    more = {"parameters": parameters} if parameters else {}
    return {"ok": False, "error_code": code, "description": description, **more}


def test_a_message_goes_out_as_plain_text_with_one_button_a_row() -> None:
    request = FakeRequest(lambda method, parameters: (200, SENT))
    channel = TelegramChannel(TOKEN, "http://127.0.0.1:1", request)
    assert asyncio.run(channel.send(MESSAGE)) == "7"
    [(method, parameters)] = request.calls
    assert method == "sendMessage"
    assert parameters["text"] == "Kính gửi"
    assert "parse_mode" not in parameters
    assert parameters["reply_markup"] == {
        "inline_keyboard": [[{"text": "Đúng", "callback_data": "9:yes"}]]
    }


def test_429_says_how_long_to_wait() -> None:
    with pytest.raises(SendError) as raised:
        sends(429, error(429, "Too Many Requests: retry after 3", retry_after=3))
    assert raised.value.retry_after == timedelta(seconds=3)
    assert not raised.value.permanent


@pytest.mark.parametrize(
    "answer",
    [
        error(403, "Forbidden: bot was blocked by the user"),
        error(400, "Bad Request: chat not found"),
        error(403, "Forbidden: user is deactivated"),
    ],
)
def test_a_closed_chat_is_its_own_news(answer: dict[str, Any]) -> None:
    with pytest.raises(RecipientStopped):
        sends(answer["error_code"], answer)


def test_a_bad_request_is_permanent_and_a_server_error_is_not() -> None:
    with pytest.raises(SendError) as raised:
        sends(400, error(400, "Bad Request: message is too long"))
    assert raised.value.permanent
    with pytest.raises(SendError) as raised:
        sends(500, error(500, "Internal Server Error"))
    assert not raised.value.permanent


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_gateway_that_answers_html_leaves_the_outcome_open() -> None:
    with pytest.raises(OutcomeUnknown):
        sends(502, b"<html>Bad Gateway</html>")


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("met", "told"),
    [
        (caused(NetworkError("x"), httpx.ConnectError("refused")), SendError),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), SendError),
        (caused(TimedOut(), httpx.PoolTimeout("full")), SendError),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), OutcomeUnknown),
        (caused(NetworkError("x"), httpx.ReadError("cut")), OutcomeUnknown),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("cut")), OutcomeUnknown),
    ],
)
def test_only_what_surely_did_not_leave_may_be_sent_again(
    met: Exception, told: type[Exception]
) -> None:
    with pytest.raises(told):
        raises(met)


def test_the_token_is_in_no_reason() -> None:
    with pytest.raises(SendError) as raised:
        raises(caused(NetworkError(f"http://x/bot{TOKEN}/y"), httpx.ConnectError("refused")))
    assert TOKEN not in str(raised.value)


def update(number: int, **content: Any) -> dict[str, Any]:
    return {"update_id": number, **content}


def message(text: str, chat_type: str = "private") -> dict[str, Any]:
    return {
        "message": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": {"id": 5, "type": chat_type},
            "text": text,
        }
    }


def tap(data: str) -> dict[str, Any]:
    person = {"id": 5, "is_bot": False, "first_name": "An"}
    return {
        "callback_query": {
            "id": "q",
            "from": person,
            "chat_instance": "c",
            "data": data,
            "message": message("?")["message"],
        }
    }


class Listening:
    """A channel that is given batches of updates one poll after the other, then stops."""

    def __init__(self, *batches: Sequence[dict[str, Any]]) -> None:
        self.batches = list(batches)
        self.events: list[Any] = []
        self.stored: list[Incoming] = []

    def run(self) -> None:
        channel = TelegramChannel(
            TOKEN, "http://127.0.0.1:1", FakeRequest(self._other), FakeRequest(self._poll)
        )
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(channel.receive(self._store))

    def _poll(self, method: str, parameters: dict[str, Any]) -> tuple[int, Any]:
        self.events.append(("poll", parameters.get("offset")))
        if not self.batches:
            raise asyncio.CancelledError
        return 200, {"ok": True, "result": self.batches.pop(0)}

    def _other(self, method: str, parameters: dict[str, Any]) -> tuple[int, Any]:
        self.events.append(method)
        return 200, {"ok": True, "result": True}

    async def _store(self, messages: Sequence[Incoming]) -> None:
        self.events.append("stored")
        self.stored += messages


def test_updates_are_stored_before_the_offset_confirms_them() -> None:
    listening = Listening([update(11, **message("xin chào")), update(12, **tap("9:yes"))])
    listening.run()
    assert listening.events[:2] == [("poll", None), "stored"]
    assert listening.events[-1] == ("poll", 13)
    assert listening.stored == [
        Incoming("telegram", "11", "5", "xin chào"),
        Incoming("telegram", "12", "5", tapped="9:yes"),
    ]


def test_a_tap_is_answered_and_its_buttons_are_put_out() -> None:
    listening = Listening([update(12, **tap("9:yes"))])
    listening.run()
    assert listening.events[2:4] == ["answerCallbackQuery", "editMessageReplyMarkup"]


def test_groups_are_not_listened_to_but_confirmed() -> None:
    listening = Listening([update(11, **message("xin chào", "group"))])
    listening.run()
    assert listening.stored == []
    assert listening.events[-1] == ("poll", 12)
