"""A world whose people hold simulated phones: every word goes through a real channel, both ways."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import httpx

from bot.channels.contract import Capabilities, Channel, NumberedChoice, OutgoingMessage, Store
from bot.channels.message_text import NO_NUMBER, with_numbers
from bot.conversation.inbox import take_waiting_turns
from bot.conversation.receiver import storing
from bot.simulator.clock import SimulatedClock
from bot.simulator.phones import Conversation, Message, Phone
from bot.simulator.server import Simulator
from bot.simulator.state.clock_jumps import JumpDays
from storage.messages.inbox import Incoming, account_at
from tests.support.virtual_time import run_at_once
from tests.support.worlds.answers.commune_world import CommuneWorld
from tests.support.worlds.own_days import OwnDaysWorld
from tests.support.worlds.planners import LeaderWorld
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.wide_world import WideWorld
from tests.support.worlds.world import START, FakeChannel, FakeClock, World

BASE = "http://127.0.0.1:8080"  # nobody listens there: the bytes are handed over in memory
DAYS = JumpDays(lambda day: day + timedelta(days=1), lambda day: None)


class Phones(FakeChannel, ABC):
    """A real channel and the phones behind it; `sent` is what can be read there, and by whom."""

    def __init__(self, people: Iterable[str], app: str) -> None:
        """One phone for each of the people, known by their codes."""
        self.clock = FakeClock()
        clock = SimulatedClock(START, lambda: self.clock.now().timestamp())
        phones = [Phone(who, who, "", "", app) for who in people]
        self.simulator = Simulator(phones, clock, days=DAYS)
        transport = httpx.ASGITransport(self.simulator.app)
        self.client = httpx.AsyncClient(transport=transport, base_url=BASE)

    def connect(self, real: Channel, manner: Capabilities | None = None) -> None:
        """With `manner` the bot is as talkative, and takes the files, that it says.

        Nothing is paced here: no service counts these messages by the second.
        """
        self.real = real
        can = replace(real.capabilities, pace=None)
        if manner is not None:
            can = replace(can, scarce=manner.scarce, files=manner.files)
        super().__init__(real.name, can)

    async def send(self, message: OutgoingMessage) -> str:
        external_id = await self.real.send(message)
        who = next(one for one in self._conversations() if self.chat_of(one) == message.address)
        written = self._conversations()[who].messages[-1]
        assert self.external_id(written) == external_id
        assert written.text.endswith(with_numbers("", message.choices, buttons=False)), written.text
        self.sent.append(replace(message, address=who, text=written.text))
        return external_id

    def acts(self, incoming: Incoming) -> None:
        """The person types it, taps on it, or sends the file."""
        who, file = incoming.address, incoming.file
        if incoming.tapped:
            message = self.showing(who, incoming.tapped)
            assert message is not None, f"{who} sees no such button"
            self.simulator.tap(who, message.id, f"#{incoming.tapped}")
        elif file is None:
            self.simulator.send(who, incoming.text)
        else:
            name, content = file.name or "IMG.jpg", b"0" * (file.size or 1)
            self.simulator.send_file(who, name, file.media_type, content, incoming.text)

    def showing(self, who: str, data: str) -> Message | None:
        """The message with the button that sends the data."""
        for message in reversed(self._conversations()[who].messages):
            for row in message.buttons:
                if any(button.data == f"#{data}" for button in row):
                    return message
        return None

    def texts(self, who: str) -> list[str]:
        return [message.text for message in self._conversations()[who].messages]

    def _conversations(self) -> dict[str, Conversation]:
        return self.simulator.state.conversations

    @abstractmethod
    async def hears(self, store: Store, count: int) -> None:
        """So many messages come in."""

    @abstractmethod
    def chat_of(self, who: str) -> str:
        """The address by which the bot knows that person."""

    @abstractmethod
    def meets(self, who: str) -> int:
        """The person opens the chat; how many messages that makes."""

    @abstractmethod
    def external_id(self, message: Message) -> str: ...


class OnPhones(World):
    """What a world does by itself is done here by hand on the phones."""

    channel: Phones

    def links(self, code_of_person: str) -> None:
        super().links(code_of_person)
        with self.database.write() as session:
            account = account_at(session, self.channel.name, code_of_person)
            account.address = self.channel.chat_of(code_of_person)
        self._hears_all(self.channel.meets(code_of_person))

    def answers(self, *incoming: Incoming) -> None:
        for one in incoming:
            self.channel.acts(one)
        self._hears_all(len(incoming))

    def _hears_all(self, count: int) -> None:
        self.channel.clock = self.clock
        run_at_once(self.channel.hears(storing(self.runtime), count))
        take_waiting_turns(self.runtime)

    def button(self, who: str, label: str) -> str:
        """What is chosen must be seen: a number with its words, or the words alone."""
        data = super().button(who, label)
        choices = [choice for message in self.heard_by(who) for choice in message.choices]
        choice = next(one for one in reversed(choices) if one.data == data)
        text = "\n".join(self.channel.texts(who))
        assert re.search(_line_of(choice), text, re.MULTILINE), f"{who} cannot read '{label}'"
        return data


def _line_of(choice: NumberedChoice) -> str:
    mark = "-" if choice.number == NO_NUMBER else rf"{choice.number}[.)]"
    return rf"^{mark} {re.escape(choice.line or choice.label)}"


class ReportingOnPhones(OnPhones, ReportingWorld): ...


class WideOnPhones(OnPhones, WideWorld): ...


class OwnDaysOnPhones(OnPhones, OwnDaysWorld): ...


class LeaderOnPhones(OnPhones, LeaderWorld): ...


class CommuneOnPhones(OnPhones, CommuneWorld): ...


WORLDS: dict[str, type[OnPhones]] = {
    "": OnPhones,
    "reporting": ReportingOnPhones,
    "wide": WideOnPhones,
    "own days": OwnDaysOnPhones,
    "leader": LeaderOnPhones,
    "commune": CommuneOnPhones,
}
