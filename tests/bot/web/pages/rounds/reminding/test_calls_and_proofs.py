"""Whom to call, what was said to whom, and the letter whose number is noted."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlmodel import Session, select

from scheduler.reminders.call_list import call_list
from storage.database import Database
from storage.models import Agency, AuditEntry, Plan, Right, Round, Tier
from storage.reports.late_letters import SentLetter, letters_of
from storage.rounds.nudges import CALLS_TOLD_FOR, calls_noted
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.answered import NOW, AnsweredWorld
from tests.support.worlds.planners import adds_planner
from tests.support.worlds.world import CALENDAR

SENT = {"number": "123/STC-TH", "issued_on": "2026-11-16"}


class Desk:
    """Sở Công Thương owes 1.4; Sở Y tế, whom nobody reaches, is to complete 1.3."""

    def __init__(self, database: Database) -> None:
        self.database, self.world = database, AnsweredWorld(database)
        self.world.clock.instant = NOW
        with database.read() as session:
            self.round = session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one()
            self.trade = _id(session, "Sở Công Thương")
            self.health = _id(session, "Sở Y tế")
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")

    def path(self, part: str) -> str:
        return f"/rounds/{self.round}{part}"

    def words(self, part: str) -> str:
        return words_of(self.browser.gets(self.path(part)))

    def letters(self) -> list[SentLetter]:
        with self.database.read() as session:
            rounds = session.exec(select(Round.id)).all()
            return [one for key in rounds for one in letters_of(session, key or 0)]


def _id(session: Session, name: str) -> int:
    return session.exec(select(Agency.id).where(Agency.name == name)).one() or 0


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_the_call_list_is_that_of_the_chat(desk: Desk) -> None:
    words = desk.words("/calls")
    with desk.database.read() as session:
        plan = session.exec(select(Plan)).one()
        calls = call_list(session, plan, NOW.date(), CALENDAR)
    assert calls
    for one in calls:
        assert one.agency in words
        assert f"{one.owed} báo cáo" in words
    assert "Sở Y tế chưa liên kết" in words
    assert "Chưa có lượt nhắc nào đến nơi." in words


def test_what_was_said_to_an_agency_can_be_read_word_for_word(desk: Desk) -> None:
    words = desk.words("/reminders")
    assert "Nguyễn Văn Mẫu An (đầu mối, fake), 1.1, 1.2, 1.4, trước hạn 30 ngày" in words
    assert "Chưa có lượt nhắc nào trong đợt này." in words
    sent = " ".join(desk.world.heard_by("sct")[0].text.split())
    assert sent in desk.words(f"/reminders?agency={desk.trade}")
    for odd in ("4711", "x", "٣"):
        assert desk.browser.gets(desk.path(f"/reminders?agency={odd}")).status_code == 404


def test_the_letter_names_those_that_the_page_names(desk: Desk) -> None:
    words = desk.words("/letter")
    assert "Sở Công Thương : Quá hạn, chưa báo cáo 1" in words
    assert "Sở Y tế : Quá hạn, chưa báo cáo 0; " in words
    answer = desk.browser.gets(desk.path("/files/letter"))
    assert answer.status_code == 200
    rows = Document(BytesIO(answer.content)).tables[1].rows
    assert {row.cells[1].text for row in rows[1:]} == {"Sở Công Thương", "Sở Y tế"}


def test_the_number_of_a_letter_comes_back_into_the_history(desk: Desk) -> None:
    desk.browser.gets(desk.path("/letter"))
    assert desk.browser.posts(desk.path("/letter"), **SENT).status_code == 303
    [letter] = desk.letters()
    assert (letter.number, letter.issued_on) == ("123/STC-TH", date(2026, 11, 16))
    assert letter.agency_ids == {desk.trade, desk.health}
    for part in ("/letter", "/reminders"):
        assert "123/STC-TH ngày 16/11/2026: Sở Công Thương; Sở Y tế" in desk.words(part)
    with desk.database.read() as session:
        assert "letter.sent" in session.exec(select(AuditEntry.action)).all()
    assert desk.browser.posts(desk.path("/letter"), **SENT).status_code == 303  # typed once more
    assert len(desk.letters()) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"number": " "},
        {"number": "x" * 81},
        {"issued_on": ""},
        {"issued_on": "11/16/2026"},
        {"issued_on": "2026-11-17"},
        {"issued_on": "2026-01-01"},
    ],
)
def test_a_letter_that_cannot_be_is_not_noted(odd: dict[str, str], desk: Desk) -> None:
    desk.browser.gets(desk.path("/letter"))
    answer = desk.browser.posts(desk.path("/letter"), **SENT | odd)
    assert answer.status_code == 400
    kept = odd.get("number", SENT["number"])
    assert f'name="number" value="{kept}"' in answer.text
    assert desk.letters() == []


def test_where_nobody_is_late_there_is_no_letter(desk: Desk) -> None:
    desk.world.clock.instant = NOW - timedelta(days=20)
    assert "không cần văn bản" in desk.words("/letter")
    assert desk.browser.gets(desk.path("/files/letter")).status_code == 404
    assert desk.browser.posts(desk.path("/letter"), **SENT).status_code in (400, 409)
    assert desk.letters() == []


def test_a_word_report_comes_with_its_sources_where_they_are_wanted(desk: Desk) -> None:
    page = desk.browser.gets(desk.path("/files")).text
    for name in ("xlsx", "docx", "docx-sources", "png"):
        assert f'href="{desk.path(f"/files/{name}")}"' in page
    plain, sourced = (
        desk.browser.gets(desk.path(f"/files/{name}")) for name in ("docx", "docx-sources")
    )
    assert plain.status_code == sourced.status_code == 200
    assert len(_text(sourced.content)) > len(_text(plain.content))
    for odd in ("docx-x", "xlsx-sources", "-sources", "letters"):
        assert desk.browser.gets(desk.path(f"/files/{odd}")).status_code == 404


def _text(content: bytes) -> str:
    draft = Document(BytesIO(content))
    cells = (cell.text for table in draft.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in draft.paragraphs), *cells])


def test_all_of_it_is_for_planners_of_the_plan_alone(desk: Desk) -> None:
    focal, stranger = Browser(desk.world.runtime), Browser(desk.world.runtime)
    focal.signs_in("sct")
    focal.gets("/rounds")
    for part in ("/calls", "/reminders", "/letter", "/files", "/files/letter", "/indicators"):
        assert focal.gets(desk.path(part)).status_code == 404
        assert stranger.gets(desk.path(part)).status_code == 401
    desk.browser.gets(desk.path("/letter"))
    assert focal.posts(desk.path("/letter"), **SENT).status_code == 404
    assert stranger.posts(desk.path("/letter"), **SENT).status_code == 401
    assert desk.browser.posts(desk.path("/letter"), csrf="x", **SENT).status_code == 403
    called = {"agency": str(desk.health)}
    assert focal.posts(desk.path("/calls"), **called).status_code == 404
    assert desk.browser.posts(desk.path("/calls"), csrf="x", **called).status_code == 403
    with desk.database.write() as session:
        for right in session.exec(select(Right)):
            session.delete(right)
    assert desk.browser.posts(desk.path("/letter"), **SENT).status_code == 404
    assert desk.letters() == []


def test_a_call_is_noted_and_shown_to_the_other_planner_and_in_the_chat(desk: Desk) -> None:
    adds_planner(desk.world, "skhdt-2", "mau")
    desk.browser.gets(desk.path("/calls"))
    typed = {"agency": str(desk.health), "note": "  Hẹn chiều mai <gửi> "}
    assert desk.browser.posts(desk.path("/calls?page=1"), **typed).status_code == 303
    other = Browser(desk.world.runtime)
    other.signs_in("skhdt-2")
    page = other.gets(desk.path("/calls"))
    told = f"đã gọi điện lúc {NOW:%H:%M %d/%m/%Y}: Hẹn chiều mai &lt;gửi&gt;"
    assert page.text.count(told) == 1
    [said] = desk.world.says("skhdt-2", "gọi điện")
    assert said.text.count("đã gọi điện lúc") == 1
    with desk.database.read() as session:
        noted = select(AuditEntry).where(AuditEntry.action == "agency.called")
        assert session.exec(noted).one().details["agency"] == desk.health


def test_a_call_of_another_agency_or_with_a_long_note_is_not_noted(desk: Desk) -> None:
    desk.browser.gets(desk.path("/calls"))
    for agency, note in (("4711", ""), (str(desk.health), "x" * 201)):
        answer = desk.browser.posts(desk.path("/calls"), agency=agency, note=note)
        assert answer.status_code == 409
        assert "Chưa lưu gì" in answer.text
    assert desk.browser.posts(desk.path("/calls"), agency="x").status_code == 404
    with desk.database.read() as session:
        assert "agency.called" not in session.exec(select(AuditEntry.action)).all()


def test_a_call_of_a_season_long_past_is_not_told(desk: Desk) -> None:
    desk.browser.gets(desk.path("/calls"))
    desk.browser.posts(desk.path("/calls"), agency=str(desk.health))
    with desk.database.read() as session:
        plan = session.exec(select(Plan)).one()
        assert list(calls_noted(session, plan, NOW + timedelta(days=1))) == [desk.health]
        assert calls_noted(session, plan, NOW + CALLS_TOLD_FOR) == {}
