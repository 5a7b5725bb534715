"""A short one of `make crash`: kills at random moments on a bad network, and nothing is lost."""

import asyncio
from pathlib import Path

from tests.benchmarks.worlds.databases import SQLITE, Databases
from tests.crash.trial import Plan, Trial


def test_killed_at_random_moments_it_loses_nothing_and_ends_every_dialog(tmp_path: Path) -> None:
    plan = Plan(SQLITE, people=6, kills=3, harm=0.1, seed=3, disasters=False)
    verdict = asyncio.run(Trial(plan, Databases(tmp_path), tmp_path).play())
    assert verdict.broken == []
    assert verdict.figures["kills"] == 3
    assert verdict.figures["receipts"]
