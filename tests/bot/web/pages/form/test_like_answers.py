"""Ask nothing twice, on the form too: an answer that was sent is offered for the like task."""

import re
from datetime import date

import httpx
import pytest

from storage.database import Database
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.form_browser import FormBrowser
from tests.support.worlds.answers.like_tasks import LikeTasksWorld

AT = "/form/like"
ASKED = "Nội dung này cũng được hỏi ở nhiệm vụ trùng"


@pytest.fixture(name="world")
def _world(database: Database) -> LikeTasksWorld:
    """1.1 and 4.1, of two plans, are a pair."""
    world = LikeTasksWorld(database)
    world.links("sct")
    world.links("syt")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.pairs("1.1", "4.1")
    return world


@pytest.fixture(name="browser")
def _browser(world: LikeTasksWorld) -> FormBrowser:
    browser = FormBrowser(world)
    browser.opens("sct")
    return browser


def sends(browser: FormBrowser, result: str) -> str:
    browser.world.clock.forward(minutes=1)
    browser.looks()
    browser.fills("1.1", status="ongoing", result=result)
    browser.checks()
    return browser.sends()


def uses(browser: FormBrowser, page: httpx.Response | None = None) -> httpx.Response:
    """All that is offered on the page."""
    text = (page or browser.page).text
    offered = dict(re.findall(r'name="(\d+)\.of" value="(\d+)"', text))
    form: dict[str, str | list[str]] = {"task": list(offered)}
    return browser.posts(AT, None, **form, **{f"{key}.of": of for key, of in offered.items()})


def results(world: LikeTasksWorld) -> list[tuple[str, bool]]:
    return [(one.result, one.origin_id is not None) for one in world.stored()]


def test_it_is_offered_once_it_is_sent_and_again_once_it_is_corrected(
    browser: FormBrowser, world: LikeTasksWorld
) -> None:
    words = sends(browser, "Đã mở 12 lớp")
    assert ASKED in words
    assert "77/QĐ-UBND" in words
    assert results(world) == [("Đã mở 12 lớp", False)], "nothing without a yes"
    assert "Đã ghi nhận: nhiệm vụ 4.1" in words_of(uses(browser))
    assert "sửa theo 1.1" in sends(browser, "Đã mở 20 lớp")
    uses(browser)
    assert results(world)[1:] == [
        ("Đã mở 12 lớp", True),
        ("Đã mở 20 lớp", False),
        ("Đã mở 20 lớp", True),
    ]
    assert "Không có câu trả lời" in browser.looks(AT)


def test_what_was_not_taken_is_found_above_the_tasks(browser: FormBrowser) -> None:
    sends(browser, "Đã mở 12 lớp")
    browser.world.clock.forward(minutes=1)
    browser.looks()
    browser.fills("1.4", status="ongoing", result="Khác")
    browser.checks()
    assert ASKED not in browser.sends(), "it is not brought up each time"
    assert "1 nhiệm vụ đã có câu trả lời ở nhiệm vụ trùng" in browser.looks()
    assert "Đã mở 12 lớp" in browser.looks(AT)


def test_a_page_that_is_out_of_date_changes_nothing(
    browser: FormBrowser, world: LikeTasksWorld
) -> None:
    sends(browser, "Đã mở 12 lớp")
    shown = browser.page
    assert browser.posts(AT).status_code == 400, "nothing is ticked"
    sends(browser, "Đã mở 20 lớp")
    assert uses(browser, shown).status_code == 409, "the words have changed"
    stranger = FormBrowser(world)
    stranger.opens("syt")
    assert uses(stranger, shown).status_code == 404, "another agency's"
    assert len(world.stored()) == 2
