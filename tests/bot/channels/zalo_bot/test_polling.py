"""A Zalo bot that is asked for its updates: each is given once, and none of them is lost."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence

import httpx
import pytest

from storage.messages.inbox import Incoming
from tests.support.channels.zalo_service import (
    TOKEN,
    Given,
    Listening,
    Service,
    Shelf,
    html,
    refused,
    update,
    wrapped,
)

# --- Asking -------------------------------------------------------------------------------------


def test_it_asks_for_half_a_minute_in_words_and_waits_longer_itself() -> None:
    listening = Listening(refused(408)).run()
    assert listening.service.asked()[0] == ("getUpdates", {"timeout": "30"})
    assert listening.service.requests[0].extensions["timeout"]["read"] == 45


@pytest.mark.parametrize(
    "answer", [refused(408), refused(408, status=408), html(408), wrapped(None)]
)
def test_an_empty_poll_is_no_trouble(
    answer: httpx.Response, caplog: pytest.LogCaptureFixture
) -> None:
    listening = Listening(answer, wrapped(update(text="1"))).run()
    assert len(listening.shelf.stored) == 1
    assert listening.pauses == [0.2]
    assert caplog.records == []


@pytest.mark.parametrize(
    "trouble",
    [
        html(502),
        html(504),
        html(200),
        html(401),
        html(429),
        refused(500),
        refused(400),
        httpx.Response(200, json={"ok": "no"}),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
    ],
)
def test_after_trouble_it_asks_again(trouble: Given) -> None:
    listening = Listening(trouble, wrapped(update(text="1"))).run()
    assert len(listening.shelf.stored) == 1
    assert listening.pauses == [3]


def test_the_longer_an_outage_the_longer_the_pauses() -> None:
    outage = [html(502) for _ in range(7)]
    listening = Listening(*outage, refused(408), html(502)).run()
    assert listening.pauses == [3, 6, 12, 24, 48, 60, 60, 0.2, 3]


@pytest.mark.parametrize("answer", [refused(401), refused(401, status=401), refused(429)])
def test_a_refused_bot_is_loud_and_rests_long(
    answer: httpx.Response, caplog: pytest.LogCaptureFixture
) -> None:
    assert Listening(answer).run().pauses == [300]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_the_token_is_in_no_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    troubles: list[Given] = [
        httpx.ConnectError(f"/bot{TOKEN}/getUpdates"),
        refused(500, f"/bot{TOKEN}"),
        refused(401, f"/bot{TOKEN}"),
    ]
    Listening(*troubles).run()
    assert "top-secret" not in caplog.text
    assert caplog.text.count("<token>") == 3


def test_a_bot_that_is_told_does_not_ask() -> None:
    listening = Listening(webhook_path="/webhooks/zalo-bot/1", webhook_secret="long enough")
    asyncio.run(listening.channel.receive(listening.shelf.store))
    assert listening.service.requests == []


# --- Keeping ------------------------------------------------------------------------------------


def test_what_cannot_be_stored_is_kept_in_hand_until_it_can(
    caplog: pytest.LogCaptureFixture,
) -> None:
    listening = Listening(wrapped(update(text="mật khẩu")), shelf=Shelf(failures=4)).run()
    assert [heard.text for heard in listening.shelf.stored] == ["mật khẩu"]
    assert listening.pauses == [3, 6, 12]
    assert len(listening.service.requests) == 2  # the next poll only after it was stored
    assert "mật khẩu" not in caplog.text


class Slow(Shelf):
    """A store that is in the midst of its work when its caller is cancelled."""

    def __init__(self, failures: int) -> None:
        super().__init__(failures)
        self.tries = 0
        self.begun = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def store(self, messages: Sequence[Incoming]) -> None:
        self.tries += 1
        if not self.failures:
            self.begun.set()
            await self.goes_on.wait()
        await super().store(messages)


@pytest.mark.parametrize("failures", [0, 1], ids=["the first try", "a later try"])
def test_a_cancellation_waits_for_the_commit(failures: int) -> None:
    async def run() -> Slow:
        slow = Slow(failures)
        channel = Service(wrapped(update(text="1"))).channel()
        listening = asyncio.create_task(channel.receive(slow.store))
        await slow.begun.wait()
        listening.cancel()
        slow.goes_on.set()
        with pytest.raises(asyncio.CancelledError):
            await listening
        return slow

    slow = asyncio.run(run())
    assert [heard.text for heard in slow.stored] == ["1"]
    assert slow.tries == failures + 1  # it was not begun anew


def test_a_cancellation_while_the_answer_comes_in_loses_nothing() -> None:
    async def run() -> list[Incoming]:
        begun, goes_on = asyncio.Event(), asyncio.Event()
        whole = wrapped(update(text="1")).content

        async def pieces() -> AsyncIterator[bytes]:
            yield whole[:9]
            begun.set()
            await goes_on.wait()
            yield whole[9:]

        shelf = Shelf()
        channel = Service(httpx.Response(200, content=pieces())).channel()
        listening = asyncio.create_task(channel.receive(shelf.store))
        await begun.wait()
        listening.cancel()
        goes_on.set()
        with pytest.raises(asyncio.CancelledError):
            await listening
        return shelf.stored

    assert [heard.text for heard in asyncio.run(run())] == ["1"]


def test_a_cancellation_together_with_the_answer_loses_nothing() -> None:
    async def run() -> list[Incoming]:
        shelf = Shelf()
        service = Service(lambda: cancel(), wrapped(update(text="1")))
        listening = asyncio.create_task(service.channel().receive(shelf.store))

        def cancel() -> None:
            listening.cancel()

        with pytest.raises(asyncio.CancelledError):
            await listening
        return shelf.stored

    assert [heard.text for heard in asyncio.run(run())] == ["1"]


def test_what_was_in_hand_at_the_end_is_the_first_thing_stored_by_the_next_run() -> None:
    async def run() -> list[str]:
        shelf = Shelf(failures=3)
        paused = asyncio.Event()

        async def pause(seconds: float) -> None:
            paused.set()
            await asyncio.Event().wait()

        service = Service(wrapped(update(text="1")))
        channel = service.channel(pause=pause)
        listening = asyncio.create_task(channel.receive(shelf.store))
        await paused.wait()
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
        assert shelf.stored == []
        with pytest.raises(asyncio.CancelledError):
            await channel.receive(shelf.store)
        return [heard.text for heard in shelf.stored]

    assert asyncio.run(run()) == ["1"]
