"""How quickly the program is there, and what it needs while nothing happens."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.processes.child import environment
from tests.benchmarks.processes.contestants import settings_of
from tests.benchmarks.processes.readiness import wait_until_ready
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.world import World
from tests.support.phones.program import free_port

ROW = "start"
IMPORTS = "import telegram.ext, sqlmodel"
PEER = f'python -c "{IMPORTS}"'
IDLE_SECONDS = 5
SECONDS = 20.0  # for all rounds
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Used:
    """Seconds, and megabytes that were in memory."""

    cpu: float
    wall: float
    memory: float


def measure(bench: Bench) -> Iterator[Line]:
    url = bench.databases.fresh(SQLITE, World())
    _turn(bench, url)  # compiles what it imports: it is there from the second start on
    helps, runs, imports = zip(*(_turn(bench, url) for _ in bench.rounds(SECONDS)), strict=True)
    for what, unit, ours, goal in (
        ("--help", "s of CPU", [one.cpu for one in helps], Goal("≤ 0.3 s", 0.3)),
        ("run, until it is ready", "s of CPU", [one.cpu for one in runs], None),
    ):
        yield compared(ROW, what, unit, ours, PEER, [one.cpu for one in imports], goal)
    for what, ours, goal in (
        ("--help", [one.wall for one in helps], None),
        ("run, until it is ready", [one.wall for one in runs], Goal("≤ 1 s", 1)),
    ):
        yield compared(ROW, what, "s", ours, PEER, [one.wall for one in imports], goal)
    resident = [one.memory for one in runs], [one.memory for one in imports]
    what = f"run, idle for {IDLE_SECONDS} s"
    yield compared(ROW, what, "MB of memory", resident[0], PEER, resident[1], Goal("≤ 90 MB", 90))


def _turn(bench: Bench, url: str) -> tuple[Used, Used, Used]:
    compiled = {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(bench.folder / "compiled"),
    }
    return _help(compiled), _run(bench, url, compiled), _imports(compiled)


def _help(settings: dict[str, str]) -> Used:
    """It runs to its end; what it needed of memory is not known."""
    begun = time.perf_counter()
    with _started(["-m", "bot", "--help"], Path.cwd(), settings) as process:
        _, process.returncode, used = os.wait4(process.pid, 0)
    return Used(used.ru_utime + used.ru_stime, time.perf_counter() - begun, 0)


def _run(bench: Bench, url: str, settings: dict[str, str]) -> Used:
    port = free_port()
    settings = {**settings, **settings_of(bench.telegram.new_bot(), url), "WEB_PORT": str(port)}
    begun = time.perf_counter()
    with _started(["-m", "bot", "run"], bench.folder, settings) as process:
        try:
            wait_until_ready(port, lambda: process.poll() is None)
            ready = _used(process, begun)
            time.sleep(IDLE_SECONDS)
            return replace(ready, memory=_used(process, begun).memory)
        finally:
            process.terminate()


def _imports(settings: dict[str, str]) -> Used:
    """It says when it has imported them, and waits to be ended."""
    begun = time.perf_counter()
    words = f"{IMPORTS}; print('imported', flush=True); input()"
    with _started(["-c", words], Path.cwd(), settings) as process:
        assert process.stdout is not None
        process.stdout.readline()
        used = _used(process, begun)
        process.kill()
    return used


def _started(
    arguments: list[str], folder: Path, settings: dict[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(**settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _used(process: subprocess.Popen[bytes], begun: float) -> Used:
    """Until now."""
    wall = time.perf_counter() - begun
    watched = psutil.Process(process.pid)
    cpu = watched.cpu_times()
    return Used(cpu.user + cpu.system, wall, watched.memory_info().rss / MEGABYTE)
