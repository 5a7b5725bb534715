"""Delivers the outbox: claim, compose, send with no transaction open, settle."""

import asyncio
import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.contract import (
    Channel,
    ChannelStopped,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
    Store,
)
from bot.conversation.outbox import buttons_of
from bot.delivery.digest import compose
from bot.delivery.rate_limit import Pace
from bot.delivery.settlement import Outcome, elsewhere_or_later, settle
from bot.runtime.dependencies import Runtime
from storage.messages.lanes import (
    describe_lane,
    hold_lane,
    may_resume,
    messages_since,
    release_lane,
    resume_lane,
    stop_lane,
)
from storage.messages.outbox import anything_due, claim
from storage.models import ChatAccount, Outbox, OutboxKind, Person

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)  # longer than any request may take
LANE_LEASE = timedelta(seconds=30)
LOOK_EVERY = 1.0  # seconds
AT_ONCE = 8  # what one connection pool serves well
QUOTA_USED_UP = "the messages of this month are used up"


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
        is_described = False
        while True:
            try:
                if not is_described:
                    link = await self._channel.find_link()
                    await asyncio.to_thread(_describe, self._runtime, self._channel, link)
                    is_described = True
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
            await asyncio.to_thread(settle, self._runtime, row_id, failed)
            return
        if message is None:
            return
        await self._pace.slot()
        outcome = await _send(self._channel, message)
        if isinstance(outcome, SendError) and outcome.retry_after and not outcome.is_alone:
            self._rests_until = self._runtime.now() + outcome.retry_after
        await asyncio.to_thread(settle, self._runtime, row_id, outcome)


def _claim(runtime: Runtime, channel: Channel) -> list[int]:
    now = runtime.now()
    with runtime.database.read() as session:
        has_work = anything_due(session, channel.name, now)
        if not has_work and not may_resume(session, channel.name, now):
            return []
    with runtime.database.write() as session:
        stopped_until = resume_lane(session, channel.name, now)
        left = _left(session, runtime, channel, now)
        if left == 0 and stopped_until is None:
            stopped_until = runtime.calendar.next_month(now)
            stop_lane(session, channel.name, QUOTA_USED_UP, stopped_until, now)
        rows = claim(session, channel.name, now, LEASE, min(AT_ONCE, left or AT_ONCE))
        if stopped_until is None:
            return [row.id or 0 for row, _ in rows]
        for row, _ in rows:
            elsewhere_or_later(session, row, "", stopped_until, runtime.channels, now)
        return []


def _left(session: Session, runtime: Runtime, channel: Channel, now: datetime) -> int | None:
    """How many messages the bot may still say this month; None where nobody counts."""
    quota = channel.capabilities.quota
    if quota is None:
        return None
    since = runtime.calendar.month_start(now)
    return max(0, quota.messages - messages_since(session, channel.name, since))


def _describe(runtime: Runtime, channel: Channel, link: str) -> None:
    """Let everybody know where the chat is opened and what the bot may do."""
    quota = channel.capabilities.quota
    users, messages = (quota.users, quota.messages) if quota else (None, None)
    with runtime.database.write() as session:
        describe_lane(session, channel.name, link, users, messages)


def _prepare(runtime: Runtime, channel: Channel, row_id: int) -> OutgoingMessage | None:
    """The words and buttons of a claimed row; None when it turned out to be nothing to say."""
    with runtime.database.write() as session:
        row = session.get_one(Outbox, row_id)
        account = session.get_one(ChatAccount, row.account_id)
        if row.kind == OutboxKind.DIGEST:
            compose(session, row, account, runtime.now(), runtime.calendar, channel.capabilities)
        if row.dropped_at is not None or row.send_at <= runtime.now() or row.text is None:
            return None
        person = session.get(Person, account.person_id) if account.person_id else None
        return OutgoingMessage(
            account.address,
            row.text,
            buttons_of(row),
            key=f"daumoi-{row.id}",
            last_heard_at=account.last_heard_at,
            mobile=person.mobile if person else "",
            template=row.template or {},
        )


async def _send(channel: Channel, message: OutgoingMessage) -> Outcome:
    try:
        return await channel.send(message)
    except (RecipientStopped, OutcomeUnknown, SendError, ChannelStopped) as outcome:
        return outcome
    except Exception as error:
        log.exception("channel %s could not send", channel.name)
        return SendError(type(error).__name__)
