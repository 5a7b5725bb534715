"""A mail server of the tests' own: it keeps what it takes, and answers as it is told to."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

TAKEN = "250 OK"


@dataclass
class MailServer:
    """`answers`: what a step is answered with, by "MAIL", "RCPT" and "DATA"; "" hangs up."""

    port: int = 0
    password: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802  the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answer("MAIL", server)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._answer("RCPT", server)

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self._answer("DATA", server)
        if self.answers.get("DATA", TAKEN) == TAKEN:
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.letters.append(message_from_bytes(content, policy=default))
        return answer

    def _answer(self, step: str, server: SMTP) -> str:
        answer = self.answers.get(step, TAKEN)
        if not answer:
            transport: Any = server.transport
            transport.abort()
        return answer or TAKEN

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        is_known = data.password.decode() == self.password
        if is_known:
            self.signed_in.append(data.login.decode())
        return AuthResult(success=is_known, handled=False)


@contextmanager
def serving(password: str = "", **answers: str) -> Iterator[MailServer]:
    """On a port of this machine, in a thread of its own."""
    server = MailServer(_free_port(), password, answers)
    options: dict[str, Any] = {}
    if password:
        options = {"authenticator": server.authenticate, "auth_require_tls": False}
    running = Controller(server, hostname="127.0.0.1", port=server.port, **options)
    running.start()
    try:
        yield server
    finally:
        running.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
