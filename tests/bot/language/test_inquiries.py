"""What a line asks to read: a whole line or nothing, with accents and without."""

from datetime import date

import pytest

from bot.language.replies.inquiries import Inquiry, read_inquiry
from storage.names import without_marks

TODAY = date(2026, 10, 15)


def task(code: str = "9.4", year: int = 0, *, is_said: bool = True) -> Inquiry:
    return Inquiry("task", code=code, year=year, is_said=is_said)


def agency(name: str, year: int = 0, *, is_said: bool = True) -> Inquiry:
    return Inquiry("agency", name=name, year=year, is_said=is_said)


def about(kind: str, year: int = 0, name: str = "", *, is_said: bool = False) -> Inquiry:
    return Inquiry(kind, name=name, year=year, is_said=is_said)


ASKED = {
    "9.4": task(is_said=False),
    "xem 9.4": task(),
    "cho em xem 9.4 ạ": task(),
    "nhiệm vụ 9.4 tới đâu rồi": task(),
    "nhiệm vụ 9.4 thế nào": task(),
    "9.4 đến đâu rồi ạ": task(),
    "9.4 xong chưa": task(),
    "kết quả 9.4": task(),
    "tình hình thực hiện mục 9.4": task(),
    "9.4 có khó khăn gì không": task(),
    "9.4 năm 2025": task(year=2025),
    "9.4 2025": task(year=2025, is_said=False),
    "xem 9.4 năm ngoái": task(year=2025),
    "VIII.3.5": task("VIII.3.5", is_said=False),
    "chỉ tiêu 4": task("CT.4", is_said=False),
    "báo cáo 9.4": Inquiry("task", code="9.4", is_report=True),
    "sở công thương": agency("sở công thương", is_said=False),
    "tình hình sở công thương": agency("sở công thương"),
    "sở công thương tới đâu rồi": agency("sở công thương"),
    "xem báo cáo của sở y tế năm 2025": agency("sở y tế", 2025),
    "sở y tế 2025": agency("sở y tế", 2025, is_said=False),
    "khó khăn": about("difficulties"),
    "vướng mắc": about("difficulties"),
    "khó khăn gì": about("difficulties", is_said=True),
    "xem khó khăn, vướng mắc": about("difficulties", is_said=True),
    "khó khăn 2025": about("difficulties", 2025),
    "khó khăn của sở y tế": about("difficulties", name="sở y tế"),
    "đề xuất": about("proposals"),
    "kiến nghị": about("proposals"),
    "đề xuất, kiến nghị": about("proposals"),
    "chỉ tiêu": about("indicators"),
    "các chỉ tiêu năm 2025": about("indicators", 2025, is_said=True),
    "chậm nhất": about("behind"),
    "sở nào chậm nhất": about("behind"),
    "ai chưa nộp": about("missing"),
    "đơn vị nào chưa báo cáo": about("missing"),
    "so với năm ngoái": about("compared", is_said=True),
    "so sánh với năm trước": about("compared", is_said=True),
    "cùng kỳ năm trước": about("compared", is_said=True),
    "so với 2024": about("compared", 2024, is_said=True),
}


@pytest.mark.parametrize("text", ASKED)
def test_it_is_read_as_it_is_typed(text: str) -> None:
    assert read_inquiry(text, TODAY) == ASKED[text]


@pytest.mark.parametrize("text", ASKED)
def test_accents_and_capitals_may_be_left_out(text: str) -> None:
    plain = without_marks(text).upper()
    found, meant = read_inquiry(plain, TODAY), ASKED[text]
    assert found is not None
    assert (found.kind, found.code, found.year, found.is_said) == (
        *(meant.kind, meant.code, meant.year, meant.is_said),
    )
    assert found.name.lower() == without_marks(meant.name)


@pytest.mark.parametrize(
    "text",
    [
        *("9.4 xong", "9.4 rồi", "9.4 60%", "9.4 đang làm", "9.4 gặp khó khăn", "9.4, 9.5"),
        *("9.4 không có khó khăn gì", "9.4 năm 2025 xong", "1 xong, 2 60%", "tất cả xong"),
        *("khó khăn về kinh phí", "khó khăn: chưa có vốn", "không có khó khăn gì", "có khó khăn"),
        *("đề xuất bổ sung kinh phí", "chỉ tiêu đạt 12%", "kết quả 9.4: đã mở 5 lớp"),
        *("sở công thương chậm", "chậm do thiếu vốn", "xem lại 9.4", "xin lùi hạn 9.4"),
    ],
)
def test_what_says_more_asks_nothing_that_is_known(text: str) -> None:
    """At most it may be the name of an agency, if somebody is called so."""
    for typed in (text, without_marks(text)):
        found = read_inquiry(typed, TODAY)
        assert found is None or (found.kind == "agency" and found.name.lower() not in KNOWN), found


KNOWN = {"sở công thương", "so cong thuong", "sở y tế", "so y te"}


@pytest.mark.parametrize("text", ["", "  ", "?", "xem", "của", "xem\n9.4", "x" * 200, "năm trước"])
def test_nothing_is_no_inquiry(text: str) -> None:
    assert read_inquiry(text, TODAY) is None
