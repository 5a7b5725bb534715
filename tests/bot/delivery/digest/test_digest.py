"""The digest in words: what is owed, and what a leader is told of."""

import re
from datetime import date

import pytest
from sqlmodel import col, select

from bot.channels.contract import Capabilities
from scheduler.rounds.ad_hoc import open_ad_hoc
from storage.database import Database
from storage.models import Agency, Appointment, Assignment, Expectation, Item, Plan, Post, Rule
from tests.support.worlds.mornings import (
    FIRST,
    LATER,
    RUNG,
    add_tasks,
    digest,
    labels,
    morning,
    reports,
)
from tests.support.worlds.world import CALENDAR, FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(FIRST)
    return world


# --- A focal person -------------------------------------------------------------------------------


def test_a_focal_person_is_offered_now_or_later(world: World) -> None:
    text = digest(world, "sct", FIRST)
    assert "đơn vị còn 3/3 nội dung chưa báo cáo kết quả năm 2026." in text
    assert "lần nhắc đầu tiên" not in text
    assert labels(world, "sct") == ["1.1", "1.2", "1.4", "Báo cáo ngay", LATER]


def test_the_first_digest_of_what_is_overdue_says_that_it_is_the_first(world: World) -> None:
    text = digest(world, "sct", date(2026, 11, 20))
    assert "Đây là lần nhắc đầu tiên qua hệ thống này." in text
    assert "quá hạn" in text
    with world.database.write() as session:
        for one in session.exec(select(Expectation)):
            one.due_on = date(2026, 12, 1)
    assert "lần nhắc đầu tiên" not in digest(world, "sct", date(2026, 12, 2))


def test_of_many_tasks_three_are_named_and_all_are_counted(world: World) -> None:
    add_tasks(world, 12)
    text = digest(world, "sct", FIRST)
    assert "còn 15/15 nội dung" in text
    assert re.findall(r"^\d\) \S+", text, re.MULTILINE) == ["1) 1.1", "2) 1.2", "3) 1.4"]
    assert "Việc thứ 1" not in text
    assert len(text) <= 600
    assert "\n\n1.2 Phát triển" not in text
    [asked] = world.says("sct", "2")
    assert asked.text.startswith("1.2 Phát triển")


def test_what_is_due_first_is_named_first(world: World) -> None:
    add_tasks(world, 12)
    digest(world, "sct", FIRST)
    of = select(Expectation).join(Item, col(Item.id) == Expectation.item_id)
    with world.database.write() as session:
        session.exec(of.where(Item.title == "Việc thứ 12")).one().due_on = date(2026, 11, 9)
    text = digest(world, "sct", RUNG)
    assert "Việc thứ 12" in text
    assert "1.4" not in text
    assert "còn 15/15 nội dung" in text


def test_two_plans_are_told_one_after_the_other(world: World) -> None:
    with world.database.write() as session:
        first = session.exec(select(Plan)).one()
        plan = Plan(
            **first.model_dump(exclude={"id", "code", "decision"}), code="hai", decision="7/QĐ"
        )
        session.add(plan)
        session.flush()
        rule = session.exec(select(Rule)).first()
        assert rule is not None
        session.add(Rule(**rule.model_dump(exclude={"id", "plan_id"}), plan_id=plan.id or 0))
        item = Item(
            plan_id=plan.id or 0, code="9", kind="task", position=1, title="Nước", title_raw=""
        )
        session.add(item)
        session.flush()
        row = session.exec(select(Assignment)).first()
        assert row is not None
        session.add(Assignment(**row.model_dump(exclude={"id", "item_id"}), item_id=item.id or 0))
    morning(world, FIRST)
    [message] = world.heard_by("sct")
    assert message.text.index("2082/QĐ-UBND") < message.text.index("7/QĐ")
    assert "còn 3/3 nội dung" in message.text
    assert "còn 1/1 nội dung" in message.text


