"""One call of the Official Account API: its token, its envelope, what may have gone wrong."""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.channels.contract import ChannelStopped, OutcomeUnknown, SendError
from bot.channels.zalo_oa.errors import Known, Meaning, Refusal, wait_after
from bot.channels.zalo_oa.tokens import ZaloTokens

# What a request meets before a byte of it has left
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
TURNED_AWAY = 503  # a gateway had nobody to give the request to
REQUEST_SECONDS = 10.0
SHORTEST = 2.0  # seconds: with less left nothing is begun any more


@dataclass(frozen=True)
class Accepted:
    message_id: str
    data: Mapping[str, Any]


class ZaloOAApi:
    def __init__(self, client: httpx.AsyncClient, tokens: ZaloTokens) -> None:
        self._client = client
        self._tokens = tokens
        self._rates = 0  # refused for the rate, so often in a row

    async def call(
        self, url: str, body: Mapping[str, Any], codes: Mapping[int, Known], deadline: float
    ) -> Accepted | Refusal:
        """POST it; a dead token is replaced once. `deadline` in the loop's time.

        Raises SendError, OutcomeUnknown, ChannelStopped.
        """
        token = await _in_time(self._tokens.valid, deadline)
        answer = await self._post(url, body, token, codes, deadline)
        if isinstance(answer, Refusal) and answer.meaning is Meaning.TOKEN:
            token = await _in_time(lambda: self._tokens.instead_of(token), deadline)
            answer = await self._post(url, body, token, codes, deadline)
        return answer

    async def account_id(self, base: str) -> str:
        """The account's own id, which is the end of its address; empty where nobody says it."""
        try:
            token = await self._tokens.valid()
            answer = await self._client.get(
                f"{base}/v2.0/oa/getoa", headers={"access_token": token}, timeout=REQUEST_SECONDS
            )
            return str(answer.json()["data"]["oa_id"])
        except (httpx.HTTPError, SendError, ChannelStopped, ValueError, KeyError, TypeError):
            return ""

    async def _post(
        self,
        url: str,
        body: Mapping[str, Any],
        token: str,
        codes: Mapping[int, Known],
        deadline: float,
    ) -> Accepted | Refusal:
        left = min(REQUEST_SECONDS, deadline - asyncio.get_running_loop().time())
        if left < SHORTEST:
            raise SendError("no time was left to send it")
        try:
            async with asyncio.timeout(left):
                answer = await self._client.post(url, json=body, headers={"access_token": token})
        except NOT_SENT as error:
            raise SendError(type(error).__name__) from None
        except (httpx.HTTPError, TimeoutError) as error:
            raise OutcomeUnknown(f"no answer after it had left: {type(error).__name__}") from None
        return self._judged(answer, codes)

    def _judged(self, answer: httpx.Response, codes: Mapping[int, Known]) -> Accepted | Refusal:
        """Failures come with HTTP 200: what counts is `error`, and an id where it is 0."""
        content = _content(answer)
        code = _code(content)
        if code == 0:
            self._rates = 0
            return _accepted(content)
        self._rates = self._rates + 1 if code == -32 else 0
        wait = wait_after(answer.headers, max(self._rates, 1), random.random())  # noqa: S311  no secret
        return Refusal(code, codes.get(code), wait)


def _content(answer: httpx.Response) -> Mapping[str, Any]:
    if answer.status_code == TURNED_AWAY:
        raise SendError(f"HTTP {answer.status_code}")
    if answer.status_code >= 500:
        raise OutcomeUnknown(f"HTTP {answer.status_code}")
    try:
        content = answer.json()
    except (ValueError, RecursionError):
        content = None
    if isinstance(content, dict) and _is_zalos(content.get("error"), answer.status_code):
        return content
    if answer.status_code >= 300:  # some proxy or firewall in between: it was turned away
        raise SendError(f"HTTP {answer.status_code}")
    raise OutcomeUnknown(f"HTTP {answer.status_code} without an answer of Zalo")


def _is_zalos(code: object, status: int) -> bool:
    """Zalo's codes are negative; what refuses with its HTTP status as a code is somebody else."""
    return _is_number(code) and (status < 300 or int(str(code)) <= 0)


def _is_number(value: object) -> bool:
    return str(value).lstrip("-").isdecimal() and len(str(value)) < 12


def _code(content: Mapping[str, Any]) -> int:
    return int(str(content["error"]))


def _accepted(content: Mapping[str, Any]) -> Accepted:
    data = content.get("data")
    if isinstance(data, dict):
        for name in ("message_id", "msg_id"):
            if isinstance(data.get(name), str | int) and str(data[name]):
                return Accepted(str(data[name]), data)
    raise OutcomeUnknown("Zalo took it, but gave it no id")


async def _in_time(token: Callable[[], Any], deadline: float) -> str:
    try:
        async with asyncio.timeout_at(deadline):
            return str(await token())
    except TimeoutError:
        raise SendError("no valid token in time") from None
