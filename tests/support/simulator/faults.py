"""Faults on demand: the next calls of a kind fail as a real service would let them fail."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send


@dataclass(kw_only=True)
class Fault(ABC):
    """`drop`: the call is carried out, but its answer never arrives. Else it is not carried out."""

    call: str
    drop: bool = False
    times: int = 1

    @abstractmethod
    def response(self) -> Response:
        """What is answered instead."""


class Faults:
    """Those still waiting, oldest first."""

    def __init__(self, read: Callable[[Mapping[str, Any]], Fault]) -> None:
        """`read` makes a fault of what a test asks for. Raises ValueError, KeyError, TypeError."""
        self._read = read
        self._waiting: list[Fault] = []

    def add(self, wanted: Mapping[str, Any]) -> None:
        """Raises as `read` does."""
        self._waiting.append(self._read(wanted))

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, call: str) -> Fault | None:
        """The oldest fault still waiting for such a call, used once by this."""
        for fault in self._waiting:
            if fault.call == call and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def error_page(status: int, headers: Mapping[str, str] | None = None) -> Response:
    """In front of a real service stands a web server that knows no JSON."""
    words = f"{status} {HTTPStatus(status).phrase}"
    return HTMLResponse(f"<html><body><h1>{words}</h1></body></html>", status, headers)


class Withheld(Response):
    """No answer, until the other side hangs up."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


class Dropped(Response):
    """A connection that breaks: more is promised than ever comes, so the server has to close it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
