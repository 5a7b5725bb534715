"""What the Official Account is told by every answer: the codes, the limits, the token."""

import logging
from datetime import datetime, timedelta

import httpx
import pytest

from bot.channels.contract import ChannelStopped, OutcomeUnknown, RecipientStopped, SendError
from bot.channels.zalo_oa.errors import OA_CODES, TEMPLATE_CODES, ZBS_CODES, Meaning, wait_after
from storage.database import Database
from storage.messages.troubles import Reason, open_troubles
from tests.support.channels.official_account import (
    BY_UID,
    CS,
    TOKEN,
    V2,
    account,
    done,
    outcome,
    pair,
    refused,
)
from tests.support.worlds.world import ZONE

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

KINDS: dict[Meaning, tuple[type[Exception], bool | None]] = {
    Meaning.RATE: (SendError, False),
    Meaning.TOKEN: (ChannelStopped, None),
    Meaning.GONE: (RecipientStopped, None),
    Meaning.LATER: (SendError, False),
    Meaning.NIGHT: (SendError, False),
    Meaning.PERMANENT: (SendError, True),
    Meaning.STOPPED: (ChannelStopped, None),
    Meaning.QUOTA: (ChannelStopped, None),
    Meaning.TEMPLATES_STOPPED: (SendError, True),
    Meaning.TEMPLATES_QUOTA: (SendError, True),
    Meaning.UNCERTAIN: (OutcomeUnknown, None),
    Meaning.NOT_THIS_KIND: (ChannelStopped, None),
    Meaning.SHUT: (ChannelStopped, None),
    Meaning.BY_PHONE: (SendError, True),
    Meaning.OUTSIDE: (SendError, True),
}


def check(error: Exception, code: int, meaning: Meaning) -> None:
    kind, permanent = KINDS[meaning]
    assert type(error) is kind
    assert str(code) in str(error)
    if isinstance(error, SendError):
        assert error.permanent is permanent
        assert (error.retry_after is not None) == (meaning in (Meaning.RATE, Meaning.NIGHT))


@pytest.mark.parametrize("code", sorted(set(OA_CODES) - {-230, -232}))
def test_every_code_of_the_account(code: int, database: Database) -> None:
    one = account(database, cs=[refused(code)], v2=[refused(code)], token=[pair()])
    check(outcome(one), code, OA_CODES[code].meaning)


@pytest.mark.parametrize("code", sorted(TEMPLATE_CODES))
def test_every_code_of_templates_by_user_id_and_by_phone(code: int, database: Database) -> None:
    one = account(database, uid=[refused(code)], token=[pair()])
    check(outcome(one, 49, mobile=""), code, TEMPLATE_CODES[code].meaning)
    two = account(database, uid=[refused(-249)], phone=[refused(code)], token=[pair()])
    check(outcome(two, 49), code, TEMPLATE_CODES[code].meaning)


def codes(text: str) -> set[int]:
    return {-int(word) for word in text.split()}


def test_the_tables_name_every_code_of_the_reference(database: Database) -> None:
    assert set(OA_CODES) - {-124, -1241} == codes(
        "32 100 200 201 204 205 209 212 210 211 213 216 220 217 244 218 219 221 224 223 227 230 "
        "232 233 248 234 235 237 238 241 403 240 242 249 320 321"
    )
    assert set(ZBS_CODES) - {-32} == codes(
        "100 101 102 103 104 105 108 109 110 111 112 1121 1122 1124 113 1131 114 119 139 140 141 "
        "115 126 137 117 118 120 135 136 138 1351 124 131 133 144 146 147 1441 1471 1472 153 161 "
        "162"
    )


@pytest.mark.parametrize("code", sorted(codes("213 217 227 244")))
def test_who_is_gone_from_the_account(code: int, database: Database) -> None:
    assert isinstance(outcome(account(database, cs=[refused(code)])), RecipientStopped)


@pytest.mark.parametrize("code", sorted(codes("114 118 119 139 140 141")))
def test_who_gets_no_templates(code: int, database: Database) -> None:
    one = account(database, uid=[refused(-249)], phone=[refused(code)])
    assert isinstance(outcome(one, 49), RecipientStopped)


def test_a_code_nobody_knows_is_permanent_and_named(database: Database) -> None:
    error = outcome(account(database, cs=[refused(-9999)]))
    assert isinstance(error, SendError)
    assert error.permanent
    assert "-9999" in error.reason


def test_a_used_up_quota_ends_with_the_day_of_the_province(database: Database) -> None:
    error = outcome(account(database, cs=[refused(-211)]))
    assert isinstance(error, ChannelStopped)
    assert error.until == datetime(2026, 10, 15, tzinfo=ZONE)


def test_what_stops_templates_does_not_stop_talks_and_is_told_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    one = account(database, uid=[refused(-321), done("t2")], cs=[done()])
    for _ in range(3):
        assert isinstance(outcome(one, 49), SendError)
    assert one.zalo.paths == [BY_UID]  # asked once, not for every message
    assert one.sends(one.message(1)) == "m1"
    with database.read() as session:
        [trouble] = open_troubles(session)
        assert trouble.reason == Reason.TEMPLATES_STOPPED
        assert "-321" in trouble.details["why"]
    assert len([r for r in caplog.records if r.levelno >= logging.ERROR]) == 1
    one.clock.forward(hours=1)
    assert one.sends(one.message(49)) == "t2"
    with database.read() as session:
        assert open_troubles(session) == []


