"""Several requests to Telegram at once, each over a connection of its own."""

import asyncio
from collections.abc import Iterable
from typing import Any

from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.certificates import trusted


def one_connection() -> BaseRequest:
    return HTTPXRequest(connection_pool_size=1, httpx_kwargs={"verify": trusted()})


class Connections(BaseRequest):
    """A request takes the connection that was used last of those that are free, or waits for one.

    In one pool httpcore looks at every connection, before each request and behind it: eight of them
    made sending twice as dear.
    """

    def __init__(self, connections: Iterable[BaseRequest]) -> None:
        self._all = list(connections)
        self._free = list(self._all)
        self._any_free = asyncio.Semaphore(len(self._all))

    @property
    def read_timeout(self) -> float | None:
        return self._all[0].read_timeout

    async def initialize(self) -> None:
        for one in self._all:
            await one.initialize()

    async def shutdown(self) -> None:
        for one in self._all:
            await one.shutdown()

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        async with self._any_free:
            connection = self._free.pop()
            try:
                return await connection.do_request(*args, **more)
            finally:
                self._free.append(connection)
