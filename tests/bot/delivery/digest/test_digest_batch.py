"""Digests are put into words together: the same words, few questions, each failing alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from bot.delivery.digest import compose
from scheduler.jobs import tick
from storage.database import Database
from storage.models import Outbox
from tests.support.worlds.world import CALENDAR, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.clock.jump_to(date(2026, 10, 15))
    return world


@contextmanager
def selects(database: Database) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


def asked_on(world: World, day: date, digests: int) -> int:
    """How many questions it takes to send what is due on that day."""
    world.clock.jump_to(day)
    tick(world.database, world.clock.now(), CALENDAR)
    with selects(world.database) as found:
        assert len(world.delivers()) == digests
    return len(found)


def test_two_digests_ask_no_more_than_one(world: World) -> None:
    world.links("sct")
    alone = asked_on(world, date(2026, 10, 15), 1)
    world.links("syt")
    assert asked_on(world, date(2026, 11, 6), 2) == alone


def test_one_that_cannot_be_put_into_words_keeps_no_other_from_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def composed(session: Any, row: Outbox, account: Any, *args: Any) -> None:
        compose(session, row, account, *args)
        if account.address == "sct":
            raise ValueError("a fault")

    monkeypatch.setattr("bot.delivery.claimed.compose", composed)
    world.links("sct")
    world.links("syt")
    sent = world.ticks()
    assert [message.address for message in sent] == ["syt"]
    with world.database.read() as session:
        [left] = session.exec(select(Outbox).where(col(Outbox.sent_at).is_(None))).all()
    assert (left.text, left.claimed_by, left.reason) == (None, None, "ValueError")
    assert left.send_at > world.clock.now()  # it is tried again
