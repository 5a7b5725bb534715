"""Fetches the content of files that were sent: claim → fetch with no transaction open → settle."""

import asyncio
import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.contract import Channel, DownloadsFiles, FileLimits, SendError
from bot.channels.media_types import kind_by_content
from bot.conversation.notifications.lost_files import Lost, notify_lost
from bot.delivery.retry import RetryPolicy
from bot.runtime.dependencies import Runtime
from storage.messages.attachments import (
    anything_to_fetch,
    claim_files,
    store_content,
    waiting_file,
)
from storage.messages.inbox import SentFile
from storage.models import Attachment

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=3)  # longer than the largest file may take
LOOK_EVERY = 2.0  # seconds
AT_ONCE = 2  # whole files are in memory
RETRY = RetryPolicy(attempts=8)  # about ten minutes; then the person is asked to send it again


async def download_files(runtime: Runtime, channel: Channel) -> None:
    """For ever, until cancelled. It needs no lane: each file is claimed by one process."""
    while True:
        try:
            looked_at = runtime.files.count
            fetched = await download_due(runtime, channel)
        except Exception:
            log.exception("files of %s could not be fetched; trying again", channel.name)
            fetched = 0
        if not fetched:
            await runtime.files.wait(LOOK_EVERY, looked_at)


async def download_due(runtime: Runtime, channel: Channel) -> int:
    """Fetch what is due now; how many files were taken up."""
    claimed = await asyncio.to_thread(_claim, runtime, channel.name)
    await asyncio.gather(*(_fetch(runtime, channel, key, file) for key, file in claimed))
    if claimed:
        runtime.queued.set()  # somebody may have been told that a file cannot be had
    return len(claimed)


def _claim(runtime: Runtime, channel: str) -> list[tuple[int, SentFile]]:
    now = runtime.now()
    with runtime.database.read() as session:
        if not anything_to_fetch(session, channel, now):
            return []
    with runtime.database.write() as session:
        rows = claim_files(session, channel, now, LEASE, AT_ONCE)
        return [
            (row.id or 0, SentFile(row.ref, row.name, row.media_type, row.size)) for row in rows
        ]


async def _fetch(runtime: Runtime, channel: Channel, key: int, file: SentFile) -> None:
    outcome = await _fetched(channel, key, file)
    limits = channel.capabilities.files or FileLimits(frozenset(), 0)
    await asyncio.to_thread(_settle, runtime, key, outcome, limits)


async def _fetched(channel: Channel, key: int, file: SentFile) -> bytes | SendError:
    if not isinstance(channel, DownloadsFiles):
        return SendError("the channel gives no files any more", permanent=True)
    try:
        return await channel.download(file)
    except SendError as error:
        return error
    except Exception as error:
        log.exception("file %s could not be fetched", key)
        return SendError(type(error).__name__)


def _settle(runtime: Runtime, key: int, outcome: bytes | SendError, limits: FileLimits) -> None:
    """Write down what came of it; what nobody wants any more is left."""
    now = runtime.now()
    with runtime.database.write() as session:
        row = waiting_file(session, key)
        if row is None:
            return
        if isinstance(outcome, SendError):
            _try_later(session, row, outcome, limits, now)
            return
        kind = kind_by_content(outcome, row.media_type)
        if kind not in limits.media_types:
            notify_lost(session, row, Lost.OTHER_KIND, limits, now)
        elif len(outcome) > limits.max_size:
            notify_lost(session, row, Lost.TOO_LARGE, limits, now)
        else:
            store_content(session, row, outcome, kind, now)


def _try_later(
    session: Session, row: Attachment, error: SendError, limits: FileLimits, now: datetime
) -> None:
    if error.retry_after is not None:
        row.attempts -= 1  # asked to wait is not refused
    if error.permanent or RETRY.is_over(row.attempts):
        log.warning("file %s cannot be fetched: %s", row.id, error.reason)
        notify_lost(session, row, Lost.NOT_FETCHED, limits, now)
    else:
        row.fetching_until = now + (error.retry_after or RETRY.pause_after(row.attempts))
