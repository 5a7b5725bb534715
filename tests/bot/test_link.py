"""Linking: code, confirmation, consent; strangers, wrong, used and expired codes."""

import pytest
from sqlmodel import select

from bot.channels.contract import OutgoingMessage
from storage.database import Database
from storage.models import ChatAccount, Consent, Invitation
from tests.world import World


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
