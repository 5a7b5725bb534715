"""A talk in the terminal: each typed line goes the whole way of a message."""

from itertools import count

from bot.channels.console import ConsoleChannel
from bot.conversation.inbox import take_waiting_turns
from bot.conversation.receiver import storing
from bot.delivery.sender import Sender
from bot.runtime.dependencies import Runtime
from storage.messages.inbox import Incoming, account_at
from storage.people.appointments import find_person


class TerminalTalk:
    """One person at the terminal of this machine: whoever has its database needs no invitation."""

    def __init__(self, runtime: Runtime, channel: ConsoleChannel, address: str) -> None:
        self._runtime = runtime
        self._address = address
        self._channel = channel
        self._store = storing(runtime)
        self._lane = Sender(runtime, channel)
        self._ids = count()

    def link(self, code: str) -> bool:
        """Talk as the person with this code; False when nobody has it."""
        with self._runtime.database.write() as session:
            person = find_person(session, code)
            if person is None:
                return False
            account = account_at(session, self._channel.name, self._address)
            account.person_id, account.linked_at = person.id, self._runtime.now()
        return True

    async def hear(self, line: str) -> None:
        """Store the line, take its turn, and say what is due for this terminal."""
        now = self._runtime.now()
        external_id = f"{self._runtime.holder}:{now.isoformat()}:{next(self._ids)}"
        incoming = Incoming(self._channel.name, external_id, self._address, line, sent_at=now)
        await self._store([incoming])
        take_waiting_turns(self._runtime)
        while await self._lane.send_due():
            pass
