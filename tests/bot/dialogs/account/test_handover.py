"""Handing over: a code, the post that moves with it, what stays with the agency, taking it back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.account.handover import read_name, read_phone
from bot.dialogs.effects import HandOver, TakeBackHandover, TakeOver
from storage.database import Database
from storage.messages.inbox import account_at
from storage.messages.questions import open_questions
from storage.models import Agency, Appointment, Handover, Invitation, Person, Post, Report
from storage.people.appointments import erased_code
from tests.support.worlds.world import CALENDAR, World

TODAY = date(2026, 10, 15)


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(TODAY)
    world.ticks()
    return world


def hands_over(world: World, to: str = "Võ Thị Mẫu Hoa") -> str:
    """The code for somebody new."""
    world.says("sct", "bàn giao")
    world.says("sct", to)
    world.taps("sct", "Bỏ qua")
    [told] = world.taps("sct", "Đúng, cấp mã")
    return told.text.split(": ")[1].split()[0]


def takes_over(world: World, code: str, chat: str = "chat-1") -> str:
    world.says(chat, code)
    world.taps(chat, "Đúng")
    return world.taps(chat, "Đồng ý")[0].text


def focal(world: World, on: date) -> list[str]:
    with world.database.read() as session:
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        query = select(Person, Appointment).join(Appointment)
        return [
            person.full_name
            for person, post in session.exec(query)
            if (post.agency_id, post.post) == (agency.id, Post.FOCAL)
            and post.starts_on <= on <= (post.ends_on or on)
        ]


def test_the_post_moves_when_the_successor_has_linked(world: World) -> None:
    code = hands_over(world)
    assert focal(world, TODAY) == ["Nguyễn Văn Mẫu An"]
    assert "Từ hôm nay anh/chị là cán bộ đầu mối của Sở Công Thương" in takes_over(world, code)
    assert focal(world, TODAY) == ["Võ Thị Mẫu Hoa"]
    assert focal(world, date(2026, 10, 14)) == ["Nguyễn Văn Mẫu An"]
    assert "đã nhận bàn giao" in world.heard_by("sct")[-1].text
    assert "không làm đầu mối báo cáo của đơn vị nào" in world.says("sct", "nhiem vu")[0].text
    assert "1.1" in world.says("chat-1", "nhiem vu")[0].text


def test_reports_and_drafts_of_the_one_before(world: World) -> None:
    code = hands_over(world)
    world.says("sct", "1.1")
    world.taps("sct", "Chưa đến kỳ")
    world.confirms("sct")
    world.says("sct", "1.2")
    world.taps("sct", "Đã hoàn thành")
    takes_over(world, code)
    with world.database.read() as session:
        assert open_questions(session, account_at(session, "fake", "sct").id or 0) == []
        assert len(session.exec(select(Report)).all()) == 1
    world.says("sct", "Đã phát 5.000 tờ rơi")
    with world.database.read() as session:
        assert len(session.exec(select(Report)).all()) == 1
    [owed] = world.says("chat-1", "nhiem vu")
    assert [choice.label for choice in owed.choices] == ["1.2", "1.4", "Đã báo cáo (1)"]


def test_a_handover_taken_back_leaves_no_code_and_no_stranger_behind(world: World) -> None:
    code = hands_over(world)
    world.says("sct", "ban giao")
    assert "vẫn là cán bộ đầu mối" in world.taps("sct", "Thu hồi bàn giao")[0].text
    world.says("chat-1", code)
    assert focal(world, TODAY) == ["Nguyễn Văn Mẫu An"]
    with world.database.read() as session:
        named = session.exec(select(Person).where(Person.code == erased_code("sct-2"))).one()
        assert (named.full_name, named.office_phone) == ("", "")
        assert session.exec(select(Invitation)).all() == []


def test_a_new_code_ends_the_older_one(world: World) -> None:
    older = hands_over(world)
    world.says("sct", "ban giao")
    [told] = world.taps("sct", "Cấp mã mới")
    newer = told.text.split(": ")[1].split()[0]
    assert "đã hết hạn" in world.says("chat-1", older)[0].text
    takes_over(world, newer)
    assert focal(world, TODAY) == ["Võ Thị Mẫu Hoa"]


def test_after_seven_days_nothing_moves_and_another_may_be_named(world: World) -> None:
    code = hands_over(world)
    world.clock.forward(days=7, minutes=1)
    assert "đã hết hạn" in world.says("chat-1", code)[0].text
    assert "Người nhận là ai" in world.says("sct", "ban giao")[0].text


def test_a_post_that_was_lost_meanwhile_cannot_be_given(world: World) -> None:
    code = hands_over(world)
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        query = select(Appointment).where(Appointment.person_id == person.id)
        session.exec(query).one().ends_on = date(2026, 10, 14)
    takes_over(world, code)
    assert focal(world, TODAY) == []
    with world.database.read() as session:
        assert session.exec(select(Handover)).one().done_at is None


@pytest.mark.parametrize("code", ["ABCD-EFGH", "ZXXH-UR9J", "CHUA-X5KH"])
def test_a_colleague_who_is_linked_takes_over_in_their_own_chat(code: str, world: World) -> None:
    """Whatever the letters of the code seem to say."""
    world.runtime = replace(world.runtime, new_code=lambda: code)
    world.links("sct-lanhdao")
    world.says("sct", "ban giao")
    world.says("sct", "dung")
    [told] = world.taps("sct", "Đúng, cấp mã")
    assert code in told.text
    world.says("sct-lanhdao", code)
    [taken] = world.taps("sct-lanhdao", "Nhận bàn giao")
    assert "Còn 3 nội dung chưa báo cáo." in taken.text
    assert focal(world, TODAY) == ["Phạm Thị Mẫu Dung"]


def test_the_code_is_for_the_named_one_only(world: World) -> None:
    world.links("syt")
    code = hands_over(world)
    for who in ("sct", "syt"):
        assert "mã vừa nhập là của người khác" in world.says(who, code)[0].text.lower()
    assert focal(world, TODAY) == ["Nguyễn Văn Mẫu An"]


def test_only_who_holds_the_post_hands_it_over(world: World) -> None:
    world.links("sct-lanhdao")
    world.links("syt")
    assert "Chỉ cán bộ đầu mối" in world.says("sct-lanhdao", "ban giao")[0].text
    hands_over(world)
    with world.database.write() as session:
        account = account_at(session, "fake", "syt")
        known = load_facts(session, account, world.clock.now(), CALENDAR)
        change = EffectContext(session, account, known, world.clock.now())
        handover, invitation = session.exec(select(Handover)).one(), select(Invitation.id)
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        own = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        stranger = session.exec(select(Person).where(Person.code == "skhdt")).one()
        for effect in (
            HandOver(agency.id or 0, "ABCD-2222", full_name="Võ Thị Mẫu"),
            HandOver(own.id or 0, "ABCD-2222", to_id=stranger.id),
            TakeBackHandover(handover.id or 0),
            TakeOver(session.exec(invitation).one() or 0),
        ):
            with pytest.raises(NotAllowed):
                handle(change, effect)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Võ  Thị Mẫu Hoa", "Võ Thị Mẫu Hoa"),
        ("H' Mẫu Niê", "H' Mẫu Niê"),
        ("Hoa", ""),
        ("0000 000 001", ""),
        ("Võ Thị Mẫu Hoa 123", ""),
        ("Võ\nThị <b>", ""),
        ("a b" * 40, ""),
    ],
)
def test_a_full_name_is_two_words_of_letters(typed: str, name: str) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0000 000 001", "0000 000 001"),
        ("(0000) 000-001", ""),
        ("+84 000.000.001", "+84 000.000.001"),
        ("0000", ""),
        ("không có", ""),
        ("0000 000 001 máy lẻ 2", ""),
    ],
)
def test_a_phone_number_is_digits(typed: str, phone: str) -> None:
    assert read_phone(typed) == phone


def test_the_planning_department_hears_who_answers_now(world: World) -> None:
    world.links("skhdt")
    takes_over(world, hands_over(world))
    told = [one.text for one in world.heard_by("skhdt") if "bàn giao" in one.text]
    assert len(told) == 1
    assert "của Sở Công Thương; từ hôm nay, đầu mối là Võ Thị Mẫu Hoa" in told[0]


@pytest.mark.parametrize("typed", ["bàn giao cho chị Dung", "em xin ban giao lai cho chi Dung a"])
def test_whom_to_hand_over_to_may_be_named_at_once(in_memory: Database, typed: str) -> None:
    """ "Chị Dung" is the colleague who is known, and no new person of that name."""
    world = World(in_memory)
    world.links("sct")
    [echo] = world.says("sct", typed)
    assert "Người nhận: Phạm Thị Mẫu Dung" in echo.text