def test_what_is_asked_besides_the_rules(world: World) -> None:
    with world.database.write() as session:
        plan, agency = session.exec(select(Plan)).one(), session.exec(select(Agency)).all()[0]
        assert agency.name == "Sở Công Thương"
        open_ad_hoc(
            session,
            plan,
            "Tình hình cấp nước mùa khô",
            date(2026, 10, 20),
            [agency.id or 0],
            None,
            world.clock.now(),
            CALENDAR,
        )
    text = digest(world, "sct", FIRST)
    assert "báo cáo ngoài kỳ báo cáo năm" in text
    assert "1) Tình hình cấp nước mùa khô" in text
    assert text.index("ngoài kỳ") < text.index("còn 3/3")


def test_long_digests_are_split_below_the_limit_of_the_channel(database: Database) -> None:
    world = World(database, FakeChannel(capabilities=Capabilities(max_length=200, buttons=True)))
    world.links("sct")
    add_tasks(world, 12)
    morning(world, FIRST)
    parts = world.heard_by("sct")
    assert len(parts) > 2
    assert all(len(one.text) <= 200 for one in parts)
    assert [bool(one.choices) for one in parts] == [False] * (len(parts) - 1) + [True]
    [question] = world.taps("sct", LATER)
    assert "dự kiến báo cáo ngày nào" in question.text


def test_a_promised_task_is_shown_as_promised(world: World) -> None:
    digest(world, "sct", FIRST)
    world.taps("sct", LATER)
    world.taps("sct", "thứ Sáu, ngày 13/11")
    add_tasks(world, 1)
    text = digest(world, "sct", RUNG)
    assert text.count("(hẹn báo cáo ngày 13/11/2026)") == 3
    assert "còn 4/4 nội dung" in text


# --- A leader -------------------------------------------------------------------------------------


def test_a_leader_is_told_what_was_missed(world: World) -> None:
    world.links("sct-lanhdao")
    morning(world, FIRST)
    morning(world, date(2026, 11, 17))
    assert world.heard_by("sct-lanhdao") == []
    reports(world, but=1)
    text = digest(world, "sct-lanhdao", date(2026, 11, 18))
    assert text.startswith("Kính gửi đồng chí Dung (Sở Công Thương).")
    assert "cán bộ đầu mối của đơn vị đã được nhắc nhưng chưa báo cáo" in text
    assert "1.4" in text
    assert "1.1" not in text
    assert text.endswith("chỉ đạo báo cáo.\n\nTrân trọng.")
    assert labels(world, "sct-lanhdao") == ["Đã nhận"]
    [thanks] = world.taps("sct-lanhdao", "Đã nhận")
    assert thanks.text == "Xin cảm ơn."


def test_a_leader_is_told_only_of_what_somebody_there_has_heard(world: World) -> None:
    world.links("sct-lanhdao")
    with world.database.write() as session:
        syt = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        session.add(
            Appointment(
                person_id=4, agency_id=syt.id or 0, post=Post.LEADER, starts_on=date(2023, 9, 18)
            )
        )
    morning(world, FIRST)
    text = digest(world, "sct-lanhdao", date(2026, 11, 18))
    assert "1.3" not in text  # nobody of Sở Y tế was ever reached
    [kind] = world.says("sct-lanhdao", "gì vậy")
    assert "chưa trả lời được câu hỏi" in kind.text  # a long letter is not sent twice


def test_a_promise_made_while_the_leaders_digest_waits(world: World) -> None:
    world.links("sct-lanhdao")
    morning(world, FIRST)
    digest(world, "sct", date(2026, 11, 17))
    world.clock.jump_to(date(2026, 11, 18), 7)
    world.ticks()
    world.taps("sct", LATER)
    world.taps("sct", "thứ Hai, ngày 23/11")
    assert digest(world, "sct-lanhdao", date(2026, 11, 18)) == ""
    assert digest(world, "sct-lanhdao", date(2026, 11, 23)) == ""
    assert "1.4" in digest(world, "sct-lanhdao", date(2026, 11, 25))
