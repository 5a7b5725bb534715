"""Letters of a PDF by their places: marks, stray and missing spaces, raised digits, rows torn."""

import pytest

from storage.importing.files.pdf.continued import LongTable
from storage.importing.files.pdf.letters import Letter, joined, letters_of, lines_of
from storage.importing.files.pdf.ruled import Cell, Ruled

WIDE, HIGH = 5.0, 10.0


def letters(text: str, x: float = 0.0, y: float = 0.0) -> list[Letter]:
    """Every letter as wide as the others; "_" is a gap without a letter."""
    places = [(one, x + WIDE * at) for at, one in enumerate(text)]
    return [Letter(one, at, at + WIDE, y, y + HIGH) for one, at in places if one != "_"]


def glyphs(*placed: tuple[str, float, float]) -> list[dict[str, object]]:
    return [
        {"text": text, "x0": x0, "x1": x1, "top": 0.0, "bottom": HIGH, "upright": True}
        for text, x0, x1 in placed
    ]


def text_of(placed: list[Letter]) -> list[str]:
    return [line.text for line in lines_of(placed)]


def test_a_gap_is_a_space_and_the_order_of_drawing_none() -> None:
    assert text_of(letters("Sở_Y tế")[::-1]) == ["Sở Y tế"]


def test_a_space_without_a_gap_parts_no_word() -> None:
    """The space is drawn, and what follows it stands over it."""
    stray = [*letters("đ"), Letter(" ", WIDE, WIDE + 1, 0, HIGH), *letters("ịnh", WIDE)]
    assert text_of(stray) == ["định"]


def test_a_narrow_space_parts_words_where_one_was_written() -> None:
    narrow = [*letters("Sở"), Letter(" ", 10, 11.5, 0, HIGH), *letters("Y", 11.5)]
    assert text_of(narrow) == ["Sở Y"]
    assert text_of([one for one in narrow if one.text != " "]) == ["SởY"]


@pytest.mark.parametrize(
    "drawn", [("e", "\u0302", "\u0301"), ("ê", "\u0301"), ("e", "\u0302\u0301")]
)
def test_marks_of_their_own_go_to_their_letter(drawn: tuple[str, ...]) -> None:
    """They have no width, and stand behind their letter, before it, or behind a stray space."""
    placed = [("t", 0.0, 5.0), (drawn[0], 5.0, 10.0)]
    placed += [(mark, 10.0, 10.0) for mark in drawn[1:]]
    assert text_of(letters_of(glyphs(*placed, ("n", 10.0, 15.0)))) == ["tến"]
    aside = [*placed[:2], *((mark, 4.0, 4.0) for mark in drawn[1:]), ("n", 10.0, 15.0)]
    assert text_of(letters_of(glyphs(*aside))) == ["tến"]
    marks = ((mark, 11.5, 11.5) for mark in drawn[1:])
    stray = [*placed[:2], (" ", 10.0, 11.5), *marks, ("n", 11.5, 16.5)]
    assert text_of(letters_of(glyphs(*stray))) == ["tến"]


def test_a_letter_drawn_twice_to_be_bold_is_one() -> None:
    assert text_of([*letters("Sở"), *letters("Sở", 0.4)]) == ["Sở"]
    assert text_of(letters("tt")) == ["tt"]


def test_raised_digits_are_told_apart_and_lowered_ones_are_plain() -> None:
    raised, lowered = Letter("2", 5, 8, 0, 5), Letter("2", 10, 13, 7, 12)
    assert text_of([*letters("m"), raised]) == ["m²"]
    assert text_of([*letters("CO"), lowered]) == ["CO2"]


def test_a_wide_gap_parts_two_lines_side_by_side() -> None:
    assert text_of([*letters("Số"), *letters("Ngày", 60)]) == ["Số", "Ngày"]


