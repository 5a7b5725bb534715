"""Whatever is sent to any address is answered, and never with an error of ours."""

import asyncio
import re
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from bot.web.api.openapi import description
from bot.web.api.resources import RESOURCES
from bot.web.app import web_app
from storage.database import Database
from tests.support.examples import examples
from tests.support.phones.pages.api_reader import API, Reader
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.answers.answered import AnsweredWorld
from tests.support.worlds.effects_world import PLANNER, EffectsWorld

HOST = "https://daumoi.test"
# An example goes to every address; more of them: EXAMPLES=100 pytest tests/bot/web/test_fuzz.py
BOUNDED = settings(
    max_examples=examples(3),
    phases=(Phase.generate,),  # to make an example smaller takes minutes
    suppress_health_check=list(HealthCheck),
)
ODD = st.sampled_from(
    [
        *("", "0", "1", "-1", "9" * 30, "1e9", "NaN", "null", "true", "[]", "{}", "%00"),
        *("../../etc/passwd", "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "=1+1"),
        *("mau", "2026-02-30", "0000-01-01", "9999-12-31", "2026-10-14T08:00:00+25:00"),
        *("completed", "\u202e", "a" * 5000),
    ]
)
ODD_TEXT = ODD | st.text(max_size=30)
FIELDS = st.sampled_from(
    [
        *("csrf", "code", "agree", "reason", "day", "due_on", "title", "name", "agencies"),
        *("status", "percent", "value", "person", "plan", "round", "page", "q", "as_of"),
        *("format", "verdict"),
    ]
)
PLACE = re.compile(r"{(\w+)(?::(\w+))?}")


def asked(
    app: Starlette, method: str, path: str, cookies: Any = None, **more: Any
) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=HOST, cookies=cookies) as client:
            return await client.request(method, path, **more)

    return asyncio.run(ask())


def test_the_api_answers_whatever_its_description_allows_and_forbids(in_memory: Database) -> None:
    reader = Reader(AnsweredWorld(in_memory).runtime, "mau")
    schema = schemathesis.openapi.from_dict(description(RESOURCES, HOST))
    statuses: set[int] = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @BOUNDED
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            sent = case.as_transport_kwargs(base_url=f"{HOST}{API}")
            sent["headers"] = {**sent["headers"], "Authorization": f"Bearer {reader.key}"}
            wanted = {name: sent[name] for name in ("params", "headers") if name in sent}
            answer = asked(reader.app, sent["method"], sent["url"], **_latin(wanted))
            statuses.add(answer.status_code)
            assert answer.status_code < 500, (sent["url"], sent.get("params"))

        holds()
    assert {200, 404} <= statuses


def _latin(wanted: dict[str, Any]) -> dict[str, Any]:
    """A header is bytes on its way."""
    headers = [(name.encode(), value.encode()) for name, value in wanted["headers"].items()]
    return {**wanted, "headers": headers}


def addresses(routes: list[BaseRoute], at: str = "") -> list[tuple[str, str]]:
    """(method, address) of every route."""
    found: list[tuple[str, str]] = []
    for one in routes:
        if isinstance(one, Mount):
            found += addresses(list(one.routes), at + one.path)
        elif isinstance(one, Route):
            found += [(method, at + one.path) for method in sorted(one.methods or ())]
    return found


@pytest.mark.parametrize("who", ["nobody", PLANNER])
def test_no_address_of_ours_breaks_at_anything(who: str, in_memory: Database) -> None:
    runtime = EffectsWorld(in_memory).runtime
    browser = Browser(runtime)
    if who != "nobody":
        browser.signs_in(who)
    app = web_app(runtime)
    routes = [one for one in addresses(list(app.routes)) if one[0] != "HEAD"]
    assert len(routes) > 80
    refused = 0

    @BOUNDED
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        nonlocal refused
        for method, address in routes:
            path = PLACE.sub(lambda place: _filled(data, place), address)
            given_ = data.draw(st.dictionaries(FIELDS, ODD_TEXT, max_size=4))
            more: dict[str, Any] = {"params" if method == "GET" else "data": given_}
            cookies = browser.cookies if data.draw(st.booleans()) else None
            answer = asked(app, method, path, cookies=cookies, **more)
            refused += answer.status_code in (400, 403, 404, 405, 422)
            is_told = (path, answer.status_code) == ("/readyz", 503)  # that nothing runs here
            assert answer.status_code < 500 or is_told, (method, path, given_, answer.text[-300:])

    holds()
    assert refused


def _filled(data: st.DataObject, place: re.Match[str]) -> str:
    if place[2] == "int":
        return data.draw(st.sampled_from(["0", "1", "2", "9", "999999999999999999999999"]))
    return quote(data.draw(ODD_TEXT), safe="") or "x"


NOTHING = (
    (b"", "multipart/form-data"),
    (b"\xff\xfe", "application/json"),
    (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
    (b"{" * 3000, "application/json"),
    (b"0" * 10**6, ""),
)


@pytest.mark.parametrize(("body", "kind"), NOTHING)
def test_a_body_that_is_nothing_is_refused(body: bytes, kind: str, in_memory: Database) -> None:
    app = web_app(EffectsWorld(in_memory).runtime)
    for method, address in addresses(list(app.routes)):
        if method == "POST":
            path = PLACE.sub("1", address)
            answer = asked(app, method, path, content=body, headers={"content-type": kind})
            assert answer.status_code < 500, path
