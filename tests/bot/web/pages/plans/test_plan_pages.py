"""A plan's own page: its rows as of any day, what changed them, and who answers for it."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import Item
from storage.plans.amendments.giving import GivenTask, Letter, give_task
from storage.plans.loading.decision_files import keep_decision_files
from storage.plans.lookup import find_plan
from storage.plans.planners import leaders_of
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.phones.pages.plan_desk import HOSTILE, PlanDesk
from tests.support.worlds.planners import adds_province_leader


class Plans(PlanDesk):
    """A letter gave BS.1 in October."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        adds_province_leader(self.world, "pct")
        now = self.world.clock.now()
        with database.write() as session:
            plan = find_plan(session, "mau")
            assert plan is not None
            letter = Letter("123/UBND-TH", date(2026, 10, 5))
            task = GivenTask("Lập đề án nước", ("Sở Y tế",), date(2026, 12, 1))
            give_task(session, plan, letter, task, now)
            ids = {one.code: one.id or 0 for one in session.exec(select(Item))}
            foreign = Item(
                plan_id=self.foreign_plan,
                code="1",
                kind="task",
                position=1,
                title="Việc khác",
                title_raw="Việc khác",
            )
            session.add(foreign)
            session.flush()
            self.items, self.foreign_item = ids, foreign.id or 0


@pytest.fixture
def desk(database: Database) -> Plans:
    return Plans(database)


def test_a_plan_shows_its_rows_its_documents_and_its_people(desk: Plans) -> None:
    words = words_of(desk.browser.gets(desk.at("")))
    for said in (
        "2082/QĐ-UBND",
        "1.1 Tuyên truyền tiết kiệm năng lượng",
        "BS.1 Lập đề án nước 123/UBND-TH",
        "Sở Kế hoạch và Đầu tư: Lê Văn Mẫu Cường",
        "Vũ Thị Mẫu Hoa",
    ):
        assert said in words, said
    with desk.world.database.read() as session:
        plan = find_plan(session, "khac")
        assert plan is not None
        assert [one.code for one in leaders_of(session, plan)] == ["pct"]


def test_rows_are_those_of_the_day_that_is_asked_for(desk: Plans) -> None:
    assert "BS.1" not in words_of(desk.browser.gets(desk.at("?as_of=2026-10-13")))
    assert "1.1 Tuyên truyền" in words_of(desk.browser.gets(desk.at("?as_of=2026-10-13")))
    assert "BS.1" in words_of(desk.browser.gets(desk.at("?as_of=x")))
    found = words_of(desk.browser.gets(desk.at("?words=nuoc+sach")))
    assert "1.3 Quản lý nước sạch" in found
    assert "1.1 Tuyên truyền" not in found


def test_a_row_tells_what_it_said_before(desk: Plans) -> None:
    page = words_of(desk.browser.gets(desk.at(f"/items/{desk.items['BS.1']}")))
    assert "123/UBND-TH, 05/10/2026" in page
    assert "Sở Y tế" in page


def test_plans_and_rows_of_others_are_not_found(desk: Plans) -> None:
    assert "Kế hoạch khác" not in desk.browser.gets("/plans").text
    for path in (
        f"/plans/{desk.foreign_plan}",
        f"/plans/{desk.foreign_plan}/items/{desk.foreign_item}",
        desk.at(f"/items/{desk.foreign_item}"),
        desk.at("/items/4711"),
        "/plans/4711",
    ):
        assert desk.browser.gets(path).status_code == 404, path
    for part in ("rounds", "rounds/new", "tasks/new", "reassign", "doubts", "settings"):
        assert desk.browser.gets(f"/plans/{desk.foreign_plan}/{part}").status_code == 404, part
        assert desk.browser.gets(desk.at(f"/{part}")).status_code == 200, part
        assert Browser(desk.world.runtime).gets(desk.at(f"/{part}")).status_code == 401, part


def test_words_stay_words(desk: Plans) -> None:
    with desk.world.database.write() as session:
        for item in session.exec(select(Item)):
            item.title = item.lead_raw = item.timeframe_raw = HOSTILE
    for part in ("", f"?words={HOSTILE}&page=<&as_of=<", f"/items/{desk.items['1.1']}"):
        assert "<script" not in desk.browser.gets(desk.at(part)).text


def test_long_plans_come_in_pages(desk: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.web.pages import paging

    monkeypatch.setattr(paging, "A_PAGE", 2)
    first, last = (desk.browser.gets(desk.at(f"?page={n}")).text for n in (1, 3))
    assert "Tuyên truyền" in first
    assert "Lập đề án nước" not in first
    assert "Lập đề án nước" in last


def test_the_decision_itself_is_handed_over_as_it_was_imported(desk: Plans, tmp_path: Path) -> None:
    (tmp_path / "decision.txt").write_bytes("QUYẾT ĐỊNH\r\n".encode())
    (tmp_path / "decision.exe").write_bytes(b"no")
    with desk.world.database.write() as session:
        for code in ("mau", "khac"):
            plan = find_plan(session, code)
            assert plan is not None
            for _ in range(2):  # loaded once more
                keep_decision_files(session, plan, tmp_path)
    page = desk.browser.gets(desk.at("")).text
    assert f'href="{desk.at("/files/decision.txt")}"' in page
    assert "decision.exe" not in page
    answer = desk.browser.gets(desk.at("/files/decision.txt"))
    assert answer.content == "QUYẾT ĐỊNH\r\n".encode()
    assert "2082_Q" in answer.headers["content-disposition"]
    for odd in ("decision.exe", "..%2Fplan.toml"):
        assert desk.browser.gets(desk.at(f"/files/{odd}")).status_code == 404
    foreign = f"/plans/{desk.foreign_plan}/files/decision.txt"
    assert desk.browser.gets(foreign).status_code == 404
    (tmp_path / "decision.txt").unlink()
    with desk.world.database.write() as session:
        plan = find_plan(session, "mau")
        assert plan is not None
        keep_decision_files(session, plan, tmp_path)
    assert desk.browser.gets(desk.at("/files/decision.txt")).status_code == 404
