"""Faults on demand: the next calls of a method fail as a real server would let them fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from bot.simulator.telegram.envelope import Refused


@dataclass
class Fault:
    """`drop`: the call is carried out, but its answer never arrives. Else it is not carried out."""

    method: str
    error_code: int
    retry_after: int | None
    drop: bool
    times: int

    def response(self) -> Response:
        status = HTTPStatus(self.error_code)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # In front of the real service stands a web server that knows no JSON
            page = f"<html><body><h1>{status.value} {status.phrase}</h1></body></html>"
            return HTMLResponse(page, status)
        words = status.phrase
        parameters: dict[str, object] = {}
        if self.retry_after is not None:
            words += f": retry after {self.retry_after}"
            parameters["retry_after"] = self.retry_after
        return Refused(self.error_code, words, **parameters).response()


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, wanted: Mapping[str, Any]) -> None:
        """{"method", "error_code", "retry_after", "times"} or {"method", "drop": true, "times"}.

        Raises ValueError, KeyError."""
        drop = bool(wanted.get("drop", False))
        wait = wanted.get("retry_after")
        fault = Fault(
            method=str(wanted["method"]).lower(),
            error_code=200 if drop else int(HTTPStatus(int(wanted["error_code"]))),
            retry_after=None if wait is None else int(wait),
            drop=drop,
            times=int(wanted.get("times", 1)),
        )
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The oldest fault still waiting for a call of `method`, used once by this."""
        for fault in self._waiting:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return None


class Dropped(Response):
    """A connection that breaks: more is promised than ever comes, so the server has to close it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        headers = [(b"content-length", b"1"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
