"""What every channel offers, and the four ways a sending can go wrong."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from starlette.requests import Request
from starlette.responses import Response

from storage.messages.inbox import Incoming, SentFile

LONG_REST = timedelta(hours=1)  # a bot that has to be silent so long is stopped


class SendError(Exception):
    """The message surely did not arrive. `permanent`: trying again cannot help.

    `retry_after`: the whole bot has to be silent so long, or only this chat if `is_alone`.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: timedelta | None = None,
        is_alone: bool = False,
    ) -> None:
        super().__init__(reason)
        self.is_alone = is_alone
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after


class RecipientStopped(Exception):
    """The person blocked the bot or closed the chat: nothing will arrive there any more."""


class OutcomeUnknown(Exception):
    """The request left and no answer came: the message may have arrived."""


class ChannelStopped(Exception):
    """The bot itself can send nothing, to nobody: its quota is used up, or its rights are gone.

    The message surely did not arrive; a human is told, and whoever waits is reached otherwise.
    """

    def __init__(self, reason: str, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.until = until  # when it may be tried again; None: tomorrow, or after a restart


@dataclass(frozen=True)
class Quota:
    """What one bot may do in a calendar month: serve so many people, carry so many messages."""

    users: int
    messages: int  # in and out


@dataclass(frozen=True)
class FileLimits:
    """What may be sent to the bot. `media_types` as MIME names them; size in bytes."""

    media_types: frozenset[str]
    max_size: int


@dataclass(frozen=True)
class Capabilities:
    """What a channel can do. Lengths in UTF-16 units, pace in messages a second."""

    max_length: int
    buttons: bool
    pace: float | None = None  # over all chats
    chat_pace: float | None = None  # to one chat
    scarce: bool = False  # messages are few: ask much in one, and take much in one
    quota: Quota | None = None
    files: FileLimits | None = None  # empty: no photo or document reaches the bot
    largest_file: int | None = None  # bytes it can send as a file; None: it sends none
    longest_caption: int | None = None  # of the words that go with a file; None: as any others
    # Letters with a subject go out and no answer is read: nothing is offered to be chosen
    one_way: bool = False


@dataclass(frozen=True)
class NumberedChoice:
    """A choice with the number that may be typed for it; `data` comes back with a tap."""

    number: int
    label: str
    data: str
    line: str = ""
    is_in_text: bool = False  # the text shows it already, with its number


@dataclass(frozen=True)
class OutgoingFile:
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class OutgoingMessage:
    address: str
    text: str
    choices: tuple[NumberedChoice, ...] = ()
    key: str = ""  # our own name of it, the same at each attempt
    last_heard_at: datetime | None = None  # when the person last did something in this chat
    mobile: str = ""  # "84…", where a channel may reach the person by phone number
    template: Mapping[str, str] = field(default_factory=dict)  # what fills an approved template
    subject: str = ""  # of a letter, where the channel is one way
    stop_link: str = ""  # the address at which the person stops them
    file: OutgoingFile | None = None  # only where `largest_file` allows it; the text goes with it


def stamped(milliseconds: str) -> datetime | None:
    """A service's own stamp, since 1970; None for what is none."""
    if not (milliseconds.isascii() and milliseconds.isdecimal()) or len(milliseconds) > 13:
        return None
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


Store = Callable[[Sequence[Incoming]], Awaitable[None]]


class Channel(Protocol):
    """One configured bot. `name` is its lane."""

    name: str
    capabilities: Capabilities

    async def send(self, message: OutgoingMessage) -> str:
        """Send, and give the channel's own id of the message. Raises the four errors above."""

    async def receive(self, store: Store) -> None:
        """Listen until cancelled; a message is acknowledged only after `store` has returned.

        Where the service is asked, each answer of its own is stored, one without news as nothing:
        so it is known when it last answered. A channel that is told returns at once.
        """

    async def find_link(self) -> str:
        """Where a person opens the chat; empty where that cannot be known now."""

    async def close(self) -> None: ...


@runtime_checkable
class WebhookChannel(Protocol):
    """A channel whose service calls us. `webhook_path` is empty where we ask it instead."""

    webhook_path: str

    async def handle_webhook(self, request: Request, store: Store) -> Response:
        """One call of the service; it is answered with 200 only after `store` has returned."""


@runtime_checkable
class DownloadsFiles(Protocol):
    """A channel that takes photos or documents."""

    async def download(self, file: SentFile) -> bytes:
        """The file's content. Raises SendError, permanent where it cannot be had any more."""
