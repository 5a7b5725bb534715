"""Photos and documents sent to the Official Account: what they are, and fetching them."""

import asyncio
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.channels.contract import FileLimits, SendError
from storage.messages.inbox import SentFile

TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LIMITS = FileLimits(frozenset(TYPES.values()), 10 * 1024 * 1024)
HOST = "zdn.vn"  # Zalo's own; a link to anywhere else is not followed
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FETCH_SECONDS = 60.0
UNKNOWN_TYPE = "application/octet-stream"


def sent_file(event_name: str, payload: Mapping[str, Any]) -> SentFile | None:
    """What an attachment's payload tells: url, and for a document name, size and type."""
    url = payload.get("url")
    if not isinstance(url, str) or not url:
        return None
    name = payload.get("name")
    told = name if isinstance(name, str) else ""
    is_photo = event_name == "user_send_image"
    kind = _media_type(told or _path_of(url), payload.get("type"))
    if is_photo and not kind.startswith("image/"):
        kind = "image/jpeg"
    return SentFile(url, told, kind, _size(payload.get("size")))


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _media_type(name: str, kind: object) -> str:
    """From the name's end, else from `type`, which is "pdf" or "application/pdf"."""
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    told = kind.strip().lower() if isinstance(kind, str) else ""
    known = TYPES.get(ending) or TYPES.get(told.lstrip("."))
    return known or (told if "/" in told else UNKNOWN_TYPE)


def _size(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 15 else None


def may_be_fetched(url: str, own_base: str) -> bool:
    """https at Zalo's file hosts; or the stand-in on this machine that is set as the API."""
    try:
        parts, own = urlsplit(url), urlsplit(own_base)
        port = parts.port
    except ValueError:
        return False
    if own.hostname in LOOPBACK and (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return True
    host = parts.hostname or ""
    is_zalo = host == HOST or host.endswith(f".{HOST}")
    return parts.scheme == "https" and is_zalo and port in (None, 443)


async def download(client: httpx.AsyncClient, file: SentFile, own_base: str) -> bytes:
    """Raises SendError, permanent where it cannot be had any more or is too large."""
    if not may_be_fetched(file.ref, own_base):
        raise SendError("the file is not at Zalo", permanent=True)
    try:
        async with (
            asyncio.timeout(FETCH_SECONDS),
            client.stream("GET", file.ref, follow_redirects=False) as answer,
        ):
            if answer.status_code != 200:
                gone = answer.status_code < 500 and answer.status_code != 429
                raise SendError(f"the file gives HTTP {answer.status_code}", permanent=gone)
            return await _content(answer)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        raise SendError(f"the file did not come: {type(error).__name__}") from None


async def _content(answer: httpx.Response) -> bytes:
    """What comes, until it is more than is taken: the length it names may be wrong."""
    content = bytearray()
    async for piece in answer.aiter_bytes():
        content += piece
        if len(content) > LIMITS.max_size:
            raise SendError("the file is too large", permanent=True)
    return bytes(content)
