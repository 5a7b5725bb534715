"""Pasted text with its cells in blocks: rows, headers, torn rows, and wrapped running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.importing.document import Document
from storage.importing.files.text.bar_separated import read_text
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.grids.columns import Column

TITLES = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian", "Ghi chú")
ROW_1 = ("1", "Trồng cây", "Sở Y tế", "2024", "")
ROW_2 = ("2", "Tưới cây", "Sở Y tế", "2025", "")


def blocks(*rows: tuple[str, ...]) -> str:
    """One cell a block, closed by a bar, as one law portal's pages come out."""
    return "".join(f"{cell}\n|\n" if cell else "|\n" for row in rows for cell in row)


def rows_of(text: str) -> list[tuple[str, ...]]:
    (table,) = read_text(text).tables
    return [row.cells for row in table.rows]


def task_rows(document: Document) -> list[tuple[str, ...]]:
    (grid,) = sort_tables(document).tasks
    return [row.cells for row in grid.rows]


def test_blocks_become_rows_of_their_true_length() -> None:
    """TH-I2, TH-I4: a heading has two cells, a task as many as the table has columns."""
    text = "Phụ lục\n" + blocks(TITLES, ("I", "Y\ntế"), ROW_1, ROW_2, ("II", "Rừng"), ROW_1)
    assert rows_of(text) == [
        TITLES,
        ("I", "Y tế"),
        ROW_1[:4],
        ROW_2[:4],
        ("II", "Rừng"),
        ROW_1[:4],
    ]
    assert [line.text for line in read_text(text).lines] == ["Phụ lục"]


def test_rows_of_blocks_keep_their_line() -> None:
    (table,) = read_text("Phụ lục\n\n" + blocks(TITLES, ROW_1)).tables
    assert [row.line for row in table.rows] == [3, 13]


@pytest.mark.parametrize("numbers", [(), ("1", "2", "3", "4", "5"), ("(1)", "(2)", "(3)")])
def test_a_row_of_column_numbers_is_one_row(numbers: tuple[str, ...]) -> None:
    """TH-I3."""
    titles = TITLES[: len(numbers) or 5]
    rows = [row[: len(titles)] for row in (ROW_1, ROW_2)]
    found = rows_of(blocks(titles, numbers, *rows))
    assert found == [titles, *([numbers] if numbers else []), *[row[:4] for row in rows]]


def test_parts_of_a_divided_title_stand_in_a_row_below() -> None:
    """TH-I3: the header has eight cells and the table seven columns."""
    titles = ("STT", "Nhiệm vụ", "Phân công", "Thời gian", "Chủ trì", "Phối hợp")
    task = ("Trồng cây", "Sở Y tế", "Sở Xây dựng", "2024")
    found = read_text(blocks(titles, ("I", "Rừng"), ("1", *task), ("2", *task)))
    assert [row.cells for row in found.tables[0].rows[:2]] == [titles[:4], titles[4:]]
    (grid,) = sort_tables(found).tasks
    assert grid.text(grid.rows[1], Column.LEAD) == "Sở Y tế"
    assert grid.text(grid.rows[1], Column.COORDINATING) == "Sở Xây dựng"


@pytest.mark.parametrize(
    "repeated",
    [
        blocks(TITLES).replace("Nhiệm vụ", "NHIỆM VỤ"),
        blocks(TITLES, ("1", "2", "3", "4", "5")),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2, 4, 5])
def test_a_header_repeated_on_a_new_page_may_even_tear_a_row(repeated: str, place: int) -> None:
    numbers = ("1", "2", "3", "4", "5")
    torn = blocks(ROW_1[:place]) + repeated + blocks(ROW_1[place:])
    assert rows_of(blocks(TITLES, numbers) + torn + blocks(ROW_2)) == [
        TITLES,
        numbers,
        ROW_1[:4],
        ROW_2[:4],
    ]


