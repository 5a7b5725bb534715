"""The tokens in chaos: crashes, sleepers, two at once; one refresh, no pair lost, one alarm."""

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.contract import ChannelStopped, SendError
from bot.channels.zalo_oa.channel import NAME
from bot.channels.zalo_oa.tokens import LEASE
from storage.database import Database
from storage.messages import channel_tokens
from tests.support.channels.official_account import SECRETS, SEED, FakeZalo, keep_tokens, pair
from tests.support.channels.token_machines import Machines, Rotating, errors, refusal
from tests.support.patience import HANGS
from tests.support.worlds.world import FakeClock


def test_a_crash_before_zalo_was_asked_loses_nothing(database: Database) -> None:
    def killed(_request: httpx.Request) -> httpx.Response:
        raise asyncio.CancelledError

    machines = Machines(database, killed, pair())
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(machines.opened().valid())
    survivor = machines.opened()
    with pytest.raises(SendError):  # the dead one's lease goes on
        asyncio.run(survivor.valid())
    machines.clock.forward(seconds=LEASE.total_seconds())
    assert asyncio.run(survivor.valid()) == "access-1"
    assert machines.alarms == []


def test_a_crash_between_the_refresh_and_the_commit_is_one_alarm_and_no_loop(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Zalo has rotated and nobody knows the new pair: this cannot be undone from here."""
    machines = Machines(database, Rotating())
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)
    with monkeypatch.context() as crash:
        crash.setattr(channel_tokens, "keep_pair", _die)
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(machines.opened().valid())
    assert machines.stored.refresh_token == "refresh-0"
    machines.clock.forward(seconds=LEASE.total_seconds())
    for _ in range(5):
        with pytest.raises(ChannelStopped):
            asyncio.run(machines.opened().valid())
        machines.clock.forward(hours=1)
    assert machines.used == ["refresh-0", "refresh-0"]
    assert len(machines.alarms) == len(errors(caplog)) == 1
    assert machines.stored.refresh_token == "refresh-0"


def _die(*_: object) -> bool:
    raise asyncio.CancelledError


def test_whoever_waits_may_be_cancelled_and_the_pair_is_kept(database: Database) -> None:
    machines = Machines(database)
    asked = asyncio.Event()

    async def run() -> None:
        answered = asyncio.Event()

        async def answer(_request: httpx.Request) -> httpx.Response:
            asked.set()
            await answered.wait()
            return pair(1)

        tokens = machines.opened()
        tokens._client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        waiting = asyncio.create_task(tokens.valid())
        await asked.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        closing = asyncio.create_task(tokens.close())
        answered.set()
        await closing

    asyncio.run(run())
    assert machines.stored.refresh_token == "refresh-1"


def test_while_the_database_is_away_the_pair_is_kept_in_hand(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    machines = Machines(database, Rotating())
    real, left = channel_tokens.keep_pair, [1, 2, 3]

    def away(*arguments: Any) -> bool:
        if left:
            left.pop()
            raise OperationalError("UPDATE", {"access": "access-1"}, Exception("away"))
        return real(*arguments)

    monkeypatch.setattr(channel_tokens, "keep_pair", away)
    assert asyncio.run(machines.opened().valid()) == "access-1"
    assert machines.stored.refresh_token == "refresh-1"
    assert machines.used == [SEED]
    assert not any(secret in caplog.text for secret in SECRETS)


def test_what_the_database_says_of_a_failure_does_not_show_the_tokens(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines = Machines(database)
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)

    def away(*_: object) -> None:
        raise OperationalError("UPDATE", {"refresh": "refresh-0"}, Exception("away"))

    monkeypatch.setattr(channel_tokens, "begin_refresh", away)
    with pytest.raises(SendError) as raised:
        asyncio.run(machines.opened().valid())
    assert raised.value.__suppress_context__
    assert not any(secret in str(raised.value) for secret in SECRETS)


def test_a_machine_that_slept_over_its_lease_still_brings_its_pair(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """It holds the only heir of the token; the refusal another met meanwhile is taken back."""
    machines = Machines(database)
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)

    def slept(_request: httpx.Request) -> httpx.Response:
        machines.clock.forward(minutes=5)
        other = threading.Thread(target=_meets_a_refusal, args=(machines, raised))
        other.start()
        other.join()
        return pair(1)

    raised: list[Exception] = []
    machines.zalo = FakeZalo(token=[slept, refusal()])
    assert asyncio.run(machines.opened().valid()) == "access-1"
    assert [type(one) for one in raised] == [ChannelStopped]
    assert machines.used == ["refresh-0", "refresh-0"]
    assert machines.stored.refused_at is None
    assert machines.alarms == []


def _meets_a_refusal(machines: Machines, raised: list[Exception]) -> None:
    try:
        asyncio.run(machines.opened().valid())
    except ChannelStopped as error:
        raised.append(error)


# --- Two at once --------------------------------------------------------------------------------


def test_many_senders_of_one_process_share_one_refresh(database: Database) -> None:
    machines = Machines(database, Rotating())
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)
    tokens = machines.opened()

    async def all_at_once() -> list[str]:
        return await asyncio.gather(*(tokens.valid() for _ in range(8)))

    assert set(asyncio.run(all_at_once())) == {"access-1"}
    assert machines.used == ["refresh-0"]


@pytest.mark.parametrize("ask", ["valid", "instead_of"])
def test_two_replicas_at_once_refresh_once(ask: str, database: Database) -> None:
    machines, rotate = Machines(database), Rotating()
    keep_tokens(database, machines.clock)
    if ask == "valid":
        machines.clock.forward(hours=26)
    waits, done = threading.Event(), threading.Event()

    def answered(request: httpx.Request) -> httpx.Response:
        assert waits.wait(timeout=HANGS)  # the other has found the lease held
        return rotate(request)

    async def pause(_seconds: float) -> None:
        waits.set()
        await asyncio.to_thread(done.wait, 20)

    def run() -> None:
        tokens = machines.opened(pause=pause)
        asked = tokens.valid() if ask == "valid" else tokens.instead_of("access-0")
        results.append(asyncio.run(asked))
        done.set()

    machines.zalo = FakeZalo(token=[answered])
    results: list[str] = []
    together(run, run)
    assert results == ["access-1", "access-1"]
    assert machines.used == ["refresh-0"]


def together(*runs: Callable[[], None]) -> None:
    threads = [threading.Thread(target=run) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_whoever_waits_for_ever_gives_up_and_says_so(database: Database) -> None:
    machines = Machines(database)
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)
    with database.write() as session:
        until = timedelta(days=1)
        begun = channel_tokens.begin_refresh(
            session, NAME, "another", "refresh-0", machines.clock.now(), until
        )
        assert begun is not None
    with pytest.raises(SendError) as raised:
        asyncio.run(machines.opened().valid())
    assert raised.value.retry_after is not None
    assert len(machines.pauses) == 60
    assert machines.zalo.requests == []


def test_both_want_the_lease_at_once_and_one_gets_it(database: Database) -> None:
    clock = FakeClock()
    keep_tokens(database, clock)
    start, begun = threading.Barrier(4), []

    def run(who: str) -> None:
        start.wait(timeout=HANGS)
        with database.write() as session:
            if channel_tokens.begin_refresh(session, NAME, who, "refresh-0", clock.now(), LEASE):
                begun.append(who)

    together(*(partial(run, f"m{n}") for n in range(4)))
    assert len(begun) == 1


def test_both_seed_at_once_and_one_does(database: Database) -> None:
    clock = FakeClock()
    start, seeded = threading.Barrier(4), []

    def run() -> None:
        start.wait(timeout=HANGS)
        with database.write() as session:
            seeded.append(channel_tokens.seed(session, NAME, SEED, clock.now()))

    together(run, run, run, run)
    assert sorted(seeded) == [False, False, False, True]


def test_only_whoever_holds_the_lease_can_refuse_or_give_it_back(database: Database) -> None:
    clock = FakeClock()
    keep_tokens(database, clock)
    now = clock.now()
    with database.write() as session:
        channel_tokens.begin_refresh(session, NAME, "a", "refresh-0", now, LEASE)
    with database.write() as session:
        assert not channel_tokens.refuse(session, NAME, "b", "refresh-0", "no", now)
        channel_tokens.give_back(session, NAME, "b", now)
        assert not channel_tokens.begin_refresh(session, NAME, "b", "refresh-0", now, LEASE)
        assert not channel_tokens.keep_pair(session, NAME, "other", "x", "y", now, now)
    with database.write() as session:
        assert channel_tokens.refuse(session, NAME, "a", "refresh-0", "no", now)
        assert not channel_tokens.begin_refresh(session, NAME, "a", "refresh-0", now, LEASE)
