"""Faults on demand: the next calls of a kind are answered as the real service might answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

CALLS = ("token", "cs", "v2", "uid", "phone")


@dataclass
class Fault:
    """`drop`: the call is carried out, but its answer never arrives. Else it is not carried out."""

    call: str
    error: int | None = None
    message: str = "simulated"
    body: dict[str, Any] | None = None  # the whole answer, such as {"error_name": "…"}
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    times: int = 1

    def response(self) -> Response:
        if self.status >= 400 and self.error is None and self.body is None:
            words = HTTPStatus(self.status).phrase
            page = f"<html><body><h1>{self.status} {words}</h1></body></html>"
            return HTMLResponse(page, self.status, headers=self.headers)
        content = self.body or {"error": self.error, "message": self.message}
        return JSONResponse(content, self.status, headers=self.headers)


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, wanted: Mapping[str, Any]) -> None:
        """The fields of a Fault by name. Raises ValueError, TypeError."""
        fault = Fault(**wanted)
        if fault.call not in CALLS:
            raise ValueError(f"a call is one of {', '.join(CALLS)}")
        if not fault.drop and fault.error is None and fault.body is None and fault.status < 400:
            raise ValueError("it needs an error, a body, a status of 400 or above, or drop")
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, call: str) -> Fault | None:
        """The oldest fault still waiting for such a call, used once by this."""
        for fault in self._waiting:
            if fault.call == call and fault.times > 0:
                fault.times -= 1
                return fault
        return None
