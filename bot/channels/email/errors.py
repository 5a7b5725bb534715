"""What a mail server's refusal says about a letter: later, never, never to this person, or none."""

import re

import aiosmtplib
from aiosmtplib import SMTPResponseException

from bot.channels.contract import (
    ChannelStopped,
    OutcomeUnknown,
    RecipientStopped,
    SendError,
)

LONGEST_REASON = 200
_LASTING = range(500, 600)
# Codes of RFC 3463 that speak of the mailbox, and of no rule of the server's
_NO_MAILBOX = re.compile(r"5\.(?:1\.[0-6]|1\.10|2\.1)\b")
_ANY_CODE = re.compile(r"\d\.\d{1,3}\.\d{1,3}\b")
_UNKNOWN = (550, 551, 553)  # of a server that gives no such codes


def judged(error: Exception, address: str, *, has_left: bool) -> Exception:
    """One of the errors of contract.py. `has_left`: the letter itself was on its way."""
    if not isinstance(error, SMTPResponseException):
        return _unanswered(error, address, has_left)
    reason = f"{error.code} {_clean(error.message, address)}".strip()
    is_lasting = error.code in _LASTING
    match error:
        case aiosmtplib.SMTPRecipientRefused() if is_lasting and _has_no_mailbox(error):
            return RecipientStopped(f"the mail server knows no such mailbox ({reason})")
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError():
            return SendError(f"the mail server refuses the letter ({reason})", permanent=is_lasting)
        case aiosmtplib.SMTPAuthenticationError() if is_lasting:
            return ChannelStopped(f"the mail server refuses SMTP_USER or SMTP_PASSWORD ({reason})")
        case aiosmtplib.SMTPSenderRefused() if is_lasting:
            return ChannelStopped(f"the mail server refuses to send for SMTP_FROM ({reason})")
    return SendError(f"the mail server takes no letter now ({reason})")


def _has_no_mailbox(error: SMTPResponseException) -> bool:
    if _ANY_CODE.match(error.message):
        return _NO_MAILBOX.match(error.message) is not None
    return error.code in _UNKNOWN


def _unanswered(error: Exception, address: str, has_left: bool) -> Exception:
    reason = f"{type(error).__name__}: {_clean(str(error), address)}".rstrip(": ")
    if has_left:
        return OutcomeUnknown(f"no answer after the letter had left: {reason}")
    if isinstance(error, OSError | aiosmtplib.SMTPServerDisconnected):
        return SendError(f"the mail server cannot be reached ({reason})")
    return ChannelStopped(f"the mail server cannot be used as it is set up ({reason})")


def _clean(text: str, address: str) -> str:
    """In one line; a server repeats whose address it was, and that stands in no log."""
    text = re.sub(re.escape(address), "<address>", " ".join(text.split()), flags=re.IGNORECASE)
    return text[:LONGEST_REASON]
