"""What was asked for: items by code, and the round that asked for one last."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.models import Agency, Expectation, Item, Plan, Round
from storage.reports.answered.items import (
    codes_beside,
    items_called,
    newest_round_of_item,
    plans_asking,
)
from tests.support.worlds.answers.histories import LATER, make_history


@pytest.fixture
def session(in_memory: Database) -> Iterator[Session]:
    with in_memory.write() as session:
        make_history(session, 3)
        yield session


def _plan(session: Session) -> Plan:
    return session.exec(select(Plan)).one()


def _id_of(session: Session, name: str) -> int:
    return session.exec(select(Agency.id).where(Agency.name == name)).one() or 0


def test_the_newest_round_is_that_of_the_item_or_of_what_stands_below_it(session: Session) -> None:
    plan = _plan(session)
    for code in ("2", "2.1", "2.1.a"):
        found = newest_round_of_item(session, plan, code)
        assert found is not None
        assert found.year == 2026
        before = newest_round_of_item(session, plan, code, year=2025)
        assert before is not None
        assert before.year == 2025
    assert newest_round_of_item(session, plan, "2.1.") is None
    assert newest_round_of_item(session, plan, "2.1.a", year=2024) is None
    assert newest_round_of_item(session, plan, "%") is None


def test_it_is_that_which_asked_ones_own_agency(session: Session) -> None:
    """LATER was asked for nothing in 2025."""
    plan, later = _plan(session), _id_of(session, LATER)
    assert newest_round_of_item(session, plan, "2.1.a", year=2025, of_own=[later]) is None
    assert newest_round_of_item(session, plan, "2.1.a", of_own=[]) is None
    asked = select(Round.year).join(Expectation).where(Expectation.agency_id == later)
    assert set(session.exec(asked)) == {2026}


def test_the_stroke_of_a_code_may_be_left_out(session: Session) -> None:
    plan = _plan(session)
    for code in ("2.1.d", "2.1.đ"):
        session.add(
            Item(plan_id=plan.id or 0, code=code, kind="task", position=90, title="", title_raw="")
        )
        session.flush()
        found = items_called(session, [plan.id or 0], "2.1.d")
        assert found[plan.id or 0].code == "2.1.d"  # as it is typed, where there is one
    session.delete(session.exec(select(Item).where(Item.code == "2.1.d")).one())
    session.flush()
    assert items_called(session, [plan.id or 0], "2.1.d")[plan.id or 0].code == "2.1.đ"
    assert items_called(session, [], "2.1.a") == items_called(session, [99], "2.1.a") == {}


def test_the_codes_beside_one_are_under_the_same_heading_the_nearest_first(
    session: Session,
) -> None:
    plan = _plan(session)
    assert codes_beside(session, plan, "2.11") == ["2.10", "2.1"]
    assert codes_beside(session, plan, "2.1.c") == ["2.1.b", "2.1.a"]
    assert codes_beside(session, plan, "7.1") == []


def test_a_plan_is_ones_own_matter_once_it_has_asked_ones_agency(session: Session) -> None:
    plan = _plan(session)
    asked = session.exec(select(Expectation.agency_id).order_by(col(Expectation.id))).first() or 0
    assert plans_asking(session, [asked], but=[]) == {plan.id: plan}
    assert plans_asking(session, [asked], but=[plan.id or 0]) == {}
    stranger = Agency(province="Mẫu", name="Sở không được hỏi", kind="department")
    session.add(stranger)
    session.flush()
    assert plans_asking(session, [stranger.id or 0], but=[]) == {}
    assert plans_asking(session, [], but=[]) == {}
