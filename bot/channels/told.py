"""A call of a service that tells us: secret first, then the body, and 200 once it is kept."""

import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.channels.contract import Store
from storage.messages.inbox import Incoming

log = logging.getLogger(__name__)
LONGEST_BODY = 256 * 1024  # bytes; a message has a few thousand


@dataclass(frozen=True)
class Teller:
    """`name`: for the log. `header`: where its calls carry the secret."""

    name: str
    header: str
    secret: str


async def take_call(
    request: Request, teller: Teller, read: Callable[[Any], list[Incoming]], store: Store
) -> Response:
    """403 without the secret; 200 for what is stored, and for what never can be; else 503.

    `read` is given the body as read from JSON; None stands for whatever is none.
    """
    if not _is_known(request, teller):
        return JSONResponse({"ok": False}, 403)
    try:
        messages = read(_json(await _body(request, teller)))
    except ClientDisconnect:
        return JSONResponse({"ok": False}, 400)
    try:
        if messages:
            await store(messages)
    except Exception as error:  # noqa: BLE001 - whatever it is, the message must come again
        kind = type(error).__name__
        log.error("what %s was told cannot be stored (%s)", teller.name, kind)
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})


def _is_known(request: Request, teller: Teller) -> bool:
    # Headers are bytes, given to us as if each were a letter
    given = request.headers.get(teller.header, "").encode("latin-1")
    return bool(teller.secret) and hmac.compare_digest(given, teller.secret.encode())


async def _body(request: Request, teller: Teller) -> bytes:
    """Empty when it is too long: answered as junk is, for no second try would mend it."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            words = "%s was told more than %d bytes; they are let pass"
            log.warning(words, teller.name, LONGEST_BODY)
            return b""
    return bytes(body)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
