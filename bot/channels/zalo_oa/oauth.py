"""Trades the refresh token of an Official Account for a new pair, and reads what came back."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

SECONDS = 15.0  # for the whole exchange
RATE_LIMITED = "-32"
ASSUMED_LIFE = timedelta(hours=1)  # where its length cannot be read; officially it is 25 hours
LONGEST_LIFE = timedelta(days=90)


@dataclass(frozen=True)
class OAuthApp:
    app_id: str
    secret: str
    base: str


@dataclass(frozen=True)
class Pair:
    access: str
    refresh: str
    life: timedelta  # of the access token


@dataclass(frozen=True)
class Refused:
    """The refresh token is no use any more, as far as can be told from here."""

    reason: str


@dataclass(frozen=True)
class Hindered:
    """Nothing was decided: the network, an outage, too many calls."""

    reason: str


async def exchange(
    client: httpx.AsyncClient, app: OAuthApp, refresh_token: str
) -> Pair | Refused | Hindered:
    """Ask for a new pair; the refresh token is used up by it."""
    form = {
        "refresh_token": refresh_token,
        "app_id": app.app_id,
        "grant_type": "refresh_token",
    }
    try:
        async with asyncio.timeout(SECONDS):
            answer = await client.post(
                f"{app.base}/v4/oa/access_token", data=form, headers={"secret_key": app.secret}
            )
    except (httpx.HTTPError, TimeoutError) as error:
        return Hindered(type(error).__name__)
    return _judged(answer)


def _judged(answer: httpx.Response) -> Pair | Refused | Hindered:
    """Errors come with HTTP 200, too, and some without a number."""
    if answer.status_code >= 500 or answer.status_code == 429:
        return Hindered(f"HTTP {answer.status_code}")
    try:
        content = answer.json()
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or (answer.status_code >= 300 and not _is_coded(content)):
        # A page of some proxy or firewall: Zalo itself has said nothing about the token
        return Hindered(f"HTTP {answer.status_code} without an answer of Zalo")
    return _read(content)


def _is_coded(content: Mapping[str, Any]) -> bool:
    """Zalo names a negative number; a proxy that answers in JSON, too, does not."""
    return any(
        re.fullmatch(r"-[0-9]{1,9}", str(content.get(name))) for name in ("error", "error_code")
    )


def _read(content: Mapping[str, Any]) -> Pair | Refused | Hindered:
    access, refresh = content.get("access_token"), content.get("refresh_token")
    if _is_token(access) and _is_token(refresh):
        return Pair(str(access), str(refresh), _life(content.get("expires_in")))
    if RATE_LIMITED in (str(content.get("error")), str(content.get("error_code"))):
        return Hindered("error -32")
    return Refused(_reason(content))


def _is_token(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _life(seconds: object) -> timedelta:
    """`expires_in` comes as text: "90000"."""
    text = str(seconds).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
        return ASSUMED_LIFE
    return min(timedelta(seconds=int(text)), LONGEST_LIFE)


def _reason(content: Mapping[str, Any]) -> str:
    """Number and name only: the longer texts might repeat what we have sent."""
    told = [content.get("error"), content.get("error_name")]
    # A name is a short word or a few; a token is one long word
    words = [
        text
        for text in (str(one) for one in told if isinstance(one, str | int))
        if re.fullmatch(r"-?[0-9]{1,9}|(?:[A-Za-z_.:]{1,40} ?){1,8}", text)
    ]
    return f"error {' '.join(words)}" if words else "an answer without both tokens"
