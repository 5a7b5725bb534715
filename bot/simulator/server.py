"""The simulator put together: phones, clock and chat servers behind one local address."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.simulator.chat_server import ChatServer
from bot.simulator.clock import SimulatedClock
from bot.simulator.page.api import Api
from bot.simulator.page.app import SHOWN_AS_PICTURE, Page
from bot.simulator.page.local_only import OnlyThisMachine
from bot.simulator.phones import Conversation, Message, Phone, Refusal, SentFile
from bot.simulator.state.clock_jumps import JumpDays, jump_target
from bot.simulator.state.files import write_at_once
from bot.simulator.state.store import State
from bot.simulator.telegram import TelegramServer
from bot.simulator.telegram.validation import LONGEST_CAPTION, utf16_length
from bot.simulator.zalo_bot import SimulatedBot, ZaloBotServer
from locales import mark

TOKEN = "100000001:simulated-and-of-no-use-elsewhere"  # noqa: S105  it opens only this
ZALO_BOT = SimulatedBot("200000001:simulated-and-of-no-use-elsewhere")
PROVINCE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LARGEST_FILE = 50 * 1024 * 1024  # bytes
CLOCK_KEPT_EVERY = 1.0  # seconds


class Simulator:
    """With `state_path` everything is taken up again where it stopped, clock and all."""

    def __init__(
        self,
        phones: Sequence[Phone],
        clock: SimulatedClock,
        *,
        token: str = TOKEN,
        zalo_bots: Sequence[SimulatedBot] = (ZALO_BOT,),
        state_path: Path | None = None,
        days: JumpDays,
        on_jump: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.clock = clock
        self.zone = PROVINCE_ZONE
        self.state = State(phones, state_path, self.zone)
        self.telegram = TelegramServer(self.state, clock.now, token)
        self.zalo_bot = ZaloBotServer(self.state, self.now, zalo_bots)
        self._servers: dict[str, ChatServer] = {
            "telegram": self.telegram,
            "zalo-bot": self.zalo_bot,
        }
        self._days = days
        self._on_jump = on_jump
        self._clock_path = state_path.with_suffix(".clock") if state_path else None
        self._take_up_clock()
        self.app = self._build_app()

    def add_server(self, channel: str, server: ChatServer) -> None:
        """One more service, for phones of that channel; before the simulator is served."""
        self._servers[channel] = server
        self.app.router.routes.extend(server.routes())

    def set_code(self, phone_id: str, code: str | None) -> None:
        """The invitation shown with the phone until it is sent from there. Any thread may call."""
        with self.state.changing():
            self.conversation(phone_id).code = code

    def conversation(self, phone_id: str) -> Conversation:
        """Raises KeyError."""
        return self.state.conversations[phone_id]

    def server_of(self, phone: Phone) -> ChatServer:
        """The service whose app the phone has."""
        return self._servers[phone.channel]

    def send(self, phone_id: str, text: str) -> Message:
        """What the person types. Raises Refusal, KeyError."""
        if not text.strip():
            raise Refusal(mark("There is nothing to send yet."))
        return self._said(phone_id, text.strip())

    def _said(self, phone_id: str, text: str, file: SentFile | None = None) -> Message:
        conversation = self._open(phone_id)
        server = self.server_of(conversation.phone)
        if utf16_length(text) > server.longest_text:
            raise Refusal(mark("The message is too long."))
        with self.state.changing():
            message = self.state.write(conversation, "user", text, self.clock.now(), file=file)
            if conversation.code and conversation.code.casefold() in text.casefold():
                conversation.code = None
            server.heard(conversation, message)
        return message

    def send_file(
        self, phone_id: str, name: str, media_type: str, content: bytes, caption: str = ""
    ) -> Message:
        """A photo, which loses its name on the way as in a chat, or any other file.

        Raises Refusal, KeyError."""
        if not content:
            raise Refusal(mark("There is nothing to send yet."))
        if len(content) > LARGEST_FILE:
            raise Refusal(mark("The file is too large."))
        if utf16_length(caption) > LONGEST_CAPTION:
            raise Refusal(mark("The message is too long."))
        is_photo = media_type in SHOWN_AS_PICTURE
        file_id = self.state.files.put(content)
        file = SentFile(file_id, name, len(content), media_type, is_photo)
        return self._said(phone_id, caption.strip(), file)

    def tap(self, phone_id: str, message_id: int, data: str) -> None:
        """A tap on a button, also on one that is shown no more. Raises Refusal, KeyError."""
        conversation = self._open(phone_id)
        message = conversation.message(message_id)
        if message is None or message.sender != "bot":
            raise Refusal(mark("There is no such message on this phone."))
        with self.state.changing():
            self.server_of(conversation.phone).tapped(conversation, message, data)

    def block(self, phone_id: str, blocked: bool) -> None:
        """Raises KeyError."""
        conversation = self.conversation(phone_id)
        if conversation.blocked == blocked:
            return
        with self.state.changing():
            conversation.blocked = blocked
            self.server_of(conversation.phone).blocked(conversation)

    async def jump(self, to: str) -> datetime:
        """Move the clock as `jump_target` reads `to`, then await `on_jump`. Raises ClockError."""
        today = self.now().date()
        self.clock.jump_to(jump_target(to, today, self._days, self.zone))
        self._keep_clock()
        with self.state.changing():
            pass  # the page shows the new time at once
        if self._on_jump is not None:
            await self._on_jump()
        return self.now()

    def now(self) -> datetime:
        """The simulated instant in the province's zone."""
        return self.clock.now().astimezone(self.zone)

    def close(self) -> None:
        """End every long poll, so that the server can stop; to be called before it stops."""
        self.state.close()

    def _open(self, phone_id: str) -> Conversation:
        conversation = self.conversation(phone_id)
        if conversation.blocked:
            raise Refusal(mark("The bot is blocked on this phone."))
        return conversation

    def _build_app(self) -> Starlette:
        served = [route for server in self._servers.values() for route in server.routes()]
        return Starlette(
            routes=[*Page(self).routes(), *Api(self).routes(), *served],
            middleware=[Middleware(OnlyThisMachine)],
            lifespan=self._lifespan,
        )

    @contextlib.asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self.state.closed = False
        served = [server.run() for server in self._servers.values()]
        running = asyncio.gather(*served, self._keep_clock_running())
        try:
            yield
        finally:
            self.close()
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running

    async def _keep_clock_running(self) -> None:
        while self._clock_path is not None:
            self._keep_clock()
            await asyncio.sleep(CLOCK_KEPT_EVERY)

    def _keep_clock(self) -> None:
        if self._clock_path is not None:
            write_at_once(self._clock_path, self.now().isoformat().encode())

    def _take_up_clock(self) -> None:
        """Go on a little after the last moment known, so that no time is lived through twice."""
        known = [m.at for c in self.state.conversations.values() for m in c.messages]
        if self._clock_path is not None and self._clock_path.is_file():
            known.append(datetime.fromisoformat(self._clock_path.read_text()))
        later = [instant for instant in known if instant >= self.clock.now()]
        if later:
            self.clock.jump_to(max(later) + timedelta(seconds=CLOCK_KEPT_EVERY))
