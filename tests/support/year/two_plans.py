"""Both shipped plans and one of own days, loaded once: what a simulated province begins with."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from sqlmodel import SQLModel

from storage.database import Database, open_database
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.reader import read_folder
from storage.people.roster import RosterRow, read_roster
from storage.plans.loading.folder_to_rows import load_plan
from tests.support.databases import remembering
from tests.support.paths import DATA
from tests.support.worlds.own_days import TASKS, own_days_folder, task
from tests.support.worlds.world import ZONE

PEOPLE = {"ben-tre": "people-sample.csv", "thanh-hoa": "people-sample-thanh-hoa.csv"}
MORE_ROUNDS = {"ben-tre": (3, 20), "thanh-hoa": (7, 10)}  # over Tết, over the districts' last day
PLANNERS = {"ben-tre": "skhdt", "thanh-hoa": "th-skhdt"}
LOADED_AT = datetime(2025, 1, 2, 9, tzinfo=ZONE)


@dataclass(frozen=True)
class TwoPlans:
    """A database nobody writes to, what was loaded into it, and the sample people to choose from.

    `copy` is one engine for all that is played.
    """

    database: Database
    copy: Database
    folders: Mapping[str, PlanFolder]
    people: Mapping[str, list[RosterRow]]
    planners: Mapping[str, str] = field(default_factory=lambda: PLANNERS)  # by plan

    def begun(self) -> Database:
        """The copy, standing again where the first one stands; one at a time is in use."""
        _connection(self.database).backup(_connection(self.copy))
        return self.copy


@cache
def two_plans(*, own_days: bool) -> TwoPlans:
    """Each plan with another round of its own; if asked for, one more whose tasks have days.
    Nobody is linked yet."""
    database = remembering(open_database("sqlite://"))
    SQLModel.metadata.create_all(database.engine)
    folders = {code: read_folder(DATA / code) for code in PEOPLE}
    more = {code: _with_another_round(folders[code], *day) for code, day in MORE_ROUNDS.items()}
    if own_days:
        more["cchc"] = _of_own_days(folders["ben-tre"])
    with database.write() as session:
        for folder in (*folders.values(), *more.values()):
            load_plan(session, folder, LOADED_AT)
    people = {code: read_roster(DATA / file) for code, file in PEOPLE.items()}
    return TwoPlans(database, remembering(open_database("sqlite://")), more, people)


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


def _of_own_days(beside: PlanFolder) -> PlanFolder:
    """A plan of the same province, reported on every year; its tasks have last days of their own,
    one of them every quarter."""
    quarter = replace(
        task("II.5", "Mỗi quý", "Sở Tư pháp", "Hằng quý", date(2025, 3, 31), "quarter"),
        start_year=2025,
    )
    soon = task("II.6", "Trong năm 2025", "Sở Y tế", "Trước 16/5/2025", date(2025, 5, 15))
    folder = own_days_folder(*TASKS, quarter, replace(soon, start_year=2025), reports=((11, 25),))
    rules = tuple(replace(one, from_year=2025, until_year=2030) for one in folder.head.rules[:1])
    items = tuple(
        replace(one, leads=("Sở Công Thương",)) if "Sở Tư pháp" in one.leads else one
        for one in folder.items
    )
    head = replace(
        folder.head,
        province=beside.head.province,
        coordinator=beside.head.coordinator,
        issued_on=date(2025, 1, 2),
        period="2025 - 2030",
        rules=rules,
    )
    return replace(folder, head=head, items=items, agencies=beside.agencies)
