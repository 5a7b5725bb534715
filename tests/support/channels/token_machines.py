"""Several processes on one database that share the tokens of one Official Account."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import parse_qs

import httpx
import pytest
from sqlmodel import select

from bot.channels.zalo_oa.channel import NAME
from bot.channels.zalo_oa.oauth import OAuthApp
from bot.channels.zalo_oa.tokens import ZaloTokens
from storage.database import Database
from storage.messages.troubles import open_troubles
from storage.models import ChannelToken
from tests.support.channels.official_account import SEED, Answer, FakeZalo, pair
from tests.support.worlds.world import FakeClock

HOUR = timedelta(hours=1)
Pause = Callable[[float], Awaitable[None]]


class Machines:
    """Several processes on one database, one Zalo, one clock."""

    def __init__(self, database: Database, *answers: Answer) -> None:
        self.database = database
        self.clock = FakeClock()
        self.zalo = FakeZalo(token=list(answers))
        self.pauses: list[float] = []

    def opened(self, seed: str = SEED, pause: Pause | None = None) -> ZaloTokens:
        app = OAuthApp("123", "app-secret-value", "http://oauth.test")
        return ZaloTokens(
            NAME, app, seed, self.database, self.clock.now, self.zalo.client(), pause or self._pause
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    @property
    def stored(self) -> ChannelToken:
        with self.database.read() as session:
            return session.exec(select(ChannelToken)).one()

    @property
    def alarms(self) -> list[str]:
        with self.database.read() as session:
            return [one.details["why"] for one in open_troubles(session)]

    @property
    def used(self) -> list[str]:
        """The refresh tokens Zalo was shown."""
        return [
            parse_qs(request.content.decode())["refresh_token"][0] for request in self.zalo.requests
        ]


def refusal(code: int = -14014) -> httpx.Response:
    content = {"error": code, "error_name": "Invalid refresh token", "error_reason": "no"}
    return httpx.Response(200, json=content)


class Rotating:
    """Zalo: each refresh token is good for one use; "refresh-0" and the one that is set begin."""

    def __init__(self) -> None:
        self._used = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        shown = parse_qs(request.content.decode())["refresh_token"][0]
        number = 0 if shown == SEED else int(shown.rpartition("-")[2])
        if number < self._used:
            return refusal()
        self._used = number + 1
        return pair(self._used)


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]


async def stop(_seconds: float) -> None:
    raise asyncio.CancelledError
