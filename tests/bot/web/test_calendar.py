"""The days of reporting as a calendar subscribes to them: one person's, and by a secret address."""

import asyncio
import re
from datetime import date
from typing import Any

import httpx
import icalendar
import pytest
from sqlmodel import Session, col, select

from bot.web.app import web_app
from storage.database import Database
from storage.models import AuditEntry, CalendarFeed, Expectation, Item, Outbox, Person, Rule, Tier
from storage.people.erasure import erase
from storage.reports.requests.extensions import ask_extension, decide_extension
from tests.support.worlds.requests import reports
from tests.support.worlds.world import PUBLIC_URL, World

ASKED, LEGAL = date(2026, 11, 13), date(2026, 11, 14)


class Subscribed(World):
    """Sở Công Thương's focal person has asked for a calendar; the round is open."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.links("sct")
        self.clock.jump_to(date(2026, 10, 15))
        self.ticks()
        self.path = self.asks("lịch")

    def asks(self, words: str) -> str:
        """What is typed or tapped, and the address that comes of it."""
        said = self.says("sct", words)[-1].text
        [path] = re.findall(rf"{PUBLIC_URL}(/calendar/\S+\.ics)$", said)
        return str(path)

    def fetches_calendar(self, path: str = "") -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=web_app(self.runtime))
            async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
                return await client.get(path or self.path)

        return asyncio.run(ask())

    def events(self) -> dict[str, Any]:
        """By UID; held to what every calendar relies on."""
        found = self.fetches_calendar()
        assert found.headers["content-type"] == "text/calendar; charset=utf-8"
        read = icalendar.Calendar.from_ical(found.content)
        assert read["X-WR-TIMEZONE"] == "Asia/Ho_Chi_Minh"
        events = {str(one["UID"]): one for one in read.walk("VEVENT")}
        assert len(events) == len(read.walk("VEVENT"))
        for one in events.values():
            assert not one.walk("VALARM")
            assert type(one.decoded("DTSTART")) is date  # the whole of a day, in no zone
            assert (one.decoded("DTEND") - one.decoded("DTSTART")).days == 1
        return events

    def of_2026(self) -> dict[str, tuple[date, int]]:
        """The day and how often it moved, by the part of the UID before the host."""
        return {
            uid.partition("@")[0]: (one.decoded("DTSTART"), one["SEQUENCE"])
            for uid, one in self.events().items()
            if one.decoded("DTSTART").year == 2026
        }


@pytest.fixture
def world(in_memory: Database) -> Subscribed:
    return Subscribed(in_memory)


def expectation(session: Session, code: str) -> Expectation:
    query = select(Expectation).join(Item, col(Item.id) == Expectation.item_id)
    return session.exec(query.where(Item.code == code)).one()


def test_the_day_asked_for_and_the_legal_one_are_there(world: Subscribed) -> None:
    assert world.of_2026() == {
        "asked-rule-1-2026-1": (ASKED, 0),
        "legal-rule-1-2026-1": (LEGAL, 0),
    }
    asked = world.events()["asked-rule-1-2026-1@daumoi.example"]
    assert asked["SUMMARY"] == (
        "Đề nghị báo cáo trong ngày: báo cáo năm 2026 theo Quyết định số 2082/QĐ-UBND"
    )
    for words in ("14/11/2026", "- 1.1 Tuyên truyền", "- 1.4", "trước ngày 15 tháng 11"):
        assert words in asked["DESCRIPTION"]
    assert "1.3" not in asked["DESCRIPTION"]  # another agency's


def test_what_is_to_come_has_the_name_it_will_have(world: Subscribed) -> None:
    [coming] = [one for uid, one in world.events().items() if "legal-rule-1-2027-1" in uid]
    assert coming.decoded("DTSTART") == date(2027, 11, 14)


def test_what_is_reported_is_no_day_any_more(world: Subscribed) -> None:
    for code in ("1.1", "1.2"):
        reports(world, "sct", code, "completed", 100)
    assert "1.1" not in world.events()["asked-rule-1-2026-1@daumoi.example"]["DESCRIPTION"]
    reports(world, "sct", "1.4", "completed", 100)
    assert world.of_2026() == {}


def test_a_later_day_is_an_event_of_its_own_that_has_moved(world: Subscribed) -> None:
    later = date(2026, 11, 25)
    with world.database.write() as session:
        asked, now = expectation(session, "1.2"), world.clock.now()
        by_code = {one.code: one for one in session.exec(select(Person))}
        known = (by_code["sct"], now.date(), now)
        request = ask_extension(session, asked, later, "chờ số liệu", *known)
        decided = (by_code["skhdt"], now.date(), now)
        decide_extension(session, request, later, "", *decided)
        number = asked.id
    days = world.of_2026()
    assert days[f"legal-expectation-{number}"] == (later, 1)
    assert days["legal-rule-1-2026-1"] == (LEGAL, 0)
    assert "1.2" not in world.events()["legal-rule-1-2026-1@daumoi.example"]["DESCRIPTION"]


def test_a_corrected_rule_moves_the_same_event(world: Subscribed) -> None:
    with world.database.write() as session:
        rule = session.exec(select(Rule).where(Rule.tier == Tier.AGENCIES)).one()
        rule.day = 21
    world.ticks()
    assert world.of_2026() == {
        "legal-rule-1-2026-1": (date(2026, 11, 20), 1),  # a Friday: both days in one
    }


def test_an_address_is_shown_once_and_a_new_one_ends_it(world: Subscribed) -> None:
    said = world.says("sct", "gui lich")[-1]
    assert "/calendar/" not in said.text
    assert world.fetches_calendar().status_code == 200
    world.taps("sct", "Tạo địa chỉ mới")
    [new] = re.findall(r"/calendar/\S+\.ics", world.heard_by("sct")[-1].text)
    assert new != world.path
    assert world.fetches_calendar().status_code == 404
    assert world.fetches_calendar(new).status_code == 200
    world.says("sct", "lịch của tôi")
    world.taps("sct", "Ngừng lịch")
    assert world.fetches_calendar(new).status_code == 404
    with world.database.read() as session:
        audited = [one.action for one in session.exec(select(AuditEntry))]
    assert audited.count("calendar.link_made") == 2
    assert audited.count("calendar.ended") == 1


def test_the_token_stands_in_what_is_sent_alone(world: Subscribed) -> None:
    token = world.path.removeprefix("/calendar/").removesuffix(".ics")
    with world.database.read() as session:
        kept = [str(one.model_dump()) for one in session.exec(select(Outbox))]
        kept += [str(one.model_dump()) for one in session.exec(select(CalendarFeed))]
    assert len(kept) > 1
    assert all(token not in one for one in kept)


def test_it_ends_with_the_person_and_strangers_see_none(world: Subscribed) -> None:
    assert world.fetches_calendar("/calendar/x.ics").status_code == 404
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        erase(session, person, world.clock.now().date(), world.clock.now())
        assert session.exec(select(CalendarFeed)).all() == []
    assert world.fetches_calendar().status_code == 404
