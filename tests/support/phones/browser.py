"""The system's Chromium, however it is called here."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium on this machine; `make chromium` installs one"
    return found
