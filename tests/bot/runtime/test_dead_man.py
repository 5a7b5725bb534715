"""The sign of life: once a minute while all is well; an address that fails is said once."""

import asyncio
import logging

import httpx
import pytest

from bot.runtime.dead_man import DeadMan
from tests.support import virtual_time

URL = "https://watch.example/invented-secret"


def called(*answers: httpx.Response | Exception, ticks: int) -> int:
    """How often, after so many good ticks, one each twenty seconds."""
    left, calls = list(answers), 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        assert str(request.url) == URL
        given = left.pop(0) if left else httpx.Response(200)
        if isinstance(given, Exception):
            raise given
        return given

    async def run() -> None:
        dead_man = DeadMan(URL, httpx.AsyncClient(transport=httpx.MockTransport(answer)))
        for _ in range(ticks):
            dead_man.is_well()
            await asyncio.sleep(20)
        await dead_man.close()

    virtual_time.run(run())
    return calls


@pytest.mark.parametrize(("ticks", "calls"), [(0, 0), (1, 1), (3, 1), (4, 2), (10, 4)])
def test_it_is_called_at_most_once_a_minute(ticks: int, calls: int) -> None:
    assert called(ticks=ticks) == calls


def test_an_address_that_fails_is_said_once_and_without_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    wrong = (httpx.ConnectError(URL), httpx.ReadTimeout(URL), httpx.Response(404))
    with caplog.at_level(logging.WARNING, "bot.runtime.dead_man"):
        assert called(*wrong, ticks=9) == 3
    assert [record.getMessage() for record in caplog.records] == [
        "DEAD_MAN_URL does not take our sign of life (ConnectError)"
    ]
