"""The stand-in for an Official Account: what the real channel sends it, and its faults."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.contract import ChannelStopped, OutcomeUnknown, RecipientStopped, SendError
from storage.database import Database
from tests.support.simulator.town import Town
from tests.support.simulator.zalo_oa.validation import Template

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(database, tmp_path / "simulator.json")
    yield town
    await town.channel.close()


async def test_the_windows(town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    town.forward(hours=48)
    await town.channel.send(town.message())
    assert [one.call for one in town.zalo.requests] == ["token", "cs"]
    town.forward(hours=1)
    await town.channel.send(town.message())  # not paid for: a template
    assert [one.call for one in town.zalo.requests][2:] == ["uid"]
    paid = town.connected(ZALO_OA_PAID_MESSAGES="yes")
    await paid.send(town.message())
    assert town.zalo.requests[-1].call == "cs"
    town.forward(days=6)
    # We take the person for more awake than Zalo does
    await paid.send(town.message(last_heard_at=town.clock.now()))
    assert [one.call for one in town.zalo.requests][-2:] == ["cs", "uid"]


async def test_a_template_that_cannot_go_by_user_id_goes_by_phone(town: Town) -> None:
    await town.client.post("/api/zalo-oa/rules", json={"by_uid": False})
    assert await town.channel.send(town.message())
    assert [one.call for one in town.zalo.requests] == ["token", "uid", "phone"]
    assert town.zalo.requests[-1].json["tracking_id"] == "digest-1"
    assert town.phone().messages[-1].text == "name: Nguyễn Văn An"


async def test_a_template_that_is_filled_wrongly_is_refused(town: Town) -> None:
    town.writes("xin chào")
    town.zalo.rules.template = replace(Template(), parameters={"ten": 30, "han_bao_cao": 20})
    with pytest.raises(SendError, match="-1122"):
        await town.channel.send(town.message(last_heard_at=None))
    filled = {"ten": "An" * 40, "han_bao_cao": "d" * 90}
    assert await town.channel.send(town.message(last_heard_at=None, template=filled))


async def test_a_government_account(town: Town) -> None:
    await town.client.post("/api/zalo-oa/rules", json={"is_government": True})
    town.writes("xin chào")
    await town.delivers()
    for _ in range(2):
        assert await town.channel.send(town.message())
    assert [one.call for one in town.zalo.requests] == ["token", "cs", "v2", "v2"]


async def test_a_day_later_the_token_is_another(town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    await town.channel.send(town.message())
    town.forward(hours=25)
    await town.channel.send(town.message())
    assert town.zalo.requests[-1].headers["access_token"] == "simulated-access-2"


async def test_a_token_that_dies_early_is_replaced(town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    await town.channel.send(town.message())
    town.zalo.oauth.access = "of somebody else"
    await town.channel.send(town.message())
    assert [one.call for one in town.zalo.requests][2:] == ["cs", "token", "cs"]


async def test_consenting_anew_after_the_token_was_lost(town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    lost = town.zalo.oauth.consent()
    with pytest.raises(ChannelStopped):
        await town.channel.send(town.message())
    with pytest.raises(ChannelStopped):
        await town.channel.send(town.message())
    assert len(town.calls("token")) == 1
    anew = town.connected(ZALO_OA_REFRESH_TOKEN=lost)
    assert await anew.send(town.message())


FAULTS: list[tuple[dict[str, Any], type[Exception]]] = [
    ({"call": "cs", "error": -32, "headers": {"X-RateLimit-Remain": "0"}}, SendError),
    ({"call": "cs", "error": -211}, ChannelStopped),
    ({"call": "cs", "error": -217}, RecipientStopped),
    ({"call": "cs", "status": 502}, OutcomeUnknown),
    ({"call": "cs", "error": -200}, OutcomeUnknown),
    ({"call": "token", "status": 503}, SendError),
    ({"call": "token", "body": {"error": -32}}, SendError),
    ({"call": "token", "body": {"error_name": "Invalid", "error_reason": "x"}}, ChannelStopped),
    ({"call": "token", "body": {"access_token": "x", "expires_in": "90000"}}, ChannelStopped),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS)
async def test_faults_on_demand(fault: dict[str, Any], told: type[Exception], town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    assert (await town.client.post("/api/zalo-oa/faults", json=fault)).status_code == 200
    with pytest.raises(told):
        await town.channel.send(town.message())
    assert [message.sender for message in town.phone().messages] == ["user"]


async def test_faults_can_be_taken_back(town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    await town.client.post("/api/zalo-oa/faults", json={"call": "cs", "error": -32, "times": 9})
    await town.client.delete("/api/zalo-oa/faults")
    assert await town.channel.send(town.message())


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("faults", {"call": "cs"}),
        ("faults", {"call": "nothing", "error": -1}),
        ("faults", ["cs"]),
        ("events", {"event": "nothing", "phone": "an"}),
        ("events", {"event": "chat", "phone": "nobody"}),
        ("webhook", {"form": "none of them"}),
        ("webhook", {"url": "https://daumoi.example.org/"}),
    ],
)
async def test_what_cannot_be_done_says_why(path: str, body: object, town: Town) -> None:
    answer = await town.client.post(f"/api/zalo-oa/{path}", json=body)
    assert answer.status_code == 400
    assert "cannot be done" in answer.json()["error"]


async def test_the_record_of_requests_shows_no_secret(town: Town) -> None:
    town.writes("xin chào")
    await town.delivers()
    await town.channel.send(town.message())
    record = await town.client.get("/api/zalo-oa/requests")
    assert [one["call"] for one in record.json()] == ["token", "cs"]
    for secret in (town.zalo.account.app_secret, "simulated-access", "simulated-refresh"):
        assert secret not in record.text
