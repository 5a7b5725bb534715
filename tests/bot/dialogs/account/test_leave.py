"""Leave with and without a stand-in: days as typed, notices, being back early, rights."""

from datetime import date

import pytest
from sqlmodel import select

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import AnnounceLeave
from bot.language.dates.ranges import read_period
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import Absence, Agency, Appointment, Person
from storage.people.absences import away_on
from tests.support.worlds.world import CALENDAR, World

TODAY = date(2026, 10, 14)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("từ 2/11 đến 10/11", (2026, 11, 2), (2026, 11, 10)),
        ("tu 2/11 den 10/11", (2026, 11, 2), (2026, 11, 10)),
        ("2/11-10/11", (2026, 11, 2), (2026, 11, 10)),
        ("2-10/11", (2026, 11, 2), (2026, 11, 10)),
        ("ngày 2 đến hết ngày 10 tháng 11", (2026, 11, 2), (2026, 11, 10)),
        ("Xin nghỉ phép từ 02/11/2026 tới 10/11/2026", (2026, 11, 2), (2026, 11, 10)),
        ("tuần sau", (2026, 10, 19), (2026, 10, 23)),
        ("nghi ca tuan toi", (2026, 10, 19), (2026, 10, 23)),
        ("tuần này", (2026, 10, 14), (2026, 10, 16)),
        ("tháng sau", (2026, 11, 1), (2026, 11, 30)),
        ("từ mai tới thứ 6 tuần tới", (2026, 10, 15), (2026, 10, 23)),
        ("từ thứ 2 đến thứ 6", (2026, 10, 19), (2026, 10, 23)),
        ("28/12 đến 5/1", (2026, 12, 28), (2027, 1, 5)),
        ("mai", (2026, 10, 15), (2026, 10, 15)),
        ("hôm nay đến mai", (2026, 10, 14), (2026, 10, 15)),
    ],
)
def test_days_away_are_read_as_they_are_typed(
    typed: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    period = read_period(typed, TODAY)
    assert period is not None
    assert (period.first, period.last) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "typed",
    ["", "chưa biết", "hôm qua", "tuần trước", "32/11 đến 3/12", "10/11 đến 2/11", "x" * 300],
)
def test_what_names_no_coming_days_is_not_read(typed: str) -> None:
    assert read_period(typed, TODAY) is None


def test_one_day_alone_may_be_only_the_first() -> None:
    assert [read_period(text, TODAY).is_whole for text in ("2/11", "2/11-3/11")] == [  # type: ignore[union-attr]
        False,
        True,
    ]


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.links("sct-lanhdao")
    return world


def goes(world: World, stand_in: str = "Phạm Thị Mẫu Dung") -> None:
    world.says("sct", "nghỉ phép")
    world.says("sct", "từ 15/10 đến 23/10")
    world.says("sct", stand_in)
    world.taps("sct", "Đúng, ghi nhận")


def absences(world: World) -> list[Absence]:
    with world.database.read() as session:
        return list(session.exec(select(Absence).order_by(Absence.id)))  # type: ignore[arg-type]


def test_the_stand_in_is_told_in_office_hours_and_reminded_instead(world: World) -> None:
    world.clock.jump_to(date(2026, 10, 14), 20)
    goes(world, "dung")
    assert world.heard_by("sct-lanhdao") == []
    world.clock.jump_to(date(2026, 10, 15))
    told = world.ticks()
    assert {message.address for message in told} == {"sct-lanhdao"}
    told_days = "vắng mặt từ thứ Năm, ngày 15/10/2026 đến hết thứ Sáu, ngày 23/10/2026"
    assert told_days in told[0].text  # both in one message
    assert "1.1 Tuyên truyền" in told[0].text


def test_nothing_is_stored_before_the_confirmation(world: World) -> None:
    world.says("sct", "vang mat")
    world.says("sct", "tuần sau")
    world.taps("sct", "Không có ai")
    assert absences(world) == []
    world.taps("sct", "Hủy")
    assert absences(world) == []


def test_being_back_early_ends_what_has_begun_and_keeps_the_next_leave(world: World) -> None:
    goes(world)
    world.says("sct", "nghi phep")
    world.says("sct", "từ 1/12 đến 4/12")
    world.taps("sct", "Không có ai")
    world.taps("sct", "Đúng, ghi nhận")
    world.clock.jump_to(date(2026, 10, 19), 9)
    world.ticks()
    [back] = world.says("sct", "Đã đi làm lại")
    assert "01/12/2026" in back.text
    assert "kết thúc từ hôm nay" in world.heard_by("sct-lanhdao")[-1].text
    assert [one.ended_at is None for one in absences(world)] == [False, True]


def test_typing_that_one_is_back_closes_the_question_about_other_days(world: World) -> None:
    goes(world)
    world.says("sct", "nghi phep")
    world.says("sct", "đã đi làm lại")
    assert "chưa hiểu" in world.says("sct", "từ 2/11 đến 10/11")[0].text
    assert len(absences(world)) == 1


