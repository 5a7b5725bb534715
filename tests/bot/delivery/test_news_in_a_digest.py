"""Letters that wait for the beginning of office hours are said in the digest of that minute."""

from datetime import date

import pytest

from bot.channels.contract import SendError
from storage.database import Database
from tests.support.worlds.planner_world import PlannerWorld
