"""Every talk in tests/transcripts plays on every kind of channel and database: same result."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select

from storage.database import Database, open_database
from storage.models import Absence, Consent, Extension, Handover, Objection, Report, Review, Snooze
from tests.support.talks.transcript import FOLDER, fits, play, read, same

TALKS = sorted(FOLDER.glob("*.txt"))
KEPT: tuple[type[Any], ...] = (
    *(Report, Review, Snooze, Extension, Absence, Consent),
    *(Objection, Handover),
)


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_a_talk_goes_as_it_is_written_on_every_channel(
    path: Path, tmp_path: Path, empty_postgresql: Database
) -> None:
    transcript = read(path.read_text(encoding="utf-8"))
    assert transcript.moves
    results = []
    *others, last = transcript.channels
    played = [(_sqlite(tmp_path, number), one) for number, one in enumerate(others or [last])]
    for database, channel in [*played, (empty_postgresql, last)]:
        world = transcript.world(database, channel())
        for move, heard in play(transcript, world):
            assert sorted(heard) == sorted(move.heard), f"{path.name}: {move.words}"
            for who, lines in heard.items():
                assert same(lines, move.heard[who]), "\n".join([move.words, *lines])
        assert all(fits(message, world.channel.name) for message in world.channel.sent)
        results.append(kept(database))
        if database is not empty_postgresql:
            database.close()
    assert results[1:] == results[:-1]


def _sqlite(folder: Path, number: int) -> Database:
    database = open_database(f"sqlite:///{folder / str(number)}.sqlite3")
    SQLModel.metadata.create_all(database.engine)
    return database


def kept(database: Database) -> list[list[dict[str, Any]]]:
    with database.read() as session:
        return [
            [row.model_dump() for row in session.exec(select(table).order_by(col(table.id)))]
            for table in KEPT
        ]
