"""An Official Account and the bot, with nothing between them but bytes."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import select
from starlette.applications import Starlette

from bot.channels.contract import OutgoingMessage
from bot.channels.zalo_oa.channel import ZaloOAChannel
from bot.runtime.dependencies import Runtime
from bot.runtime.official_account import official_account
from bot.runtime.settings import read_settings
from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Conversation, Phone
from bot.simulator.server import PROVINCE_ZONE
from bot.simulator.state.store import State
from bot.web.webhooks import webhooks
from storage.database import Database
from storage.models import ChatAccount, Inbox
from tests.support.simulator.zalo_oa.controls import Controls
from tests.support.simulator.zalo_oa.payloads import mobile, user_id
from tests.support.simulator.zalo_oa.server import Account, ZaloOAServer
from tests.support.worlds.world import CALENDAR

BASE = "http://127.0.0.1:8080"
BOT = "http://127.0.0.1:8000/webhooks/zalo-oa"
START = datetime(2026, 10, 14, 8, 0, tzinfo=PROVINCE_ZONE)
PHONES = (
    Phone("an", "Nguyễn Văn An", "Sở Công Thương", "Cán bộ đầu mối", "zalo-oa"),
    Phone("binh", "Trần Thị Bình", "Sở Tài chính", "Phòng Tổng hợp", "zalo-oa"),
    Phone("chau", "Lê Minh Châu", "Sở Xây dựng", "Lãnh đạo phụ trách", "telegram"),
)


class Town:
    """Zalo on one side, the bot on the other, and nothing between them but bytes."""

    def __init__(self, database: Database, path: Path) -> None:
        self.database = database
        self.clock = SimulatedClock(START, elapsed=lambda: 0.0)
        self.path = path
        self.state = State(PHONES, path, PROVINCE_ZONE)
        self.bot = Starlette()
        self.zalo = self.opened(self.state)
        app = Starlette(routes=[*self.zalo.routes(), *Controls(self.zalo).routes()])
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)
        self.channel = self.connected()
        runtime = Runtime(
            database=database,
            channels={"zalo-oa": self.channel},
            calendar=CALENDAR,
            now=self.clock.now,
            new_code=lambda: "",
            holder="test:1",
        )
        self.bot.router.routes += webhooks(runtime)
        self.zalo.webhook.set_url(BOT)

    def opened(self, state: State) -> ZaloOAServer:
        transport = httpx.ASGITransport(self.bot)
        return ZaloOAServer(state, self.clock.now, PROVINCE_ZONE, Account(base=BASE), transport)

    def connected(self, **changed: str) -> ZaloOAChannel:
        account = self.zalo.account
        settings = read_settings(
            {
                "ZALO_OA_APP_ID": account.app_id,
                "ZALO_OA_APP_SECRET": account.app_secret,
                "ZALO_OA_SECRET_KEY": account.secret_key,
                "ZALO_OA_REFRESH_TOKEN": self.zalo.oauth.refresh,
                "ZALO_OA_API_BASE": BASE,
                "ZALO_OAUTH_BASE": BASE,
                "ZALO_ZBS_API_BASE": BASE,
                "ZALO_ZBS_TEMPLATE_ID": self.zalo.rules.template.id,
                **changed,
            },
            env_file=None,
        )
        return official_account(settings, self.database, self.clock.now, self.client)

    def phone(self, phone_id: str = "an") -> Conversation:
        return self.state.conversations[phone_id]

    def writes(self, text: str, phone_id: str = "an") -> None:
        with self.state.changing():
            message = self.state.write(self.phone(phone_id), "user", text, self.clock.now())
            self.zalo.heard(self.phone(phone_id), message)

    async def delivers(self) -> list[int]:
        """Every waiting event, each once; what the bot answered."""
        before = len(self.zalo.webhook.answers)
        for _ in tuple(self.zalo.webhook.waiting):
            await self.zalo.webhook.deliver()
        return self.zalo.webhook.answers[before:]

    @property
    def inbox(self) -> list[Inbox]:
        with self.database.read() as session:
            return list(session.exec(select(Inbox).order_by(Inbox.id)))  # type: ignore[arg-type]

    def message(self, **changed: Any) -> OutgoingMessage:
        """As delivery makes it, from what is known of the person."""
        phone = self.phone().phone
        with self.database.read() as session:
            found = select(ChatAccount).where(ChatAccount.address == user_id(phone))
            account = session.exec(found).first()
        return OutgoingMessage(
            **{
                "address": user_id(phone),
                "text": "Kính gửi anh",
                "key": "digest-1",
                "last_heard_at": account.last_heard_at if account else None,
                "mobile": mobile(phone),
                "template": {"name": "Nguyễn Văn An"},
                **changed,
            }
        )

    def forward(self, **length: float) -> None:
        self.clock.jump_to(self.clock.now() + timedelta(**length))

    def calls(self, *names: str) -> list[Any]:
        return [one for one in self.zalo.requests if one.call in names]
