"""Somebody of Sở Công Thương at the form, on the morning of the first reminder."""

from datetime import date

import pytest

from storage.database import Database
from tests.support.phones.pages.form_browser import FormBrowser
from tests.support.worlds.reporting_world import ReportingWorld


@pytest.fixture
def world(database: Database) -> ReportingWorld:
    world = ReportingWorld(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


@pytest.fixture
def browser(world: ReportingWorld) -> FormBrowser:
    browser = FormBrowser(world)
    browser.opens("sct")
    return browser
