"""What pages of a round ask of the database: as much of many agencies and years as of few."""

from datetime import datetime

from bot.runtime.dependencies import Runtime
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from tests.benchmarks.worlds.large_plan import (
    PLANNER,
    add_large_plan,
    add_planner,
    answer_half,
    newest_round,
)
from tests.bot.conversation.test_query_plans import noted
from tests.support.databases import emptied
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.world import CALENDAR, ZONE

PARTS = (
    *("", "?as_of=2026-10-20", "/answers", "/answers?words=kinh+phi", "/answers?state=late"),
    *("/reviews", "/agencies/{agency}", "/calls", "/nudge", "/obstacles"),
)
MOST = 40  # of a page, with those that find out who is there


def test_a_page_asks_no_more_of_a_large_province_with_years_behind_it(sqlite: Database) -> None:
    few = _asked(emptied(sqlite), agencies=3, years=range(2025, 2027))
    many = _asked(emptied(sqlite), agencies=60, years=range(2023, 2027))
    assert many == few
    assert max(few.values()) <= MOST


def test_a_page_asks_for_the_rights_of_a_visitor_once(sqlite: Database) -> None:
    browser, path, _ = _desk(emptied(sqlite), 45, range(2026, 2027))
    with noted(sqlite) as statements:
        assert browser.gets(path).status_code == 200
    assert sum("FROM person_right" in text for text, _ in statements) == 1


def _asked(database: Database, agencies: int, years: range) -> dict[str, int]:
    browser, path, agency_id = _desk(database, agencies, years)
    found = {}
    for part in PARTS:
        address = path + part.format(agency=agency_id)
        with noted(database) as statements:
            assert browser.gets(address).status_code == 200, part
        found[part] = len(statements)
    return found


def _desk(database: Database, agencies: int, years: range) -> tuple[Browser, str, int]:
    """A planner at the newest round, the path of that, and an agency in it."""
    now = datetime(years[-1], 10, 26, 9, tzinfo=ZONE)
    with database.write() as session:
        add_large_plan(session, agencies, 1, 2)
        add_planner(session)
        for year in years:
            then = now.replace(year=year)
            for round_ in open_rounds(session, then, CALENDAR):
                answer_half(session, round_.id or 0, then)
        round_id, agency_id = newest_round(session)
    codes = iter(f"ABCD-{number}" for number in range(10_000, 20_000))
    browser = Browser(Runtime(database, {}, CALENDAR, lambda: now, lambda: next(codes), "test:1"))
    browser.signs_in(PLANNER)
    return browser, f"/rounds/{round_id}", agency_id
