"""Sends what is due on one channel: claim, compose, send with no transaction open, settle."""

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
)
from bot.conversation.outbox import buttons_of
from bot.delivery.digest import compose
from bot.delivery.rate_limit import RateLimit
from bot.delivery.settlement import SendResult, fail_over_or_retry, settle
from bot.runtime.dependencies import Runtime
from storage.messages.lanes import may_resume, messages_since, resume_lane, stop_lane
from storage.messages.outbox import anything_due, claim
from storage.models import ChatAccount, Outbox, OutboxKind, Person

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)  # longer than any request may take
AT_ONCE = 8  # what one connection pool serves well
QUOTA_USED_UP = "the messages of this month are used up"


class Sender:
    def __init__(self, runtime: Runtime, channel: Channel) -> None:
        self._runtime = runtime
        self._channel = channel
        self._rate_limit = RateLimit(channel.capabilities.pace)
        self._rests_until: datetime | None = None  # the service asked for silence

    async def send_due(self) -> int:
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
        await self._rate_limit.acquire()
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
            fail_over_or_retry(session, row, "", stopped_until, runtime.channels, now)
        return []


def _left(session: Session, runtime: Runtime, channel: Channel, now: datetime) -> int | None:
    """How many messages the bot may still say this month; None where nobody counts."""
    quota = channel.capabilities.quota
    if quota is None:
        return None
    since = runtime.calendar.month_start(now)
    return max(0, quota.messages - messages_since(session, channel.name, since))


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


async def _send(channel: Channel, message: OutgoingMessage) -> SendResult:
    try:
        return await channel.send(message)
    except (RecipientStopped, OutcomeUnknown, SendError, ChannelStopped) as outcome:
        return outcome
    except Exception as error:
        log.exception("channel %s could not send", channel.name)
        return SendError(type(error).__name__)
