"""What came of sendings, in hand until it is written down."""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import exc

from bot.delivery.settlement import Sending, SendResult, settle
from bot.runtime.dependencies import Runtime

log = logging.getLogger(__name__)
TRY_AGAIN_AFTER = 1.0  # seconds, while the database is away
AWAY = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,
)  # or locked, or with no connection free

Outcome = tuple[Sending, SendResult]


class Outcomes:
    """Those that come meanwhile are written in one transaction; `on_written` hears which were."""

    def __init__(self, runtime: Runtime, on_written: Callable[[list[Outcome]], None]) -> None:
        self._runtime = runtime
        self._on_written = on_written
        self._in_hand: list[Outcome] = []
        self._given_up: list[Outcome] = []  # never said again by this process
        self._writing: asyncio.Task[None] | None = None

    def add(self, outcome: Outcome) -> None:
        self._in_hand.append(outcome)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def all_written(self, seconds: float) -> None:
        """Wait for it, at most so long."""
        if self._writing is not None:
            await asyncio.wait([self._writing], timeout=seconds)
        if self._in_hand:
            log.error("what came of %s sendings was not written", len(self._in_hand))

    async def _write(self) -> None:
        while self._in_hand:
            now = list(self._in_hand)
            kept = await asyncio.to_thread(self._unwritten, now)
            self._in_hand = kept + self._in_hand[len(now) :]
            self._on_written([one for one in now if one not in kept and one not in self._given_up])
            if kept:
                await asyncio.sleep(TRY_AGAIN_AFTER)

    def _unwritten(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Those that have to wait. One that can never be written keeps no other from it."""
        try:
            settle(self._runtime, outcomes)
        except AWAY as error:
            log.warning("%s sendings wait to be settled (%s)", len(outcomes), type(error).__name__)
            return outcomes
        except Exception:
            if len(outcomes) > 1:
                return [kept for one in outcomes for kept in self._unwritten([one])]
            log.exception("what came of message %s cannot be written", outcomes[0][0].row_id)
            self._given_up += outcomes
        return []
