"""A simulator that was killed: the next one takes everything up where it stopped."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.simulator.server import PROVINCE_ZONE, Simulator
from bot.simulator.telegram.payloads import chat_id
from tests.support.patience import HANGS
from tests.support.simulator.running import RunningSimulator, real_bot

pytestmark = pytest.mark.anyio


async def test_history_codes_and_blocking_survive(
    bot: Bot, simulator: Simulator, make_simulator: Callable[[], Simulator]
) -> None:
    simulator.set_code("chau", "BT4W-9HNC")
    simulator.send("an", "chào")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Đúng", callback_data="d")]])
    chat = chat_id(simulator.conversation("an").phone)
    await bot.send_message(chat, "Đúng không?", reply_markup=markup)
    await bot.send_document(chat, b"bytes", filename="a.docx")
    simulator.block("binh", True)
    again = make_simulator()
    for phone_id in ("an", "binh", "chau"):
        assert again.conversation(phone_id) == simulator.conversation(phone_id)
    file = again.conversation("an").messages[-1].file
    assert file is not None
    assert again.state.files.get(file.id) == b"bytes"
    assert again.send("an", "tiếp").id == 4


async def test_unconfirmed_updates_come_again(
    simulator: Simulator, make_simulator: Callable[[], Simulator]
) -> None:
    simulator.send("an", "đã nhận")
    simulator.send("an", "chưa nhận")
    with RunningSimulator(simulator) as first:
        token = simulator.telegram.token
        async with real_bot(first, token) as bot:
            heard = await bot.get_updates()
            await bot.get_updates(offset=heard[0].update_id + 1)
    with RunningSimulator(make_simulator()) as second:
        async with real_bot(second, token) as bot:
            (update,) = await bot.get_updates()
            assert update == heard[1]
            second.simulator.send("an", "mới")
            ids = [one.update_id for one in await bot.get_updates()]
    assert ids == [heard[1].update_id, heard[1].update_id + 1]


async def test_the_clock_goes_on_where_it_stopped(
    simulator: Simulator, make_simulator: Callable[[], Simulator]
) -> None:
    await simulator.jump("2026-10-30")
    stopped = datetime(2026, 10, 30, 8, tzinfo=PROVINCE_ZONE)
    assert stopped <= make_simulator().now() <= stopped + timedelta(seconds=2)


async def test_a_page_that_waited_looks_again(
    simulator: Simulator, make_simulator: Callable[[], Simulator]
) -> None:
    simulator.send("an", "chào")
    assert make_simulator().state.revision > simulator.state.revision


async def test_nothing_half_written_is_left(simulator: Simulator, tmp_path: Path) -> None:
    simulator.send("an", "chào")
    await simulator.jump("next-day")
    assert names_in(tmp_path) == ["simulator.clock", "simulator.json"]


async def test_it_stops_at_once_though_somebody_polls(simulator: Simulator) -> None:
    with RunningSimulator(simulator) as running:
        bot = real_bot(running, simulator.telegram.token)
        await bot.initialize()
        poll = bot.get_updates(timeout=timedelta(seconds=50), read_timeout=60)
        polling = asyncio.create_task(poll)
        while running.telegram.requests[-1].method != "getUpdates":
            await simulator.state.changed(simulator.state.revision, 0.05)
        await asyncio.to_thread(running.__exit__, None, None, None)
        async with asyncio.timeout(HANGS):
            assert await polling == ()
    await bot.shutdown()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
