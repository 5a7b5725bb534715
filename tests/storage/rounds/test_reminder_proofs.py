"""Proof of reminder: what was said to each agency, what became of it, and who was never reached."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, text
from sqlmodel import Session, col, select

from scheduler.jobs import tick
from storage.database import Database
from storage.models import (
    Agency,
    Appointment,
    ChatAccount,
    Consent,
    Outbox,
    Person,
    Plan,
    Post,
    Round,
    Tier,
)
from storage.people.reachability import UnreachableReason
from storage.rounds.reminder_proofs import DeliveryStatus, NoSuchRound, Proof, proof_of_reminders
from storage.rounds.roles_on import HeardAs
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_plan,
    add_province,
    at,
    deliver,
)

TRADE, HEALTH = "Sở Công Thương", "Sở Y tế"
FIRST, RUNG = date(2026, 10, 14), date(2026, 10, 30)
DAY = timedelta(days=1)


def proofs(session: Session, today: date = RUNG, round_id: int | None = None) -> dict[str, Proof]:
    plan = session.exec(select(Plan)).one()
    return {one.agency: one for one in proof_of_reminders(session, plan, today, round_id)}


def head(session: Session, code: str) -> Outbox:
    """The newest digest of a person."""
    query = select(Outbox).join(Person, col(Person.id) == Outbox.person_id)
    return session.exec(query.where(Person.code == code).order_by(col(Outbox.id).desc())).all()[0]


@pytest.fixture
def province(database: Database) -> Database:
    add_province(database)
    tick(database, at(FIRST), CALENDAR)
    return database


def test_what_was_said_is_told_with_its_words(province: Database) -> None:
    with province.write() as session:
        row = head(session, "a")
        row.text = "Kính gửi anh Mẫu"
        session.add(
            Outbox(
                account_id=row.account_id,
                channel=row.channel,
                part_of=row.id,
                text="Trân trọng.",
                created_at=at(FIRST),
                send_at=at(FIRST),
            )
        )
    deliver(province, at(FIRST, 8, 1))
    with province.write() as session:
        tail = session.exec(select(Outbox).where(col(Outbox.part_of).is_not(None))).one()
        tail.failed_at, tail.reason = at(FIRST, 9), "too long"
    with province.read() as session:
        assert list(proofs(session)) == [TRADE, HEALTH]
        (said,) = proofs(session)[TRADE].said
    assert (said.person, said.person_code, said.channel) == ("Nguyễn Văn A", "a", "fake")
    assert (said.heard_as, said.rungs, said.items) == (HeardAs.FOCAL, (-30,), ("1.1", "1.2"))
    assert (said.queued_at, said.sent_at) == (at(FIRST), at(FIRST, 8, 1))
    assert (said.outcome, said.reason, said.voided) == (DeliveryStatus.ACCEPTED, "", False)
    assert [(part.text, part.outcome, part.reason) for part in said.parts] == [
        ("Kính gửi anh Mẫu", DeliveryStatus.ACCEPTED, ""),
        ("Trân trọng.", DeliveryStatus.FAILED, "too long"),
    ]


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        ("sent_at", DeliveryStatus.ACCEPTED),
        ("unknown_at", DeliveryStatus.UNKNOWN),
        ("failed_at", DeliveryStatus.FAILED),
        ("dropped_at", DeliveryStatus.DROPPED),
        ("", DeliveryStatus.WAITING),
    ],
)
def test_every_end_is_told_with_its_reason(
    province: Database, end: str, outcome: DeliveryStatus
) -> None:
    with province.write() as session:
        row = head(session, "a")
        row.reason = "because"
        if end:
            setattr(row, end, at(FIRST, 9))
    with province.read() as session:
        (said,) = proofs(session)[TRADE].said
    assert (said.outcome, said.reason) == (outcome, "because")
    assert said.parts[0].at == (at(FIRST, 9) if end else None)


def test_what_failed_and_was_said_anew_stays_as_a_proof(province: Database) -> None:
    with province.write() as session:
        row = head(session, "a")
        row.failed_at, row.reason = at(FIRST, 9), "blocked"
    tick(province, at(FIRST + DAY), CALENDAR)
    deliver(province, at(FIRST + DAY))
    with province.read() as session:
        failed, sent = proofs(session)[TRADE].said
    assert (failed.outcome, failed.voided, failed.rungs) == (DeliveryStatus.FAILED, True, (-30,))
    assert (sent.outcome, sent.voided, sent.rungs) == (DeliveryStatus.ACCEPTED, False, (-30,))


def test_who_was_never_reached_is_listed_with_the_obstacle(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        add_person(session, "a", TRADE, linked=False)
    tick(database, at(FIRST), CALENDAR)
    with database.read() as session:
        found = proofs(session)
    assert (found[TRADE].said, found[TRADE].obstacle) == ((), UnreachableReason.NOT_LINKED)
    assert (found[HEALTH].said, found[HEALTH].obstacle) == ((), UnreachableReason.NOBODY)


def test_a_leader_who_was_told_is_named(province: Database) -> None:
    with province.write() as session:
        boss = add_person(session, "boss", TRADE)
        post = session.exec(select(Appointment).where(Appointment.person_id == boss.id)).one()
        post.post = Post.LEADER
    for day in (FIRST, date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)):
        tick(province, at(day), CALENDAR)
        deliver(province, at(day))
    with province.read() as session:
        found = proofs(session, date(2026, 11, 20))
    assert found[TRADE].leaders_told == ("Nguyễn Văn BOSS",)
    assert [one.heard_as for one in found[TRADE].said][-1] == HeardAs.LEADER
    assert found[HEALTH].leaders_told == ()


def test_a_named_stand_in_is_no_leader_and_a_former_focal_person_stays_one(
    province: Database,
) -> None:
    deliver(province, at(FIRST))
    with province.write() as session:
        for post in session.exec(select(Appointment).where(Appointment.person_id == 1)):
            post.ends_on = FIRST - DAY  # a roster loaded on the very day
        session.exec(select(Appointment).where(Appointment.person_id == 2)).one().agency_id = 3
    with province.read() as session:
        found = proofs(session)
    assert [one.heard_as for one in found[TRADE].said] == [HeardAs.FOCAL]
    assert [one.heard_as for one in found[HEALTH].said] == [HeardAs.STAND_IN]


def test_a_round_may_be_asked_for_and_an_unknown_one_is_refused(province: Database) -> None:
    tick(province, at(RUNG), CALENDAR)
    with province.read() as session:
        own = session.exec(select(Round).where(Round.tier == Tier.COORDINATOR)).one()
        (proof,) = proofs(session, RUNG, own.id).values()
        assert (proof.agency, proof.round_id) == (COORDINATOR, own.id)
        assert proof.said[0].items == ("",)  # a report without an item
        with pytest.raises(NoSuchRound, match="'mau'"):
            proofs(session, RUNG, 99)


def test_only_the_agencies_that_are_asked_for(province: Database) -> None:
    with province.read() as session:
        plan = session.exec(select(Plan)).one()
        health = session.exec(select(Agency.id).where(Agency.name == HEALTH)).one() or 0
        found = proof_of_reminders(session, plan, RUNG, agency_ids=[health])
    assert [one.agency for one in found] == [HEALTH]


def test_erased_people_and_chats_do_not_break_it(province: Database) -> None:
    """The keys forbid it; a backup restored in part, or a hand in the tables, does not."""
    deliver(province, at(FIRST))
    with province.write() as session:
        if province.is_sqlite:
            session.connection().execute(text("PRAGMA defer_foreign_keys=ON"))
        else:
            session.connection().execute(text("SET LOCAL session_replication_role = replica"))
        gone = session.exec(select(Outbox.id).where(Outbox.person_id == 2)).one()
        for table in (Consent, Appointment, ChatAccount, Person):
            session.connection().execute(delete(table))
        session.connection().execute(delete(Outbox).where(col(Outbox.id) == gone))
        found = proofs(session)
        (said,) = found[TRADE].said
        assert (said.person, said.channel, said.outcome) == ("", "", DeliveryStatus.ACCEPTED)
        (erased,) = found[HEALTH].said
        assert (erased.parts, erased.rungs) == ((), (-30,))
        session.rollback()


def test_an_account_that_is_no_longer_theirs_still_shows_the_channel(province: Database) -> None:
    deliver(province, at(FIRST))
    with province.write() as session:
        for account in session.exec(select(ChatAccount)):
            account.person_id, account.stopped_at = None, at(FIRST, 10)
    with province.read() as session:
        found = proofs(session)
    assert (found[TRADE].said[0].channel, found[TRADE].obstacle) == (
        "fake",
        UnreachableReason.NOT_LINKED,
    )
