"""Files sent from a phone: heard as Telegram tells of them, fetched as Telegram gives them."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.channels.media_types import JPEG
from bot.channels.telegram.channel import TelegramChannel
from bot.simulator import server
from bot.simulator.phones import Refusal
from bot.simulator.server import Simulator
from bot.simulator.telegram import methods
from storage.messages.inbox import Incoming, SentFile
from tests.support.files import contents
from tests.support.simulator.running import RunningSimulator

pytestmark = pytest.mark.anyio
PDF = "application/pdf"


@pytest.fixture
async def channel(running: RunningSimulator) -> AsyncIterator[TelegramChannel]:
    opened = TelegramChannel(running.simulator.telegram.token, running.base_url)
    await opened.open()
    yield opened
    await opened.close()


async def heard(bot: Bot, channel: TelegramChannel) -> Incoming:
    (update,) = await bot.get_updates()
    incoming = channel._heard(update)
    assert incoming is not None
    return incoming


async def test_a_document_goes_all_the_way(
    bot: Bot, channel: TelegramChannel, simulator: Simulator
) -> None:
    sent = simulator.send_file("an", "báo cáo.pdf", PDF, contents.PDF, " bản ký ")
    assert simulator.conversation("an").messages == [sent]
    incoming = await heard(bot, channel)
    assert incoming.text == "bản ký"
    assert sent.file is not None
    size = len(contents.PDF)
    assert incoming.file == SentFile(sent.file.id, "báo cáo.pdf", PDF, size)
    assert await channel.download(incoming.file) == contents.PDF


async def test_a_photo_has_no_name(
    bot: Bot, channel: TelegramChannel, simulator: Simulator
) -> None:
    simulator.send_file("an", "IMG_1.jpg", JPEG, contents.JPEG)
    file = (await heard(bot, channel)).file
    assert file is not None
    assert (file.name, file.media_type) == ("", JPEG)
    assert await channel.download(file) == contents.JPEG


async def test_a_file_that_is_not_there_or_too_big_is_not_given(
    bot: Bot, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("nothing")
    monkeypatch.setattr(methods, "LARGEST_DOWNLOAD", 3)
    sent = simulator.send_file("an", "a.pdf", PDF, contents.PDF)
    assert sent.file is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(sent.file.id)


async def test_a_download_needs_the_token(client: httpx.AsyncClient, simulator: Simulator) -> None:
    sent = simulator.send_file("an", "a.pdf", PDF, contents.PDF)
    assert sent.file is not None
    assert (await client.get(f"/file/botx/documents/{sent.file.id}")).status_code == 401
    token = simulator.telegram.token
    assert (await client.get(f"/file/bot{token}/documents/none")).status_code == 404
    answer = await client.get(f"/file/bot{token}/documents/{sent.file.id}")
    assert answer.content == contents.PDF


async def test_the_page_sends_a_file_as_the_body(
    client: httpx.AsyncClient, simulator: Simulator
) -> None:
    answer = await client.post(
        "/api/phones/an/file",
        params={"name": "a.pdf", "caption": "bản ký"},
        content=contents.PDF,
        headers={"content-type": PDF},
    )
    assert answer.status_code == 200
    plain = answer.json()
    assert (plain["from"], plain["text"], plain["file"]["name"]) == ("user", "bản ký", "a.pdf")
    assert (await client.get(plain["file"]["url"])).content == contents.PDF
    refused = await client.post("/api/phones/an/file", params={"name": "a.pdf"}, content=b"")
    assert refused.status_code == 400
    assert (await client.post("/api/phones/an/file", content=b"x")).status_code == 400


async def test_nothing_and_too_much_are_not_sent(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refusal, match="nothing to send"):
        simulator.send_file("an", "a.pdf", PDF, b"")
    with pytest.raises(Refusal, match="message is too long"):
        simulator.send_file("an", "a.pdf", PDF, b"x", "ệ" * 1025)
    monkeypatch.setattr(server, "LARGEST_FILE", 3)
    with pytest.raises(Refusal, match="file is too large"):
        simulator.send_file("an", "a.pdf", PDF, b"xxxx")
    assert simulator.conversation("an").messages == []
