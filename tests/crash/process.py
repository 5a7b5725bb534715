"""`daumoi run` as it is, but for its clock: that of this machine from a given start, and jumps."""

import multiprocessing
import os
import signal
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["bot.app", "bot.channels.telegram.channel", "typer"])


class Clock:
    """One for all processes: `file` holds by how many seconds it was set forward or back."""

    def __init__(self, start: datetime, begun: float, file: Path) -> None:
        self._start, self._begun, self._file = start, begun, file

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.time() - self._begun + self.jumped())

    def jumped(self) -> float:
        return float(self._file.read_text() or 0) if self._file.exists() else 0.0

    def jump(self, seconds: float) -> None:
        """Whole at once: a process may read it meanwhile."""
        part = self._file.with_suffix(".part")
        part.write_text(str(self.jumped() + seconds))
        os.replace(part, self._file)


class Process:
    """One start of the program; its output goes on in `folder`."""

    def __init__(self, run: int, folder: Path, clock: Clock, settings: dict[str, str]) -> None:
        self.run = run
        self._process = PROCESSES.Process(target=_begin, args=(folder, clock, settings))
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def is_running(self) -> bool:
        return self._process.exitcode is None

    def pause(self) -> None:
        """As a machine that sleeps."""
        if self.is_running():
            os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        if self.is_running():
            os.kill(self.pid, signal.SIGCONT)

    def end(self, how: signal.Signals) -> None:
        """Returns when it is gone."""
        if self.is_running():
            os.kill(self.pid, how)
        self._process.join(120)
        assert self._process.exitcode is not None, f"run {self.run} does not end"


def _begin(folder: Path, clock: Clock, settings: dict[str, str]) -> None:
    os.environ.update(settings)
    os.chdir(folder)
    output = os.open("output.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(output, 1)
    os.dup2(output, 2)
    from bot.cli import terminal

    terminal.clock = lambda settings: terminal.SteadyClock(clock.now, time.monotonic).now
    sys.argv = ["daumoi", "run"]
    from bot.__main__ import main

    main()
