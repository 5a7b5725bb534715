"""The Official Account at its seam: what goes out byte for byte, and on which road."""

import json
import unicodedata
from datetime import datetime, timedelta

import httpx
import pytest

from bot.channels.contract import (
    Channel,
    ChannelStopped,
    DownloadsFiles,
    NumberedChoice,
    SendError,
    WebhookChannel,
)
from bot.channels.zalo_oa.errors import until_morning
from bot.channels.zalo_oa.templates import value_of
from storage.database import Database
from tests.support.channels.official_account import (
    BY_PHONE,
    BY_UID,
    CS,
    PAID,
    account,
    choices,
    done,
    outcome,
    refused,
)
from tests.support.worlds.world import ZONE

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_it_is_a_channel_that_is_told_and_gives_files(database: Database) -> None:
    channel: Channel = account(database).channel
    assert isinstance(channel, WebhookChannel)
    assert isinstance(channel, DownloadsFiles)
    assert channel.webhook_path == "/webhooks/zalo-oa"
    assert (channel.name, channel.capabilities.max_length) == ("zalo-oa", 2000)
    assert not channel.capabilities.buttons


# --- What goes out ------------------------------------------------------------------------------


def test_the_bytes_of_a_message_in_free_words(database: Database) -> None:
    one = account(database, cs=[done("m9")])
    text = unicodedata.normalize("NFD", "Đã nhận")
    assert one.sends(one.message(text=text, choices=choices(2))) == "m9"
    [request] = one.zalo.requests
    assert (request.method, str(request.url)) == ("POST", f"http://api.test{CS}")
    assert request.headers["access_token"] == "access-0"
    assert "authorization" not in request.headers
    assert request.headers["content-type"] == "application/json"
    assert request.content.decode() == (
        '{"recipient":{"user_id":"u1"},"message":{"text":"Đã nhận","attachment":'
        '{"type":"template","payload":{"buttons":['
        '{"title":"Lựa chọn 1","type":"oa.query.show","payload":"#12:c1"},'
        '{"title":"Lựa chọn 2","type":"oa.query.show","payload":"#12:c2"}]}}}}'
    )


@pytest.mark.parametrize("count", [0, 6])
def test_no_buttons_without_choices_nor_where_not_all_have_room(
    count: int, database: Database
) -> None:
    one = account(database, cs=[done()])
    one.sends(one.message(choices=choices(count)))
    assert "attachment" not in one.zalo.body()["message"]


def test_a_button_has_a_short_name_and_the_kind_that_is_set(database: Database) -> None:
    one = account(database, {"ZALO_OA_BUTTON_TEMPLATE_TYPE": "button"}, cs=[done()])
    one.sends(one.message(choices=(NumberedChoice(1, "ệ" * 101, "1:x"),)))
    payload = one.zalo.body()["message"]["attachment"]["payload"]
    assert payload["template_type"] == "button"
    assert [len(button["title"]) for button in payload["buttons"]] == [100]


def test_a_payload_that_is_too_long_takes_all_buttons_away(database: Database) -> None:
    one = account(database, cs=[done()])
    long = NumberedChoice(2, "Dài", "1:" + "x" * 998)
    one.sends(one.message(choices=(*choices(1), long)))
    assert "attachment" not in one.zalo.body()["message"]


# --- Which road ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "settings", "path"),
    [
        (0, {}, CS),
        (48, {}, CS),
        (48.01, {}, BY_UID),
        (48.01, PAID, CS),
        (7 * 24, PAID, CS),
        (7 * 24 + 0.01, PAID, BY_UID),
        (None, PAID, BY_UID),
    ],
)
def test_the_windows_decide_the_road(
    hours: float | None, settings: dict[str, str], path: str, database: Database
) -> None:
    one = account(database, settings, cs=[done()], uid=[done()])
    one.clock.jump_to(one.clock.now().date())
    assert one.sends(one.message(hours)) == "m1"
    assert one.zalo.paths == [path]


@pytest.mark.parametrize("code", [-230, -232])
def test_zalo_knows_better_when_it_heard_the_person(code: int, database: Database) -> None:
    one = account(database, cs=[refused(code)], uid=[done("t1")])
    assert one.sends(one.message()) == "t1"
    assert one.zalo.paths == [CS, BY_UID]


def test_where_paid_messages_are_used_up_a_template_goes(database: Database) -> None:
    one = account(database, PAID, cs=[refused(-211)], uid=[done("t1")])
    assert one.sends(one.message(72)) == "t1"
    assert isinstance(outcome(one, 48), ChannelStopped)


