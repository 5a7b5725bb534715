"""Whether the service is ready: database, scheduler, lanes."""

from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.runtime.dependencies import Runtime
from storage.messages.heartbeats import lanes_held, last_beat

SILENCE_ALLOWED = timedelta(minutes=2)


def readiness(runtime: Runtime) -> dict[str, bool]:
    """What a watcher asks: can the database be reached, do the jobs run, is each lane held."""
    now = runtime.now()
    try:
        with runtime.database.read() as session:
            beat = last_beat(session, "scheduler")
            held = lanes_held(session, now)
    except SQLAlchemyError:
        return {"database": False}
    alive = beat is not None and now - beat <= SILENCE_ALLOWED
    lanes = {f"lane {name}": name in held for name in runtime.channels}
    return {"database": True, "scheduler": alive, **lanes}