@pytest.mark.parametrize("code", [-144, -147, -211])
def test_the_daily_limit_of_templates_ends_with_the_day(code: int, database: Database) -> None:
    one = account(database, uid=[refused(code), done("t2")])
    assert isinstance(outcome(one, 49), SendError)
    one.clock.jump_to(one.clock.now().date(), 21, 59)
    outcome(one, 49)
    assert one.zalo.paths == [BY_UID]
    one.clock.forward(hours=8, minutes=1)
    assert one.sends(one.message(60)) == "t2"


# --- Rate ---------------------------------------------------------------------------------------


def test_a_used_up_minute_is_waited_for(database: Database) -> None:
    headers = {"X-RateLimit-Limit": "4000", "X-RateLimit-Remain": "0"}
    error = outcome(account(database, cs=[refused(-32, **headers)]))
    assert isinstance(error, SendError)
    assert error.retry_after is not None
    assert timedelta(seconds=60) <= error.retry_after <= timedelta(seconds=75)


def test_each_refusal_in_a_row_doubles_the_wait(database: Database) -> None:
    waits = [wait_after(httpx.Headers(), n, 0).total_seconds() for n in (1, 2, 3, 50)]
    assert waits == [5, 10, 20, 300]
    assert wait_after(httpx.Headers({"Retry-After": "8"}), 1, 1).total_seconds() == 10


def test_the_doubling_ends_when_a_message_goes(database: Database) -> None:
    one = account(database, cs=[refused(-32), refused(-32), done(), refused(-32)])
    waits = []
    for _ in range(2):
        error = outcome(one)
        assert isinstance(error, SendError)
        waits.append(error.retry_after or timedelta())
    one.sends(one.message())
    error = outcome(one)
    assert isinstance(error, SendError)
    assert waits[0] < timedelta(seconds=7) < timedelta(seconds=9) < waits[1]
    assert (error.retry_after or timedelta()) < timedelta(seconds=7)


# --- Token --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [-216, -220, -124])
def test_a_dead_token_is_replaced_once_and_the_message_goes(code: int, database: Database) -> None:
    one = account(database, cs=[refused(code), done("m2")], token=[pair()])
    assert one.sends(one.message()) == "m2"
    assert one.zalo.paths == [CS, TOKEN, CS]
    assert one.zalo.requests[-1].headers["access_token"] == "access-1"


def test_a_new_token_that_is_refused_too_stops_the_account(database: Database) -> None:
    one = account(database, cs=[refused(-216)], token=[pair()])
    error = outcome(one)
    assert isinstance(error, ChannelStopped)
    assert error.until is not None
    assert one.zalo.paths == [CS, TOKEN, CS]


# --- A state agency's account -------------------------------------------------------------------


def test_a_government_account_uses_the_older_address_from_then_on(database: Database) -> None:
    one = account(database, cs=[refused(-235)], v2=[done("m1"), done("m2")])
    assert one.sends(one.message()) == "m1"
    assert one.zalo.requests[0].content == one.zalo.requests[1].content
    assert one.sends(one.message()) == "m2"
    assert one.zalo.paths == [CS, V2, V2]


def test_the_older_address_is_kept_also_when_its_answer_is_a_refusal(database: Database) -> None:
    one = account(database, cs=[refused(-235)], v2=[refused(-213), done("m2")])
    assert isinstance(outcome(one), RecipientStopped)
    assert one.sends(one.message()) == "m2"
    assert one.zalo.paths == [CS, V2, V2]


@pytest.mark.parametrize("code", [-201, -200, -210, -240, -32])
def test_nothing_else_leads_to_the_older_address(code: int, database: Database) -> None:
    one = account(database, cs=[refused(code)], v2=[done()])
    outcome(one)
    assert one.zalo.paths == [CS]


def test_an_outage_does_not_lead_to_the_older_address(database: Database) -> None:
    one = account(database, cs=[httpx.Response(502)], v2=[done()])
    assert isinstance(outcome(one), OutcomeUnknown)
    assert one.zalo.paths == [CS]


@pytest.mark.parametrize("code", [-235, -240])
def test_where_both_addresses_are_closed_a_human_is_needed(code: int, database: Database) -> None:
    one = account(database, cs=[refused(-235)], v2=[refused(code)])
    assert isinstance(outcome(one), ChannelStopped)
    outcome(one)
    assert one.zalo.paths == [CS, V2, CS, V2]


@pytest.mark.parametrize(("endpoint", "path"), [("v3_cs", CS), ("v2", V2)])
@pytest.mark.parametrize("code", [-235, -240])
def test_an_address_that_is_set_is_the_only_one(
    endpoint: str, path: str, code: int, database: Database
) -> None:
    one = account(
        database, {"ZALO_OA_MESSAGE_ENDPOINT": endpoint}, cs=[refused(code)], v2=[refused(code)]
    )
    assert isinstance(outcome(one), ChannelStopped)
    assert one.zalo.paths == [path]
