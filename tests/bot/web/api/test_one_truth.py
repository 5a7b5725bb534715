"""The API tells what the other outputs tell: at any instant, after any history."""

import csv
import json
from collections import Counter
from datetime import datetime
from itertools import count
from urllib.parse import quote

import pytest
from sqlmodel import select

from bot.documents.contents.dossier import figures_of
from bot.documents.json.summary import summary_json
from locales import translator
from storage.database import Database
from storage.models import Plan, Round, Tier
from tests.support.phones.pages.api_reader import Reader
from tests.support.worlds.answers.histories import any_instants, make_history
from tests.support.worlds.world import CALENDAR, FakeClock, World

SEEDS = (1, 2)
FIGURES = ("expected", "received", "on_time", "late", "missing", "pending", "accepted", "returned")


class Remembered(World):
    """A world in which anything has happened; nobody acts in it any more."""

    def __init__(self, database: Database, seed: int) -> None:
        self.seed = seed
        super().__init__(database)
        *_, last = any_instants(seed)
        self.clock = FakeClock(last)

    def _kind(self) -> object:
        return type(self), self.seed

    def _settles(self, session: object) -> None:
        make_history(session, self.seed, carried=True)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_summary_is_that_of_every_other_output(in_memory: Database, seed: int) -> None:
    reader = Reader(Remembered(in_memory, seed).runtime, "mau")
    for as_of in any_instants(seed):
        assert told(reader, as_of) == known(in_memory, as_of)


def test_its_figures_are_those_of_its_answers(in_memory: Database) -> None:
    """Page by page, as a reader takes them; and its table is the same as its JSON."""
    reader = Reader(Remembered(in_memory, 3).runtime, "mau")
    for as_of in any_instants(3):
        figures = told(reader, as_of)
        rows = answers(reader, as_of)
        counted = Counter(name for one in rows for name in one["counts_as"])
        assert {name: counted[name] for name in FIGURES} == {
            name: figures[name] for name in FIGURES
        }
        table = reader.asks(f"/plans/mau/summary?as_of={quote(as_of.isoformat())}&format=csv").text
        [total, *_, _] = csv.DictReader(table.splitlines())
        assert total["part"] == "total"
        assert int(total["received"]) == figures["received"]


def told(reader: Reader, as_of: datetime) -> dict[str, object]:
    found: dict[str, object] = reader.reads("/plans/mau/summary", as_of=as_of.isoformat())
    return found


def known(database: Database, as_of: datetime) -> dict[str, object]:
    with database.read() as session:
        plan = session.exec(select(Plan)).one()
        of_agencies = select(Round).where(Round.tier == Tier.AGENCIES, Round.year == 2026)
        round_ = session.exec(of_agencies).one()
        dossier = figures_of(session, plan, round_, as_of, CALENDAR)
    found: dict[str, object] = json.loads(summary_json(dossier, translator("vi")))
    del found["indicators"]  # a resource of their own, which test_description.py holds
    return found


def answers(reader: Reader, as_of: datetime) -> list[dict[str, list[str]]]:
    """All of them, nine a page."""
    found: list[dict[str, list[str]]] = []
    for page in count(1):
        part = reader.reads(
            "/plans/mau/answers", as_of=as_of.isoformat(), page=str(page), page_size="9"
        )
        found += part["answers"]
        if page >= part["pages"]:
            break
    assert len(found) == part["count"]
    return found
