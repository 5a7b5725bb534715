"""Zalo's side of the webhook of the Official Account: signed events, and calls of the web side."""

import asyncio
import hashlib
import json
from typing import Any

import httpx
from sqlmodel import select
from starlette.applications import Starlette

from bot.runtime.dependencies import Runtime
from bot.web.webhooks import webhooks
from storage.database import Database
from storage.models import Inbox
from tests.support.channels.official_account import FakeZalo, TestAccount
from tests.support.worlds.world import CALENDAR

KEY = "oa-secret-k"


def signed(raw: bytes, key: str = KEY) -> str:
    timestamp = json.loads(raw).get("timestamp", "")
    return hashlib.sha256(b"123" + raw + str(timestamp).encode() + key.encode()).hexdigest()


def event(name: str, **content: Any) -> dict[str, Any]:
    return {"app_id": "123", "event_name": name, "timestamp": "1790000000000", **content}


def of_user(name: str, **message: Any) -> dict[str, Any]:
    return event(
        name, sender={"id": "u1"}, recipient={"id": "oa1"}, message={"msg_id": "m1", **message}
    )


class Calling:
    """Zalo's side of the webhook, before the real web application and the real inbox."""

    def __init__(self, database: Database, **settings: str) -> None:
        self.account = TestAccount(database, FakeZalo(), **settings)
        self.database = database
        channel = self.account.channel
        self._runtime = Runtime(
            database=database,
            channels={channel.name: channel},
            calendar=CALENDAR,
            now=self.account.clock.now,
            new_code=lambda: "",
            holder="test:1",
        )

    def calls(self, raw: bytes, signature: str | None = None, **headers: str) -> int:
        return asyncio.run(self._calls(raw, signature, headers))

    def tells(self, what: dict[str, Any], **headers: str) -> int:
        raw = json.dumps(what, ensure_ascii=False).encode()
        return self.calls(raw, f"mac={signed(raw)}", **headers)

    async def _calls(self, raw: bytes, signature: str | None, headers: dict[str, str]) -> int:
        all_headers = {name.encode(): value.encode() for name, value in headers.items()}
        if signature is not None:
            all_headers[b"X-ZEvent-Signature"] = signature.encode()
        app = Starlette(routes=webhooks(self._runtime))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot.test") as client:
            answer = await client.post("/webhooks/zalo-oa", content=raw, headers=all_headers)
        return answer.status_code

    @property
    def inbox(self) -> list[Inbox]:
        with self.database.read() as session:
            return list(session.exec(select(Inbox)))
