"""Waits until a service says that it is ready: database, scheduler and lanes."""

import time
import urllib.request
from collections.abc import Callable
from urllib.error import URLError

from tests.support.patience import HANGS

LOOK_EVERY = 0.01  # seconds


class StillWaiting(Exception):
    """It has not come to an end in time."""


def wait_until_ready(port: int, is_alive: Callable[[], bool]) -> None:
    """Raises StillWaiting, at once where the process has ended."""
    until = time.monotonic() + HANGS
    while time.monotonic() < until and is_alive():
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=HANGS).close()
        except (URLError, ConnectionError):
            time.sleep(LOOK_EVERY)
        else:
            return
    raise StillWaiting("the service did not become ready")
