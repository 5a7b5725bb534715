"""Days as officials write them, seen from Wednesday 11/11/2026."""

import unicodedata
from datetime import date, timedelta

import pytest

from bot.language.dates.fields import day_in, day_shown
from bot.language.dates.parser import read_day

TODAY = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("texts", "day", "month"),
    [
        ("hôm nay|hom nay|chiều nay", 11, 11),
        ("mai|ngày mai|ngay mai|sáng mai|mai em gửi ạ", 12, 11),
        ("mốt|ngày kia|ngay kia", 13, 11),
        ("thứ 6|thứ sáu|thu sau|t6|T6|thứ 6 này|thứ 6 tới|thứ sáu tuần này|sáng thứ 6", 13, 11),
        ("thứ 4|thứ tư|t4", 18, 11),  # strictly after today
        ("thứ 6 tuần sau|thu 6 tuan sau|t6 tuần tới", 20, 11),
        ("thứ 2 tuần tới|thứ hai|t2", 16, 11),
        ("chủ nhật|cn|CN|chúa nhật|CN tuần này", 15, 11),
        ("12/11|12-11|12.11|12/11/2026|12/11/26|12.11.2026|ngày 12|ngày 12/11", 12, 11),
        ("ngày 12 tháng 11|12 tháng 11 năm 2026|ngay 12 thang 11|ngày 12 tháng này", 12, 11),
        ("chậm nhất 12/11|hạn 12/11|15h30 ngày 12/11|8 giờ 12/11|thứ 5 ngày 12/11", 12, 11),
        ("mùng 5|mồng 5 tháng 12|ngày mùng 5|mung 5|ngày 5 tháng sau", 5, 12),
        ("trước ngày 15/11|trước 15/11|truoc ngay 15/11", 14, 11),
        ("trước thứ 6", 12, 11),
        ("3 ngày nữa|ba ngày nữa|sau 3 ngày", 14, 11),
        ("11/11", 11, 11),
        ("ngày 31", 31, 12),
    ],
)
def test_exact_days(texts: str, day: int, month: int) -> None:
    for text in texts.split("|"):
        for form in ("NFC", "NFD"):
            read = read_day(unicodedata.normalize(form, text), TODAY)
            assert read is not None, text
            assert (read.on, read.is_exact) == (date(2026, month, day), True), text


@pytest.mark.parametrize(
    ("texts", "day", "month"),
    [
        ("cuối tuần|cuoi tuan|trong tuần này|tuần này|hết tuần", 13, 11),
        ("đầu tuần sau|dau tuan sau|đầu tuần", 16, 11),
        ("giữa tuần sau", 18, 11),
        ("tuần sau|tuần tới|trong tuần sau", 20, 11),
        ("giữa tháng|giua thang", 15, 11),
        ("cuối tháng|cuoi thang|cuối tháng 11|hết tháng 11|trong tháng này", 30, 11),
        ("đầu tháng sau|đầu tháng 12|đầu tháng", 5, 12),
        ("tháng sau|trong tháng 12|cuối năm", 31, 12),
        ("2 tuần nữa|hai tuần nữa|sau 2 tuần", 25, 11),
        ("khoảng 12/11|tầm 12/11|khoảng ngày 12", 12, 11),
        ("trong 3 ngày tới", 14, 11),
    ],
)
def test_vague_days_say_so(texts: str, day: int, month: int) -> None:
    for text in texts.split("|"):
        read = read_day(text, TODAY)
        assert read is not None, text
        assert (read.on, read.is_exact) == (date(2026, month, day), False), text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "12",
        "31/11",
        "30/2",
        "31/4/2027",
        "99/99",
        "12/2026",
        "ngày 32",
        "mùng 15",
        "thứ 8",
        "12/11 và 13/11",
        "từ 12/11 đến 15/11",
        "15-16/11",
        "thứ 6 ngày 12/11",
        "thứ 3 tuần này",
        "thứ 6 sau",
        "sau ngày 15/11",
        "sau 15/11",
        "từ 12/11",
        "trước cái ngày 15/11",
        "12/11 31/11",
        "trước cuối tháng",
        "vài ngày nữa",
        "mai hoặc mốt",
        "chưa biết",
        "không phải 12/11",
        "mùng 5 tết",
        "hôm qua",
        "2 ngày trước",
        "10 ngày",
        "năm 2026",
        "3 ngày làm việc nữa",
        "123/BC-SCT ngày 12/11",
        "9" * 300,
    ],
)
def test_a_day_in_doubt_is_not_read(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("10/11", date(2026, 11, 10)),
        ("12/11", date(2025, 11, 12)),
        ("ngày 12", date(2026, 10, 12)),
        ("hôm qua", date(2026, 11, 10)),
        ("hôm kia", date(2026, 11, 9)),
        ("thứ 6", date(2026, 11, 6)),
        ("thứ 2 tuần này", date(2026, 11, 9)),
        ("2 ngày trước", date(2026, 11, 9)),
        ("05/11/2026", date(2026, 11, 5)),
    ],
)
def test_the_day_of_a_document_lies_behind(text: str, on: date) -> None:
    read = read_day(text, TODAY, past=True)
    assert read is not None
    assert read.on == on


