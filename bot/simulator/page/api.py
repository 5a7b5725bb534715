"""The JSON addresses behind the page, for the page and for tests."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.clock import ClockError
from bot.simulator.page.contract import Backend
from bot.simulator.phones import Refusal
from locales import DEFAULT_LANGUAGE, mark, translator

LONGEST_WAIT = 20.0
Handler = Callable[[Request], Awaitable[Any]]


class Api:
    """Errors are 400 or 404 with {"error": one sentence} in the language of `?lang=`."""

    def __init__(self, simulator: Backend) -> None:
        self._simulator = simulator

    def routes(self) -> list[Route]:
        return [
            Route("/api/state", self._state),
            Route("/api/clock", _answering(self._clock), methods=["POST"]),
            Route("/api/phones/{id}/send", _answering(self._send), methods=["POST"]),
            Route("/api/phones/{id}/file", _answering(self._send_file), methods=["POST"]),
            Route("/api/phones/{id}/tap", _answering(self._tap), methods=["POST"]),
            Route("/api/phones/{id}/block", _answering(self._block), methods=["POST"]),
        ]

    async def _state(self, request: Request) -> Response:
        """With `?after=<revision>` only when there is another one, or after twenty seconds."""
        after = request.query_params.get("after", "")
        if after.isdecimal():
            await self._simulator.state.changed(int(after), LONGEST_WAIT)
        state = self._simulator.state
        phones = [c.plain(self._simulator.zone) for c in state.conversations.values()]
        return JSONResponse(
            {"revision": state.revision, "clock": self._clock_plain(), "phones": phones},
            headers={"cache-control": "no-store"},
        )

    async def _clock(self, request: Request) -> dict[str, str]:
        await self._simulator.jump(str((await request.json())["to"]))
        return self._clock_plain()

    async def _send(self, request: Request) -> dict[str, Any]:
        wanted = await request.json()
        message = self._simulator.send(request.path_params["id"], str(wanted["text"]))
        return message.plain(self._simulator.zone)

    async def _send_file(self, request: Request) -> dict[str, Any]:
        """The body is the file as it is, its kind in content-type; `?name=` and `&caption=`."""
        message = self._simulator.send_file(
            request.path_params["id"],
            request.query_params["name"],
            request.headers.get("content-type", "application/octet-stream"),
            await request.body(),
            request.query_params.get("caption", ""),
        )
        return message.plain(self._simulator.zone)

    async def _tap(self, request: Request) -> dict[str, Any]:
        wanted = await request.json()
        phone_id = request.path_params["id"]
        self._simulator.tap(phone_id, int(wanted["message_id"]), str(wanted["data"]))
        return {}

    async def _block(self, request: Request) -> dict[str, Any]:
        blocked = bool((await request.json())["blocked"])
        self._simulator.block(request.path_params["id"], blocked)
        return {"blocked": blocked}

    def _clock_plain(self) -> dict[str, str]:
        now = self._simulator.now()
        return {"iso": now.isoformat(timespec="milliseconds"), "today": now.date().isoformat()}


def _answering(act: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The handler's result as JSON, or its error as a sentence."""

    async def answer(request: Request) -> Response:
        say = translator(request.query_params.get("lang", DEFAULT_LANGUAGE))
        try:
            return JSONResponse(await act(request))
        except (ClockError, Refusal) as refusal:
            return JSONResponse({"error": say(str(refusal))}, 400)
        except (KeyError, TypeError, ValueError):
            return JSONResponse({"error": say(NOT_UNDERSTOOD)}, 400)

    return answer


NOT_UNDERSTOOD = mark("The simulator did not understand this request.")
