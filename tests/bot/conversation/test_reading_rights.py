"""Who may read whose answers, looked at where they are loaded; and what it costs to load them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, select

from bot.conversation.inbox import take_waiting_turns
from bot.conversation.loaders.facts import load_facts
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer as Said
from bot.dialogs.engine import State
from bot.dialogs.facts.reading import ReadingFacts
from storage.database import Database, open_database
from storage.importing.folder.reader import read_folder
from storage.messages.inbox import Incoming, store_incoming
from storage.models import (
    Agency,
    Appointment,
    Assignment,
    ChatAccount,
    Expectation,
    Item,
    Person,
    Plan,
    Report,
    Right,
    RightKind,
    Round,
)
from storage.people.erasure import erase
from storage.people.roster import load_roster, read_roster
from storage.plans.loading.folder_to_rows import load_plan
from tests.bot.conversation.test_query_plans import Statements, noted, read_through
from tests.support.paths import DATA
from tests.support.worlds.planners import adds_planner
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.requests import reports
from tests.support.worlds.world import CALENDAR, ZONE, World
from tests.support.year.two_plans import PEOPLE


@pytest.fixture
def world(in_memory: Database) -> ReportingWorld:
    world = ReportingWorld(in_memory)
    for code in ("sct", "syt", "skhdt", "sct-lanhdao"):
        world.links(code)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    reports(world, "sct", "1.1", "in_progress", result="Kết quả của Sở Công Thương")
    reports(world, "syt", "1.3", "completed", result="Kết quả của Sở Y tế")
    return world


@contextmanager
def reading(world: World, who: str) -> Iterator[tuple[Session, ReadingFacts]]:
    with world.database.read() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.address == who)).one()
        yield session, load_facts(session, account, world.clock.now(), CALENDAR).reading


def expectation_on(session: Session, code: str, year: int = 2026) -> int:
    query = (
        select(Expectation)
        .join(Item, col(Item.id) == Expectation.item_id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(Item.code == code, Round.year == year)
    )
    return session.exec(query).one().id or 0


@pytest.mark.parametrize("who", ["sct", "sct-lanhdao"])
def test_of_another_agency_nothing_is_read_by_whatever_id(world: ReportingWorld, who: str) -> None:
    with reading(world, who) as (session, facts):
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one().id or 0
        for year in (0, 2025, 2026):
            assert facts.of_item(1, "1.3", year) is None
            assert facts.of_round(1, year, health) is None
            everything = facts.of_round(1, year, 0)
            assert everything is not None
            assert {one.now_called for one in everything.answers} == {"Sở Công Thương"}
        for year in (2025, 2026):
            assert facts.answer(expectation_on(session, "1.3", year)) is None
        assert {one.now_called for one in facts.agencies(1)} == {"Sở Công Thương"}
        assert facts.codes_near(1, "1.9") == ()


def test_a_printed_name_gives_no_right(world: ReportingWorld) -> None:
    """The plan prints Sở Công Thương for 1.3; asked was, and answers, Sở Y tế."""
    with world.database.write() as session:
        trade = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        item = session.exec(select(Item).where(Item.code == "1.3")).one()
        query = select(Assignment).where(Assignment.item_id == item.id)
        session.exec(query).one().printed_id = trade.id or 0
    with reading(world, "sct") as (_session, facts):
        assert facts.of_item(1, "1.3", 0) is None
        read = facts.of_round(1, 0, trade.id or 0)
        assert read is not None
        assert "1.3" not in {one.code for one in read.answers}
    with reading(world, "skhdt") as (_session, facts):
        read = facts.of_round(1, 0, trade.id or 0)
        assert read is not None
        assert "1.3" in {one.code for one in read.answers}


def test_one_reads_what_the_agency_that_was_taken_over_has_answered(world: ReportingWorld) -> None:
    with reading(world, "sct") as (session, facts):
        read = facts.of_item(1, "1.2", 2025)
        assert read is not None
        assert [one.printed for one in read.answers] == ["Ban Năng lượng"]
        assert facts.answer(expectation_on(session, "1.2", 2025)) is not None


def test_of_another_plan_nothing_is_read(world: ReportingWorld) -> None:
    with world.database.write() as session:
        session.add(
            Plan(
                code="khac",
                decision="1/QĐ-UBND",
                issued_on=date(2024, 1, 1),
                title="Kế hoạch khác",
                province="Mẫu",
                period="",
                coordinator="Sở Y tế",
            )
        )
    adds_planner(world, "khac", "khac")
    with reading(world, "khac") as (session, facts):
        assert [plan.code for plan in facts.plans] == ["khac"]
        assert facts.of_item(1, "1.1", 0) is facts.of_round(1, 0, 0) is None
        assert facts.answer(expectation_on(session, "1.1")) is None
        assert facts.agencies(1) == ()
        assert facts.items("1.1") == {}
    assert "Kết quả" not in world.says("khac", "1.1")[0].text


def test_a_planner_reads_everything_and_who_said_it_and_others_do_not(
    world: ReportingWorld,
) -> None:
    with reading(world, "skhdt") as (session, facts):
        for code, name in (("1.1", "Nguyễn Văn Mẫu An"), ("1.3", "Trần Thị Mẫu Bình")):
            answer = facts.answer(expectation_on(session, code))
            assert answer is not None
            assert answer.reporter == name
    for who in ("sct", "sct-lanhdao"):
        assert "Nguyễn Văn Mẫu An" not in world.says(who, "xem 1.1")[0].text


def test_who_was_erased_is_not_named(world: ReportingWorld) -> None:
    assert "Trần Thị Mẫu Bình" in world.says("skhdt", "1.3")[0].text
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "syt")).one()
        erase(session, person, date(2026, 10, 15), world.clock.now())
    [said] = world.says("skhdt", "1.3")
    assert "Kết quả của Sở Y tế" in said.text
    assert "người gửi" not in said.text


def test_a_stranger_reads_nothing(world: ReportingWorld) -> None:
    for words in ("1.1", "xem 1.1", "sở công thương", "khó khăn", "so với năm ngoái"):
        assert "Kết quả" not in "".join(one.text for one in world.says("la", words))


def test_a_right_that_has_ended_shows_nothing_more(world: ReportingWorld) -> None:
    """A list is on the phone still."""
    world.says("skhdt", "sở công thương")
    world.says("sct", "sở công thương")
    with world.database.write() as session:
        for right in session.exec(select(Right).where(Right.kind == RightKind.PLANNER)):
            session.delete(right)
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        for post in session.exec(select(Appointment).where(Appointment.person_id == person.id)):
            post.ends_on = date(2026, 10, 14)
    for who in ("skhdt", "sct"):
        assert "Kết quả" not in world.taps(who, "1.1")[0].text


def test_a_forged_choice_opens_no_other_answer(world: ReportingWorld) -> None:
    """The state is ours; but even one that names another agency's expectation reads nothing."""
    with world.database.read() as session:
        theirs = expectation_on(session, "1.3")
        account = session.exec(select(ChatAccount).where(ChatAccount.address == "sct")).one()
        facts = load_facts(session, account, world.clock.now(), CALENDAR)
        tried: list[dict[str, Any]] = [{"expectation": theirs}]
        for slots in (*tried, {"expectation": theirs, "whole": True}):
            assert "Sở Y tế" not in ENGINE.begin("read_answer", facts, **slots).prompt.text
            state = State("read_answer", "read", slots)
            assert "Sở Y tế" not in ENGINE.repeat(state, facts).prompt.text
            said = ENGINE.resume(state, Said("", "whole"), facts)
            assert "Sở Y tế" not in said.prompt.text
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        turn = ENGINE.begin("read_agency", facts, "", plan=1, agency=health.id)
        assert turn.state is None
        assert "1.3" not in turn.prompt.text


