"""Every question on the way of a message is answered by an index, on both engines."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, text
from sqlmodel import Session, col

from bot.conversation.inbox import take_waiting_turns
from scheduler.jobs import tick
from storage.database import Database
from storage.messages.lanes import may_resume
from storage.messages.outbox import next_due
from storage.models import (
    Agency,
    AuditEntry,
    Expectation,
    Inbox,
    Outbox,
    Person,
    Report,
    Round,
)
from storage.people.absences import announce_absence
from tests.benchmarks.worlds.filling import TABLES, fill
from tests.support.worlds.world import CALENDAR, World

OLD_ROWS = 5000
OLD = datetime(2020, 1, 1, tzinfo=UTC)
# These grow with every year; what holds only what waits is no table of history
GROWING = (
    *("inbox", "outbox", "report", "expectation", "auditentry"),
    *("absence", "reminder", "review", "snooze", "attachment"),
)
IN_A_TALK = (*GROWING, "round")  # in a tick it is looked through for what is to be closed
WAITING_ONLY = ("inbox_waiting", "outbox_due", "outbox_unsettled", "outbox_open_question")
Statements = list[tuple[str, Any]]


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    with database.engine.begin() as connection:
        _grow(connection)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return world


def _grow(connection: Connection) -> None:
    """Old rows of the very chat and expectations that are asked about."""
    account = connection.execute(text("SELECT min(id) FROM chataccount")).scalar_one()
    asked = _old_expectations(connection)
    waits = {"account_id": account, "created_at": OLD, "send_at": OLD, "sent_at": OLD}
    said = {**waits, "channel": "fake", "kind": "message", "external_id": "", "reason": ""}
    rows: dict[type[Any], Callable[[int], dict[str, Any]]] = {
        Inbox: lambda n: {
            "channel": "fake",
            "external_id": f"old{n}",
            "account_id": account,
            "text": "",
            "tapped": "",
            "received_at": OLD,
            "handled_at": OLD,
            "failed_reason": "",
        },
        Outbox: lambda n: {**said, "text": "x", "free_text": False, "attempts": 1},
        Report: lambda n: {
            "expectation_id": asked[n % len(asked)],
            "status": "in_progress",
            "submitted_at": OLD,
            "withdrawn_at": OLD,
        },
        AuditEntry: lambda n: {"at": OLD, "action": "old", "subject": "", "details": {}},
    }
    for table, row in rows.items():
        blank = {
            column.name: column.default.arg
            for column in table.__table__.columns
            if column.default is not None and column.default.is_scalar
        }
        connection.execute(insert(table), [{**blank, **row(n)} for n in range(OLD_ROWS)])
    with Session(connection) as session:
        _grow_beside_reports(session, account)
        session.commit()


def _grow_beside_reports(session: Session, account_id: int) -> None:
    """One of each for every old report."""
    reports = TABLES["report"].c
    person_id = session.scalars(select(col(Person.id))).first()
    said = {"expectation_id": reports.expectation_id, "person_id": person_id}
    left = {"person_id": reports.id - reports.id + person_id}
    heard = {"account_id": account_id, "inbox_id": reports.id, "report_id": reports.id}
    rows: dict[str, dict[str, Any]] = {
        "absence": {**left, "starts_on": OLD, "ends_on": OLD, "said_at": OLD},
        "review": {"report_id": reports.id, "accepted": True, "reviewed_at": OLD},
        "snooze": {**said, "said_on": OLD, "until_on": OLD, "said_at": OLD},
        "reminder": {**said, "rung": reports.id, "due_on": OLD, "created_at": OLD, "outbox_id": 1},
        "attachment": {**heard, "received_at": OLD, "fetched_at": OLD, "ref": "", "channel": "fake"}
        | {"expectation_id": reports.expectation_id, "media_type": "image/png"},
    }
    for table, row in rows.items():
        fill(session, table, select(TABLES["report"]), **row)


def _old_expectations(connection: Connection) -> list[int]:
    """Of a round long ago, and of agencies that are asked for nothing now."""
    open_round = connection.execute(select(Round.__table__)).mappings().first() or {}  # type: ignore[attr-defined, var-annotated]
    years = [{**open_round, "id": -n, "year": 2000 + n, "due_on": OLD.date()} for n in range(1, 11)]
    connection.execute(insert(Round), years)
    own_days = {**open_round, "rule_id": None, "of_items": True}
    days = [
        {**own_days, "id": -20 - n, "due_on": OLD.date() - timedelta(days=n)}
        for n in range(OLD_ROWS)
    ]
    connection.execute(insert(Round), days)
    agencies = [
        {"province": "Cũ", "name": f"Cơ quan cũ {n}", "kind": "", "aliases": [], "office_phone": ""}
        for n in range(OLD_ROWS // 10)
    ]
    made = connection.execute(insert(Agency).returning(col(Agency.id)), agencies).scalars().all()
    rows = [
        {"round_id": year["id"], "agency_id": one, "due_on": OLD.date(), "created_at": OLD}
        for one in made
        for year in years
    ]
    found = connection.execute(insert(Expectation).returning(col(Expectation.id)), rows)
    return [int(one or 0) for one in found.scalars()]


@contextmanager
def noted(database: Database) -> Iterator[Statements]:
    found: Statements = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
            found.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def read_through(
    database: Database, statements: Statements, growing: tuple[str, ...] = GROWING
) -> set[str]:
    """Which growing tables would be read from end to end, by which statement."""
    how = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.engine.connect() as connection:
        return {
            f"{line.strip()}: {statement}"
            for statement, parameters in statements
            for line in _lines(connection, how + statement, parameters)
            if _is_read_through(line, growing)
        }


def _lines(connection: Connection, statement: str, parameters: Any) -> list[str]:
    one = parameters[0] if isinstance(parameters, list) else parameters  # of many rows
    return [str(row[-1]) for row in connection.exec_driver_sql(statement, one)]


def _is_read_through(line: str, growing: tuple[str, ...]) -> bool:
    found = re.search(r"(?:\bSCAN|Seq Scan on) (\w+)", line)
    if found is None or not found[1].startswith(growing):
        return False
    return not any(index in line for index in WAITING_ONLY)


def test_a_talk_reads_no_growing_table_through(world: World) -> None:
    talk = ("nhiem vu", "1.1", "huy", "tro giup", "1 xong, 2 60%", "dung", "nghi phep", "huy")
    with noted(world.database) as statements:
        for words in talk:
            assert world.says("sct", words)
    assert len(statements) > 50
    assert read_through(world.database, statements, IN_A_TALK) == set()


def test_looking_for_what_waits_reads_no_growing_table_through(world: World) -> None:
    with noted(world.database) as statements:
        take_waiting_turns(world.runtime)
        with world.database.read() as session:
            next_due(session, "fake")
            may_resume(session, "fake", world.clock.now())
        world.delivers()
    assert len(statements) > 4
    assert read_through(world.database, statements) == set()


def test_leave_of_others_costs_no_statement(world: World) -> None:
    """Of a province's hundreds some are always away; who stands in for nobody looks no further."""
    asked = []
    for _ in range(2):
        with noted(world.database) as statements:
            assert world.says("sct", "nhiem vu")
        asked.append(len(statements))
        with world.database.write() as session:
            away = session.scalars(select(Person).where(col(Person.code) == "syt")).one()
            today = world.clock.now().date()
            announce_absence(session, away, today, today, None, today, world.clock.now())
    assert asked[0] == asked[1]


def test_what_waits_is_looked_for_among_what_waits(world: World) -> None:
    """Not among all that was ever heard in a channel, which has an index as well."""
    with noted(world.database) as statements:
        world.says("sct", "nhiem vu")
    asked = [one for one in statements if "FROM inbox" in one[0]]
    assert len(asked) > 1
    how = "EXPLAIN QUERY PLAN " if world.database.is_sqlite else "EXPLAIN "
    with world.database.engine.connect() as connection:
        plans = ["\n".join(_lines(connection, how + one, given)) for one, given in asked]
    assert [plan for plan in plans if "inbox_of_a_month" in plan] == []


def test_a_digest_and_an_idle_tick_read_no_growing_table_through(world: World) -> None:
    with noted(world.database) as statements:
        world.clock.jump_to(date(2026, 10, 30))
        assert world.ticks()
        tick(world.database, world.clock.now(), CALENDAR)
    assert read_through(world.database, statements) == set()


def test_the_look_itself_notices_a_table_that_is_read_through(world: World) -> None:
    with noted(world.database) as statements, world.database.read() as session:
        session.connection().execute(text("SELECT count(*) FROM outbox WHERE reason = 'x'"))
    assert len(read_through(world.database, statements)) == 1
