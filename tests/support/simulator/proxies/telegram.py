"""Between a bot and the simulated Bot API: faults on demand, and the record of the calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp

from bot.simulator.telegram.envelope import Refused
from bot.simulator.telegram.request_parsing import read_parameters
from tests.support.simulator.faults import Fault, Withheld, error_page
from tests.support.simulator.proxies.proxy import Proxy


@dataclass(kw_only=True)
class TelegramFault(Fault):
    error_code: int
    retry_after: int | None
    hold: bool = False

    def response(self) -> Response:
        if self.hold:
            return Withheld()
        status = HTTPStatus(self.error_code)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return error_page(status)
        if self.retry_after is None:
            return Refused(status, status.phrase).response()
        words = f"{status.phrase}: retry after {self.retry_after}"
        return Refused(status, words, retry_after=self.retry_after).response()


def read_fault(wanted: Mapping[str, Any]) -> TelegramFault:
    """{"method", "error_code", "retry_after", "times"}, or "drop" or "hold": true for a code.

    Raises ValueError, KeyError, TypeError."""
    drop, hold = (bool(wanted.get(name, False)) for name in ("drop", "hold"))
    wait = wanted.get("retry_after")
    return TelegramFault(
        call=str(wanted["method"]),
        error_code=200 if drop or hold else int(HTTPStatus(int(wanted["error_code"]))),
        retry_after=None if wait is None else int(wait),
        drop=drop,
        hold=hold,
        times=int(wanted.get("times", 1)),
    )


class TelegramProxy(Proxy):
    refusal = "This is no fault to play"
    controls = "/api"
    calls = "/bot{token}/{method}"

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, read_parameters, read_fault)
