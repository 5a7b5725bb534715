"""A talk in the terminal: each typed line goes the whole way of a message."""

from itertools import count

from bot.channels.console import ConsoleChannel
from bot.conversation.inbox import take_waiting_turns
from bot.conversation.receiver import storing
from bot.delivery.sender import Sender
from bot.runtime.dependencies import Runtime
from storage import audit
from storage.messages.inbox import Incoming, account_at
from storage.people.appointments import find_person
from storage.people.chat_accounts import has_real_chats


class TerminalTalk:
    """Somebody at the terminal of this machine: whoever has its database needs no invitation.

    It reminds nobody and consents for nobody; the audit keeps apart what was done in it.
    """

    def __init__(self, runtime: Runtime, channel: ConsoleChannel, address: str) -> None:
        self._runtime = runtime
        self._address = address
        self._channel = channel
        self._store = storing(runtime)
        self._lane = Sender(runtime, channel)
        self._ids = count()

    def link(self, code: str) -> bool:
        """Talk as the person with this code; False when nobody has it."""
        now = self._runtime.now()
        with self._runtime.database.write() as session:
            person = find_person(session, code)
            if person is None or person.erased_at is not None:
                return False
            account = account_at(session, self._channel.name, self._address)
            account.person_id, account.linked_at = person.id, now
            subject = f"account:{account.id}"
            audit.record(session, now, "terminal.opened", subject, details={"as": person.id})
        return True

    def is_among_people(self) -> bool:
        """Whether real people use this database: what is stored in their name counts."""
        with self._runtime.database.read() as session:
            return has_real_chats(session)

    async def hear(self, line: str) -> None:
        """Store the line, take its turn, and say what is due for this terminal."""
        now = self._runtime.now()
        external_id = f"{self._runtime.holder}:{now.isoformat()}:{next(self._ids)}"
        incoming = Incoming(self._channel.name, external_id, self._address, line, sent_at=now)
        await self._store([incoming])
        take_waiting_turns(self._runtime)
        while await self._lane.send_due():
            pass
