"""Takes the turn of each message that waits in the inbox, oldest first."""

import asyncio
import logging
import sys

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.conversation.notifications.letter import say_to
from bot.conversation.outbox import queue_turn
from bot.conversation.turn import take_turn
from bot.dialogs.engine import Prompt, Turn
from bot.runtime.dependencies import Carrying, Runtime
from locales import DEFAULT_LANGUAGE, translator
from storage.messages.inbox import Waiting, anything_waiting, mark_handled, next_waiting
from storage.models import ChatAccount, Inbox, Person

log = logging.getLogger(__name__)
AT_ONCE = 50  # turns in one go: a stop waits for no more
LOOK_EVERY = 1.0  # seconds, for what another process stored


async def converse(runtime: Runtime) -> None:
    """Answer what waits, for ever."""
    taken = runtime.heard.count
    while True:
        heard, turns = min(runtime.heard.count - taken, AT_ONCE), Turns(runtime)
        try:
            await _to_the_end(turns, heard)
            taken += heard
        except Exception:
            log.exception("messages could not be read; trying again")
            await asyncio.sleep(LOOK_EVERY)
        if turns.handled > len(turns.carried):  # something else may be to be said
            runtime.queued.set()
        if turns.handled < AT_ONCE:
            await runtime.heard.wait(LOOK_EVERY, taken)


async def _to_the_end(turns: "Turns", heard: int) -> None:
    """Whatever comes in between, what was claimed with its turn is carried."""
    taking = asyncio.ensure_future(asyncio.to_thread(turns.take, heard))
    try:
        await asyncio.shield(taking)
    finally:
        await asyncio.gather(taking, return_exceptions=True)
        for carry in turns.carried:
            await carry()


def take_waiting_turns(runtime: Runtime, most: int = sys.maxsize) -> int:
    """Take a turn for each waiting message, or for so many; how many were handled."""
    turns = Turns(runtime)
    turns.take_waiting(most)
    return turns.handled


class Turns:
    """Those taken in one go. `carried`: the answers that were claimed with them, to be sent."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.handled = 0
        self.carried: list[Carrying] = []

    def take(self, heard: int) -> None:
        """Of so many messages that this process has just stored; of none: a look for others'."""
        if not heard:
            self.take_waiting(AT_ONCE)
        for _ in range(heard):
            self._take_next()

    def take_waiting(self, most: int) -> None:
        with self._runtime.database.read() as session:
            if not anything_waiting(session, self._runtime.channels):
                return
        while self.handled < most and self._take_next():
            pass

    def _take_next(self) -> bool:
        """One message, one transaction. A turn that fails sets its message aside, not the others;
        whether there was one."""
        message_id: int | None = None
        carrying: Carrying | None = None
        runtime = self._runtime
        try:
            with runtime.database.write() as session:
                found = next_waiting(session, runtime.channels, runtime.now())
                if found is None:
                    return False
                message_id = found.message.id
                log.debug("message %s is taken up", message_id, extra={"inbox": message_id})
                carrying = self._taken(session, found)
        except OperationalError:
            raise  # the database is busy or away: the message waits, and is taken up again
        except Exception as error:
            if message_id is None:
                raise
            log.exception("message %s set aside", message_id, extra={"inbox": message_id})
            _set_aside(runtime, message_id, type(error).__name__)
        else:
            self.carried += [carrying] if carrying is not None else []
        self.handled += 1
        return True

    def _taken(self, session: Session, found: Waiting) -> Carrying | None:
        """Its turn; and where the answer goes out at once, what sends it."""
        runtime, channel = self._runtime, found.account.channel
        carrier = runtime.carriers.get(channel) if found.may_go_at_once else None
        claim = carrier.claim_beside(len(self.carried)) if carrier is not None else None
        now, can = runtime.now(), runtime.channels[channel].capabilities
        said = take_turn(session, found, now, runtime.calendar, can, runtime.new_code, claim)
        if carrier is None or not said or said[0].claimed_by is None:
            return None
        return carrier.carrying(session, (said[0], *found[1:3], None, len(said) > 1))


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