def test_turned_letters_are_read_in_the_order_they_were_drawn() -> None:
    turned = [one._replace(turned=True, top=-5.0 * n) for n, one in enumerate(letters("Năm"))]
    assert text_of([*letters("A", 50), *turned]) == ["A", "Năm"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["giai đoạn 2021-", "2030"], "giai đoạn 2021-2030"),
        (["giai đoạn 2021 -", "2030"], "giai đoạn 2021 - 2030"),
        (["trước 15/", "11/2026"], "trước 15/11/2026"),
        (["2082/QĐ-", "UBND"], "2082/QĐ-UBND"),
        (["kế ho\u00ad", "ạch"], "kế hoạch"),
        (["VIII.1.", "10"], "VIII.1.10"),
        (["1.1", ".2"], "1.1.2"),
        (["năm 2025.", "10"], "năm 2025. 10"),
        (["- một;", "- hai"], "- một; - hai"),
    ],
)
def test_breaks_inside_words_are_closed(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def part(*rows: tuple[str, ...], spans: tuple[int, ...] = ()) -> Ruled:
    """`spans` are columns whose cell in the first row reaches down over all rows."""
    cells = [
        Cell(100.0 * at, 100.0 * at + 100, n, len(rows) - 1 if at in spans else n, text)
        for n, row in enumerate(rows)
        for at, text in enumerate(row)
        if n == 0 or at not in spans
    ]
    return Ruled(0, 100.0 * len(rows[0]), 0, 100, len(rows), tuple(cells))


TITLES = ("STT", "Nhiệm vụ", "Chủ trì", "Hạn")
ABOVE = ("1", "Trồng cây", "Sở Y tế", "2024")


@pytest.mark.parametrize(
    ("above", "below", "whole", "noted"),
    [
        (ABOVE, ("", "ven biển", "", ""), ("1", "Trồng cây ven biển", "Sở Y tế", "2024"), False),
        (
            ("1", "Trồng cây", "Sở Y tế,", "2024"),
            ("", "", "Sở Xây dựng", ""),
            ("1", "Trồng cây", "Sở Y tế, Sở Xây dựng", "2024"),
            False,
        ),
        (
            ("1", "Trồng cây (xanh", "Sở Y tế", "2024"),
            ("", "Bến Tre)", "", ""),
            ("1", "Trồng cây (xanh Bến Tre)", "Sở Y tế", "2024"),
            False,
        ),
        (
            ("1", "Trồng cây", "Sở", "2024"),
            ("", "", "Y tế", ""),
            ("1", "Trồng cây", "Sở Y tế", "2024"),
            True,
        ),
        (
            ("1", "- Trồng cây;", "Sở Y tế", "2024"),
            ("", "- Tưới cây", "", ""),
            ("1", "- Trồng cây; - Tưới cây", "Sở Y tế", "2024"),
            True,
        ),
        (ABOVE, ("2", "tưới cây", "Sở Y tế", "2025"), None, False),
        (ABOVE, ("", "Rừng", "", ""), None, False),
        (ABOVE, ("", "Tưới cây", "Sở Y tế", "hằng năm"), None, False),
        (ABOVE, ("", "a) tưới cây", "Sở Y tế", "2024"), None, False),
    ],
)
def test_a_row_torn_by_a_page_is_joined(
    above: tuple[str, ...], below: tuple[str, ...], whole: tuple[str, ...] | None, noted: bool
) -> None:
    """In a table with rows that have no number; what is not sure is noted."""
    odd_ones = [("", f"Nhóm {n}", "", "") for n in range(3)]
    table = LongTable([part(TITLES, *odd_ones, above), part(TITLES, below, ("3", "c", "d", "e"))])
    rows = table.rows()
    expected = [above, below] if whole is None else [whole]
    assert [tuple(row.texts) for row in rows[4:-1]] == expected
    assert bool(rows[4].odd) == noted


def test_where_every_row_has_a_number_one_without_is_a_rest() -> None:
    first = part(TITLES, *((str(n), "a", "b", "c") for n in range(9)), ABOVE)
    second = part(TITLES, ("", "Bến Tre", "", ""), ("2", "a", "b", "c"))
    rows = LongTable([first, second]).rows()
    assert rows[10].texts == ["1", "Trồng cây Bến Tre", "Sở Y tế", "2024"]
    assert rows[10].odd
    assert len(rows) == 12


def test_a_cell_over_rows_on_both_sides_of_a_page_goes_on() -> None:
    first = part(("1", "a", "Sở Y tế"), ("2", "b", ""), spans=(2,))
    second = part(("3", "c", ""), ("4", "d", ""), spans=(2,))
    rows = LongTable([first, second]).rows()
    assert [tuple(row.texts) for row in rows] == [
        (code, title, "Sở Y tế") for code, title in zip("1234", "abcd", strict=True)
    ]


def test_only_a_table_of_the_same_columns_goes_on() -> None:
    table = LongTable([part(TITLES, ABOVE)])
    assert table.takes(part(ABOVE))
    assert not table.takes(part(("1", "2", "3")))
