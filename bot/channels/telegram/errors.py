"""What an error of Telegram says about a message, and about a file."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.contract import (
    LONG_REST,
    ChannelStopped,
    OutcomeUnknown,
    RecipientStopped,
    SendError,
)
from bot.channels.telegram.judged_request import Unanswered

# What a request meets before a byte of it has left
NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
TOO_LARGE = "entity too large"  # a file, by whatever limit Telegram has by now
GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid")


def not_sent(error: TelegramError, reason: str) -> Exception:
    """What delivery is told; `reason` without the token."""
    match error:
        case RetryAfter():
            # It does not say whose limit it is: one chat's is met long before the bot's
            wait = wait_of(error)
            return SendError(reason, retry_after=wait, is_alone=wait < LONG_REST)
        case Forbidden():
            return RecipientStopped(reason)
        case BadRequest():
            gone = any(words in reason.lower() for words in GONE)
            return RecipientStopped(reason) if gone else SendError(reason, permanent=True)
        case InvalidToken():
            return ChannelStopped(f"the token of this bot is refused ({reason})")
        case Conflict():
            return SendError(reason)
        case NetworkError():
            return _lost(error, reason)
    return SendError(reason, permanent=True)


def _lost(error: NetworkError, reason: str) -> Exception:
    if TOO_LARGE in reason.lower():
        return SendError(reason, permanent=True)
    if isinstance(error, Unanswered):
        may_have_arrived = error.may_have_arrived
    else:
        may_have_arrived = not isinstance(error.__cause__, (*NOT_SENT, type(None)))
    if may_have_arrived:
        return OutcomeUnknown(f"no answer after the request had left: {reason}")
    return SendError(reason)


def not_fetched(error: TelegramError, reason: str) -> SendError:
    """To ask again does no harm, and helps unless Telegram will not give the file at all."""
    if isinstance(error, RetryAfter):
        return SendError(reason, retry_after=wait_of(error))
    return SendError(reason, permanent=isinstance(error, (BadRequest, Forbidden)))


def wait_of(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
