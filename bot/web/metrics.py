"""What a monitoring system reads: figures of the service, no word and no name of anybody."""

from collections.abc import Iterator
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.runtime.dependencies import Runtime
from bot.web.health import readiness
from storage.messages.backlog import backlog
from storage.messages.heartbeats import last_beat
from storage.messages.lanes import loads
from storage.messages.troubles import open_troubles

# Others build on these: a name stays, and stands in data/huong-dan/quan-tri.md
METRICS = {
    "daumoi_info": ("1, with the version of the program.", "version"),
    "daumoi_ready": ("1 where this part works, as /readyz says.", "part"),
    "daumoi_scheduler_beat_age_seconds": ("Since the jobs last gave a sign of life.", ""),
    "daumoi_inbox_waiting": ("Messages that were heard and not looked at.", ""),
    "daumoi_outbox_due": ("Messages that should have left by now.", "channel"),
    "daumoi_messages_this_month": ("Messages in and out that a bot carried.", "channel"),
    "daumoi_people": ("People whom a bot serves.", "channel"),
    "daumoi_troubles": ("What only a person can put right.", "reason"),
    "daumoi_backup_age_seconds": ("Since the newest nightly backup was made.", ""),
}


def metrics(runtime: Runtime) -> bytes:
    """In the text format of Prometheus; where the database is away, only that it is."""
    registry = CollectorRegistry()
    gauges: dict[str, Gauge] = {}  # of what is not known none is made: it would say 0
    for name, label, value in _figures(runtime):
        words, named = METRICS[name]
        if name not in gauges:
            gauges[name] = Gauge(name, words, [named] if named else [], registry=registry)
        (gauges[name].labels(label) if named else gauges[name]).set(value)
    return generate_latest(registry)


def _figures(runtime: Runtime) -> Iterator[tuple[str, str, float]]:
    """(metric, label, value)"""
    yield "daumoi_info", version("daumoi"), 1
    ready = readiness(runtime)
    for part, works in ready.items():
        yield "daumoi_ready", part, works
    if runtime.nightly and (newest := runtime.nightly.newest()):
        age = runtime.now().timestamp() - newest.stat().st_mtime
        yield "daumoi_backup_age_seconds", "", age
    if ready["database"]:
        yield from _stored(runtime)


def _stored(runtime: Runtime) -> Iterator[tuple[str, str, float]]:
    now = runtime.now()
    with runtime.database.read() as session:
        if beat := last_beat(session, "scheduler"):
            yield "daumoi_scheduler_beat_age_seconds", "", (now - beat).total_seconds()
        waiting = backlog(session, now)
        yield "daumoi_inbox_waiting", "", waiting.unheard
        for channel in runtime.channels:
            yield "daumoi_outbox_due", channel, waiting.due.get(channel, 0)
        for load in loads(session, runtime.calendar.month_start(now), now):
            yield "daumoi_messages_this_month", load.lane.name, load.messages
            yield "daumoi_people", load.lane.name, load.users
        reasons = [one.reason for one in open_troubles(session)]
    for reason in set(reasons):
        yield "daumoi_troubles", reason, reasons.count(reason)
