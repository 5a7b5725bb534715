"""The table of all lines, for people and as JSON."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from tests.benchmarks.figures import Line

HEAD = ("row", "what", "unit", "Đầu Mối", "peer", "ratio", "goal", "met")
MET = {True: "yes", False: "no", None: ""}
PACKAGES = ("python-telegram-bot", "APScheduler", "SQLAlchemy", "sqlmodel", "httpx")


def printed(lines: Sequence[Line]) -> str:
    """Median and, in brackets, lowest and highest; whom a row is measured against stands below."""
    rows = [HEAD, *map(_cells, lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    written = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    rule = "-" * max(map(len, written))
    return "\n".join((written[0], rule, *written[1:], "", *_below(lines)))


def _cells(line: Line) -> tuple[str, ...]:
    figures = ["" if one is None else str(one) for one in (line.ours, line.theirs, line.ratio)]
    goal = line.goal.text if line.goal else ""
    return (line.row, line.what, line.unit, *figures, goal, MET[line.is_met])


def _below(lines: Sequence[Line]) -> list[str]:
    """Each peer and note once, with the lines it is of: one, or all that say the same."""
    peers = dict.fromkeys(f"{one.row}: the peer is {one.peer}" for one in lines if one.peer)
    said: dict[tuple[str, str], set[str]] = {}
    for one in lines:
        if one.note:
            said.setdefault((one.row, one.note), set()).add(one.what)
    notes = [
        f"{row}, {what.pop()}: {note}" if len(what) == 1 else f"{row}: {note}"
        for (row, note), what in said.items()
    ]
    return [*peers, *notes]


def as_json(lines: Iterable[Line], **run: Any) -> str:
    """`run` tells of the run as a whole."""
    machine = {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        **{name: version(name) for name in PACKAGES},
    }
    rows = [{**asdict(one), "is_met": one.is_met} for one in lines]
    return json.dumps({**run, "machine": machine, "lines": rows}, ensure_ascii=False, indent=1)