@pytest.mark.parametrize(
    ("torn", "expected"),
    [
        pytest.param(("1", "Trồng cây", "Sở Y tế"), [("1", "Trồng cây", "Sở Y tế")], id="short"),
        pytest.param((*ROW_1, "Một ô"), [ROW_1[:4], ("Một ô",)], id="a-cell-too-many"),
        pytest.param((*ROW_1, "Thêm một ô"), [ROW_1[:4], ("", "Thêm một ô")], id="long-cell"),
        pytest.param(("", *ROW_1[1:]), [("", *ROW_1[1:4])], id="no-code"),
        pytest.param(("1;", *ROW_1[1:]), [("1;", *ROW_1[1:4])], id="damaged-code"),
        pytest.param(("II;", "Rừng"), [("II;", "Rừng")], id="damaged-heading"),
        pytest.param(
            *(("", *ROW_1[1:], "", *ROW_2[1:], "?", *ROW_1[1:]),),
            [("", *ROW_1[1:4]), ("", *ROW_2[1:4]), ("?", *ROW_1[1:4])],
            id="no-codes",
        ),
        pytest.param(
            *((*ROW_1, "3\nCắt cỏ", "Sở Y tế", "2026", ""),),
            [ROW_1[:4], ("", "3 Cắt cỏ", "Sở Y tế", "2026")],
            id="no-bar-after-the-code",
        ),
        pytest.param(("1",), [("1",)], id="code-alone"),
    ],
)
def test_after_a_torn_row_the_next_one_is_found_again(
    torn: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    found = rows_of(blocks(TITLES, ("9", *ROW_1[1:]), torn, ROW_2, ROW_1, ROW_2))
    assert found[2:] == [*expected, ROW_2[:4], ROW_1[:4], ROW_2[:4]]


def test_cells_that_look_like_codes_begin_no_row() -> None:
    titles = ("TT", "Nhiệm vụ", "Nhóm", "Chủ trì", "Nguồn")
    tasks = [(str(n), "Trồng cây", "A", "Sở Y tế", "II") for n in range(1, 4)]
    assert rows_of(blocks(titles, ("I", "Rừng"), *tasks)) == [titles, ("I", "Rừng"), *tasks]


def test_headings_upon_headings() -> None:
    titles = ("TT", "Nhiệm vụ", "Chủ trì", "Hạn")
    headings = [("VIII", "Ngành"), ("VIII.1", "Điện"), ("1", "Nhóm"), ("1.1", "Nhánh")]
    task = ("a)", "Trồng cây", "Sở Y tế", "2024")
    found = rows_of(blocks(titles, ("1", *task[1:]), ("2", *task[1:]), *headings, task))
    assert found[3:] == [*headings, task]


def test_words_after_the_table_are_text_and_a_label_gets_its_value() -> None:
    """TH-I1, TH-I5: a footer in blocks, a number among it, is no part of the last row."""
    head = blocks(("Số hiệu:", "12/QĐ-UBND", "", "Số công báo:", "", "Người ký:", "A"))
    foot = "[1] Chú thích.\nTrang khác\n" + blocks(("", "Mã số thuế:", "0315459414"))
    found = read_text(head + "Phụ lục\n" + blocks(TITLES, ROW_1, ROW_2) + foot)
    assert task_rows(found) == [ROW_1[:4], ROW_2[:4]]
    assert [line.text for line in found.lines] == [
        *("Số hiệu: 12/QĐ-UBND", "Số công báo:", "Người ký: A", "Phụ lục"),
        *("[1] Chú thích.", "Trang khác", "Mã số thuế: 0315459414"),
    ]


def test_a_second_table_with_other_columns_is_a_table_of_its_own() -> None:
    other = ("STT", "Tên dự án", "Địa điểm")
    text = blocks(TITLES, ROW_1) + "Phụ lục 2\n" + blocks(other, ("1", "Cầu", "Xã A"))
    first, second = read_text(text).tables
    assert [row.cells for row in first.rows] == [TITLES, ROW_1[:4]]
    assert [row.cells for row in second.rows] == [other, ("1", "Cầu", "Xã A")]
    assert [line.text for line in read_text(text).lines] == ["Phụ lục 2"]


@pytest.mark.parametrize(
    ("printed", "paragraphs"),
    [
        pytest.param(["Kế hoạch", "của tỉnh."], ["Kế hoạch của tỉnh."], id="wrapped"),
        pytest.param(
            ["- Giai đoạn 2021", "- 2030, tầm nhìn"], ["- Giai đoạn 2021 - 2030, tầm nhìn"], id="I7"
        ),
        pytest.param(["- Một,", "hai;", "+ Ba"], ["- Một, hai;", "+ Ba"], id="bullets"),
        pytest.param(["8.7.", "Không khí"], ["8.7. Không khí"], id="number-alone"),
        pytest.param(["giai đoạn 2021 -", "2030."], ["giai đoạn 2021 - 2030."], id="year"),
        pytest.param(["Điều 1.", "Ban hành."], ["Điều 1. Ban hành."], id="article"),
        pytest.param(
            ["VI. TỔ CHỨC", "THỰC HIỆN", "1. Các sở", "báo cáo."],
            ["VI. TỔ CHỨC THỰC HIỆN", "1. Các sở báo cáo."],
            id="capitals",
        ),
        pytest.param(["Một câu.", "Câu sau", "tỉnh."], ["Một câu.", "Câu sau tỉnh."], id="end"),
        pytest.param(["của tỉnh Thanh", "Hóa và Sở Y", "tế"], ["của tỉnh Thanh Hóa và Sở Y tế"]),
        pytest.param(["a) Một", "b) Hai"], ["a) Một", "b) Hai"], id="letters"),
    ],
)
def test_wrapped_lines_are_joined_to_paragraphs(printed: list[str], paragraphs: list[str]) -> None:
    found = read_text("\n".join(printed) + "\n" + blocks(("",), TITLES, ROW_1)).lines
    assert [line.text for line in found] == paragraphs


CELLS = st.sampled_from(["", "1", "2", "3.", "I", "a)", "Trồng\ncây", "Sở Y tế", "2024", "A:"])


@given(cells=st.lists(CELLS, max_size=30), width=st.integers(1, 5))
def test_no_word_of_any_blocks_is_lost_or_moved(cells: list[str], width: int) -> None:
    rows = (TITLES[:width], ROW_1[:width], tuple(cells))
    found = read_text("Đầu\n" + blocks(*rows))
    texts = [(line.number, line.text) for line in found.lines]
    texts += [(row.line, " ".join(row.cells)) for table in found.tables for row in table.rows]
    words = " ".join(text for _, text in sorted(texts)).split()
    assert words == ["Đầu", *" ".join(cell for row in rows for cell in row).split()]
