"""Closing a round, by hand or by the plan's day, and opening it again for a reason."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.reminders.call_list import call_list
from scheduler.reminders.nudges import nudge_preview
from scheduler.rounds.ad_hoc import open_ad_hoc
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import Agency, Assignment, AuditEntry, Expectation, Plan, RightKind, Round, Tier
from storage.reports.answers import expected_of
from storage.rounds.closing import BadClosing, close_round, reopen_round, unfinished
from storage.rounds.schedule import find_round
from tests.support.worlds.province import (
    CALENDAR,
    add_person,
    add_province,
    all_hear,
    at,
    give_right,
    owed_by,
    person_of,
    report_all,
)

TODAY, DUE = date(2026, 10, 14), date(2026, 11, 14)
NOW = at(TODAY)


@pytest.fixture
def province(database: Database) -> Database:
    add_province(database)
    with database.write() as session:
        give_right(session, "c", RightKind.PLANNER)
        open_rounds(session, NOW, CALENDAR)
    return database


def yearly(session: Session) -> Round:
    query = select(Round).where(Round.tier == Tier.AGENCIES, col(Round.rule_id).is_not(None))
    return session.exec(query).one()


def plan_of(session: Session) -> Plan:
    return session.exec(select(Plan)).one()


def test_what_is_missing_is_counted_by_agency(province: Database) -> None:
    with province.write() as session:
        asked = len(owed_by(session, "Sở Công Thương"))
        report_all(session, "Sở Y tế", NOW)
        left = unfinished(session, yearly(session))
        done = len(owed_by(session, "Sở Y tế"))
    assert left.missing == {"Sở Công Thương": asked}
    assert (left.received, left.unreviewed) == (done, done)


def test_after_closing_nobody_is_reminded_called_or_nudged_of_it(province: Database) -> None:
    with province.write() as session:
        close_round(session, yearly(session).id or 0, person_of(session, "c"), NOW)
    heard = all_hear(province, TODAY, date(2026, 12, 20))
    assert {who for _, who, rungs in heard if rungs} <= {"c"}  # of the consolidated report only
    with province.read() as session:
        plan, today = plan_of(session), date(2026, 11, 20)
        agencies = [one.id or 0 for one in session.exec(select(Agency))]
        own = {one.round.tier for one in expected_of(session, agencies, today)}
        assert own == {Tier.COORDINATOR}
        assert expected_of(session, agencies, today, closed=True)
        names = {one.agency for one in call_list(session, plan, today, CALENDAR)}
        nudged = {one.agency for one in nudge_preview(session, plan, at(today), CALENDAR)}
    assert not {"Sở Công Thương", "Sở Y tế"} & (names | nudged)


def test_nothing_new_is_asked_in_a_closed_round(province: Database) -> None:
    with province.write() as session:
        round_ = yearly(session)
        close_round(session, round_.id or 0, None, NOW)
        asked = select(Expectation).where(Expectation.round_id == round_.id)
        before = len(session.exec(asked).all())
        to = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        one = session.exec(select(Assignment).where(Assignment.role == "lead")).first()
        assert one is not None
        one.agency_id = to.id or 0
        session.flush()
        open_rounds(session, at(TODAY, 9), CALENDAR)
        assert len(session.exec(asked).all()) == before


def test_it_opens_again_for_a_reason_and_everything_leaves_its_row(province: Database) -> None:
    with province.write() as session:
        c, round_id = person_of(session, "c"), yearly(session).id or 0
        with pytest.raises(BadClosing, match="is open"):
            reopen_round(session, round_id, "Bổ sung", c, NOW)
        close_round(session, round_id, c, NOW)
        with pytest.raises(BadClosing, match="closed already"):
            close_round(session, round_id, c, NOW)
        with pytest.raises(BadClosing, match="needs a reason"):
            reopen_round(session, round_id, "  ", c, NOW)
        with pytest.raises(BadClosing, match="is no planner"):
            reopen_round(session, round_id, "Bổ sung", person_of(session, "a"), NOW)
        reopen_round(session, round_id, "Bổ sung", c, NOW)
        of_rounds = select(AuditEntry).where(col(AuditEntry.action).like("round.%"))
        rows = session.exec(of_rounds.order_by(col(AuditEntry.id))).all()
    assert [row.action for row in rows][-2:] == ["round.closed", "round.reopened"]
    assert rows[-1].details == {"reason": "Bổ sung"}
    assert all_hear(province, TODAY, DUE)


def test_a_plan_closes_a_round_by_itself_but_not_what_a_person_has_opened_again(
    province: Database,
) -> None:
    with province.write() as session:
        plan_of(session).closes_after_days = 10
    last, after = DUE + timedelta(days=10), DUE + timedelta(days=11)
    with province.write() as session:
        open_rounds(session, at(last), CALENDAR)
        assert yearly(session).closed_at is None
        open_rounds(session, at(after), CALENDAR)
        assert yearly(session).closed_at == at(after)
        reopen_round(session, yearly(session).id or 0, "Bổ sung", None, at(after, 9))
        open_rounds(session, at(after + timedelta(days=1)), CALENDAR)
        assert yearly(session).closed_at is None


def test_without_a_day_of_the_plan_nothing_closes_by_itself(province: Database) -> None:
    with province.write() as session:
        open_rounds(session, at(DUE + timedelta(days=50)), CALENDAR)
        assert yearly(session).closed_at is None


@pytest.mark.parametrize(
    ("called", "found"),
    [
        ("2026", "yearly"),
        ("năm 2026", "yearly"),
        ("đợt báo cáo năm 2026", "yearly"),
        ("2025", None),
        ("Bão số 3", "storm"),
        ("bao so 3", "storm"),
        ("BÃO", "storm"),
        ("lụt", None),
        ("", None),
    ],
)
def test_a_round_is_found_by_its_year_its_name_or_its_number(
    called: str, found: str | None, province: Database
) -> None:
    with province.write() as session:
        plan = plan_of(session)
        agency = session.exec(select(Agency)).first()
        assert agency is not None
        storm = open_ad_hoc(session, plan, "Bão số 3", DUE, [agency.id or 0], None, NOW, CALENDAR)
        wanted = {"yearly": yearly(session).id, "storm": storm.id, None: None}[found]
        chosen = find_round(session, plan.id or 0, called)
        assert (chosen.id if chosen else None) == wanted
        by_number = find_round(session, plan.id or 0, str(storm.id))
        assert by_number is not None
        assert by_number.id == storm.id


def test_a_colleague_hears_nothing_of_a_closed_ad_hoc_round(province: Database) -> None:
    with province.write() as session:
        add_person(session, "a2", "Sở Công Thương")
        close_round(session, yearly(session).id or 0, None, NOW)
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        storm = open_ad_hoc(
            session, plan_of(session), "Bão số 3", DUE, [agency.id or 0], None, NOW, CALENDAR
        )
    assert {"a", "a2"} <= {who for _, who, _ in all_hear(province, TODAY, TODAY)}
    with province.write() as session:
        close_round(session, storm.id or 0, None, at(TODAY, 15))
    later = all_hear(province, TODAY + timedelta(days=1), date(2026, 12, 20))
    assert not {who for _, who, _ in later} & {"a", "a2"}
