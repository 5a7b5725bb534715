"""Pairs of like tasks on the command line: shown, confirmed, undone."""

import pytest
from sqlmodel import select

from storage.database import Database, open_database
from storage.models import Person, TaskPair
from tests.bot.conftest import Terminal
from tests.support.worlds.answers.like_tasks import load_both


@pytest.fixture
def both(terminal: Terminal) -> Terminal:
    """The two plans; mau:1.1 asks as hieu-qua:4.1 does, 1.4 as 4.4."""
    database = _database(terminal)
    with database.write() as session:
        load_both(session)
    database.close()
    return terminal


def _database(terminal: Terminal) -> Database:
    return open_database(terminal.env["DATABASE_URL"])


def states(terminal: Terminal) -> dict[tuple[str, str], str]:
    pairs = terminal.json("like-tasks", "show", "--json")["pairs"]
    return {(one["one"]["task"], one["other"]["task"]): one["state"] for one in pairs}


def stored(terminal: Terminal) -> list[tuple[bool, str | None]]:
    database = _database(terminal)
    with database.read() as session:
        by = {one.id: one.code for one in session.exec(select(Person))}
        rows = session.exec(select(TaskPair).order_by(TaskPair.id)).all()  # type: ignore[arg-type]
        found = [(one.is_same, by.get(one.decided_by_id)) for one in rows]
    database.close()
    return found


def test_a_pair_is_shown_confirmed_and_undone(both: Terminal) -> None:
    pair, other = ("mau:1.1", "hieu-qua:4.1"), ("mau:1.4", "hieu-qua:4.4")
    assert states(both) == {pair: "proposed", other: "proposed"}
    said = both.prints("like-tasks", "confirm", *pair, "--by", "skhdt")
    assert said == "mau:1.1 and hieu-qua:4.1: confirmed\n"
    assert states(both) == {pair: "confirmed", other: "proposed"}
    table = both.prints("like-tasks", "show", "--province", "Mẫu")
    assert "hieu-qua:4.1" in table
    assert "answers used again: 0" in table
    assert "undone" in both.prints("like-tasks", "undo", *reversed(pair))
    assert states(both) == {other: "proposed"}
    assert stored(both) == [(True, "skhdt"), (False, None)]


def test_where_there_are_none_that_is_said(terminal: Terminal) -> None:
    said = terminal.prints("like-tasks", "show").splitlines()
    assert said == ["No tasks ask nearly the same of one agency.", "answers used again: 0"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("confirm", "mau:1.2", "hieu-qua:4.3"), "no agency answers for both"),
        (("confirm", "mau:1.1", "mau:1.1"), "no agency answers for both"),
        (("confirm", "mau:1.1", "hieu-qua:9.9"), "the plan hieu-qua has no task '9.9'"),
        (("confirm", "mau:1.1", "41"), "41"),
        (("confirm", "mau:1.1", "hieu-qua:4.1", "--by", "nobody"), "nobody"),
        (("confirm", "mau:1.1", "hieu-qua:4.1", "--by", "sct"), "sct is no planner of"),
        (("show", "--province", "Atlantis"), "no plan is of 'Atlantis'"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    both: Terminal, arguments: tuple[str, ...], told: str
) -> None:
    assert told in both.fails("like-tasks", *arguments)
    assert stored(both) == []
