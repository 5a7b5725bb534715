"""Lines of a PDF are joined to the paragraphs that they were wrapped from, and to no others."""

import pytest

from storage.importing.files.pdf.letters import TextLine
from storage.importing.files.pdf.running import Placed, paragraphs

RIGHT, HIGH, PITCH = 300.0, 10.0, 14.0
Row = tuple[float, str, float]  # where the line begins, its words, where it ends


def joined(*rows: Row, pitch: float = PITCH, pages: int = 1) -> list[str]:
    """A first word is twenty points wide; with `pages` every row stands on a page of its own."""
    lines = [
        Placed(n if pages > 1 else 1, TextLine(text, x0, x1, y, y + HIGH, first=20))
        for n, (x0, text, x1) in enumerate(rows)
        for y in [pitch * n]
    ]
    return list(paragraphs(lines, RIGHT))


FULL = (60.0, "Ủy ban nhân dân các huyện", 299.0)
REST = (40.0, "báo cáo hằng năm", 150.0)


@pytest.mark.parametrize("pages", [1, 2])
def test_a_full_line_goes_on_at_the_margin_and_on_the_next_page(pages: int) -> None:
    assert joined(FULL, REST, pages=pages) == ["Ủy ban nhân dân các huyện báo cáo hằng năm"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param((60.0, "Thủ trưởng các sở", 200.0), REST, id="room for the next word"),
        pytest.param((40.0, "các đơn vị liên quan", 299.0), FULL, id="indented"),
        pytest.param((40.0, "MỤC TIÊU CỦA KẾ HOẠCH", 299.0), REST, id="heading above"),
        pytest.param(FULL, (40.0, "MỤC TIÊU CỦA KẾ HOẠCH", 200.0), id="heading below"),
        pytest.param(FULL, (40.0, "- Trồng cây", 200.0), id="bullet"),
        pytest.param((40.0, "Nơi gửi", 60.0), (299.0, "báo cáo", 300.0), id="to the right"),
        pytest.param((200.0, "Độc lập - Tự do", 299.0), (40.0, "Số: 12", 100.0), id="to the left"),
    ],
)
def test_what_begins_anew_is_a_paragraph(above: Row, below: Row) -> None:
    assert joined(above, below) == [above[1], below[1]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param((100.0, "KẾ HOẠCH HÀNH ĐỘNG", 240.0), (140.0, "TỈNH BẾN TRE", 200.0)),
        pytest.param((60.0, "các sở, ban,", 150.0), (40.0, "ngành tỉnh", 100.0)),
        pytest.param((40.0, "- Trồng cây ở các xã ven", 299.0), (60.0, "biển", 80.0)),
        pytest.param((40.0, "chiếm tỷ trọng trong", 299.0), (40.0, "GRDP.", 60.0)),
    ],
)
def test_titles_lists_and_hanging_bullets_are_whole(above: Row, below: Row) -> None:
    assert joined(above, below) == [f"{above[1]} {below[1]}"]


def test_more_space_than_usual_parts_paragraphs() -> None:
    rows = [(40.0, word, 299.0) for word in ("một", "hai", "ba", "bốn")]
    lines = [
        Placed(1, TextLine(text, x0, x1, y, y + HIGH, first=20))
        for (x0, text, x1), y in zip(rows, (0.0, 14.0, 34.0, 48.0), strict=True)
    ]
    assert list(paragraphs(lines, RIGHT)) == ["một hai", "ba bốn"]
