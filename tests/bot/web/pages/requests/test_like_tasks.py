"""Pairs of like tasks on the page: decided by whoever plans both, and by nobody else."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import AuditEntry, Expectation, Person, Plan, Right, RightKind, TaskPair
from storage.reports.shared_answers.use_again import use_again
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.like_tasks import LikeTasksWorld
from tests.support.worlds.requests import reports

AT = "/requests/like-tasks"


class Page:
    """As the planner of both plans sees it."""

    def __init__(self, database: Database) -> None:
        self.world = LikeTasksWorld(database)
        self.world.links("sct")
        self.world.clock.jump_to(date(2026, 10, 15))
        self.world.ticks()
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")
        self.browser.gets(AT)

    def says(self) -> str:
        return words_of(self.browser.gets(AT))

    def decides(self, one: str, other: str, is_same: str) -> int:
        with self.world.database.read() as session:
            keys = self.world.item(session, one), self.world.item(session, other)
        form = {"item": str(keys[0]), "other": str(keys[1]), "is_same": is_same}
        return self.browser.posts(AT, **form).status_code

    def decided(self) -> list[tuple[bool, str | None]]:
        """In order, each with who has decided."""
        with self.world.database.read() as session:
            rows = session.exec(select(TaskPair).order_by(TaskPair.id)).all()  # type: ignore[arg-type]
            by = {one.id: one.code for one in session.exec(select(Person))}
            return [(one.is_same, by.get(one.decided_by_id)) for one in rows]

    def plans_only(self, code: str) -> None:
        with self.world.database.write() as session:
            plan = session.exec(select(Plan).where(Plan.code == code)).one()
            for right in session.exec(select(Right).where(Right.kind == RightKind.PLANNER)):
                right.plan_id = plan.id


@pytest.fixture
def page(database: Database) -> Page:
    return Page(database)


def test_a_pair_is_confirmed_and_undone(page: Page) -> None:
    assert "Chờ xem xét (2)" in page.says()
    assert page.decides("4.1", "1.1", "yes") == 303
    said = page.says()
    assert "Chờ xem xét (1)" in said
    assert "Cặp đã xác nhận (1)" in said
    assert page.decides("1.1", "4.1", "no") == 303
    assert "Cặp đã xác nhận" not in page.says()
    assert page.decided() == [(True, "skhdt"), (False, "skhdt")]
    with page.world.database.read() as session:
        subjects = [
            (one.action, one.subject)
            for one in session.exec(select(AuditEntry))
            if one.action.startswith("tasks.")
        ]
    plans = ("plan:mau", "plan:hieu-qua")
    assert sorted(subjects) == sorted(
        (action, plan) for action in ("tasks.paired", "tasks.parted") for plan in plans
    )


def test_what_was_refused_is_not_proposed_again(page: Page) -> None:
    assert page.decides("1.4", "4.4", "no") == 303
    assert "Chờ xem xét (1)" in page.says()
    assert page.decided() == [(False, "skhdt")]


def test_what_cannot_be_a_pair_is_told_and_not_stored(page: Page) -> None:
    assert page.decides("1.2", "4.3", "yes") == 409, "another agency's"
    assert page.decides("1.1", "1.1", "yes") == 409, "itself"
    assert page.decided() == []
    assert page.decides("1.1", "4.1", "yes") == 303
    assert page.decides("1.1", "4.1", "yes") == 409, "decided already"
    assert len(page.decided()) == 1
    assert page.browser.posts(AT, item="", other="x", is_same="yes").status_code in (404, 409)


@pytest.mark.parametrize("code", ["mau", "hieu-qua"])
def test_it_takes_the_right_to_both_plans(page: Page, code: str) -> None:
    page.world.pairs("1.4", "4.4")
    page.plans_only(code)
    assert "4.1" not in page.says()
    for pair, is_same in ((("1.1", "4.1"), "yes"), (("1.1", "4.1"), "no"), (("1.4", "4.4"), "no")):
        assert page.decides(*pair, is_same) == 409
    assert page.decided() == [(True, None)]


def test_how_many_answers_were_used_again_stands_there(page: Page) -> None:
    page.world.pairs("1.1", "4.1")
    reports(page.world, "sct", "1.1", "in_progress", result="Đã mở 12 lớp")
    assert "Đã dùng lại" not in page.says()
    [origin] = page.world.stored()
    with page.world.database.write() as session:
        asked = select(Expectation.id).where(Expectation.item_id == page.world.item(session, "4.1"))
        key, now = session.exec(asked).one() or 0, page.world.clock.now()
        use_again(session, key, origin.id or 0, origin.person_id or 0, now.date(), now)
    assert "Đã dùng lại 1 câu trả lời" in page.says()
