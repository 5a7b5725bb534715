"""Phones that follow a simulated Official Account, and the real channel its webhook tells."""

from collections.abc import Iterable

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.contract import Store
from bot.channels.zalo_oa.channel import ZaloOAChannel
from bot.runtime.official_account import official_account
from bot.runtime.settings import read_settings
from bot.simulator.phones import Message
from bot.simulator.server import PROVINCE_ZONE
from storage.database import Database
from tests.support.phones.phones_world import BASE, Phones
from tests.support.simulator.zalo_oa.payloads import chat_event, message_id, user_id
from tests.support.simulator.zalo_oa.server import ZaloOAServer


class ZaloOAPhones(Phones):
    def __init__(self, people: Iterable[str], database: Database) -> None:
        super().__init__(people, "zalo-oa")
        self._zalo = ZaloOAServer(self.simulator.state, self.simulator.now, PROVINCE_ZONE)
        self.simulator.add_server("zalo-oa", self._zalo)
        self._account = self._connected(database)
        web = Starlette(routes=[Route(self._account.webhook_path, self._told, methods=["POST"])])
        self._zalo.webhook.transport = httpx.ASGITransport(web)
        self._zalo.webhook.set_url(f"{BASE}{self._account.webhook_path}")
        self.connect(self._account)

    async def hears(self, store: Store, count: int) -> None:
        self._store = store
        assert len(self._zalo.webhook.waiting) == count
        for _ in range(count):
            assert await self._zalo.webhook.deliver()

    async def _told(self, request: Request) -> Response:
        return await self._account.handle_webhook(request, self._store)

    def chat_of(self, who: str) -> str:
        return user_id(self.simulator.conversation(who).phone)

    def meets(self, who: str) -> int:
        conversation = self.simulator.conversation(who)
        self._zalo.emit(conversation, chat_event(conversation.phone))
        return 1

    def external_id(self, message: Message) -> str:
        return message_id(message)

    def _connected(self, database: Database) -> ZaloOAChannel:
        account = self._zalo.account
        settings = read_settings(
            {
                "ZALO_OA_APP_ID": account.app_id,
                "ZALO_OA_APP_SECRET": account.app_secret,
                "ZALO_OA_SECRET_KEY": account.secret_key,
                "ZALO_OA_REFRESH_TOKEN": self._zalo.oauth.refresh,
                "ZALO_OA_API_BASE": BASE,
                "ZALO_OAUTH_BASE": BASE,
                "ZALO_ZBS_API_BASE": BASE,
            },
            env_file=None,
        )
        return official_account(settings, database, lambda: self.clock.now(), self.client)