@pytest.mark.parametrize(
    ("settings", "template"), [({}, {}), ({"ZALO_ZBS_TEMPLATE_ID": ""}, {"name": "An"})]
)
def test_without_a_template_the_window_is_the_end(
    settings: dict[str, str], template: dict[str, str], database: Database
) -> None:
    error = outcome(account(database, settings), 49, template=template)
    assert isinstance(error, SendError)
    assert error.permanent
    assert "outside the window" in error.reason


def test_the_bytes_of_a_template_by_user_id_and_by_phone(database: Database) -> None:
    phone = httpx.Response(200, json={"error": 0, "message": "Success", "data": {"msg_id": "p1"}})
    one = account(database, uid=[refused(-249)], phone=[phone])
    assert one.sends(one.message(49)) == "p1"
    by_uid, by_phone = one.zalo.requests
    assert str(by_uid.url) == f"http://api.test{BY_UID}"
    assert by_uid.content.decode() == (
        '{"user_id":"u1","template_id":"7001","template_data":'
        '{"ten":"Nguyễn Văn Mẫu An","han_bao_cao":"13/11/2026"}}'
    )
    assert str(by_phone.url) == f"http://zbs.test{BY_PHONE}"
    assert by_phone.headers["access_token"] == "access-0"
    assert by_phone.content.decode() == (
        '{"phone":"84000000001","template_id":"7001","template_data":'
        '{"ten":"Nguyễn Văn Mẫu An","han_bao_cao":"13/11/2026"},'
        '"tracking_id":"digest-12","sending_mode":"1"}'
    )


@pytest.mark.parametrize("code", [-230, -232, -249])
def test_without_a_number_a_refused_user_id_is_the_end(code: int, database: Database) -> None:
    one = account(database, uid=[refused(code)])
    error = outcome(one, 49, mobile="")
    assert isinstance(error, SendError)
    assert error.permanent
    assert one.zalo.paths == [BY_UID]


@pytest.mark.parametrize("key", ["", "k" * 49, "đợt nhắc", "a b"])
def test_the_tracking_id_is_the_same_at_each_attempt_and_short(
    key: str, database: Database
) -> None:
    one = account(database, uid=[refused(-249)], phone=[done()])
    for _ in range(2):
        one.sends(one.message(49, key=key))
    first, second = (json.loads(r.content) for r in one.zalo.requests if r.url.path == BY_PHONE)
    assert first["tracking_id"] == second["tracking_id"]
    assert 1 <= len(first["tracking_id"]) <= 48
    assert first["tracking_id"].isascii()


@pytest.mark.parametrize(
    ("hour", "minute", "waits"),
    [
        (6, 0, None),
        (21, 59, None),
        (22, 0, timedelta(hours=8)),
        (23, 30, timedelta(hours=6, minutes=30)),
        (0, 0, timedelta(hours=6)),
        (5, 59, timedelta(minutes=1)),
    ],
)
def test_templates_wait_for_the_morning_of_the_province(
    hour: int, minute: int, waits: timedelta | None, database: Database
) -> None:
    one = account(database, uid=[done()], cs=[done()])
    one.clock.jump_to(one.clock.now().date(), hour, minute)
    if waits is None:
        assert one.sends(one.message(49)) == "m1"
        return
    error = outcome(one, 49)
    assert isinstance(error, SendError)
    assert (error.retry_after, error.permanent) == (waits, False)
    assert error.is_alone  # talks go on meanwhile
    assert one.zalo.requests == []
    assert one.sends(one.message(1)) == "m1"  # free words know no night


@pytest.mark.parametrize(
    ("name", "value", "cut"),
    [
        ("name", "n" * 30, "n" * 30),
        ("name", "n" * 31, "n" * 29 + "…"),
        ("co_quan", "a" * 200, "a" * 200),
        ("unheard_of", "u" * 31, "u" * 29 + "…"),
        ("han_bao_cao", "thứ Sáu, ngày 13 tháng 11", "thứ Sáu, ngày 13 th…"),
        ("status", " một\n hai ", "một hai"),
        ("status", "  ", "-"),
        ("name", unicodedata.normalize("NFD", "ệ" * 30), "ệ" * 30),
    ],
)
def test_values_are_cut_at_what_their_type_holds(
    name: str, value: str, cut: str, database: Database
) -> None:
    assert value_of(name, value) == cut


def test_the_night_ends_at_six(database: Database) -> None:
    for hour in range(24):
        at = datetime(2026, 12, 31, hour, 30, tzinfo=ZONE)
        assert (at + until_morning(at)).hour == 6
        assert timedelta() < until_morning(at) <= timedelta(hours=24)
