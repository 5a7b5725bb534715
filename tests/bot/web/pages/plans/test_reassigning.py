"""Work of an agency that was split, given to another one on a page: one choice for many tasks."""

from datetime import date

import pytest
from httpx import Response
from sqlmodel import col, select

from storage.database import Database
from storage.models import Agency, Assignment, AuditEntry, Item, Reassignment, Succession
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.plan_desk import HOSTILE, PlanDesk

PART = "/reassign"
GIVEN = {"to": "Sở Y tế", "since": "2026-11-02", "document": "45/UBND-TH"}


class Split(PlanDesk):
    """Sở Công Thương was split in October; it led 1.1, 1.2 and 1.4. syt can be reached."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.world.links("syt")
        with database.write() as session:
            found = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
            for name, scope in (("Sở Năng lượng", "điện"), ("Sở Thương mại", "chợ")):
                new = Agency(province="Mẫu", name=name, kind="department")
                session.add(new)
                session.flush()
                step = Succession(plan_id=self.plan, from_id=found.id or 0, on=date(2026, 10, 1))
                step.to_id, step.scope, step.confirmed = new.id, scope, True
                session.add(step)
            items = session.exec(select(Item).where(Item.kind == "task").order_by(col(Item.id)))
            self.tasks = {one.code: f"{one.id}-{found.id}-lead" for one in items}
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
            self.foreign_task = f"{foreign.id}-{found.id}-lead"

    def sends(self, tasks: list[str], part: str = PART, **form: str) -> Response:
        return self.browser.posts(self.at(part), task=tasks, **{**GIVEN, **form})

    def checked(self, *codes: str, **form: str) -> str:
        page = self.sends([self.tasks[code] for code in codes], **form)
        assert page.status_code == 200, words_of(page)
        return page.text.split('name="checked" value="')[1].split('"')[0]

    def choices(self) -> list[Reassignment]:
        with self.world.database.read() as session:
            return list(session.exec(select(Reassignment)))


@pytest.fixture
def desk(database: Database) -> Split:
    return Split(database)


def test_what_waits_is_listed_with_what_is_proposed(desk: Split) -> None:
    words = words_of(desk.browser.gets(desk.at(PART)))
    assert "1.1 Tuyên truyền tiết kiệm năng lượng" in words
    assert "1.3" not in words
    assert "Sở Năng lượng (điện)" in words
    assert "1.1" not in words_of(desk.browser.gets(desk.at(PART) + "?role=coordinating"))
    assert "1.1" not in words_of(desk.browser.gets(desk.at(PART) + "?phrase=x"))


def test_many_tasks_are_assigned_by_one_choice_from_a_day_on(desk: Split) -> None:
    checked = desk.checked("1.1", "1.4")
    assert desk.choices() == []  # only looked at
    tasks = [desk.tasks["1.1"], desk.tasks["1.4"]]
    assert desk.sends(tasks, step="store", checked=checked).is_redirect
    assert {one.valid_from for one in desk.choices()} == {date(2026, 11, 2)}
    with desk.world.database.read() as session:
        health = session.exec(select(Agency.id).where(Agency.name == "Sở Y tế")).one()
        theirs = session.exec(select(Assignment).where(Assignment.agency_id == health))
        held = {(session.get_one(Item, one.item_id).code, one.valid_from) for one in theirs}
        since = date(2026, 11, 2)
        assert {pair for pair in held if pair[0] != "1.3"} == {("1.1", since), ("1.4", since)}
        dated = select(AuditEntry).where(AuditEntry.action == "assignment.dated")
        entry = session.exec(dated).one()
    assert entry.details["document"] == "45/UBND-TH"
    assert entry.person_id is not None
    heard = desk.heard()
    assert "45/UBND-TH" in heard
    assert "1.4 Sử dụng năng lượng hiệu quả" in heard
    words = words_of(desk.browser.gets(desk.at(PART)))
    assert "45/UBND-TH" in words  # who assigned what and when stands below the list
    assert "1.2" in words
    chosen = words_of(desk.browser.gets(desk.at(PART) + "?chosen=1"))
    assert "1.1" in chosen


def test_all_of_a_list_are_assigned_with_one_tick(desk: Split) -> None:
    checked = desk.checked(all="1", phrase="Sở Công Thương")
    form = {**GIVEN, "all": "1", "phrase": "Sở Công Thương", "step": "store"}
    assert desk.browser.posts(desk.at(PART), **form, checked=checked).is_redirect
    assert len(desk.choices()) == 3


def test_what_was_not_checked_so_is_not_stored(desk: Split) -> None:
    checked = desk.checked("1.1")
    other = desk.sends([desk.tasks["1.2"]], step="store", checked=checked)
    assert other.status_code == 409
    assert desk.choices() == []


def test_a_wrong_field_is_told_and_nothing_changes(desk: Split) -> None:
    tasks = [desk.tasks["1.1"]]
    for name, wrong in (
        ("to", ""),
        ("to", "Sở Trăng Sao"),
        ("to", "Sở Y tế; Sở Năng lượng"),
        ("to", "Sở Xây dựng"),  # of another province
        ("since", "2026-10-13"),
        ("since", "2028-01-01"),
        ("since", "x"),
        ("document", "không số"),
    ):
        answer = desk.sends(tasks, step="store", **{name: wrong})
        assert answer.status_code == 400, (name, wrong)
        assert 'role="alert"' in answer.text
    assert desk.sends([], step="store").status_code == 400
    assert desk.choices() == []


def test_tasks_of_another_plan_are_not_found(desk: Split) -> None:
    for odd in (desk.foreign_task, "x", "9999-1-lead", "-1-1-lead", "9" * 30 + "-1-lead"):
        assert desk.sends([desk.tasks["1.1"], odd], step="store").status_code == 404, odd
    desk.refused(PART, **GIVEN, task=desk.tasks["1.1"], step="store", checked="x")
    assert desk.choices() == []


def test_words_stay_words(desk: Split) -> None:
    for name in ("to", "since", "document", "phrase"):
        form, tasks = {name: f'">{HOSTILE}'}, [desk.tasks["1.1"], f'">{HOSTILE}']
        assert "<script" not in desk.sends(tasks[:1], **form).text
        assert "<script" not in desk.sends(tasks, PART + "/change", **form).text
    assert "<script" not in desk.browser.gets(desk.at(PART) + f"?phrase={HOSTILE}").text
