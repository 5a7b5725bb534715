"""`make crash`: the program is killed at random moments in a hostile world, and loses nothing."""

import argparse
import asyncio
import logging
import os
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.worlds.databases import ENGINES, POSTGRESQL, SQLITE, Databases, Unavailable
from tests.crash.trial import Plan, Trial
from tests.crash.verdict import Verdict

log = logging.getLogger("crash")


def main() -> None:
    chosen = _arguments()
    logging.basicConfig(level="WARNING", format="%(message)s")
    log.setLevel("INFO")
    os.environ.update(dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1"))
    log.info("seed %s", chosen.seed)
    with TemporaryDirectory(prefix="daumoi-crash-") as name:
        folder = Path(name)
        databases = Databases(folder)
        try:
            broken = [_played(engine, chosen, databases, folder) for engine in chosen.engines]
        finally:
            databases.close()
    sys.exit(any(broken))


def _played(engine: str, chosen: argparse.Namespace, databases: Databases, folder: Path) -> bool:
    replicas = chosen.replicas or (3 if engine == POSTGRESQL else 1)
    plan = Plan(
        engine,
        chosen.people,
        chosen.kills,
        replicas,
        chosen.harm / 100,
        chosen.seed,
        disaster_every=chosen.disaster_every,
    )
    log.info("%s: %s people, %s kills, replicas: %s", engine, plan.people, plan.kills, replicas)
    own = folder / engine
    own.mkdir()
    try:
        verdict = asyncio.run(Trial(plan, databases, own).play())
    except Unavailable as error:
        log.warning("%s: %s", engine, error)
        return False
    _tell(verdict)
    if verdict.broken and chosen.keep:
        for file in own.glob("replica-*/output.txt"):
            Path(chosen.keep, f"{engine}-{file.parent.name}.txt").write_bytes(file.read_bytes())
    return bool(verdict.broken or verdict.hurried)


def _tell(verdict: Verdict) -> None:
    for name, value in verdict.figures.items():
        print(f"  {name:26} {value}")
    for words in (*verdict.broken, *verdict.hurried):
        print(f"  BROKEN: {words}")
    if not (verdict.broken or verdict.hurried):
        print("  all promises kept")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make crash ARGS=…", description=__doc__)
    parser.add_argument("--engines", type=_engines, default=list(ENGINES), help=", ".join(ENGINES))
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument(
        "--replicas", type=int, default=0, help="else one on SQLite, three on PostgreSQL"
    )
    parser.add_argument("--harm", type=float, default=5.0, help="per cent of all requests")
    parser.add_argument(
        "--disaster-every", type=int, default=8, help="kills; each kind has its turn"
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--keep", default="", help="a folder for the logs of a trial that failed")
    return parser.parse_args()


def _engines(text: str) -> list[str]:
    known = {name.lower(): name for name in (SQLITE, POSTGRESQL)}
    unknown = [name for name in text.split(",") if name.lower() not in known]
    if unknown:
        raise argparse.ArgumentTypeError(f"no engine is called {unknown[0]}")
    return [known[name.lower()] for name in text.split(",")]


if __name__ == "__main__":
    main()
