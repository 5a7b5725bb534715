"""What follows a table of tabs, prose and a signature block, is no row; what stands around
"PHỤ LỤC" is no column."""

import pytest

from storage.importing.decision import read_plan
from storage.importing.files.text.bar_separated import read_text

HEAD = (
    "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "TỈNH LÂM ĐỒNG\tĐộc lập - Tự do - Hạnh phúc",
    "Số: 25/KH-UBND\tLâm Đồng, ngày 15 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Cải cách hành chính tỉnh Lâm Đồng năm 2026",
    "Sở Nội vụ là cơ quan thường trực, theo dõi, đôn đốc việc thực hiện Kế hoạch.",
)
TABLE = (
    "STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian",
    "1\tBan hành hướng dẫn\tSở Y tế\tSở Tài chính\t6/2026",
    "2\tTổ chức tập huấn\tSở Nội vụ\tSở Tài chính\t9/2026",
)
DUTY = "Các sở, ngành báo cáo về Sở Nội vụ trước ngày 15/11/2026."
AFTER = (
    ("tabs", (DUTY, "Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN", "- Bộ Nội vụ;\t\tCHỦ TỊCH", "- Lưu: VT.")),
    (
        "two-lines-of-prose",
        (
            "III. TỔ CHỨC THỰC HIỆN",
            *(DUTY, "Nơi nhận:\t\t\tTM. ỦY BAN NHÂN DÂN", "- Bộ Nội vụ;\t\t\tKT. CHỦ TỊCH"),
        ),
    ),
    (
        "as-many-tabs-as-the-table",
        (DUTY, "Nơi nhận:\t\t\t\tTM. ỦY BAN NHÂN DÂN", "- Bộ Nội vụ;\t\t\t\tCHỦ TỊCH"),
    ),
    (
        "signature-first",
        (DUTY, "\t\tTM. ỦY BAN NHÂN DÂN", "\t\tCHỦ TỊCH", "Nơi nhận:", "- Bộ Nội vụ;"),
    ),
    (
        "one-tab",
        (DUTY, "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", "- Bộ Nội vụ;\tCHỦ TỊCH", "- Lưu: VT.\t"),
    ),
    (
        "straight-after",
        (
            "Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN",
            *("- Bộ Nội vụ;\t\tCHỦ TỊCH", "- Lưu: VT.\t\tNguyễn Văn Mẫu", "", DUTY),
        ),
    ),
    (
        "prose-with-tabs-in-front",
        (f"\t{DUTY}", "Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN", "- Bộ Nội vụ;\t\tCHỦ TỊCH"),
    ),
    (
        "bold-capitals",
        (DUTY, "NƠI NHẬN:\t\t\tCHỦ TỊCH", "- Bộ Nội vụ;\t\t\t", "\t\t\tTrần Thị Mẫu"),
    ),
)
HEADINGS = (
    ("plain", ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ")),
    ("tab-behind", ("PHỤ LỤC\t", "DANH MỤC NHIỆM VỤ")),
    ("tabs-around", ("\t\tPHỤ LỤC\t\t", "DANH MỤC NHIỆM VỤ")),
    ("spaces", ("   PHỤ LỤC   ", "  DANH MỤC NHIỆM VỤ  ")),
    ("tabs-on-both-lines", ("\t\t\tPHỤ LỤC I", "\t\tDANH MỤC NHIỆM VỤ\t")),
    ("wide-spaces", ("\u00a0\tPHỤ LỤC\u00a0\t\t\t", "DANH MỤC NHIỆM VỤ\t\t\t")),
    ("number-and-tabs", ("PHỤ LỤC\tI\t", "\tDANH MỤC NHIỆM VỤ")),
    ("with-the-source", ("PHỤ LỤC\t\t", "(Kèm theo Kế hoạch số 25/KH-UBND)\t\t")),
)


def read(*lines: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    folder = read_plan(read_text("\n".join(lines)), "a.txt")
    days = tuple(f"{rule.day}/{rule.month}" for rule in folder.head.rules)
    return tuple(item.title for item in folder.items), days, folder.head.recipients


@pytest.mark.parametrize("after", [pytest.param(one[1], id=one[0]) for one in AFTER])
def test_prose_and_signature_after_a_table(after: tuple[str, ...]) -> None:
    titles, days, recipients = read(*HEAD, "", *TABLE, *after)
    assert titles == ("Ban hành hướng dẫn", "Tổ chức tập huấn")
    assert (days, recipients) == (("15/11",), ("Bộ Nội vụ",))


@pytest.mark.parametrize("heading", [pytest.param(one[1], id=one[0]) for one in HEADINGS])
def test_a_heading_with_white_space_around_it(heading: tuple[str, ...]) -> None:
    titles, _, _ = read(*HEAD, DUTY, "", *heading, *TABLE)
    assert titles == ("Ban hành hướng dẫn", "Tổ chức tập huấn")
