"""Stands between a bot and the simulator: notes every call, and lets one fail on demand."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.simulator.telegram.request_parsing import Parameters, Upload
from tests.support.simulator.faults import Dropped, Fault, Faults


@dataclass(frozen=True)
class Recorded:
    """One call as it came, also one that was refused. `bot` is its number."""

    bot: str
    method: str
    parameters: Parameters

    def plain(self) -> dict[str, object]:
        told = {name: _plain(value) for name, value in self.parameters.items()}
        return {"bot": self.bot, "method": self.method, "parameters": told}


class Proxy:
    """An application in front of `app`, which never learns of it.

    Tests ask for faults and for the record in Python or under the address `controls`."""

    refusal = "This cannot be played"
    controls: str
    calls: str  # the address of the service's methods, with {token} and {method}

    def __init__(
        self,
        app: ASGIApp,
        read_parameters: Callable[[Request], Awaitable[Parameters]],
        read_fault: Callable[[Mapping[str, Any]], Fault],
    ) -> None:
        self.faults = Faults(read_fault)
        self.requests: list[Recorded] = []
        self._app = app
        self._read_parameters = read_parameters
        self._router = Router(self.routes(), redirect_slashes=False, default=app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._router if scope["type"] == "http" else self._app
        await app(scope, receive, send)

    def routes(self) -> list[Route]:
        return [
            Route(self.calls, self._call, methods=["GET", "POST"]),
            Route(f"{self.controls}/faults", self._clear_faults, methods=["DELETE"]),
            self.control("faults", self.faults.add),
            Route(f"{self.controls}/requests", self._list_requests),
        ]

    def control(self, name: str, change: Callable[[Any], None]) -> Route:
        """What is posted there is handed to `change`; an error is 400 and one sentence."""

        async def answer(request: Request) -> Response:
            try:
                change(await request.json())
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                return JSONResponse({"error": f"{self.refusal}: {error}"}, 400)
            return JSONResponse({})

        return Route(f"{self.controls}/{name}", answer, methods=["POST"])

    async def answer(self, request: Request) -> Response:
        """What the service answers to a call that no fault keeps from it."""
        return await passed_on(self._app, request, await request.body())

    async def _call(self, request: Request) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        with suppress(ValueError, KeyError, TypeError):  # the service will say that it is junk
            parameters = await self._read_parameters(request)
            self.requests.append(Recorded(token.partition(":")[0], method, parameters))
        fault = self.faults.take(method)
        if fault is not None and not fault.drop:
            return fault.response()
        answer = await self.answer(request)
        return answer if fault is None else Dropped()

    async def _clear_faults(self, _request: Request) -> Response:
        self.faults.clear()
        return JSONResponse({})

    async def _list_requests(self, _request: Request) -> Response:
        return JSONResponse([one.plain() for one in self.requests])


async def passed_on(app: ASGIApp, request: Request, body: bytes) -> Response:
    """What `app` answers to the request with that body; who asks may still hang up meanwhile."""
    coming: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Message] = []

    async def receive() -> Message:
        return coming.pop() if coming else await request.receive()

    async def send(message: Message) -> None:
        sent.append(message)

    await app(dict(request.scope), receive, send)
    start, *pieces = sent
    response = Response(b"".join(piece.get("body", b"") for piece in pieces), start["status"])
    response.raw_headers = list(start["headers"])
    return response


def _plain(value: object) -> object:
    if isinstance(value, Upload):
        return {"name": value.name, "media_type": value.media_type, "size": len(value.content)}
    return value
