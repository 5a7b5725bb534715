"""A simulator with four phones, running on a free port, and the real Bot that talks to it."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram import Bot

from bot.channels.certificates import trusted
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Phone
from bot.simulator.server import PROVINCE_ZONE, ZALO_BOT, Simulator
from bot.simulator.state.clock_jumps import JumpDays
from bot.simulator.zalo_bot import ZALO_BOT_PATH
from tests.support.simulator.running import RunningSimulator, real_bot
from tests.support.simulator.zalo import channel_to

PHONES = (
    Phone("an", "Nguyễn Văn An", "Sở Công Thương", "Cán bộ đầu mối"),
    Phone("binh", "Trần Thị Bình", "Sở Tài chính", "Phòng Tổng hợp"),
    Phone("chau", "Lê Minh Châu", "Sở Xây dựng", "Lãnh đạo phụ trách"),
    Phone("dung", "Phạm Thị Dung", "Sở Y tế", "Cán bộ đầu mối", channel="zalo-bot"),
)
# A Wednesday
START = datetime(2026, 10, 14, 7, 30, tzinfo=PROVINCE_ZONE)
LAST_REMINDER_DAY = date(2026, 10, 30)


def next_working_day(day: date) -> date:
    later = day + timedelta(days=1)
    return later if later.weekday() < 5 else next_working_day(later)


def next_reminder_day(day: date) -> date | None:
    return LAST_REMINDER_DAY if day < LAST_REMINDER_DAY else None


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def days() -> JumpDays:
    return JumpDays(next_working_day, next_reminder_day)


@pytest.fixture
def make_simulator(tmp_path: Path, days: JumpDays) -> Callable[[], Simulator]:
    """Each call makes one from the same kept state, as a new start of the program does.

    Its clock stands still until it jumps."""

    def make() -> Simulator:
        clock = SimulatedClock(START, elapsed=lambda: 0.0)
        return Simulator(PHONES, clock, state_path=tmp_path / "simulator.json", days=days)

    return make


@pytest.fixture
def simulator(make_simulator: Callable[[], Simulator]) -> Simulator:
    return make_simulator()


@pytest.fixture
def running(simulator: Simulator) -> Iterator[RunningSimulator]:
    with RunningSimulator(simulator) as running:
        yield running


@pytest.fixture
async def bot(running: RunningSimulator) -> AsyncIterator[Bot]:
    token = running.simulator.telegram.token
    async with real_bot(running, token) as bot:
        yield bot


@pytest.fixture
async def client(running: RunningSimulator) -> AsyncIterator[httpx.AsyncClient]:
    """What the page and the tests of others use: the simulator's own addresses."""
    async with httpx.AsyncClient(
        base_url=running.base_url, trust_env=False, verify=trusted()
    ) as client:
        yield client


@pytest.fixture
async def zalo(running: RunningSimulator) -> AsyncIterator[ZaloBotChannel]:
    """Our own channel, with one person who has written already."""
    channel = channel_to(running)
    running.simulator.zalo_bot.accounts[ZALO_BOT.id].admits("dung")
    yield channel
    await channel.close()


@pytest.fixture
def call(client: httpx.AsyncClient) -> Any:
    """call(method, **parameters) gives status and body."""

    async def call(method: str, token: str = ZALO_BOT.token, **parameters: Any) -> tuple[int, Any]:
        answer = await client.post(f"{ZALO_BOT_PATH}/bot{token}/{method}", json=parameters)
        return answer.status_code, answer.json()

    return call
