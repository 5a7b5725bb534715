"""Linking: code, confirmation, consent; strangers, wrong, used and expired codes."""

from datetime import date

import pytest
from sqlmodel import select

from bot.channels.contract import OutgoingMessage
from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import Link
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import ChatAccount, Consent, Invitation, Person
from tests.support.worlds.world import CALENDAR, FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def said(messages: list[OutgoingMessage]) -> str:
    return "\n".join(message.text for message in messages)


def test_a_stranger_is_asked_for_a_code_and_nothing_else(world: World) -> None:
    [answer] = world.says("chat-1", "xin chào")
    assert "mã mời" in answer.text
    assert answer.choices == ()


@pytest.mark.parametrize("spelled", ["{code}", "/start {code}", " {lower} ", "{spaced}"])
def test_a_code_then_yes_then_consent_links_the_chat(world: World, spelled: str) -> None:
    code = world.invites("sct")
    text = spelled.format(code=code, lower=code.lower(), spaced=code.replace("-", " "))
    [asked] = world.says("chat-1", text)
    assert "Nguyễn Văn Mẫu An (Sở Công Thương)" in asked.text
    [notice] = world.taps("chat-1", "Đúng")
    assert "lưu họ tên" in notice.text
    [done] = world.taps("chat-1", "Đồng ý")
    assert "Đã liên kết" in done.text
    with world.database.read() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.address == "chat-1")).one()
        consent = session.exec(select(Consent)).one()
    assert account.person_id == consent.person_id
    assert consent.given_at == world.clock.now()
    assert len(consent.text_hash) == 64


def test_nothing_is_linked_before_the_consent_or_without_it(world: World) -> None:
    world.says("chat-1", world.invites("sct"))
    world.taps("chat-1", "Đúng")
    [answer] = world.taps("chat-1", "Không đồng ý")
    assert "không lưu thông tin" in answer.text
    with world.database.read() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.address == "chat-1")).one()
        invitation = session.exec(select(Invitation)).one()
        assert session.exec(select(Consent)).all() == []
    assert account.person_id is None
    assert invitation.used_at is None


def test_the_wrong_person_leaves_the_code_unused(world: World) -> None:
    code = world.invites("sct")
    world.says("chat-1", code)
    [answer] = world.taps("chat-1", "Không phải")
    assert "chưa được sử dụng" in answer.text
    assert "Nguyễn Văn Mẫu An" in said(world.says("chat-2", code))


def test_a_code_is_used_once(world: World) -> None:
    code = world.invites("sct")
    world.says("chat-1", code)
    world.taps("chat-1", "Đúng")
    world.taps("chat-1", "Đồng ý")
    assert "đã được sử dụng" in said(world.says("chat-2", code))


def test_two_chats_racing_for_one_code_link_only_the_first(world: World) -> None:
    code = world.invites("sct")
    for chat in ("chat-1", "chat-2"):
        world.says(chat, code)
        world.taps(chat, "Đúng")
    assert "Đã liên kết" in said(world.taps("chat-1", "Đồng ý"))
    assert "đã được sử dụng" in said(world.taps("chat-2", "Đồng ý"))


def test_an_expired_code_is_refused(world: World) -> None:
    code = world.invites("sct", days=1)
    world.clock.forward(days=2)
    assert "đã hết hạn" in said(world.says("chat-1", code))


def test_a_newer_code_ends_the_older_one(world: World) -> None:
    older, newer = world.invites("sct"), world.invites("sct")
    assert "đã hết hạn" in said(world.says("chat-1", older))
    assert "Nguyễn Văn Mẫu An" in said(world.says("chat-1", newer))


def test_after_five_wrong_codes_even_the_right_one_must_wait_and_then_silence(
    world: World,
) -> None:
    code = world.invites("sct")
    for number in range(5):
        assert "Không tìm thấy" in said(world.says("chat-1", f"WXYZ-223{number + 2}"))
    assert "quá nhiều lần" in said(world.says("chat-1", code))
    assert world.says("chat-1", code) == []
    world.clock.forward(hours=1, seconds=1)
    assert "Nguyễn Văn Mẫu An" in said(world.says("chat-1", code))


def test_a_linked_chat_is_told_so(world: World) -> None:
    world.links("sct")
    assert "đã được liên kết" in said(world.says("sct", "/start"))


def links(world: World, chat: str, code: str) -> str:
    world.says(chat, code)
    world.taps(chat, "Đúng")
    return said(world.taps(chat, "Đồng ý"))


