"""What the simulator asks of each stand-in: a phone's `channel` says which one serves it."""

from typing import Protocol

from starlette.routing import Route

from bot.simulator.phones import Conversation, Message


class ChatServer(Protocol):
    """One chat service. The three middle methods are called inside `state.changing()`."""

    longest_text: int  # that a person can write there, in UTF-16 units

    def routes(self) -> list[Route]:
        """The addresses of the service."""

    def heard(self, conversation: Conversation, message: Message) -> None:
        """The person has sent `message`."""

    def tapped(self, conversation: Conversation, message: Message, data: str) -> None:
        """The person has tapped a button. Raises Refusal where there are none."""

    def blocked(self, conversation: Conversation) -> None:
        """The person has blocked the bot or let it in again."""

    async def run(self) -> None:
        """What goes on beside the requests; until cancelled."""