def test_other_days_replace_those_that_overlap_from_their_first_day_on(world: World) -> None:
    goes(world)
    world.clock.jump_to(date(2026, 10, 15), 9)
    world.says("sct", "nghi phep")
    world.says("sct", "từ 20/10 đến 30/10")
    world.taps("sct", "Không có ai")
    world.taps("sct", "Đúng, ghi nhận")
    with world.database.read() as session:
        assert list(away_on(session, date(2026, 10, 19)).values()) == [4]  # until the new one
        assert list(away_on(session, date(2026, 10, 28)).values()) == [None]
    assert "kết thúc" not in world.heard_by("sct-lanhdao")[-1].text  # still needed till then


def test_somebody_on_leave_then_is_not_offered(world: World) -> None:
    world.says("sct-lanhdao", "nghi phep")
    world.says("sct-lanhdao", "tuần sau")
    world.taps("sct-lanhdao", "Không có ai")
    world.taps("sct-lanhdao", "Đúng, ghi nhận")
    world.says("sct", "nghi phep")
    [asked] = world.says("sct", "từ 15/10 đến 23/10")
    assert [choice.label for choice in asked.choices] == ["Không có ai"]
    assert "Chưa tìm thấy" in world.says("sct", "Dung")[0].text


def test_nobody_of_another_agency_stands_in_by_any_effect(world: World) -> None:
    with world.database.write() as session:
        account = account_at(session, "fake", "sct")
        known = load_facts(session, account, world.clock.now(), CALENDAR)
        other = session.exec(select(Person).where(Person.code == "syt")).one()
        effect = AnnounceLeave(date(2026, 10, 15), date(2026, 10, 23), other.id)
        with pytest.raises(NotAllowed):
            handle(EffectContext(session, account, known, world.clock.now()), effect)
    assert absences(world) == []


def test_a_half_filled_leave_outlives_a_reminder(world: World) -> None:
    world.says("sct", "nghi phep")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    assert "việc báo nghỉ phép. Nhập" in world.says("sct", "từ 2/11 đến 10/11")[0].text
    assert "từ ngày nào đến ngày nào" in world.says("sct", "viết tiếp")[0].text
    assert "Ai làm thay đầu mối" in world.says("sct", "từ 2/11 đến 10/11")[0].text


# --- Who is no plain colleague --------------------------------------------------------------------


def away(world: World) -> list[str]:
    """Asked who stands in: the text and the lines of the choices."""
    world.says("sct", "nghi phep")
    return world.says("sct", "từ 2/11 đến 10/11")[0].text.splitlines()


def test_a_leader_is_not_offered_as_stand_in_without_a_word(in_memory: Database) -> None:
    world = World(in_memory)
    world.links("sct")
    assert any("Phạm Thị Mẫu Dung (lãnh đạo phụ trách)" in line for line in away(world))
    asked = world.taps("sct", "Phạm Thị Mẫu Dung")[0].text
    assert "Phạm Thị Mẫu Dung là lãnh đạo phụ trách" in asked
    assert "đúng không?" in asked


def test_a_stand_in_of_another_agency_is_asked_about(in_memory: Database) -> None:
    """sct also leads Sở Y tế, and so knows syt as a colleague there."""
    world = World(in_memory)
    world.links("sct")
    with world.database.write() as session:
        sct = session.exec(select(Person).where(Person.code == "sct")).one()
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        post = Appointment(
            person_id=sct.id or 0, agency_id=health.id or 0, post="leader", starts_on=TODAY
        )
        session.add(post)
    assert any("Trần Thị Mẫu Bình (Sở Y tế)" in line for line in away(world))
    asked = world.taps("sct", "Trần Thị Mẫu Bình")[0].text
    assert "Trần Thị Mẫu Bình thuộc đơn vị khác (Sở Y tế), đúng không?" in asked


@pytest.mark.parametrize("whom", ["nhờ chị Dung làm thay ạ", "nho Dung", "giao cho chi Mau Dung"])
def test_who_stands_in_may_be_named_with_the_days(in_memory: Database, whom: str) -> None:
    world = World(in_memory)
    world.links("sct")
    world.links("sct-lanhdao")
    [echo] = world.says("sct", f"nghỉ phép từ 15/10 đến 23/10 {whom}")
    assert "Phạm Thị Mẫu Dung làm thay" in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    assert absences(world)[0].stand_in_id is not None


def test_a_name_is_known_behind_its_address(in_memory: Database) -> None:
    world = World(in_memory)
    world.links("sct")
    world.says("sct", "nghỉ phép từ 15/10 đến 23/10")
    assert "Phạm Thị Mẫu Dung làm thay" in world.says("sct", "chị Dung")[0].text
