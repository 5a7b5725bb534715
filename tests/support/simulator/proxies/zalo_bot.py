"""Between a bot and the simulated Zalo platform: faults, manners, and odd updates on demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.simulator.server import Simulator
from bot.simulator.zalo_bot import ZALO_BOT_PATH
from bot.simulator.zalo_bot.envelope import Refused
from bot.simulator.zalo_bot.request_parsing import read_parameters
from tests.support.simulator.faults import Fault, error_page
from tests.support.simulator.proxies.manners import Manners
from tests.support.simulator.proxies.odd_updates import say_oddly
from tests.support.simulator.proxies.proxy import Proxy


@dataclass(kw_only=True)
class ZaloBotFault(Fault):
    error_code: int
    as_http: bool

    def response(self) -> Response:
        if self.error_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return error_page(self.error_code)
        if self.error_code == HTTPStatus.OK:
            return JSONResponse({"result": {}})  # the envelope lacks its `ok`
        answer = Refused(self.error_code).response()
        answer.status_code = self.error_code if self.as_http else 200
        return answer


def read_fault(wanted: Mapping[str, Any]) -> ZaloBotFault:
    """{"method", "error_code", "as_http", "times"} or {"method", "drop": true, "times"}.

    From 500 on a page of HTML is answered; 200 is an answer without `ok`.
    Raises ValueError, KeyError, TypeError."""
    drop = bool(wanted.get("drop", False))
    return ZaloBotFault(
        call=str(wanted["method"]),
        error_code=200 if drop else int(HTTPStatus(int(wanted["error_code"]))),
        as_http=bool(wanted.get("as_http", False)),
        drop=drop,
        times=int(wanted.get("times", 1)),
    )


class ZaloBotProxy(Proxy):
    controls = "/api/zalo-bot"
    calls = f"{ZALO_BOT_PATH}/bot{{token}}/{{method}}"

    def __init__(self, app: ASGIApp, simulator: Simulator) -> None:
        self.manners = Manners()
        self._simulator = simulator
        super().__init__(app, read_parameters, read_fault)

    def routes(self) -> list[Route]:
        return [
            *super().routes(),
            self.control("manners", self.manners.change),
            self.control("updates", self._say_oddly),
        ]

    async def answer(self, request: Request) -> Response:
        answer = await super().answer(request)
        return self.manners.answer(request.path_params["method"], answer)

    def _say_oddly(self, wanted: Mapping[str, str]) -> None:
        """{"phone": its id, "kind": as `odd_update` knows it}."""
        say_oddly(self._simulator, wanted["phone"], wanted["kind"])
