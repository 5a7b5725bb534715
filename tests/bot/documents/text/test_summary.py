"""The summary in words: whoever still owes something is named, most first, returned reports too."""

from datetime import date

from sqlmodel import select

from bot.documents.text.summary import AGENCIES_SHOWN, summary_text
from locales import translator
from storage.database import Database
from storage.models import Report, Review, Round, Tier
from storage.rounds.summary import AgencyCount, Count, Summary
from tests.support.worlds.planners import NOW, PLAN
from tests.support.worlds.requests import reports
from tests.support.worlds.world import World

DUE = date(2026, 11, 14)
ROUND = Round(
    plan_id=1,
    tier=Tier.AGENCIES,
    title="Đợt báo cáo năm 2026",
    year=2026,
    opens_on=date(2026, 9, 15),
    due_on=DUE,
    covers_from=date(2026, 1, 1),
    covers_until=date(2026, 12, 31),
    cut_off_on=DUE,
    legal_text="trước ngày 15 tháng 11 hàng năm",
    opened_at=NOW,
)


def agency(name: str, expected: int, received: int, returned: int = 0) -> AgencyCount:
    count = Count(expected=expected, received=received, on_time=received, returned=returned)
    return AgencyCount(name, name, count)


def lines(*agencies: AgencyCount, all_agencies: bool = False) -> list[str]:
    """What is said of agencies, one line each, without the heading."""
    summary = Summary(PLAN, ROUND, NOW, Count(), by_agency=list(agencies))
    text = summary_text(summary, translator("vi"), all_agencies)
    _, _, listed = text.partition("Theo đơn vị (đã nhận/phải báo cáo):\n")
    return listed.splitlines()


def test_whose_report_was_returned_owes_it_again() -> None:
    told = lines(agency("Sở A", 2, 2, returned=1), agency("Sở B", 2, 2))
    assert told == ["- Sở A: 2/2"]


def test_a_returned_report_counts_like_a_missing_one_in_the_order() -> None:
    told = lines(
        agency("Sở A", 4, 3),
        agency("Sở B", 4, 4, returned=2),
        agency("Sở C", 4, 2, returned=1),
    )
    assert told == ["- Sở C: 2/4", "- Sở B: 4/4", "- Sở A: 3/4"]


def test_who_is_left_out_for_length_is_counted_whether_missing_or_returned() -> None:
    missing = [agency(f"Sở {n}", 9, 0) for n in range(AGENCIES_SHOWN)]
    told = lines(*missing, agency("Sở A", 1, 1, returned=1), agency("Sở B", 1, 1))
    assert len(told) == AGENCIES_SHOWN + 1
    assert told[-1] == "và 1 đơn vị khác"


def test_where_all_are_asked_for_they_stand_in_their_own_order() -> None:
    some = [agency("Sở A", 1, 1), agency("Sở B", 1, 1, returned=1), agency("Sở C", 9, 0)]
    assert lines(*some, all_agencies=True) == ["- Sở A: 1/1", "- Sở B: 1/1", "- Sở C: 0/9"]


def test_where_nobody_owes_anything_no_agency_is_named() -> None:
    assert lines(agency("Sở A", 1, 1)) == []


def test_a_planner_reads_that_a_report_they_returned_is_owed_again(database: Database) -> None:
    world = World(database)
    world.links("skhdt")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    reports(world, "syt", "1.3", "completed", 100)
    assert "- Sở Y tế" not in world.says("skhdt", "tong hop")[0].text
    with database.write() as session:
        report = session.exec(select(Report)).one()
        returned = Review(report_id=report.id or 0, accepted=False, reviewed_at=world.clock.now())
        session.add(returned)
    [said] = world.says("skhdt", "tong hop")
    assert "trả lại: 1" in said.text
    assert "- Sở Y tế: 1/1" in said.text
