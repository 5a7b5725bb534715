"""What the Official Account is told by every answer: the codes, the limits, the token."""

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

import httpx
import pytest

from bot.channels.contract import ChannelStopped, OutcomeUnknown, RecipientStopped, SendError
from bot.channels.zalo_oa.errors import OA_CODES, ZBS_CODES, wait_after
from storage.database import Database
from storage.messages.troubles import Reason, open_troubles
from tests.support.channels.official_account import (
    BY_PHONE,
    BY_UID,
    CS,
    TOKEN,
    TestAccount,
    account,
    done,
    outcome,
    pair,
    refused,
)
from tests.support.worlds.world import ZONE

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Verdict(NamedTuple):
    """What delivery hears of a refusal, at half past seven on 14/10/2026."""

    kind: type[Exception]
    permanent: bool = False
    retry: str = ""  # after a wait: of the whole lane, or of this message "alone"
    stops: str = ""  # the lane until then; or the templates, as long


NEXT_WAY = Verdict(SendError, permanent=True)  # first a template, then by phone; then it is the end
NEVER = Verdict(SendError, permanent=True)
LATER = Verdict(SendError)
BUSY = Verdict(SendError, retry="all")
MORNING = Verdict(SendError, retry="alone")
GONE = Verdict(RecipientStopped)
PERHAPS = Verdict(OutcomeUnknown)
STOPPED = Verdict(ChannelStopped, stops="until a human acts")
SPENT = Verdict(ChannelStopped, stops="until 15/10 00:00")
NO_TOKEN = Verdict(ChannelStopped, stops="until 14/10 08:00")
TEMPLATES_OFF = Verdict(SendError, permanent=True, stops="templates for an hour")
TEMPLATES_SPENT = Verdict(SendError, permanent=True, stops="templates for longer")

# code: (of free words, of a template). Spelled out: errors.py is not to vouch for itself
VERDICTS: dict[int, tuple[Verdict, Verdict]] = {
    -32: (BUSY, BUSY),  # too many calls
    -100: (NEVER, LATER),  # an attachment has expired; of templates: an unknown error
    -101: (NEVER, TEMPLATES_OFF),  # the app is invalid
    -102: (NEVER, TEMPLATES_OFF),  # the app does not exist
    -103: (NEVER, TEMPLATES_OFF),  # the app is not active
    -104: (NEVER, TEMPLATES_OFF),  # the app's secret is invalid
    -105: (NEVER, TEMPLATES_OFF),  # the app is not linked to the account
    -108: (NEVER, NEVER),  # the phone number is invalid
    -109: (NEVER, TEMPLATES_OFF),  # the template id is invalid
    -110: (NEVER, NEVER),  # the person's Zalo is too old
    -111: (NEVER, NEVER),  # the template data is empty
    -112: (NEVER, NEVER),  # the template data names what is not defined
    -113: (NEVER, NEVER),  # a button is invalid
    -114: (NEVER, GONE),  # the person cannot receive it
    -115: (NEVER, TEMPLATES_OFF),  # no money
    -117: (NEVER, TEMPLATES_OFF),  # the template is not ours
    -118: (NEVER, GONE),  # no Zalo account has that number
    -119: (NEVER, GONE),  # the person cannot receive it
    -120: (NEVER, TEMPLATES_OFF),  # the account may not do this
    -124: (NO_TOKEN, NO_TOKEN),  # the access token is not valid
    -126: (NEVER, TEMPLATES_OFF),  # no money in the wallet
    -131: (NEVER, TEMPLATES_OFF),  # the template is not approved
    -133: (NEVER, MORNING),  # not at night
    -135: (NEVER, TEMPLATES_OFF),  # the account may not send templates
    -136: (NEVER, TEMPLATES_OFF),  # no Zalo Cloud Account is linked
    -137: (NEVER, TEMPLATES_OFF),  # the Zalo Cloud Account could not be charged
    -138: (NEVER, TEMPLATES_OFF),  # the app may not send templates
    -139: (NEVER, GONE),  # the person refuses this kind of template
    -140: (NEVER, GONE),  # the person cannot receive it
    -141: (NEVER, GONE),  # the person refuses what this account sends
    -144: (NEVER, TEMPLATES_SPENT),  # today's limit of templates
    -146: (NEVER, TEMPLATES_OFF),  # the template is disabled for its quality
    -147: (NEVER, TEMPLATES_SPENT),  # today's limit of this template
    -153: (NEVER, NEVER),  # the data is against the rules
    -161: (NEVER, NEVER),  # the sending mode is invalid
    -162: (NEVER, NEVER),  # the sending mode is not granted
    -200: (PERHAPS, PERHAPS),  # sending failed, perhaps
    -201: (NEVER, NEVER),  # a parameter is invalid
    -204: (STOPPED, STOPPED),  # the account is disabled
    -205: (STOPPED, STOPPED),  # the account does not exist
    -209: (STOPPED, STOPPED),  # the app is not active for this API
    -210: (NEVER, NEVER),  # over a limit
    -211: (SPENT, TEMPLATES_SPENT),  # the quota is used up
    -212: (STOPPED, STOPPED),  # the API is not registered
    -213: (GONE, GONE),  # the person does not follow the account
    -216: (NO_TOKEN, NO_TOKEN),  # the access token is invalid
    -217: (GONE, GONE),  # the person has blocked invitations
    -218: (LATER, LATER),  # this person's limit
    -219: (STOPPED, STOPPED),  # the app is removed or disabled
    -220: (NO_TOKEN, NO_TOKEN),  # the access token has expired
    -221: (STOPPED, TEMPLATES_OFF),  # the account is not verified
    -223: (STOPPED, TEMPLATES_OFF),  # the account has not granted this API
    -224: (STOPPED, TEMPLATES_OFF),  # the package is too low
    -227: (GONE, GONE),  # the person is banned or was away for 45 days
    -230: (NEXT_WAY, NEXT_WAY),  # silent for more than 7 days
    -232: (NEXT_WAY, NEXT_WAY),  # the person has not interacted
    -233: (NEVER, NEVER),  # this type of message is not supported
    -234: (MORNING, MORNING),  # not at night
    -235: (STOPPED, TEMPLATES_OFF),  # not for this kind of account
    -237: (NEVER, NEVER),  # a group that has expired
    -238: (NEVER, NEVER),  # a group's asset
    -240: (STOPPED, TEMPLATES_OFF),  # this version of the API is shut
    -241: (NEVER, NEVER),  # a group's asset is in use
    -242: (STOPPED, STOPPED),  # appsecret_proof is wrong
    -244: (GONE, GONE),  # the person has restricted this type of message
    -248: (NEVER, NEVER),  # against the platform's policy
    -249: (NEVER, NEXT_WAY),  # this template cannot go by user id
    -320: (STOPPED, TEMPLATES_OFF),  # no Zalo Cloud Account is linked
    -321: (STOPPED, TEMPLATES_OFF),  # the Zalo Cloud Account has no money
    -403: (NEVER, NEVER),  # a group that is not ours
    -1121: (NEVER, NEVER),  # a value is too long
    -1122: (NEVER, NEVER),  # a value is missing
    -1124: (NEVER, NEVER),  # a value has the wrong format
    -1131: (NEVER, NEVER),  # a button's data is invalid
    -1241: (STOPPED, STOPPED),  # appsecret_proof is wrong
    -1351: (NEVER, TEMPLATES_OFF),  # the account may not send this template
    -1441: (NEVER, NEVER),  # this person's limit of promotions
    -1471: (NEVER, NEVER),  # this person's limit of promotions
    -1472: (NEVER, NEVER),  # this person's limit of promotions
}


