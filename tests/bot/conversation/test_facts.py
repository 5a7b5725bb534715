"""What a turn knows of a duty: how many working days are left, or have passed, on each day."""

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from bot.conversation.loaders.facts import load_facts
from bot.conversation.loaders.reports import about_report
from bot.dialogs.facts.reports import Duty
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import ItemKind
from storage.reports.answered.indicators import Target
from storage.reports.answers import ExpectedReport
from tests.support.worlds.world import CALENDAR, World


def first_duty(world: World, today: date) -> Duty:
    world.clock.jump_to(today)
    with world.database.write() as session:
        account = account_at(session, world.channel.name, "sct")
        return load_facts(session, account, world.clock.now(), CALENDAR).owed[0]


def test_an_indicator_has_the_targets_of_every_year_the_plan_names() -> None:
    details = {"target_2035_raw": "50", "target_2026_raw": ">5", "target_2030_raw": "-"}
    item = SimpleNamespace(kind=ItemKind.INDICATOR, details=details)
    expected = cast(ExpectedReport, SimpleNamespace(item=item, report=None, review=None))
    assert about_report(expected)["targets"] == (Target(2026, ">5", None), Target(2035, "50", None))


def test_days_are_counted_to_the_day_asked_for_and_after_the_legal_day_from_there(
    database: Database,
) -> None:
    """The legal day, 14/11/2026, is a Saturday; Tuesday 24/11 is off."""
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    assert first_duty(world, date(2026, 10, 15)).ask_until_on == date(2026, 11, 13)
    left = {
        (10, 15): 21,
        (11, 6): 5,  # a Friday; the weekend takes none away
        (11, 7): 5,
        (11, 8): 5,
        (11, 9): 4,
        (11, 12): 1,
        (11, 13): 0,  # the day asked for
        (11, 14): 0,  # the legal day is not late
        (11, 15): -1,  # late from the first day on, though no working day has passed
        (11, 16): -1,
        (11, 17): -2,
        (11, 23): -6,
        (11, 24): -6,
        (11, 25): -7,
    }
    days = {(month, day): date(2026, month, day) for month, day in left}
    found = {key: first_duty(world, day).working_days_left for key, day in days.items()}
    assert found == left


@pytest.mark.parametrize(("today", "first"), [(13, 16), (14, 16), (24, 25)])
def test_the_days_a_person_may_name_are_the_working_days_after_today(
    today: int, first: int, database: Database
) -> None:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 11, today))
    with database.write() as session:
        account = account_at(session, world.channel.name, "sct")
        days = load_facts(session, account, world.clock.now(), CALENDAR).working_days
    assert days[0] == date(2026, 11, first)
    assert all(CALENDAR.is_working_day(day) for day in days)
    assert CALENDAR.working_days_between(date(2026, 11, today), days[-1]) == len(days) == 60
