"""A peer: an APScheduler job for each reminder, kept in a database, and python-telegram-bot."""

import argparse
import asyncio
import contextlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.benchmarks.processes.meter import Meter
from tests.benchmarks.processes.peer_database import opened

CONNECTIONS = 8  # at once it is quickest: a longer queue in the pool costs with its square
# Seconds for each step of a request: a thousand jobs that begin at once hold its loop for several,
# and a job that has failed is said by nobody
PATIENCE: dict[str, Any] = {
    f"{what}_timeout": 120.0 for what in ("connect", "read", "write", "pool")
}

bots: list[Bot] = []  # a job that is kept names a function: that finds its bot here
at_once = asyncio.Semaphore(CONNECTIONS)


async def remind(chat: str, words: str) -> None:
    async with at_once:
        await bots[0].send_message(chat, words)


def _add_jobs(jobs: AsyncIOScheduler, words: dict[str, str], at: float) -> dict[str, Any]:
    """What adding them has cost, in seconds of CPU."""
    before, due = time.process_time(), datetime.fromtimestamp(at, UTC)
    for chat, told in words.items():
        jobs.add_job(remind, "date", run_date=due, args=[chat, told])
    return {"cpu": time.process_time() - before}


async def _run(meter: Meter, jobs: AsyncIOScheduler) -> None:
    jobs.start()
    async with bots[0]:
        meter.answer_from_now_on()
        await meter.beat()


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("token", "api_base", "url", "words"):
        parser.add_argument(name)
    chosen = parser.parse_args()
    words = json.loads(Path(chosen.words).read_text("utf-8"))
    request = HTTPXRequest(connection_pool_size=CONNECTIONS, **PATIENCE)
    bots.append(Bot(chosen.token, base_url=f"{chosen.api_base}/bot", request=request))
    jobs = AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=opened(chosen.url))},
        job_defaults={"misfire_grace_time": None},
        timezone=UTC,
    )
    meter = Meter({"add": lambda at: _add_jobs(jobs, words, float(at))})
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(meter, jobs))


if __name__ == "__main__":
    main()
