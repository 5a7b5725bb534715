"""The events of the Official Account, read as messages of ours or left alone."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.zalo_oa.webhook import messages_of
from storage.database import Database
from storage.messages.inbox import Incoming, SentFile
from storage.models import InboundKind
from tests.support.channels.webhook_calls import Calling, event, of_user, signed

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def only(what: dict[str, Any]) -> Incoming:
    [message] = messages_of("zalo-oa", what)
    return message


@pytest.mark.parametrize("data", ["12:yes", "12:e7", "1:a Sở Y tế"])
def test_a_press_is_a_tap(data: str, database: Database) -> None:
    message = only(of_user("user_send_text", text=f"#{data}"))
    assert message == Incoming("zalo-oa", "m1", "u1", tapped=data)


@pytest.mark.parametrize(
    "text", ["1:xong", "3:60%", "7:30", "#hoidap", "# 1:xong", "#1:", "a #1:y"]
)
def test_what_only_looks_like_a_press_stays_text(text: str, database: Database) -> None:
    message = only(of_user("user_send_text", text=text))
    assert (message.text, message.tapped) == (text, "")


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (
            {"url": "https://f.zdn.vn/1", "name": "Báo cáo.PDF", "size": "2048", "type": "pdf"},
            SentFile("https://f.zdn.vn/1", "Báo cáo.PDF", "application/pdf", 2048),
        ),
        (
            {"url": "https://f.zdn.vn/1", "name": "a", "size": 7, "type": "application/pdf"},
            SentFile("https://f.zdn.vn/1", "a", "application/pdf", 7),
        ),
        (
            {"url": "https://f.zdn.vn/1", "name": "a.xlsx", "size": "-1", "type": "xlsx"},
            SentFile(
                "https://f.zdn.vn/1",
                "a.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        ),
        (
            {"url": "https://f.zdn.vn/1", "name": "a.exe"},
            SentFile("https://f.zdn.vn/1", "a.exe", "application/octet-stream"),
        ),
    ],
)
def test_a_document_comes_with_all_that_is_told_of_it(
    payload: dict[str, Any], expected: SentFile, database: Database
) -> None:
    attachments = [{"type": "file", "payload": payload}]
    message = only(of_user("user_send_file", attachments=attachments))
    assert (message.file, message.text) == (expected, "")


def test_each_photo_is_a_message_and_the_words_go_with_the_first(database: Database) -> None:
    attachments = [
        {"type": "image", "payload": {"url": "https://p.zdn.vn/1.jpg", "thumbnail": "x"}},
        {"type": "image", "payload": {"url": "https://p.zdn.vn/2.png"}},
    ]
    first, second = messages_of(
        "zalo-oa", of_user("user_send_image", text="Biên bản", attachments=attachments)
    )
    assert (first.external_id, first.text) == ("m1", "Biên bản")
    assert first.file == SentFile("https://p.zdn.vn/1.jpg", "", "image/jpeg")
    assert (second.external_id, second.text) == ("m1#2", "")
    assert second.file == SentFile("https://p.zdn.vn/2.png", "", "image/png")


@pytest.mark.parametrize(
    "name",
    [f"user_send_{kind}" for kind in ("sticker", "audio", "video", "location", "gif", "link")]
    + ["user_send_business_card", "user_send_image", "user_send_file"],
)
@pytest.mark.parametrize("attachments", [None, [], ["x"], [{"payload": None}], {"a": 1}])
def test_what_cannot_be_read_is_a_message_without_words(
    name: str, attachments: Any, database: Database
) -> None:
    message = only(of_user(name, attachments=attachments))
    assert message == Incoming("zalo-oa", "m1", "u1")


@pytest.mark.parametrize(
    ("what", "kind", "address"),
    [
        (event("follow", follower={"id": "u1"}), InboundKind.TOUCHED, "u1"),
        (event("user_click_chatnow", oa_id="oa1", user_id="u1"), InboundKind.TOUCHED, "u1"),
        (
            event("user_submit_info", sender={"id": "u1"}, info={"phone": "84000000001"}),
            InboundKind.TOUCHED,
            "u1",
        ),
        (event("unfollow", follower={"id": "u1"}), InboundKind.STOPPED, "u1"),
        (event("user_withdraw", sender={"id": "u1"}), InboundKind.STOPPED, "u1"),
        (event("user_withdraw", user_id="u1"), InboundKind.STOPPED, "u1"),
        (
            event(
                "oa_send_text",
                sender={"id": "oa1", "admin_id": "a1"},
                recipient={"id": "u1"},
                message={"msg_id": "m7", "text": "Tôi xin trả lời"},
            ),
            InboundKind.HUMAN,
            "u1",
        ),
    ],
)
def test_what_is_about_the_chat(
    what: dict[str, Any], kind: InboundKind, address: str, database: Database
) -> None:
    message = only(what)
    assert (message.kind, message.address, message.text) == (kind, address, "")


@pytest.mark.parametrize(
    "what",
    [
        event(
            "oa_send_text",
            sender={"id": "oa1"},
            recipient={"id": "u1"},
            message={"msg_id": "m7", "text": "x"},
        ),
        event("oa_send_text", sender={"id": "oa1", "admin_id": ""}, recipient={"id": "u1"}),
        event("user_seen_message", sender={"id": "u1"}, message={"msg_ids": ["m1"]}),
        event("user_received_message", sender={"id": "oa1"}, recipient={"id": "84000000001"}),
        event("user_reacted_message", sender={"id": "u1"}, message={"msg_id": "m1"}),
        event("anonymous_send_text", sender={"id": "x1"}, message={"text": "chào"}),
        event("user_send_group_text", sender={"id": "u1"}, message={"text": "chào"}),
        event("change_template_status", template_id="1"),
        event("user_send_text", message={"text": "ai đó"}),
        event("user_send_text", sender="u1", message="x"),
        event("follow"),
        event(""),
        {"x": 1},
    ],
)
def test_what_is_no_concern_of_ours_is_answered_and_not_stored(
    what: dict[str, Any], database: Database
) -> None:
    calling = Calling(database)
    assert calling.tells(what) == 200
    assert calling.inbox == []


def test_ids_that_come_as_numbers_are_read(database: Database) -> None:
    what = event("user_send_text", sender={"id": 5}, message={"msg_id": 7, "text": "chào"})
    assert only(what) == Incoming("zalo-oa", "7", "5", "chào")
    raw = json.dumps({**what, "timestamp": 1790000000000}).encode()
    assert Calling(database).calls(raw, signed(raw)) == 200


def test_a_message_without_an_id_is_known_by_its_time(database: Database) -> None:
    what = event("user_send_text", sender={"id": "u1"}, message={"text": "chào"})
    assert only(what).external_id == "user_send_text:1790000000000:u1"
    long = event("user_send_text", sender={"id": "u1"}, message={"msg_id": "m" * 999})
    assert len(only(long).external_id) == 64


def test_a_message_brings_its_own_instant(database: Database) -> None:
    said = of_user("user_send_text", text="chào")
    for stamp, seconds in (("1790000000000", 1_790_000_000), (1_790_000_000_000, 1_790_000_000)):
        heard = only({**said, "timestamp": stamp})
        assert heard.sent_at == datetime.fromtimestamp(seconds, UTC)
    assert only({**said, "timestamp": "hôm nay"}).sent_at is None
