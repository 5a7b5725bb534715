"""Doubts that were settled hold for every folder that still has them, and for no other."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import select

from storage.database import Database
from storage.importing.folder.model import (
    AgencyEntry,
    Doubt,
    GroupEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
)
from storage.models import Agency, Item, Person, Plan
from storage.plans.amendments.doubts import BadSettling, open_doubts, settle, settled_doubts
from storage.plans.folder_of import folder_of
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.loading.settled import key_of
from tests.support.databases import emptied
from tests.support.worlds.world import ZONE

NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)
LEAD = Doubt("items.csv", "1", "leads", "Sở Nông thôn", "tên chưa rõ", "Sở Nông nghiệp", 12)
GROUP = Doubt("groups.csv", "1", "members", "Các đơn vị có liên quan", "chưa rõ gồm ai")
TITLE = Doubt("items.csv", "1", "title", "Trồng cây", "chữ viết lạ")
AGENCIES = tuple(
    AgencyEntry(name, "department") for name in ("Sở Nông nghiệp", "Sở Y tế", "Sở Tài chính")
)
TASK = ItemEntry(
    code="1",
    parent="",
    kind="task",
    title="Trồng cây",
    title_raw="Trồng cây",
    lead_raw="Sở Nông thôn",
    leads=("Sở Nông nghiệp",),
    coordinating_raw="Sở Y tế; Các đơn vị có liên quan",
    coordinating=("Sở Y tế", "Các đơn vị có liên quan"),
)
HEAD = PlanHead(
    code="mau",
    decision="1/QĐ-UBND",
    issued_on=date(2024, 1, 2),
    title="Kế hoạch mẫu",
    province="Mẫu",
    period="2024 - 2030",
    coordinator="Sở Tài chính",
)
FOLDER = PlanFolder(
    head=HEAD,
    items=(TASK,),
    agencies=AGENCIES,
    groups=(GroupEntry("Các đơn vị có liên quan"),),
    doubts=(LEAD, GROUP, TITLE),
)


@pytest.fixture
def loaded(sqlite: Database) -> Database:
    database = emptied(sqlite)
    load(database)
    return database


def load(database: Database, folder: PlanFolder = FOLDER) -> None:
    with database.write() as session:
        load_plan(session, folder, NOW)


def settles(database: Database, doubt: Doubt, *names: str, note: str = "") -> None:
    with database.write() as session:
        plan = session.exec(select(Plan)).one()
        agencies = [session.exec(select(Agency).where(Agency.name == n)).one() for n in names]
        settle(session, plan, key_of(doubt), agencies, note, NOW, None)


def waiting(database: Database) -> list[str]:
    with database.read() as session:
        return [one.doubt.field for one in open_doubts(session, session.exec(select(Plan)).one())]


def leads(database: Database) -> tuple[list[str], list[str]]:
    with database.read() as session:
        item = session.exec(select(Item)).one()
        return item.leads, item.coordinating


def members(database: Database) -> tuple[str, ...]:
    with database.read() as session:
        return folder_of(session, session.exec(select(Plan)).one()).groups[0].members


def test_what_was_read_holds_and_is_not_asked_again(loaded: Database) -> None:
    assert waiting(loaded) == ["leads", "members", "title"]
    settles(loaded, LEAD, note="Đã hỏi Sở")
    assert waiting(loaded) == ["members", "title"]
    load(loaded)
    assert waiting(loaded) == ["members", "title"]
    assert leads(loaded)[0] == ["Sở Nông nghiệp"]
    with loaded.read() as session:
        [one] = settled_doubts(session, session.exec(select(Plan)).one())
    assert (one.doubt.seen, one.note, one.by) == ("Sở Nông thôn", "Đã hỏi Sở", "")


def test_other_agencies_lead_and_go_on_leading_when_the_folder_is_loaded_again(
    loaded: Database,
) -> None:
    settles(loaded, LEAD, "Sở Y tế")
    wanted = (["Sở Y tế"], ["Các đơn vị có liên quan"])
    assert leads(loaded) == wanted  # who leads does not coordinate as well
    load(loaded)
    assert leads(loaded) == wanted
    load(loaded, replace(FOLDER, items=(replace(TASK, title="Trồng rừng"),)))
    assert leads(loaded) == wanted


def test_what_was_corrected_in_the_folder_itself_wins(loaded: Database) -> None:
    settles(loaded, LEAD, "Sở Y tế")
    corrected = replace(TASK, leads=("Sở Tài chính",))
    load(loaded, replace(FOLDER, items=(corrected,), doubts=(GROUP, TITLE)))
    assert leads(loaded)[0] == ["Sở Tài chính"]


def test_a_group_gets_its_members(loaded: Database) -> None:
    settles(loaded, GROUP, "Sở Y tế", "Sở Tài chính")
    assert members(loaded) == ("Sở Y tế", "Sở Tài chính")
    load(loaded)
    assert members(loaded) == ("Sở Y tế", "Sở Tài chính")
    assert waiting(loaded) == ["leads", "title"]


def test_an_agency_that_the_folder_does_not_list_is_known_all_the_same(loaded: Database) -> None:
    with loaded.write() as session:
        session.add(Agency(province="Mẫu", name="Sở Mới", kind="department"))
    settles(loaded, LEAD, "Sở Mới")
    load(loaded)
    assert leads(loaded)[0] == ["Sở Mới"]


def test_it_is_settled_once_and_only_as_it_can_be(loaded: Database) -> None:
    with pytest.raises(BadSettling, match="no agencies"):
        settles(loaded, TITLE, "Sở Y tế")
    settles(loaded, LEAD)
    with pytest.raises(BadSettling, match="no doubt"):
        settles(loaded, LEAD)
    with loaded.write() as session:
        person = Person(code="la", full_name="Người Lạ Mẫu")
        session.add(person)
        session.flush()
        plan = session.exec(select(Plan)).one()
        with pytest.raises(BadSettling, match="no planner"):
            settle(session, plan, key_of(TITLE), [], "", NOW, person)
    assert waiting(loaded) == ["members", "title"]
