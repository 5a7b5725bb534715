"""A browser for the tests of a file, and a demonstration of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.phones.browser import QUIET, chromium
from tests.support.phones.program import Program, free_port


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path, free_port())
    program.start_demo()
    yield program
    program.stop()
