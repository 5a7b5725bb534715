"""Tables pasted with tabs: cells with line breaks, ditto marks, empty cells that were cut off."""

import pytest

from storage.importing.files.text.bar_separated import read_text

TOP = "STT\tNhiệm vụ\tChủ trì\tThời gian\tSản phẩm"


def rows(*lines: str) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (row.line, row.cells) for table in read_text("\n".join(lines)).tables for row in table.rows
    ]


def test_ditto_marks_side_by_side_are_cells_of_their_own() -> None:
    found = rows(TOP, "1\tX\tSở Y tế\t2026\tBáo cáo", '2\tY\t"\t"\t"')
    assert found[2] == (3, ("2", "Y", '"', '"', '"'))


def test_ditto_marks_beside_a_cell_in_quotation_marks() -> None:
    found = rows(TOP, '1\tX\t"\t"\t"Báo cáo', 'hai dòng"', "2\tY\tSở Y tế\t2026")
    assert found[1:] == [
        (2, ("1", "X", '"', '"', "Báo cáo hai dòng")),
        (4, ("2", "Y", "Sở Y tế", "2026")),
    ]


def test_the_last_cell_may_end_in_a_line_of_its_own() -> None:
    found = rows(TOP, "1\tX\tSở Y tế\t2026\tBáo cáo", '2\tY\tSở Y tế\t2026\t"Văn bản', 'Báo cáo"')
    assert found[-1] == (3, ("2", "Y", "Sở Y tế", "2026", "Văn bản Báo cáo"))


@pytest.mark.parametrize("short", ["2\tY\tSở Y tế", "2\tY\tSở Y tế\t2026", "II\tHAI"])
def test_empty_cells_at_the_end_of_rows_may_be_cut_off(short: str) -> None:
    found = rows(TOP, "I\tMỘT", short, short, "3\tZ\tSở Y tế\t2026\tBáo cáo")
    assert [cells for _, cells in found[2:4]] == [tuple(short.split("\t"))] * 2
    assert len(found) == 5


def test_two_tables_of_other_widths_follow_each_other() -> None:
    other = "TT\tTên\tCơ quan\tNăm"
    found = rows(other, "I\tMột", "1\ta\tb\tc", "2\ta\tb\tc", "PHỤ LỤC II", TOP, "1\ta\tb\tc\td")
    assert [line for line, _ in found] == [1, 2, 3, 4, 5, 6, 7]


def test_the_lines_of_a_cell_are_put_together() -> None:
    found = rows(
        "STT\tNhiệm vụ,",
        "giải pháp\tCơ quan",
        "chủ trì\tThời gian",
        "1\tXây dựng",
        "- Đợt 1",
        "và đợt 2\tSở Y tế\t2026",
        "2\tTrồng\tSở Y tế\t2027",
        "và sau đó",
        "3\tTưới\tSở Y tế\t2028",
    )
    assert found == [
        (1, ("STT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Thời gian")),
        (4, ("1", "Xây dựng - Đợt 1 và đợt 2", "Sở Y tế", "2026")),
        (7, ("2", "Trồng", "Sở Y tế", "2027 và sau đó")),
        (9, ("3", "Tưới", "Sở Y tế", "2028")),
    ]


def test_a_line_below_the_last_row_is_no_part_of_it() -> None:
    document = read_text(f"{TOP}\n1\tX\tSở Y tế\t2026\tBáo cáo\n2\tY\tA\tB\tC\nhết bảng\n")
    assert [line.text for line in document.lines] == ["hết bảng"]
    assert document.tables[0].rows[-1].cells[-1] == "C"
