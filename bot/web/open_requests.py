"""Requests that do not end by themselves: a body that never comes, a stop in the midst of one."""

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_SECONDS = 60.0  # a file of a report by a slow telephone has come by then
HANG_UP = {"connection": "close"}  # what else comes of the body is read by nobody
TOO_SLOW = PlainTextResponse("the request did not come in time\n", 408, HANG_UP)
STOPPING = PlainTextResponse("the service is being stopped\n", 503, HANG_UP)


class _TooSlow(Exception):
    """Its body is not there yet."""


class OpenRequests:
    """Gives a body so many seconds, and ends in good order when the service is stopped."""

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, _in_time(receive, self._seconds), noted)
        except _TooSlow:
            answer = TOO_SLOW
        except asyncio.CancelledError:
            answer = STOPPING  # uvicorn would log a traceback for each
        else:
            return
        if not has_begun:
            await answer(scope, receive, send)


def _in_time(receive: Receive, seconds: float) -> Receive:
    """The whole body has so many seconds; nothing presses whoever waits for a hang-up after it."""
    until = asyncio.get_running_loop().time() + seconds
    is_whole = False

    async def in_time() -> Message:
        nonlocal is_whole
        if is_whole:
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise _TooSlow from None
        is_whole = not message.get("more_body", False)
        return message

    return in_time