def test_a_document_has_no_day_to_come_by_word() -> None:
    assert read_day("mai", TODAY, past=True) is None
    assert read_day("cuối tháng", TODAY, past=True) is None


def test_working_days_are_counted_by_the_calendar_handed_in() -> None:
    read = read_day(
        "3 ngày làm việc nữa", TODAY, add_working_days=lambda day, n: day + timedelta(n + 2)
    )
    assert read is not None
    assert read.on == date(2026, 11, 16)


def test_the_next_such_day_may_lie_in_the_next_year() -> None:
    read = read_day("10/3", TODAY)
    assert read is not None
    assert read.on == date(2027, 3, 10)
    passed = read_day("10/11", TODAY)  # asked back by whoever wants a day to come
    assert passed is not None
    assert passed.on == date(2026, 11, 10)
    leap = read_day("29/2", date(2027, 3, 1))
    assert leap is not None
    assert leap.on == date(2028, 2, 29)
    assert read_day("29/2", date(2024, 8, 1)) is None  # four years away


def test_on_a_saturday_the_weekend_is_still_to_come() -> None:
    read = read_day("cuối tuần", date(2026, 11, 14))
    assert read is not None
    assert read.on == date(2026, 11, 15)


SEEN_IN_OCTOBER = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("texts", "day", "month", "is_exact"),
    [
        ("ngày 15 tháng mười một|15 tháng mười một|ngay 15 thang muoi mot", 15, 11, True),
        ("mười lăm tháng mười một|ngày mười lăm tháng mười một năm 2026", 15, 11, True),
        ("trước ngày mười sáu tháng mười một", 15, 11, True),
        ("mùng năm tháng mười hai", 5, 12, True),
        ("thứ năm ngày mười hai tháng mười một", 12, 11, True),
        ("ngày hai mươi", 20, 10, True),
        ("thứ sáu tuần sau|thu sau tuan sau", 23, 10, True),
        ("ngay 15 thang sau|ngày 15 tháng sau", 15, 11, True),
        ("ba ngày nữa", 17, 10, True),
        ("rằm|ngày rằm", 15, 10, False),
        ("rằm tháng mười một", 15, 11, False),
        ("cuối tháng mười một|hết tháng mười một", 30, 11, False),
        ("đầu tháng mười hai", 5, 12, False),
    ],
)
def test_days_and_months_in_words(texts: str, day: int, month: int, is_exact: bool) -> None:
    for text in texts.split("|"):
        read = read_day(text, SEEN_IN_OCTOBER)
        assert read is not None, text
        assert (read.on, read.is_exact) == (date(2026, month, day), is_exact), text


@pytest.mark.parametrize(
    "text",
    ["ngày 15 tháng abc", "ngày 15 tháng", "ngày 15 tháng mười ba", "15 tháng giêng",
     "rằm tháng chạp", "tháng năm nay", "ngày một ngày hai",
     "ngày 15 tháng mười một hoặc mười hai"],
)  # fmt: skip
def test_a_month_that_cannot_be_read_makes_the_whole_day_unread(text: str) -> None:
    assert read_day(text, SEEN_IN_OCTOBER) is None


# --- In fields of pages --------------------------------------------------------------------------

NOVEMBER_5 = date(2026, 11, 5)


@pytest.mark.parametrize(
    "typed", ["05/11/2026", "5/11/2026", " 5-11-2026 ", "5.11.2026", "05 11 2026", "05112026"]
)
def test_a_field_is_read_as_people_here_write_a_day(typed: str) -> None:
    assert day_in(typed) == NOVEMBER_5


def test_addresses_have_it_the_other_way_round() -> None:
    assert day_in("2026-11-05") == NOVEMBER_5


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "01/01/0001",
        "x",
        "11/15/2026",
        "31/02/2026",
        "5112026",
        "5/11/26",
        "05/11/9999",
        "٠٥/١١/٢٠٢٦",
        "5/11/",
    ],
)
def test_what_is_no_day_in_a_field_is_none(typed: str) -> None:
    assert day_in(typed) is None
    assert day_shown(typed) == typed


def test_a_field_shows_it_as_it_is_written_here() -> None:
    assert (
        day_shown(NOVEMBER_5) == day_shown("2026-11-05") == day_shown("5.11.2026") == "05/11/2026"
    )
