"""The public package python-zalo-bot, pointed at the simulator, talks to it as to the real one."""

from collections.abc import AsyncIterator

import pytest
from zalo_bot import Bot, Update
from zalo_bot.error import InvalidToken

from bot.simulator.server import ZALO_BOT, Simulator
from bot.simulator.zalo_bot import ZALO_BOT_PATH
from bot.simulator.zalo_bot.payloads import chat_id
from tests.support.simulator.running import RunningSimulator

pytestmark = pytest.mark.anyio


@pytest.fixture
async def package(running: RunningSimulator) -> AsyncIterator[Bot]:
    async with Bot(ZALO_BOT.token, base_url=f"{running.base_url}{ZALO_BOT_PATH}") as bot:
        yield bot


async def test_it_learns_who_it_is(package: Bot) -> None:
    me = await package.get_me()
    assert me.id == ZALO_BOT.id
    assert me.account_type == "BASIC"


async def test_it_hears_and_answers(package: Bot, simulator: Simulator) -> None:
    simulator.send("dung", "nhiem vu")
    update: Update = await package.get_update(timeout=5)
    assert update.message is not None
    assert update.message.text == "nhiem vu"
    assert update.message.from_user.display_name == "Phạm Thị Dung"
    chat = update.message.chat
    assert (chat.id, chat.type) == (
        chat_id(ZALO_BOT.id, simulator.conversation("dung").phone),
        "PRIVATE",
    )
    sent = await package.send_message(chat.id, "Còn 3 nhiệm vụ.\n1. Báo cáo ngay")
    assert sent.message_id
    answers = [m.text for m in simulator.conversation("dung").messages if m.sender == "bot"]
    assert answers == ["Còn 3 nhiệm vụ.\n1. Báo cáo ngay"]


async def test_it_hears_a_photo(package: Bot, simulator: Simulator) -> None:
    simulator.send_file("dung", "photo.png", "image/png", b"png")
    update: Update = await package.get_update(timeout=5)
    assert update.message is not None
    assert update.message.photo_url.startswith("http://127.0.0.1:")


async def test_an_empty_poll_and_a_refusal_are_both_nothing_to_it(package: Bot) -> None:
    """Which is why our channel does without it."""
    assert await package.get_update(timeout=0) is None
    assert await package.send_message("nobody", "Kính gửi") is None


async def test_a_wrong_token_is_told_where_errors_come_as_http(running: RunningSimulator) -> None:
    running.zalo_bot.manners.errors = "http"
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=f"{running.base_url}{ZALO_BOT_PATH}"):
            pass
