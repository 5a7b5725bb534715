"""Whatever stands in a cell, a day that is read was printed there."""

import re
from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.importing.tables.tasks.timeframes import PlanPeriod, Timeframe, read_timeframe

STEADY = settings(derandomize=True, deadline=None, max_examples=400, database=None)
PERIODS = (
    PlanPeriod(date(2026, 1, 15), 2026, 2026),
    PlanPeriod(date(2025, 12, 29), 2026, 2030),
    PlanPeriod(date(2026, 8, 3)),
)
WORDS = (
    *("trước", "đến", "hết", "trong", "từ", "-", ",", ";", "và", "/", ".", "ngày", "tháng", "quý"),
    *("năm", "hằng năm", "hằng quý", "hằng tháng", "hằng tuần", "đầu", "giữa", "cuối", "Quý II"),
    *("Quý IV/2026", "tháng 6", "tháng 13", "T9/2026", "30/6", "31/6/2026", "15/7/2026", "2026"),
    *("2030", "6 tháng đầu năm", "2", "lần", "nt", "thường xuyên", "khi có", "hoàn thành", "Sở"),
    *("(đợt 1)", "trước Tết", "âm lịch", "16h00", "các năm tiếp theo", "24/7", "05/QĐ", "02 năm"),
    *("của", "ngày 15", "tháng cuối quý", "chậm nhất", "29/02", "IV", "III", "00/00/0000", "31"),
)
cells = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def printed_in(text: str, day: date) -> bool:
    """Day and month stand there as figures, or it ends what stands there: month, quarter, half."""
    words = re.findall(r"[^\W_]+", text.lower())
    figures = {int(word) for word in words if word.isdecimal()}
    figures |= {int(figure) for word in words for figure in re.findall(r"\d+", word)}
    if {day.day, day.month} <= figures or (day.day in figures and "quý" in words):
        return True
    if day.day in figures and {"hằng", "tháng"} <= set(words):
        return True
    if day.day != monthrange(day.year, day.month)[1]:
        return False
    quarters = figures | {QUARTERS[word] for word in words if word in QUARTERS}
    named = "quý" in words or re.search(r"i[iv]*\s*/", text.lower())  # "III/2026"
    of_quarter = named and ("hằng" in words or day.month // 3 in quarters)
    of_half = "6" in words and day.month in (6, 12)
    of_year = day.month == 12 and ("năm" in words or day.year in figures)
    returns = {"hằng", "tháng"} <= set(words) or "cuối" in words
    return bool(day.month in figures or of_quarter or of_half or of_year or returns)


def is_sound(time: Timeframe) -> None:
    assert not time.due_every or time.due_on
    assert not (time.due_on and time.end_year) or time.due_on.year <= time.end_year
    assert not (time.starts_on and time.due_on) or time.starts_on <= time.due_on
    assert time.read or not time.due_on
    assert time.starts_on is None or time.start_year == time.starts_on.year


@STEADY
@given(cells, st.sampled_from(("", "", "Quý I/2026", "2026", "Hằng năm", "tháng 3")), st.data())
def test_days_are_printed(raw: str, begins: str, data: st.DataObject) -> None:
    period = data.draw(st.sampled_from(PERIODS))
    time = read_timeframe(raw, period, begins)
    is_sound(time)
    if time.due_on:
        text = f"{begins} {raw}"
        before = "trước" in text and printed_in(text, time.due_on + timedelta(days=1))
        first_of_next = "trước" in text and time.due_on.day >= 28
        assert before or first_of_next or printed_in(text, time.due_on), (text, time)


@STEADY
@given(st.text(max_size=40), st.sampled_from(PERIODS))
def test_any_text_is_borne(raw: str, period: PlanPeriod) -> None:
    is_sound(read_timeframe(raw, period))


@STEADY
@given(cells, st.sampled_from(PERIODS))
def test_an_unknown_word_is_a_doubt(raw: str, period: PlanPeriod) -> None:
    time = read_timeframe(f"{raw} bông lau", period)
    assert time.note or time.condition or not time.read, time


days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
MANY_WAYS = (
    *("{0:%d/%m/%Y}", "ngày {0.day}/{0.month}/{0.year}", "{0:%d.%m.%Y}", "{0:%d / %m / %Y}"),
    *("{0:%d-%m-%Y}", "ngày {0:%d} tháng {0:%m} năm {0:%Y}", "{0.day}/{0.month}/{0:%y}"),
    *("Hoàn thành ngày {0:%d/%m/%Y}", "Dự kiến {0:%d/%m/%Y}", "({0:%d/%m/%Y})", "{0:%Y-%m-%d}"),
)


@STEADY
@given(days)
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    read = {read_timeframe(way.format(day), PERIODS[0]).due_on for way in MANY_WAYS}
    assert read == {day}
    before = read_timeframe(f"Xong trước {day:%d/%m/%Y}", PERIODS[0])
    assert before.due_on == day - timedelta(days=1)
    assert before.end_year == before.due_on.year


@STEADY
@given(st.integers(29, 40), st.integers(1, 15), st.integers(2026, 2030))
def test_a_day_that_no_calendar_has_is_not_moved(day: int, month: int, year: int) -> None:
    exists = month <= 12 and day <= monthrange(year, month)[1]
    for raw in (f"{day}/{month}/{year}", f"trước ngày {day}/{month}/{year}"):
        time = read_timeframe(raw, PERIODS[0])
        assert bool(time.due_on) == exists, raw
        assert exists or (time.note and time.end_year == year)
