"""What goes after its time, and what stays: row by row, and byte by byte in SQLite's file."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, LargeBinary
from sqlmodel import Session, SQLModel, col, select

from storage.audit.verifying import verify
from storage.database import Database, open_database
from storage.messages.inbox import Incoming, account_at, store_incoming
from storage.migrations import upgrade
from storage.models import (
    Attachment,
    AttachmentContent,
    AuditEntry,
    Expectation,
    FormDraft,
    Inbox,
    Item,
    Outbox,
    Person,
    Plan,
    Round,
    Rule,
    WebSession,
)
from storage.models.encrypted import Encrypted, EncryptedJSON
from storage.people.erasure import erase
from storage.people.invitations import find_invitation, invite
from storage.people.privacy.export import everything_of
from storage.people.privacy.retention import KEPT, Retention, blank_codes, keep_for_a_time
from tests.support.worlds.world import make_people, make_plan

both = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
NOW = datetime(2026, 10, 15, 2, tzinfo=UTC)
NEVER = Retention(0, 0, 0, 0, 0)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def person_of(session: Session, code: str) -> Person:
    return session.exec(select(Person).where(Person.code == code)).one()


def says(session: Session, words: str, at: datetime, **more: Any) -> Outbox:
    account = account_at(session, "test", "sct")
    given: dict[str, Any] = {"sent_at": at, "created_at": at, "send_at": at, "text": words} | more
    row = Outbox(account_id=account.id or 0, channel="test", **given)
    session.add(row)
    session.flush()
    return row


def hears(session: Session, words: str, at: datetime, handled: bool = True) -> None:
    store_incoming(session, [Incoming("test", words, "sct", words)], at)
    row = session.exec(select(Inbox).where(Inbox.external_id == words)).one()
    row.received_at, row.handled_at = at, at if handled else None
    session.flush()


def left(session: Session) -> tuple[list[str | None], list[str]]:
    said = session.exec(select(Outbox.text).order_by(col(Outbox.id))).all()
    return list(said), list(session.exec(select(Inbox.text).order_by(col(Inbox.id))).all())


@both
def test_texts_go_after_their_days_and_that_they_were_sent_stays(database: Database) -> None:
    with database.write() as session:
        make_plan(session)
        make_people(session)
        for days in (366, 364):
            says(session, f"said {days}", ago(days))
            hears(session, f"heard {days}", ago(days))
        says(session, "waits", ago(400), sent_at=None)
        asked = {"dialog": "report", "step": "status", "slots": {}}
        says(session, "asks", ago(170), state=asked)
        hears(session, "unheard", ago(400), handled=False)
        keep_for_a_time(session, KEPT, NOW)
        said, heard = left(session)
        assert said == ["", "said 364", "waits", "asks"]
        assert heard == ["", "heard 364", "unheard"]
        sent_at = select(Outbox.sent_at).order_by(col(Outbox.id))
        assert session.exec(sent_at).first() == ago(366)


@both
def test_0_days_are_for_ever(database: Database) -> None:
    with database.write() as session:
        says(session, "said", ago(9000))
        assert keep_for_a_time(session, NEVER, NOW) == {}
        assert left(session)[0] == ["said"]
    with database.read() as session:
        assert session.exec(select(AuditEntry)).all() == []


@both
def test_sessions_and_drafts_go_after_theirs(database: Database) -> None:
    with database.write() as session:
        make_plan(session)
        make_people(session)
        who = person_of(session, "sct").id or 0
        for days in (91, 89):
            session.add(
                WebSession(
                    person_id=who, token_hash=str(days), begun_at=ago(days), expires_at=ago(days)
                )
            )
        asked = a_task(session)
        session.add(FormDraft(person_id=who, expectation_id=asked.id or 0, saved_at=ago(181)))
        begun = says(
            session, "asks", ago(181), state={"dialog": "report", "step": "x", "slots": {}}
        )
        session.flush()
        assert keep_for_a_time(session, KEPT, NOW) == {"sessions": 1, "drafts": 2}
        assert session.exec(select(WebSession.token_hash)).all() == ["89"]
        assert session.exec(select(FormDraft)).all() == []
        session.refresh(begun)
        assert (begun.state, begun.answered_at) == (None, NOW)


def a_task(session: Session) -> Expectation:
    plan = session.exec(select(Plan)).first()
    item = session.exec(select(Item)).first()
    assert plan is not None
    assert item is not None
    day = date(2026, 11, 15)
    round_ = Round(
        plan_id=plan.id or 0,
        tier="agencies",
        title="Đợt",
        year=2026,
        opens_on=day,
        due_on=day,
        covers_from=day,
        covers_until=day,
        cut_off_on=day,
        legal_text="",
        opened_at=NOW,
    )
    session.add(round_)
    session.flush()
    from storage.models import Agency

    agency = session.exec(select(Agency)).first()
    assert agency is not None
    asked = Expectation(
        round_id=round_.id or 0,
        agency_id=agency.id or 0,
        item_id=item.id,
        due_on=day,
        created_at=NOW,
    )
    session.add(asked)
    session.flush()
    return asked


@both
@pytest.mark.parametrize(("until", "stays"), [(2020, False), (2021, True), (2030, True)])
def test_files_go_years_after_their_plan_has_ended(
    database: Database, until: int, stays: bool
) -> None:
    with database.write() as session:
        make_plan(session)
        asked = a_task(session)
        for rule in session.exec(select(Rule)):
            rule.until_year = until
        for item in session.exec(select(Item)):
            item.end_year = until
        hears(session, "file", NOW)
        heard = session.exec(select(Inbox)).one()
        file = Attachment(
            expectation_id=asked.id or 0,
            inbox_id=heard.id or 0,
            channel="test",
            ref="",
            media_type="pdf",
            received_at=NOW,
            fetched_at=NOW,
        )
        session.add(file)
        session.flush()
        session.add(AttachmentContent(attachment_id=file.id or 0, content=b"x", sha256="x"))
        session.flush()
        keep_for_a_time(session, KEPT, NOW)  # five years before: 2021
        assert bool(session.exec(select(AttachmentContent)).all()) == stays


@both
def test_a_code_is_blanked_once_it_was_used_or_has_ended(database: Database) -> None:
    with database.write() as session:
        make_plan(session)
        make_people(session)
        week, people = (
            timedelta(days=7),
            [person_of(session, code) for code in ("sct", "syt", "skhdt")],
        )
        for one, code in zip(people, ("ABCD-2345", "EFGH-2345", "JKLM-2345"), strict=True):
            invite(session, one.id or 0, code, NOW, week)
            link = f"https://t.me/bot?start={code.replace('-', '')}"
            says(session, f"Mã: {code}, {link}; 12/QĐ-UBND, QWER-2345", NOW)
        used = find_invitation(session, "ABCD-2345")
        ended = find_invitation(session, "EFGH-2345")
        assert used is not None
        assert ended is not None
        used.used_at, ended.expires_at = NOW, NOW
        hears(session, "ABCD2345", NOW)
        session.flush()
        assert blank_codes(session, NOW) == 3
        said, heard = left(session)
    gone = "Mã: …, https://t.me/bot?start=…; 12/QĐ-UBND, QWER-2345"
    assert said[:2] == [gone, gone]
    assert "JKLM-2345" in str(said[2])
    assert heard == ["…"]


@both
def test_the_chain_of_the_audit_holds_when_its_words_are_over(database: Database) -> None:
    from storage import audit

    with database.write() as session:
        audit.record(session, ago(4000), "seen", "person:1", details={"reason": "Bà Mẫu"})
    with database.write() as session:
        assert keep_for_a_time(session, KEPT, NOW) == {"audit": 1}
    with database.read() as session:
        assert verify(session).broken == ""
        oldest = select(AuditEntry.details).order_by(col(AuditEntry.id))
        assert session.exec(oldest).first() == {}


# --- Bytes ----------------------------------------------------------------------------------------

NAME, PHONE = "Huỳnh Thị Mẫu Ân", "0000 382 212"


def test_of_whom_was_erased_no_byte_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    with database.write() as session:
        session.add(Person(id=7, code="an", full_name=NAME, office_phone=PHONE))
        for number in range(40):
            says(session, f"{number} gửi {NAME}, {PHONE} " + "x" * 500, NOW)
    assert kept_in(tmp_path, NAME)
    assert kept_in(tmp_path, PHONE)
    with database.write() as session:
        erase(session, session.get_one(Person, 7), NOW.date(), NOW)
    database.forget_bytes(whole=True)
    assert not kept_in(tmp_path, NAME)
    assert not kept_in(tmp_path, PHONE)
    with database.read() as session:
        assert verify(session).broken == ""
    database.close()


def test_what_a_version_before_has_deleted_leaves_the_file_too(tmp_path: Path) -> None:
    """It did not write over what it deleted: only a file that is written anew is without it."""
    path = tmp_path / "x.sqlite3"
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    with database.write() as session:
        session.add(Person(id=7, code="an", full_name=NAME))
    database.forget_bytes(whole=False)
    with closing(sqlite3.connect(path)) as before, before:
        before.execute("PRAGMA secure_delete = OFF")
        before.execute("DELETE FROM person")
    database.forget_bytes(whole=False)
    assert kept_in(tmp_path, NAME)
    database.forget_bytes(whole=True)
    assert not kept_in(tmp_path, NAME)
    database.close()


def kept_in(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())


# --- Every column ---------------------------------------------------------------------------------


@both
def test_who_asks_is_given_all_that_is_theirs_and_nothing_that_opens_anything(
    database: Database,
) -> None:
    with database.write() as session:
        make_plan(session)
        make_people(session)
        person = person_of(session, "sct")
        account = account_at(session, "test", "sct")
        account.person_id = person.id
        says(session, "Kính gửi", NOW)
        hears(session, "1 xong", NOW)
        invite(session, person.id or 0, "ABCD-2345", NOW, timedelta(days=7))
        session.flush()
        given = everything_of(session, person)
        other = everything_of(session, person_of(session, "syt"))
    assert {"person", "appointment", "chataccount", "inbox", "outbox", "invitation"} <= set(given)
    assert given["inbox"][0]["text"] == "1 xong"
    assert "hash" not in str(given)
    assert "Kính gửi" not in str(other)


# What becomes of the words of each column when a person is erased. A new one fails here until
# somebody decides: `scrubbed` means that the name and numbers are looked for in it.
SCRUBBED = "scrubbed"
CLASSES: dict[str, str] = {
    "encrypted": "person.office_phone person.mobile person.email roster_line.says "
    "channel_token.access_token channel_token.refresh_token email_link.address",
}


def test_every_text_column_is_scrubbed_or_left_for_a_reason() -> None:
    """Left alone are the tables of `_LEFT_ALONE`; what is encrypted is a person's own, and goes
    with the row; all others are scrubbed, now and to come."""
    from storage.people.privacy.scrubbing import _LEFT_ALONE, _texts

    scrubbed = {f"{table.name}.{one.name}" for table, columns in _texts() for one in columns}
    unclassified = (
        {
            f"{table.name}.{one.name}"
            for table in SQLModel.metadata.sorted_tables
            for one in table.columns
            if table.name not in _LEFT_ALONE and _holds_words(one) and not one.foreign_keys
        }
        - scrubbed
        - set(CLASSES["encrypted"].split())
        - KEYS
    )
    assert unclassified == set()
    assert LEFT_ALONE == _LEFT_ALONE


# Keys that are names of ours, and hold nobody's
KEYS = {"channel_token.channel", "heartbeat.name", "lane.name"}
# Whose words are a person's own and are emptied one by one, or a decision's, or chained
LEFT_ALONE = {
    *("person", "roster_line", "chataccount", "agency", "assignment", "agency_group"),
    *("agency_group_member", "item", "plan", "reassignment", "rule", "succession"),
    "task_pair",
    *("auditentry", "audit_seal"),
}


def _holds_words(column: Any) -> bool:
    if isinstance(column.type, LargeBinary):
        return False
    if isinstance(column.type, JSON | Encrypted | EncryptedJSON):
        return True
    try:
        return bool(column.type.python_type is str)
    except NotImplementedError:
        return False
