"""The days of the benchmarks: the eve of a reminder morning, the morning, an hour into it."""

from datetime import datetime

from tests.support.worlds.world import ZONE

EVE = datetime(2026, 10, 13, 10, 0, tzinfo=ZONE)
BEFORE_OFFICE = datetime(2026, 10, 14, 7, 50, tzinfo=ZONE)
OFFICE_OPENS = datetime(2026, 10, 14, 8, 0, tzinfo=ZONE)
IN_OFFICE = datetime(2026, 10, 14, 9, 0, tzinfo=ZONE)
LATER = datetime(2026, 10, 14, 9, 30, tzinfo=ZONE)
