"""A digest that may or may not have arrived: said once more the same day, and never twice."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.channels.contract import Capabilities, OutcomeUnknown, RecipientStopped
from bot.delivery.digest import AGAIN_AFTER
from storage.database import Database
from storage.messages.inbox import Incoming, account_at
from storage.models import Expectation, Outbox, OutboxKind, Plan
from storage.rounds.reminder_proofs import DeliveryStatus, Saying, proof_of_reminders
from tests.support.worlds.world import FakeChannel, World

DAY = date(2026, 10, 15)


@pytest.fixture
def world(database: Database) -> World:
    return morning(World(database))


def morning(world: World) -> World:
    """Eight o'clock: no answer comes to the first sending."""
    world.links("sct")
    world.clock.jump_to(DAY)
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    return world


def digest(world: World) -> Outbox:
    with world.database.read() as session:
        return session.exec(select(Outbox).where(Outbox.kind == OutboxKind.DIGEST)).one()


def proof(world: World) -> Saying:
    with world.database.read() as session:
        plan = session.exec(select(Plan)).one()
        by_agency = {one.agency: one for one in proof_of_reminders(session, plan, DAY)}
        [saying] = by_agency["Sở Công Thương"].said
        return saying


def later(world: World, after: timedelta = AGAIN_AFTER) -> int:
    """How many messages go out then."""
    world.clock.instant += after
    return len(world.ticks())


def test_it_is_said_once_more_after_a_while(world: World) -> None:
    assert world.ticks() == []
    assert later(world, AGAIN_AFTER - timedelta(seconds=1)) == 0
    assert later(world, timedelta(seconds=1)) == 1
    assert later(world, timedelta(hours=1)) == 0


def test_the_proof_tells_of_both_tries(world: World) -> None:
    world.ticks()
    begun = world.clock.now()
    later(world)
    saying = proof(world)
    assert (saying.outcome, saying.first_try_at) == (DeliveryStatus.ACCEPTED, begun)
    assert saying.sent_at == world.clock.now()


def test_only_once_more(world: World) -> None:
    world.channel.outcomes = [OutcomeUnknown("timed out")] * 2
    world.ticks()
    assert [later(world) for _ in range(30)] == [0] * 30
    assert world.channel.outcomes == []
    assert proof(world).outcome == DeliveryStatus.UNKNOWN


def test_an_answer_stands_not_behind_it(world: World) -> None:
    world.ticks()
    assert len(world.says("sct", "tro giup")) == 1


def test_what_is_owed_no_more_is_not_said_again_and_stays_unknown(world: World) -> None:
    world.ticks()
    begun = world.clock.now()
    with world.database.write() as session:
        for one in session.exec(select(Expectation)):
            one.ended_at = begun
    world.clock.instant += AGAIN_AFTER
    assert world.delivers() == []
    assert (digest(world).unknown_at, digest(world).dropped_at) == (begun, None)


def tapped(row: Outbox) -> str:
    assert row.choices
    return f"{row.id}:{row.choices[0]['key']}"


def test_who_has_tapped_it_has_got_it(world: World) -> None:
    world.ticks()
    begun = world.clock.now()
    world.clock.forward(minutes=3)
    world.taps_data("sct", tapped(digest(world)))
    assert (digest(world).sent_at, digest(world).unknown_at) == (begun, None)
    assert digest(world).answered_at is not None
    assert later(world) == 0
    assert proof(world).outcome == DeliveryStatus.ACCEPTED


def test_a_tap_proves_the_arrival_also_when_no_more_is_tried(world: World) -> None:
    world.ticks()
    later(world, timedelta(days=1))
    assert proof(world).outcome == DeliveryStatus.UNKNOWN
    world.taps_data("sct", tapped(digest(world)))
    assert proof(world).outcome == DeliveryStatus.ACCEPTED


def test_a_tap_on_what_a_killed_process_had_sent_is_an_answer_and_no_copy_follows(
    world: World,
) -> None:
    """It was delivered, and never written down: not sent as far as the database knows."""
    world.channel.outcomes = []
    world.ticks()
    with world.database.write() as session:
        row = session.exec(select(Outbox).where(Outbox.kind == OutboxKind.DIGEST)).one()
        row.sent_at, row.external_id, row.claimed_by = None, "", "gone:1"
    world.clock.forward(seconds=8)
    [answer] = world.hears_at_once(
        Incoming("fake", "t1", "sct", tapped=tapped(row), refers_to="77")
    )
    assert "đã được trả lời" not in answer.text
    assert (digest(world).sent_at, digest(world).external_id) == (world.clock.now(), "77")
    assert later(world, timedelta(minutes=2)) == 0


def test_a_guessed_button_of_what_was_never_sent_proves_nothing(world: World) -> None:
    with world.database.write() as session:
        account = account_at(session, "fake", "sct")
        row = Outbox(
            account_id=account.id or 0,
            channel="fake",
            text="?",
            state={"dialog": "tasks", "step": "list", "slots": {}},
            choices=[{"key": "x", "label": "x", "number": 1}],
            created_at=world.clock.now(),
            send_at=world.clock.now() + timedelta(days=1),
        )
        session.add(row)
        session.flush()
        row_id = row.id
    world.taps_data("sct", f"{row_id}:y")
    with world.database.read() as session:
        assert session.get_one(Outbox, row_id).sent_at is None


@pytest.mark.parametrize(("hour", "minute", "times"), [(10, 55, 1), (16, 29, 0)])
def test_it_keeps_the_office_hours_of_its_day(
    database: Database, hour: int, minute: int, times: int
) -> None:
    """Before noon it waits for the afternoon; in the evening it is left alone."""
    world = morning(World(database))
    world.clock.jump_to(DAY, hour, minute)
    world.ticks()
    assert later(world) == 0
    assert (digest(world).unknown_at is None) == bool(times)
    assert later(world, timedelta(hours=4)) == times


def test_a_machine_that_was_off_until_the_next_day_leaves_it(world: World) -> None:
    world.ticks()
    assert later(world, timedelta(days=1)) == 0
    assert digest(world).unknown_at is not None


def test_of_a_long_one_no_part_goes_out_alone(database: Database) -> None:
    narrow = FakeChannel(capabilities=Capabilities(max_length=300, buttons=True))
    world = morning(World(database, narrow))
    assert world.ticks() == []
    assert later(world, timedelta(minutes=1)) == 0
    assert later(world) > 1


def test_whoever_left_meanwhile_is_not_written_to(world: World) -> None:
    world.channel.outcomes.append(RecipientStopped("blocked"))
    world.ticks()
    assert later(world) == 0
    saying = proof(world)
    assert saying.outcome == DeliveryStatus.FAILED
    assert saying.first_try_at is not None
