"""The webhook of the Official Account: its proof, its events, and 200 only for what is stored."""

import json

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.channels.zalo_oa.webhook import event_of, is_signed
from storage.database import Database
from storage.models import ChatAccount, InboundKind
from tests.support.channels.webhook_calls import KEY, Calling, event, of_user, signed

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SHORT = b'{"app_id":"123","timestamp":"1790000000000"}'
SHORT_HEX = "b1490d8f869d7bd2e06e900077751c4a5f6391aa50c1009bd3d378a2e5d00deb"
WORDS = (
    '{"app_id":"123","event_name":"user_send_text","sender":{"id":"u1"},"recipient":{"id":"oa1"},'
    '"message":{"text":"Đã nhận","msg_id":"m1"},"timestamp":"1790000000000"}'
).encode()
WORDS_HEX = "6299c5db490e926be69a615e9e87550a09c0eb68ce466c6c31d70631dace1eb6"


# --- The proof ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "key", "expected"), [(SHORT, "k", SHORT_HEX), (WORDS, KEY, WORDS_HEX)]
)
@pytest.mark.parametrize("form", ["{}", "mac={}", "MAC={}", " mac= {} ", "Mac={} "])
@pytest.mark.parametrize("is_upper", [False, True])
def test_both_vectors_in_every_form(
    raw: bytes, key: str, expected: str, form: str, is_upper: bool, database: Database
) -> None:
    given = form.format(expected.upper() if is_upper else expected)
    found = event_of(raw)
    assert found is not None
    assert is_signed(given, "123", raw, found, key)
    assert not is_signed(given, "124", raw, found, key)
    assert not is_signed(given, "123", raw + b" ", found, key)
    assert not is_signed(given, "123", raw, found, f"{key}x")
    assert not is_signed(f"{given}0", "123", raw, found, key)


def test_a_signed_event_is_stored_and_then_answered(database: Database) -> None:
    calling = Calling(database)
    assert calling.calls(WORDS, f"mac={WORDS_HEX}") == 200
    [row] = calling.inbox
    assert (row.channel, row.external_id, row.text, row.kind) == (
        "zalo-oa",
        "m1",
        "Đã nhận",
        InboundKind.MESSAGE,
    )


@pytest.mark.parametrize(
    "signature",
    [None, "", "mac=", WORDS_HEX[::-1], f"mac={WORDS_HEX[:-1]}", "mac=é", "null", SHORT_HEX],
)
def test_without_the_proof_nothing_is_stored(signature: str | None, database: Database) -> None:
    calling = Calling(database)
    assert calling.calls(WORDS, signature) == 403
    assert calling.inbox == []


def test_the_same_words_written_otherwise_are_not_what_was_signed(database: Database) -> None:
    calling = Calling(database)
    again = json.dumps(json.loads(WORDS)).encode()
    assert calling.calls(again, f"mac={WORDS_HEX}") == 403
    assert calling.inbox == []


def test_without_a_key_of_ours_nobody_can_sign(database: Database) -> None:
    calling = Calling(database, ZALO_OA_SECRET_KEY="")
    assert calling.calls(WORDS, signed(WORDS, key="")) == 403
    assert calling.calls(b"{}") == 200
    assert calling.inbox == []


@pytest.mark.parametrize("raw", [b"{}", b" { }\n"])
def test_the_unsigned_probe_is_answered_and_does_nothing(raw: bytes, database: Database) -> None:
    calling = Calling(database)
    assert calling.calls(raw) == 200
    assert calling.inbox == []


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"null", b'{"event_name":"follow"}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 9],
)
def test_anything_else_unsigned_is_turned_away(raw: bytes, database: Database) -> None:
    calling = Calling(database)
    assert calling.calls(raw) == 403
    assert calling.inbox == []


def test_a_body_longer_than_any_event_is_not_read_to_its_end(database: Database) -> None:
    calling = Calling(database)
    long = json.dumps(of_user("user_send_text", text="x" * 1024 * 1024)).encode()
    assert calling.calls(long, signed(long)) == 413
    assert calling.inbox == []


# --- Storing ------------------------------------------------------------------------------------


def test_an_event_that_comes_again_is_stored_once(database: Database) -> None:
    calling = Calling(database)
    for retry in ("", "1", "2"):
        headers = {"num_retry": retry} if retry else {}
        assert calling.calls(WORDS, WORDS_HEX, **headers) == 200
    assert len(calling.inbox) == 1


@pytest.mark.parametrize("name", ["follow", "unfollow"])
def test_events_without_a_message_are_told_apart_by_name_time_and_person(
    name: str, database: Database
) -> None:
    calling = Calling(database)
    first = event(name, follower={"id": "u1"})
    assert calling.tells(first) == 200
    assert calling.tells(first) == 200
    assert calling.tells({**first, "timestamp": "1790000000001"}) == 200
    assert calling.tells({**first, "follower": {"id": "u2"}}) == 200
    assert [row.external_id for row in calling.inbox] == [
        f"{name}:1790000000000:u1",
        f"{name}:1790000000001:u1",
        f"{name}:1790000000000:u2",
    ]


@pytest.mark.parametrize("met", [OperationalError("INSERT", {}, Exception("locked")), OSError()])
def test_what_could_not_be_stored_is_asked_for_again(
    met: Exception,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> int:
        raise met

    calling = Calling(database)
    with monkeypatch.context() as broken:
        broken.setattr("bot.conversation.receiver.store_incoming", fail)
        assert calling.calls(WORDS, WORDS_HEX) == 503
    assert calling.inbox == []
    assert type(met).__name__ in caplog.text
    assert "Đã nhận" not in caplog.text
    assert calling.calls(WORDS, WORDS_HEX, num_retry="1") == 200
    assert [row.text for row in calling.inbox] == ["Đã nhận"]


def test_a_touch_opens_the_window_and_a_leave_does_not(database: Database) -> None:
    calling = Calling(database)
    calling.tells(event("unfollow", follower={"id": "u1"}))
    with database.read() as session:
        assert session.exec(select(ChatAccount.last_heard_at)).all() == [None]
    calling.tells(event("follow", follower={"id": "u1"}))
    with database.read() as session:
        assert session.exec(select(ChatAccount.last_heard_at)).all() == [
            calling.account.clock.now()
        ]
