"""A leader of the province reads the rounds of its plans on the pages, and changes nothing."""

import re
from html import unescape

import pytest

from storage.database import Database
from storage.models import Plan, RightKind
from tests.support.databases import emptied
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.effects_world import PLANNER, PROVINCE, EffectsWorld

READ = ("", "/answers", "/items/1", "/files", "/files/xlsx")
CHANGING = ("/reviews", "/looks", "/looks/end")


@pytest.fixture(scope="module")
def world(sqlite: Database) -> EffectsWorld:
    return EffectsWorld(emptied(sqlite))


@pytest.fixture(scope="module")
def leader(world: EffectsWorld) -> Browser:
    browser = Browser(world.runtime)
    browser.signs_in(PROVINCE)
    return browser


@pytest.mark.parametrize("part", READ)
def test_every_page_that_only_shows_is_theirs(
    part: str, world: EffectsWorld, leader: Browser
) -> None:
    answer = leader.gets(f"/rounds/{world.round}{part}")
    assert answer.status_code == 200
    if "html" in answer.headers["content-type"]:
        assert answer.text.count('<form method="post"') == 1  # to sign out


@pytest.mark.parametrize("part", ["", "/answers", "/files"])
def test_every_way_on_is_open_to_them(part: str, world: EffectsWorld, leader: Browser) -> None:
    page = unescape(leader.gets(f"/rounds/{world.round}{part}").text)
    ways = {one.partition("#")[0] for one in re.findall(r'href="(/rounds[^"]*)"', page)}
    pages = sorted(one for one in ways if "/files/" not in one)
    assert "/rounds" in pages
    assert [one for one in pages if leader.gets(one).status_code != 200] == []


def test_their_first_page_leads_to_the_round(world: EffectsWorld, leader: Browser) -> None:
    page = leader.gets("/rounds").text
    assert f'href="/rounds/{world.round}"' in page
    assert 'href="/audit"' not in page


def test_no_page_leads_them_where_something_is_changed(
    world: EffectsWorld, leader: Browser
) -> None:
    page, planner = f"/rounds/{world.round}", Browser(world.runtime)
    planner.signs_in(PLANNER)
    for part in CHANGING[:2]:
        assert page + part in planner.gets(page).text
        assert page + part not in leader.gets(page).text


@pytest.mark.parametrize("part", CHANGING)
def test_what_changes_something_is_not_theirs(
    part: str, world: EffectsWorld, leader: Browser
) -> None:
    at = f"/rounds/{world.round}{part}"
    leader.gets("/rounds")
    form = {"report": str(world.report), "verdict": "accept", "recipient": "x", "days": "7"}
    assert leader.posts(at, **form).status_code == 404


def test_a_leader_of_another_province_sees_none_of_it(database: Database) -> None:
    from sqlmodel import select

    from storage.models import Right

    world = EffectsWorld(database)
    with world.database.write() as session:
        other = session.exec(select(Plan).where(Plan.code == "khac")).one()
        of_leader = select(Right).where(Right.kind == RightKind.PROVINCE_LEADER)
        session.exec(of_leader).one().plan_id = other.id
    browser = Browser(world.runtime)
    browser.signs_in(PROVINCE)
    assert f"/rounds/{world.round}" not in browser.gets("/rounds").text
    for part in READ:
        assert browser.gets(f"/rounds/{world.round}{part}").status_code == 404
