"""A short one of `make crash`: kills, a bad network, and every kind of disaster once."""

import asyncio
from pathlib import Path

from tests.benchmarks.worlds.databases import SQLITE, Databases
from tests.crash.trial import Plan, Trial


def test_killed_at_random_moments_it_loses_nothing_and_ends_every_dialog(tmp_path: Path) -> None:
    plan = Plan(SQLITE, people=6, kills=5, harm=0.1, seed=3, disaster_every=1, slowness=0.3)
    verdict = asyncio.run(Trial(plan, Databases(tmp_path), tmp_path).play())
    assert verdict.broken == []
    assert verdict.figures["kills"]
    assert verdict.figures["receipts"]
