"""Many messages of one person at once: all are taken, and what is said is said once."""

import pytest
from sqlmodel import select

from bot.channels.contract import Capabilities, OutgoingMessage
from storage.database import Database
from storage.messages.inbox import Incoming
from storage.models import Inbox, Outbox
from tests.support.worlds.world import FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.links("syt")
    world.ticks()  # the round is open
    return world


def burst(world: World, who: str, *texts: str) -> list[OutgoingMessage]:
    said = [Incoming("fake", f"{who}-{n}", who, text) for n, text in enumerate(texts)]
    return [one for one in world.hears_at_once(*said) if one.address == who]


def test_a_burst_of_one_message_is_answered_once(world: World) -> None:
    assert len(burst(world, "sct", *["tro giup"] * 200)) == 1
    with world.database.read() as session:
        assert all(row.handled_at for row in session.exec(select(Inbox)))
        dropped = {row.reason for row in session.exec(select(Outbox)) if row.dropped_at}
    assert dropped == {"said anew"}


def test_the_last_answer_can_be_answered(world: World) -> None:
    [task_list] = burst(world, "sct", *["nhiem vu"] * 10)
    assert world.taps("sct", task_list.choices[0].label) != []


def test_different_answers_are_all_said(world: World) -> None:
    answers = burst(world, "sct", "tro giup", "1.1 xong", "tro giup", "1.2 60%", "1.4 xong")
    texts = [one.text for one in answers]
    assert len(texts) == len(set(texts))
    assert all(code in texts[-1] for code in ("1.1", "1.2", "1.4"))  # to be confirmed together


def test_nothing_that_was_asked_is_lost(world: World) -> None:
    """Reports on several tasks: each asks to be confirmed, and none takes another's place."""
    codes = ("1.1", "1.2", "1.4")
    answers = burst(world, "sct", *(f"{code} xong" for code in codes))
    assert [any(code in one.text for one in answers) for code in codes] == [True] * 3


def test_two_people_are_answered_both(world: World) -> None:
    both = [Incoming("fake", who, who, "tro giup") for who in ("sct", "syt")]
    assert {one.address for one in world.hears_at_once(*both)} == {"sct", "syt"}


def test_what_was_said_already_is_said_again(world: World) -> None:
    assert len(burst(world, "sct", "tro giup")) == 1
    assert len(world.says("sct", "tro giup")) == 1


def test_a_long_answer_is_said_once_with_all_its_parts(database: Database) -> None:
    narrow = FakeChannel(capabilities=Capabilities(max_length=200, buttons=False))
    world = World(database, narrow)
    world.links("sct")
    once = len(burst(world, "sct", "tro giup"))
    assert once > 1
    more = [Incoming("fake", f"more-{n}", "sct", "tro giup") for n in range(10)]
    assert len(world.hears_at_once(*more)) == once
