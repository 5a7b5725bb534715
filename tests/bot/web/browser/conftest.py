"""One browser and one site for all the pages of a run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from storage.database import Database
from tests.bot.web.browser.site import DeskWorld, Site
from tests.support.databases import emptied
from tests.support.phones.browser import QUIET, chromium


@pytest.fixture(scope="module")
def site(sqlite: Database) -> Iterator[Site]:
    world = DeskWorld(emptied(sqlite))  # before: a browser has a loop of its own running here
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        with Site(world, browser) as site:
            yield site
        browser.close()
