"""Whether the service is ready: database, scheduler, lanes."""

from sqlalchemy.exc import SQLAlchemyError

from bot.runtime.dependencies import Runtime
from storage.messages.heartbeats import held_lanes, is_recent, last_beat


def readiness(runtime: Runtime) -> dict[str, bool]:
    """What a watcher asks: can the database be reached, do the jobs run, is each lane
    held, and does its service answer."""
    now = runtime.now()
    try:
        with runtime.database.read() as session:
            beat = last_beat(session, "scheduler")
            held = held_lanes(session, now)
    except SQLAlchemyError:
        return {"database": False}
    alive = beat is not None and is_recent(beat, now)
    lanes = {f"lane {name}": held.get(name, False) for name in runtime.channels}
    return {"database": True, "scheduler": alive, **lanes}
