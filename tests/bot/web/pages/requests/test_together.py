"""A later day asked for several tasks at once: one card, one decision, one message."""

import re
from datetime import date

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import Extension
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.requests import asks_later
from tests.support.worlds.world import World

UNTIL = date(2026, 11, 27)


class Desk:
    """sct asks for a later day of three tasks at once; the page is open."""

    def __init__(self, database: Database) -> None:
        self.world = World(database)
        self.world.links("sct")
        self.world.clock.jump_to(date(2026, 10, 15))
        self.world.ticks()
        self.world.clock.jump_to(date(2026, 11, 12), 9)
        for code in ("1.1", "1.2", "1.4"):
            asks_later(self.world, "sct", code, "27/11/2026", "Chờ quyết toán")
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")
        self.page = self.browser.gets("/requests")
        self.keys = re.findall(r'name="task" value="(\d+)"', self.page.text)

    def decides(self, tasks: list[str], **form: str) -> int:
        [request] = re.findall(r'value="(g\d+)"', self.page.text)
        typed = {"request": request, "verdict": "grant", "task": tasks, **form}
        return self.browser.posts("/requests", **typed).status_code

    def granted(self) -> list[date | None]:
        with self.world.database.read() as session:
            asked = select(Extension).order_by(col(Extension.id))
            return [one.granted_until for one in session.exec(asked)]

    def heard(self) -> list[str]:
        self.world.clock.forward(hours=1)
        return [one.text for one in self.world.delivers()]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_they_are_one_request_and_one_message(desk: Desk) -> None:
    words = words_of(desk.page)
    assert "1 đề nghị chờ quyết định" in words
    assert "Sở Công Thương: 3 nhiệm vụ: 1.1, 1.2, 1.4" in words
    assert desk.decides(desk.keys) == 303
    assert desk.granted() == [UNTIL] * 3
    told = [text for text in desk.heard() if "27/11/2026" in text]
    assert len(told) == 1
    assert "3 nhiệm vụ: 1.1, 1.2, 1.4" in told[0]


def test_only_what_is_ticked_is_decided(desk: Desk) -> None:
    assert desk.decides(desk.keys[:1]) == 303
    assert desk.granted() == [UNTIL, None, None]
    assert "Sở Công Thương: 2 nhiệm vụ: 1.2, 1.4" in words_of(desk.browser.gets("/requests"))


def test_nothing_ticked_decides_nothing(desk: Desk) -> None:
    assert desk.decides([]) == 400
    assert desk.granted() == [None] * 3


def test_a_task_that_was_decided_meanwhile_or_is_of_another_decides_nothing(desk: Desk) -> None:
    assert desk.decides([*desk.keys, "999"]) == 409
    assert desk.decides(["x"]) == 409
    assert desk.decides(desk.keys[:1]) == 303
    assert desk.browser.posts("/requests", request="g1", verdict="grant").status_code == 409
    assert desk.granted() == [UNTIL, None, None]
