"""The pace of a lane and of each chat in it, in virtual time."""

import asyncio

from bot.channels.telegram.channel import TelegramChannel
from bot.delivery.rate_limit import FairShare, RateLimit
from tests.support import virtual_time

Wanted = tuple[str, bool]  # which chat, whether it is bulk


def sent(limit: RateLimit, *wanted: Wanted) -> list[tuple[str, float]]:
    """All are wanted at once: when each is let go, in that order."""
    found: list[tuple[str, float]] = []

    async def one(chat: str, is_bulk: bool) -> None:
        await limit.acquire(chat, is_bulk)
        found.append((chat, round(asyncio.get_running_loop().time(), 3)))

    async def everything() -> None:
        await asyncio.gather(*(one(chat, is_bulk) for chat, is_bulk in wanted))

    virtual_time.run(everything())
    return found


def answers(*chats: str) -> list[Wanted]:
    return [(chat, False) for chat in chats]


def test_without_limits_nobody_waits() -> None:
    assert sent(RateLimit(None), *answers("a", "a", "b")) == [("a", 0), ("a", 0), ("b", 0)]


def test_a_chat_is_paced_by_itself() -> None:
    limit = RateLimit(None, per_chat=1)
    assert sent(limit, *answers("a", "a", "a", "b")) == [("a", 0), ("b", 0), ("a", 1), ("a", 2)]


def test_the_lane_is_paced_over_all_chats() -> None:
    limit = RateLimit(2)
    assert sent(limit, *answers("a", "b", "c")) == [("a", 0), ("b", 0.5), ("c", 1)]


def test_a_chat_that_is_flooded_takes_no_slot_from_the_others() -> None:
    limit = RateLimit(10, per_chat=1)
    times = dict(sent(limit, *answers(*["a"] * 20, "b")))
    assert times["b"] == 0.1
    assert times["a"] == 19  # the last of them


def test_what_somebody_waits_for_goes_before_bulk() -> None:
    limit = RateLimit(1, per_chat=1)
    found = sent(limit, ("a", True), ("b", True), ("c", False))
    assert [chat for chat, _ in found] == ["c", "a", "b"]


def test_bulk_has_its_share_of_a_lane_that_answers_fill() -> None:
    """One in eight; an answer stands behind one more at most, and behind none where few come."""
    many = sent(RateLimit(1), *[("bulk", True)] * 3, *answers(*["answer"] * 30))
    assert [place for place, (chat, _) in enumerate(many) if chat == "bulk"] == [7, 15, 23]
    few = sent(RateLimit(1), *[("bulk", True)] * 30, *answers(*["answer"] * 7))
    assert {chat for chat, _ in few[:7]} == {"answer"}


def test_places_are_kept_for_bulk_however_few_there_are_at_a_time() -> None:
    """Taken up one by one, or 64 at once; what was kept in vain is asked for anew later."""
    share, kept = FairShare(), []
    for _ in range(16):
        kept.append(share.of_bulk(1))
        share.taken(1 - kept[-1], kept[-1], kept[-1])
    assert kept == ([0] * 7 + [1]) * 2
    assert FairShare().of_bulk(64) == 8
    share.taken(7, 0, 0)
    assert share.of_bulk(1) == 1
    share.taken(0, 0, 1)
    assert share.of_bulk(1) == 0


def test_a_chat_that_was_silent_is_written_to_at_once() -> None:
    limit = RateLimit(None, per_chat=1)

    async def later() -> float:
        await limit.acquire("a")
        await asyncio.sleep(5)
        await limit.acquire("a")
        return asyncio.get_running_loop().time()

    assert virtual_time.run(later()) == 5


def test_telegram_allows_one_message_a_second_to_one_chat() -> None:
    assert TelegramChannel.capabilities.chat_pace == 1.0


def test_who_takes_a_lane_over_writes_to_no_chat_nearer_than_its_pace() -> None:
    """The one before may have written there in the very moment it was killed."""
    limit = RateLimit(None, per_chat=1)

    async def taken_over() -> list[float]:
        limit.take_over()
        await limit.acquire("a")
        at_first = asyncio.get_running_loop().time()
        await limit.acquire("a")
        return [round(at_first, 3), round(asyncio.get_running_loop().time(), 3)]

    assert virtual_time.run(taken_over()) == [1, 2]
