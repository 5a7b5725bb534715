"""Requests to Telegram side by side: each has a connection to itself; no error takes it away."""

import asyncio
from typing import Any

import pytest
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.channels.telegram.connections import Connections


class Line(BaseRequest):
    """One connection: it notes what goes by it, and answers when it is let."""

    read_timeout = 5.0

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.is_open = False
        self.may_answer = asyncio.Event()

    async def initialize(self) -> None:
        self.is_open = True

    async def shutdown(self) -> None:
        self.is_open = False

    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        self.asked.append(url)
        await self.may_answer.wait()
        if url == "broken":
            raise NetworkError("broken")
        return 200, url.encode()


async def asked(connections: Connections, *urls: str) -> list["asyncio.Task[tuple[int, bytes]]"]:
    tasks = [asyncio.create_task(connections.do_request(url, "POST")) for url in urls]
    await asyncio.sleep(0)
    return tasks


def test_each_goes_by_its_own_and_who_finds_none_free_waits_for_any() -> None:
    async def run() -> None:
        lines = [Line(), Line()]
        one, two, three = await asked(Connections(lines), "1", "2", "3")
        assert sorted(line.asked for line in lines) == [["1"], ["2"]]
        by_two = next(line for line in lines if line.asked == ["2"])
        by_two.may_answer.set()
        assert await three == (200, b"3")
        assert by_two.asked == ["2", "3"]
        assert [two.done(), one.done()] == [True, False]
        one.cancel()

    asyncio.run(run())


def test_one_after_another_goes_by_the_same_that_is_open_already() -> None:
    async def run() -> None:
        lines = [Line(), Line(), Line()]
        for line in lines:
            line.may_answer.set()
        connections = Connections(lines)
        for url in ("1", "2", "3"):
            await connections.do_request(url, "POST")
        assert sorted(line.asked for line in lines) == [[], [], ["1", "2", "3"]]

    asyncio.run(run())


def test_an_error_and_an_end_before_its_time_leave_the_connection_to_the_next() -> None:
    async def run() -> None:
        line = Line()
        connections = Connections([line])
        [given_up] = await asked(connections, "given up")
        given_up.cancel()
        await asyncio.wait([given_up])
        line.may_answer.set()
        with pytest.raises(NetworkError):
            await connections.do_request("broken", "POST")
        assert await connections.do_request("next", "POST") == (200, b"next")

    asyncio.run(run())


def test_all_are_opened_and_closed() -> None:
    async def run() -> None:
        lines = [Line(), Line()]
        connections = Connections(lines)
        await connections.initialize()
        assert [line.is_open for line in lines] == [True, True]
        await connections.shutdown()
        assert [line.is_open for line in lines] == [False, False]

    asyncio.run(run())
