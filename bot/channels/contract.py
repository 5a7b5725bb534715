"""What every channel offers, and the three ways a sending can go wrong."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from storage.messages import Incoming


class SendError(Exception):
    """The message surely did not arrive. `permanent`: trying again cannot help."""

    def __init__(
        self, reason: str, *, permanent: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after


class RecipientStopped(Exception):
    """The person blocked the bot or closed the chat: nothing will arrive there any more."""


class OutcomeUnknown(Exception):
    """The request left and no answer came: the message may have arrived."""


@dataclass(frozen=True)
class Capabilities:
    """What a channel can do. Lengths in UTF-16 units, pace in messages a second."""

    max_length: int
    buttons: bool
    pace: float | None = None  # over all chats
    chat_pace: float | None = None  # to one chat
    scarce: bool = False  # messages are few: ask much in one, and take much in one


@dataclass(frozen=True)
class NumberedChoice:
    """A choice with the number that may be typed for it; `data` comes back with a tap."""

    number: int
    label: str
    data: str
    line: str = ""
    is_told: bool = False  # the text shows it already, with its number


@dataclass(frozen=True)
class OutgoingMessage:
    address: str
    text: str
    choices: tuple[NumberedChoice, ...] = ()


Store = Callable[[Sequence[Incoming]], Awaitable[None]]


class Channel(Protocol):
    """One configured bot. `name` is its lane."""

    name: str
    capabilities: Capabilities

    async def send(self, message: OutgoingMessage) -> str:
        """Send, and give the channel's own id of the message. Raises the three errors above."""

    async def receive(self, store: Store) -> None:
        """Listen until cancelled; a message is acknowledged only after `store` has returned."""

    async def close(self) -> None: ...
