"""Names of processes that hold lanes and messages; whether such a process is known to be gone."""

import os
import secrets
import socket
from pathlib import Path

STATE, STARTED = 0, 19  # in /proc/PID/stat, behind the name; the latter in ticks since the boot
UNKNOWN = "0"


def new_holder() -> str:
    """This process: where it runs, its number, when it was started; and what nobody else is."""
    process = os.getpid()
    return f"{_place()}:{process}:{_started(process) or UNKNOWN}:{secrets.token_hex(4)}"


def is_gone(holder: str) -> bool:
    """Whether it was a process of this place that is no more; of others nothing is known."""
    parts = holder.rsplit(":", 3)
    if len(parts) != 4 or parts[0] != _place() or not parts[1].isdigit():
        return False
    process, started = int(parts[1]), parts[2]
    if not _exists(process):
        return True
    return started not in (UNKNOWN, _started(process))  # else its number is another's now


def _place() -> str:
    """Containers may share a name, and each has a first process of its own."""
    try:
        numbered_by = Path("/proc/self/ns/pid").readlink().name.strip("pid:[]")
    except OSError:
        numbered_by = UNKNOWN
    return f"{socket.gethostname()}/{numbered_by}"


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _started(process: int) -> str | None:
    """None: it has ended and nobody has asked how; or this system has no such folder."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[STATE] == "Z" else fields[STARTED]
