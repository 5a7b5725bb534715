"""The Telegram channel at its seam: requests go out as they should, errors come back typed."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.contract import (
    ChannelStopped,
    DownloadsFiles,
    FileLimits,
    NumberedChoice,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.channels.media_types import JPEG, LARGEST, REPORT_FILES, STICKER
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.tidying import AT_ONCE
from storage.messages.inbox import Incoming, SentFile
from tests.support.patience import HANGS

Answer = Callable[[str, dict[str, Any]], tuple[int, Any]]
TOKEN = "1:secret"


async def nothing() -> None: ...


class FakeRequest(BaseRequest):
    """Telegram as a function from method and parameters to status and answer."""

    def __init__(self, answer: Answer, before: Callable[[], Awaitable[None]] = nothing) -> None:
        self._answer = answer
        self._before = before
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.urls: list[str] = []

    @property
    def read_timeout(self) -> float:
        return 5

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        await self._before()
        called = url.rsplit("/", 1)[1]
        parameters = request_data.parameters if request_data else {}
        self.calls.append((called, parameters))
        self.urls.append(url)
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
    assert raised.value.is_alone  # one chat's limit is met long before the bot's
    assert not raised.value.permanent


def test_429_for_an_hour_is_the_whole_bots() -> None:
    with pytest.raises(SendError) as raised:
        sends(429, error(429, "Too Many Requests: retry after 3600", retry_after=3600))
    assert not raised.value.is_alone


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


PAGE = b"<html><body>Truy cap bi chan</body></html>"
CUT = json.dumps(SENT).encode()[:60]


REFUSALS = (401, 403, 400, 404, 407, 409, 429, 500, 502, 503)
NOT_ITS_WORDS: tuple[Any, ...] = (PAGE, {"error": "blocked", "ok": "false"}, b"")


@pytest.mark.parametrize(
    ("status", "answer"),
    [(200, PAGE), *((status, answer) for status in REFUSALS for answer in NOT_ITS_WORDS)],
)
def test_what_somebody_else_answered_is_a_passing_trouble(status: int, answer: Any) -> None:
    with pytest.raises(SendError) as raised:
        sends(status, answer)
    assert not raised.value.permanent
    assert raised.value.retry_after is None
    assert "bi chan" not in raised.value.reason


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, b""),
        (200, CUT),
        (200, b"[]"),
        (200, {"ok": True}),
        (200, {"ok": True, "result": {"message": "taken"}}),
        (504, PAGE),
        (504, error(504, "Gateway Timeout")),
        (524, b""),
    ],
)
def test_what_may_have_been_taken_leaves_the_outcome_open(status: int, answer: Any) -> None:
    with pytest.raises(OutcomeUnknown):
        sends(status, answer)


def test_the_words_count_and_not_the_status() -> None:
    with pytest.raises(RecipientStopped):
        sends(200, error(403, "Forbidden: bot was blocked by the user"))
    with pytest.raises(SendError) as raised:
        sends(403, error(429, "Too Many Requests", retry_after=5))
    assert raised.value.retry_after == timedelta(seconds=5)


@pytest.mark.parametrize("code", [401, 404])
def test_a_token_that_telegram_refuses_stops_the_bot(code: int) -> None:
    with pytest.raises(ChannelStopped):
        sends(code, error(code, "Unauthorized"))


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("met", "told"),
    [
        (caused(NetworkError("x"), httpx.ConnectError("refused")), SendError),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), SendError),
        (caused(TimedOut(), httpx.PoolTimeout("full")), SendError),
        (caused(NetworkError("x"), httpx.ProxyError("403 Forbidden")), SendError),
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


class Begun(FakeRequest):
    """Knows when so many calls were begun."""

    def __init__(self, answer: Answer, expected: int, hangs: bool) -> None:
        super().__init__(answer)
        self._expected, self._hangs, self._enough = expected, hangs, asyncio.Event()

    async def wait(self) -> None:
        if self._expected:
            await asyncio.wait_for(self._enough.wait(), HANGS)

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        given = await super().do_request(*args, **more)
        if len(self.calls) == self._expected:
            self._enough.set()
        if self._hangs:
            await asyncio.Event().wait()
        return given


class Listening:
    """A channel that is given batches of updates one poll after the other, then stops."""

    def __init__(self, *batches: Sequence[dict[str, Any]]) -> None:
        self.batches = list(batches)
        self.events: list[Any] = []
        self.stored: list[Incoming] = []
        self.pauses: list[float] = []

    def run(self, calls: int = 0, hangs: bool = False) -> None:
        """Until so many calls besides the polls were begun; they end only if nothing `hangs`."""
        begun = Begun(self._other, calls, hangs)
        polls = FakeRequest(self._poll, before=self._next_poll(begun))
        channel = TelegramChannel(TOKEN, "http://127.0.0.1:1", begun, polls, pause=self._pause)
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(channel.receive(self._store))

    def _next_poll(self, begun: "Begun") -> Callable[[], Awaitable[None]]:
        async def wait() -> None:
            if not self.batches:
                await begun.wait()

        return wait

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

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
        Incoming("telegram", "12", "5", tapped="9:yes", refers_to="1"),
    ]


def test_a_message_brings_its_own_instant_and_a_tap_has_none() -> None:
    listening = Listening([update(11, **message("xin chào")), update(12, **tap("9:yes"))])
    listening.run()
    stamps = [one.sent_at for one in listening.stored]
    assert stamps == [datetime.fromtimestamp(1_790_000_000, UTC), None]


def test_a_tap_is_answered_and_its_buttons_are_put_out() -> None:
    listening = Listening([update(12, **tap("9:yes"))])
    listening.run(calls=2)
    assert [one for one in listening.events if isinstance(one, str)] == [
        *("stored", "answerCallbackQuery", "editMessageReplyMarkup")
    ]


def test_hearing_goes_on_while_buttons_are_put_out() -> None:
    """Telegram never answers those calls here; only a few are under way at once."""
    taps = [update(number, **tap("9:yes")) for number in range(150)]
    listening = Listening(taps, [update(200, **message("xin chào"))])
    listening.run(hangs=True)
    assert listening.stored[-1].text == "xin chào"
    assert listening.events.count("answerCallbackQuery") <= AT_ONCE


BAD_POLL = {"id": "1", "question": "q", "options": [], "total_voter_count": 0}
UNREADABLE = [
    update(11, message={**message("x")["message"], "poll": BAD_POLL}),
    update(11, message={"chat": {"id": 5, "type": "private"}, "text": "bí mật"}),
    update(11, message={**message("bí mật")["message"], "date": 10**18}),
    update(11, message="bí mật"),
    update(11, **{**tap("9:yes"), "callback_query": {"id": "q", "data": "bí mật"}}),
]


@pytest.mark.parametrize("bad", UNREADABLE)
def test_an_update_that_cannot_be_read_is_set_aside_and_the_next_one_heard(
    bad: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    listening = Listening([bad, update(12, **message("xin chào"))], [bad])
    listening.run()
    assert listening.stored == [Incoming("telegram", "12", "5", "xin chào")]
    assert listening.events[-1] == ("poll", 12)  # the second time it came alone
    assert listening.pauses == []
    assert "update 11 cannot be read" in caplog.text
    assert "bí mật" not in caplog.text


def test_an_answer_without_news_is_an_answer() -> None:
    listening = Listening([])
    listening.run()
    assert listening.events[:2] == [("poll", None), "stored"]


def test_updates_without_numbers_are_not_asked_for_without_end() -> None:
    listening = Listening([{"message": {}}], [{"message": {}}])
    listening.run()
    assert listening.pauses == [3, 6]


def test_groups_are_not_listened_to_but_confirmed() -> None:
    listening = Listening([update(11, **message("xin chào", "group"))])
    listening.run()
    assert listening.stored == []
    assert listening.events[-1] == ("poll", 12)


# --- Files ----------------------------------------------------------------------------------------


def carrying(**content: Any) -> dict[str, Any]:
    plain = message("")
    del plain["message"]["text"]
    plain["message"] |= content
    return plain


def known(file_id: str, size: int = 5, **more: Any) -> dict[str, Any]:
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": size, **more}


def heard(**content: Any) -> Incoming:
    listening = Listening([update(11, **carrying(**content))])
    listening.run()
    [incoming] = listening.stored
    return incoming


def test_a_document_comes_with_its_name_and_its_words() -> None:
    document = known("d", 1200, file_name="báo cáo.pdf", mime_type="application/pdf")
    assert heard(document=document, caption="bản ký") == Incoming(
        *("telegram", "11", "5", "bản ký"),
        file=SentFile("d", "báo cáo.pdf", "application/pdf", 1200),
    )
    assert heard(document={"file_id": "d", "file_unique_id": "u"}).file == SentFile("d")


def test_of_a_photo_the_largest_size_is_taken() -> None:
    sizes = [(90, 67), (1280, 960), (320, 240)]
    photo = [known(f"p{w}", w, width=w, height=h) for w, h in sizes]
    assert heard(photo=photo).file == SentFile("p1280", "", JPEG, 1280)


MOVING = known("v", width=1, height=1, duration=1)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ({"video": MOVING}, "video/mp4"),
        ({"animation": MOVING, "document": known("v", file_name="a.pdf")}, "video/mp4"),
        ({"video_note": known("v", length=1, duration=1)}, "video/mp4"),
        ({"voice": known("v", duration=1)}, "audio/ogg"),
        ({"audio": known("v", duration=1)}, "audio/ogg"),
        (
            {
                "sticker": known("s", width=1, height=1, type="regular")
                | {"is_animated": False, "is_video": False}
            },
            STICKER,
        ),
    ],
)
def test_of_anything_else_only_its_kind_is_heard(content: dict[str, Any], media_type: str) -> None:
    incoming = heard(**content)
    assert incoming.text == ""
    assert incoming.file == SentFile("", media_type=media_type)


def test_a_contact_or_a_place_is_an_empty_message() -> None:
    for content in (
        {"contact": {"phone_number": "84000000001", "first_name": "An"}},
        {"location": {"longitude": 105.0, "latitude": 10.0}},
    ):
        assert heard(**content) == Incoming("telegram", "11", "5")


def fetches(answer: Answer) -> tuple[bytes, FakeRequest]:
    request = FakeRequest(answer)
    channel = TelegramChannel(TOKEN, "http://127.0.0.1:1", request)
    return asyncio.run(channel.download(SentFile("d", "a.pdf"))), request


def found(size: int = 5) -> dict[str, Any]:
    return {"ok": True, "result": {**known("d", size), "file_path": "documents/d.pdf"}}


def test_a_file_is_asked_for_and_downloaded() -> None:
    def answer(method: str, parameters: dict[str, Any]) -> tuple[int, Any]:
        return 200, found() if method == "getFile" else b"%PDF-1.7"

    content, request = fetches(answer)
    assert content == b"%PDF-1.7"
    assert request.calls == [("getFile", {"file_id": "d"}), ("d.pdf", {})]
    assert request.urls[-1] == "http://127.0.0.1:1/file/bot1%3Asecret/documents/d.pdf"


@pytest.mark.parametrize(
    ("status", "answer", "permanent"),
    [
        (400, error(400, "Bad Request: wrong file_id"), True),
        (400, error(400, "Bad Request: file is too big"), True),
        (403, error(403, "Forbidden: bot was blocked"), True),
        (500, error(500, "Internal Server Error"), False),
        (404, error(404, "Not Found"), False),
        (403, PAGE, False),
        (200, PAGE, False),
    ],
)
def test_a_file_that_cannot_be_had_says_whether_to_try_again(
    status: int, answer: dict[str, Any], permanent: bool
) -> None:
    with pytest.raises(SendError) as raised:
        fetches(lambda method, parameters: (status, answer))
    assert raised.value.permanent is permanent


def test_a_download_that_fails_is_tried_again_and_names_no_token() -> None:
    def answer(method: str, parameters: dict[str, Any]) -> tuple[int, Any]:
        if method == "getFile":
            return 200, found()
        raise caused(NetworkError("http://x/file/bot1%3Asecret/d"), httpx.ReadTimeout("slow"))

    with pytest.raises(SendError) as raised:
        fetches(answer)
    assert not raised.value.permanent
    assert raised.value.reason == "http://x/file/bot<token>/d"


def test_to_ask_too_often_says_how_long_to_wait() -> None:
    with pytest.raises(SendError) as raised:
        fetches(lambda method, parameters: (429, error(429, "Too Many Requests", retry_after=7)))
    assert raised.value.retry_after == timedelta(seconds=7)


def test_telegram_takes_every_file_of_a_report() -> None:
    limits = TelegramChannel.capabilities.files
    assert limits == FileLimits(REPORT_FILES, LARGEST)
    assert isinstance(TelegramChannel(TOKEN, "http://127.0.0.1:1"), DownloadsFiles)
