"""Both shipped plans, loaded once a test run: what every simulated province begins with."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlmodel import SQLModel

from storage.database import Database, open_database
from storage.importing import PlanFolder, read_folder
from storage.people.roster import RosterRow, read_roster
from storage.plans.loading.folder_to_rows import load_plan
from tests.support.paths import DATA
from tests.support.worlds.world import ZONE

PEOPLE = {"ben-tre": "people-sample.csv", "thanh-hoa": "people-sample-thanh-hoa.csv"}
MORE_ROUNDS = {"ben-tre": (3, 20), "thanh-hoa": (7, 10)}  # over Tết, over the districts' last day
LOADED_AT = datetime(2025, 1, 2, 9, tzinfo=ZONE)


@dataclass(frozen=True)
class TwoPlans:
    """A database nobody writes to, what was loaded into it, and the sample people to choose from.

    `copy` is one engine for all that is played: it remembers how each query is compiled.
    """

    database: Database
    copy: Database
    folders: Mapping[str, PlanFolder]
    people: Mapping[str, list[RosterRow]]

    def begun(self) -> Database:
        """The copy, standing again where the first one stands; one at a time is in use."""
        _connection(self.database).backup(_connection(self.copy))
        return self.copy


@cache
def two_plans() -> TwoPlans:
    """Each plan with another round of its own, and nobody linked yet."""
    database = open_database("sqlite://")
    SQLModel.metadata.create_all(database.engine)
    folders = {code: read_folder(DATA / code) for code in PEOPLE}
    more = {code: _with_another_round(folders[code], *day) for code, day in MORE_ROUNDS.items()}
    with database.write() as session:
        for folder in (*folders.values(), *more.values()):
            load_plan(session, folder, LOADED_AT)
    people = {code: read_roster(DATA / file) for code, file in PEOPLE.items()}
    return TwoPlans(database, open_database("sqlite://"), more, people)


def _connection(database: Database) -> sqlite3.Connection:
    """The only one that a database in memory has."""
    pooled = database.engine.raw_connection()
    try:
        driver = pooled.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver
    finally:
        pooled.close()


def _with_another_round(folder: PlanFolder, month: int, day: int) -> PlanFolder:
    rule = replace(folder.head.rules[0], quote=f"ngày {day}/{month}", month=month, day=day)
    return replace(folder, head=replace(folder.head, rules=(*folder.head.rules, rule)))
