"""A task's page: who answered and decided what, and its files for those who may have them."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.models import (
    Attachment,
    AttachmentContent,
    AuditEntry,
    Inbox,
    Item,
    Person,
    Plan,
    Report,
    Review,
    Right,
    Round,
    Tier,
)
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.answered import NOW, AnsweredWorld


class Desk:
    """1.3 was returned by the planner, and a file came with it."""

    def __init__(self, database: Database) -> None:
        self.world = AnsweredWorld(database)
        self.world.clock.instant = NOW
        self.database = database
        with database.write() as session:
            self.round = session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one()
            self.item = session.exec(select(Item.id).where(Item.code == "1.3")).one()
            planner = session.exec(select(Person.id).where(Person.code == "skhdt")).one()
            review = session.exec(select(Review).where(col(Review.accepted).is_(False))).one()
            review.person_id = planner
            self.report = review.report_id
            report = session.get_one(Report, review.report_id)
            report.submitted_at = NOW - timedelta(days=2)
            self.file = _attach(session, report)
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")

    @property
    def page(self) -> str:
        return f"/rounds/{self.round}/items/{self.item}"

    def path(self, file: int | None = None, round_id: int | None = None) -> str:
        return f"/rounds/{round_id or self.round}/attachments/{file or self.file}"


def _attach(session: Session, report: Report, *, of_draft: bool = False) -> int:
    heard = Inbox(
        channel="fake", external_id=f"f{of_draft}", account_id=1, received_at=report.submitted_at
    )
    session.add(heard)
    session.flush()
    row = Attachment(
        expectation_id=report.expectation_id,
        report_id=None if of_draft else report.id,
        inbox_id=heard.id or 0,
        channel="fake",
        ref="",
        name='../bao cao\r\n"x".pdf',
        media_type="application/pdf",
        size=4,
        received_at=report.submitted_at,
        fetched_at=report.submitted_at,
    )
    session.add(row)
    session.flush()
    session.add(AttachmentContent(attachment_id=row.id or 0, content=b"%PDF", sha256=""))
    return row.id or 0


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_who_decided_what_and_why_can_be_read(desk: Desk) -> None:
    words = words_of(desk.browser.gets(desk.page))
    assert "Trả lại (Lê Văn Mẫu Cường): Thiếu số liệu" in words
    before = words_of(desk.browser.gets(f"{desk.page}?as_of=2026-11-14"))
    assert "Nguyễn Văn Mẫu An" in before
    assert "Thiếu số liệu" not in before


def test_an_older_version_and_a_withdrawn_one_are_kept_in_sight(desk: Desk) -> None:
    with desk.database.write() as session:
        older = session.get_one(Report, desk.report)
        older.withdrawn_at = NOW - timedelta(hours=1)
        newer = Report(**older.model_dump() | {"id": None, "withdrawn_at": None, "percent": 75})
        newer.submitted_at = NOW - timedelta(minutes=30)
        session.add(newer)
    words = words_of(desk.browser.gets(desk.page))
    assert "75%" in words
    assert "Rút lại lúc 08:00 16/11/2026" in words


def test_its_file_can_be_taken_away_under_a_harmless_name_and_is_noted(desk: Desk) -> None:
    assert f'href="{desk.path()}"' in desk.browser.gets(desk.page).text
    answer = desk.browser.gets(desk.path())
    assert (answer.status_code, answer.content) == (200, b"%PDF")
    named = answer.headers["content-disposition"]
    assert named.startswith("attachment; ")
    assert not {"\r", "\n", "/"} & set(named)
    assert answer.headers["x-content-type-options"] == "nosniff"
    with desk.database.read() as session:
        noted = session.exec(select(AuditEntry).where(AuditEntry.action == "file.downloaded"))
        assert [one.subject for one in noted] == [f"attachment:{desk.file}"]


def test_no_file_of_a_draft_of_another_round_or_that_is_gone(desk: Desk) -> None:
    with desk.database.write() as session:
        draft = _attach(session, session.get_one(Report, desk.report), of_draft=True)
        other = session.exec(select(Round.id).where(Round.tier == Tier.COORDINATOR)).first()
        waiting = session.get_one(Attachment, desk.file)
    assert desk.browser.gets(desk.path(draft)).status_code == 404
    assert desk.browser.gets(desk.path(4711)).status_code == 404
    if other:
        assert desk.browser.gets(desk.path(round_id=other)).status_code == 404
    with desk.database.write() as session:
        waiting = session.get_one(Attachment, desk.file)
        waiting.failed_reason = "gone"
    assert desk.browser.gets(desk.path()).status_code == 404


def test_no_file_of_another_plan_through_ones_own_round(desk: Desk) -> None:
    """The planner's only plan is another one by now, with a round of its own."""
    with desk.database.write() as session:
        plan = session.exec(select(Plan)).one()
        other = Plan(**plan.model_dump() | {"id": None, "code": "other"})
        session.add(other)
        session.flush()
        round_ = session.get_one(Round, desk.round).model_dump()
        own = Round(**round_ | {"id": None, "plan_id": other.id, "rule_id": None})
        session.add(own)
        for right in session.exec(select(Right)):
            right.plan_id = other.id
        session.flush()
        own_id = own.id
    assert desk.browser.gets(desk.path(round_id=own_id)).status_code == 404
    assert desk.browser.gets(desk.path()).status_code == 404


def test_nobody_else_gets_a_file(desk: Desk) -> None:
    focal = Browser(desk.world.runtime)
    focal.signs_in("sct")
    assert focal.gets(desk.path()).status_code == 404
    assert Browser(desk.world.runtime).gets(desk.path()).status_code == 401


def test_markup_in_a_reason_or_a_name_stays_words(desk: Desk) -> None:
    hostile = "<script>alert(1)</script>"
    with desk.database.write() as session:
        for review in session.exec(select(Review)):
            review.reason = hostile
        for row in session.exec(select(Attachment)):
            row.name = row.note = hostile
    page = desk.browser.gets(desk.page).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
