"""The platform over HTTP: tokens, envelope, faults, and a record of every request."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.phones import Conversation, Message, Phone, Refusal
from bot.simulator.state.store import State
from bot.simulator.telegram.faults import Dropped
from bot.simulator.telegram.request_parsing import Parameters
from bot.simulator.zalo_bot.account import Account, SimulatedBot
from bot.simulator.zalo_bot.envelope import Refused, granted
from bot.simulator.zalo_bot.faults import Faults, Manners, shaped
from bot.simulator.zalo_bot.methods import LONGEST_TEXT, Methods, month_of
from bot.simulator.zalo_bot.payloads import (
    at_home,
    chat_id,
    frame,
    odd_update,
    opaque_id,
    update_of,
)
from bot.simulator.zalo_bot.request_parsing import read_parameters
from bot.simulator.zalo_bot.webhook import WebhookDelivery
from locales import mark

# Stands for the host of the real service: its base is the simulator's address and this
ZALO_BOT_PATH = "/zalo-bot"


@dataclass(frozen=True)
class Recorded:
    """One request as it came, also one that was refused. `bot` is its number."""

    bot: str
    method: str
    parameters: Parameters


class ZaloBotServer:
    """Several bots; a phone talks to the one it names, else to the first."""

    longest_text = LONGEST_TEXT

    def __init__(
        self, state: State, now: Callable[[], datetime], bots: Sequence[SimulatedBot]
    ) -> None:
        """`now` in the province's zone."""
        self.bots = tuple(bots)
        self.requests: list[Recorded] = []
        self.faults = Faults()
        self.manners = Manners()
        self.accounts = {bot.id: Account(state, bot) for bot in bots}
        self._state = state
        self._now = now
        self._base = ""  # where the simulator was reached last
        self._odd_ones = 0
        self._methods = {bot.token: Methods(state, now, self.accounts[bot.id]) for bot in self.bots}
        self._deliveries = [
            WebhookDelivery(state, account, self.manners, lambda: self._base)
            for account in self.accounts.values()
        ]

    def routes(self) -> list[Route]:
        return [
            Route(
                f"{ZALO_BOT_PATH}/bot{{token}}/{{method}}", self._answer, methods=["GET", "POST"]
            ),
            Route("/api/zalo-bot/faults", self._set_faults, methods=["POST", "DELETE"]),
            Route("/api/zalo-bot/manners", self._set_manners, methods=["POST"]),
            Route("/api/zalo-bot/updates", self._give_odd_update, methods=["POST"]),
            Route("/api/zalo-bot/requests", self._list_requests),
        ]

    async def run(self) -> None:
        await asyncio.gather(*(delivery.run() for delivery in self._deliveries))

    def heard(self, conversation: Conversation, message: Message) -> None:
        phone = conversation.phone
        account = self._account(phone)
        if account.admits(phone.id):
            account.count(month_of(self._now()))
            account.give(update_of(account.bot.id, phone, message, self.manners.photo))

    def tapped(self, conversation: Conversation, message: Message, data: str) -> None:  # noqa: ARG002
        raise Refusal(mark("There are no buttons on Zalo; please type the number."))

    def blocked(self, conversation: Conversation) -> None:
        """Nobody is told: the bot learns it when it next writes."""

    def chat_of(self, phone_id: str) -> str:
        """The chat_id by which the bot of that phone knows it. Raises KeyError."""
        phone = self._state.conversations[phone_id].phone
        return chat_id(self._account(phone).bot.id, phone)

    def says_oddly(self, phone_id: str, kind: str) -> None:
        """What `odd_update` makes of it, from that phone. Raises KeyError."""
        phone = self._state.conversations[phone_id].phone
        account = self._account(phone)
        self._odd_ones += 1
        number = opaque_id("odd", account.bot.id, self._odd_ones)
        account.admits(phone.id)
        account.give(odd_update(kind, frame(account.bot.id, phone, number, self._now())))

    def _account(self, phone: Phone) -> Account:
        return self.accounts[phone.bot or self.bots[0].id]

    async def _answer(self, request: Request) -> Response:
        self._base = str(request.base_url).rstrip("/")
        token, name = request.path_params["token"], request.path_params["method"]
        try:
            parameters = await read_parameters(request)
        except (ValueError, KeyError, TypeError):
            return self._refuse(Refused(400, "Bad Request: can't parse the request"))
        self.requests.append(Recorded(token.partition(":")[0], name, parameters))
        fault = self.faults.take(name)
        if fault is not None and not fault.drop:
            return fault.response()
        answer = await self._carried_out(request, parameters)
        return answer if fault is None else Dropped()

    async def _carried_out(self, request: Request, parameters: Parameters) -> Response:
        name = request.path_params["method"]
        methods = self._methods.get(request.path_params["token"])
        try:
            if methods is None:
                raise Refused(401)
            if name == "getUpdates":
                update = await methods.update(parameters, request.is_disconnected)
                return JSONResponse(shaped(at_home(update, self._base), self.manners.updates))
            if name not in methods.table():
                raise Refused(404)
            return granted(await methods.table()[name](parameters))
        except Refused as refused:
            return self._refuse(refused)
        except (ValueError, TypeError, AttributeError):
            return self._refuse(Refused(400, "Bad Request: a parameter has a wrong type"))

    def _refuse(self, refused: Refused) -> Response:
        return refused.response(as_http=self.manners.errors == "http")

    async def _set_faults(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.faults.clear()
            return JSONResponse({})
        return await _set(request, self.faults.add)

    async def _set_manners(self, request: Request) -> Response:
        return await _set(request, self.manners.change)

    async def _give_odd_update(self, request: Request) -> Response:
        """{"phone": its id, "kind": as `odd_update` knows it}."""
        return await _set(request, lambda wanted: self.says_oddly(wanted["phone"], wanted["kind"]))

    async def _list_requests(self, _request: Request) -> Response:
        return JSONResponse([vars(request) for request in self.requests])


async def _set(request: Request, change: Callable[..., None]) -> Response:
    try:
        change(await request.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return JSONResponse({"error": f"This cannot be played: {error}"}, 400)
    return JSONResponse({})
