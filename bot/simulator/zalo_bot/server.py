"""The platform over HTTP: the addresses, tokens and envelope of several bots."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.simulator.phones import Conversation, Message, Phone, Refusal
from bot.simulator.state.store import State
from bot.simulator.telegram.request_parsing import Parameters
from bot.simulator.zalo_bot.account import Account, SimulatedBot
from bot.simulator.zalo_bot.envelope import Refused, granted
from bot.simulator.zalo_bot.methods import LONGEST_TEXT, Methods, month_of
from bot.simulator.zalo_bot.payloads import at_home, update_of
from bot.simulator.zalo_bot.request_parsing import read_parameters
from bot.simulator.zalo_bot.webhook import WebhookDelivery
from locales import mark

# Stands for the host of the real service: its base is the simulator's address and this
ZALO_BOT_PATH = "/zalo-bot"


class ZaloBotServer:
    """Several bots; a phone talks to the one it names, else to the first."""

    longest_text = LONGEST_TEXT

    def __init__(
        self, state: State, now: Callable[[], datetime], bots: Sequence[SimulatedBot]
    ) -> None:
        """`now` in the province's zone."""
        self.bots = tuple(bots)
        self.accounts = {bot.id: Account(state, bot) for bot in bots}
        self._state = state
        self._now = now
        self._base = ""  # where the simulator was reached last
        self._methods = {bot.token: Methods(state, now, self.accounts[bot.id]) for bot in self.bots}
        self._deliveries = [
            WebhookDelivery(state, account, lambda: self._base)
            for account in self.accounts.values()
        ]

    def routes(self) -> list[Route]:
        path = f"{ZALO_BOT_PATH}/bot{{token}}/{{method}}"
        return [Route(path, self._answer, methods=["GET", "POST"])]

    async def run(self) -> None:
        await asyncio.gather(*(delivery.run() for delivery in self._deliveries))

    def heard(self, conversation: Conversation, message: Message) -> None:
        phone = conversation.phone
        account = self.account_of(phone)
        if account.admits(phone.id):
            account.count(month_of(self._now()))
            account.give(update_of(account.bot.id, phone, message))

    def tapped(self, conversation: Conversation, message: Message, data: str) -> None:  # noqa: ARG002
        raise Refusal(mark("There are no buttons on Zalo; please type the number."))

    def blocked(self, conversation: Conversation) -> None:
        """Nobody is told: the bot learns it when it next writes."""

    def account_of(self, phone: Phone) -> Account:
        return self.accounts[phone.bot or self.bots[0].id]

    async def _answer(self, request: Request) -> Response:
        self._base = str(request.base_url).rstrip("/")
        try:
            parameters = await read_parameters(request)
        except (ValueError, KeyError, TypeError):
            return Refused(400, "Bad Request: can't parse the request").response()
        try:
            return granted(await self._result(request, parameters))
        except Refused as refused:
            return refused.response()
        except (ValueError, TypeError, AttributeError):
            return Refused(400, "Bad Request: a parameter has a wrong type").response()

    async def _result(self, request: Request, parameters: Parameters) -> object:
        methods = self._methods.get(request.path_params["token"])
        name = request.path_params["method"]
        if methods is None:
            raise Refused(401)
        if name == "getUpdates":
            update = await methods.update(parameters, request.is_disconnected)
            return at_home(update, self._base)
        if name not in methods.table():
            raise Refused(404)
        return await methods.table()[name](parameters)
