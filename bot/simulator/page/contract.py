"""What the page and its API ask of the simulator behind them."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.simulator.chat_server import ChatServer
from bot.simulator.phones import Message, Phone
from bot.simulator.state.store import State


class Backend(Protocol):
    """The phones, what their holders do on them, and the clock above them."""

    state: State
    zone: ZoneInfo  # in which the page tells times

    def server_of(self, phone: Phone) -> ChatServer:
        """The service whose app the phone has."""

    def send(self, phone_id: str, text: str) -> Message:
        """What the person types. Raises Refusal, KeyError."""

    def send_file(
        self, phone_id: str, name: str, media_type: str, content: bytes, caption: str = ""
    ) -> Message:
        """A photo or any other file. Raises Refusal, KeyError."""

    def tap(self, phone_id: str, message_id: int, data: str) -> None:
        """A tap on a button. Raises Refusal, KeyError."""

    def block(self, phone_id: str, blocked: bool) -> None:
        """The bot is shut out, or let in again. Raises KeyError."""

    def now(self) -> datetime:
        """The simulated instant in `zone`."""

    async def jump(self, to: str) -> datetime:
        """Move the clock to a named day. Raises ClockError."""
