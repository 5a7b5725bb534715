"""Watches the bots: who is stopped or deaf, whose month is nearly over, whether places are left."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from scheduler.calendar import Calendar
from storage.messages.lanes import Load, loads
from storage.messages.troubles import Reason

LEVELS = (95, 80)  # per cent of what a package allows; an administrator hears of each once
DEAF_AFTER = timedelta(minutes=5)  # a shorter one passes, or somebody is at work on it
WATCHED = (Reason.BOT_STOPPED, Reason.BOT_DEAF, Reason.BOT_MESSAGES, Reason.BOT_PLACES)

Found = tuple[str, Reason, dict[str, Any]]  # subject, reason, details


def bots(session: Session, now: datetime, calendar: Calendar) -> Iterator[Found]:
    """What an administrator has to know of the bots now."""
    everyone = loads(session, calendar.month_start(now), now)
    for one in everyone:
        yield from _stopped(one, calendar)
        yield from _deaf(one, now, calendar)
        yield from _messages(one)
    yield from _places([one for one in everyone if one.lane.users_allowed])


def _stopped(one: Load, calendar: Calendar) -> Iterator[Found]:
    lane = one.lane
    if lane.stopped_until is not None:
        until = lane.stopped_until.astimezone(calendar.zone)
        details = {"bot": lane.name, "why": lane.stopped_reason, "until": f"{until:%H:%M %d/%m/%Y}"}
        yield f"stopped:{lane.name}", Reason.BOT_STOPPED, details


def _deaf(one: Load, now: datetime, calendar: Calendar) -> Iterator[Found]:
    since = one.lane.deaf_since
    if since is not None and now - since >= DEAF_AFTER and one.lane.leased_until > now:
        details = {
            "bot": one.lane.name,
            "since": f"{since.astimezone(calendar.zone):%H:%M %d/%m/%Y}",
        }
        yield f"deaf:{one.lane.name}", Reason.BOT_DEAF, details


def _messages(one: Load) -> Iterator[Found]:
    allowed = one.lane.messages_allowed
    level = _level(one.messages, allowed)
    if allowed and level:
        details = {"bot": one.lane.name, "count": one.messages, "allowed": allowed}
        yield f"messages:{one.lane.name}:{level}", Reason.BOT_MESSAGES, details


def _places(counted: Sequence[Load]) -> Iterator[Found]:
    """Over all bots together: the invited are spread, so one is full when nearly all are."""
    allowed = sum(one.lane.users_allowed or 0 for one in counted)
    taken = sum((one.lane.users_allowed or 0) - (one.free or 0) for one in counted)
    level = _level(taken, allowed)
    if level:
        details = {"bots": len(counted), "count": taken, "allowed": allowed}
        yield f"places:{level}", Reason.BOT_PLACES, details


def _level(count: int, allowed: int | None) -> int | None:
    """The highest level that is reached."""
    return next((one for one in LEVELS if allowed and count * 100 >= allowed * one), None)
