"""In which of several manners the Zalo platform speaks: all of them have been seen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulator.zalo_bot.payloads import Shape
from tests.support.simulator.proxies.proxy import passed_on

SHAPES = ("flat", "wrapped", "list")


@dataclass
class Manners:
    """How everything is told from now on; the first of each is how the simulator itself does."""

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

    def answer(self, method: str, answer: Response) -> Response:
        """The simulator's answer, told so."""
        content = json.loads(bytes(answer.body))
        if not content["ok"]:
            return JSONResponse(content, content["error_code"] if self.errors == "http" else 200)
        if method == "getUpdates":
            return JSONResponse(self._told(content["result"], self.updates))
        return answer

    def delivery(self, update: Shape) -> bytes:
        """What the webhook is sent, told so."""
        return json.dumps(self._told(update, self.webhook)).encode()

    def _told(self, update: Shape, shape: str) -> object:
        """A list stands inside the envelope."""
        update = self._with_photo(update)
        if shape == "flat":
            return update
        return {"ok": True, "result": [update] if shape == "list" else update}

    def _with_photo(self, update: Shape) -> Shape:
        message = update.get("message", {})
        named = {self.photo if name == "photo_url" else name: message[name] for name in message}
        return update | {"message": named} if named else update


class MannersOfDelivery:
    """In front of the bot's webhook: what the simulator delivers comes as `manners` has it."""

    def __init__(self, app: ASGIApp, manners: Manners) -> None:
        self._app = app
        self._manners = manners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = self._manners.delivery(await request.json())
        for _ in range(2 if self._manners.webhook_twice else 1):
            answer = await passed_on(self._app, request, body)
        await answer(scope, receive, send)
