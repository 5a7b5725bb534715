"""Obstacles in the chat: looked at and settled, once, by whom they concern; told to the raiser."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from bot.documents.contents.obstacles import Raised, clustered, obstacle_list, open_ones
from storage.database import Database
from storage.models import AuditEntry, Expectation, Item, ObstacleWord, Person, Plan, Report
from storage.people.erasure import erase
from storage.reports.obstacles.words import say_what_became
from storage.reports.submission import submit, withdraw
from tests.support.worlds.requests import reports
from tests.support.worlds.world import ZONE, World

WAITS = "Chờ hướng dẫn của Bộ Công Thương"


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    for who in ("sct", "skhdt", "syt"):
        world.links(who)
    world.clock.jump_to(date(2026, 10, 15), 9)
    world.ticks()
    reports(world, "sct", "1.1", "blocked", result=WAITS)
    reports(world, "syt", "1.3", "blocked", result="cho huong dan cua bo cong thuong")
    return world


def raised(world: World, as_of: date | None = None) -> list[Raised]:
    at = world.clock.now()
    if as_of is not None:
        at = at.replace(year=as_of.year, month=as_of.month, day=as_of.day)
    with world.database.read() as session:
        return obstacle_list(session, session.exec(select(Plan)).one(), at, ZONE)


def settle_all(world: World, who: str = "skhdt") -> None:
    world.says(who, "vuong mac chung")
    world.says(who, "1")
    world.says(who, "đã giải quyết: Bộ đã hướng dẫn")
    world.taps(who, "Đúng, ghi nhận")


def rows(world: World, what: type) -> int:
    with world.database.read() as session:
        return len(session.exec(select(what)).all())


def test_what_two_agencies_wait_for_is_one_group_with_both(world: World) -> None:
    [cluster] = clustered(raised(world))
    assert set(cluster.agencies) == {"Sở Công Thương", "Sở Y tế"}
    [listed] = world.says("skhdt", "danh sách vướng mắc")
    assert "Bộ Công Thương (2 đơn vị)" in listed.text


def test_a_planner_settles_a_group_and_whoever_raised_it_hears(world: World) -> None:
    settle_all(world)
    assert open_ones(raised(world)) == []
    assert all(one.word and one.word.word == "Bộ đã hướng dẫn" for one in raised(world))
    assert "đã được giải quyết" in world.heard_by("sct")[-1].text
    assert "đã được giải quyết" in world.heard_by("syt")[-1].text
    with world.database.read() as session:
        noted = session.exec(
            select(AuditEntry).where(col(AuditEntry.action) == "obstacle.settled")
        ).all()
    assert len(noted) == 2


def test_nothing_is_stored_before_the_yes_nor_twice(world: World) -> None:
    world.says("skhdt", "vuong mac chung")
    world.says("skhdt", "1")
    world.taps("skhdt", "Cả 2 đã giải quyết")
    world.says("skhdt", "Bộ đã hướng dẫn")
    assert rows(world, ObstacleWord) == 0
    yes = world.button("skhdt", "Đúng, ghi nhận")
    world.taps_data("skhdt", yes)
    world.taps_data("skhdt", yes)
    assert rows(world, ObstacleWord) == 2


def test_what_changed_since_it_was_shown_is_shown_anew_and_not_stored(world: World) -> None:
    world.says("skhdt", "vuong mac chung")
    world.says("skhdt", "1")
    world.says("skhdt", "đã giải quyết: Bộ đã hướng dẫn")
    reports(world, "sct", "1.1", "completed")
    [again] = world.taps("skhdt", "Đúng, ghi nhận")
    assert "thay đổi" in again.text
    assert rows(world, ObstacleWord) == 0


def test_an_agency_sees_and_settles_its_own_and_no_others(world: World) -> None:
    [own] = world.says("sct", "vướng mắc của đơn vị")
    assert "Sở Y tế" not in own.text
    world.says("sct", "1")
    world.says("sct", "đã giải quyết: Bộ đã hướng dẫn")
    heard = len(world.heard_by("sct"))
    world.taps("sct", "Đúng, ghi nhận")
    assert len(world.heard_by("sct")) == heard + 1  # who settles it needs not be told
    [left] = open_ones(raised(world))
    assert left.agency == "Sở Y tế"


def test_long_lists_come_in_pages_and_every_group_is_reached(world: World) -> None:
    words = "; ".join(f"Chờ Thông tư {number} của Bộ Y tế" for number in range(20, 35))
    reports(world, "sct", "1.2", "blocked", result=words)
    [shown] = world.says("skhdt", "vuong mac chung")
    texts = [shown.text]
    while len(texts) < 3:
        texts.append(world.taps("skhdt", "Xem tiếp")[0].text)
    for number in range(20, 35):
        assert sum(f"Thông tư {number}" in text for text in texts) == 1
    assert world.taps("skhdt", "Xem tiếp")[0].text == texts[0].split("\n\n", 1)[-1]


# --- Derived on read ------------------------------------------------------------------------------


def one_of(session: Session) -> Expectation:
    query = select(Expectation).join(Item, col(Item.id) == Expectation.item_id)
    return session.exec(query.where(Item.code == "1.1")).one()


def says(world: World, difficulties: str) -> None:
    """The agency corrects its report."""
    now = world.clock.now()
    with world.database.write() as session:
        key, who = one_of(session).id or 0, session.exec(select(Person.id)).first()
        report = Report(
            expectation_id=key, status="blocked", difficulties=difficulties, submitted_at=now
        )
        submit(session, report, now.date()).person_id = who


def of_trade(world: World) -> list[Raised]:
    return [one for one in raised(world) if one.agency == "Sở Công Thương"]


def test_a_correction_in_the_same_words_stays_settled_and_new_words_are_open(
    world: World,
) -> None:
    settle_all(world)
    says(world, f"{WAITS}.")
    assert [one.is_settled for one in of_trade(world)] == [True]
    says(world, f"{WAITS}. Thiếu kinh phí")
    assert {one.matter.kind.value: one.is_settled for one in of_trade(world)} == {
        "guidance": True,
        "funding": False,
    }
    says(world, "Không có")
    assert of_trade(world) == []


def test_withdrawn_is_gone_and_the_past_stays_as_it_was(world: World) -> None:
    world.clock.jump_to(date(2026, 10, 20), 9)
    settle_all(world)
    world.clock.jump_to(date(2026, 10, 22), 9)
    with world.database.write() as session:
        one, who = one_of(session), session.exec(select(Person)).first()
        report = session.exec(select(Report).where(Report.expectation_id == one.id)).one()
        now = world.clock.now()
        withdraw(session, one.id or 0, report.id or 0, (who and who.id) or 0, now.date(), now)
    assert of_trade(world) == []
    assert len(open_ones(raised(world, date(2026, 10, 16)))) == 2
    assert open_ones(raised(world, date(2026, 10, 21))) == []
    assert len(raised(world, date(2026, 10, 21))) == 2
    assert raised(world, date(2026, 10, 14)) == []


def test_what_is_said_to_be_there_still_stays_open(world: World) -> None:
    now = world.clock.now()
    with world.database.write() as session:
        one, who = one_of(session), session.exec(select(Person)).first()
        report = session.exec(select(Report).where(Report.expectation_id == one.id)).one()
        said = (report.id or 0, WAITS, "vẫn chờ", who.id if who else 0, now.date(), now)
        say_what_became(session, *said, is_settled=False)
    assert [one.is_settled for one in of_trade(world)] == [False]
    [line] = [one.word.word for one in of_trade(world) if one.word]
    assert line == "vẫn chờ"


def test_erased_people_are_named_in_no_word_that_stays(world: World) -> None:
    settle_all(world)
    now = world.clock.now()
    with world.database.write() as session:
        planner = session.exec(select(Person).where(Person.code == "skhdt")).one()
        erase(session, planner, now.date(), now)
        assert {one.person_id for one in session.exec(select(ObstacleWord))} == {None}
    assert all(one.is_settled and one.word and one.word.by == "" for one in raised(world))


@pytest.mark.parametrize("words", ["khó khăn", "vướng mắc gì"])
def test_from_what_the_agencies_said_it_is_a_tap_to_who_must_act_and_settling(
    world: World, words: str
) -> None:
    reports(world, "sct", "1.2", "blocked", result=WAITS)
    [said] = world.says("skhdt", words)
    assert said.choices[-1].label == "Vướng mắc chung"
    [listed] = world.taps("skhdt", "Vướng mắc chung")
    assert "Bộ Công Thương (2 đơn vị)" in listed.text
    world.says("skhdt", "1")
    world.says("skhdt", "đã giải quyết: Bộ đã hướng dẫn")
    world.taps("skhdt", "Đúng, ghi nhận")
    assert rows(world, ObstacleWord) >= 2


def test_an_agency_s_own_people_get_to_their_own(world: World) -> None:
    reports(world, "sct", "1.2", "blocked", result=WAITS)
    world.says("sct", "xem khó khăn")
    [listed] = world.taps("sct", "Vướng mắc chung")
    assert "Bộ Công Thương (1 đơn vị)" in listed.text
