"""Of "hằng quý (quý I, II, III)" only the quarters that are named are asked for."""

import pytest

from storage.importing.text.duties.days import days_in
from storage.models import Every

YEAR, ONCE, QUARTER, MONTH = Every.YEAR, Every.ONCE, Every.QUARTER, Every.MONTH
Q = "20 của tháng cuối quý"
THREE = [(20, 3, YEAR), (20, 6, YEAR), (20, 9, YEAR)]
NAMED = (
    ("roman", f"báo cáo quý (quý I, II, III) trước ngày {Q}", THREE),
    ("each-with-its-word", f"báo cáo quý I, quý II và quý III trước ngày {Q}", THREE),
    ("figures", f"báo cáo quý 1, 2, 3 trước ngày {Q}", THREE),
    ("behind", f"trước ngày {Q} (đối với báo cáo quý I, II và III)", THREE),
    ("range", f"định kỳ hằng quý (từ quý I đến quý III) trước ngày {Q}", THREE),
    ("dash", f"định kỳ hằng quý (quý I - quý III) trước ngày {Q}", THREE),
    ("two", f"báo cáo quý I và quý III trước ngày {Q}", [(20, 3, YEAR), (20, 9, YEAR)]),
    ("one", f"báo cáo quý III gửi trước ngày {Q}", [(20, 9, YEAR)]),
    ("glued-to-the-day", "trước ngày 15 của tháng cuối quý I, II, III", [
        (15, 3, YEAR), (15, 6, YEAR), (15, 9, YEAR)]),
    ("next-quarter", "báo cáo quý I, II, III trước ngày 05 của tháng đầu quý sau", [
        (5, 4, YEAR), (5, 7, YEAR), (5, 10, YEAR)]),
    ("half-year-among-quarters",
     f"trước ngày {Q} (quý I, 6 tháng, quý III) và trước ngày 01/12", [*THREE, (1, 12, YEAR)]),
    ("year-behind-quarters", f"quý I, 6 tháng, 9 tháng, năm trước ngày {Q}", [(20, 3, QUARTER)]),
    ("year-behind-brackets", f"hằng quý (quý I, II), năm trước ngày {Q}",
     [(20, 3, YEAR), (20, 6, YEAR), (20, 12, YEAR)]),
    ("no-year-of-a-number", f"quý I, quý II, năm 2026 trước ngày {Q}",
     [(20, 3, YEAR), (20, 6, YEAR)]),
    ("but-the-fourth", f"hằng quý (trừ quý IV) trước ngày {Q}", THREE),
    ("fourth-in-the-yearly-report",
     f"hằng quý trước ngày {Q} (quý IV lồng ghép vào báo cáo năm)", THREE),
    ("all-four", f"báo cáo quý (quý I, II, III, IV) trước ngày {Q}", [(20, 3, QUARTER)]),
    ("not-named", f"báo cáo hằng quý trước ngày {Q}", [(20, 3, QUARTER)]),
    ("periods", "báo cáo quý I, 6 tháng, 9 tháng trước ngày 20 của tháng cuối kỳ báo cáo", THREE),
    ("half-year-and-nine-months",
     "báo cáo 6 tháng đầu năm, 09 tháng và năm trước ngày 20 của tháng cuối kỳ",
     [(20, 6, YEAR), (20, 9, YEAR), (20, 12, YEAR)]),
    ("months", "ngày 15 của các tháng 3, 6, 9", [(15, 3, YEAR), (15, 6, YEAR), (15, 9, YEAR)]),
    ("each-month-with-its-word", "trước ngày 15 tháng 3, tháng 6 và tháng 9", [
        (15, 3, YEAR), (15, 6, YEAR), (15, 9, YEAR)]),
    ("monthly-from-to", "trước ngày 25 hằng tháng (từ tháng 01 đến tháng 11)",
     [(25, month, YEAR) for month in range(1, 12)]),
    ("monthly-but", "trước ngày 25 hằng tháng (trừ tháng 6 và tháng 12)",
     [(25, month, YEAR) for month in range(1, 12) if month != 6]),
    ("of-one-year", f"báo cáo quý I, II, III năm 2026 trước ngày {Q}",
     [(20, 3, ONCE), (20, 6, ONCE), (20, 9, ONCE)]),
    ("every-quarter-and-the-year",
     "báo cáo quý, 6 tháng, năm trước ngày 18 của tháng cuối kỳ báo cáo",
     [(18, 3, YEAR), (18, 6, YEAR), (18, 9, YEAR), (18, 12, YEAR)]),
    ("monthly-with-words-between", "hằng tháng báo cáo Công an tỉnh trước ngày 14",
     [(14, 1, MONTH)]),
    ("half-year-with-its-day", "báo cáo 6 tháng đầu năm trước ngày 15 tháng 6", [(15, 6, YEAR)]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "days"), [pytest.param(*one[1:], id=one[0]) for one in NAMED])
def test_the_days(text: str, days: list[tuple[int, int, Every]]) -> None:
    found = [(day.day, day.month, day.every) for one in days_in(text) for day in one.days]
    assert found == days
