"""Single cells: titles with markers, funding, targets, codes."""

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
        ("16.5", "=", 16.5),
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
