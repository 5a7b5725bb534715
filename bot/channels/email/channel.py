"""The channel itself: one connection a letter, handed over step by step to know how far it got."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr

from aiosmtplib import SMTP, SMTPException

from bot.channels.certificates import trusted
from bot.channels.contract import Capabilities, ChannelStopped, OutgoingMessage, SendError, Store
from bot.channels.email.errors import judged
from bot.channels.email.letter import letter
from storage.people.chat_accounts import EMAIL

log = logging.getLogger(__name__)
TLS_PORT = 465  # spoken from the first byte on; elsewhere by STARTTLS
# Seconds; all of it together stays below what delivery allows a request
A_STEP = 8.0
ALTOGETHER = 25.0
A_GOODBYE = 2.0
LONGEST_TEXT = 50_000
A_SECOND = 1.0  # letters: what an office's server takes for no flood
FAILURES = (SMTPException, OSError, TimeoutError)


@dataclass(frozen=True)
class MailServer:
    """`sender` as letters have it. Without a user nobody signs in there."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True


class EmailChannel:
    """Plain letters. Nothing is received: an answer goes to the office's own mailbox."""

    name = EMAIL
    capabilities = Capabilities(max_length=LONGEST_TEXT, buttons=False, pace=A_SECOND, one_way=True)

    def __init__(self, server: MailServer, now: Callable[[], datetime]) -> None:
        self._server = server
        self._now = now

    async def send(self, message: OutgoingMessage) -> str:
        made = letter(message, self._server.sender, self._now())
        has_left = False
        try:
            async with asyncio.timeout(ALTOGETHER), self._connected() as client:
                await client.mail(parseaddr(self._server.sender)[1])
                await client.rcpt(message.address)
                has_left = True
                await client.data(made.as_bytes())
        except FAILURES as error:
            raise judged(error, message.address, has_left=has_left) from None
        return str(made["Message-ID"])

    async def check(self) -> None:
        """Sign in and leave. Raises SendError, ChannelStopped."""
        try:
            async with asyncio.timeout(ALTOGETHER), self._connected():
                pass
        except FAILURES as error:
            raise judged(error, self._server.sender, has_left=False) from None

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[SMTP]:
        server, is_tls = self._server, self._server.port == TLS_PORT
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=is_tls,
            start_tls=server.starttls and not is_tls,
            tls_context=trusted(),
            timeout=A_STEP,
        )
        await client.connect()
        try:
            yield client
            with suppress(*FAILURES):  # what was taken is taken
                await client.quit(timeout=A_GOODBYE)
        finally:
            client.close()

    async def receive(self, store: Store) -> None:
        """Nobody is listened to."""

    async def find_link(self) -> str:
        """No chat is opened here: an address comes from the roster, and is confirmed by a link."""
        return ""

    async def close(self) -> None: ...


async def why_not(channel: EmailChannel) -> str:
    """What is wrong with the mail server; empty where it would take a letter."""
    try:
        await channel.check()
    except (SendError, ChannelStopped) as error:
        return str(error)
    return ""
