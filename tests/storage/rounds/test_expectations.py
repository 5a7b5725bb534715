"""What a round expects of whom: leads, indicators, general reports, and until when."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import (
    Agency,
    Assignment,
    Expectation,
    Item,
    Plan,
    Report,
    Role,
    Rule,
    Succession,
    Tier,
)
from storage.reports.submission import submit
from storage.rounds.summary import summarise
from tests.support.worlds.province import CALENDAR, add_plan, assignment, at, report_all

OPENS = date(2026, 9, 15)


def expected(session: Session) -> set[tuple[str, str | None, date]]:
    """(agency, item or None, due day) of what is expected now."""
    names = {agency.id: agency.name for agency in session.exec(select(Agency))}
    codes = {item.id: item.code for item in session.exec(select(Item))}
    rows = session.exec(select(Expectation).where(col(Expectation.ended_at).is_(None)))
    return {(names[row.agency_id], codes.get(row.item_id), row.due_on) for row in rows}


DUE = date(2026, 11, 14)


def test_who_only_coordinates_owes_one_general_report(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        item = session.exec(select(Item).where(Item.code == "1.1")).one()
        helper = Agency(province=plan.province, name="Sở Xây dựng", kind="department")
        session.add(helper)
        session.flush()
        session.add(assignment(item, helper, Role.COORDINATING))
        session.flush()
        open_rounds(session, at(OPENS), CALENDAR)
        assert ("Sở Xây dựng", None, DUE) in expected(session)
        assert ("Sở Y tế", None, DUE) not in expected(session)
        session.add(assignment(item, helper, Role.LEAD))
        session.flush()
        open_rounds(session, at(date(2026, 10, 1)), CALENDAR)
        assert ("Sở Xây dựng", "1.1", DUE) in expected(session)
        assert ("Sở Xây dựng", None, DUE) not in expected(session)


def test_an_indicator_is_expected_of_its_agency(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        agency = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        one = Item(
            plan_id=plan.id or 0, code="CT.1", kind="indicator", position=9, title="", title_raw=""
        )
        session.add(one)
        session.flush()
        session.add(assignment(one, agency, Role.LEAD))
        open_rounds(session, at(OPENS), CALENDAR)
        assert ("Sở Y tế", "CT.1", DUE) in expected(session)


@pytest.mark.parametrize(("year", "asked"), [(2025, True), (2026, False), (2027, True)])
def test_every_second_year_is_asked_every_second_year(
    database: Database, year: int, asked: bool
) -> None:
    """Counted from the first year of the item, else from the year of the decision."""
    with database.write() as session:
        add_plan(session)
        item = session.exec(select(Item).where(Item.code == "1.2")).one()
        item.recurrence = "every-2-years"
        open_rounds(session, at(date(year, 10, 1)), CALENDAR)
        codes = {code for _, code, _ in expected(session)}
        assert ("1.2" in codes, "1.1" in codes) == (asked, True)


def test_work_assigned_at_the_end_gets_some_days(database: Database) -> None:
    """Five working days from Friday 20/11/2026; Tuesday 24/11 is a holiday."""
    with database.write() as session:
        add_plan(session)
        item = session.exec(select(Item).where(Item.code == "1.1")).one()
        agency = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        open_rounds(session, at(date(2026, 11, 20)), CALENDAR)
        assert {due_on for _, code, due_on in expected(session) if code} == {DUE}
        session.add(assignment(item, agency, Role.LEAD))
        session.flush()
        open_rounds(session, at(date(2026, 11, 20), 9), CALENDAR)
        assert ("Sở Y tế", "1.1", date(2026, 11, 30)) in expected(session)


def test_a_round_due_in_january_opens_in_november_and_stays_open(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        rule = session.exec(select(Rule).where(Rule.tier == Tier.AGENCIES)).one()
        rule.month, rule.day = 1, 10
        session.flush()

        def years(on: date) -> list[tuple[int, str]]:
            opened = open_rounds(session, at(on), CALENDAR)
            return [(one.year, f"{one.due_on}") for one in opened if one.tier == Tier.AGENCIES]

        assert years(date(2026, 11, 9)) == []
        assert years(date(2026, 11, 10)) == [(2026, "2027-01-09")]
        assert years(date(2027, 1, 20)) == [(2026, "2027-01-09")]
        assert years(date(2027, 3, 11)) == []


def test_a_round_that_is_history_no_longer_follows_the_plan(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        open_rounds(session, at(OPENS), CALENDAR)
        before = expected(session)
        for row in session.exec(select(Assignment)):
            row.valid_until = date(2027, 1, 1)
        session.flush()
        open_rounds(session, at(date(2027, 2, 1)), CALENDAR)
        assert expected(session) == before


def renamed(session: Session, name: str, on: date) -> Agency:
    """Sở Công Thương becomes an agency of that name."""
    plan = session.exec(select(Plan)).one()
    former = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
    successor = Agency(province=plan.province, name=name, kind="department")
    session.add(successor)
    session.flush()
    session.add(
        Succession(
            plan_id=plan.id or 0,
            from_id=former.id or 0,
            to_id=successor.id,
            on=on,
            confirmed=True,
        )
    )
    for row in session.exec(select(Assignment).where(Assignment.agency_id == former.id)).all():
        row.valid_until = on - timedelta(days=1)
        session.add(
            Assignment(
                item_id=row.item_id,
                printed_id=row.printed_id,
                agency_id=successor.id or 0,
                role=row.role,
                phrase=row.phrase,
                valid_from=on,
            )
        )
    session.flush()
    return successor


def test_what_was_reported_goes_along_when_an_agency_becomes_another_one(
    database: Database,
) -> None:
    with database.write() as session:
        plan = add_plan(session)
        (round_,) = open_rounds(session, at(OPENS), CALENDAR)
        report_all(session, "Sở Công Thương", at(date(2026, 10, 1)))
        before = summarise(session, plan, round_, at(date(2026, 10, 2)), CALENDAR.zone)
        renamed(session, "Sở Mới", date(2026, 10, 5))
        open_rounds(session, at(date(2026, 10, 6)), CALENDAR)
        after = summarise(session, plan, round_, at(date(2026, 10, 7)), CALENDAR.zone)
    assert after.total == before.total
    rows = [(one.agency, one.now_called, one.count.received) for one in after.by_agency]
    assert rows[0][1:] == ("Sở Mới", before.total.received)


def test_the_coordinators_own_report_shows_whom_the_plan_names(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        rounds = open_rounds(session, at(date(2026, 10, 10)), CALENDAR)
        (own,) = [one for one in rounds if one.tier == Tier.COORDINATOR]
        summary = summarise(session, plan, own, at(date(2026, 10, 10)), CALENDAR.zone)
    assert [one.agency for one in summary.by_agency] == [plan.coordinator]


def test_a_rule_that_left_the_plan_asks_for_nothing_more(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        (round_,) = open_rounds(session, at(OPENS), CALENDAR)
        report_all(session, "Sở Y tế", at(date(2026, 10, 1)))
        rule = session.exec(select(Rule).where(Rule.tier == Tier.AGENCIES)).one()
        rule.ended_at = at(date(2026, 10, 2))
        session.flush()
        open_rounds(session, at(date(2026, 10, 2)), CALENDAR)
        session.expire_all()
        assert {agency for agency, code, _ in expected(session) if code} == {"Sở Y tế"}
        assert (
            summarise(session, plan, round_, at(date(2026, 10, 3)), CALENDAR.zone).total.pending
            == 0
        )


def test_a_day_corrected_to_a_later_one_moves_the_round_at_once(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        (round_,) = open_rounds(session, at(OPENS), CALENDAR)
        rule = session.exec(select(Rule).where(Rule.tier == Tier.AGENCIES)).one()
        rule.month, rule.day = 12, 31
        session.flush()
        open_rounds(session, at(date(2026, 10, 1)), CALENDAR)
        session.expire_all()
        assert (round_.opens_on, round_.due_on) == (date(2026, 10, 31), date(2026, 12, 30))
        assert {due_on for _, code, due_on in expected(session) if code} == {date(2026, 12, 30)}


def test_a_report_that_comes_while_its_expectation_ends_is_counted(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        open_rounds(session, at(OPENS), CALENDAR)
        ended = session.exec(select(Expectation)).first()
        assert ended is not None
        ended.ended_at = at(date(2026, 10, 1))
        submit(
            session,
            Report(
                expectation_id=ended.id or 0, status="completed", submitted_at=at(date(2026, 10, 1))
            ),
            date(2026, 10, 1),
        )
        assert ended.ended_at is None
