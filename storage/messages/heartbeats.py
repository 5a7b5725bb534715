"""Signs of life: the scheduler's heartbeat, the lanes that are held."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.models import Heartbeat, Lane


def last_beat(session: Session, name: str) -> datetime | None:
    heartbeat = session.get(Heartbeat, name)
    return heartbeat.beat_at if heartbeat else None


def lanes_held(session: Session, now: datetime) -> set[str]:
    return set(session.exec(select(Lane.name).where(col(Lane.leased_until) > now)))