# --- What it costs --------------------------------------------------------------------------------

OF_ONE, OF_MANY = 20, 25  # questions to the database in a turn, with the look for the message
YEARS = (datetime(2025, 10, 14, 8, tzinfo=ZONE), datetime(2026, 10, 14, 8, tzinfo=ZONE))


class BenTre(World):
    """The real plan with the answers of two years."""

    def _settles(self, session: Session) -> None:
        load_plan(session, read_folder(DATA / "ben-tre"), YEARS[0])
        people = read_roster(DATA / PEOPLE["ben-tre"])
        load_roster(session, people, YEARS[0], YEARS[0].date())

    def answers_everything(self, now: datetime) -> None:
        self.clock.instant = now
        self.ticks()
        with self.database.write() as session:
            asked = session.exec(select(Expectation).where(Expectation.created_at == now)).all()
            session.add_all(
                Report(
                    expectation_id=one.id or 0,
                    person_id=1,
                    status=_status(one, now),
                    result="Đã tổ chức 12 lớp tập huấn cho 600 cán bộ, công chức",
                    difficulties="Kinh phí cấp chậm",
                    submitted_at=now,
                )
                for one in asked
            )


def _status(asked: Expectation, now: datetime) -> str:
    """Some are completed in the first year, and so carried over into the second."""
    return "completed" if now == YEARS[0] and (asked.item_id or 0) % 5 == 0 else "in_progress"


