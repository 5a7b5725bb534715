"""Nobody sees a plan that is not theirs, however they ask; and words of others stay words."""

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import Item, Plan, Report, Right, Round, Tier
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.answers.answered import AnsweredWorld

HOSTILE = "<script>alert(1)</script>"
PARTS = (
    *("", "/answers", "/items/{item}", "/files/xlsx", "/files", "/obstacles", "/indicators"),
    *("/reviews", "/calls", "/reminders", "/nudge", "/nudge?all=1", "/letter"),
)


class Desk:
    """A planner's browser, and what the addresses of the round are made of."""

    def __init__(self, world: AnsweredWorld) -> None:
        self.world = world
        self.browser = Browser(world.runtime)
        self.browser.signs_in("skhdt")
        with world.database.read() as session:
            round_ = session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one()
            item = session.exec(select(Item.id).where(Item.code == "1.1")).one()
        self.round, self.item = round_ or 0, item or 0

    def seen(self, browser: Browser | None = None, round_id: int = 0) -> list[int]:
        """What each page of the round answers with."""
        at = f"/rounds/{round_id or self.round}"
        asked = browser or self.browser
        return [asked.gets(at + part.format(item=self.item)).status_code for part in PARTS]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(AnsweredWorld(database))


def test_a_round_is_for_the_planners_of_its_plan_alone(desk: Desk) -> None:
    assert desk.seen() == [200] * len(PARTS)
    assert desk.seen(round_id=4711) == [404] * len(PARTS)
    focal = Browser(desk.world.runtime)
    focal.signs_in("sct")
    assert f"/rounds/{desk.round}" not in focal.gets("/rounds").text
    assert desk.seen(focal) == [404] * len(PARTS)
    assert desk.seen(Browser(desk.world.runtime)) == [401] * len(PARTS)
    with desk.world.database.write() as session:
        for right in session.exec(select(Right)):
            session.delete(right)
    assert desk.seen() == [404] * len(PARTS)


def test_an_item_of_another_plan_is_not_to_be_found(desk: Desk) -> None:
    with desk.world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        other = Plan(**{**plan.model_dump(), "id": None, "code": "other"})
        session.add(other)
        session.flush()
        item = session.get_one(Item, desk.item)
        foreign = Item(**{**item.model_dump(), "id": None, "plan_id": other.id, "parent_id": None})
        session.add(foreign)
        session.flush()
        at = f"/rounds/{desk.round}/items/{foreign.id}"
    assert desk.browser.gets(at).status_code == 404


def test_markup_in_what_people_wrote_stays_words(desk: Desk) -> None:
    with desk.world.database.write() as session:
        for report in session.exec(select(Report)):
            report.result = report.difficulties = HOSTILE
        for item in session.exec(select(Item).where(col(Item.parent_id).is_not(None))):
            item.title = HOSTILE
    for part in ("", "/answers", "/items/{item}", "/obstacles", "/reviews"):
        page = desk.browser.gets(f"/rounds/{desk.round}{part.format(item=desk.item)}").text
        assert "<script>" not in page
        assert part == "" or "&lt;script&gt;" in page


def test_what_is_asked_for_stays_words(desk: Desk) -> None:
    for name in ("words", "agency", "theme", "state", "as_of", "page"):
        page = desk.browser.gets(f'/rounds/{desk.round}/answers?{name}="><script>x</script>')
        assert page.status_code == 200
        assert "<script" not in page.text


@pytest.mark.parametrize("odd", ["9" * 10, "9" * 30])
def test_a_number_that_no_row_can_have_is_not_found(odd: str, desk: Desk) -> None:
    at = f"/rounds/{desk.round}"
    parts = ("items/{}", "agencies/{}", "attachments/{}", "reminders?agency={}", "nudge?agency={}")
    for part in parts:
        assert desk.browser.gets(f"{at}/{part.format(odd)}").status_code == 404
    assert desk.browser.gets(f"/rounds/{odd}").status_code == 404
