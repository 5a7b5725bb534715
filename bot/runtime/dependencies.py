"""What the program runs on, and what a test replaces: database, channels, time, codes."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_urlsafe

from bot.channels.contract import Channel
from bot.runtime.holders import is_gone
from bot.runtime.wakeup import Wakeup
from scheduler.backups import Nightly
from scheduler.calendar import Calendar
from storage.database import Database
from storage.people.privacy.retention import KEPT, Retention


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
    heard: Wakeup = field(default_factory=Wakeup)  # something came in
    queued: Wakeup = field(default_factory=Wakeup)  # something may be sent
    files: Wakeup = field(default_factory=Wakeup)  # one may have to be fetched
    digests: Wakeup = field(default_factory=Wakeup)  # digests among it