@pytest.fixture(scope="module")
def ben_tre() -> Iterator[BenTre]:
    """Made once: reading changes nothing."""
    database = open_database("sqlite://")
    SQLModel.metadata.create_all(database.engine)
    world = BenTre(database)
    for now in YEARS:
        world.answers_everything(now)
    for code in ("skhdt", "sct", "sct-lanhdao"):
        world.links(code)
    yield world
    database.close()


def turn_of(world: World, who: str, text: str) -> tuple[Statements, str]:
    """The statements of one turn, and what is said in it."""
    with world.database.write() as session:
        incoming = Incoming("fake", world._id(), who, text)
        store_incoming(session, [incoming], world.clock.now())
    with noted(world.database) as statements:
        take_waiting_turns(world.runtime)
    return statements, world.delivers()[-1].text


@pytest.mark.parametrize(
    ("who", "text", "words", "most"),
    [
        ("skhdt", "9.2", "Năm trước: Đang triển khai", OF_ONE),
        ("sct", "xem 9.2", "Năm trước: Đang triển khai", OF_ONE),
        ("sct-lanhdao", "9.2", "Năm trước: Đang triển khai", OF_ONE),
        ("skhdt", "13.3", "13.3.1", OF_MANY),
        ("skhdt", "sở công thương", "đã báo cáo", OF_MANY),
        ("skhdt", "khó khăn", "Kinh phí cấp chậm", OF_MANY),
    ],
)
def test_reading_takes_few_statements_and_short_messages_on_a_real_plan(
    ben_tre: BenTre, who: str, text: str, words: str, most: int
) -> None:
    statements, said = turn_of(ben_tre, who, text)
    assert len([one for one, _ in statements if one.startswith("SELECT")]) <= most
    assert words in said
    assert len(said) <= 700
    assert said.count("\n") < 10


def test_from_difficulties_to_who_must_act_is_a_turn_as_short(ben_tre: BenTre) -> None:
    turn_of(ben_tre, "skhdt", "khó khăn")
    statements, said = turn_of(ben_tre, "skhdt", "Vướng mắc chung")
    assert "Kinh phí" in said
    looks_up_first = 3  # which answers tell anything: of thousands only those are read whole
    selects = [one for one, _ in statements if one.startswith("SELECT")]
    assert len(selects) <= OF_MANY + looks_up_first


def test_reading_reads_no_growing_table_through(ben_tre: BenTre) -> None:
    for text in ("9.2", "xem 9.2 năm 2025", "1.1.1"):
        statements, _ = turn_of(ben_tre, "skhdt", text)
        assert read_through(ben_tre.database, statements) == set()
