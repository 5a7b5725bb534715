"""Both shipped plans with the communes of today, and three plans of a province that merged."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import Session, col, select

from bot.delivery.digest import compose
from bot.documents.contents.communes import of_task, rolled_up
from locales import translator
from scheduler.jobs import tick
from storage.database import Database, open_database
from storage.importing.folder.reader import read_folder
from storage.importing.places.communes import communes_of, communes_of_district
from storage.migrations import upgrade
from storage.models import (
    Agency,
    Appointment,
    ChatAccount,
    Expectation,
    Outbox,
    Person,
    Plan,
    Post,
    Report,
    Right,
    Round,
    Status,
    Tier,
)
from storage.people.appointments import appoint
from storage.people.roster import load_roster, read_roster
from storage.plans.known_agencies import COMMUNE
from storage.plans.loading.folder_to_rows import load_plan
from storage.plans.reassigning.to_communes import give_to_communes, of_districts
from storage.rounds.summary import Summary, offices_and_communes, summarise
from tests.benchmarks.worlds.large_plan import link
from tests.bot.conftest import DATABASE, Terminal
from tests.support.databases import remembering
from tests.support.paths import DATA
from tests.support.worlds.answers.communes import OFFICE, folder
from tests.support.worlds.province import ENDLESS
from tests.support.worlds.world import CALENDAR, ZONE
from tests.support.year.two_plans import PEOPLE, PLANNERS

SAY = translator("vi")
LOADED = datetime(2026, 9, 1, 9, tzinfo=ZONE)
MORNING = datetime(2026, 10, 14, 8, 5, tzinfo=ZONE)
PROVINCES = {"ben-tre": "Bến Tre", "thanh-hoa": "Thanh Hóa"}
ASKED = {"ben-tre": (48, 100), "thanh-hoa": (166, 2490)}  # communes, and what is asked of them
WITHOUT_CHAT = ("Huyện Ba Tri", "Huyện Chợ Lách")  # the communes that these became


@pytest.fixture(scope="module", name="database")
def _database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """What districts had was given to what they became; on the morning of the first reminder."""
    folder_ = tmp_path_factory.mktemp("communes")
    database = remembering(open_database(f"sqlite:///{folder_ / DATABASE}"))
    upgrade(database)
    with database.write() as session:
        for code, file in PEOPLE.items():
            load_plan(session, read_folder(DATA / code), LOADED)
            load_roster(session, read_roster(DATA / file), LOADED, LOADED.date())
        for plan in session.exec(select(Plan)).all():
            _give(session, plan)
        _staff(session)
        link(session, "%")
        _unlink(session)
    tick(database, MORNING, CALENDAR)
    yield database
    database.close()


def _give(session: Session, plan: Plan) -> None:
    of_plan = select(Person).join(Right, col(Right.person_id) == Person.id)
    planner = session.exec(of_plan.where(Person.code == PLANNERS[plan.code])).one()
    for one in of_districts(session, plan, LOADED.date()):
        give_to_communes(session, plan, one, planner, LOADED)


def _staff(session: Session) -> None:
    """A focal person for each commune."""
    for agency in session.exec(select(Agency).where(Agency.kind == COMMUNE)).all():
        person = Person(code=f"xa-{agency.id}", full_name="Nguyễn Văn Mẫu")
        session.add(person)
        session.flush()
        appoint(session, person.id or 0, agency.id or 0, Post.FOCAL, LOADED.date())


def _unlink(session: Session) -> None:
    query = select(ChatAccount).join(Person, col(Person.id) == ChatAccount.person_id)
    for account in session.exec(query.where(col(Person.code).in_(_unlinked(session)))):
        account.person_id = None


def _unlinked(session: Session) -> list[str]:
    offices = [one.office for name in WITHOUT_CHAT for one in communes_of_district("Bến Tre", name)]
    found = session.exec(select(Agency.id).where(col(Agency.name).in_(offices)))
    return [f"xa-{key}" for key in found]


def summary_of(session: Session, code: str) -> Summary:
    plan = session.exec(select(Plan).where(Plan.code == code)).one()
    rounds = select(Round).where(Round.plan_id == plan.id, Round.tier == Tier.AGENCIES)
    round_ = session.exec(rounds.where(Round.year == MORNING.year)).one()
    return summarise(session, plan, round_, MORNING, ZONE)


@pytest.mark.parametrize("code", ASKED)
def test_each_plan_asks_the_communes_of_its_own_province(code: str, database: Database) -> None:
    with database.read() as session:
        summary = summary_of(session, code)
    asked = [one for one in summary.by_agency if one.is_commune]
    offices = {one.office for one in communes_of(PROVINCES[code])}
    assert {one.now_called for one in asked} == offices
    assert (len(offices), sum(one.count.expected for one in asked)) == ASKED[code]
    # The names of 2023 are kept beside them
    assert all(re.match("UBND (huyện|thị xã|thành phố) ", one.agency) for one in asked)


def test_everybody_hears_once_of_what_their_own_commune_owes(database: Database) -> None:
    with database.write() as session:
        rows = session.exec(select(Outbox)).all()
        heard = Counter(row.person_id for row in rows)
        assert set(heard.values()) == {1}
        communes = {
            held.person_id: agency
            for held, agency in session.exec(
                select(Appointment, Agency)
                .join(Agency, col(Agency.id) == Appointment.agency_id)
                .where(Agency.kind == COMMUNE)
            )
        }
        told = [communes[who].name for who in heard if who in communes]
        reached = len(communes) - len(_unlinked(session))
        in_both = sum(count for count, _ in ASKED.values()) - len(_unlinked(session))
        assert len(told) == in_both < reached  # other communes of the merged province owe nothing
        thanh_hoa = communes_of("Thanh Hóa")[0].office
        [row] = [one for one in rows if _is_at(communes, one.person_id, thanh_hoa)]
        account = session.get_one(ChatAccount, row.account_id)
        compose(session, row, account, MORNING, CALENDAR, ENDLESS)
        assert "của UBND tỉnh Thanh Hóa, đơn vị còn 15/15 nội dung" in (row.text or "")


def _is_at(communes: dict[int, Agency], person_id: int | None, office: str) -> bool:
    return person_id in communes and communes[person_id].name == office


def test_communes_are_one_line_with_a_count_and_those_who_are_silent(database: Database) -> None:
    with database.write() as session:
        summary = summary_of(session, "thanh-hoa")
        silent = [one.office for one in communes_of("Thanh Hóa")][:6]
        asked = select(Expectation, Agency.name).join(
            Agency, col(Agency.id) == Expectation.agency_id
        )
        ours = asked.where(Expectation.round_id == summary.round.id, Agency.kind == COMMUNE)
        for expectation, name in session.exec(ours).all():
            if name not in silent:
                session.add(
                    Report(
                        expectation_id=expectation.id or 0,
                        status=Status.ONGOING,
                        submitted_at=MORNING,
                    )
                )
        session.flush()
        summary = summary_of(session, "thanh-hoa")
        session.rollback()
    offices, communes = offices_and_communes(summary)
    assert not any(one.is_commune for one in offices)
    assert communes is not None
    assert rolled_up(communes, SAY) == "UBND cấp xã (160/166 đơn vị đã báo cáo đủ)"
    tasks = [one for one in summary.by_task if one.communes.expected]
    assert len(tasks) == ASKED["thanh-hoa"][1] // 166
    for one in tasks:
        told = of_task(one, SAY, 6)
        assert told.startswith("160/166 ")
        assert all(name.removeprefix("UBND ") in told for name in silent)


def test_cards_for_the_rest_come_by_former_district(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.forget_bytes(whole=False)
    source = Path(str(database.engine.url.database))
    (tmp_path / DATABASE).write_bytes(source.read_bytes())
    terminal = Terminal(tmp_path, monkeypatch)
    terminal.env["TELEGRAM_BOT_TOKEN"] = "1:a"
    terminal.prints("invite", "--all", "--sheet", "phieu.docx")
    sheet = Document(str(tmp_path / "phieu.docx"))
    heads = [one.text for one in sheet.paragraphs if one.text]
    assert heads == [f"Huyện cũ: {name}, Bến Tre" for name in WITHOUT_CHAT]
    cards = [cell.text for table in sheet.tables for row in table.rows for cell in row.cells]
    for name in WITHOUT_CHAT:
        for one in communes_of_district("Bến Tre", name):
            assert sum(one.office in card for card in cards) == 1
    data = terminal.json("rehearse", "ben-tre", "--year", "2026", "--json")
    names = {one["agency"] for one in data["unreached"]}
    here = {one.office for name in WITHOUT_CHAT for one in communes_of_district("Bến Tre", name)}
    assert here <= names
    assert data["agencies"] > ASKED["ben-tre"][0]


# --- Three former provinces -----------------------------------------------------------------------

FORMER = ("Bến Tre", "Trà Vinh", "Vĩnh Long")


@pytest.fixture(name="merged")
def _merged(in_memory: Database) -> Database:
    """Each of three provinces asks the 124 communes of Vĩnh Long and its one Sở Công Thương."""
    with in_memory.write() as session:
        for number, province in enumerate(FORMER, start=1):
            one = folder()
            head = replace(
                one.head,
                code=f"cua-{number}",
                decision=f"{number}/QĐ-UBND",
                province=province,
                issuer=f"UBND tỉnh {province}",
            )
            load_plan(session, replace(one, head=head), LOADED)
        _staff(session)
        link(session, "%")
    tick(in_memory, MORNING, CALENDAR)
    return in_memory


def test_a_merged_province_has_one_line_an_agency_and_one_digest_a_person(
    merged: Database,
) -> None:
    with merged.write() as session:
        communes = session.exec(select(Agency).where(Agency.kind == COMMUNE)).all()
        assert len(communes) == 124
        rows = session.exec(select(Outbox)).all()
        assert len({one.person_id for one in rows}) == len(rows) == 124
        account = session.get_one(ChatAccount, rows[0].account_id)
        compose(session, rows[0], account, MORNING, CALENDAR, ENDLESS)
        for province in FORMER:
            assert (rows[0].text or "").count(f"của UBND tỉnh {province}") == 1
        for number, _ in enumerate(FORMER, start=1):
            summary = summary_of(session, f"cua-{number}")
            offices, units = offices_and_communes(summary)
            assert units is not None
            assert len(units.each) == 124
            assert len({one.agency_id for one in offices}) == len(offices) == 1
            assert offices[0].now_called.startswith(OFFICE)
