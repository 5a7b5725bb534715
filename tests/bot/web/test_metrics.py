"""Figures for a monitoring system: the documented names, for this machine only, nobody's words."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.runtime.dependencies import Runtime
from bot.web.app import web_app
from bot.web.metrics import METRICS
from storage.database import Database, open_database
from storage.messages.troubles import Reason, note_troubles
from tests.support.paths import ROOT
from tests.support.worlds.world import START, World

SECRETS = ("ABCD", "Người", "anh", "token", "sct")


@pytest.fixture
def runtime(in_memory: Database) -> Runtime:
    world = World(in_memory)
    world.links("sct")
    world.ticks()
    with in_memory.write() as session:
        found = {name: (Reason.REFUSED, {"why": "x"}) for name in ("person:1", "person:2")}
        note_troubles(session, found, [Reason.REFUSED], world.clock.now())
    return replace(world.runtime, metrics=True)


def asked(runtime: Runtime, host: str = "127.0.0.1", **headers: str) -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(web_app(runtime), client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot.test") as client:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.get("/metrics", headers=sent)

    return asyncio.run(get())


def test_the_figures_of_a_service(runtime: Runtime) -> None:
    answer = asked(runtime)
    assert answer.headers["content-type"].startswith("text/plain; version=")
    lines = answer.text.splitlines()
    assert 'daumoi_ready{part="database"} 1.0' in lines
    assert 'daumoi_ready{part="lane fake"} 0.0' in lines
    assert 'daumoi_troubles{reason="refused"} 2.0' in lines
    assert "daumoi_scheduler_beat_age_seconds 0.0" in lines
    assert "daumoi_inbox_waiting 0.0" in lines
    assert re.search(r'^daumoi_outbox_due\{channel="fake"\} \d', answer.text, re.M)
    assert "daumoi_backup_age_seconds" not in answer.text  # none is made every night
    assert not [word for word in SECRETS if word in answer.text]


def test_a_digest_is_counted_once_its_hour_has_come(runtime: Runtime) -> None:
    assert 'daumoi_outbox_due{channel="fake"} 0.0' in asked(runtime).text
    later = replace(runtime, now=lambda: START + timedelta(hours=1))
    assert 'daumoi_outbox_due{channel="fake"} 1.0' in asked(later).text


@pytest.mark.parametrize(
    ("host", "headers"),
    [
        ("10.0.0.9", {}),
        ("127.0.0.1", {"x_forwarded_for": "127.0.0.1"}),
        ("127.0.0.1", {"forwarded": "for=x"}),
        ("testclient", {}),
    ],
)
def test_nobody_from_elsewhere_reads_them(
    host: str, headers: dict[str, str], runtime: Runtime
) -> None:
    assert asked(runtime, host, **headers).status_code == 404
    assert asked(runtime, "::1").status_code == 200


def test_they_are_off_unless_they_are_asked_for(runtime: Runtime) -> None:
    assert asked(replace(runtime, metrics=False)).status_code == 404


def test_without_its_database_it_still_says_so(runtime: Runtime) -> None:
    away = open_database("postgresql://127.0.0.1:1/x")
    answer = asked(replace(runtime, database=away))
    assert (answer.status_code, 'daumoi_ready{part="database"} 0.0' in answer.text) == (200, True)
    away.close()


@pytest.mark.parametrize("name", METRICS)
def test_each_name_stands_in_the_guide(name: str) -> None:
    guide = (ROOT / "data" / "huong-dan" / "quan-tri.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in guide
