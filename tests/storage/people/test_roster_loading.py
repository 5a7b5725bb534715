"""A roster beside what happens in the chats: a line that says nothing new undoes nothing."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.conversation.handlers.people.linking import link_address
from storage.database import Database
from storage.models import Person
from storage.people.chat_accounts import accounts_of
from storage.people.roster import BadRoster, differences, load_roster, read_roster
from tests.support.worlds.world import ZONE, World

HEAD = "code,full_name,address,posts,rights,language,office_phone\n"
SYT = "syt,Trần Thị Mẫu Bình,chị,focal@mau:Sở Y tế,,vi,\n"


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def load(world: World, file: Path, text: str) -> int:
    file.write_text(HEAD + text, "utf-8")
    now = world.clock.now()
    with world.database.write() as session:
        return load_roster(session, read_roster(file), now, now.astimezone(ZONE).date()).changed


def hand_over(world: World) -> None:
    world.links("syt")
    world.says("syt", "ban giao")
    world.says("syt", "Võ Thị Mẫu Hoa")
    world.taps("syt", "Bỏ qua")
    [told, *_] = world.taps("syt", "Đúng, cấp mã")
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", told.text)
    assert code
    world.clock.forward(minutes=5)
    world.says("hoa", code[0])
    world.taps("hoa", "Đúng")
    world.taps("hoa", "Đồng ý")


def test_an_address_that_changes_has_to_be_agreed_to_anew(world: World, file: Path) -> None:
    file.write_text("code,email\nsyt,cu@tinh.example\n", "utf-8")
    now = world.clock.now()
    with world.database.write() as session:
        load_roster(session, read_roster(file), now, now.date())
        person = session.exec(select(Person).where(Person.code == "syt")).one()
        link_address(session, person, "test", "words", now)
        assert [one.address for one in accounts_of(session, person.id or 0)] == ["cu@tinh.example"]
        load_roster(session, read_roster(file), now, now.date())  # says nothing new
        assert accounts_of(session, person.id or 0) != []
    file.write_text("code,email\nsyt,moi@tinh.example\n", "utf-8")
    with world.database.write() as session:
        load_roster(session, read_roster(file), now, now.date())
        person = session.exec(select(Person).where(Person.code == "syt")).one()
        assert person.email == "moi@tinh.example"
        assert accounts_of(session, person.id or 0) == []
    file.write_text("code,email\nsct,moi@tinh.example\n", "utf-8")
    with world.database.write() as session, pytest.raises(BadRoster, match="'syt' has it, too"):
        load_roster(session, read_roster(file), now, now.date())


def test_a_post_handed_over_does_not_come_back_with_the_file(world: World, file: Path) -> None:
    world.clock.jump_to(date(2026, 10, 14), 9)
    load(world, file, SYT)
    hand_over(world)
    world.clock.jump_to(date(2026, 10, 15), 9)
    assert load(world, file, SYT + "moi,Người Mẫu Mới,anh,,,vi,\n") == 1
    world.clock.jump_to(date(2026, 10, 30), 8)
    reminded = {message.address for message in world.ticks()}
    assert "hoa" in reminded
    assert "syt" not in reminded


def test_a_line_that_was_never_loaded_shows_what_it_would_bring_back(
    world: World, file: Path
) -> None:
    """The people of a database from before the lines were remembered."""
    world.clock.jump_to(date(2026, 10, 14), 9)
    hand_over(world)
    file.write_text(HEAD + SYT, "utf-8")
    with world.database.read() as session:
        found = differences(session, read_roster(file))
    assert [(one.field, one.before, one.after) for one in found if one.field == "posts"] == [
        ("posts", "", "focal: Sở Y tế")
    ]


def test_what_changed_between_the_showing_and_the_yes_is_not_overrun(
    world: World, file: Path
) -> None:
    now = datetime(2026, 10, 14, 9, tzinfo=ZONE)
    file.write_text(HEAD + SYT.replace("Bình", "Bích"), "utf-8")
    rows = read_roster(file)
    with world.database.read() as session:
        agreed = differences(session, rows)
    with world.database.write() as session:
        session.exec(select(Person).where(Person.code == "syt")).one().full_name = "Trần Mẫu"
    with (
        pytest.raises(BadRoster, match="in the meantime"),
        world.database.write() as session,
    ):
        load_roster(session, rows, now, now.date(), agreed)
