"""Sends what is due on one channel: claim and compose, send with no transaction open, settle."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.channels.contract import (
    LONG_REST,
    Channel,
    ChannelStopped,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.delivery.claimed import Claimed, composed, prepared
from bot.delivery.files import with_file
from bot.delivery.outcomes import Outcome, Outcomes
from bot.delivery.rate_limit import EVERY, FairShare, RateLimit
from bot.delivery.settlement import Sending, SendResult, fail_over_or_retry, settle
from bot.runtime.dependencies import Carrying, Runtime
from storage.messages.lanes import may_resume, messages_since, resumed, stop_lane
from storage.messages.outbox import Claim, Due, claim, give_back, next_due
from storage.models import Lane, OutboxKind

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)  # longer than the longest wait for a turn and the request behind it
LONGEST_REQUEST = timedelta(seconds=30)  # what has no more left of its lease is not begun
AT_ONCE = 8  # requests: what one connection pool serves well
MOST_CLAIMED = 64  # under way, most of them waiting for their turn …
LONGEST_WAIT = 10  # … which comes within so many seconds, at the lane's pace
MOST_DIGESTS = 8  # put into words in one transaction: an answer waits for no more
QUOTA_USED_UP = "the messages of this month are used up"
STOP_SECONDS = 10.0  # what has begun may end, when the program stops


class Sender:
    """`send_due` for one round; `take_up` and `stop` for a loop that waits for no slow one."""

    def __init__(self, runtime: Runtime, channel: Channel) -> None:
        self._runtime = runtime
        self._channel = channel
        limits = channel.capabilities
        self._rate_limit = RateLimit(limits.pace, limits.chat_pace)
        self._connections = asyncio.Semaphore(AT_ONCE)
        in_time = int(limits.pace * LONGEST_WAIT) if limits.pace else MOST_CLAIMED
        self._most_claimed = max(1, min(MOST_CLAIMED, in_time))
        self._rests_until: datetime | None = None  # the service asked for silence
        self._rest = timedelta()
        self._share, self._kept_in_vain = FairShare(), False
        self._in_hand: set[int] = set()  # rows, from their claim until they are settled
        self._waiting: dict[asyncio.Task[None], int] = {}  # for their turn or an answer: which row
        self._sending: set[asyncio.Task[None]] = set()
        self._digests_seen = runtime.digests.count
        self._digests_wait = True  # they may: a look will tell
        self._next_at: datetime | None = None  # what the last look saw coming
        # What was called for may have stood behind one that was not settled yet
        self._asked_meanwhile = False
        self._is_stopped = False
        self._outcomes = Outcomes(runtime, self._written)

    def take_over(self) -> None:
        """The lane is this process's from now on, and was another's until now."""
        self._rate_limit.take_over()

    async def send_due(self) -> int:
        """Send what is due now, one message a chat at a time; how many were taken up."""
        if self._is_resting():
            return 0
        claimed, taken = await asyncio.to_thread(self._claim, AT_ONCE, AT_ONCE)
        results = await asyncio.gather(*(self._sent(one) for one in claimed))
        if results:
            await asyncio.to_thread(settle, self._runtime, results)
        return taken

    async def take_up(self) -> bool:
        """Begin to send what there is room for; whether more may be due."""
        self._asked_meanwhile = self._asked_meanwhile or bool(self._in_hand)
        room = self._most_claimed - len(self._waiting)
        if room <= 0 or self._is_resting():
            return False
        if self._runtime.digests.count != self._digests_seen:
            self._digests_seen, self._digests_wait = self._runtime.digests.count, True
        digests = MOST_DIGESTS if self._digests_wait else 0
        claiming = asyncio.ensure_future(asyncio.to_thread(self._claim, room, digests))
        try:
            claimed, taken = await asyncio.shield(claiming)
        except asyncio.CancelledError:
            # What is claimed by then ends, or is given back
            [found] = await asyncio.gather(claiming, return_exceptions=True)
            self._begin([] if isinstance(found, BaseException) else found[0])
            raise
        self._begin(claimed)
        return taken >= room or self._digests_wait or self._kept_in_vain

    async def anything_due(self) -> bool:
        """A look without a claim, for rows that another process has queued."""
        return not self._is_resting() and await asyncio.to_thread(self._look)

    def seconds_to_next(self) -> float | None:
        """Until something is due that a look has seen coming since this was asked last."""
        at, self._next_at = self._next_at, None
        return None if at is None else max(0.0, (at - self._runtime.now()).total_seconds())

    async def stop(self) -> None:
        """What has begun to be sent ends and is settled; what waits for its turn is given back."""
        self._is_stopped = True
        await self._give_back_waiting()
        if self._waiting:
            await asyncio.wait(self._waiting, timeout=STOP_SECONDS)
        for task in self._waiting:
            task.cancel()  # nobody can tell any more whether it arrives
        if self._waiting:
            await asyncio.wait(self._waiting)
        await self._outcomes.all_written(STOP_SECONDS)

    async def _give_back_waiting(self) -> None:
        given_back = [row_id for task, row_id in self._waiting.items() if task not in self._sending]
        for task in self._waiting.keys() - self._sending:
            task.cancel()
        if given_back:
            await self._give_back(given_back)

    def _is_resting(self) -> bool:
        """Never longer than was asked for, though the clock be set back."""
        if self._rests_until is None:
            return False
        left = self._rests_until - self._runtime.now()
        return timedelta() < left <= self._rest

    # --- Claiming, in a thread ------------------------------------------------------------------

    def _look(self) -> bool:
        now, name = self._runtime.now(), self._channel.name
        with self._runtime.database.read() as session:
            next_at = next_due(session, name)
            due = {kind for kind, at in next_at.items() if at <= now}
            self._digests_wait = OutboxKind.DIGEST in due
            self._next_at = min((at for at in next_at.values() if at > now), default=None)
            return bool(due) or may_resume(session, name, now)

    def _claim(self, room: int, digests: int) -> tuple[list[Claimed], int]:
        """What is to be sent, and how many were taken up: some turn out to be nothing to say."""
        now = self._runtime.now()
        with self._runtime.database.write() as session:
            left = self._left(session, now)
            most = min(room, left or room)
            kept = self._share.of_bulk(most) if digests else 0
            where = (self._channel.name, now, LEASE, most, digests, self._runtime.holder)
            due = claim(session, *where, kept)
            wordless = [one for one in due if one[0].kind == OutboxKind.DIGEST]
            self._share.taken(len(due) - len(wordless), len(wordless), kept)
            self._kept_in_vain = kept > len(wordless)
            self._digests_wait = len(wordless) == digests > 0
            lane = due[0][3] if due else session.get(Lane, self._channel.name)
            stopped_until = resumed(lane, now)
            if left == 0 and stopped_until is None:
                stopped_until = self._runtime.calendar.next_month(now)
                stop_lane(session, self._channel.name, QUOTA_USED_UP, stopped_until, now)
            if stopped_until is not None:
                self._turn_away(session, due, stopped_until, now)
                return [], 0
            can, calendar = self._channel.capabilities, self._runtime.calendar
            failed = composed(session, wordless, now, calendar, can) if wordless else {}
            ready = [one for one in due if (one[0].id or 0) not in failed]
            claimed = [one for row in ready if (one := prepared(session, row, can, self._runtime))]
        if failed:
            settle(self._runtime, [(Sending(one), error) for one, error in failed.items()])
        return claimed, len(due)

    def _left(self, session: Session, now: datetime) -> int | None:
        """How many messages the bot may still say this month; None where nobody counts."""
        quota = self._channel.capabilities.quota
        if quota is None:
            return None
        since = self._runtime.calendar.month_start(now)
        return max(0, quota.messages - messages_since(session, self._channel.name, since))

    def _turn_away(
        self, session: Session, due: Iterable[Due], until: datetime, now: datetime
    ) -> None:
        for row, *_ in due:
            row.claimed_by = None
            fail_over_or_retry(session, row, "", until, self._runtime.channels, now)

    # --- Answers that are claimed with their turn -------------------------------------------------

    def claim_beside(self, others: int) -> Claim | None:
        """See Carrier. Where messages are counted, each claim has to look at what is left; the
        places that digests have a share of are the claim's, too."""
        kept = self._most_claimed // EVERY if self._digests_wait else 0
        is_full = len(self._waiting) + others >= self._most_claimed - kept
        is_counted = self._channel.capabilities.quota is not None
        if is_full or is_counted or self._is_stopped or self._is_resting():
            return None
        return Claim(self._runtime.now() + LEASE, self._runtime.holder)

    def carrying(self, session: Session, due: Due) -> Carrying | None:
        claimed = prepared(session, due, self._channel.capabilities, self._runtime)
        return partial(self._carry, claimed) if claimed is not None else None

    async def _carry(self, claimed: Claimed) -> None:
        if self._is_stopped:
            await self._give_back([claimed.sending.row_id])
        else:
            self._begin([claimed])

    # --- Sending, in the event loop -------------------------------------------------------------

    def _begin(self, claimed: Iterable[Claimed]) -> None:
        """One that is still in hand has only outlived its lease: it is not sent twice."""
        for one in claimed:
            row_id = one.sending.row_id
            if row_id not in self._in_hand:
                self._in_hand.add(row_id)
                task = asyncio.create_task(self._deliver(one))
                self._waiting[task] = row_id
                task.add_done_callback(self._waiting.pop)

    async def _deliver(self, claimed: Claimed) -> None:
        task = asyncio.current_task()
        assert task is not None
        message = await with_file(self._runtime, claimed, self._channel.capabilities)
        if isinstance(message, SendError):
            self._outcomes.add((claimed.sending, message))
            return
        await self._rate_limit.acquire(message.address, claimed.is_bulk)
        async with self._connections:
            if self._runtime.now() > claimed.until - LONGEST_REQUEST:
                self._in_hand.discard(claimed.sending.row_id)  # it comes back when its lease ends
                return
            self._sending.add(task)
            try:
                result = await self._answered(claimed.sending.row_id, message)
            except asyncio.CancelledError:
                result = OutcomeUnknown("the program was stopped before an answer came")
            finally:
                self._sending.discard(task)
        self._outcomes.add((claimed.sending, result))

    async def _sent(self, claimed: Claimed) -> tuple[Sending, SendResult]:
        message = await with_file(self._runtime, claimed, self._channel.capabilities)
        if isinstance(message, SendError):
            return claimed.sending, message
        await self._rate_limit.acquire(message.address, claimed.is_bulk)
        return claimed.sending, await self._answered(claimed.sending.row_id, message)

    async def _answered(self, row_id: int, message: OutgoingMessage) -> SendResult:
        subjects = {"outbox": row_id, "lane": self._channel.name}
        log.debug("message %s is being sent", row_id, extra=subjects)
        self._rate_limit.begin_gap(message.address)
        result = await _send(self._channel, message)
        self._rate_limit.begin_gap(message.address)  # it may have been long on its way
        if isinstance(result, SendError) and result.retry_after and not result.is_alone:
            if result.retry_after >= LONG_REST:
                return ChannelStopped(result.reason, self._runtime.now() + result.retry_after)
            self._rest = result.retry_after
            self._rests_until = self._runtime.now() + self._rest
        return result

    def _written(self, outcomes: list[Outcome]) -> None:
        self._in_hand.difference_update(one.row_id for one, _ in outcomes)
        if self._asked_meanwhile or any(one.is_followed for one, _ in outcomes):
            self._asked_meanwhile = False
            self._runtime.queued.set()  # there is room; the next message of a chat may be due

    async def _give_back(self, row_ids: Iterable[int]) -> None:
        def write() -> None:
            with self._runtime.database.write() as session:
                for row_id in row_ids:
                    give_back(session, row_id, self._runtime.now())

        try:
            await asyncio.to_thread(write)
        except SQLAlchemyError as error:  # then they are due when their lease has ended
            log.warning("messages were not given back (%s)", type(error).__name__)


async def _send(channel: Channel, message: OutgoingMessage) -> SendResult:
    try:
        return await channel.send(message)
    except (RecipientStopped, OutcomeUnknown, SendError, ChannelStopped) as result:
        return result
    except Exception as error:
        log.exception("channel %s could not send", channel.name)
        return SendError(type(error).__name__)
