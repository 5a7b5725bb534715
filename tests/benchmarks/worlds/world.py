"""A world to measure in: a province and beside it a plan of many agencies, with years behind it."""

from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import Session

from scheduler.jobs import tick
from storage.database import Database
from storage.importing.folder.reader import read_folder
from storage.messages.outbox import unsettled
from storage.migrations import upgrade
from storage.models import Outbox
from storage.people.roster import load_roster, read_roster
from storage.plans.loading.folder_to_rows import load_plan
from tests.benchmarks.worlds.calendar import BEFORE_OFFICE, EVE, OFFICE_OPENS
from tests.benchmarks.worlds.history import add_history
from tests.benchmarks.worlds.large_plan import add_large_plan, link
from tests.support.paths import DATA
from tests.support.worlds.world import CALENDAR
from tests.support.year.two_plans import PEOPLE


@dataclass(frozen=True)
class World:
    """Both shipped plans, and beside them a large one. It stands on the eve of a reminder morning
    with its rounds open, or an hour into that day with everybody reminded."""

    shipped_people: bool = True  # linked
    agencies: int = 0  # of the large plan
    people: int = 1  # focal persons of each
    tasks: int = 10  # of each
    old_rows: int = 0
    is_reminded: bool = True


def build(database: Database, world: World) -> None:
    upgrade(database)
    with database.write() as session:
        _add_shipped_plans(session)
        if world.shipped_people:
            link(session, "%")
        if world.agencies:
            add_large_plan(session, world.agencies, world.people, world.tasks)
        add_history(session, world.old_rows)
    tick(database, EVE, CALENDAR)
    if world.is_reminded:
        remind(database)


def _add_shipped_plans(session: Session) -> None:
    """With their sample people."""
    for code, file in PEOPLE.items():
        load_plan(session, read_folder(DATA / code), EVE)
        load_roster(session, read_roster(DATA / file), EVE, EVE.date())


def remind(database: Database) -> None:
    """The reminder morning passes: what it queues is sent."""
    tick(database, BEFORE_OFFICE, CALENDAR)
    with database.write() as session:
        session.connection().execute(
            update(Outbox)
            .where(unsettled(Outbox))
            .values(sent_at=OFFICE_OPENS, attempts=1, external_id="1", text="…")
        )
