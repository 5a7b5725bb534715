"""Single cells: titles with markers, time frames, funding, targets, codes."""

import pytest

from storage.importing.tables.codes.hierarchy import Placed, place
from storage.importing.tables.targets import read_target
from storage.importing.tables.tasks.cells import (
    Title,
    read_funding,
    read_priority,
    read_title,
    read_topics,
)
from storage.importing.tables.tasks.timeframes import Timeframe, read_timeframe


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        pytest.param("Xanh (Cao, A, C)", Title("Xanh", True, ("A", "C")), id="BT-D1"),
        pytest.param("Xanh (Cao)", Title("Xanh", True, ()), id="high-only"),
        pytest.param("Hợp tác (PPP)", Title("Hợp tác (PPP)", False, ()), id="BT-D1-4.2"),
        pytest.param(
            "Đầu tư (công nghệ mới, sạch,...)",
            Title("Đầu tư (công nghệ mới, sạch,...)", False, ()),
            id="BT-D1-4.3",
        ),
        pytest.param(
            "Đánh giá (huy động,...) (Cao, A)",
            Title("Đánh giá (huy động,...)", True, ("A",)),
            id="BT-D1-both",
        ),
        pytest.param(
            "Chất thải (Cao, A B, D)", Title("Chất thải", True, ("A", "B", "D"), True), id="BT-D2"
        ),
        pytest.param("Nước (A, C, D)", Title("Nước", False, ("A", "C", "D")), id="BT-D5"),
        pytest.param("Nước", Title("Nước", False, ()), id="BT-D3"),
        pytest.param("Nước ()", Title("Nước ()", False, ()), id="empty"),
    ],
)
def test_title(raw: str, title: Title) -> None:
    assert read_title(raw) == title


YEARLY, BY_WORDS = "yearly", "the plan asks by year; the day or month stays in words"
OFTENER = "the plan asks once a year, and the cell says oftener"
SELDOM = "the plan asks every year, and the cell says more seldom"
BEYOND = "the first time is read; the outlook after it stays in words"
SPAN = "several times are printed; they are read as one span of years"
REGIME = "it follows a reporting regime and names no years"


@pytest.mark.parametrize(
    ("raws", "time"),
    [
        (("2023 - 2030", "2023-2030", "2023 – 2030", "2023—2030"), Timeframe(2023, 2030)),
        (("2023 đến 2030", "Từ năm 2023 đến hết năm 2030"), Timeframe(2023, 2030)),
        (("Giai đoạn 2023-2030", "Nhiệm kỳ 2023 - 2030"), Timeframe(2023, 2030)),
        (("2023", "Năm 2023", "Trong năm 2023"), Timeframe(2023, 2023)),
        (("2023-2025 và 2026-2030", "2023; 2030", "2023, 2030"), Timeframe(2023, 2030, note=SPAN)),
        (("Đến năm 2025", "Hết năm 2025", "Trước năm 2026"), Timeframe(None, 2025)),
        (("Từ năm 2024", "2024 trở đi", "Từ năm 2024 trở đi", "2024 - nay"), Timeframe(2024)),
        (("Quý III/2026", "Quý III năm 2026", "Quý 3/2026"), Timeframe(2026, 2026)),
        (("Quý I - Quý II/2026", "Quý II, III/2026", "Cuối năm 2026"), Timeframe(2026, 2026)),
        (("Quý IV/2025 - Quý I/2026",), Timeframe(2025, 2026)),
        (("Tháng 6/2025", "06/2025", "30/6/2025"), Timeframe(2025, 2025, note=BY_WORDS)),
        (("Ngày 30 tháng 6 năm 2025",), Timeframe(2025, 2025, note=BY_WORDS)),
        (("Trước ngày 30/6/2025", "Trước tháng 6/2025"), Timeframe(None, 2025, note=BY_WORDS)),
        (("Trước ngày 01/01/2026", "Trước 1/1/2026"), Timeframe(None, 2025, note=BY_WORDS)),
        (("Trước tháng 01/2026", "Trước tháng 1 năm 2026"), Timeframe(None, 2025, note=BY_WORDS)),
        (("Trước quý I/2026", "Trước quý 1 năm 2026"), Timeframe(None, 2025)),
        (("Trước tháng 11/2026", "Trước 01/10/2026"), Timeframe(None, 2026, note=BY_WORDS)),
        (("Trước quý II/2026", "Trước quý IV/2026"), Timeframe(None, 2026)),
        (("Từ tháng 1 đến tháng 6/2025",), Timeframe(2025, 2025, note=BY_WORDS)),
        (("Từ quý I đến quý III/2025", "Năm 2025 (Quý IV)"), Timeframe(2025, 2025)),
        (("Năm 2025 và những năm tiếp theo", "2025 và các năm sau"), Timeframe(2025)),
        (("Đến năm 2025, định hướng đến năm 2030",), Timeframe(None, 2025, note=BEYOND)),
        (("2026-2030, tầm nhìn 2050",), Timeframe(2026, 2030, note=BEYOND)),
        (("3 năm/lần", "05 năm một lần"), Timeframe(recurrence=YEARLY, note=SELDOM)),
        (("02 lần/năm", "hai lần một năm"), Timeframe(recurrence=YEARLY, note=OFTENER)),
        (("Hàng năm", "hằng năm", "Thường xuyên"), Timeframe(recurrence=YEARLY)),
        (("Quý IV hằng năm",), Timeframe(recurrence=YEARLY)),
        (("Tháng 6 hằng năm", "Tháng 6 hàng năm"), Timeframe(recurrence=YEARLY, note=BY_WORDS)),
        (("15/11 hằng năm",), Timeframe(recurrence=YEARLY, note=BY_WORDS)),
        (("Hàng năm, 2023 - 2030", "2023 - 2030 (hàng năm)"), Timeframe(2023, 2030, YEARLY)),
        (("Hàng quý", "Hàng tháng", "6 tháng"), Timeframe(recurrence=YEARLY, note=OFTENER)),
        (("02 năm/lần", "Định kỳ 02 năm"), Timeframe(recurrence="every-2-years")),
        (("Định kỳ 02 năm một lần",), Timeframe(recurrence="every-2-years")),
        (("Sau khi Bộ có hướng dẫn",), Timeframe(condition="Sau khi Bộ có hướng dẫn")),
        (("Khi có quy định",), Timeframe(condition="Khi có quy định")),
        (("Thực hiện theo chế độ báo cáo",), Timeframe(note=REGIME)),
        (("Theo tiến độ dự án", "2030 - 2023", "1889", "3023 - 3030"), Timeframe(read=False)),
        (("", "  "), Timeframe()),
    ],
)
def test_timeframe(raws: tuple[str, ...], time: Timeframe) -> None:
    """BT-E1, TH-L1."""
    assert [read_timeframe(raw) for raw in raws] == [time] * len(raws)


