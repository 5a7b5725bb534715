"""`daumoi obstacles`: open ones, settled ones, of a round, as of an instant; text and data."""

from datetime import datetime

import pytest
from sqlmodel import select

from storage.database import open_database
from storage.models import Expectation, Item, ObstacleWord, Report
from tests.bot.conftest import Terminal
from tests.support.worlds.world import ZONE

NOW = datetime(2026, 10, 14, 9, tzinfo=ZONE)


@pytest.fixture(name="told")
def _told(loaded: Terminal) -> Terminal:
    """Of 9.4 one obstacle of two is settled the day after."""
    loaded.prints("summary", "ben-tre")
    database = open_database(loaded.env["DATABASE_URL"])
    with database.write() as session:
        asked = session.exec(select(Expectation).join(Item).where(Item.code == "9.4")).one()
        words = "Thiếu kinh phí; chờ hướng dẫn của Bộ Tài chính"
        report = Report(
            expectation_id=asked.id or 0, status="blocked", difficulties=words, submitted_at=NOW
        )
        session.add(report)
        session.flush()
        settled = ObstacleWord(
            report_id=report.id or 0,
            about="Thiếu kinh phí",
            is_settled=True,
            word="Đã bố trí",
            said_at=NOW.replace(day=15),
        )
        session.add(settled)
    database.close()
    loaded.env["DAUMOI_CLOCK"] = "2026-10-16T08:00:00+07:00"
    return loaded


def test_open_ones_are_told_and_with_all_the_settled_ones_too(told: Terminal) -> None:
    [waits] = told.json("obstacles", "ben-tre", "--json")
    assert (waits["kind"], waits["actor"]) == ("guidance", "Bộ Tài chính")
    both = told.json("obstacles", "ben-tre", "--all", "--round", "2026", "--json")
    assert {one["kind"]: one["obstacles"][0]["is_settled"] for one in both} == {
        "guidance": False,
        "funding": True,
    }
    before = told.json("obstacles", "ben-tre", "--as-of", "2026-10-14T23:00", "--json")
    assert {one["kind"] for one in before} == {"guidance", "funding"}
    printed = told.prints("obstacles", "ben-tre", "--all")
    assert "Đã giải quyết ngày 15/10/2026: Đã bố trí" in printed
    assert "9.4" in printed


def test_where_nothing_is_raised_it_says_so(loaded: Terminal) -> None:
    loaded.prints("summary", "ben-tre")
    assert "Không còn vướng mắc" in loaded.prints("obstacles", "ben-tre")
