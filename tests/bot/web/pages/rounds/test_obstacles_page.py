"""Obstacles on a page: put together as in the chat, and settled through the same gate."""

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import AuditEntry, ObstacleWord, Plan, Report, Right, Round, Tier
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.answered import NOW, AnsweredWorld

WORD = "Tỉnh đã bố trí kinh phí"


class Page:
    """1.1 and 1.3 wait for funds."""

    def __init__(self, database: Database) -> None:
        self.world = AnsweredWorld(database)
        self.world.clock.instant = NOW
        self.database = database
        with database.write() as session:
            self.round = session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one()
            reports = session.exec(select(Report).order_by(col(Report.id))).all()
            for one, words in zip(reports, ("Chưa có kinh phí", "", "Thiếu kinh phí"), strict=True):
                one.difficulties, one.proposals, one.result = words, "", ""
            self.keys = [f"{one.id}-0" for one in reports if one.difficulties]
        self.path = f"/rounds/{self.round}/obstacles"
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")
        self.browser.gets(self.path)

    def settles(
        self,
        keys: list[str],
        word: str = WORD,
        who: Browser | None = None,
        csrf: str | None = None,
    ) -> int:
        return (who or self.browser).posts(self.path, csrf, key=keys, word=word).status_code

    def words(self) -> list[str]:
        with self.database.read() as session:
            return [one.word for one in session.exec(select(ObstacleWord))]


@pytest.fixture
def page(database: Database) -> Page:
    return Page(database)


def test_what_waits_for_the_same_stands_together(page: Page) -> None:
    words = words_of(page.browser.gets(page.path))
    assert "Kinh phí – chưa rõ (2 đơn vị)" in words
    assert "Sở Y tế, 1.3" in words
    assert "Kinh phí –" not in words_of(page.browser.gets(f"{page.path}?kind=land"))


def test_those_chosen_are_settled_and_whoever_raised_them_hears(page: Page) -> None:
    before = len(page.world.channel.sent)
    answer = page.browser.posts(page.path, key=page.keys[:1], word=f" {WORD} ")
    assert (answer.status_code, page.words()) == (303, [WORD])
    seen = words_of(page.browser.gets(answer.headers["location"]))
    assert "Đã ghi nhận" in seen
    assert WORD in seen
    assert f'value="{page.keys[0]}"' not in page.browser.gets(page.path).text
    page.world.delivers()
    assert any(WORD in one.text for one in page.world.channel.sent[before:])
    with page.database.read() as session:
        actions = session.exec(select(AuditEntry.action)).all()
    assert "obstacle.settled" in actions


@pytest.mark.parametrize("word", ["", "  ", "12", "x" * 501])
def test_nothing_is_settled_without_a_word(word: str, page: Page) -> None:
    answer = page.browser.posts(page.path, key=page.keys[:1], word=word)
    assert answer.status_code == 400
    assert f'value="{page.keys[0]}" checked' in answer.text
    assert page.words() == []


def test_what_is_not_there_changes_nothing(page: Page) -> None:
    assert page.settles([]) == 400
    for odd in ("", "x", "999-0", page.keys[0] + "1"):
        assert page.settles([page.keys[0], odd]) == 409
    assert page.words() == []
    assert page.settles(page.keys) == 303
    assert page.settles(page.keys) == 409


def test_a_past_day_is_only_looked_at(page: Page) -> None:
    path = f"{page.path}?as_of=2026-11-15"
    assert 'name="word"' not in page.browser.gets(path).text
    assert page.browser.posts(path, key=page.keys[:1], word=WORD).status_code == 409
    assert page.words() == []


def test_nobody_else_settles_anything(page: Page) -> None:
    focal = Browser(page.world.runtime)
    focal.signs_in("sct")
    focal.gets("/rounds")
    assert page.settles(page.keys, who=focal) == 404
    assert page.settles(page.keys, csrf="0" * 32) == 403
    assert page.settles(page.keys, who=Browser(page.world.runtime)) == 401
    assert page.words() == []


def test_nothing_of_another_plan_through_ones_own_round(page: Page) -> None:
    with page.database.write() as session:
        plan = session.exec(select(Plan)).one()
        other = Plan(**plan.model_dump() | {"id": None, "code": "other"})
        session.add(other)
        session.flush()
        theirs = session.get_one(Round, page.round).model_dump()
        own = Round(**theirs | {"id": None, "plan_id": other.id, "rule_id": None})
        session.add(own)
        for right in session.exec(select(Right)):
            right.plan_id = other.id
        session.flush()
        path = f"/rounds/{own.id}/obstacles"
    assert page.browser.posts(path, key=page.keys, word=WORD).status_code == 409
    assert page.words() == []
