"""Fair play to the instant: a reminder of the due day itself counts, one of the next does not."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.jobs import tick
from storage.database import Database
from storage.models import Agency, Expectation, Outbox, Person, Round, Tier
from storage.rounds.timely_reminders import first_reminded, reminded_in_time
from tests.support.worlds.province import CALENDAR, ZONE, add_province, at, owed_by

TRADE, HEALTH = "Sở Công Thương", "Sở Y tế"
DUE = date(2026, 11, 14)
FIRST_INSTANT = at(DUE, 0)
MIDNIGHT = FIRST_INSTANT + timedelta(days=1)  # 17:00 of the due day itself in UTC
LAST_INSTANT = MIDNIGHT - datetime.resolution
YEARS_LATER = at(date(2030, 1, 1))


@pytest.fixture
def province(database: Database) -> Database:
    """A digest waits for each agency, and none has left."""
    add_province(database)
    tick(database, at(date(2026, 10, 14)), CALENDAR)
    return database


def digest_of(session: Session, person: str) -> Outbox:
    query = select(Outbox).join(Person, col(Person.id) == Outbox.person_id)
    return session.exec(query.where(Person.code == person)).one()


def leaves(province: Database, person: str, sent_at: datetime) -> None:
    with province.write() as session:
        digest_of(session, person).sent_at = sent_at


def fairly_reminded(province: Database, as_of: datetime = YEARS_LATER) -> set[str]:
    with province.read() as session:
        round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
        found = reminded_in_time(session, round_.id or 0, as_of, ZONE)
        return set(session.exec(select(Agency.name).where(col(Agency.id).in_(found))))


@pytest.mark.parametrize("sent_at", [at(date(2026, 10, 14)), FIRST_INSTANT, LAST_INSTANT])
def test_until_the_last_instant_of_the_due_day_a_reminder_is_in_time(
    sent_at: datetime, province: Database
) -> None:
    leaves(province, "a", sent_at)
    assert fairly_reminded(province) == {TRADE}


@pytest.mark.parametrize("sent_at", [MIDNIGHT, MIDNIGHT + timedelta(days=2)])
def test_from_the_midnight_after_it_on_a_reminder_is_too_late(
    sent_at: datetime, province: Database
) -> None:
    leaves(province, "a", sent_at)
    assert fairly_reminded(province) == set()


def test_the_first_reminder_is_what_counts(province: Database) -> None:
    leaves(province, "a", MIDNIGHT)
    leaves(province, "b", LAST_INSTANT)
    assert fairly_reminded(province) == {HEALTH}


def test_one_task_with_a_later_day_makes_its_reminder_fair(province: Database) -> None:
    """What the agency was then reminded of was still to come."""
    with province.write() as session:
        owed_by(session, TRADE)[0].due_on = DUE + timedelta(days=1)
    leaves(province, "a", MIDNIGHT)
    assert fairly_reminded(province) == {TRADE}


def test_the_past_is_told_as_it_was_then(province: Database) -> None:
    leaves(province, "a", LAST_INSTANT)
    assert fairly_reminded(province, as_of=LAST_INSTANT) == {TRADE}
    assert fairly_reminded(province, as_of=LAST_INSTANT - datetime.resolution) == set()


@pytest.mark.parametrize("became", ["unknown_at", "failed_at", "dropped_at"])
def test_what_the_channel_did_not_accept_reminded_nobody(became: str, province: Database) -> None:
    with province.write() as session:
        setattr(digest_of(session, "a"), became, FIRST_INSTANT)
    assert fairly_reminded(province) == set()


def test_each_expectation_is_told_of_from_its_own_first_reminder(province: Database) -> None:
    leaves(province, "a", LAST_INSTANT)
    with province.read() as session:
        theirs = [one.id or 0 for one in owed_by(session, TRADE)]
        every = [one.id or 0 for one in session.exec(select(Expectation))]
        assert first_reminded(session, every) == dict.fromkeys(theirs, LAST_INSTANT)
        assert first_reminded(session, []) == {}
