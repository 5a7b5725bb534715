"""Received, will report later: which days are offered, and what an answer does."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import Appointment
from tests.support.worlds.mornings import FIRST, LATER, add_tasks, digest, labels, reports, snoozes
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(FIRST)
    return world


def test_choosing_a_day(world: World) -> None:
    digest(world, "sct", FIRST)
    [question] = world.taps("sct", LATER)
    assert question.text.startswith("Đơn vị dự kiến báo cáo ngày nào?")
    assert labels(world, "sct") == [
        "thứ Năm, ngày 15/10/2026",
        "thứ Hai, ngày 19/10/2026",
        "thứ Tư, ngày 21/10/2026",
        "thứ Sáu, ngày 13/11/2026",
    ]
    [thanks] = world.taps("sct", "thứ Tư, ngày 21/10")
    assert "đơn vị sẽ báo cáo vào thứ Tư, ngày 21/10/2026" in thanks.text
    assert [one.until_on for one in snoozes(world)] == [date(2026, 10, 21)] * 3
    assert digest(world, "sct", date(2026, 10, 20)) == ""
    assert "còn 3/3" in digest(world, "sct", date(2026, 10, 21))


def test_a_day_that_has_passed_meanwhile(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    old = world.button("sct", "thứ Năm, ngày 15/10")
    world.clock.jump_to(date(2026, 10, 16))
    [again] = world.taps_data("sct", old)
    assert "Đề nghị hẹn một ngày sau hôm nay" in again.text
    assert snoozes(world) == []
    assert labels(world, "sct")[0] == "thứ Hai, ngày 19/10/2026"
    world.taps("sct", "thứ Hai, ngày 19/10")
    assert len(snoozes(world)) == 3


def test_a_second_tap_on_a_day_changes_nothing(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    data = world.button("sct", "thứ Năm, ngày 15/10")
    world.taps_data("sct", data)
    [kind] = world.taps_data("sct", data)
    assert "đã được trả lời" in kind.text
    assert len(snoozes(world)) == 3


def test_words_instead_of_a_day(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    [asked] = world.says("sct", "tuần sau")
    assert asked.text == "Đơn vị báo cáo vào thứ Sáu, ngày 23/10/2026, đúng không ạ?"
    assert snoozes(world) == []
    world.says("sct", "đúng")
    assert [one.until_on for one in snoozes(world)] == [date(2026, 10, 23)] * 3


def test_on_the_due_day_there_is_no_later(world: World) -> None:
    digest(world, "sct", date(2026, 11, 13))
    [said] = world.taps("sct", LATER)
    assert said.text.startswith("Xin cảm ơn. Hạn báo cáo là hôm nay")
    assert snoozes(world) == []


def test_a_day_asked_for_before_and_answered_on_the_due_day(world: World) -> None:
    digest(world, "sct", date(2026, 11, 12))
    world.taps("sct", LATER)
    data = world.button("sct", "thứ Sáu, ngày 13/11")
    world.clock.jump_to(date(2026, 11, 13))
    [said] = world.taps_data("sct", data)
    assert "Hạn báo cáo là hôm nay" in said.text
    assert snoozes(world) == []


def test_what_is_overdue_may_be_promised_within_two_weeks(world: World) -> None:
    digest(world, "sct", date(2026, 11, 16))
    world.taps("sct", LATER)
    assert labels(world, "sct")[-1] == "thứ Ba, ngày 01/12/2026"  # ten working days; 24/11 is off


def test_a_day_after_all_was_reported(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    data = world.button("sct", "thứ Năm, ngày 15/10")
    reports(world)
    [said] = world.taps_data("sct", data)
    assert "đã báo cáo đủ 3 nội dung" in said.text
    assert snoozes(world) == []


def test_words_at_the_question_for_a_day_after_all_was_reported(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    reports(world)
    [said] = world.says("sct", "tuần sau")
    assert "ngày nào" not in said.text


def test_a_day_of_which_only_another_task_is_left(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    data = world.button("sct", "thứ Năm, ngày 15/10")
    reports(world)
    add_tasks(world, 1)
    world.ticks()
    [said] = world.taps_data("sct", data)
    assert "Còn 1 nội dung chưa báo cáo" in said.text
    assert snoozes(world) == []


def test_a_promise_is_kept_for_what_is_still_owed_only(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    reports(world, but=1)
    world.taps("sct", "thứ Năm, ngày 15/10")
    assert len(snoozes(world)) == 1


def test_who_is_no_longer_focal_person_promises_nothing(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    with world.database.write() as session:
        post = session.exec(select(Appointment).where(Appointment.person_id == 1)).one()
        post.ends_on = FIRST - timedelta(days=1)
    [said] = world.taps("sct", "thứ Năm, ngày 15/10")
    assert "sẽ báo cáo" not in said.text
    assert snoozes(world) == []
