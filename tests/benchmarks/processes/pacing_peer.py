"""A peer: python-telegram-bot with its AIORateLimiter as it comes, asked for many sends at once."""

import argparse
import asyncio
import contextlib
import json
from typing import Any

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from tests.benchmarks.processes.meter import Meter

CONNECTIONS = 8
PATIENCE = 600.0  # seconds for a connection


async def _send_all(bot: ExtBot[Any], chats: list[str], each: int, words: str) -> dict[str, Any]:
    """How many failed for good."""
    sends = [bot.send_message(chat, words) for _ in range(each) for chat in chats]
    outcomes = await asyncio.gather(*sends, return_exceptions=True)
    return {"failed": sum(isinstance(one, TelegramError) for one in outcomes)}


async def _run(bot: ExtBot[Any]) -> None:
    loop = asyncio.get_running_loop()

    def send_all(asked: str) -> dict[str, Any]:
        sending = _send_all(bot, **json.loads(asked))
        return asyncio.run_coroutine_threadsafe(sending, loop).result()

    async with bot:
        Meter({"send": send_all}).answer_from_now_on()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("token", "api_base"):
        parser.add_argument(name)
    chosen = parser.parse_args()
    bot = ExtBot(
        chosen.token,
        base_url=f"{chosen.api_base}/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=PATIENCE),
        rate_limiter=AIORateLimiter(),
    )
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(bot))


if __name__ == "__main__":
    main()
