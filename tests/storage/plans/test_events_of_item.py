"""What has become of a row of a plan, told from its versions, documents, choices and extensions."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, select

from storage.database import Database
from storage.models import (
    Agency,
    Extension,
    Item,
    Person,
    Plan,
    Reassignment,
)
from storage.plans.amendments.making import AmendingDocument, amend
from storage.plans.amendments.of_item import Became, ItemEvent, events_of_item
from storage.plans.loading.amended import ItemChange, What
from storage.plans.lookup import find_plan
from tests.storage.plans.test_amendments import AMENDED, CODE, DOCUMENT, loaded

__all__ = ["loaded"]
LATER = AMENDED + timedelta(days=60)
LATER_DOCUMENT = AmendingDocument(
    *("80/QĐ-UBND", date(2026, 5, 1), "Sửa đổi lần hai"),
    changes=(ItemChange(What.CHANGED, "1.1", {"title": "Một, sửa lần hai"}),),
)


def _plan(session: Session) -> Plan:
    found = find_plan(session, CODE)
    assert found is not None
    return found


def _item(session: Session, code: str) -> Item:
    return session.exec(select(Item).where(Item.code == code)).one()


def told(session: Session, code: str, as_of: datetime = LATER) -> Sequence[ItemEvent]:
    return events_of_item(session, _plan(session), _item(session, code), as_of)


def test_each_change_tells_what_stood_before_and_after_and_by_which_document(
    loaded: Database,
) -> None:
    with loaded.write() as session:
        amend(session, _plan(session), DOCUMENT, AMENDED)
        amend(session, _plan(session), LATER_DOCUMENT, LATER)
    with loaded.read() as session:
        second, first = told(session, "1.1")
        assert second.fields["title"] == ("Một, sửa đổi", "Một, sửa lần hai")
        assert first.fields["title"] == ("Một", "Một, sửa đổi")
        assert [one.document and one.document.document for one in (second, first)] == [
            "80/QĐ-UBND",
            "45/QĐ-UBND",
        ]
        assert [one.what for one in told(session, "1.1", LATER - timedelta(days=1))] == [
            Became.CHANGED
        ]


def test_what_was_added_or_struck_says_so(loaded: Database) -> None:
    with loaded.write() as session:
        amend(session, _plan(session), DOCUMENT, AMENDED)
    with loaded.read() as session:
        [added] = told(session, "1.3")
        assert (added.what, added.at) == (Became.ADDED, AMENDED)
        assert added.document is not None
        assert added.document.document == DOCUMENT.number
        assert [one.what for one in told(session, "1.2")] == [Became.ENDED]


def test_an_untouched_row_has_nothing_to_tell(loaded: Database) -> None:
    with loaded.read() as session:
        assert told(session, "1.1") == []


def test_a_choice_of_several_agencies_is_one_event(loaded: Database) -> None:
    at = datetime(2026, 4, 1, 8, tzinfo=UTC)
    with loaded.write() as session:
        item, by = _item(session, "1.1"), Person(code="p", full_name="Lê Văn Mẫu")
        session.add(by)
        session.flush()
        agencies = session.exec(select(Agency).order_by(Agency.id).limit(2)).all()  # type: ignore[arg-type]
        for agency in agencies:
            chosen = {"item_id": item.id, "printed_id": agencies[0].id, "agency_id": agency.id}
            row = {"role": "lead", "valid_from": date(2026, 4, 1), "decided_at": at}
            session.add(Reassignment.model_validate({**chosen, **row, "decided_by_id": by.id}))
        names = tuple(one.name for one in agencies)
    with loaded.read() as session:
        [event] = told(session, "1.1")
        assert (event.what, event.agencies, event.by) == (
            Became.REASSIGNED,
            names,
            "Lê Văn Mẫu",
        )


def test_a_later_day_is_told_once_it_is_granted(in_memory: Database) -> None:
    from storage.models import Expectation
    from tests.support.worlds.answers.answered import NOW, AnsweredWorld

    AnsweredWorld(in_memory)
    with in_memory.write() as session:
        item = _item(session, "1.4")
        asked = session.exec(select(Expectation).where(Expectation.item_id == item.id)).one()
        row = Extension(
            expectation_id=asked.id or 0,
            due_on=asked.due_on,
            asked_until=date(2026, 12, 1),
            reason="Chờ số liệu",
            asked_at=NOW,
        )
        session.add(row)
        session.flush()
        plan = session.get_one(Plan, item.plan_id)
        assert events_of_item(session, plan, item, NOW) == []
        row.decided_at, row.granted_until = NOW, date(2026, 11, 25)
        session.flush()
        [event] = events_of_item(session, plan, item, NOW)
        assert event.fields["due_on"] == (asked.due_on, date(2026, 11, 25))
        assert event.agencies == ("Sở Công Thương",)
