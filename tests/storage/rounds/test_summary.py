"""The summary figures: one definition, at any instant."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlmodel import col, select

from bot.channels.contract import SendError
from storage.database import Database
from storage.models import Agency, Expectation, Item, Plan, Report, Review, Round, Status
from storage.reports.answers import expected_of
from storage.rounds.summary import Change, Summary, change_since, summarise
from tests.support.worlds.world import ZONE, World

DUE = datetime(2026, 11, 14, 12, tzinfo=ZONE)


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def reports(world: World, code: str, at: datetime, status: str = Status.COMPLETED) -> int:
    with world.database.write() as session:
        expectation = session.exec(
            select(Expectation)
            .join(Item, col(Item.id) == Expectation.item_id)
            .where(Item.code == code)
        ).one()
        report = Report(expectation_id=expectation.id or 0, status=status, submitted_at=at)
        session.add(report)
        session.flush()
        return report.id or 0


def reviews(world: World, report_id: int, accepted: bool, at: datetime) -> None:
    with world.database.write() as session:
        session.add(Review(report_id=report_id, accepted=accepted, reviewed_at=at))


def figures(world: World, as_of: datetime) -> Summary:
    with world.database.read() as session:
        plan = session.exec(select(Plan)).one()
        found = session.exec(select(Round).where(Round.tier == "agencies")).one()
        return summarise(session, plan, found, as_of, ZONE)


def counts(summary: Summary, names: Sequence[str]) -> list[int]:
    return [getattr(summary.total, name) for name in names]


def test_on_time_late_missing_and_pending(world: World) -> None:
    reports(world, "1.1", DUE)
    reports(world, "1.2", DUE + timedelta(days=1), Status.BLOCKED)
    before, after = figures(world, DUE), figures(world, DUE + timedelta(days=2))
    names = ("expected", "received", "on_time", "late", "missing", "pending")
    assert counts(before, names) == [4, 1, 1, 0, 0, 3]
    assert counts(after, names) == [4, 2, 1, 1, 2, 0]
    assert after.by_status == {"completed": 1, "blocked": 1}


def test_the_last_minute_of_the_day_is_in_time_and_the_next_is_not(world: World) -> None:
    last = datetime(2026, 11, 14, 23, 59, tzinfo=ZONE)
    reports(world, "1.1", last)
    reports(world, "1.2", last + timedelta(minutes=1))
    assert counts(figures(world, last + timedelta(days=1)), ("on_time", "late")) == [1, 1]


def test_only_the_newest_report_counts_and_only_while_it_is_not_withdrawn(world: World) -> None:
    reports(world, "1.1", DUE, Status.IN_PROGRESS)
    newest = reports(world, "1.1", DUE + timedelta(hours=1), Status.COMPLETED)
    assert figures(world, DUE + timedelta(hours=2)).by_status == {"completed": 1}
    with world.database.write() as session:
        session.get_one(Report, newest).withdrawn_at = DUE + timedelta(hours=3)
    assert figures(world, DUE + timedelta(hours=4)).by_status == {"in_progress": 1}
    assert figures(world, DUE + timedelta(hours=2)).by_status == {"completed": 1}


def test_the_newest_review_counts(world: World) -> None:
    report = reports(world, "1.1", DUE)
    reviews(world, report, False, DUE + timedelta(hours=1))
    reviews(world, report, True, DUE + timedelta(hours=2))
    names = ("accepted", "returned")
    assert counts(figures(world, DUE + timedelta(minutes=90)), names) == [0, 1]
    assert counts(figures(world, DUE + timedelta(hours=3)), names) == [1, 0]


def test_agencies_and_themes_add_up_to_the_total(world: World) -> None:
    reports(world, "1.1", DUE)
    summary = figures(world, DUE)
    assert [(one.agency, one.count.expected, one.count.received) for one in summary.by_agency] == [
        ("Sở Công Thương", 3, 1),
        ("Sở Y tế", 1, 0),
    ]
    assert [(one.code, one.count.expected) for one in summary.by_theme] == [("1", 4)]


def test_what_has_changed_since_an_instant_before(world: World) -> None:
    """Answers, corrections, what is newly late or missing; an answer to what is missing already is
    not late anew."""
    reports(world, "1.1", DUE - timedelta(days=2))
    reports(world, "1.1", DUE)
    reports(world, "1.2", DUE)

    def change(now: datetime, since: datetime) -> Change:
        summary = figures(world, now)
        with world.database.read() as session:
            return change_since(session, summary, since, ZONE)

    day, evening = timedelta(days=1), DUE + timedelta(hours=11)
    assert change(evening, evening - day) == Change(received=1, corrected=1, overdue=0)
    assert change(evening + day, evening) == Change(received=0, corrected=0, overdue=2)
    reports(world, "1.3", evening + 2 * day)
    assert change(evening + 2 * day, evening + day) == Change(received=1, corrected=0, overdue=0)
    assert not change(evening + 3 * day, evening + 2 * day)


def test_agencies_nobody_can_be_reached_for_are_named(world: World) -> None:
    world.links("syt")
    assert figures(world, DUE).unreached == ["Sở Công Thương"]


def test_whoever_was_not_reminded_in_time_is_named_and_not_called_late(world: World) -> None:
    world.links("sct")
    world.clock.jump_to(date(2026, 11, 6))
    world.ticks()  # Sở Công Thương hears; nobody of Sở Y tế can be reached
    reports(world, "1.3", DUE + timedelta(days=2))
    summary = figures(world, DUE + timedelta(days=3))
    assert [(one.agency, one.was_reminded) for one in summary.by_agency] == [
        ("Sở Công Thương", True),
        ("Sở Y tế", False),
    ]
    assert summary.never_reminded == ["Sở Y tế"]
    assert figures(world, DUE).never_reminded == []  # nothing is late yet


def test_a_reminder_after_the_due_day_or_one_that_never_left_is_none(world: World) -> None:
    world.links("syt")
    world.channel.outcomes.append(SendError("refused", permanent=True))
    world.clock.jump_to(date(2026, 11, 6))
    world.ticks()
    world.clock.jump_to(date(2026, 11, 18))
    world.links("sct")
    world.ticks()
    later = figures(world, DUE + timedelta(days=5))
    assert later.never_reminded == ["Sở Công Thương", "Sở Y tế"]


def test_of_several_answers_the_first_said_is_in_time_and_the_newest_is_what_counts(
    world: World,
) -> None:
    late, said = DUE + timedelta(days=2), DUE - timedelta(hours=1)
    returned = reports(world, "1.1", late, Status.BLOCKED)
    reviews(world, returned, False, late)
    reviews(world, returned, True, late)
    heard_late = reports(world, "1.1", late + timedelta(hours=1), Status.COMPLETED)
    with world.database.write() as session:
        session.get_one(Report, heard_late).sent_at = said
    names = ("received", "on_time", "late", "accepted", "returned", "corrected")
    before, after = figures(world, late), figures(world, late + timedelta(hours=2))
    assert counts(before, names) == [1, 0, 1, 1, 0, 0]
    assert counts(after, names) == [1, 1, 0, 0, 0, 0]
    assert after.by_status == {"completed": 1}


def test_every_expectation_is_held_against_its_own_day(world: World) -> None:
    moved, far = DUE.date() + timedelta(days=1), date.max  # the far one was edited by hand
    for code, due_on in (("1.2", moved), ("1.3", far)):
        with world.database.write() as session:
            item = session.exec(select(Item).where(Item.code == code)).one()
            query = select(Expectation).where(Expectation.item_id == item.id)
            session.exec(query).one().due_on = due_on
    for code in ("1.1", "1.2", "1.3"):
        reports(world, code, DUE + timedelta(days=2))
    names = ("on_time", "late", "missing", "pending")
    assert counts(figures(world, DUE + timedelta(days=2)), names) == [1, 2, 1, 0]


def say_something(world: World, random: Random, now: datetime) -> None:
    """Of anything: an answer, heard late perhaps, a review of one, or that one is withdrawn."""
    with world.database.write() as session:
        said = session.exec(select(Report).order_by(col(Report.id))).all()
        act = random.choice(("answer", "review", "withdraw")) if said else "answer"
        if act == "answer":
            asked = random.choice(
                session.exec(select(Expectation).order_by(col(Expectation.id))).all()
            )
            sent_at = random.choice((None, now - timedelta(hours=random.randrange(48))))
            status = random.choice(tuple(Status))
            session.add(
                Report(
                    expectation_id=asked.id or 0, status=status, submitted_at=now, sent_at=sent_at
                )
            )
        elif act == "review":
            of, accepted = random.choice(said).id or 0, random.choice((True, False))
            session.add(Review(report_id=of, accepted=accepted, reviewed_at=now))
        else:
            random.choice(said).withdrawn_at = now


def test_the_figures_are_those_of_the_answers_one_by_one(world: World) -> None:
    random, now = Random(2026), DUE - timedelta(hours=5)
    for _ in range(60):
        now += timedelta(hours=1)
        say_something(world, random, now)
        with world.database.read() as session:
            agencies = [one or 0 for one in session.exec(select(Agency.id))]
            every = expected_of(session, agencies, now.astimezone(ZONE).date())
            answers = [one for one in every if one.round.tier == "agencies" and one.report]
        assert counts(
            figures(world, now), ("received", "late", "corrected", "accepted", "returned")
        ) == [
            len(answers),
            sum(one.is_late(ZONE) for one in answers),
            sum(one.corrected_at is not None for one in answers),
            sum(one.is_locked for one in answers),
            sum(one.is_returned for one in answers),
        ]
