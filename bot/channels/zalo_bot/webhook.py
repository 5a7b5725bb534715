"""A call of the Zalo Bot platform: secret first, then the body, and 200 once it is kept."""

import hmac
import json
import logging
from collections.abc import Callable, Sequence

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.channels.contract import Store
from bot.channels.zalo_bot.updates import Update, updates_in
from storage.messages.inbox import Incoming

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
LONGEST_BODY = 256 * 1024  # bytes; a message has a few thousand


async def take_call(
    request: Request,
    secret: str,
    read: Callable[[Sequence[Update]], list[Incoming]],
    store: Store,
) -> Response:
    """403 without the secret; 200 for what is stored, and for what never can be; else 503."""
    if not _is_zalo(request, secret):
        return JSONResponse({"ok": False}, 403)
    try:
        updates = _updates(await _body(request))
    except ClientDisconnect:
        return JSONResponse({"ok": False}, 400)
    messages = read(updates)
    try:
        if messages:
            await store(messages)
    except Exception as error:  # noqa: BLE001 - whatever it is, the message must come again
        log.error("what a Zalo bot was told cannot be stored (%s)", type(error).__name__)
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})


def _is_zalo(request: Request, secret: str) -> bool:
    # Headers are bytes, given to us as if each were a letter
    given = request.headers.get(SECRET_HEADER, "").encode("latin-1")
    return bool(secret) and hmac.compare_digest(given, secret.encode())


async def _body(request: Request) -> bytes:
    """Empty when it is too long: answered as junk is, for no second try would mend it."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            log.warning("a Zalo bot was told more than %d bytes; they are let pass", LONGEST_BODY)
            return b""
    return bytes(body)


def _updates(body: bytes) -> list[Update]:
    try:
        return updates_in(json.loads(body))
    except (ValueError, RecursionError):
        return []
