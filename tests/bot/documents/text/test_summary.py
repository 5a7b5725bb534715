"""The summary in words: whole for the command line, ten lines for the chat; who owes is named."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from bot.documents.contents.dossier import Dossier
from bot.documents.text.chat_summary import AGENCIES_SHOWN, MOST_LINES, chat_line, chat_summary
from bot.documents.text.summary import summary_text
from locales import translator
from storage.database import Database
from storage.models import Report, Review, Round, Tier
from storage.rounds.summary import AgencyCount, Change, Count, Summary
from tests.support.worlds.planners import NOW, PLAN
from tests.support.worlds.requests import reports
from tests.support.worlds.world import World

SAY = translator("vi")
DUE = date(2026, 11, 14)
ROUND = Round(
    plan_id=1,
    tier=Tier.AGENCIES,
    rule_id=1,
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
SOME = Change(received=3, corrected=1, overdue=2)


def agency(
    name: str, expected: int, received: int, now_called: str = "", **more: int
) -> AgencyCount:
    count = Count(expected=expected, received=received, on_time=received, **more)
    return AgencyCount(name, now_called or name, count)


def summary(*agencies: AgencyCount, total: Count | None = None) -> Summary:
    return Summary(PLAN, ROUND, NOW, total or Count(), by_agency=list(agencies))


def behind(*agencies: AgencyCount) -> list[str]:
    """What is said of agencies in the chat, without the heading."""
    text = chat_summary(summary(*agencies), None, SAY)
    return text.partition("Còn thiếu nhiều nhất (đã nhận/phải báo cáo):\n")[2].splitlines()


def whole(*agencies: AgencyCount) -> list[str]:
    text = summary_text(Dossier(summary(*agencies)), SAY)
    return text.partition("Theo đơn vị (đã nhận/phải báo cáo):\n")[2].splitlines()


def test_whose_report_was_returned_owes_it_again() -> None:
    told = behind(agency("Sở A", 2, 2, returned=1), agency("Sở B", 2, 2))
    assert told == ["- Sở A: 2/2 (trả lại 1)"]


def test_a_returned_report_counts_like_a_missing_one_in_the_order() -> None:
    told = behind(
        agency("Sở A", 4, 3),
        agency("Sở B", 4, 4, returned=2),
        agency("Sở C", 4, 2, returned=1),
    )
    assert [line.partition(" (")[0] for line in told] == [
        "- Sở C: 2/4",
        "- Sở B: 4/4",
        "- Sở A: 3/4",
    ]


def test_what_is_overdue_weighs_more_than_what_has_time() -> None:
    told = behind(agency("Sở A", 9, 0), agency("Sở B", 2, 1, missing=1))
    assert told == ["- Sở B: 1/2 (quá hạn 1)", "- Sở A: 0/9"]


def test_whom_nobody_reminded_is_not_shown_as_if_at_fault() -> None:
    untold = replace(agency("Sở A", 1, 0, missing=1), was_reminded=False)
    assert behind(untold) == ["- Sở A: 0/1 (quá hạn 1, chưa được nhắc trước hạn)"]


def test_a_living_agency_is_one_line_however_many_old_names_it_has() -> None:
    parts = (
        agency("Sở A", 3, 1, "Sở C"),
        agency("Sở B", 4, 1, "Sở C", missing=1),
        agency("Sở C", 1, 0),
    )
    assert behind(*parts) == ["- Sở C: 2/8 (quá hạn 1)"]
    assert whole(*parts) == ["- Sở A; Sở B; Sở C (nay là Sở C): 2/8"]


def test_the_whole_text_names_every_agency_in_its_order() -> None:
    some = [agency("Sở A", 1, 1), agency("Sở B", 1, 1, returned=1), agency("Sở C", 9, 0)]
    assert whole(*some) == ["- Sở A: 1/1", "- Sở B: 1/1", "- Sở C: 0/9"]


def test_where_nobody_owes_anything_no_agency_is_named() -> None:
    assert behind(agency("Sở A", 1, 1)) == []


@pytest.mark.parametrize("cut_off", [DUE, date(2026, 10, 31)])
def test_it_never_has_more_than_ten_lines(cut_off: date) -> None:
    everything = replace(
        summary(
            *(agency(f"Sở {n}", 9, 0, missing=9) for n in range(20)),
            total=Count(expected=180, missing=180, returned=2, carried_over=3),
        ),
        round=ROUND.model_copy(update={"cut_off_on": cut_off, "closed_at": NOW}),
        unreached=["Sở 1"],
        unassigned=["1.1"],
        overdue=["1.2"],
    )
    lines = chat_summary(everything, SOME, SAY).splitlines()
    assert len(lines) == MOST_LINES
    assert sum(line.startswith("- ") for line in lines) >= AGENCIES_SHOWN - 1
    assert lines[-1] == "Từ hôm qua: +3 báo cáo, +1 đính chính, +2 trễ hạn hoặc quá hạn."


def test_what_was_withdrawn_is_told_too_and_nothing_new_as_such() -> None:
    def since(change: Change) -> str:
        return chat_summary(summary(), change, SAY).splitlines()[-1]

    assert since(Change(-1, 0, 0)) == "Từ hôm qua: -1 báo cáo."
    assert since(Change(0, 0, 0)) == "Từ hôm qua: không có thay đổi."


def test_a_round_beside_another_takes_a_line_and_a_second_where_it_has_changed() -> None:
    one = summary(total=Count(expected=4, received=1, missing=3))
    still = "- báo cáo năm 2026, hạn 14/11/2026: đã nhận 1/4, quá hạn, chưa báo cáo 3."
    assert chat_line(one, Change(0, 0, 0), SAY) == still
    assert chat_line(one, Change(1, 0, 0), SAY) == f"{still}\nTừ hôm qua: +1 báo cáo."


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
    assert "Trả lại, cần bổ sung: 1" in said.text
    assert "- Sở Y tế: 1/1 (trả lại 1)" in said.text
