"""The holiday table: what it says, and that a slip of the pen in it is named."""

from datetime import date
from pathlib import Path

import pytest

from storage.calendar.holidays import lacking, read_holidays

HEADER = "day,kind,name,document,official_until\n"
OFF = {  # as the notices and the law have it, day/month
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11",
}
WORKED_FOR = {  # the Saturday and the day off it was swapped with
    date(2025, 4, 26): date(2025, 5, 2),
    date(2026, 1, 10): date(2026, 1, 2),
    date(2026, 8, 22): date(2026, 8, 31),
}


@pytest.mark.parametrize("year", OFF)
def test_the_days_off_of_a_year(year: int) -> None:
    rows = [one for one in read_holidays() if one.day.year == year and one.kind == "off"]
    assert " ".join(f"{one.day.day}/{one.day.month}" for one in rows) == OFF[year]
    assert lacking(rows, year) == []


def test_the_swapped_days_name_each_other() -> None:
    table = {one.day: one for one in read_holidays()}
    assert [day for day, one in table.items() if one.kind == "work"] == list(WORKED_FOR)
    assert [day for day, one in table.items() if "hoán đổi" in one.name] == sorted(
        WORKED_FOR.values()
    )
    for worked, off in WORKED_FOR.items():
        assert table[worked].name == f"Làm bù cho {off:%d/%m/%Y}"
        assert table[off].name == f"Nghỉ hoán đổi với {worked:%d/%m/%Y}"
        assert table[worked].document == table[off].document


def test_the_table_is_in_order_and_every_row_says_where_it_comes_from() -> None:
    table = read_holidays()
    assert [one.day for one in table] == sorted(one.day for one in table)
    assert {one.day.year for one in table} == set(OFF)
    assert all(one.name and one.document for one in table)


def test_a_year_lacks_what_its_rows_do_not_name_often_enough() -> None:
    table = read_holidays()
    assert lacking(table, 2028) == [
        "Tết Dương lịch",
        "Tết Nguyên đán",
        "Giỗ Tổ Hùng Vương",
        "Ngày Chiến thắng",
        "Ngày Quốc tế Lao động",
        "Quốc khánh",
        "Ngày Văn hóa Việt Nam",
    ]
    assert lacking([one for one in table if one.day != date(2026, 9, 1)], 2026) == ["Quốc khánh"]
    assert "Ngày Văn hóa Việt Nam" not in lacking([], 2025)


def test_what_no_notice_has_confirmed_yet_is_marked() -> None:
    until = {one.day: one.official_until for one in read_holidays()}
    assert until[date(2026, 11, 24)] == 2026
    assert until[date(2027, 2, 4)] == 2027
    assert until[date(2027, 4, 16)] is None


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("2026-13-01,off,x,y,", "month"),
        ("2026-01-01,holiday,x,y,", "'off' or 'work'"),
        ("2026-01-03,off,x,y,", "Saturday"),
        ("2026-01-05,work,x,y,", "Monday"),
        ("2026-01-01,off,x,y,soon", "a year or empty"),
        ("2026-01-01,off,x", "5 cells"),
        ("2026-01-01,off,x,y,2026,z", "5 cells"),
        ("2025-01-01,off,x,y,", "twice"),
    ],
)
def test_a_bad_row_names_the_file_and_the_line(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text(f"{HEADER}2025-01-01,off,x,y,2025\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"holidays.csv, line 3: .*{complaint}"):
        read_holidays(path)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text("day,kind\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_holidays(path)
