"""The holiday table: what it says, and that a slip of the pen in it is named."""

from datetime import date
from pathlib import Path

import pytest

from storage.holidays import read_holidays

HEADER = "day,kind,name,document,official_until\n"


def test_the_table_covers_three_years_with_their_working_saturdays() -> None:
    table = read_holidays()
    assert {one.day.year for one in table if one.kind == "off"} == {2025, 2026, 2027}
    assert [one.day for one in table if one.kind == "work"] == [
        date(2025, 4, 26),
        date(2026, 1, 10),
        date(2026, 8, 22),
    ]
    assert all(one.name and one.document for one in table)
    assert [one.day for one in table] == sorted(one.day for one in table)


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
