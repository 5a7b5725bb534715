"""Whether the service is ready: database, scheduler, lanes."""

from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.runtime.dependencies import Runtime
from storage.messages.heartbeats import lanes_held, last_beat

SILENCE_ALLOWED = timedelta(minutes=2)
AHEAD_ALLOWED = timedelta(minutes=1)  # of two machines whose clocks differ


def readiness(runtime: Runtime) -> dict[str, bool]:
    """What a watcher asks: can the database be reached, do the jobs run, is each lane held."""
    now = runtime.now()
    try:
        with runtime.database.read() as session:
            beat = last_beat(session, "scheduler")
            held = lanes_held(session, now)
    except SQLAlchemyError:
        return {"database": False}
    alive = _is_recent(beat, now)
    lanes = {f"lane {name}": name in held for name in runtime.channels}
    return {"database": True, "scheduler": alive, **lanes}


def _is_recent(sign: datetime | None, now: datetime) -> bool:
    """One of the future tells nothing: the clock was set back, and nobody has been heard since."""
    return sign is not None and -AHEAD_ALLOWED <= now - sign <= SILENCE_ALLOWED
