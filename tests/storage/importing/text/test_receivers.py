"""Receivers and recipients are names, without the time or the purpose that stands beside them."""

import pytest

from storage.importing.text.clauses import addressed
from storage.importing.text.recipients import read_recipients

RECEIVERS = (
    ("half-year", "báo cáo UBND thành phố 6 tháng, năm trước ngày 15/6", ["UBND thành phố"]),
    ("quarter", "báo cáo UBND tỉnh quý, 6 tháng và năm", ["UBND tỉnh"]),
    ("a-quarter", "gửi Sở Nội vụ quý I trước ngày 15/3", ["Sở Nội vụ"]),
    ("two-digits", "báo cáo Sở Tài chính 06 tháng đầu năm", ["Sở Tài chính"]),
    ("year", "gửi về Sở Nội vụ năm 2026", ["Sở Nội vụ"]),
    ("month", "báo cáo Phòng Kinh tế tháng 6 và tháng 12", ["Phòng Kinh tế"]),
    ("once", "báo cáo UBND xã một năm 02 lần", ["UBND xã"]),
    ("when-asked", "báo cáo UBND tỉnh đột xuất khi có yêu cầu", ["UBND tỉnh"]),
    ("when", "báo cáo UBND tỉnh khi hoàn thành", ["UBND tỉnh"]),
    ("an-office-when-done", "gửi Sở Y tế khi hoàn thành", ["Sở Y tế"]),
    ("first-half", "gửi Công an tỉnh sơ kết 6 tháng", ["Công an tỉnh"]),
    ("by-day", "gửi Sở Y tế cùng kỳ báo cáo", ["Sở Y tế"]),
    ("in-brackets", "báo cáo UBND tỉnh (6 tháng, năm)", ["UBND tỉnh"]),
    ("in-line", "báo cáo UBND thành phố theo định kỳ", ["UBND thành phố"]),
    ("end-of-year", "báo cáo Bộ Nội vụ cuối năm", ["Bộ Nội vụ"]),
    ("every-half", "báo cáo UBND tỉnh mỗi 6 tháng", ["UBND tỉnh"]),
    ("name-with-a-year-in-it", "gửi Ban Chỉ đạo 35 để tổng hợp", ["Ban Chỉ đạo 35"]),
    ("comma", "gửi Phòng Lao động, Việc làm trước ngày 10/6", ["Phòng Lao động, Việc làm"]),
    ("comma-office", "gửi Sở Nội vụ, Văn phòng UBND tỉnh trước 10/6", ["Sở Nội vụ"]),
    ("two", "báo cáo UBND tỉnh và Bộ Nội vụ năm 2026", ["UBND tỉnh và Bộ Nội vụ"]),
)
LISTS = (
    ("lines", ("Nơi nhận:", "- Bộ Y tế;", "- Các sở;", "- Lưu: VT."), ("Bộ Y tế", "Các sở")),
    (
        "for-report",
        ("Nơi nhận:", "- Thường trực Tỉnh ủy (b/c);", "- CT, các PCT UBND tỉnh (để b/c);"),
        ("Thường trực Tỉnh ủy (b/c)", "CT, các PCT UBND tỉnh (để b/c)"),
    ),
    (
        "in-one-cell",
        ("Nơi nhận: - Bộ Y tế; - UBND các xã, phường; - Lưu: VT, KGVX.",),
        ("Bộ Y tế", "UBND các xã, phường"),
    ),
    (
        "beside-the-signature",
        (
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN",
            *("- Như Điều 3; KT. CHỦ TỊCH", "- Sở Nội vụ; PHÓ CHỦ TỊCH", "- Lưu: VT."),
        ),
        ("Như Điều 3", "Sở Nội vụ"),
    ),
    (
        "blank-lines-and-stars",
        ("Nơi nhận:", "- Bộ Nội vụ;", "+ Sở Nội vụ;", "– Các xã;"),
        ("Bộ Nội vụ", "Sở Nội vụ", "Các xã"),
    ),
    (
        "copied-on-one-line-with-plus",
        ("Nơi nhận: Như trên; Lưu: VT.",),
        ("Như trên",),
    ),
    ("no-space", ("Nơi nhận :", "-Bộ Nội vụ;", "-Lưu VT."), ("Bộ Nội vụ",)),
)


@pytest.mark.parametrize(("text", "to"), [pytest.param(*one[1:], id=one[0]) for one in RECEIVERS])
def test_who_receives(text: str, to: list[str]) -> None:
    assert addressed(text) == to


@pytest.mark.parametrize(("texts", "to"), [pytest.param(*one[1:], id=one[0]) for one in LISTS])
def test_the_list_of_recipients(texts: tuple[str, ...], to: tuple[str, ...]) -> None:
    assert read_recipients(texts) == to
