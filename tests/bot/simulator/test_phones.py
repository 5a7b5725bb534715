"""The addresses behind the page: what the phones show, what the hand does, where the clock goes."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import pytest

from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Phone
from bot.simulator.server import PROVINCE_ZONE, Simulator
from bot.simulator.state.clock_jumps import JumpDays
from tests.support.patience import HANGS

pytestmark = pytest.mark.anyio


async def phone(client: httpx.AsyncClient, phone_id: str) -> dict[str, Any]:
    state = (await client.get("/api/state")).json()
    found: dict[str, Any] = next(one for one in state["phones"] if one["id"] == phone_id)
    return found


async def test_the_state_tells_the_clock_and_every_phone(client: httpx.AsyncClient) -> None:
    state = (await client.get("/api/state")).json()
    assert datetime.fromisoformat(state["clock"]["iso"]) == datetime(
        2026, 10, 14, 7, 30, tzinfo=PROVINCE_ZONE
    )
    assert [one["id"] for one in state["phones"]] == ["an", "binh", "chau", "dung"]
    assert state["phones"][0] == {
        "id": "an",
        "name": "Nguyễn Văn An",
        "agency": "Sở Công Thương",
        "role": "Cán bộ đầu mối",
        "channel": "telegram",
        "bot": "",
        "has_pages": False,
        "code": None,
        "blocked": False,
        "messages": [],
    }


async def test_a_sent_text_is_on_the_phone(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/phones/an/send", json={"text": " 1 xong, 3 60% "})
    assert answer.status_code == 200
    assert (await phone(client, "an"))["messages"] == [
        {
            "id": 1,
            "from": "user",
            "text": "1 xong, 3 60%",
            "at": "2026-10-14T07:30:00+07:00",
            "buttons": [],
        }
    ]


async def test_a_waiting_page_hears_of_a_change(
    client: httpx.AsyncClient, simulator: Simulator
) -> None:
    before = (await client.get("/api/state")).json()["revision"]
    waiting = asyncio.create_task(client.get(f"/api/state?after={before}", timeout=30))
    simulator.set_code("an", "K7PM-2XQA")
    async with asyncio.timeout(HANGS):
        state = (await waiting).json()
    assert state["revision"] > before
    assert state["phones"][0]["code"] == "K7PM-2XQA"


async def test_the_code_is_shown_until_it_is_sent(
    client: httpx.AsyncClient, simulator: Simulator
) -> None:
    simulator.set_code("an", "K7PM-2XQA")
    await client.post("/api/phones/an/send", json={"text": "xin chào"})
    assert (await phone(client, "an"))["code"] == "K7PM-2XQA"
    await client.post("/api/phones/an/send", json={"text": "k7pm-2xqa"})
    assert (await phone(client, "an"))["code"] is None


async def test_nothing_and_too_much_are_not_sent(client: httpx.AsyncClient) -> None:
    for text in ("  ", "ệ" * 4097):
        answer = await client.post("/api/phones/an/send", json={"text": text})
        assert answer.status_code == 400
        assert answer.json()["error"]
    assert (await phone(client, "an"))["messages"] == []


async def test_a_blocked_phone_neither_sends_nor_taps(
    client: httpx.AsyncClient, simulator: Simulator
) -> None:
    await client.post("/api/phones/an/block", json={"blocked": True})
    assert (await phone(client, "an"))["blocked"] is True
    sent = await client.post("/api/phones/an/send?lang=en", json={"text": "chào"})
    assert (sent.status_code, sent.json()["error"]) == (400, "The bot is blocked on this phone.")
    await client.post("/api/phones/an/block", json={"blocked": False})
    assert (await client.post("/api/phones/an/send", json={"text": "chào"})).status_code == 200


async def test_a_tap_needs_a_message_of_the_bot(client: httpx.AsyncClient) -> None:
    await client.post("/api/phones/an/send", json={"text": "chào"})
    for message_id in (1, 99):
        tap = {"message_id": message_id, "data": "x"}
        assert (await client.post("/api/phones/an/tap", json=tap)).status_code == 400


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/phones/nobody/send", {"text": "chào"}),
        ("/api/phones/an/send", {"words": "chào"}),
        ("/api/phones/an/tap", {"message_id": "one", "data": "x"}),
        ("/api/clock", ["next-day"]),
    ],
)
async def test_what_is_not_understood_is_refused(
    path: str, body: object, client: httpx.AsyncClient
) -> None:
    answer = await client.post(f"{path}?lang=en", json=body)
    assert answer.status_code == 400
    assert answer.json() == {"error": "The simulator did not understand this request."}


@pytest.mark.parametrize(
    ("to", "local"),
    [
        ("2026-10-14", "2026-10-14T08:00:00.000+07:00"),
        ("next-day", "2026-10-15T08:00:00.000+07:00"),
        ("next-working-day", "2026-10-15T08:00:00.000+07:00"),
        ("next-reminder-day", "2026-10-30T08:00:00.000+07:00"),
        ("2027-01-04", "2027-01-04T08:00:00.000+07:00"),
    ],
)
async def test_the_clock_jumps(to: str, local: str, client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/clock", json={"to": to})
    assert (answer.status_code, answer.json()["iso"]) == (200, local)
    assert (await client.get("/api/state")).json()["clock"]["iso"] == local


async def test_the_clock_does_not_go_back(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/clock?lang=en", json={"to": "2026-10-13"})
    assert answer.status_code == 400
    expected = "The clock only goes forward; please choose a later day."
    assert answer.json() == {"error": expected}


async def test_after_a_jump_the_program_is_told(days: JumpDays) -> None:
    told: list[datetime] = []

    async def on_jump() -> None:
        told.append(simulator.now())

    clock = SimulatedClock(datetime(2026, 10, 16, 15, tzinfo=PROVINCE_ZONE), elapsed=lambda: 0.0)
    someone = Phone("an", "Nguyễn Văn An", "Sở Công Thương", "Cán bộ đầu mối")
    simulator = Simulator([someone], clock, days=days, on_jump=on_jump)
    await simulator.jump("next-working-day")
    assert told == [datetime(2026, 10, 19, 8, tzinfo=PROVINCE_ZONE)]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "daumoi.example.org"},
        {"host": "127.0.0.1.example.org:8080"},
        {"host": "[broken"},
        {"origin": "https://elsewhere.example.org"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
    ],
)
async def test_a_foreign_page_cannot_drive_it(
    headers: dict[str, str], client: httpx.AsyncClient
) -> None:
    body = {"text": "chào"}
    answer = await client.post("/api/phones/an/send", json=body, headers=headers)
    assert answer.status_code == 400
    assert (await phone(client, "an"))["messages"] == []


async def test_localhost_and_our_own_page_are_let_in(client: httpx.AsyncClient) -> None:
    headers = {"host": "localhost:8080", "origin": "http://localhost:8080"}
    answer = await client.get("/api/state", headers=headers)
    assert answer.status_code == 200
    form = {"origin": "null", "sec-fetch-site": "same-origin"}  # of a page without a referrer
    assert (await client.get("/api/state", headers=form)).status_code == 200


async def test_another_machine_is_turned_away(make_simulator: Callable[[], Simulator]) -> None:
    transport = httpx.ASGITransport(make_simulator().app, client=("10.0.0.7", 5000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as stranger:
        assert (await stranger.get("/")).status_code == 400


async def test_the_page_loads_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for name in ("", "phones.css", "talk.css", "phones.js", "message.js"):
        part = await client.get(f"/{name}")
        assert part.status_code == 200
        assert "://" not in part.text


async def test_no_file_leads_out_of_the_folder(client: httpx.AsyncClient) -> None:
    for name in ("nothing", "..%2Fsimulator.json"):
        assert (await client.get(f"/files/{name}")).status_code == 404
