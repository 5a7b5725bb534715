"""Brings the events to the bot's webhook, signed, one after another, again where it failed."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.simulator.state.store import State
from tests.support.simulator.zalo_oa.payloads import Shape, signature

HEADER = "X-ZEvent-Signature"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FORMS = ("mac", "bare", "capitals", "wrong", "none")
MOST_RETRIES = 5
FIRST_PAUSE = 0.2  # seconds; the real ones are 30 s, 5 min, 15 min, 30 min, 1 h


class Webhook:
    """`form` is how the proof is written from now on: one of FORMS."""

    def __init__(
        self,
        state: State,
        now: Callable[[], datetime],
        app_id: str,
        key: str,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._state = state
        self._now = now
        self._app_id = app_id
        self._key = key
        self.transport = transport
        self.form = "mac"
        self.answers: list[int] = []  # what the bot said, oldest first; 0: nothing
        kept: dict[str, Any] = state.part("zalo_oa_webhook", self._plain) or {}
        self.url: str = kept.get("url", "")
        self.waiting: list[Shape] = kept.get("waiting", [])
        self._last: Shape | None = None
        self._last_instant: int = kept.get("last_instant", 0)

    def set_url(self, url: str) -> None:
        """Raises ValueError."""
        if url and urlsplit(url).hostname not in LOOPBACK:
            raise ValueError("only this machine can be reached")
        with self._state.changing():
            self.url = url

    def add(self, event: Shape) -> None:
        """Inside `state.changing()`."""
        instant = max(int(self._now().timestamp() * 1000), self._last_instant + 1)
        self._last_instant = instant
        whole = {"app_id": self._app_id, **event, "timestamp": str(instant)}
        self._last = {"body": json.dumps(whole, ensure_ascii=False), "retry": 0, "form": self.form}
        self._last["timestamp"] = str(instant)
        self.waiting.append(self._last)

    def add_probe(self) -> None:
        """What is sent when the address is saved: an empty object without any proof."""
        with self._state.changing():
            self.waiting.append({"body": "{}", "retry": 0, "form": "none", "timestamp": ""})

    def again(self) -> None:
        """The last event comes once more, as if its answer had been lost."""
        if self._last is not None:
            with self._state.changing():
                self.waiting.append({**self._last, "retry": self._last["retry"] + 1})

    async def run(self) -> None:
        """Until cancelled."""
        pause = FIRST_PAUSE
        while not self._state.closed:
            seen = self._state.revision
            if not (self.url and self.waiting):
                await self._state.changed(seen, 60)
            elif await self.deliver():
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause *= 2

    async def deliver(self) -> bool:
        """Bring the oldest waiting event; False where it has to come again."""
        event = self.waiting[0]
        status = await self._post(event)
        self.answers.append(status)
        with self._state.changing():
            if status == 200 or event["retry"] >= MOST_RETRIES:
                self.waiting.remove(event)
                return True
            event["retry"] += 1
        return False

    async def _post(self, event: Shape) -> int:
        body = event["body"].encode()
        headers = {"content-type": "application/json", **self._proof(event, body)}
        if event["retry"]:
            headers["num_retry"] = str(event["retry"])
        try:
            async with httpx.AsyncClient(
                transport=self.transport, timeout=2, trust_env=False
            ) as client:
                answer = await client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError:
            return 0
        return answer.status_code

    def _proof(self, event: Shape, body: bytes) -> dict[str, str]:
        form = event["form"]
        if form == "none":
            return {}
        proof = signature(self._app_id, body, event["timestamp"], self._key)
        written = {
            "mac": f"mac={proof}",
            "bare": proof,
            "capitals": f"MAC= {proof.upper()}",
            "wrong": f"mac={proof[::-1]}",
        }
        return {HEADER: written[form]}

    def _plain(self) -> Shape:
        return {"url": self.url, "waiting": self.waiting, "last_instant": self._last_instant}