def test_a_second_chat_on_the_channel_replaces_the_first_which_is_told(world: World) -> None:
    links(world, "old", world.invites("sct"))
    world.says("old", "nhiem vu")
    told = links(world, "new", world.invites("sct"))
    assert "trước đây trên kênh này không còn được liên kết" in told
    assert "Nếu không phải anh/chị thực hiện" in world.heard_by("old")[-1].text
    assert "mã mời" in said(world.says("old", "nhiem vu"))
    with world.database.read() as session:
        accounts = {one.address: one.person_id for one in session.exec(select(ChatAccount))}
        assert accounts["old"] is None
        assert accounts["new"] is not None
        assert len(session.exec(select(Consent)).all()) == 2
    assert "đã được liên kết" in said(world.says("new", "/start"))


def test_a_digest_that_waits_goes_to_the_newer_chat(world: World) -> None:
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 14), 18)
    world.ticks()
    links(world, "new", world.invites("sct"))
    world.clock.jump_to(date(2026, 10, 15))
    assert [message.address for message in world.ticks()] == ["new"]


class Beside(World):
    """The same world, seen from another channel."""

    def _begins(self) -> None: ...


def test_on_another_channel_both_stay_and_reminders_go_to_the_newest(world: World) -> None:
    links(world, "old", world.invites("sct"))
    beside = Beside(world.database, FakeChannel("zalo-bot-1"))
    beside.clock.jump_to(date(2026, 10, 14), 8)
    told = links(beside, "new", world.invites("sct"))
    assert "kênh khác vẫn được liên kết" in told
    assert "Sở Công Thương" in said(world.says("old", "tro giup"))
    for one in (world, beside):
        one.clock.jump_to(date(2026, 10, 15))
    assert [message.address for message in beside.ticks()] == ["new"]
    assert world.delivers() == []
    [shown] = beside.says("new", "du lieu cua toi")
    assert "Đã liên kết: fake" in shown.text


def test_a_new_code_in_the_same_chat_is_not_needed_unless_the_consent_was_withdrawn(
    world: World,
) -> None:
    links(world, "sct", world.invites("sct"))
    code = world.invites("sct")
    assert "Không cần nhập mã nữa" in said(world.says("sct", code))
    world.says("sct", "du lieu cua toi")
    world.taps("sct", "Rút lại đồng ý")
    world.taps("sct", "Có, rút lại")
    assert "lưu họ tên" in said(world.says("sct", code))
    assert "Đã liên kết" in said(world.taps("sct", "Đồng ý"))


def test_a_linked_chat_never_becomes_somebody_elses(world: World) -> None:
    links(world, "sct", world.invites("sct"))
    answer = said(world.says("sct", world.invites("syt")))
    assert "của người khác" in answer
    assert "Bình" not in answer
    with world.database.write() as session:
        account = account_at(session, "fake", "sct")
        facts = load_facts(session, account, world.clock.now(), CALENDAR)
        invitations = session.exec(select(Invitation)).all()
        change = EffectContext(session, account, facts, world.clock.now())
        with pytest.raises(NotAllowed):
            handle(change, Link(invitations[-1].id or 0, "x", "y"))


def test_help_is_by_role_and_by_what_is_open(world: World) -> None:
    for code in ("sct", "sct-lanhdao", "skhdt"):
        world.links(code)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    focal, leader = said(world.says("sct", "?")), said(world.says("sct-lanhdao", "help"))
    assert "xin lùi hạn" in focal
    assert "hủy" not in focal
    assert "- tổng hợp" not in focal
    assert "xin lùi hạn" not in leader
    assert "bàn giao" not in leader
    assert "- tổng hợp" in said(world.says("skhdt", "menu"))
    world.says("sct", "nghi phep")
    assert "hủy" in said(world.says("sct", "?"))
    assert "mã mời" in said(world.says("stranger", "tro giup"))


def test_whoever_is_invited_is_spoken_to_in_their_language(world: World) -> None:
    """The consent is to be understood before it is given."""
    with world.database.write() as session:
        session.exec(select(Person).where(Person.code == "sct")).one().language = "en"
    code = world.invites("sct")
    assert said(world.says("chat-1", code)).startswith("Are you Nguyễn Văn Mẫu An")
    assert "Do you agree?" in said(world.taps("chat-1", "Yes, that is me"))