def verdict_of(error: Exception, code: int) -> Verdict:
    assert str(code) in str(error)
    retry = stops = ""
    if isinstance(error, SendError) and error.retry_after is not None:
        retry = "alone" if error.is_alone else "all"
    if isinstance(error, ChannelStopped):
        stops = f"until {error.until:%d/%m %H:%M}" if error.until else "until a human acts"
    permanent = isinstance(error, SendError) and error.permanent
    return Verdict(type(error), permanent, retry, stops)


def verdict_on_template(one: TestAccount, code: int) -> Verdict:
    """Whether the other templates are stopped too is seen by trying again, at once and later."""
    found, asked = verdict_of(outcome(one, 49), code), len(one.zalo.requests)
    for hours, stops in ((0, found.stops), (1, "templates for an hour")):
        one.clock.forward(hours=hours)
        outcome(one, 49)
        if len(one.zalo.requests) > asked:
            return found._replace(stops=stops)
    return found._replace(stops="templates for longer")


@pytest.mark.parametrize("code", VERDICTS)
def test_every_code_in_answer_to_free_words(code: int, database: Database) -> None:
    no = refused(code)
    one = account(database, cs=[no], v2=[no], uid=[done("t1")], token=[pair()])
    expected, _ = VERDICTS[code]
    if expected is NEXT_WAY:
        assert one.sends(one.message()) == "t1"
        return
    assert verdict_of(outcome(one), code) == expected
    assert BY_UID not in one.zalo.paths


@pytest.mark.parametrize("code", VERDICTS)
def test_every_code_in_answer_to_a_template_by_user_id(code: int, database: Database) -> None:
    one = account(database, uid=[refused(code)], phone=[done("p1")], token=[pair()])
    _, expected = VERDICTS[code]
    if expected is NEXT_WAY:
        assert one.sends(one.message(49)) == "p1"
        return
    assert verdict_on_template(one, code) == expected
    assert BY_PHONE not in one.zalo.paths


@pytest.mark.parametrize("code", VERDICTS)
def test_every_code_in_answer_to_a_template_by_phone(code: int, database: Database) -> None:
    one = account(database, uid=[refused(-249)], phone=[refused(code)], token=[pair()])
    assert verdict_on_template(one, code) == VERDICTS[code][1]


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
