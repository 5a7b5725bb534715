"""What a mail server answers, and what delivery makes of it."""

import aiosmtplib
import pytest

from bot.channels.contract import ChannelStopped, OutcomeUnknown, RecipientStopped, SendError
from bot.channels.email.errors import judged

ADDRESS = "sct@tinh.example"


def recipient(code: int, words: str) -> aiosmtplib.SMTPException:
    return aiosmtplib.SMTPRecipientRefused(code, words, ADDRESS)


NO_MAILBOX = (
    recipient(550, "5.1.1 <SCT@tinh.example>: Recipient address rejected: unknown user"),
    recipient(550, "5.2.1 The account is disabled"),
    recipient(550, "No such user here"),
    recipient(553, "mailbox name not allowed"),
)
NEVER = (
    recipient(550, "5.7.1 Relaying denied"),
    recipient(552, "5.2.2 Mailbox full"),
    recipient(554, "Transaction failed"),
    aiosmtplib.SMTPDataError(554, "5.7.1 Message rejected as spam"),
)
LATER = (
    recipient(451, "4.7.1 Greylisted, please try again"),
    recipient(452, "4.2.2 Mailbox full"),
    aiosmtplib.SMTPDataError(452, "4.3.1 Insufficient storage"),
    aiosmtplib.SMTPAuthenticationError(454, "4.7.0 Temporary authentication failure"),
    aiosmtplib.SMTPSenderRefused(421, "closing", "x"),
    aiosmtplib.SMTPConnectResponseError(554, "no service"),
    aiosmtplib.SMTPHeloError(501, "go away"),
    aiosmtplib.SMTPConnectError("refused"),
    aiosmtplib.SMTPServerDisconnected("gone"),
    TimeoutError(),
    OSError("no route"),
)
STOPPED = (
    aiosmtplib.SMTPAuthenticationError(535, "5.7.8 bad credentials"),
    aiosmtplib.SMTPSenderRefused(553, "5.7.1 not yours", "x"),
    aiosmtplib.SMTPException("SMTP STARTTLS extension not supported by server."),
)


def test_a_mailbox_that_is_not_there_is_never_written_to_again() -> None:
    for error in NO_MAILBOX:
        assert isinstance(judged(error, ADDRESS, has_left=False), RecipientStopped), error


def test_what_a_rule_refuses_stops_nobody() -> None:
    for error in NEVER:
        found = judged(error, ADDRESS, has_left=True)
        assert isinstance(found, SendError), error
        assert found.permanent, error


def test_what_may_pass_is_tried_again() -> None:
    for error in LATER:
        found = judged(error, ADDRESS, has_left=False)
        assert isinstance(found, SendError), error
        assert not found.permanent, error


def test_what_only_a_person_can_mend_stops_the_lane() -> None:
    for error in STOPPED:
        assert isinstance(judged(error, ADDRESS, has_left=False), ChannelStopped), error


@pytest.mark.parametrize("error", [TimeoutError(), aiosmtplib.SMTPServerDisconnected("gone")])
def test_a_letter_that_had_left_may_have_arrived(error: Exception) -> None:
    assert isinstance(judged(error, ADDRESS, has_left=True), OutcomeUnknown)


def test_whose_address_it_was_stands_in_no_reason() -> None:
    for error in (*NO_MAILBOX, OSError(f"{ADDRESS} is nowhere")):
        assert "tinh.example" not in str(judged(error, ADDRESS, has_left=False)).lower()
