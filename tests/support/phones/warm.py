"""The program begun anew without loading its modules anew: that is most of the work of a start."""

import multiprocessing
import os
import sys
from pathlib import Path

from tests.support.patience import HANGS

_PROCESSES = multiprocessing.get_context("forkserver")
# Not bot.cli: its clock begins to run when it is loaded
_PROCESSES.set_forkserver_preload(["bot.app", "bot.channels.telegram.channel", "typer"])


class WarmStart:
    """A process like any other, to be killed like any other; shaped as subprocess.Popen is."""

    def __init__(self, arguments: list[str], folder: Path, env: dict[str, str]) -> None:
        self._process = _PROCESSES.Process(target=_begin, args=(arguments, folder, env))
        self._process.start()

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, how: int) -> None:
        os.kill(self._process.pid or 0, how)

    def wait(self, timeout: float = HANGS) -> None:
        self._process.join(timeout)
        assert self._process.exitcode is not None
        self._process.close()


def _begin(arguments: list[str], folder: Path, env: dict[str, str]) -> None:
    """In the new process: what subprocess.Popen would have prepared, then the command."""
    os.environ.update(env)
    os.chdir(folder)
    output = os.open("output.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.argv = ["daumoi", *arguments]
    from bot.__main__ import main

    main()
