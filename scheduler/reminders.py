"""Reminders: the ladder, queueing what has come, foretelling what will; the room's front door."""

from scheduler.digests import queue_digests
from scheduler.ladder import LADDER, rung_days, rungs_come
from scheduler.previews import PreviewLine, next_reminder_day, preview

__all__ = [
    "LADDER",
    "PreviewLine",
    "next_reminder_day",
    "preview",
    "queue_digests",
    "rung_days",
    "rungs_come",
]
