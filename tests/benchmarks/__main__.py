"""`make bench`: each row measured beside its peer, printed as one table; it gates nothing."""

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Line
from tests.benchmarks.rows import (
    history,
    idle,
    importing,
    lanes,
    message,
    morning,
    pace,
    pages,
    province,
    start,
    summary,
    waiting,
)
from tests.benchmarks.table import as_json, printed
from tests.support.paths import ROOT

RESULT = ROOT / "var" / "bench.json"
MILLION = 1_000_000
ALL = (
    message,
    history,
    idle,
    morning,
    pace,
    lanes,
    waiting,
    summary,
    province,
    pages,
    importing,
    start,
)
ROWS = {row.ROW: row for row in ALL}

log = logging.getLogger("bench")


def main() -> None:
    chosen = _arguments()
    logging.basicConfig(level="WARNING", format="%(message)s")
    log.setLevel("INFO")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    os.environ.update(dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1"))
    begun = time.time()
    sizes = chosen.sizes or ((0, 100_000, MILLION) if chosen.full else (0, 100_000))
    with TemporaryDirectory(prefix="daumoi-bench-") as folder:
        bench = Bench(Path(folder), tuple(sizes), chosen.full)
        lines: list[Line] = []
        try:
            for name in chosen.rows:
                lines += _measured(bench, name)
                seconds = round(time.time() - begun)
                _keep(as_json(lines, seconds=seconds, sizes=sizes, full=chosen.full))
        finally:
            bench.close()
    print(printed(lines))
    log.info("%s s; the figures are in var/%s", seconds, RESULT.name)


def _keep(figures: str) -> None:
    """After each row: who ends it before its time has those that were measured."""
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(figures, "utf-8")


def _measured(bench: Bench, name: str) -> Iterator[Line]:
    """A row that breaks off says so, and stops no other."""
    begun = time.time()
    log.info("measuring: %s …", name)
    try:
        yield from ROWS[name].measure(bench)
    except Exception as error:
        log.exception("%s broke off", name)
        yield Line(name, "broke off", note=f"{type(error).__name__}: {error}")
    log.info("measured: %s, %.0f s", name, time.time() - begun)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--rows", type=_rows, default=list(ROWS), help=", ".join(ROWS))
    parser.add_argument("--sizes", type=_sizes, help="old rows, such as 0,100000")
    parser.add_argument("--full", action="store_true", help="longer, and a million old rows")
    return parser.parse_args()


def _rows(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in ROWS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no row is called {unknown[0]}")
    return names


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(one.replace("_", "")) for one in text.split(","))


if __name__ == "__main__":
    main()
