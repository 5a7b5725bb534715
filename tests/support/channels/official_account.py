"""An Official Account for tests: Zalo as lists of answers, a stored pair of tokens, a clock."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.channels.contract import NumberedChoice, OutgoingMessage
from bot.channels.zalo_oa.channel import NAME, ZaloOAChannel
from bot.runtime.official_account import official_account
from bot.runtime.settings import Settings, read_settings
from storage.database import Database
from storage.messages import channel_tokens
from tests.support.worlds.world import FakeClock

CS, V2 = "/v3.0/oa/message/cs", "/v2.0/oa/message"
BY_UID, BY_PHONE = "/v3.0/oa/message/template", "/message/template"
TOKEN = "/v4/oa/access_token"
SEED = "seed-refresh-secret"
ENVIRONMENT = {
    "ZALO_OA_APP_ID": "123",
    "ZALO_OA_APP_SECRET": "app-secret-value",
    "ZALO_OA_SECRET_KEY": "oa-secret-k",
    "ZALO_OA_REFRESH_TOKEN": SEED,
    "ZALO_OA_API_BASE": "http://api.test",
    "ZALO_OAUTH_BASE": "http://oauth.test",
    "ZALO_ZBS_API_BASE": "http://zbs.test",
    "ZALO_ZBS_TEMPLATE_ID": "7001",
}
PAID = {"ZALO_OA_PAID_MESSAGES": "yes"}
SECRETS = (SEED, "app-secret-value", "oa-secret-k", "access-", "refresh-")
Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


def settings(**changed: str) -> Settings:
    return read_settings(ENVIRONMENT | changed, env_file=None)


def done(message_id: str = "m1", **data: Any) -> httpx.Response:
    shape = {"message_id": message_id, "user_id": "u1", "quota": {"quota_type": "reply"}} | data
    return httpx.Response(200, json={"error": 0, "message": "Success", "data": shape})


def refused(code: int, **headers: str) -> httpx.Response:
    content = {"error": code, "message": "no", "data": {}}
    return httpx.Response(200, json=content, headers=headers)


def pair(number: int = 1, **changed: Any) -> httpx.Response:
    content = {
        "access_token": f"access-{number}",
        "refresh_token": f"refresh-{number}",
        "expires_in": "90000",
    }
    return httpx.Response(200, json=content | changed)


class FakeZalo:
    """Answers each path with the next of its answers; the last one goes on."""

    def __init__(self, **answers: list[Answer]) -> None:
        names = {"cs": CS, "v2": V2, "uid": BY_UID, "phone": BY_PHONE, "token": TOKEN}
        self._answers = {names[name]: list(some) for name, some in answers.items()}
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        some = self._answers.get(request.url.path, [])
        if not some:
            raise AssertionError(f"nobody should have asked {request.url.path}")
        answer = some.pop(0) if len(some) > 1 else some[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            # A new one each time: a response can be read by one client only
            return httpx.Response(
                answer.status_code, content=answer.content, headers=_kept(answer.headers)
            )
        return answer(request)

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.requests]

    def body(self, index: int = -1) -> Any:
        return json.loads(self.requests[index].content)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self))


def _kept(headers: httpx.Headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "content-length"}


def keep_tokens(database: Database, clock: FakeClock, number: int = 0) -> None:
    """As if a pair had come this moment."""
    now = clock.now()
    with database.write() as session:
        channel_tokens.seed(session, NAME, SEED, now)
        channel_tokens.keep_pair(
            session,
            NAME,
            SEED,
            f"access-{number}",
            f"refresh-{number}",
            now + timedelta(hours=25),
            now,
        )


class TestAccount:
    """The channel at its seam: `sends` goes through it as delivery would."""

    __test__ = False

    def __init__(self, database: Database, zalo: FakeZalo, **changed: str) -> None:
        self.clock = FakeClock()
        self.zalo = zalo
        self.database = database
        keep_tokens(database, self.clock)
        self._settings = settings(**changed)
        self.pauses: list[float] = []
        self.channel = self.opened()

    def opened(self) -> ZaloOAChannel:
        """Another process on the same database."""
        return official_account(
            self._settings, self.database, self.clock.now, self.zalo.client(), self._pause
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def sends(self, message: OutgoingMessage) -> str:
        return asyncio.run(self.channel.send(message))

    def message(self, hours_silent: float | None = 1, **changed: Any) -> OutgoingMessage:
        heard_at: datetime | None = None
        if hours_silent is not None:
            heard_at = self.clock.now() - timedelta(hours=hours_silent)
        fields: dict[str, Any] = {
            "address": "u1",
            "text": "Kính gửi anh/chị",
            "key": "digest-12",
            "last_heard_at": heard_at,
            "mobile": "84000000001",
            "template": {"ten": "Nguyễn Văn Mẫu An", "han_bao_cao": "13/11/2026"},
        }
        return OutgoingMessage(**(fields | changed))


def choices(count: int) -> tuple[NumberedChoice, ...]:
    return tuple(NumberedChoice(n, f"Lựa chọn {n}", f"12:c{n}") for n in range(1, count + 1))


def account(
    database: Database, settings: dict[str, str] | None = None, **answers: list[Answer]
) -> TestAccount:
    return TestAccount(database, FakeZalo(**answers), **(settings or {}))


def outcome(one: TestAccount, hours_silent: float = 1, **changed: object) -> Exception:
    with pytest.raises(Exception) as raised:  # noqa: PT011  its kind is what is asked
        one.sends(one.message(hours_silent, **changed))
    return raised.value
