"""Fetches the picture a bot names by its address, twice, as several parties do in reality."""

from urllib.parse import urlsplit

import httpx

from bot.channels.certificates import trusted
from bot.simulator.zalo_bot.envelope import Refused

LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def fetched_photo(address: str) -> tuple[str, bytes, str]:
    """Name, content and media type. Raises Refused; nothing beyond this machine is reached."""
    if not address:
        raise Refused(400, "Bad Request: photo must not be empty")
    if urlsplit(address).hostname not in LOOPBACK:
        raise Refused(400, "Bad Request: photo: only this machine can be reached")
    async with httpx.AsyncClient(timeout=10, trust_env=False, verify=trusted()) as client:
        for _ in range(2):
            answer = await _get(client, address)
    name = urlsplit(address).path.rsplit("/", 1)[-1] or "photo"
    return name, answer.content, answer.headers.get("content-type", "").partition(";")[0]


async def _get(client: httpx.AsyncClient, address: str) -> httpx.Response:
    try:
        answer = await client.get(address)
    except (httpx.HTTPError, httpx.InvalidURL):
        raise Refused(400, "Bad Request: photo cannot be fetched") from None
    if not answer.is_success or not answer.headers.get("content-type", "").startswith("image/"):
        raise Refused(400, "Bad Request: photo is no picture")
    return answer
