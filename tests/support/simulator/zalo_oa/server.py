"""The Official Account over HTTP: tokens, ways to send, faults, a record of each request."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.simulator.phones import Conversation, Message
from bot.simulator.state.store import State
from tests.support.simulator.faults import Dropped, Faults
from tests.support.simulator.zalo_oa.envelope import Refused, granted
from tests.support.simulator.zalo_oa.faults import read_fault
from tests.support.simulator.zalo_oa.interactions import Interactions
from tests.support.simulator.zalo_oa.methods import Methods, Rules
from tests.support.simulator.zalo_oa.oauth import OAuth
from tests.support.simulator.zalo_oa.payloads import (
    Shape,
    echo_event,
    following_event,
    message_event,
    message_id,
)
from tests.support.simulator.zalo_oa.webhook import Webhook

PATHS = {
    "/v4/oa/access_token": "token",
    "/v3.0/oa/message/cs": "cs",
    "/v2.0/oa/message": "v2",
    "/v3.0/oa/message/template": "uid",
    "/message/template": "phone",
}


@dataclass(frozen=True)
class Account:
    """The secrets of the stand-in; of no use elsewhere."""

    app_id: str = "1000000001"
    app_secret: str = "simulated-app-secret"
    secret_key: str = "simulated-oa-secret-key"
    base: str = "http://127.0.0.1:8080"  # where the files are fetched from


@dataclass(frozen=True)
class Recorded:
    """One request as it came, also one that was refused."""

    call: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class ZaloOAServer:
    """Every phone whose channel is "zalo-oa" has the chat of the account on it."""

    longest_text = 2000

    def __init__(
        self,
        state: State,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        account: Account = Account(),
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.account = account
        self.requests: list[Recorded] = []
        self.faults = Faults(read_fault)
        self.rules = Rules()
        self.oauth = OAuth(state, now)
        self.webhook = Webhook(state, now, account.app_id, account.secret_key, transport)
        self._state = state
        self._now = now
        self._interactions = Interactions(state, now, zone)
        self._methods = Methods(state, now, self._interactions, self.rules).table()

    def routes(self) -> list[Route]:
        sending = [Route(path, self._answer, methods=["POST"]) for path in PATHS]
        files = Route("/zalo-oa/files/{id}", self._file)
        return [*sending, files]

    async def run(self) -> None:
        """What goes on beside the requests; until cancelled."""
        await self.webhook.run()

    # --- What the person does, inside `state.changing()` ----------------------------------------

    def heard(self, conversation: Conversation, message: Message) -> None:
        """The person has sent `message`, words or a file."""
        name, content = "user_send_text", {"text": message.text}
        if message.file is not None:
            name = "user_send_image" if message.file.is_photo else "user_send_file"
            content = self._attached(message)
        self._happens(
            conversation, message_event(conversation.phone, name, message_id(message), **content)
        )

    def tapped(
        self,
        conversation: Conversation,
        message: Message,  # Zalo does not tell which message it was
        data: str,
    ) -> None:
        """A press comes as an ordinary text, which is shown in the chat, too."""
        shown = self._state.write(conversation, "user", data, self._now())
        event = message_event(conversation.phone, "user_send_text", message_id(shown), text=data)
        self._happens(conversation, event)

    def blocked(self, conversation: Conversation) -> None:
        """The person follows the account no more, or again."""
        event = following_event(conversation.phone, follows=not conversation.blocked)
        if conversation.blocked:
            self.webhook.add(event)
        else:
            self._happens(conversation, event)

    def _happens(self, conversation: Conversation, event: Shape) -> None:
        self._interactions.note(conversation.phone)
        self.webhook.add(event)

    def emit(self, conversation: Conversation, event: Shape) -> None:
        """Anything else a person may do."""
        with self._state.changing():
            self._happens(conversation, event)

    def post_message(self, conversation: Conversation, text: str, by_hand: bool) -> None:
        """The account itself says something; `by_hand`: one of its staff."""
        with self._state.changing():
            message = self._state.write(conversation, "bot", text, self._now())
            event = echo_event(conversation.phone, message_id(message), text, by_hand)
            self.webhook.add(event)

    def conversation(self, phone_id: str) -> Conversation:
        """Raises KeyError."""
        return self._state.conversations[phone_id]

    def _attached(self, message: Message) -> Shape:
        file = message.file
        if file is None:
            return {}
        payload: Shape = {"url": f"{self.account.base}/zalo-oa/files/{file.id}"}
        if file.is_photo:
            kind = "image"
            payload["thumbnail"] = payload["url"]
        else:
            kind = "file"
            ending = file.name.rpartition(".")[2]
            payload |= {"size": str(file.size), "name": file.name, "type": ending, "checksum": ""}
        text = {"text": message.text} if message.text else {}
        return {**text, "attachments": [{"type": kind, "payload": payload}]}

    # --- What the bot asks ----------------------------------------------------------------------

    async def _answer(self, request: Request) -> Response:
        call = PATHS[request.url.path]
        body = await request.body()
        self.requests.append(Recorded(call, dict(request.headers), body))
        fault = self.faults.take(call)
        if fault is not None and not fault.drop:
            return fault.response()
        answer = self._token(request, body) if call == "token" else self._sent(request, call, body)
        return answer if fault is None else Dropped()

    def _token(self, request: Request, body: bytes) -> Response:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        secret = request.headers.get("secret_key", "")
        return self.oauth.exchange(form, secret, (self.account.app_id, self.account.app_secret))

    def _sent(self, request: Request, call: str, body: bytes) -> Response:
        try:
            self.oauth.check(request.headers.get("access_token", ""))
            wanted = json.loads(body)
            if not isinstance(wanted, dict):
                raise Refused(-201, "the body is no object")
            return granted(self._methods[call](wanted))
        except Refused as refused:
            return refused.response({"X-RateLimit-Limit": "4000", "X-RateLimit-Remain": "3999"})
        except ValueError:
            return Refused(-201, "the body cannot be read").response()

    async def _file(self, request: Request) -> Response:
        content = self._state.files.get(request.path_params["id"])
        if content is None:
            return PlainTextResponse("There is no such file.\n", 404)
        return Response(content, media_type="application/octet-stream")
