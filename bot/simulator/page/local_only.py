"""Lets nobody in but this machine, and no web page but our own."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OUR_NAMES = ("127.0.0.1", "localhost")
LOOPBACK = ("127.0.0.1", "::1")


class OnlyThisMachine:
    """ASGI middleware: answers 400 to a foreign Host, a foreign page, or another machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_foreign(scope):
            await self._app(scope, receive, send)
            return
        refusal = PlainTextResponse("The simulator answers only its own machine.\n", 400)
        await refusal(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if origin == "null" and site == "same-origin":
        origin = None  # a form of a page that names no referrer; browsers alone write that header
    client = scope.get("client")
    return (
        _name(host) not in OUR_NAMES
        # A page elsewhere may post to us with a right Host; its Origin gives it away
        or (origin is not None and urlsplit(origin).netloc != host)
        or (site == "cross-site" and scope["path"] != "/")
        or (client is not None and client[0] not in LOOPBACK)
    )


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
