"""What comes of a sending: written down, tried later, said in another chat of the person."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.contract import (
    LONG_REST,
    Channel,
    ChannelStopped,
    OutcomeUnknown,
    RecipientStopped,
    SendError,
)
from bot.conversation.outbox import refill
from bot.delivery.digest import WITHOUT, said_again_at
from bot.delivery.retry import RetryPolicy
from bot.documents.wanted_file import WantedLink, with_words
from bot.runtime.dependencies import Runtime
from locales import mark, translator
from storage.messages.backlog import waiting_for, waiting_on
from storage.messages.lanes import (
    FORGOTTEN_AFTER,
    reap_leases,
    stop_lane,
    unconfigured_lanes,
)
from storage.messages.outbox import (
    fail,
    mark_sent,
    reap_claims,
    say_again,
)
from storage.models import ChatAccount, Outbox, OutboxKind
from storage.people.chat_accounts import accounts_of
from storage.people.erasure import forget_chat

log = logging.getLogger(__name__)
RETRY = RetryPolicy(attempts=12)  # about three hours; then a human is told
FOR_GOOD = timedelta(days=3650)  # until it is configured again
NOT_CONFIGURED = "the bot is configured no more"
ANSWER_WAITS = timedelta(hours=3)  # for a bot that is stopped; later nobody waits for it

SendResult = (
    str | RecipientStopped | OutcomeUnknown | SendError | ChannelStopped
)  # str: the id given


REFUSED = mark("The chat service has refused it.")


class FileFailed(SendError):
    """There will be no such file; `words` say to the person why, and are to be translated."""

    def __init__(self, words: str, why: str = "") -> None:
        super().__init__(why or words, permanent=True)
        self.words = words


@dataclass(frozen=True)
class Sending:
    """A claimed row. `is_nobodys`: the chat is linked to nobody, or not any more."""

    row_id: int
    is_digest: bool = False
    is_nobodys: bool = False
    is_followed: bool = False  # another message of the chat waits behind it


def settle(runtime: Runtime, results: Sequence[tuple[Sending, SendResult]]) -> None:
    """Write down what came of sendings; only a crash before this can double a message."""
    now = runtime.now()
    sent = [(one.row_id, result) for one, result in results if isinstance(result, str)]
    with runtime.database.write() as session:
        if sent:
            mark_sent(session, sent, now)
        for one, result in results:
            came_to = "sent" if isinstance(result, str) else type(result).__name__
            subjects = {"outbox": one.row_id, "outcome": came_to}
            log.debug("message %s: %s", one.row_id, came_to, extra=subjects)
            if not isinstance(result, str):
                _settle_failure(session, one.row_id, result, runtime, now)
            if one.is_nobodys:
                row = session.get_one(Outbox, one.row_id)
                forget_chat(session, session.get_one(ChatAccount, row.account_id))


def _settle_failure(
    session: Session, row_id: int, result: SendResult, runtime: Runtime, now: datetime
) -> None:
    row = session.get_one(Outbox, row_id, populate_existing=True, with_for_update=True)
    if row.is_settled or row.claimed_by not in (None, runtime.holder):
        return  # a tap has proved its arrival, or we slept and another one has it: that counts
    row.claimed_by = None
    account = session.get_one(ChatAccount, row.account_id)
    match result:
        case OutcomeUnknown():
            log.warning("message %s may or may not have arrived", row_id)
            if _brings_file(row):
                _say_without(row, result, now)
                return
            again_at = said_again_at(session, row, now, runtime.calendar)
            if again_at is not None:
                say_again(session, row, str(result), again_at, now)
            else:
                row.unknown_at, row.reason = now, str(result)
        case RecipientStopped():
            log.warning("account %s is closed to us", row.account_id)
            account.stopped_at, account.stopped_reason = now, str(result)
            for waiting in waiting_for(session, account.id or 0):
                _fail_over_or_fail(session, waiting, str(result), runtime.channels, now)
        case ChannelStopped():
            until = result.until or runtime.calendar.tomorrow(now)
            log.error("lane %s is stopped: %s", account.channel, result.reason)
            stop_lane(session, account.channel, result.reason, until, now)
            fail_over_or_retry(session, row, result.reason, until, runtime.channels, now)
        case SendError():
            _try_later(session, row, result, runtime.channels, now)


def take_from_the_gone(runtime: Runtime) -> None:
    """Nobody has to wait for leases of a process that was killed: lanes and messages are free.

    Whether a message had left is not known: it is said again, as when its lease had ended.
    """
    with runtime.database.write() as session:
        reap_leases(session, runtime.is_gone, runtime.now())
        reap_claims(session, runtime.is_gone, runtime.now())


def retire_lanes(runtime: Runtime) -> None:
    """Nobody listens any more where a bot is configured no more: its people are told otherwise."""
    now = runtime.now()
    until = now + FOR_GOOD
    with runtime.database.write() as session:
        for lane in unconfigured_lanes(session, runtime.channels, now):
            log.warning("lane %s is configured no more", lane.name)
            stop_lane(session, lane.name, NOT_CONFIGURED, until, now)
            lane.leased_until = now - FORGOTTEN_AFTER  # no trouble for anybody to put right
            for row in waiting_on(session, lane.name):
                fail_over_or_retry(session, row, NOT_CONFIGURED, until, runtime.channels, now)


def fail_over_or_retry(
    session: Session,
    row: Outbox,
    reason: str,
    until: datetime,
    channels: Mapping[str, Channel],
    now: datetime,
) -> None:
    """The bot is stopped: another chat, else an answer waits a while, and a reminder is given up.

    The agency of a reminder that was given up is on the call list; it is made anew later.
    """
    if _fail_over(session, row, channels, now):
        return
    if row.kind == OutboxKind.DIGEST or until - now > ANSWER_WAITS:
        fail(session, row, reason, now)
    else:
        row.send_at, row.attempts, row.reason = until, max(0, row.attempts - 1), reason


def _fail_over_or_fail(
    session: Session, row: Outbox, reason: str, channels: Mapping[str, Channel], now: datetime
) -> None:
    if not _fail_over(session, row, channels, now):
        fail(session, row, reason, now)


def _try_later(
    session: Session, row: Outbox, error: SendError, channels: Mapping[str, Channel], now: datetime
) -> None:
    row.reason = error.reason
    if error.retry_after is not None:
        row.attempts -= 1  # asked to wait is not refused
        is_short = error.is_alone and error.retry_after < LONG_REST
        if is_short and row.kind == OutboxKind.MESSAGE:
            row.attempts = max(1, row.attempts)  # the rest of its chat waits behind it, in order
    is_over = error.permanent or RETRY.is_over(row.attempts)
    if is_over and _brings_file(row):
        log.error("the file of message %s cannot be sent: %s", row.id, error.reason)
        _say_without(row, error, now)
    elif is_over:
        log.error("message %s cannot be said here: %s", row.id, error.reason)
        _fail_over_or_fail(session, row, error.reason, channels, now)
    else:
        row.send_at = now + (error.retry_after or RETRY.pause_after(row.attempts))


def _fail_over(
    session: Session, row: Outbox, channels: Mapping[str, Channel], now: datetime
) -> bool:
    """Give the row to the next chat of the person that was not tried yet, if there is one."""
    session.flush()  # what was just stopped is reachable no more
    person_id = session.get_one(ChatAccount, row.account_id).person_id
    tried = [*(row.tried or ()), row.account_id]
    others = accounts_of(session, person_id) if person_id is not None else []
    other = next((one for one in others if one.id not in tried and one.channel in channels), None)
    if other is None:
        return False
    log.warning("message %s goes by %s instead: %s", row.id, other.channel, row.reason)
    row.account_id, row.channel, row.tried = other.id or 0, other.channel, tried
    row.send_at, row.attempts = now, 0
    if row.kind == OutboxKind.DIGEST:
        row.text = row.state = row.choices = None  # it gets the words of that channel
    else:
        refill(session, row, channels[other.channel].capabilities, now)
    return True


def _brings_file(row: Outbox) -> bool:
    """Not where a link goes with it: a row that is sent again makes a new one."""
    return row.wanted_file is not None and WantedLink.meant(row.wanted_file) is None


def _say_without(row: Outbox, result: SendError | OutcomeUnknown, now: datetime) -> None:
    """The row says why no file came, with the choices it had: nobody waits in vain."""
    wanted = row.wanted_file or {}
    say = translator(str(wanted.get("language", "")))
    if isinstance(result, OutcomeUnknown):
        words = say("It is not certain that this file has arrived; if not, please ask once more.")
    else:
        why = result.words if isinstance(result, FileFailed) else REFUSED
        words = say("This file cannot be sent. {why}", why=say(why))
    if row.kind == OutboxKind.DIGEST:
        row.wanted_file = {**wanted, WITHOUT: words}  # it is composed anew
    else:
        row.text, row.wanted_file = with_words(row.text or "", wanted, words), None
    row.reason = str(result)
    row.send_at, row.attempts = now, 0