@pytest.mark.parametrize(
    ("raw", "high", "topics"),
    [("Cao", True, None), ("Trung bình", False, None), ("", False, ()), ("A, C", None, ("A", "C"))],
)
def test_priority_and_topics_in_columns_of_their_own(
    raw: str, high: bool | None, topics: tuple[str, ...] | None
) -> None:
    assert (read_priority(raw), read_topics(raw)) == (high, topics)


@pytest.mark.parametrize(
    ("raw", "sources", "sure"),
    [
        ("I, II, III, IV", ("I", "II", "III", "IV"), True),
        pytest.param("I, II, II, IV", ("I", "II", "IV"), False, id="BT-G1"),
        ("Ngân sách tỉnh, xã hội hóa", ("Ngân sách tỉnh", "xã hội hóa"), True),
        ("1.200,5 triệu đồng", (), True),
        ("500 triệu đồng (ngân sách tỉnh)", ("ngân sách tỉnh",), True),
        ("Ngân sách tỉnh: 2 tỷ; vốn ODA 3.000 USD", ("Ngân sách tỉnh", "vốn ODA"), True),
        ("1.200", (), True),
        ("Nghị quyết 57", ("Nghị quyết 57",), True),
        ("", (), True),
    ],
)
def test_funding(raw: str, sources: tuple[str, ...], sure: bool) -> None:
    assert read_funding(raw) == (sources, sure)


@pytest.mark.parametrize(
    ("raw", "sign", "value"),
    [
        ("95,5", "=", 95.5),
        ("02", "=", 2.0),
        ("≥05", "≥", 5.0),
        (">0,7", ">", 0.7),
        (">=85", "≥", 85.0),
        ("Đạt", "", None),
        ("1.200", "=", 1200.0),
        ("-", "", None),
        ("X", "", None),
        pytest.param("25-40", "", None, id="BT-H4-range"),
        pytest.param("Loại II: ≥10 Loại IV: ≥05", "", None, id="BT-H4-two"),
    ],
)
def test_target(raw: str, sign: str, value: float | None) -> None:
    assert read_target(raw) == (sign, value)


def test_letters_stand_under_the_last_number_and_restart_there() -> None:
    printed = ["1", "1.1", "a)", "b)", "1.2", "a)"]
    assert place(printed) == [
        Placed("1", ""),
        Placed("1.1", "1"),
        Placed("1.1.a", "1.1"),
        Placed("1.1.b", "1.1"),
        Placed("1.2", "1"),
        Placed("1.2.a", "1.2"),
    ]


def test_d_with_a_stroke_comes_after_d_and_before_e() -> None:
    placed = place(["1", *(f"{letter})" for letter in "abcdđeg")])
    assert [one.code for one in placed[4:]] == ["1.d", "1.đ", "1.e", "1.g"]
    assert not any(one.problem for one in placed)


def test_numbers_restart_under_every_numeral() -> None:
    placed = place(["I", "1", "2", "II", "1", "a)"])
    assert [one.code for one in placed] == ["I", "I.1", "I.2", "II", "II.1", "II.1.a"]
    assert [one.parent for one in placed] == ["", "I", "I", "", "II", "II.1"]


@pytest.mark.parametrize(
    ("printed", "code", "words"),
    [
        (["1", "3"], "3", "2, is missing"),
        (["1", "c)"], "1.c", "b, is missing"),
        (["1", "đ)"], "1.đ", "d, is missing"),
        (["I", "III"], "III", "II, is missing"),
        (["1", "1.1.1"], "1.1.1", "1.1 that it belongs under"),
        (["1", "1"], "1~2", "stands twice"),
        (["1", "x-7"], "x-7", "no number"),
    ],
)
def test_what_is_odd_about_a_code_is_said_and_the_row_kept(
    printed: list[str], code: str, words: str
) -> None:
    last = place(printed)[-1]
    assert last.code == code
    assert words in last.problem
