"""What an effect is carried out with: the transaction, the chat, the facts, the instant."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.dialogs.facts.chat import Facts
from storage.models import ChatAccount
from storage.reports.gate import Barred


class NotAllowed(Exception):
    """An effect that the facts of this moment do not permit; the turn changes nothing."""

    @property
    def barred(self) -> Barred | None:
        """What the gate said, where it was the gate."""
        return self.__cause__ if isinstance(self.__cause__, Barred) else None


@dataclass(frozen=True)
class EffectContext:
    session: Session
    account: ChatAccount
    facts: Facts
    now: datetime
    said_at: datetime | None = None  # the message's own instant: what is reported is judged by it
