"""The kinds of channel: with buttons, with numbers only, and where messages are few."""

from datetime import date

import pytest

from bot.channels.contract import Capabilities
from storage.database import Database
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import WIDE, FakeChannel

SCARCE = Capabilities(max_length=2000, buttons=False, scarce=True)
NUMBERED = Capabilities(max_length=2000, buttons=False)
EVERY = pytest.mark.parametrize("kind", [WIDE, NUMBERED, SCARCE], ids=["wide", "numbers", "scarce"])


def reminded(database: Database, kind: Capabilities) -> ReportingWorld:
    """Sở Công Thương is linked on such a channel and has had its digest of 15/10/2026."""
    world = ReportingWorld(database, FakeChannel(capabilities=kind))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world
