"""Doubts of the plan settled on a page."""

import pytest
from sqlmodel import select

from storage.database import Database
from storage.importing.folder.model import Doubt
from storage.models import AuditEntry, Item, Plan, SettledDoubt
from storage.plans.loading.settled import key_of, plain
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.plan_desk import HOSTILE, PlanDesk

PART = "/doubts"
LEAD = Doubt("items.csv", "1.1", "leads", "Sở Công", "tên chưa rõ", "Sở Công Thương", 7)
TITLE = Doubt("items.csv", "1.2", "title", f"Phát triển {HOSTILE}", "chữ viết lạ")
FOREIGN = Doubt("items.csv", "1", "title", "Việc khác", "chữ viết lạ")


class Doubted(PlanDesk):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.world.links("syt")
        with database.write() as session:
            session.get_one(Plan, self.plan).doubts = [plain(LEAD), plain(TITLE)]
            session.get_one(Plan, self.foreign_plan).doubts = [plain(FOREIGN)]

    def settles(self, doubt: Doubt, verdict: str, **form: str) -> int:
        typed = {"doubt": key_of(doubt), "verdict": verdict, **form}
        return self.browser.posts(self.at(PART), **typed).status_code

    def settled(self) -> list[SettledDoubt]:
        with self.world.database.read() as session:
            return list(session.exec(select(SettledDoubt)))


@pytest.fixture
def desk(database: Database) -> Doubted:
    return Doubted(database)


def test_a_doubt_stands_with_what_is_printed_and_proposed(desk: Doubted) -> None:
    page = desk.browser.gets(desk.at(PART))
    words = words_of(page)
    for said in ("Còn 2 điểm", "Sở Công", "tên chưa rõ", "Đang hiểu là Sở Công Thương", "1.1"):
        assert said in words, said
    assert "<script" not in page.text
    assert "Việc khác" not in words


def test_what_was_read_holds(desk: Doubted) -> None:
    assert desk.settles(LEAD, "holds", note="Đã hỏi lại") == 303
    [row] = desk.settled()
    assert (row.names, row.note) == ([], "Đã hỏi lại")
    words = words_of(desk.browser.gets(desk.at(PART)))
    assert "Còn 1 điểm" in words
    assert "Lê Văn Mẫu Cường" in words
    assert desk.settles(LEAD, "holds") == 409


def test_other_agencies_are_put_and_told(desk: Doubted) -> None:
    assert desk.settles(LEAD, "agencies", agencies="Sở Y tế") == 303
    with desk.world.database.read() as session:
        assert session.exec(select(Item).where(Item.code == "1.1")).one().leads == ["Sở Y tế"]
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "doubt.settled")).one()
    assert entry.details["names"] == ["Sở Y tế"]
    assert "1.1 Tuyên truyền" in desk.heard()


def test_what_cannot_be_changes_nothing(desk: Doubted) -> None:
    assert desk.settles(LEAD, "agencies", agencies="") == 400
    assert desk.settles(LEAD, "agencies", agencies="Sở Trăng Sao") == 400
    assert desk.settles(LEAD, "agencies", agencies="Sở Xây dựng") == 400  # another province's
    assert desk.settles(LEAD, "") == 400
    assert desk.settles(LEAD, "holds", note="x" * 501) == 400
    assert desk.settles(TITLE, "agencies", agencies="Sở Y tế") == 409
    assert desk.settles(FOREIGN, "holds") == 404
    assert desk.browser.posts(desk.at(PART), verdict="holds").status_code == 404
    form = {"doubt": key_of(LEAD), "verdict": "agencies", "agencies": HOSTILE, "note": HOSTILE}
    assert "<script" not in desk.browser.posts(desk.at(PART), **form).text
    desk.refused(PART, doubt=key_of(LEAD), verdict="holds")
    assert desk.settled() == []
