"""The log of changes: in words, by day and kind, for planners no more than their plans'."""

import ast
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.web.pages.audit import page as audit_page
from bot.web.pages.audit.wording import ACTIONS
from storage import audit
from storage.database import Database
from storage.models import Expectation, Plan, Right, RightKind, Round
from tests.support.databases import emptied
from tests.support.paths import ROOT
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.effects_world import FOCAL, OTHER_PLANNER, PLANNER, PROVINCE, EffectsWorld


@pytest.fixture(scope="module")
def world(sqlite: Database) -> EffectsWorld:
    world = EffectsWorld(emptied(sqlite))
    with world.database.write() as session:
        for right in session.exec(select(Right).where(Right.person_id == world.person[PLANNER])):
            right.plan_id = world.plan["mau"]
        session.add(Right(person_id=world.person["syt"], kind=RightKind.ADMINISTRATOR))
    return world


def browser_of(world: EffectsWorld, who: str) -> Browser:
    browser = Browser(world.runtime)
    browser.signs_in(who)
    return browser


@pytest.fixture(scope="module")
def planner(world: EffectsWorld) -> Browser:
    return browser_of(world, PLANNER)


@pytest.fixture(scope="module")
def administrator(world: EffectsWorld) -> Browser:
    return browser_of(world, "syt")


def recorded() -> Iterator[str]:
    """Every kind of entry that the code writes, wherever its name is written out."""
    for room in ("bot", "scheduler", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                    ("record", "note", "record_edit")
                ):
                    for one in node.args:
                        yield from (
                            part.value
                            for part in ast.walk(one)
                            if isinstance(part, ast.Constant)
                            and isinstance(part.value, str)
                            and part.value.replace(".", "").replace("_", "").isalpha()
                            and part.value.count(".") == 1
                        )


def test_every_kind_of_entry_has_words() -> None:
    kinds = set(recorded())
    assert len(kinds) > 35  # they are found at all
    assert kinds - set(ACTIONS) == set()


def test_who_when_and_what_stand_in_words(world: EffectsWorld, planner: Browser) -> None:
    words = words_of(planner.gets("/audit?kind=report.submitted"))
    assert "Gửi báo cáo" in words
    assert "09:00 20/10/2026 – " in words
    assert "1.2 Phát triển năng lượng tái tạo – Sở Công Thương" in words


def test_a_kind_that_nobody_has_named_shows_its_own(
    world: EffectsWorld, administrator: Browser
) -> None:
    with world.database.write() as session:
        audit.record(session, world.clock.now(), "moon.seen", "moon:7")
    assert "moon.seen" in words_of(administrator.gets("/audit"))


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ("day=2026-10-20", True),
        ("day=2026-10-19", False),
        ("day=2026-10-20&kind=report.submitted", True),
        ("day=2026-10-20&kind=report.withdrawn", False),
        ("day=x&kind=report.submitted", True),
        ("day=9999-12-31", True),
        ("day=0001-01-01", True),
    ],
)
def test_entries_are_found_by_day_and_kind(asked: str, is_there: bool, planner: Browser) -> None:
    page = planner.gets(f"/audit?{asked}")
    assert page.status_code == 200
    assert ("1.2 Phát triển" in words_of(page)) == is_there


def test_a_planner_sees_what_concerns_their_plans_alone(
    world: EffectsWorld, planner: Browser, administrator: Browser
) -> None:
    now = world.clock.now()
    with world.database.write() as session:
        plan = session.exec(select(Plan).where(Plan.code == "khac")).one()
        mine = session.get_one(Round, world.round)
        round_ = Round(**{**mine.model_dump(), "id": None, "plan_id": plan.id, "rule_id": None})
        session.add(round_)
        session.flush()
        asked = session.get_one(Expectation, world.expectation["1.2"])
        other = Expectation(**{**asked.model_dump(), "id": None, "round_id": round_.id})
        session.add(other)
        session.flush()
        for subject in ("khac", "plan:khac", f"round:{round_.id}", f"expectation:{other.id}"):
            audit.record(session, now, "of.another", subject)
        audit.record(session, now, "of.a_person", f"person:{world.person[FOCAL]}")
    theirs = browser_of(world, OTHER_PLANNER)
    assert "of.another" not in planner.gets("/audit").text
    assert "of.a_person" not in planner.gets("/audit").text
    assert theirs.gets("/audit").text.count("<h2>of.another") == 4
    assert "1.2 Phát triển" in words_of(theirs.gets("/audit"))
    assert "1.2 Phát triển" not in words_of(theirs.gets("/audit?kind=report.submitted"))
    assert administrator.gets("/audit").text.count("<h2>of.") == 5


def test_nobody_else_reads_it(world: EffectsWorld) -> None:
    for who in (FOCAL, PROVINCE):
        assert browser_of(world, who).gets("/audit").status_code == 404
    assert Browser(world.runtime).gets("/audit").status_code == 401


def test_older_entries_are_a_page_away(
    world: EffectsWorld, administrator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_page, "A_PAGE", 2)
    at = world.clock.now() + timedelta(days=400)
    with world.database.write() as session:
        for number in range(5):
            audit.record(session, at, f"paged.number_{number}", "x:1")
    seen, path = [], f"/audit?day={at:%Y-%m-%d}"
    while path:
        text = administrator.gets(path).text
        seen.append([n for n in range(4, -1, -1) if f"<h2>paged.number_{n}" in text])
        link = text.partition('rel="next" href="')[2].partition('"')[0]
        path = link.replace("&amp;", "&")
    assert seen == [[4, 3], [2, 1], [0]]
    for odd in ("x", "-1", "٣", "0"):
        assert administrator.gets(f"/audit?before={odd}").status_code == 200


def test_what_people_wrote_stays_words(world: EffectsWorld, administrator: Browser) -> None:
    hostile = "<script>alert(1)</script>"
    with world.database.write() as session:
        audit.record(session, world.clock.now(), hostile, hostile, details={"reason": hostile})
    page = administrator.gets("/audit").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for name in ("day", "kind", "before"):
        assert "<script" not in administrator.gets(f'/audit?{name}="><script>x</script>').text
