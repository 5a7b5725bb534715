"""What the program runs on, and what a test replaces: database, channels, time, codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.channels.contract import Channel
from bot.runtime.wakeup import Wake
from scheduler.calendar import Calendar
from storage.database import Database


@dataclass(frozen=True)
class Runtime:
    database: Database
    channels: Mapping[str, Channel]
    calendar: Calendar
    now: Callable[[], datetime]
    new_code: Callable[[], str]
    holder: str  # this process, as a holder of lanes
    heard: Wake = field(default_factory=Wake)  # something came in
    queued: Wake = field(default_factory=Wake)  # something may be sent
