"""One call of the Zalo Bot platform: its envelope, and what an error says about a message."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from bot.channels.certificates import trusted
from bot.channels.contract import ChannelStopped, OutcomeUnknown, SendError

CONNECTIONS = 10  # eight that send, one that polls, one that fetches
# All of it together stays below the lease of a message in delivery
TIMEOUT = httpx.Timeout(connect=5, read=15, write=5, pool=3)
# What a request meets before a byte of it has left
NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)

TURNED_AWAY = 503  # there was nobody to give the request to


@dataclass(frozen=True)
class Answer:
    """{ok, result | error_code, description}; `ok` is None where somebody else has answered."""

    ok: bool | None
    code: int  # of the error; the HTTP status where none is named
    description: str
    result: Any
    body: Any  # all that was said, None if it is no JSON


class ZaloBotApi:
    """The methods of one bot. Its token is part of every address, and of no text given out."""

    def __init__(self, token: str, api_base: str, client: httpx.AsyncClient | None) -> None:
        limits = httpx.Limits(max_connections=CONNECTIONS)
        self.client = client or httpx.AsyncClient(limits=limits, timeout=TIMEOUT, verify=trusted())
        self._token = token
        self._address = f"{api_base}/bot{quote(token, safe=':')}"

    async def deliver(self, method: str, parameters: dict[str, str]) -> str:
        """Send a message, and give its id. Raises the errors of contract.py."""
        answer = await self.call(method, parameters)
        named = answer.result.get("message_id") if isinstance(answer.result, dict) else None
        if not named:
            raise OutcomeUnknown("it was taken, but the answer names no message")
        return str(named)

    async def call(self, method: str, parameters: dict[str, str]) -> Answer:
        """The answer to what was granted. Raises the errors of contract.py."""
        try:
            response = await self.client.post(self._url(method), json=parameters, timeout=TIMEOUT)
        except NOT_SENT as error:
            raise SendError(self.reason(error)) from None
        except httpx.HTTPError as error:
            reason = f"no answer after the request had left: {self.reason(error)}"
            raise OutcomeUnknown(reason) from None
        answer = answer_of(response)
        if answer.ok:
            return answer
        raise self._refusal(answer)

    @asynccontextmanager
    async def polled(self, seconds: int) -> AsyncIterator[httpx.Response]:
        """One long poll, its body not read yet. Raises httpx.HTTPError, httpx.InvalidURL."""
        # Documented as text, though a number works too
        wanted = {"timeout": str(seconds)}
        patience = httpx.Timeout(connect=5, read=seconds + 15, write=5, pool=3)
        async with self.client.stream(
            "POST", self._url("getUpdates"), json=wanted, timeout=patience
        ) as response:
            yield response

    def reason(self, error: Exception) -> str:
        """What went wrong, without the token."""
        return self.clean(f"{type(error).__name__}: {error}".rstrip(": "))

    def clean(self, text: str) -> str:
        for written in (self._token, quote(self._token, safe=":"), quote(self._token)):
            text = text.replace(written, "<token>")
        return text[:300]

    def _url(self, method: str) -> str:
        return f"{self._address}/{method}"

    def _refusal(self, answer: Answer) -> Exception:
        """What a message that was not granted has met. Errors come with HTTP 200 as a rule."""
        said = self.clean(f"{answer.code} {answer.description}".strip())
        if answer.ok is None:
            return _unanswered(answer.code, said)
        match answer.code:
            case 429:
                return ChannelStopped(f"the quota of this Zalo bot is used up ({said})")
            case 401:
                return ChannelStopped(f"the token of this Zalo bot is refused ({said})")
        if answer.code == 408 or answer.code >= 500:
            return OutcomeUnknown(f"no clear answer after the request had left: {said}")
        # 403 is documented as an internal error; whatever is not documented may be one too
        return SendError(said, permanent=400 <= answer.code < 500 and answer.code != 403)


def _unanswered(status: int, said: str) -> Exception:
    """Somebody in between has answered: whoever refuses a request has not passed it on."""
    if 300 <= status < 500 or status == TURNED_AWAY:
        return SendError(said)
    return OutcomeUnknown(f"no clear answer after the request had left: {said}")


def answer_of(response: httpx.Response) -> Answer:
    """Judged by `ok`; the HTTP status says little here. The body must have been read."""
    try:
        body = response.json()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("ok"), bool):
        return Answer(None, response.status_code, "(not in the service's words)", None, body)
    named = str(body.get("error_code", ""))
    code = int(named) if named.isdecimal() else response.status_code
    return Answer(body["ok"], code, str(body.get("description", "")), body.get("result"), body)
