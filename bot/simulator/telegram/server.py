"""The Bot API over HTTP: token, envelope, faults, and a record of every request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.phones import Conversation, Message
from bot.simulator.state.store import State
from bot.simulator.telegram.envelope import Refused, granted
from bot.simulator.telegram.faults import Dropped, Faults
from bot.simulator.telegram.methods import Method, Methods
from bot.simulator.telegram.payloads import blocking_shape, callback_shape, message_shape
from bot.simulator.telegram.request_parsing import Parameters, Upload, read_parameters
from bot.simulator.telegram.updates import Updates
from bot.simulator.telegram.validation import LONGEST_TEXT
from bot.simulator.telegram.webhook import WebhookDelivery


@dataclass(frozen=True)
class Recorded:
    """One request as it came, also one that was refused. `method` in the caller's letters."""

    method: str
    parameters: Parameters

    def plain(self) -> dict[str, object]:
        return {
            "method": self.method,
            "parameters": {name: _plain(value) for name, value in self.parameters.items()},
        }


class TelegramServer:
    longest_text = LONGEST_TEXT

    def __init__(self, state: State, now: Callable[[], datetime], token: str) -> None:
        self.token = token
        self.requests: list[Recorded] = []
        self.faults = Faults()
        self._state = state
        self._now = now
        self._updates = Updates(state)
        self._delivery = WebhookDelivery(state, self._updates)
        self._methods = Methods(state, now, self._updates, self._delivery).table()

    def routes(self) -> list[Route]:
        return [
            Route("/file/bot{token}/documents/{id}", self._download),
            Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
            Route("/api/faults", self._set_faults, methods=["POST", "DELETE"]),
            Route("/api/requests", self._list_requests),
        ]

    async def run(self) -> None:
        await self._delivery.run()

    def heard(self, conversation: Conversation, message: Message) -> None:
        self._updates.add("message", message_shape(conversation, message))

    def tapped(self, conversation: Conversation, message: Message, data: str) -> None:
        query = self._updates.next_query()
        callback = callback_shape(conversation, message, data, query)
        self._updates.add("callback_query", callback)

    def blocked(self, conversation: Conversation) -> None:
        at = int(self._now().timestamp())
        self._updates.add("my_chat_member", blocking_shape(conversation, at))

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["method"]
        method = self._methods.get(name.lower())
        if request.path_params["token"] != self.token:
            return Refused(401, "Unauthorized").response()
        if method is None:
            return Refused(404, "Not Found").response()
        try:
            parameters = await read_parameters(request)
        except (ValueError, KeyError):
            return Refused(400, "Bad Request: can't parse the request").response()
        self.requests.append(Recorded(name, parameters))
        return await self._with_faults(name, method, parameters)

    async def _with_faults(self, name: str, method: Method, parameters: Parameters) -> Response:
        fault = self.faults.take(name.lower())
        if fault is not None and not fault.drop:
            return fault.response()
        try:
            answer = granted(await method(parameters))
        except Refused as refused:
            answer = refused.response()
        except (ValueError, TypeError, AttributeError):
            answer = Refused(400, "Bad Request: a parameter has a wrong type").response()
        return answer if fault is None else Dropped()

    async def _download(self, request: Request) -> Response:
        """The content of a file, where getFile has said it lies."""
        content = self._state.files.get(request.path_params["id"])
        if request.path_params["token"] != self.token:
            return Refused(401, "Unauthorized").response()
        if content is None:
            return Refused(404, "Not Found").response()
        fault = self.faults.take("download")
        if fault is not None:
            return Dropped() if fault.drop else fault.response()
        return Response(content, media_type="application/octet-stream")

    async def _set_faults(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.faults.clear()
            return JSONResponse({})
        try:
            self.faults.add(await request.json())
        except (ValueError, KeyError, TypeError) as error:
            return JSONResponse({"error": f"This is no fault to play: {error}"}, 400)
        return JSONResponse({})

    async def _list_requests(self, _request: Request) -> Response:
        return JSONResponse([request.plain() for request in self.requests])


def _plain(value: object) -> object:
    if isinstance(value, Upload):
        return {"name": value.name, "media_type": value.media_type, "size": len(value.content)}
    return value
