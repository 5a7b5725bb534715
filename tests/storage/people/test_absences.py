"""Leave: what may be announced, what it replaces, who is away on a day."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.models import Absence, AuditEntry, Person
from storage.people.absences import BadAbsence, announce_absence, away_on, end_absence
from tests.support.worlds.province import add_province, at, person_of

TODAY = date(2026, 11, 2)
NOW = at(TODAY)


def day(of_november: int) -> date:
    return date(2026, 11, of_november)


@pytest.fixture
def province(database: Database) -> Database:
    add_province(database)
    return database


def goes(
    session: Session, first: date, last: date, stand_in: Person | None = None, today: date = TODAY
) -> Absence:
    person = person_of(session, "a")
    return announce_absence(session, person, first, last, stand_in, today, at(today))


def days_away(session: Session) -> list[int]:
    """The days of November on which a is away."""
    person_id = person_of(session, "a").id
    return [n for n in range(1, 31) if person_id in away_on(session, day(n))]


def test_from_the_first_day_to_the_last(province: Database) -> None:
    with province.write() as session:
        b = person_of(session, "b")
        goes(session, day(4), day(6), b)
        assert days_away(session) == [4, 5, 6]
        assert away_on(session, day(5)) == {person_of(session, "a").id: b.id}


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (day(6), day(4), "before it begins"),
        (date(2026, 10, 1), day(1), "give days from today on"),
        (day(4), day(4) + timedelta(days=367), "more than a year"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    province: Database, first: date, last: date, why: str
) -> None:
    with province.write() as session:
        goes(session, day(4), day(6))
        with pytest.raises(BadAbsence, match=why):
            goes(session, first, last)
        assert days_away(session) == [4, 5, 6]


def test_nobody_stands_in_for_themselves(province: Database) -> None:
    with province.write() as session, pytest.raises(BadAbsence, match="somebody else"):
        goes(session, day(4), day(6), person_of(session, "a"))


def test_a_new_leave_takes_back_what_it_overlaps(province: Database) -> None:
    with province.write() as session:
        goes(session, day(4), day(6))
        goes(session, day(20), day(21))
        goes(session, day(6), day(9))
        assert days_away(session) == [6, 7, 8, 9, 20, 21]


def test_a_leave_that_has_begun_lasts_until_the_new_one(province: Database) -> None:
    with province.write() as session:
        goes(session, day(2), day(10))
        goes(session, day(8), day(12), person_of(session, "b"), today=day(5))
        assert days_away(session) == list(range(2, 13))
        stand_ins = {n: away_on(session, day(n))[person_of(session, "a").id or 0] for n in (7, 8)}
        assert stand_ins == {7: None, 8: person_of(session, "b").id}


def test_a_leave_made_shorter_by_a_new_word(province: Database) -> None:
    with province.write() as session:
        goes(session, day(2), day(10))
        goes(session, day(3), day(5), today=day(3))
        assert days_away(session) == [3, 4, 5]


def test_back_early_ends_what_runs_and_what_was_still_to_come(province: Database) -> None:
    with province.write() as session:
        goes(session, day(2), day(10))
        goes(session, day(20), day(21))
        person = person_of(session, "a")
        assert end_absence(session, person, day(5), at(day(5))) == 2
        assert days_away(session) == []
        assert end_absence(session, person, day(5), at(day(5))) == 0


def test_a_leave_that_is_over_cannot_be_taken_back(province: Database) -> None:
    with province.write() as session:
        goes(session, day(2), day(4))
        assert end_absence(session, person_of(session, "a"), day(5), at(day(5))) == 0
        assert days_away(session) == [2, 3, 4]


def test_every_word_leaves_a_trace(province: Database) -> None:
    with province.write() as session:
        goes(session, day(2), day(10))
        goes(session, day(8), day(12), today=day(5))
        goes(session, day(8), day(9), today=day(6))
        end_absence(session, person_of(session, "a"), day(6), at(day(6)))
        entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    assert [entry.action for entry in entries] == [
        "absence.announced",
        "absence.shortened",
        "absence.announced",
        "absence.ended",
        "absence.announced",
        "absence.ended",
        "absence.ended",
    ]
    assert entries[1].details["to"] == "2026-11-07"
    assert {entry.person_id for entry in entries} == {1}
