"""A process that holds lanes and messages is known to be gone, or nothing is known of it."""

import os
import socket
import subprocess
import sys

import pytest

from bot.runtime.holders import is_gone, new_holder

NOBODYS = 2**22 + 1  # no number is so high


def test_no_two_names_are_alike() -> None:
    assert new_holder() != new_holder()


def test_who_was_killed_is_gone_though_nobody_has_asked_how_it_ended() -> None:
    words = "from bot.runtime.holders import new_holder; print(new_holder(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        holder = process.stdout.readline().strip()
        assert not is_gone(holder)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_gone(holder)
        process.wait()
        assert is_gone(holder)


@pytest.mark.parametrize(
    ("holder", "gone"),
    [
        ("elsewhere/1:{nobodys}:1:ab", False),
        ("{host}/1:{ours}:1:ab", False),  # in another container, which counts from one as well
        ("{here}:{nobodys}:1:ab", True),
        ("{here}:{ours}:1:ab", True),  # its number is ours now
        ("{here}:{ours}:{started}:ab", False),  # in this process
        ("{here}:{parents}:1:ab", True),  # its number is another's now
        ("{here}:{parents}:0:ab", False),  # nobody knows when it was started
        ("{here}:{nobodys}:ab", False),  # as an older version named itself
        ("", False),
    ],
)
def test_only_what_is_known_counts(holder: str, gone: bool) -> None:
    here, _, started, _ = new_holder().rsplit(":", 3)
    numbers = {"nobodys": NOBODYS, "ours": os.getpid(), "parents": os.getppid()}
    names = {"host": socket.gethostname(), "here": here, "started": started}
    assert is_gone(holder.format(**names, **numbers)) is gone
