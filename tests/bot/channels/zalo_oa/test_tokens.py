"""The tokens of the Official Account: renewed twice a day, refused once, set anew."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.channels.contract import ChannelStopped, SendError
from bot.channels.zalo_oa.channel import NAME
from bot.channels.zalo_oa.tokens import LOOK_EVERY
from bot.dialogs.digest.planner_section import trouble_line
from locales import translator
from storage.database import Database
from storage.messages import channel_tokens
from storage.messages.troubles import Reason, open_troubles
from tests.support.channels.official_account import (
    SECRETS,
    SEED,
    TOKEN,
    Answer,
    FakeZalo,
    keep_tokens,
    pair,
)
from tests.support.channels.token_machines import HOUR, Machines, Rotating, errors, refusal, stop


def test_the_first_token_comes_for_the_one_that_is_set(database: Database) -> None:
    machines = Machines(database, pair())
    assert asyncio.run(machines.opened().valid()) == "access-1"
    [request] = machines.zalo.requests
    assert (request.method, str(request.url)) == ("POST", f"http://oauth.test{TOKEN}")
    assert request.headers["secret_key"] == "app-secret-value"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.content == (
        b"refresh_token=seed-refresh-secret&app_id=123&grant_type=refresh_token"
    )
    stored = machines.stored
    assert (stored.access_token, stored.refresh_token) == ("access-1", "refresh-1")
    assert stored.expires_at == machines.clock.now() + timedelta(hours=25)
    assert (stored.refresher, stored.refreshing_until) == ("", None)


def test_a_valid_token_is_used_without_asking(database: Database) -> None:
    machines = Machines(database)
    keep_tokens(database, machines.clock)
    tokens = machines.opened()
    assert asyncio.run(tokens.valid()) == "access-0"
    machines.clock.forward(hours=24, minutes=54)
    assert asyncio.run(tokens.valid()) == "access-0"


def test_shortly_before_its_end_a_token_is_replaced(database: Database) -> None:
    machines = Machines(database, pair())
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=24, minutes=55)
    assert asyncio.run(machines.opened().valid()) == "access-1"


def test_it_is_renewed_twice_a_day(database: Database) -> None:
    machines = Machines(database, Rotating())
    keep_tokens(database, machines.clock)
    at: list[timedelta] = []
    start = machines.clock.now()

    async def pause(seconds: float) -> None:
        if len(machines.zalo.requests) > len(at):
            at.append(machines.clock.now() - start)
        if machines.clock.now() - start >= 48 * HOUR:
            raise asyncio.CancelledError
        machines.clock.forward(seconds=seconds)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(machines.opened(pause=pause).keep_fresh())
    assert at == [12 * HOUR, 24 * HOUR, 36 * HOUR, 48 * HOUR]
    assert LOOK_EVERY == 600


@pytest.mark.parametrize(
    ("expires_in", "life"),
    [
        ("90000", 25 * HOUR),
        (90000, 25 * HOUR),
        (" 3600 ", HOUR),
        (None, HOUR),
        ("soon", HOUR),
        ("-5", HOUR),
        ("0", HOUR),
    ],
)
def test_the_length_of_its_life_may_be_text_or_nothing(
    expires_in: object, life: timedelta, database: Database
) -> None:
    machines = Machines(database, pair(expires_in=expires_in))
    assert asyncio.run(machines.opened().valid()) == "access-1"
    assert machines.stored.expires_at == machines.clock.now() + life


def test_a_refused_access_token_is_replaced_unless_another_machine_did(
    database: Database,
) -> None:
    machines = Machines(database, pair())
    keep_tokens(database, machines.clock)
    first, second = machines.opened(), machines.opened()
    assert asyncio.run(first.instead_of("access-0")) == "access-1"
    assert asyncio.run(second.instead_of("access-0")) == "access-1"
    assert machines.used == ["refresh-0"]


# --- What Zalo may answer -----------------------------------------------------------------------

BAD_ANSWERS: list[dict[str, Any]] = [
    {"error": -14014, "error_name": "Invalid refresh token"},
    {"error_name": "Invalid", "error_reason": "x", "error_description": "y"},
    {"access_token": "access-1", "expires_in": "90000"},
    {"access_token": "access-1", "refresh_token": ""},
    {"access_token": "access-1", "refresh_token": None},
    {"access_token": "access-1", "refresh_token": 5},
    {"access_token": "", "refresh_token": "refresh-1"},
    {"access_token": " ", "refresh_token": " "},
    {"error": 0},
    {},
]


@pytest.mark.parametrize("content", BAD_ANSWERS)
def test_a_refusal_with_http_200_destroys_nothing_and_is_told_once(
    content: dict[str, Any], database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    machines = Machines(database, httpx.Response(200, json=content))
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)
    tokens = machines.opened()
    for _ in range(3):
        with pytest.raises(ChannelStopped):
            asyncio.run(tokens.valid())
        with pytest.raises(ChannelStopped):
            asyncio.run(machines.opened().valid())
        machines.clock.forward(days=1)
    assert machines.used == ["refresh-0"]
    stored = machines.stored
    assert (stored.access_token, stored.refresh_token) == ("access-0", "refresh-0")
    assert stored.refused_at is not None
    assert len(machines.alarms) == 1
    assert len(errors(caplog)) == 1
    assert not any(secret in machines.alarms[0] for secret in SECRETS)


@pytest.mark.parametrize(
    "met",
    [
        httpx.Response(200, json={"error": -32, "error_name": "rate"}),
        httpx.Response(200, json={"error": "-32"}),
        httpx.Response(429, json={}),
        httpx.Response(500, json={"error": -14014}),
        httpx.Response(502, text="<html>"),
        httpx.Response(403, text="<html>"),
        httpx.Response(403, json={"error": "blocked", "status": 403}),
        httpx.Response(200, text="<html>"),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("cut"),
    ],
)
def test_what_passes_is_tried_again_after_a_while(
    met: Answer, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    machines = Machines(database, met, pair())
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=26)
    tokens = machines.opened()
    for one in (tokens, machines.opened()):
        with pytest.raises(SendError) as raised:
            asyncio.run(one.valid())
        assert raised.value.retry_after == timedelta(seconds=30)
    assert machines.used == ["refresh-0"]
    machines.clock.forward(seconds=30)
    assert asyncio.run(tokens.valid()) == "access-1"
    assert machines.used == ["refresh-0", "refresh-0"]
    assert machines.alarms == []
    assert errors(caplog) == []


def test_while_it_is_hindered_the_old_token_goes_on(database: Database) -> None:
    machines = Machines(database, httpx.Response(503))
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=13)
    tokens = machines.opened(pause=stop)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(tokens.keep_fresh())
    assert machines.used == ["refresh-0"]
    assert asyncio.run(tokens.valid()) == "access-0"


def test_a_refusal_at_half_its_life_leaves_half_a_day_to_consent(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.channels.zalo_oa.tokens")
    machines = Machines(database, refusal())
    keep_tokens(database, machines.clock)
    machines.clock.forward(hours=12)
    tokens = machines.opened(pause=stop)
    for _ in range(3):
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(tokens.keep_fresh())
    assert machines.used == ["refresh-0"]
    assert len(machines.alarms) == 1
    assert len([r for r in caplog.records if r.levelno >= logging.INFO]) == 2  # once, not thrice
    assert asyncio.run(tokens.valid()) == "access-0"
    with pytest.raises(ChannelStopped):
        asyncio.run(tokens.instead_of("access-0"))
    assert machines.used == ["refresh-0"]


# --- Consenting anew ----------------------------------------------------------------------------


def test_a_new_token_that_is_set_ends_the_refusal(database: Database) -> None:
    machines = Machines(database, refusal(), pair(7))
    with pytest.raises(ChannelStopped):
        asyncio.run(machines.opened().valid())
    assert len(machines.alarms) == 1
    assert asyncio.run(machines.opened(seed="consented-anew").valid()) == "access-7"
    assert machines.used == [SEED, "consented-anew"]
    assert machines.alarms == []
    assert machines.stored.refused_at is None


def test_a_token_that_was_set_before_is_not_new(database: Database) -> None:
    """A second machine may still have the one of before: it is used up."""
    machines = Machines(database, pair(1), pair(2))
    asyncio.run(machines.opened().valid())
    asyncio.run(machines.opened(seed="consented-anew").valid())
    for seed in (SEED, "consented-anew", ""):
        assert asyncio.run(machines.opened(seed=seed).valid()) == "access-2"
    assert machines.stored.refresh_token == "refresh-2"
    assert machines.used == [SEED, "consented-anew"]


def test_the_settings_token_is_not_kept_in_the_list_of_those_seen(database: Database) -> None:
    machines = Machines(database, pair())
    asyncio.run(machines.opened().valid())
    assert SEED not in str(machines.stored.seeds)


def test_an_answer_for_the_old_consent_does_not_replace_the_new_one(database: Database) -> None:
    machines = Machines(database)

    def consents_meanwhile(_request: httpx.Request) -> httpx.Response:
        with database.write() as session:
            channel_tokens.seed(session, NAME, "consented-anew", machines.clock.now())
        return pair(1)

    machines.zalo = FakeZalo(token=[consents_meanwhile, pair(2)])
    tokens = machines.opened()
    with pytest.raises(SendError):
        asyncio.run(tokens.valid())
    assert machines.stored.refresh_token == "consented-anew"
    assert asyncio.run(tokens.valid()) == "access-2"


def test_without_any_token_a_human_is_told_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    machines = Machines(database)
    for _ in range(3):
        with pytest.raises(ChannelStopped):
            asyncio.run(machines.opened(seed="").valid())
    assert len(machines.alarms) == len(errors(caplog)) == 1
    with database.read() as session:
        assert [one.reason for one in open_troubles(session)] == [Reason.NEEDS_CONSENT]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_administrator_reads_why_and_what_to_do(language: str, database: Database) -> None:
    machines = Machines(database, refusal())
    with pytest.raises(ChannelStopped):
        asyncio.run(machines.opened().valid())
    with database.read() as session:
        [trouble] = open_troubles(session)
    line = trouble_line(trouble, translator(language))
    assert "-14014" in line
    assert "ZALO_OA_REFRESH_TOKEN" in line
