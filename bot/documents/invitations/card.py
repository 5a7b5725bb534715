"""What stands on the card that invites one person, whether a page or a Word sheet shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Card:
    """What one person is handed. `until` in the province's zone; `ways`: (channel, link).

    `district`: the former one that most of the person's commune came from; empty for others.
    """

    address: str
    full_name: str
    agencies: tuple[str, ...]
    decisions: tuple[str, ...]
    code: str
    until: datetime
    ways: Sequence[tuple[str, str]]
    district: str = ""
    form: str = ""  # where the code opens the form, without any chat
