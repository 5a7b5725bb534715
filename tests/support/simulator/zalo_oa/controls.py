"""The stand-in's own addresses: play a fault, an event, set the webhook, look at the requests."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.simulator.zalo_oa.payloads import chat_event
from tests.support.simulator.zalo_oa.server import ZaloOAServer
from tests.support.simulator.zalo_oa.webhook import FORMS

SECRET_HEADERS = ("access_token", "secret_key")


class Controls:
    """Errors are 400 with {"error": one sentence}."""

    def __init__(self, server: ZaloOAServer) -> None:
        self._server = server

    def routes(self) -> list[Route]:
        return [
            _route("/api/zalo-oa/faults", self._faults, "POST", "DELETE"),
            _route("/api/zalo-oa/webhook", self._webhook, "POST"),
            _route("/api/zalo-oa/events", self._events, "POST"),
            _route("/api/zalo-oa/rules", self._rules, "POST"),
            _route("/api/zalo-oa/requests", self._requests, "GET"),
        ]

    async def _faults(self, request: Request) -> Any:
        if request.method == "DELETE":
            self._server.faults.clear()
        else:
            self._server.faults.add(await request.json())
        return {}

    async def _webhook(self, request: Request) -> Any:
        """{"url"} and {"form"}, how the proof is written: mac, bare, capitals, wrong, none."""
        wanted = await request.json()
        form = wanted.get("form", self._server.webhook.form)
        if form not in FORMS:
            raise ValueError(f"a form is one of {', '.join(FORMS)}")
        self._server.webhook.form = form
        if "url" in wanted:
            self._server.webhook.set_url(str(wanted["url"]))
        return {}

    async def _events(self, request: Request) -> Any:
        """{"event": probe | again}, or with "phone": chat | echo | by-hand and its "text"."""
        wanted = await request.json()
        kind = wanted["event"]
        if kind == "probe":
            self._server.webhook.add_probe()
        elif kind == "again":
            self._server.webhook.again()
        else:
            self._of_a_phone(str(wanted["phone"]), kind, str(wanted.get("text", "Chào anh/chị")))
        return {}

    def _of_a_phone(self, phone_id: str, kind: str, text: str) -> None:
        server = self._server
        conversation = server.conversation(phone_id)
        if kind == "chat":
            server.emit(conversation, chat_event(conversation.phone))
        elif kind in ("echo", "by-hand"):
            server.post_message(conversation, text, by_hand=kind == "by-hand")
        else:
            raise ValueError("an event is probe, again, chat, echo or by-hand")

    async def _rules(self, request: Request) -> Any:
        """{"is_government": …, "by_uid": …}."""
        wanted = await request.json()
        for name in ("is_government", "by_uid"):
            if name in wanted:
                setattr(self._server.rules, name, bool(wanted[name]))
        return {}

    async def _requests(self, _request: Request) -> Any:
        return [
            {
                "call": one.call,
                "headers": {k: v for k, v in one.headers.items() if k not in SECRET_HEADERS},
                "body": one.body.decode("utf-8", "replace") if one.call != "token" else "",
            }
            for one in self._server.requests
        ]


def _route(path: str, act: Callable[[Request], Awaitable[Any]], *methods: str) -> Route:
    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await act(request))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return JSONResponse({"error": f"This cannot be done: {error}"}, 400)

    return Route(path, answer, methods=list(methods))
