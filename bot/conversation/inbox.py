"""Takes the turn of each message that waits in the inbox, oldest first."""

import asyncio
import logging
import sys

from sqlalchemy.exc import OperationalError

from bot.conversation.notifications.letter import say_to
from bot.conversation.outbox import queue_turn
from bot.conversation.turn import take_turn
from bot.dialogs.engine import Prompt, Turn
from bot.runtime.dependencies import Runtime
from locales import DEFAULT_LANGUAGE, translator
from storage.messages.inbox import anything_waiting, mark_handled, next_waiting
from storage.models import ChatAccount, Inbox, Person

log = logging.getLogger(__name__)
AT_ONCE = 50  # turns in one go: a stop waits for no more
LOOK_EVERY = 1.0  # seconds, for what another process stored


async def converse(runtime: Runtime) -> None:
    """Answer what waits, for ever."""
    taken = runtime.heard.count
    while True:
        try:
            heard = min(runtime.heard.count - taken, AT_ONCE)
            answered = await asyncio.to_thread(_take_turns, runtime, heard)
            taken += heard
        except Exception:
            log.exception("messages could not be read; trying again")
            answered = 0
            await asyncio.sleep(LOOK_EVERY)
        if answered:
            runtime.queued.set()
        if answered < AT_ONCE:
            await runtime.heard.wait(LOOK_EVERY, taken)


def _take_turns(runtime: Runtime, heard: int) -> int:
    """Of so many messages that this process has just stored; of none: a look for others'."""
    if not heard:
        return take_waiting_turns(runtime, AT_ONCE)
    return sum(_take_next(runtime) for _ in range(heard))


def take_waiting_turns(runtime: Runtime, most: int = sys.maxsize) -> int:
    """Take a turn for each waiting message, or for so many; how many were handled."""
    handled = 0
    with runtime.database.read() as session:
        if not anything_waiting(session, runtime.channels):
            return 0
    while handled < most and _take_next(runtime):
        handled += 1
    return handled


def _take_next(runtime: Runtime) -> bool:
    """One message, one transaction. A turn that fails sets its message aside, not the others."""
    message_id: int | None = None
    try:
        with runtime.database.write() as session:
            found = next_waiting(session, runtime.channels)
            if found is None:
                return False
            message_id = found.message.id
            log.debug("message %s is taken up", message_id, extra={"inbox": message_id})
            capabilities = runtime.channels[found.account.channel].capabilities
            now, calendar = runtime.now(), runtime.calendar
            take_turn(session, found, now, calendar, capabilities, runtime.new_code)
    except OperationalError:
        raise  # the database is busy or away: the message waits, and is taken up again
    except Exception as error:
        if message_id is None:
            raise
        log.exception("message %s set aside", message_id, extra={"inbox": message_id})
        _set_aside(runtime, message_id, type(error).__name__)
    return True


def _set_aside(runtime: Runtime, message_id: int, reason: str) -> None:
    with runtime.database.write() as session:
        message = session.get_one(Inbox, message_id)
        mark_handled(session, message, runtime.now(), reason)
        account = session.get_one(ChatAccount, message.account_id)
        person = session.get(Person, account.person_id) if account.person_id else None
        say = say_to(person) if person else translator(DEFAULT_LANGUAGE)
        words = say("That could not be handled; nothing was stored. Please try again.")
        capabilities = runtime.channels[account.channel].capabilities
        queue_turn(session, account, Turn(Prompt(words)), runtime.now(), capabilities)
