"""A nudge from a page: the very words, who would not hear it, and then exactly those shown."""

import re
from datetime import date

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import Agency, Nudge, Plan, Right, Round, Tier
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds import requests
from tests.support.worlds.mornings import reports
from tests.support.worlds.world import World

HIDDEN = re.compile(r'name="(agencies|all|insist|seen)" value="([^"]*)"')
DAY = date(2026, 11, 5)


class Page:
    """Sở Công Thương (sct) can be nudged; at Sở Y tế nobody is linked."""

    def __init__(self, database: Database) -> None:
        self.database, self.world = database, World(database)
        self.world.links("sct")
        self.world.links("skhdt")
        self.world.clock.jump_to(date(2026, 10, 15))
        self.world.ticks()
        self.world.clock.jump_to(DAY, 9)
        with database.read() as session:
            self.round = session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one()
            self.ids = {one.name: one.id or 0 for one in session.exec(select(Agency))}
        self.path = f"/rounds/{self.round}/nudge"
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")

    def previews(self, asked: str = "all=1") -> dict[str, str]:
        """The form of the preview."""
        text = self.browser.gets(f"{self.path}?{asked}").text
        return dict(HIDDEN.findall(text))

    def nudged(self) -> list[int]:
        with self.database.read() as session:
            return sorted(session.exec(select(Nudge.agency_id)))


@pytest.fixture
def page(database: Database) -> Page:
    return Page(database)


def test_it_shows_who_would_hear_it_and_who_would_not(page: Page) -> None:
    words = words_of(page.browser.gets(f"{page.path}?all=1"))
    assert "1 đơn vị nhận được, lúc 09:00 05/11/2026" in words
    assert "fake: 1 người" in words
    assert "Sở Y tế: chưa liên kết" in words
    assert page.nudged() == []


def test_what_was_shown_is_what_is_sent(page: Page) -> None:
    """Also what a reminder says of those before it."""
    page.world.clock.jump_to(date(2026, 11, 23), 9)
    requests.reports(page.world, "sct", "1.2", "ongoing")
    page.browser.signs_in("skhdt")
    text = page.browser.gets(f"{page.path}?all=1").text
    shown = words_of(page.browser.gets(f"{page.path}?all=1"))
    before = len(page.world.channel.sent)
    answer = page.browser.posts(page.path, **dict(HIDDEN.findall(text)))
    assert answer.status_code == 303
    page.world.delivers()
    [sent] = page.world.channel.sent[before:]
    assert sent.address == "sct"
    assert " ".join(sent.text.split()) in shown
    assert "lần nhắc đầu tiên" not in sent.text
    assert "Từ lần nhắc trước" in sent.text
    assert page.nudged() == [page.ids["Sở Công Thương"]]
    after = words_of(page.browser.gets(answer.headers["location"]))
    assert "tin đôn đốc sẽ gửi đến 1 cơ quan lúc 09:00 23/11/2026" in after


def test_only_those_chosen_hear_it(page: Page) -> None:
    other = page.ids["Sở Y tế"]
    form = page.previews(f"agency={other}")
    assert "seen" not in form  # nobody there can be nudged: there is nothing to send
    form = page.previews(f"agency={page.ids['Sở Công Thương']}")
    assert page.browser.posts(page.path, **form).status_code == 303
    assert page.nudged() == [page.ids["Sở Công Thương"]]


def test_nothing_goes_out_where_something_has_changed_since_it_was_shown(page: Page) -> None:
    form = page.previews()
    page.world.links("syt")
    assert page.browser.posts(page.path, **form).status_code == 409
    assert page.nudged() == []
    form = page.previews()
    reports(page.world)
    assert page.browser.posts(page.path, **form).status_code == 409
    assert page.nudged() == []


def test_where_nobody_can_be_nudged_there_is_no_button_for_it(page: Page) -> None:
    assert 'name="all"' in page.browser.gets(page.path).text
    page.browser.posts(page.path, **page.previews())
    text = page.browser.gets(page.path).text
    assert "hôm nay đã đôn đốc" in text
    assert "<button" not in text.partition("<main")[2]


def test_an_agency_is_nudged_once_a_day(page: Page) -> None:
    form = page.previews()
    assert page.browser.posts(page.path, **form).status_code == 303
    assert page.browser.posts(page.path, **form).status_code == 409
    assert "hôm nay đã đôn đốc" in words_of(page.browser.gets(page.path))
    assert len(page.nudged()) == 1


@pytest.mark.parametrize("odd", ["x", "-1", "٣", "1 x"])
def test_what_is_no_agency_is_not_found(odd: str, page: Page) -> None:
    form = page.previews()
    assert page.browser.gets(f"{page.path}?agency={odd}").status_code == 404
    assert page.browser.posts(page.path, **form | {"agencies": odd}).status_code == 404
    assert page.nudged() == []


def test_a_made_up_form_sends_nothing(page: Page) -> None:
    form = page.previews()
    ours = str(page.ids["Sở Công Thương"])
    for odd in ({"seen": ""}, {"seen": "0" * 64}, {"all": "", "agencies": "4711"}):
        assert page.browser.posts(page.path, **form | odd).status_code == 409
    assert page.browser.posts(page.path, agencies=ours).status_code == 409
    assert page.nudged() == []


def test_nobody_else_nudges_anybody(page: Page) -> None:
    form = page.previews()
    focal = Browser(page.world.runtime)
    focal.signs_in("sct")
    focal.gets("/rounds")
    assert focal.gets(page.path).status_code == 404
    assert focal.posts(page.path, **form).status_code == 404
    assert page.browser.posts(page.path, csrf="0" * 32, **form).status_code == 403
    assert Browser(page.world.runtime).posts(page.path, **form).status_code == 401
    assert page.nudged() == []


def test_another_plan_is_not_nudged_through_ones_own(page: Page) -> None:
    form = page.previews()
    with page.database.write() as session:
        plan = session.exec(select(Plan)).one()
        other = Plan(**plan.model_dump() | {"id": None, "code": "other"})
        session.add(other)
        session.flush()
        theirs = session.get_one(Round, page.round).model_dump()
        own = Round(**theirs | {"id": None, "plan_id": other.id, "rule_id": None})
        session.add(own)
        for right in session.exec(select(Right).where(col(Right.plan_id).is_(None))):
            right.plan_id = other.id
        session.flush()
        path = f"/rounds/{own.id}/nudge"
    assert page.browser.posts(page.path, **form).status_code == 404
    assert page.browser.posts(path, **form).status_code == 409
    assert page.nudged() == []
