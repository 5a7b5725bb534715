"""Faults on demand, and which of several manners the platform shows: they have all been seen."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.simulator.zalo_bot.envelope import Refused
from bot.simulator.zalo_bot.payloads import Shape

SHAPES = ("flat", "wrapped", "list")


@dataclass
class Manners:
    """How everything is told from now on; the first of each is the rule."""

    updates: str = "wrapped"  # of getUpdates: wrapped, flat, list
    webhook: str = "flat"  # of its body: flat, wrapped, list
    photo: str = "photo_url"  # or photo, as documented
    errors: str = "envelope"  # with HTTP 200; or http, with their own status
    webhook_twice: bool = False  # every delivery comes again

    def change(self, wanted: Mapping[str, Any]) -> None:
        """Raises ValueError."""
        known = {
            "updates": SHAPES,
            "webhook": SHAPES,
            "photo": ("photo", "photo_url"),
            "errors": ("envelope", "http"),
            "webhook_twice": (True, False),
        }
        for name, value in wanted.items():
            if value not in known.get(name, ()):
                raise ValueError(f"{name} is never {value!r}")
        for field in fields(self):
            setattr(self, field.name, wanted.get(field.name, getattr(self, field.name)))


def shaped(update: Shape, shape: str) -> object:
    """As getUpdates or a webhook tells it; a list stands inside the envelope."""
    if shape == "flat":
        return update
    return {"ok": True, "result": [update] if shape == "list" else update}


@dataclass
class Fault:
    """`drop`: the call is carried out, but its answer never arrives. Else it is not carried out."""

    method: str
    error_code: int
    as_http: bool
    drop: bool
    times: int

    def response(self) -> Response:
        if self.error_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # In front of the real service stands a web server that knows no JSON
            status = HTTPStatus(self.error_code)
            page = f"<html><body><h1>{status.value} {status.phrase}</h1></body></html>"
            return HTMLResponse(page, status)
        if self.error_code == HTTPStatus.OK:
            return JSONResponse({"result": {}})  # the envelope lacks its `ok`
        return Refused(self.error_code).response(self.as_http)


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, wanted: Mapping[str, Any]) -> None:
        """{"method", "error_code", "as_http", "times"} or {"method", "drop": true, "times"}.

        From 500 on a page of HTML is answered; 200 is an answer without `ok`.
        Raises ValueError, KeyError."""
        drop = bool(wanted.get("drop", False))
        fault = Fault(
            method=str(wanted["method"]),
            error_code=200 if drop else int(HTTPStatus(int(wanted["error_code"]))),
            as_http=bool(wanted.get("as_http", False)),
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
