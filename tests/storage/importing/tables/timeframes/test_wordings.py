"""Wordings of time with their right readings, labelled by hand."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.importing.folder.model import Doubt
from storage.importing.tables.tasks.time_cells import TaskTime, time_doubts
from storage.importing.tables.tasks.timeframes import Timeframe, period_of, read_timeframe

HERE = Path(__file__).parent
FIELDS = ("starts_on", "due_on", "due_every", "start_year", "end_year", "recurrence", "condition")
ROW = Doubt("items.csv", "1", "", "", "")


def labelled() -> Iterator[dict[str, str]]:
    for name in ("labelled.csv", "second_set.csv"):
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def doubted(row: dict[str, str], time: Timeframe) -> list[Doubt]:
    period = period_of(date.fromisoformat(row["issued_on"]), row["period"])
    return list(time_doubts(TaskTime(row["text"], time), period, ROW))


@pytest.mark.parametrize("row", list(labelled()), ids=lambda row: f"{row['begins']}|{row['text']}")
def test_wording(row: dict[str, str]) -> None:
    period = period_of(date.fromisoformat(row["issued_on"]), row["period"])
    time = read_timeframe(row["text"], period, row["begins"], row["heading"])
    read = {field: str(getattr(time, field) or "") for field in FIELDS}
    assert read == {field: row[field] for field in FIELDS}
    assert bool(doubted(row, time)) == bool(row["doubt"])


def test_no_wording_is_labelled_twice() -> None:
    told = [tuple(row.values())[:5] for row in labelled()]
    assert len(told) == len(set(told)) >= 180


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("đầu quý III/2026", "name no last day"),
        ("31/6/2026", "no such day"),
        ("Trước Tết", "no year, range, recurrence or condition"),
        ("Tháng 2/2026", "before the decision was issued"),
        ("30/6/2026 (đợt 1); 30/12/2026 (đợt 2)", "30/06/2026; 30/12/2026; the last one is taken"),
        ("Hằng tuần", "once a year, and the cell says oftener"),
        ("3 năm/lần", "every year, and the cell says more seldom"),
        ("2026-2030, tầm nhìn 2050", "the outlook after it stays in words"),
        ("2026; 2030", "one span of years"),
        ("Thực hiện theo chế độ báo cáo", "a reporting regime"),
        ("Khi có hướng dẫn, trước 30/6/2026", "a day stands beside the condition"),
        ("Hằng năm, tại hội nghị", "words beside the recurrence are not read"),
        ("Tháng 12, 02 năm/lần", "no first year is printed"),
        ("15/3 và 20/10 hằng năm", "the last one is taken"),
        ("Tháng 12 hằng năm từ 2025 đến 2025", "after its last year"),
        ("Từ quý IV/2026 đến quý II/2026", "ends before it begins"),
        ("Quý II/2027 và các năm tiếp theo", "stays in words"),
    ],
)
def test_what_is_not_sure_is_a_doubt_with_its_words(raw: str, words: str) -> None:
    row = {"text": raw, "issued_on": "2026-03-15", "period": "2026 - 2030"}
    period = period_of(date(2026, 3, 15), "2026 - 2030")
    doubts = doubted(row, read_timeframe(raw, period))
    assert words in "; ".join(doubt.reason for doubt in doubts)
    assert all(doubt.seen == raw and doubt.proposal for doubt in doubts)


def test_a_year_that_is_not_printed_is_told_where_the_plan_has_several() -> None:
    period = period_of(date(2026, 3, 15), "2026 - 2030")
    assert read_timeframe("Tháng 2", period).note == "no year is printed; 2027 is taken"
    assert read_timeframe("Tháng 2", period).due_on == date(2027, 2, 28)
    assert read_timeframe("Tháng 2", period.under("Thời hạn (năm 2028)")).note == ""


YEARS = (
    (("2023 - 2030", "2023-2030", "2023 – 2030", "2023—2030"), Timeframe(2023, 2030)),
    (("2023 đến 2030", "Từ năm 2023 đến hết năm 2030"), Timeframe(2023, 2030)),
    (("Giai đoạn 2023-2030", "Nhiệm kỳ 2023 - 2030"), Timeframe(2023, 2030)),
    (("2023", "Năm 2023", "Cả năm 2023"), Timeframe(2023, 2023)),
    (("Đến năm 2025",), Timeframe(None, 2025)),
    (("Từ năm 2024", "2024 trở đi", "Từ năm 2024 trở đi", "2024 - nay"), Timeframe(2024)),
    (("Năm 2025 và những năm tiếp theo", "2025 và các năm sau"), Timeframe(2025)),
    (("Hàng năm", "hằng năm", "Thường xuyên"), Timeframe(recurrence="yearly")),
    (("Hàng năm, 2023 - 2030", "2023 - 2030 (hàng năm)"), Timeframe(2023, 2030, "yearly")),
    (("02 năm/lần", "Định kỳ 02 năm"), Timeframe(recurrence="every-2-years")),
    (("Định kỳ 02 năm một lần",), Timeframe(recurrence="every-2-years")),
    (("2030 - 2023", "1889", "3023 - 3030"), Timeframe(read=False)),
    (("", "  "), Timeframe()),
)


@pytest.mark.parametrize(("raws", "time"), YEARS)
def test_plain_years_have_no_days(raws: tuple[str, ...], time: Timeframe) -> None:
    """BT-E1, TH-L1."""
    period = period_of(date(2023, 9, 18), "2021 - 2030")
    assert [read_timeframe(raw, period) for raw in raws] == [time] * len(raws)
