"""What a Zalo bot hears in an update, whatever shape it comes in."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from storage.messages.inbox import Incoming, SentFile
from tests.support.channels.zalo_service import CHAT, FROM, NAME, Given, Listening, update, wrapped

AN = CHAT["id"]
FIRST = f"message.text.received/{AN}/{AN}/2d758cb5e222177a4e35"


def hears(*answers: Given) -> list[Incoming]:
    return Listening(*answers).run().shelf.stored


@pytest.mark.parametrize(
    "answer",
    [
        wrapped(update(text="1")),
        wrapped([update(text="1")]),
        httpx.Response(200, json=update(text="1")),
        httpx.Response(200, json=[update(text="1")]),
        httpx.Response(200, json=[{"ok": True, "result": update(text="1")}]),
    ],
    ids=["wrapped", "list in the envelope", "flat", "list of one", "list of envelopes"],
)
def test_an_update_is_read_in_every_shape(answer: httpx.Response) -> None:
    assert hears(answer) == [Incoming(NAME, FIRST, AN, "1")]


def heard_in(event: str, **message: Any) -> Incoming | None:
    stored = hears(wrapped(update(event, **message)))
    return stored[0] if stored else None


@pytest.mark.parametrize("name", ["photo", "photo_url"])
def test_a_picture_is_read_under_both_names(name: str) -> None:
    address = "https://photo-stal-1.zdn.vn/a.jpg"
    heard = heard_in("message.image.received", **{name: address}, caption="Biên bản")
    assert heard is not None
    assert heard.text == "Biên bản"
    assert heard.file == SentFile(address, media_type="image/jpeg")


def test_a_png_is_told_by_its_name() -> None:
    heard = heard_in("message.image.received", photo="https://photo.zdn.vn/a.PNG?x=1")
    assert heard is not None
    assert heard.file is not None
    assert heard.file.media_type == "image/png"
    assert heard.text == ""


def test_a_link_is_read_as_the_text_that_holds_it() -> None:
    heard = heard_in("message.link.received", text="xem https://x.example")
    assert heard is not None
    assert heard.text == "xem https://x.example"
    bare = heard_in("message.link.received", url="https://x.example")
    assert bare is not None
    assert bare.text == "https://x.example"


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("message.sticker.received", {"sticker": "s1", "url": "https://x.example/s.png"}),
        ("message.voice.received", {"voice_url": "https://x.example/v.aac"}),
        ("message.unsupported.received", {}),
        ("message.text.received", {}),
        ("message.text.received", {"text": 7}),
        ("message.image.received", {"photo": ["x"]}),
        ("message.image.received", {"photo": "https://[broken"}),
    ],
)
def test_what_cannot_be_read_is_heard_as_no_words(event: str, message: dict[str, Any]) -> None:
    heard = heard_in(event, **message)
    assert heard is not None
    assert (heard.text, heard.file, heard.address) == ("", None, AN)


@pytest.mark.parametrize(
    "ignored",
    [
        update("message.reaction.received", text="tim"),
        update("user.has.seen", text="1"),
        {"event_name": 7, "message": {}},
        {"event_name": ["message.text.received"], "message": {}},
        {"event_name": "message.unsupported.received"},
        {"event_name": "message.text.received", "message": "words"},
        update(text="1", chat=None),
        update(text="1", chat={"id": "g1", "chat_type": "GROUP"}),
        update(text="1", chat={"id": AN}),
        update(text="1", chat={"chat_type": "PRIVATE"}),
        update(text="1", chat={"id": "a\0b", "chat_type": "PRIVATE"}),
        update(text="1", chat={"id": True, "chat_type": "PRIVATE"}),
        update(text="1", sender=FROM | {"is_bot": True}),
    ],
)
def test_what_no_person_said_to_us_is_let_pass(ignored: dict[str, Any]) -> None:
    listening = Listening(wrapped(ignored), wrapped(update(text="2"))).run()
    assert [heard.text for heard in listening.shelf.stored] == ["2"]
    assert listening.pauses == []


def test_the_same_number_in_another_chat_is_another_message() -> None:
    other = {"id": "b", "chat_type": "PRIVATE"}
    ids = {
        heard.external_id
        for heard in hears(
            wrapped(update(text="1")),
            wrapped(update(text="1", chat=other)),
            wrapped(update(text="1", sender={"id": "c"})),
            wrapped(update("message.sticker.received")),
        )
    }
    assert len(ids) == 4


@pytest.mark.parametrize("number", [None, "", "\ud800", {"a": 1}])
def test_without_a_number_the_body_says_which_message_it_is(number: object) -> None:
    def told(text: str) -> httpx.Response:
        return wrapped(update(text=text, message_id=number))

    first, again, other = hears(told("một \ud800"), told("một \ud800"), told("hai"))
    assert first.external_id == again.external_id != other.external_id
    assert first.external_id.startswith("sha256/")


@pytest.mark.parametrize(
    ("date", "sent_at"),
    [
        (1_790_000_000_000, datetime.fromtimestamp(1_790_000_000, UTC)),
        ("1790000000000", datetime.fromtimestamp(1_790_000_000, UTC)),
        *((junk, None) for junk in (None, "", "hôm nay", -5, 10**20, True, 1.5, {"a": 1})),
    ],
)
def test_a_message_brings_its_own_instant(date: object, sent_at: datetime | None) -> None:
    [heard] = hears(wrapped(update(text="1", date=date)))
    assert heard.sent_at == sent_at
