"""Letters to a server that answers in every way: over a socket of this machine."""

import asyncio

import pytest

from bot.channels.contract import (
    ChannelStopped,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.channels.email.channel import EmailChannel, MailServer, why_not
from tests.support.channels import mail_server
from tests.support.worlds.world import START

TO = "sct@tinh.example"


def channel(server: mail_server.MailServer, **more: str) -> EmailChannel:
    sender, starttls = "Đầu Mối <nhac@tinh.example>", bool(more.pop("starttls", ""))
    known = MailServer("127.0.0.1", server.port, sender, starttls=starttls, **more)
    return EmailChannel(known, lambda: START)


def send(sending: EmailChannel) -> str:
    message = OutgoingMessage(TO, "Kính gửi", key="daumoi-7", subject="Nhắc việc")
    return asyncio.run(sending.send(message))


def test_a_letter_arrives_and_has_its_name() -> None:
    with mail_server.serving(password="đúng mật khẩu") as server:
        named = send(channel(server, user="nhac", password="đúng mật khẩu"))
        [letter] = server.letters
    assert named == letter["Message-ID"] == "<daumoi-7@tinh.example>"
    assert letter.get_content().strip() == "Kính gửi"
    assert server.signed_in == ["nhac"]


@pytest.mark.parametrize(
    ("step", "answer", "expected"),
    [
        ("MAIL", "553 5.7.1 not yours", ChannelStopped),
        ("RCPT", "550 5.1.1 unknown", RecipientStopped),
        ("RCPT", "451 4.7.1 later", SendError),
        ("RCPT", "", SendError),
        ("DATA", "554 5.7.1 spam", SendError),
        ("DATA", "", OutcomeUnknown),
    ],
)
def test_what_a_server_answers_is_sorted(step: str, answer: str, expected: type[Exception]) -> None:
    with mail_server.serving(**{step: answer}) as server, pytest.raises(expected):
        send(channel(server))
    assert server.letters == []


def test_a_wrong_password_stops_the_lane_and_stands_in_no_reason() -> None:
    with mail_server.serving(password="right-one") as server:
        sending = channel(server, user="nhac", password="wrong-one")
        with pytest.raises(ChannelStopped) as stopped:
            send(sending)
        assert "SMTP_PASSWORD" in asyncio.run(why_not(sending))
    assert "wrong-one" not in f"{stopped.value} {sending.__dict__}"


def test_nothing_goes_unencrypted_where_starttls_is_set() -> None:
    with mail_server.serving() as server, pytest.raises(ChannelStopped, match="STARTTLS"):
        send(channel(server, starttls="yes"))
    assert server.letters == []


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with mail_server.serving() as server:
        assert asyncio.run(why_not(channel(server))) == ""
    with pytest.raises(SendError, match="cannot be reached"):
        send(channel(server))
    assert "cannot be reached" in asyncio.run(why_not(channel(server)))
