"""A link to the pages out of the chat: for whoever has pages, kept nowhere, ended from the chat."""

import logging
from dataclasses import replace

import pytest
from sqlmodel import select

from bot.delivery.sender import Sender
from storage.database import Database
from storage.messages.inbox import Incoming
from storage.models import AuditEntry, Inbox, Outbox, Person, Right, RightKind, SignInLink
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.planners import ends_right
from tests.support.worlds.world import PUBLIC_URL, World

AT = f"{PUBLIC_URL}/sign-in/"


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    for who in ("sct", "skhdt"):
        world.links(who)
    return world


def gives_right(world: World, code: str, kind: RightKind) -> None:
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == code)).one()
        session.add(Right(person_id=person.id or 0, kind=kind))


def links_in(world: World) -> int:
    with world.database.read() as session:
        return len(session.exec(select(SignInLink)).all())


def link_asked_by(world: World, who: str) -> str:
    text = world.says(who, "mo trang")[-1].text
    return "/sign-in/" + text.partition(AT)[2].split("\n")[0]


@pytest.mark.parametrize("words", ["mo trang", "mở trang", "Đăng nhập", "trang web", "sign in"])
def test_a_planner_is_sent_a_link(words: str, world: World) -> None:
    assert AT in world.says("skhdt", words)[-1].text


def test_the_link_signs_in_whoever_asked_for_it_once(world: World) -> None:
    path, browser = link_asked_by(world, "skhdt"), Browser(world.runtime)
    assert browser.gets(path).status_code == 200
    assert browser.posts(path).status_code == 303
    assert browser.gets("/rounds").status_code == 200
    assert Browser(world.runtime).gets(path).status_code == 404


def test_the_link_stands_in_what_is_sent_and_nowhere_else(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = link_asked_by(world, "skhdt").rpartition("/")[2]
    assert token
    with world.database.read() as session:
        for table in (Outbox, Inbox, SignInLink, AuditEntry):
            assert token not in str([one.model_dump() for one in session.exec(select(table))])
    assert token not in caplog.text


@pytest.mark.parametrize("kind", [RightKind.ADMINISTRATOR, RightKind.PROVINCE_LEADER])
def test_an_administrator_and_a_leader_of_the_province_have_pages(
    kind: RightKind, world: World
) -> None:
    gives_right(world, "sct", kind)
    assert AT in world.says("sct", "mo trang")[-1].text


def test_an_official_has_none(world: World) -> None:
    assert AT not in world.says("sct", "mo trang")[-1].text
    assert links_in(world) == 0


def test_the_right_is_looked_at_when_the_link_is_sent(world: World) -> None:
    world.answers(Incoming(world.channel.name, "asked", "skhdt", "mo trang"))
    ends_right(world, "skhdt")
    assert "không còn quyền" in world.delivers()[-1].text
    assert links_in(world) == 0


def test_where_nobody_can_open_pages_the_administrator_is_named(world: World) -> None:
    gives_right(world, "syt", RightKind.ADMINISTRATOR)
    world.lane = Sender(replace(world.runtime, public_url=""), world.channel)
    text = world.says("skhdt", "mo trang")[-1].text
    assert "PUBLIC_URL" in text
    assert "Trần Thị Mẫu Bình" in text
    assert links_in(world) == 0


def test_signing_out_everywhere_says_how_many_and_ends_them(world: World) -> None:
    browsers = [Browser(world.runtime), Browser(world.runtime)]
    for one in browsers:
        one.signs_in("skhdt")
    waiting = link_asked_by(world, "skhdt")
    assert "trên 2 trình duyệt" in world.says("skhdt", "đăng xuất mọi nơi")[-1].text
    assert [one.gets("/rounds").status_code for one in browsers] == [401, 401]
    assert Browser(world.runtime).gets(waiting).status_code == 404
    assert "không có trình duyệt" in world.says("skhdt", "dang xuat moi noi")[-1].text
