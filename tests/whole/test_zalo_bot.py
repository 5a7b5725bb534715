"""The real service on a simulated Zalo bot: polling, webhook, and a log that names no secret."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Phone
from bot.simulator.server import Simulator
from bot.simulator.state.clock_jumps import JumpDays
from bot.simulator.zalo_bot import ZALO_BOT_PATH, SimulatedBot
from tests.support.phones.program import Program, free_port
from tests.support.simulator.running import RunningSimulator

MORNING = datetime(2026, 10, 14, 7, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BOTS = [SimulatedBot("11:secret-of-the-first"), SimulatedBot("22:secret-of-the-second")]
PHONES = [
    Phone("an", "An", "", "", channel="zalo-bot", bot="11"),
    Phone("binh", "Bình", "", "", channel="zalo-bot", bot="22"),
]
SECRET = "secret-of-the-webhook"


@pytest.fixture
def running() -> Iterator[RunningSimulator]:
    days = JumpDays(lambda day: day + timedelta(days=1), lambda day: None)
    with RunningSimulator(
        Simulator(PHONES, SimulatedClock(MORNING), zalo_bots=BOTS, days=days)
    ) as running:
        yield running


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path, free_port())
    yield program
    program.kill()


def starts(program: Program, running: RunningSimulator, **more: str) -> None:
    program.start_service(
        TELEGRAM_BOT_TOKEN="",
        ZALO_BOT_TOKENS=",".join(bot.token for bot in BOTS),
        ZALO_BOT_API_BASE=f"{running.base_url}{ZALO_BOT_PATH}",
        **more,
    )


def is_answered(program: Program, running: RunningSimulator, phone: str) -> None:
    """A stranger's word is answered on the same phone, by the same bot."""
    running.simulator.send(phone, "xin chào")
    hears(program, running, phone)


def hears(program: Program, running: RunningSimulator, phone: str) -> None:
    """Until the bot has said something there."""
    after, within = -1, program.patience()
    while not any(one.sender == "bot" for one in running.simulator.conversation(phone).messages):
        within.check()
        state = httpx.get(f"{running.base_url}/api/state", params={"after": after}, timeout=30)
        after = state.json()["revision"]


def names_no_secret(program: Program) -> None:
    program.stop()
    log = program.output()
    assert "serving on" in log
    assert "secret" not in log


def test_each_of_two_bots_is_asked_and_answers(program: Program, running: RunningSimulator) -> None:
    running.zalo_bot.faults.add({"method": "getUpdates", "error_code": 408, "times": 2})
    starts(program, running)
    for phone in ("an", "binh"):
        is_answered(program, running, phone)
    names_no_secret(program)


def test_each_of_two_bots_is_told_at_its_own_address(
    program: Program, running: RunningSimulator
) -> None:
    starts(program, running, ZALO_BOT_MODE="webhook", ZALO_BOT_WEBHOOK_SECRET=SECRET)
    for number, bot in enumerate(BOTS, 1):
        hook = {"url": f"{program.url}/webhooks/zalo-bot/{number}", "secret_token": SECRET}
        address = f"{running.base_url}{ZALO_BOT_PATH}/bot{bot.token}/setWebhook"
        assert httpx.post(address, json=hook).json()["ok"]
    for phone in ("an", "binh"):
        is_answered(program, running, phone)
    assert {one.method for one in running.zalo_bot.requests} == {
        "getMe",
        "setWebhook",
        "sendMessage",
    }
    stranger = httpx.post(f"{program.url}/webhooks/zalo-bot/1", json={})
    assert stranger.status_code == 403
    names_no_secret(program)


def test_what_is_said_while_the_service_is_down_is_answered_once_it_is_back(
    program: Program, running: RunningSimulator
) -> None:
    starts(program, running)
    is_answered(program, running, "an")
    program.kill()
    running.simulator.send("binh", "có ai không?")
    starts(program, running)
    hears(program, running, "binh")
