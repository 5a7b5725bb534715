"""Delivers the outbox: claim, compose, send with no transaction open, settle."""

import asyncio
import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.contract import (
    Channel,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
    Store,
)
from bot.composing import compose
from bot.pacing import Pace
from bot.prompts import buttons_of
from bot.runtime import Runtime
from storage.erasing import forget_chat
from storage.messages import anything_due, claim, fail, hold_lane, release_lane, stop_account
from storage.models import ChatAccount, Outbox, OutboxKind

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)  # longer than any request may take
LANE_LEASE = timedelta(seconds=30)
LOOK_EVERY = 1.0  # seconds
AT_ONCE = 8  # what one connection pool serves well
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=30)
ATTEMPTS = 12  # about three hours; then a human is told


class LaneRunner:
    """Listens and delivers on one channel, while this process holds its lane."""

    def __init__(self, runtime: Runtime, channel: Channel, store: Store) -> None:
        self._runtime = runtime
        self._channel = channel
        self._store = store
        self._pace = Pace(channel.capabilities.pace)
        self._held_until: datetime | None = None
        self._rests_until: datetime | None = None  # the service asked for silence
        self._listening: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """For ever, until cancelled; then the lane is free for another process at once."""
        try:
            while True:
                if not await self._look():
                    await self._runtime.queued.wait(LOOK_EVERY)
        finally:
            await self._stop_listening()
            await asyncio.to_thread(self._release)

    async def _look(self) -> int:
        try:
            if not await asyncio.to_thread(self._hold):
                await self._stop_listening()
                return 0
            if self._listening is None:
                self._listening = asyncio.create_task(self._listen())
            return await self.deliver_due()
        except Exception:
            log.exception("lane %s could not deliver; trying again", self._channel.name)
            return 0

    async def _listen(self) -> None:
        while True:
            try:
                await self._channel.receive(self._store)
                return
            except Exception:
                log.exception("lane %s could not listen; trying again", self._channel.name)
                await asyncio.sleep(LOOK_EVERY)

    async def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None

    def _hold(self) -> bool:
        """Keep the lane; it is written only when half of the lease has passed."""
        now = self._runtime.now()
        if self._held_until is not None and now < self._held_until - LANE_LEASE / 2:
            return True
        with self._runtime.database.write() as session:
            held = hold_lane(session, self._channel.name, self._runtime.holder, now, LANE_LEASE)
        self._held_until = now + LANE_LEASE if held else None
        return held

    def _release(self) -> None:
        with self._runtime.database.write() as session:
            release_lane(session, self._channel.name, self._runtime.holder, self._runtime.now())

    async def deliver_due(self) -> int:
        """Send what is due now, one message a chat at a time; how many were taken up."""
        if self._rests_until is not None and self._runtime.now() < self._rests_until:
            return 0
        claimed = await asyncio.to_thread(_claim, self._runtime, self._channel)
        await asyncio.gather(*(self._deliver(row_id) for row_id in claimed))
        return len(claimed)

    async def _deliver(self, row_id: int) -> None:
        try:
            message = await asyncio.to_thread(_prepare, self._runtime, self._channel, row_id)
        except Exception as error:
            log.exception("message %s could not be put into words", row_id)
            failed = SendError(type(error).__name__)
            await asyncio.to_thread(_settle, self._runtime, row_id, failed)
            return
        if message is None:
            return
        await self._pace.slot()
        outcome = await _send(self._channel, message)
        if isinstance(outcome, SendError) and outcome.retry_after is not None:
            self._rests_until = self._runtime.now() + outcome.retry_after
        await asyncio.to_thread(_settle, self._runtime, row_id, outcome)


def _claim(runtime: Runtime, channel: Channel) -> list[int]:
    now = runtime.now()
    with runtime.database.read() as session:
        if not anything_due(session, channel.name, now):
            return []
    with runtime.database.write() as session:
        rows = claim(session, channel.name, now, LEASE, AT_ONCE)
        return [row.id or 0 for row, _ in rows]


def _prepare(runtime: Runtime, channel: Channel, row_id: int) -> OutgoingMessage | None:
    """The words and buttons of a claimed row; None when it turned out to be nothing to say."""
    with runtime.database.write() as session:
        row = session.get_one(Outbox, row_id)
        account = session.get_one(ChatAccount, row.account_id)
        if row.kind == OutboxKind.DIGEST:
            compose(session, row, account, runtime.now(), runtime.calendar, channel.capabilities)
        if row.dropped_at is not None or row.send_at <= runtime.now() or row.text is None:
            return None
        return OutgoingMessage(account.address, row.text, buttons_of(row))


Outcome = str | RecipientStopped | OutcomeUnknown | SendError  # a text: the id it was given


async def _send(channel: Channel, message: OutgoingMessage) -> Outcome:
    try:
        return await channel.send(message)
    except (RecipientStopped, OutcomeUnknown, SendError) as outcome:
        return outcome
    except Exception as error:
        log.exception("channel %s could not send", channel.name)
        return SendError(type(error).__name__)


def _settle(runtime: Runtime, row_id: int, outcome: Outcome) -> None:
    """Write down what came of a sending; only a crash before this can double a message."""
    now = runtime.now()
    with runtime.database.write() as session:
        row = session.get_one(Outbox, row_id)
        match outcome:
            case str():
                row.sent_at, row.external_id, row.reason = now, outcome, ""
            case RecipientStopped():
                log.warning("account %s is closed to us", row.account_id)
                stop_account(session, row.account_id, str(outcome), now)
            case OutcomeUnknown():
                log.warning("message %s may or may not have arrived", row_id)
                row.unknown_at, row.reason = now, str(outcome)
            case SendError():
                _try_later(session, row, outcome, now)
        forget_chat(session, session.get_one(ChatAccount, row.account_id))


def _try_later(session: Session, row: Outbox, error: SendError, now: datetime) -> None:
    row.reason = error.reason
    if error.retry_after is not None:
        row.attempts -= 1  # asked to wait is not refused
    if error.permanent or row.attempts >= ATTEMPTS:
        log.error("message %s failed for good: %s", row.id, error.reason)
        fail(session, row, error.reason, now)
    else:
        row.send_at = now + (error.retry_after or _pause(row.attempts))


def _pause(attempts: int) -> timedelta:
    """Doubled with each attempt: 5 s, 10 s, 20 s … half an hour."""
    doubled: timedelta = FIRST_PAUSE * 2 ** (attempts - 1)
    return min(doubled, LONGEST_PAUSE)
