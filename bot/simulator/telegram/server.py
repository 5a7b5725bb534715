"""The Bot API over HTTP: its addresses, token and envelope."""

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.simulator.phones import Conversation, Message
from bot.simulator.state.store import State
from bot.simulator.telegram.envelope import Refused, granted
from bot.simulator.telegram.methods import Methods
from bot.simulator.telegram.payloads import blocking_shape, callback_shape, message_shape
from bot.simulator.telegram.request_parsing import read_parameters
from bot.simulator.telegram.updates import Updates
from bot.simulator.telegram.validation import LONGEST_TEXT
from bot.simulator.telegram.webhook import WebhookDelivery


class TelegramServer:
    longest_text = LONGEST_TEXT

    def __init__(self, state: State, now: Callable[[], datetime], token: str) -> None:
        self.token = token
        self._state = state
        self._now = now
        self._updates = Updates(state)
        self._delivery = WebhookDelivery(state, self._updates)
        self._methods = Methods(state, now, self._updates, self._delivery).table()

    def routes(self) -> list[Route]:
        return [
            Route("/file/bot{token}/documents/{id}", self._download),
            Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
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
        method = self._methods.get(request.path_params["method"].lower())
        if request.path_params["token"] != self.token:
            return Refused(401, "Unauthorized").response()
        if method is None:
            return Refused(404, "Not Found").response()
        try:
            parameters = await read_parameters(request)
        except (ValueError, KeyError):
            return Refused(400, "Bad Request: can't parse the request").response()
        try:
            return granted(await method(parameters))
        except Refused as refused:
            return refused.response()
        except (ValueError, TypeError, AttributeError):
            return Refused(400, "Bad Request: a parameter has a wrong type").response()

    async def _download(self, request: Request) -> Response:
        """The content of a file, where getFile has said it lies."""
        content = self._state.files.get(request.path_params["id"])
        if request.path_params["token"] != self.token:
            return Refused(401, "Unauthorized").response()
        if content is None:
            return Refused(404, "Not Found").response()
        return Response(content, media_type="application/octet-stream")
