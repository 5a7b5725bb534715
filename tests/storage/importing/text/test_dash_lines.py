"""Lines of dashes or stars, in letterheads and below titles, are no title, issuer or place."""

import pytest

from storage.importing.decision import read_plan
from storage.importing.document import Document, Line
from storage.importing.files.text.bar_separated import read_text
from storage.importing.text.head import read_head

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TITLE = "Kế hoạch Phát triển kinh tế số tỉnh Lâm Đồng năm 2026"
BELOW = ("KẾ HOẠCH", "Phát triển kinh tế số tỉnh Lâm Đồng năm 2026")
NUMBER = "Số: 12/KH-UBND"
SIGNED = "Lâm Đồng, ngày 05 tháng 01 năm 2026"

HEADS = (
    (
        "below-both-halves",
        ("UBND TỈNH LÂM ĐỒNG", "-------", NATION, MOTTO, "---------------", NUMBER, SIGNED, *BELOW),
        ("", "Lâm Đồng", TITLE),
    ),
    (
        "below-the-title",
        ("UBND TỈNH LÂM ĐỒNG", NATION, MOTTO, NUMBER, SIGNED, *BELOW, "———", "Căn cứ Luật A;"),
        ("", "Lâm Đồng", TITLE),
    ),
    (
        "between-kind-and-title",
        ("UBND TỈNH LÂM ĐỒNG", NATION, MOTTO, NUMBER, SIGNED, BELOW[0], "_____", BELOW[1]),
        ("", "Lâm Đồng", TITLE),
    ),
    (
        "stars-and-title-in-two-lines",
        (
            *("UBND TỈNH LÂM ĐỒNG", "***", NATION, MOTTO, "***", NUMBER, SIGNED, "KẾ HOẠCH"),
            *("Phát triển kinh tế số", "tỉnh Lâm Đồng năm 2026", "* * *", "Thời gian qua, tỉnh đã"),
        ),
        ("", "Lâm Đồng", TITLE),
    ),
    (
        "glued-to-the-letterhead",
        (
            "UBND TỈNH LÂM ĐỒNG ------- SỞ XÂY DỰNG _______",
            f"{NATION} {MOTTO} ---------------",
            *(NUMBER, SIGNED, *BELOW, "-----o0o-----"),
        ),
        ("Sở Xây dựng", "Lâm Đồng", TITLE),
    ),
    (
        "dashes-with-letters-between",
        (
            *("ỦY BAN NHÂN DÂN", "XÃ ĐẠ TẺH", "-----*-----", NATION, MOTTO, "---oOo---", NUMBER),
            *("Đạ Tẻh, ngày 05 tháng 01 năm 2026", *BELOW, "----o0o----", "Căn cứ Luật A;"),
        ),
        ("UBND xã Đạ Tẻh", "Lâm Đồng", TITLE),
    ),
    (
        "many-lines-between-issuer-and-number",
        (
            *("ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG", "─────", "SỞ XÂY DỰNG", "──────", NATION),
            *(MOTTO, "══════", "~~~~~~", NUMBER, "······", SIGNED, *BELOW, "====="),
        ),
        ("Sở Xây dựng", "Lâm Đồng", TITLE),
    ),
    (
        "more-dashes-than-words",
        (
            *("ỦY BAN NHÂN DÂN", "XÃ ĐẠ TẺH", "-----", "*", NATION, "___", MOTTO, "-----", "~~~"),
            *("====", NUMBER, "Đạ Tẻh, ngày 05 tháng 01 năm 2026", *BELOW),
        ),
        ("UBND xã Đạ Tẻh", "Lâm Đồng", TITLE),
    ),
    (
        "between-number-and-day",
        ("UBND TỈNH LÂM ĐỒNG", "----", NUMBER, "----", NATION, MOTTO, "-----", SIGNED, *BELOW),
        ("", "Lâm Đồng", TITLE),
    ),
)


@pytest.mark.parametrize(
    ("texts", "expected"), [pytest.param(*one[1:], id=one[0]) for one in HEADS]
)
def test_the_head(texts: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    head, _ = read_head(Document(lines, ()), "a.txt")
    assert (head.issuer, head.province, head.title) == expected


def test_rows_of_dashes_are_no_tasks_and_lines_of_them_no_headings() -> None:
    """As a table is written in Markdown, with such a line between its heading and itself."""
    rows = ("| TT | Nhiệm vụ | Chủ trì | Thời gian |", "|---|---|---|---|")
    tasks = ("| 1 | Tập huấn | Sở Y tế | 2026 |", "| 1 | Kiểm tra | Sở Nội vụ | 2026 |")
    parts = (
        ("PHỤ LỤC I", "-----", *rows, tasks[0]),
        ("PHỤ LỤC II", "KIỂM TRA", "*****", *rows, tasks[1]),
    )
    text = "\n".join([*HEADS[0][1], "", *parts[0], "", *parts[1]])
    folder = read_plan(read_text(text), "a.txt")
    read = [(item.code, item.title) for item in folder.items]
    assert read == [("1", "Tập huấn"), ("PL2", "KIỂM TRA"), ("PL2.1", "Kiểm tra")]
