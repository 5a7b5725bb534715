"""The inner doors of the product that benchmarks knock at; nowhere else do they reach inside."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from types import TracebackType
from typing import Self

from bot.app import build_runtime
from bot.conversation.inbox import take_waiting_turns
from bot.delivery.sender import Sender
from bot.runtime.settings import read_settings
from scheduler.jobs import Ticks
from storage.database import Database
from storage.messages.outbox import claim
from tests.benchmarks.worlds.calendar import EVE, IN_OFFICE, LATER
from tests.benchmarks.worlds.large_plan import PLANNER, add_planner, answer_half, newest_round
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.world import CALENDAR, FakeChannel

LEASE = timedelta(seconds=30)
AT_ONCE = 8


class _Undone(Exception):
    """Ends a transaction without a trace."""


class IdleService:
    """What of a service looks whether there is anything to do, after a reminder morning."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._channel = FakeChannel("telegram")
        channels = {self._channel.name: self._channel}
        self._runtime = build_runtime(
            read_settings({}, None), database, channels, lambda: IN_OFFICE
        )
        self._sender = Sender(self._runtime, self._channel)
        self._ticks = Ticks(database, CALENDAR)
        self._loop = asyncio.Runner()

    def look_for_due(self) -> None:
        assert not self._loop.run(self._sender.anything_due())

    def look_for_waiting(self) -> None:
        assert take_waiting_turns(self._runtime) == 0

    def tick(self) -> None:
        assert self._ticks.tick(IN_OFFICE) == 0

    def claim_eight(self) -> None:
        """Of what is due later, and taken back at once."""
        with suppress(_Undone), self._database.write() as session:
            rows = claim(
                session, self._channel.name, LATER, LEASE, AT_ONCE, AT_ONCE, self._runtime.holder
            )
            assert len(rows) == AT_ONCE
            raise _Undone

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.close()
        self._database.close()


class Desk:
    """A planner's browser at the round of the large plan, half of which has answered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        runtime = build_runtime(read_settings({}, None), database, {}, lambda: IN_OFFICE)
        with database.write() as session:
            add_planner(session)
            self._round_id, self._agency_id = newest_round(session)
            answer_half(session, self._round_id, EVE)
        self._browser = Browser(runtime)
        self._browser.signs_in(PLANNER)

    def opens(self, part: str) -> None:
        path = f"/rounds/{self._round_id}{part.format(agency=self._agency_id)}"
        assert self._browser.gets(path).status_code == 200

    def close(self) -> None:
        self._database.close()
