"""The service as `daumoi run` puts it together, with a meter; the clock is set from outside."""

import argparse
import asyncio
import os
import socket
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.app import build_runtime, serve
from bot.channels.contract import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.runtime.channels import configured_channels
from bot.runtime.log_setup import secrets_of, set_up_logs
from bot.runtime.settings import read_settings
from bot.web.app import web_app
from scheduler import jobs
from storage.database import open_database
from tests.benchmarks.processes.meter import Meter

NEVER_AGAIN = 10_000_000  # seconds between two ticks


class Clock:
    """Runs with real time from where it was set."""

    def __init__(self, start: datetime) -> None:
        self._start, self._set_at = start, time.time()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.time() - self._set_at)

    def set(self, text: str) -> dict[str, Any]:
        """Answers with the instant at which it was set, in seconds of the epoch."""
        self._start, self._set_at = datetime.fromisoformat(text), time.time()
        return {"at": self._set_at}


def unpaced(channels: Mapping[str, Channel]) -> Mapping[str, Channel]:
    for channel in channels.values():
        channel.capabilities = replace(channel.capabilities, pace=None, chat_pace=None)
    return channels


def more_lanes(tokens: str, api_base: str) -> dict[str, Channel]:
    """A lane for each of these bots, named by the bot's number."""
    lanes: dict[str, Channel] = {}
    for token in filter(None, tokens.split(",")):
        channel = TelegramChannel(token, api_base)
        channel.name = token.partition(":")[0]
        lanes[channel.name] = channel
    return lanes


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("clock")
    parser.add_argument("--count", action="store_true", help="statements and transactions")
    parser.add_argument("--beat", action="store_true", help="notice when the loop is held")
    parser.add_argument("--unpaced", action="store_true", help="send as quickly as it goes")
    parser.add_argument("--lanes", default="", help="the tokens of more bots")
    return parser.parse_args()


def main() -> None:
    chosen = _arguments()
    clock = Clock(datetime.fromisoformat(chosen.clock))
    meter = Meter({"clock": clock.set})
    if chosen.count:
        meter.count_statements()
    jobs.EVERY_SECONDS = NEVER_AGAIN  # a tick is a row of its own; here only the first one
    settings = read_settings(os.environ, None)
    database = open_database(settings.database_url)
    channels = {
        **configured_channels(settings, database, clock.now),
        **more_lanes(chosen.lanes, settings.telegram_api_base),
    }
    runtime = build_runtime(
        settings, database, unpaced(channels) if chosen.unpaced else channels, clock.now
    )
    set_up_logs(settings.log_level, secrets_of(settings))
    listening = socket.create_server(("127.0.0.1", 0))
    meter.answer_from_now_on(port=listening.getsockname()[1])

    async def run() -> None:
        beating = asyncio.create_task(meter.beat()) if chosen.beat else None
        await serve(runtime, web_app(runtime), listening)
        if beating is not None:
            beating.cancel()

    asyncio.run(run())
    database.close()


if __name__ == "__main__":
    main()
