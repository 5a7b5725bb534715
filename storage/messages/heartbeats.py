"""Signs of life: the scheduler's heartbeat, the lanes that are held, and hear."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage.models import Heartbeat, Lane

SILENCE_ALLOWED = timedelta(minutes=2)
AHEAD_ALLOWED = timedelta(minutes=1)  # of two machines whose clocks differ


def is_recent(sign: datetime, now: datetime) -> bool:
    """One of the future tells nothing: the clock was set back, and nobody has been heard since."""
    return -AHEAD_ALLOWED <= now - sign <= SILENCE_ALLOWED


def last_beat(session: Session, name: str) -> datetime | None:
    heartbeat = session.get(Heartbeat, name)
    return heartbeat.beat_at if heartbeat else None


def held_lanes(session: Session, now: datetime) -> dict[str, bool]:
    """By name, whether it hears: whether its service answers when it is asked for news."""
    held = session.exec(select(Lane).where(col(Lane.leased_until) > now))
    return {lane.name: lane.deaf_since is None for lane in held}
