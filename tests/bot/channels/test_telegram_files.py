"""Files that go out on Telegram, at its seam: as a document, or as a picture that stays sharp."""

import asyncio
import json
import struct
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.contract import (
    NumberedChoice,
    OutcomeUnknown,
    OutgoingFile,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.channels.telegram.channel import TelegramChannel
from bot.delivery.sender import LONGEST_REQUEST
from bot.documents.formats import Format
from tests.bot.channels.test_telegram import SENT, error

EXCEL = OutgoingFile("Bảng tổng hợp.xlsx", Format.XLSX.media_type, b"PK excel")


def png(width: int, height: int) -> OutgoingFile:
    head = struct.pack(">8sI4sII", b"\x89PNG\r\n\x1a\n", 13, b"IHDR", width, height)
    return OutgoingFile("Biểu đồ.png", Format.PNG.media_type, head + b"rest")


class Uploads(BaseRequest):
    """Telegram that keeps what was uploaded, with the seconds it was given."""

    def __init__(self, status: int, answer: Any) -> None:
        self.answer = status, answer
        self.calls: list[tuple[str, RequestData, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float:
        return 5

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: Any,
        **timeouts: Any,
    ) -> tuple[int, bytes]:
        assert request_data is not None
        self.calls.append((url.rsplit("/", 1)[1], request_data, timeouts))
        status, answer = self.answer
        if isinstance(answer, Exception):
            raise answer
        return status, json.dumps(answer).encode()


def sends(file: OutgoingFile, status: int = 200, answer: Any = SENT) -> Uploads:
    request = Uploads(status, answer)
    message = OutgoingMessage("5", "Tệp:", (NumberedChoice(1, "Excel", "9:xlsx"),), file=file)
    channel = TelegramChannel("1:secret", "http://127.0.0.1:1", request)
    assert asyncio.run(channel.send(message)) == "7"
    return request


def test_a_file_goes_out_as_a_document_with_words_and_buttons() -> None:
    [(method, data, _)] = sends(EXCEL).calls
    assert method == "sendDocument"
    assert data.parameters["caption"] == "Tệp:"
    button = {"text": "Excel", "callback_data": "9:xlsx"}
    assert data.parameters["reply_markup"] == {"inline_keyboard": [[button]]}
    assert data.multipart_data is not None
    [(name, content, media_type)] = data.multipart_data.values()
    assert (name, content) == (EXCEL.name, EXCEL.content)
    assert media_type == EXCEL.media_type


@pytest.mark.parametrize(
    ("file", "method"),
    [
        (png(1080, 1280), "sendPhoto"),
        (png(1080, 1281), "sendDocument"),  # it would be made smaller than can be read
        (OutgoingFile("x.png", "image/png", b"no picture, but as long as the head of one is"),
         "sendDocument"),
        (OutgoingFile("x.png", "image/png", b"short"), "sendDocument"),
    ],
)  # fmt: skip
def test_a_chart_is_a_picture_where_telegram_shows_it_whole(
    file: OutgoingFile, method: str
) -> None:
    assert [one for one, *_ in sends(file).calls] == [method]


def test_an_upload_is_given_up_before_delivery_gives_it_up() -> None:
    [(_, _, seconds)] = sends(EXCEL).calls
    given = [seconds[name] for name in ("connect_timeout", "write_timeout", "read_timeout")]
    assert sum(given) <= LONGEST_REQUEST.total_seconds()
    assert min(given) >= 5


def test_what_is_too_large_is_refused_for_good() -> None:
    for answer in (error(413, "Request Entity Too Large"), error(400, "Bad Request: file too big")):
        with pytest.raises(SendError) as raised:
            sends(EXCEL, answer["error_code"], answer)
        assert raised.value.permanent


def test_a_blocked_bot_and_a_lost_answer_are_told_as_with_words() -> None:
    with pytest.raises(RecipientStopped):
        sends(EXCEL, 403, error(403, "Forbidden: bot was blocked by the user"))
    lost = TimedOut()
    lost.__cause__ = httpx.WriteTimeout("")
    with pytest.raises(OutcomeUnknown):
        sends(EXCEL, 0, lost)
    away = NetworkError("httpx.ConnectError")
    away.__cause__ = httpx.ConnectError("")
    with pytest.raises(SendError) as raised:
        sends(EXCEL, 0, away)
    assert not raised.value.permanent
