"""Files of reports on both engines: with a draft, with a report, claimed by one, dropped."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.messages import attachments
from storage.messages.inbox import account_at
from storage.models import (
    Attachment,
    AttachmentContent,
    ChatAccount,
    Expectation,
    Inbox,
    Outbox,
    Person,
    Report,
    Round,
)
from storage.people.own_data import files_of
from tests.support.worlds.world import World

NOW = datetime(2026, 10, 15, 1, tzinfo=UTC)
LEASE = timedelta(seconds=60)


@pytest.fixture
def asked(database: Database) -> list[int]:
    """Three expectations of Sở Công Thương."""
    world = World(database)
    world.ticks()
    with database.read() as session:
        rows = session.exec(select(Expectation).order_by(col(Expectation.id))).all()
    return [row.id or 0 for row in rows][:3]


def file(session: Session, asked: int, chat: str = "a", **values: Any) -> Attachment:
    account = account_at(session, "fake", chat)
    message = Inbox(
        channel="fake",
        external_id=str(session.exec(select(Inbox.id)).all()),
        account_id=account.id or 0,
        received_at=NOW,
    )
    session.add(message)
    session.flush()
    row = Attachment(
        account_id=account.id,
        expectation_id=asked,
        inbox_id=message.id or 0,
        channel="fake",
        ref="ref",
        name="a.pdf",
        media_type="application/pdf",
        received_at=NOW,
    )
    row.sqlmodel_update(values)
    session.add(row)
    session.flush()
    return row


def report(session: Session, asked: int, **values: Any) -> Report:
    person = session.exec(select(Person).where(Person.code == "sct")).one()
    row = Report(
        expectation_id=asked, person_id=person.id, status="completed", submitted_at=NOW, **values
    )
    session.add(row)
    session.flush()
    return row


def draft(session: Session, asked: int, chat: str = "a", **values: Any) -> None:
    account = account_at(session, "fake", chat)
    state = {"dialog": "report", "step": "status", "slots": {"expectation_id": asked}}
    ours: dict[str, Any] = {"account_id": account.id or 0, "channel": "fake"}
    row = Outbox(**ours, created_at=NOW, send_at=NOW, state=state, **values)
    session.add(row)
    session.flush()


def names(rows: list[Attachment]) -> list[str]:
    return [row.name for row in rows]


def test_a_message_brings_one_file_however_often_it_is_kept(
    database: Database, asked: list[int]
) -> None:
    with database.write() as session:
        first = file(session, asked[0])
        again = Attachment(**(first.model_dump() | {"id": None, "name": "b.pdf"}))
        assert not attachments.keep(session, again)
        assert names(list(session.exec(select(Attachment)))) == ["a.pdf"]


def test_a_draft_has_its_own_chats_files(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        account = session.get_one(ChatAccount, file(session, asked[0]).account_id)
        file(session, asked[0], "b", name="other chat")
        file(session, asked[1], name="other task")
        file(session, asked[0], name="given up", failed_reason="x")
        file(session, asked[0], name="dropped", dropped_at=NOW)
        file(session, asked[0], name="stored", report_id=report(session, asked[0]).id)
        assert names(attachments.files_of_draft(session, account, asked[0])) == ["a.pdf"]


def test_the_newest_version_with_files_counts(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        first, second = report(session, asked[0]), report(session, asked[0])
        file(session, asked[0], name="1", report_id=first.id)
        file(session, asked[0], name="2", report_id=second.id)
        file(session, asked[0], name="3", report_id=second.id)
        report(session, asked[0])
        file(session, asked[1], name="4", report_id=report(session, asked[1]).id)

        def counting() -> dict[int, list[str]]:
            found = attachments.files_of_reports(session, asked)
            return {key: names(rows) for key, rows in found.items()}

        assert counting() == {asked[0]: ["2", "3"], asked[1]: ["4"]}
        second.withdrawn_at = NOW
        assert counting() == {asked[0]: ["1"], asked[1]: ["4"]}
        first.withdrawn_at = NOW
        assert counting() == {asked[1]: ["4"]}


def test_files_live_as_long_as_their_draft(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        draft(session, asked[0])
        draft(session, asked[1], answered_at=NOW)
        draft(session, asked[2], "b")
        rows = [file(session, one, name=str(number)) for number, one in enumerate(asked)]
        stored = file(session, asked[1], report_id=report(session, asked[1]).id)
        for row in (*rows, stored):
            attachments.store_content(session, row, b"%PDF-", "application/pdf", NOW)
        session.flush()
        account_id = rows[0].account_id
        assert attachments.drop_left_behind(session, NOW, account_id) == 2
        assert attachments.drop_left_behind(session, NOW) == 0
        kept = session.exec(select(AttachmentContent.attachment_id)).all()
        assert sorted(kept) == [rows[0].id, stored.id]
        assert [row.dropped_at for row in rows] == [None, NOW, NOW]


def test_the_sweep_is_of_one_chat_or_of_all(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        file(session, asked[0])
        other = file(session, asked[0], "b")
        assert attachments.drop_left_behind(session, NOW, other.account_id) == 1
        assert attachments.drop_left_behind(session, NOW) == 1


def test_what_was_reported_last_is_of_one_instant(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()

        def lately(since: datetime) -> list[int]:
            rows = attachments.reported_lately(session, person.id or 0, since)
            return [row.expectation_id for row in rows]

        assert lately(NOW) == []
        report(session, asked[0])
        assert lately(NOW) == [asked[0]]
        assert lately(NOW + timedelta(seconds=1)) == []
        report(session, asked[1])
        assert lately(NOW) == asked[:2]
        report(session, asked[2]).submitted_at = NOW + timedelta(minutes=1)
        assert lately(NOW) == [asked[2]]


def test_a_claimed_file_comes_back_after_its_lease(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        file(session, asked[0])
        file(session, asked[0], channel="other")
        file(session, asked[0], failed_reason="x")
        file(session, asked[0], dropped_at=NOW)
        file(session, asked[0], fetched_at=NOW)
        assert attachments.anything_to_fetch(session, "fake", NOW)
        [row] = attachments.claim_files(session, "fake", NOW, LEASE, 8)
        assert row.attempts == 1
        session.flush()
        assert not attachments.anything_to_fetch(session, "fake", NOW)
        assert attachments.claim_files(session, "fake", NOW, LEASE, 8) == []
        assert attachments.claim_files(session, "fake", NOW + LEASE, LEASE, 8) == [row]


def test_two_processes_claim_each_file_once(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        expected = [file(session, asked[0], f"chat-{n}").id or 0 for n in range(20)]
    taken: list[int] = []
    start = Barrier(2)

    def work() -> None:
        start.wait()
        while True:
            with database.write() as session:
                found = attachments.claim_files(session, "fake", NOW, LEASE, 3)
                taken.extend(row.id or 0 for row in found)
            if not found:
                return

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(expected)


def test_content_lies_apart(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        row = file(session, asked[0])
        assert attachments.content_of(session, row.id or 0) is None
        attachments.store_content(session, row, bytes(range(256)), "image/png", NOW)
    with database.read() as session:
        assert attachments.content_of(session, row.id or 0) == bytes(range(256))
        assert attachments.waiting_file(session, row.id or 0) is None
        assert not hasattr(session.exec(select(Attachment)).one(), "content")


def test_a_round_lists_its_files_by_agency_and_item(database: Database, asked: list[int]) -> None:
    with database.write() as session:
        for one in reversed(asked):
            file(session, one, name=str(one), report_id=report(session, one).id)
        file(session, asked[0], name="not confirmed")
        rounds = session.exec(select(Round).order_by(col(Round.id))).all()
        found = [one for r in rounds for one in attachments.files_of_round(session, r.id or 0)]
        sorted_codes = sorted(one.code for one in found)
        assert [one.code for one in found] == sorted_codes
        assert {one.attachment.name for one in found} == {str(one) for one in asked}
        assert found[0].title != ""


def test_forgetting_who_sent_keeps_what_belongs_to_a_report(
    database: Database, asked: list[int]
) -> None:
    with database.write() as session:
        stored = file(session, asked[0], report_id=report(session, asked[0]).id)
        loose, other = file(session, asked[1]), file(session, asked[1], "b")
        for row in (stored, loose):
            attachments.store_content(session, row, b"%PDF-", "application/pdf", NOW)
        session.flush()
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        assert files_of(session, person.id or 0) == 1
        attachments.forget_sender(session, stored.account_id or 0, NOW)
        assert (stored.account_id, stored.name, stored.dropped_at) == (None, "", None)
        assert (loose.account_id, loose.name, loose.dropped_at) == (None, "", NOW)
        assert (other.account_id is None, other.dropped_at) == (False, None)
        assert session.exec(select(AttachmentContent.attachment_id)).all() == [stored.id]
