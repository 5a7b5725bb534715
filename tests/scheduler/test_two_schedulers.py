"""Two schedulers side by side on one PostgreSQL for a month: nothing is made or said twice."""

import logging
import threading
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.jobs import tick
from storage.database import Database
from storage.importing.folder.reader import read_folder
from storage.messages.inbox import account_at
from storage.models import AuditEntry, Expectation, Outbox, Person, Reminder, Report, Right, Round
from storage.people.roster import load_roster, read_roster
from storage.plans.loading.folder_to_rows import load_plan
from storage.rounds.expectations import owed_expectations
from tests.support.paths import DATA
from tests.support.patience import HANGS
from tests.support.worlds.world import CALENDAR, ZONE
from tests.support.year.simulation import consent
from tests.support.year.two_plans import PEOPLE

# The opening, then from before the agencies' first rung till after their last one
DAYS = (date(2026, 9, 16), *(date(2026, 10, 14) + n * timedelta(days=3) for n in range(13)))
HOURS = (9, 23)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


# What SQLite does is no race: its second writer looks only after the first has written
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_schedulers_share_a_month(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    settle(database)
    instants = [at(day, hour) for day in DAYS for hour in HOURS]
    together, failures = threading.Barrier(2, action=Between(database, instants)), []

    def run() -> None:
        try:
            for now in instants:
                together.wait(timeout=HANGS)
                tick(database, now, CALENDAR)
        except Exception as error:  # noqa: BLE001 - a thread's own would be lost
            failures.append(error)
            together.abort()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    # A tick swallows what goes wrong and writes it down; a deadlock would be here too
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING] == []
    with database.read() as session:
        nothing_is_there_twice(session)


def settle(database: Database) -> None:
    """Both plans; everybody can be reached."""
    now = at(DAYS[0], 6)
    with database.write() as session:
        for code, people in PEOPLE.items():
            load_plan(session, read_folder(DATA / code), now)
            load_roster(session, read_roster(DATA / people), now, now.date())
        for person in session.exec(select(Person).order_by(col(Person.id))).all():
            account = account_at(session, "fake", person.code)
            account.person_id, account.linked_at = person.id, now
            session.add(consent(person, account, now))


class Between:
    """Between two ticks, while both schedulers wait: what was queued leaves, some report."""

    def __init__(self, database: Database, instants: list[datetime]) -> None:
        self._database = database
        self._instants = iter(instants)

    def __call__(self) -> None:
        now = next(self._instants)
        with self._database.write() as session:
            for row in session.exec(
                select(Outbox).where(Outbox.send_at <= now, col(Outbox.sent_at).is_(None))
            ).all():
                row.sent_at = now
            for one in owed_expectations(session, DAYS[0], now.date())[::25]:
                key = one.expectation_id
                session.add(Report(expectation_id=key, status="ongoing", submitted_at=now))


def nothing_is_there_twice(session: Session) -> None:
    rounds = session.exec(select(Round)).all()
    assert len(rounds) == len({(one.rule_id, one.year) for one in rounds}) == 4
    opened = session.exec(select(AuditEntry).where(AuditEntry.action == "round.opened")).all()
    assert len(opened) == 4
    asked = session.exec(select(Expectation)).all()
    assert len(asked) == len({(one.round_id, one.item_id, one.agency_id) for one in asked}) > 100
    ledger = session.exec(select(Reminder)).all()
    said = {(one.expectation_id, one.person_id, one.rung) for one in ledger}
    assert len(ledger) == len(said) > 500
    digests = session.exec(select(Outbox)).all()
    days = Counter((one.person_id, CALENDAR.today(one.send_at)) for one in digests)
    assert set(days.values()) == {1}
    planners = set(session.exec(select(Right.person_id)))  # their lists need no rung
    carried = {one.outbox_id for one in ledger}
    assert {one.person_id for one in digests if one.id not in carried} <= planners
    assert carried <= {one.id for one in digests}
