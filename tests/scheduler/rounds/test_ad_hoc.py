"""Rounds asked for besides the rules: whom, until when, and what is refused."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.rounds.ad_hoc import BadRound, open_ad_hoc
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import Agency, AuditEntry, Person, Plan, Right, Round
from storage.reports.answers import expected_of
from storage.rounds.schedule import round_to_sum_up
from storage.rounds.summary import summarise
from tests.support.worlds.province import CALENDAR, add_person, add_plan, at

TODAY, DUE = date(2026, 10, 14), date(2026, 10, 30)


def ask(
    session: Session, *names: str, title: str = "Số liệu 9 tháng", due_on: date = DUE, by: str = ""
) -> Round:
    agencies = [session.exec(select(Agency).where(Agency.name == name)).one() for name in names]
    person = session.exec(select(Person).where(Person.code == by)).first()
    plan = session.exec(select(Plan)).one()
    ids = [agency.id or 0 for agency in agencies]
    return open_ad_hoc(session, plan, title, due_on, ids, person, at(TODAY), CALENDAR)


def test_each_agency_is_asked_once_beside_the_yearly_report(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        open_rounds(session, at(TODAY), CALENDAR)
        round_ = ask(session, "Sở Y tế", "Sở Y tế", "Sở Công Thương")
        health = session.exec(select(Agency.id).where(Agency.name == "Sở Y tế")).one() or 0
        asked = [one for one in expected_of(session, [health], TODAY) if one.round.id == round_.id]
        assert [(one.expectation.due_on, one.item) for one in asked] == [(DUE, None)]
        figures = summarise(session, plan, round_, at(TODAY), CALENDAR.zone)
        assert (figures.total.expected, figures.total.pending) == (2, 2)
        yearly = round_to_sum_up(session, plan.id or 0, 2026)
        assert yearly is not None
        assert yearly.id != round_.id
        (entry,) = session.exec(
            select(AuditEntry).where(AuditEntry.subject == f"round:{round_.id}")
        ).all()
        assert entry.details["agencies"] == 2


@pytest.mark.parametrize(
    ("names", "change", "words"),
    [
        (["Sở Y tế"], {"due_on": TODAY - timedelta(days=1)}, "has passed"),
        (["Sở Y tế"], {"due_on": date(2126, 10, 30)}, "more than a year away"),
        (["Sở Y tế"], {"title": " "}, "the title is empty"),
        ([], {}, "no agency is asked"),
        (["Sở Y tế"], {"by": "sct"}, "sct is no planner of mau"),
    ],
)
def test_what_makes_no_sense_is_refused(
    database: Database, names: list[str], change: dict[str, object], words: str
) -> None:
    with database.write() as session:
        add_plan(session)
        add_person(session, "sct", "Sở Công Thương")
        with pytest.raises(BadRound, match=words):
            ask(session, *names, **change)  # type: ignore[arg-type]
        assert session.exec(select(Round)).all() == []


def test_a_planner_may_ask(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        person = add_person(session, "kh", "Sở Y tế")
        session.add(Right(person_id=person.id or 0, kind="planner"))
        session.flush()
        round_ = ask(session, "Sở Y tế", by="kh")
        entry = session.exec(select(AuditEntry)).one()
        assert (entry.person_id, entry.subject) == (person.id, f"round:{round_.id}")
