"""An agency's page of a round: its figures, answers, reminders and people, under all its names."""

from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from sqlmodel import Session, select

from bot.documents.contents.progress import living_in_order
from storage.database import Database
from storage.models import Agency, Expectation, Person, Plan, Report, Round, Succession, Tier
from storage.people.absences import announce_absence
from tests.support.databases import emptied
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.answered import NOW, AnsweredWorld

LIVING = "Sở Công Thương mới"


class Desk:
    """A planner's browser. Sở Công Thương has become another agency; its focal person is away."""

    def __init__(self, database: Database) -> None:
        self.world = AnsweredWorld(database)
        self.world.clock.instant = NOW
        with database.write() as session:
            self.round = session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one()
            self.old = _agency(session, "Sở Công Thương").id
            self.silent = _agency(session, "Sở Kế hoạch và Đầu tư").id
            self.living = _succeeded(session, self.old or 0)
            _away(session, self.world)
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")

    def path(self, agency_id: int | None, more: str = "") -> str:
        return f"/rounds/{self.round}/agencies/{agency_id}{more}"

    def words(self, agency_id: int | None, more: str = "") -> str:
        return words_of(self.browser.gets(self.path(agency_id, more)))


def _agency(session: Session, name: str) -> Agency:
    return session.exec(select(Agency).where(Agency.name == name)).one()


def _succeeded(session: Session, old: int) -> int:
    plan = session.exec(select(Plan)).one()
    living = Agency(province="Mẫu", name=LIVING, kind="department", office_phone="0000 000 010")
    session.add(living)
    session.flush()
    on, plan_id = date(2025, 3, 1), plan.id or 0
    session.add(Succession(plan_id=plan_id, from_id=old, to_id=living.id, on=on, confirmed=True))
    return living.id or 0


def _away(session: Session, world: AnsweredWorld) -> None:
    person = session.exec(select(Person).where(Person.code == "sct")).one()
    other = session.exec(select(Person).where(Person.code == "sct-lanhdao")).one()
    today = NOW.date()
    until = today + timedelta(days=3)
    announce_absence(session, person, today, until, other, today, world.clock.now())


@pytest.fixture(scope="module")
def desk(sqlite: Database) -> Desk:
    """It is only looked at."""
    return Desk(emptied(sqlite))


def test_a_living_agency_is_one_page_under_all_its_names(desk: Desk) -> None:
    answer = desk.browser.gets(desk.path(desk.old, "?as_of=2026-11-13"))
    assert answer.status_code == 303
    assert answer.headers["location"] == desk.path(desk.living, "?as_of=2026-11-13")
    words = desk.words(desk.living)
    assert LIVING in words
    assert "Trước đây là: Sở Công Thương" in words


def test_its_figures_are_those_of_the_overview(desk: Desk) -> None:
    lines = living_in_order(desk.world.dossier().summary)
    count = next(one.count for one in lines if one.agency_id == desk.living)
    words = desk.words(desk.living)
    assert f"Phải báo cáo {count.expected} " in words
    assert f"Đã nhận {count.received} " in words
    assert f"Quá hạn, chưa báo cáo {count.missing} " in words
    assert f'href="{desk.path(desk.living)}"' in desk.browser.gets(f"/rounds/{desk.round}").text


def test_its_answers_stand_there_and_nobody_elses(desk: Desk) -> None:
    page = desk.browser.gets(desk.path(desk.living)).text
    assert [code for code in ("1.1", "1.2", "1.3", "1.4") if f">{code}</a>" in page] == [
        *("1.1", "1.2", "1.4")
    ]


def test_as_of_a_past_day_it_shows_what_was_there_then(desk: Desk) -> None:
    words = desk.words(desk.living, "?as_of=2026-11-13")
    assert "Đã nhận 0 " in words
    assert "Tuần lễ Xanh" not in words


def test_what_was_said_to_it_is_told_with_its_fate(desk: Desk) -> None:
    words = desk.words(desk.living)
    assert "Nguyễn Văn Mẫu An (đầu mối, fake), 1.1, 1.2, 1.4" in words
    assert "đã gửi" in words


def test_its_people_are_told_with_how_they_are_reached(desk: Desk) -> None:
    words = desk.words(desk.living)
    assert "Nguyễn Văn Mẫu An , đầu mối. fake" in words
    assert "vắng mặt đến hết ngày 19/11/2026; Phạm Thị Mẫu Dung thay" in words
    assert "Phạm Thị Mẫu Dung , lãnh đạo phụ trách. chưa liên kết" in words
    assert "Gọi Sở Công Thương mới: 0000 000 010" in words
    assert 'href="tel:0000000010"' in desk.browser.gets(desk.path(desk.living)).text


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_its_own_report_can_be_taken_away(form: str, desk: Desk) -> None:
    answer = desk.browser.gets(desk.path(desk.living, f"/files/{form}"))
    assert answer.status_code == 200
    assert LIVING in unquote(answer.headers["content-disposition"])


def test_whoever_was_asked_nothing_has_no_page_there(desk: Desk) -> None:
    for odd in (desk.silent, 4711):
        assert desk.browser.gets(desk.path(odd)).status_code == 404
        assert desk.browser.gets(desk.path(odd, "/files/xlsx")).status_code == 404
    assert desk.browser.gets(desk.path(desk.living, "/files/png")).status_code == 404


def test_it_is_for_planners_of_the_plan_alone(desk: Desk) -> None:
    focal = Browser(desk.world.runtime)
    focal.signs_in("sct")
    for more in ("", "/files/xlsx"):
        assert focal.gets(desk.path(desk.living, more)).status_code == 404
        assert Browser(desk.world.runtime).gets(desk.path(desk.living, more)).status_code == 401


def test_last_year_stands_beside(database: Database) -> None:
    desk = Desk(database)
    with database.write() as session:
        this = session.get_one(Round, desk.round)
        before = this.model_dump() | {"id": None, "year": 2025, "due_on": date(2025, 11, 14)}
        older = Round(**before)
        session.add(older)
        session.flush()
        report = session.exec(select(Report)).first()
        assert report is not None
        asked = session.get_one(Expectation, report.expectation_id).model_dump()
        said_at = NOW - timedelta(days=366)
        asked |= {"id": None, "round_id": older.id, "created_at": said_at}
        asked |= {"due_on": older.due_on}
        expectation = Expectation(**asked)
        session.add(expectation)
        session.flush()
        said = report.model_dump() | {"id": None, "expectation_id": expectation.id}
        session.add(Report(**said | {"submitted_at": said_at}))
        older_id = older.id
    page = desk.browser.gets(desk.path(desk.living)).text
    assert f'<a href="/rounds/{older_id}/agencies/{desk.living}">2025</a>' in page
    assert "Phải báo cáo 3 1 " in desk.words(desk.living)
