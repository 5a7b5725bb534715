"""Erasing, column by column: a new column fails here until somebody decides what becomes of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from storage.database import Database
from storage.models import AuditEntry, ChatAccount, Consent, Lane, Outbox, Person
from storage.people.appointments import erased_code
from storage.people.erasure import erase, forget_chat

THEN = datetime(2026, 10, 1, 2, tzinfo=UTC)
NOW = datetime(2026, 10, 15, 2, tzinfo=UTC)

PERSON: dict[str, Any] = {
    "id": 7,
    "code": "syt",
    "full_name": "Trần Thị Mẫu Bình",
    "address": "chị",
    "language": "en",
    "office_phone": "0000 000 002",
    "mobile": "84000000002",
    "email": "syt@tinh.example",
    "erased_at": None,
}
PERSON_ERASED: dict[str, Any] = {
    "id": 7,  # audit and proofs refer to it
    "code": erased_code("syt"),  # it keeps the roster from bringing the person back
    "full_name": "",
    "address": "anh/chị",
    "language": "vi",
    "office_phone": "",
    "mobile": "",
    "email": "",
    "erased_at": NOW,
}
CHAT: dict[str, Any] = {
    "id": 9,
    "channel": "zalo-oa",
    "address": "1000000000000000002",
    "person_id": 7,
    "linked_at": THEN,
    "last_heard_at": THEN,
    "stopped_at": THEN,
    "stopped_reason": "blocked",
    "paused_until": THEN,
    "wrong_codes": 4,
    "wrong_codes_since": THEN,
}
CHAT_EMPTIED: dict[str, Any] = {
    "id": 9,
    "channel": "zalo-oa",
    "address": "1000000000000000002",  # until the last word to it has left
    "person_id": None,
    "linked_at": None,
    "last_heard_at": THEN,  # what the last word may cost depends on it
    "stopped_at": THEN,  # nothing may be sent there
    "stopped_reason": "erased:",
    "paused_until": THEN,  # a human may be talking there
    "wrong_codes": 4,  # being erased is no way to try more codes
    "wrong_codes_since": THEN,
}
# An instant alone leads to nobody once neither an address nor a person stands beside it
CHAT_FORGOTTEN = CHAT_EMPTIED | {
    "address": "erased:9",
    "last_heard_at": None,
    "stopped_reason": "",
}


def cells(session: Session, name: str) -> dict[str, Any]:
    """The one row of a table, by the columns that the table has."""
    session.flush()
    table = SQLModel.metadata.tables[name]
    return dict(session.connection().execute(table.select()).mappings().one())


def settle(session: Session) -> tuple[Person, ChatAccount]:
    """Somebody of whom every column says something, to whom one word is still on its way."""
    person, account = Person(**PERSON), ChatAccount(**CHAT)
    session.add(person)
    session.flush()
    session.add(account)
    session.flush()
    session.add(Consent(person_id=7, account_id=9, version="test", text_hash="", given_at=THEN))
    session.flush()
    return person, account


def last_word(session: Session) -> Outbox:
    """What tells the person that they are erased."""
    row = Outbox(account_id=9, channel="fake", text="Đã xóa", created_at=NOW, send_at=NOW)
    session.add(row)
    session.flush()
    return row


def test_before_an_erasure_every_column_says_something(database: Database) -> None:
    """Or a column that is never filled here would look as if it had been emptied."""
    with database.write() as session:
        settle(session)
        assert cells(session, "person") == PERSON
        assert cells(session, "chataccount") == CHAT
    cells_before = [*PERSON.items(), *CHAT.items()]
    assert [name for name, value in cells_before if not value] == ["erased_at"]


def test_every_column_of_the_person_is_emptied_or_kept_on_purpose(database: Database) -> None:
    with database.write() as session:
        person, _ = settle(session)
        erase(session, person, NOW.date(), NOW)
        assert cells(session, "person") == PERSON_ERASED


def test_every_column_of_the_chat_is_emptied_or_kept_on_purpose(database: Database) -> None:
    with database.write() as session:
        person, account = settle(session)
        erase(session, person, NOW.date(), NOW)
        word = last_word(session)
        assert not forget_chat(session, account)
        assert cells(session, "chataccount") == CHAT_EMPTIED
        word.sent_at = NOW + timedelta(seconds=1)
        assert forget_chat(session, account)
        assert cells(session, "chataccount") == CHAT_FORGOTTEN


@pytest.mark.parametrize("another", [False, True])
def test_a_given_name_goes_where_it_is_certain_and_is_listed_where_not(
    database: Database, another: bool
) -> None:
    """With a colleague of the same name "chị Bình" may be either; the name alone may be a word."""
    with database.write() as session:
        person, _ = settle(session)
        if another:
            session.add(Person(code="stc", full_name="Lê Mẫu Bình", address="chị"))
        for name, said in (("addressed", "nhờ chị Bình gửi"), ("alone", "đã hỏi Bình")):
            session.add(Lane(name=name, holder="h", leased_until=THEN, link=said))
        session.flush()
        erase(session, person, NOW.date(), NOW)
        left = [session.get_one(Lane, name).link for name in ("addressed", "alone")]
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "person.erased")).one()
    assert left == ["nhờ chị Bình gửi" if another else "nhờ … gửi", "đã hỏi Bình"]
    listed = ["lane addressed: link", "lane alone: link"] if another else ["lane alone: link"]
    assert entry.details == {"may_be_named_in": "; ".join(listed)}
