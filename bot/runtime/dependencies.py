"""What the program runs on, and what a test replaces: database, channels, time, codes."""

from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_urlsafe
from typing import Protocol

from sqlmodel import Session

from bot.channels.contract import Channel
from bot.runtime.holders import is_gone
from bot.runtime.wakeup import Wakeup
from scheduler.backups import Nightly
from scheduler.calendar import Calendar
from storage.database import Database
from storage.messages.outbox import Claim, Due
from storage.people.privacy.retention import KEPT, Retention

Carrying = Callable[[], Awaitable[None]]  # to be awaited once the claim is committed


class Carrier(Protocol):
    """A lane that this process holds: answers are claimed as they are written, and carried."""

    def claim_beside(self, others: int) -> Claim | None:
        """None where there is no room beside so many others, or the lane rests."""

    def carrying(self, session: Session, due: Due) -> Carrying | None:
        """Of a row that was claimed so, in the same transaction; None: nothing is to be said."""


@dataclass(frozen=True)
class Runtime:
    database: Database
    channels: Mapping[str, Channel]
    calendar: Calendar
    now: Callable[[], datetime]
    new_code: Callable[[], str]
    holder: str  # this process, as a holder of lanes and messages
    public_url: str = ""  # where the outside reaches our web side; empty: nowhere
    api_calls_a_minute: int = 60  # that one key may make
    link_in_digests: bool = False  # to the form, where there is an address
    metrics: bool = False  # whether they may be read, on this machine
    dead_man: str = field(default="", repr=False)  # the address to be called while all is well
    nightly: Nightly | None = None  # backup
    kept: Retention = KEPT  # how long what is kept
    phone_digits: int = 6  # of the office phone that open a link to the form; 0: none do
    new_token: Callable[[], str] = token_urlsafe  # of a link
    # Files are made one after another: computing them holds up neither the loop nor a transaction
    file_maker: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "file-maker"))
    is_gone: Callable[[str], bool] = is_gone  # whether a holder is known to be no more
    carriers: dict[str, Carrier] = field(default_factory=dict)  # by the channel's name
    heard: Wakeup = field(default_factory=Wakeup)  # something came in
    queued: Wakeup = field(default_factory=Wakeup)  # something may be sent
    files: Wakeup = field(default_factory=Wakeup)  # one may have to be fetched
    digests: Wakeup = field(default_factory=Wakeup)  # digests among it
