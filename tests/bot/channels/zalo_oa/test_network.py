"""The Official Account when the network or Zalo fails: what surely did not leave, what may have."""

import asyncio
import logging

import httpx
import pytest

from bot.channels.contract import OutcomeUnknown, RecipientStopped, SendError
from storage.database import Database
from tests.support.channels.official_account import (
    PAID,
    SECRETS,
    Answer,
    account,
    done,
    outcome,
    refused,
)

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("met", "told"),
    [
        (httpx.ConnectError("refused"), SendError),
        (httpx.ConnectTimeout("slow"), SendError),
        (httpx.PoolTimeout("full"), SendError),
        (httpx.ProxyError("403 Forbidden"), SendError),
        (httpx.Response(503, text="<html>"), SendError),
        (httpx.Response(429, text=""), SendError),
        (httpx.Response(403, json={"error": 403, "message": "blocked"}), SendError),
        (httpx.Response(504, text=""), OutcomeUnknown),
        (httpx.ReadTimeout("slow"), OutcomeUnknown),
        (httpx.WriteTimeout("slow"), OutcomeUnknown),
        (httpx.ReadError("cut"), OutcomeUnknown),
        (httpx.RemoteProtocolError("cut"), OutcomeUnknown),
        (httpx.Response(500, json={"error": 0, "data": {"message_id": "x"}}), OutcomeUnknown),
        (httpx.Response(502, text="<html>"), OutcomeUnknown),
        (httpx.Response(200, text="<html>"), OutcomeUnknown),
        (httpx.Response(200, json=["error", 0]), OutcomeUnknown),
        (httpx.Response(200, json={"error": "none"}), OutcomeUnknown),
        (httpx.Response(200, json={"error": 0, "data": {}}), OutcomeUnknown),
        (httpx.Response(200, json={"error": 0, "data": {"message_id": ""}}), OutcomeUnknown),
        (httpx.Response(200, json={"error": 0}), OutcomeUnknown),
        (httpx.Response(403, text="<html>"), SendError),
        (httpx.Response(400, json={"error": -213}), RecipientStopped),
    ],
)
@pytest.mark.parametrize("hours", [1, 49])
def test_only_what_surely_did_not_leave_may_be_sent_again(
    met: Answer, told: type[Exception], hours: int, database: Database
) -> None:
    error = outcome(account(database, cs=[met], uid=[met]), hours)
    assert type(error) is told
    if isinstance(error, SendError):
        assert not error.permanent


def test_an_error_as_text_counts_as_its_number(database: Database) -> None:
    answer = {"error": "-213", "message": "no"}
    one = account(database, cs=[httpx.Response(200, json=answer)])
    assert isinstance(outcome(one), RecipientStopped)


def test_a_message_that_is_billed_is_sent_all_the_same(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    one = account(database, PAID, cs=[done("m5", quota=None)])
    assert one.sends(one.message(72)) == "m5"
    assert caplog.records == []
    assert one.sends(one.message(1)) == "m5"
    assert "billed" in caplog.text


def test_no_secret_is_in_a_reason_or_in_the_log(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    met: list[Answer] = [
        refused(-216),
        httpx.ReadTimeout("access-0"),
        httpx.Response(502, text="access-0"),
        httpx.ConnectError("access-0"),
    ]
    for answer in met:
        refusal = httpx.Response(200, json={"error": -14014, "error_name": "refresh-0"})
        one = account(database, cs=[answer], token=[refusal])
        error = outcome(one)
        assert not any(secret in f"{error}{error!r}" for secret in SECRETS)
    # httpx is kept at WARNING; its lines show addresses only
    assert not any(secret in caplog.text for secret in SECRETS)


def test_a_sending_has_its_time_and_no_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Delivery takes a message up again when its lease ends: by then all must be over."""
    monkeypatch.setattr("bot.channels.zalo_oa.channel.SEND_SECONDS", 0.0)
    error = outcome(account(database, cs=[done()]))
    assert isinstance(error, SendError)
    assert not error.permanent
    monkeypatch.setattr(
        "bot.channels.zalo_oa.channel.SEND_SECONDS", 1.0
    )  # a request might take longer
    one = account(database, cs=[done()])
    assert isinstance(outcome(one), SendError)
    assert one.zalo.requests == []


def test_an_answer_that_never_comes_leaves_the_outcome_open(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr("bot.channels.zalo_oa.api.REQUEST_SECONDS", 0.0)
    monkeypatch.setattr("bot.channels.zalo_oa.api.SHORTEST", 0.0)
    one = account(database)
    one.channel._consulting._api._client = httpx.AsyncClient(transport=httpx.MockTransport(never))
    assert isinstance(outcome(one), OutcomeUnknown)
