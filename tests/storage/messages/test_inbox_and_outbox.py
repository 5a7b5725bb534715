"""Inbox and outbox on both engines: once only, in order, claimed by one, settled for good."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlmodel import select

from storage.database import Database
from storage.messages.inbox import Incoming, SentFile, account_at, next_waiting, store_incoming
from storage.messages.lanes import acquire_lease, reap_leases, release_lease
from storage.messages.outbox import claim, drop, fail, reap_claims
from storage.models import ChatAccount, Inbox, Lane, Outbox, Person

NOW = datetime(2026, 10, 15, 1, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def incoming(external_id: str, address: str = "a", text: str = "x") -> Incoming:
    return Incoming("fake", external_id, address, text)


def queue(database: Database, address: str = "a", **values: object) -> int:
    with database.write() as session:
        account = account_at(session, "fake", address)
        ours: dict[str, Any] = {"account_id": account.id or 0, "channel": "fake"}
        row = Outbox(**ours, text="x", created_at=NOW, send_at=NOW)
        row.sqlmodel_update(values)
        session.add(row)
        session.flush()
        return row.id or 0


def claimed(
    database: Database, now: datetime = NOW, limit: int = 8, holder: str = "one"
) -> list[int]:
    with database.write() as session:
        return [row.id or 0 for row, *_ in claim(session, "fake", now, LEASE, limit, limit, holder)]


def test_a_chat_is_heard_from_by_new_messages_only(database: Database) -> None:
    heard = []
    for key, hour in (("1", 0), ("2", 1), ("1", 2)):
        with database.write() as session:
            store_incoming(session, [incoming(key)], NOW + timedelta(hours=hour))
            account_at(session, "fake", "a").stopped_reason = "blocked"
        with database.read() as session:
            heard.append(account_at(session, "fake", "a").last_heard_at)
    assert heard == [NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=1)]
    with database.write() as session:
        store_incoming(session, [incoming("1")], NOW)
    with database.read() as session:
        assert account_at(session, "fake", "a").stopped_reason == "blocked"


def test_a_message_is_stored_once_however_often_it_is_given(database: Database) -> None:
    for expected in (1, 0):
        with database.write() as session:
            assert store_incoming(session, [incoming("1")], NOW) == expected
    with database.read() as session:
        assert len(session.exec(select(Inbox)).all()) == 1
        assert len(session.exec(select(ChatAccount)).all()) == 1


def test_messages_of_one_chat_wait_for_their_turn(database: Database) -> None:
    with database.write() as session:
        store_incoming(session, [incoming("1"), incoming("2"), incoming("3", "b")], NOW)
    with database.write() as session:
        first, *_ = next_waiting(session, ["fake"], NOW) or (None,)
        assert first is not None
        assert first.external_id == "1"
        first.handled_at = NOW
    with database.write() as session:
        second, *_ = next_waiting(session, ["fake"], NOW) or (None,)
        assert second is not None
        assert second.external_id == "2"


def test_whoever_is_linked_goes_before_strangers_however_many_write(database: Database) -> None:
    with database.write() as session:
        person = Person(code="sct", full_name="Nguyễn Văn Mẫu")
        session.add(person)
        session.flush()
        strangers = [incoming(f"s{at}", f"stranger-{at}") for at in range(30)]
        store_incoming(session, [*strangers, incoming("1", "known"), incoming("2", "known")], NOW)
        account_at(session, "fake", "known").person_id = person.id
    order = []
    for _ in range(3):
        with database.write() as session:
            first, *_ = next_waiting(session, ["fake"], NOW) or (None,)
            assert first is not None
            first.handled_at = NOW
            order.append(first.external_id)
    assert order == ["1", "2", "s0"]


def test_a_channel_nobody_here_speaks_is_left_alone(database: Database) -> None:
    with database.write() as session:
        store_incoming(session, [incoming("1")], NOW)
        assert next_waiting(session, ["other"], NOW) is None


def test_places_are_kept_for_digests_though_answers_would_take_all(database: Database) -> None:
    digest = queue(database, "d", kind="digest", text=None)
    first, second = queue(database, "a"), queue(database, "b")
    with database.write() as session:
        found = claim(session, "fake", NOW, LEASE, 2, 2, "one", kept=1)
        assert [row.id for row, *_ in found] == [first, digest]
        left = claim(session, "fake", NOW, LEASE, 2, 2, "one", kept=1)
        assert [row.id for row, *_ in left] == [second]


def test_a_claimed_message_comes_back_after_its_lease(database: Database) -> None:
    row = queue(database)
    assert claimed(database) == [row]
    assert claimed(database) == []
    assert claimed(database, NOW + LEASE) == [row]


def test_one_message_a_chat_and_in_order(database: Database) -> None:
    first, second, other = queue(database), queue(database), queue(database, "b")
    assert claimed(database) == [first, other]
    with database.write() as session:
        session.get_one(Outbox, first).sent_at = NOW
    assert claimed(database) == [second]


def test_a_message_being_retried_holds_back_the_next_of_its_chat(database: Database) -> None:
    queue(database, attempts=1, send_at=NOW + timedelta(minutes=5))
    queue(database)
    assert claimed(database) == []


def test_a_message_for_tomorrow_holds_nothing_back(database: Database) -> None:
    queue(database, send_at=NOW + timedelta(days=1))
    answer = queue(database)
    assert claimed(database) == [answer]


def test_failing_a_text_fails_its_parts_and_dropping_it_forgets_them(database: Database) -> None:
    for end in (fail, drop):
        row = queue(database)
        part = queue(database, part_of=row)
        with database.write() as session:
            end(session, session.get_one(Outbox, row), "why", NOW)
        with database.read() as session:
            left = session.get(Outbox, part)
            assert left is None if end is drop else left is not None and left.failed_at == NOW


def test_a_lane_has_one_holder_until_its_lease_ends(database: Database) -> None:
    def hold(holder: str, now: datetime) -> bool:
        with database.write() as session:
            return acquire_lease(session, "fake", holder, now, LEASE)

    assert hold("one", NOW)
    assert hold("one", NOW)
    assert not hold("two", NOW)
    assert hold("two", NOW + LEASE)
    with database.write() as session:
        release_lease(session, "fake", "two", NOW)
    assert hold("one", NOW)


def test_the_lane_of_a_dead_process_is_free_at_once(database: Database) -> None:
    with database.write() as session:
        acquire_lease(session, "fake", "dead", NOW, LEASE)
        acquire_lease(session, "other", "alive", NOW, LEASE)
        reap_leases(session, lambda holder: holder == "dead", NOW)
    with database.read() as session:
        until = {lane.name: lane.leased_until for lane in session.exec(select(Lane))}
    assert until == {"fake": NOW, "other": NOW + LEASE}


def test_what_a_dead_process_had_claimed_is_due_at_once(database: Database) -> None:
    dead, alive = queue(database, "a"), queue(database, "b")
    assert claimed(database, limit=1, holder="dead") == [dead]
    assert claimed(database, holder="alive") == [alive]
    with database.write() as session:
        reap_claims(session, lambda holder: holder == "dead", NOW)
    assert claimed(database) == [dead]


def test_kills_bring_no_message_nearer_to_being_given_up(database: Database) -> None:
    """It was tried all the same: what may have arrived is known as such."""
    often, once = queue(database, "a", attempts=7), queue(database, "b")
    for _ in range(20):
        claimed(database, holder="dead")
        with database.write() as session:
            reap_claims(session, lambda holder: holder == "dead", NOW)
    with database.read() as session:
        assert (
            session.get_one(Outbox, often).attempts,
            session.get_one(Outbox, once).attempts,
        ) == (7, 1)


def test_what_waits_to_be_tried_again_waits_on_though_its_process_dies(database: Database) -> None:
    """Nobody holds it: it was asked to wait."""
    queue(database, attempts=1, send_at=NOW + LEASE, reason="slow down")
    with database.write() as session:
        reap_claims(session, lambda _: True, NOW)
    assert claimed(database) == []


@pytest.mark.parametrize("rows", [40])
def test_two_processes_claim_each_message_once(database: Database, rows: int) -> None:
    expected = [queue(database, f"chat-{number}") for number in range(rows)]
    taken: list[int] = []
    start = Barrier(2)

    def work() -> None:
        start.wait()
        while found := claimed(database, limit=3):
            taken.extend(found)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == expected


def test_what_comes_in_is_cleaned_and_a_file_has_a_plain_name(database: Database) -> None:
    name = "../../etc/cron.d/\u202efdp.bao\u200bcao.pdf\x1b[31m"
    sent = Incoming(
        "fake", "1", "a", "\x1b]0;PWNED\x07\u00d0\u00e3 xo\u00adng\u00a01\r\n2\u200b xong\x00",
        file=SentFile("ref", name),
    )  # fmt: skip
    with database.write() as session:
        store_incoming(session, [sent], NOW)
    with database.read() as session:
        row = session.exec(select(Inbox)).one()
    assert row.text == "]0;PWNED\u0110\u00e3 xong 1\n2 xong"
    assert row.file is not None
    assert row.file["name"] == "fdp.baocao.pdf[31m"
