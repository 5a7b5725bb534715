"""Tasks that stand in running text and in no table."""

from datetime import date
from pathlib import Path

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.decision import read_decision
from storage.importing.document import UnreadableDecision
from storage.importing.files.text.bar_separated import read_text
from storage.importing.tables.prose.labelled import labelled_tasks
from storage.importing.tables.tasks.items import Tasks, read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod

LINES = """II. NỘI DUNG, TIẾN ĐỘ
1. Xây dựng, ban hành các văn bản
1.1. Xây dựng Hướng dẫn về công tác bầu cử.
- Bảo đảm thống nhất với cấp trên.
- Thời gian hoàn thành: Tháng 11/2025 (sau khi
có hướng dẫn).
- Đơn vị chủ trì: Phòng Nội vụ
- Đơn vị phối hợp: Các Trưởng đoàn thể xã
- Kết quả: Dự thảo Hướng dẫn.
1.2. Xây dựng kế hoạch giám sát. – Đơn vị chủ trì: Công an xã – Thời gian hoàn thành: Quý IV/2025 – Kết quả: Kế hoạch.
2. Tổ chức các hội nghị
2.1. Hội nghị lần hai: chậm nhất ngày 03/02/2026; Chủ trì: Phòng Kinh tế; Thời hạn: 03/02/2026
III. TỔ CHỨC THỰC HIỆN
1. Giao Phòng Nội vụ theo dõi.
Nơi nhận:
- Lưu: VT."""  # noqa: E501


PERIOD, KNOWN = PlanPeriod(date(2025, 1, 1)), vocabulary_of("Quảng Ninh")


def read(text: str) -> Tasks:
    grid = labelled_tasks(read_text(text).lines, PERIOD, KNOWN)[0]
    assert grid is not None
    return read_tasks(join_grids([grid]), AgencyBook(KNOWN), PERIOD)


def test_tasks_and_the_headings_above_them() -> None:
    items = {item.code: item for item in read(LINES).items}
    assert [(one.code, one.parent, one.kind) for one in items.values()] == [
        ("1", "", "heading"),
        ("1.1", "1", "task"),
        ("1.2", "1", "task"),
        ("2", "", "heading"),
        ("2.1", "2", "task"),
    ]
    first, second = items["1.1"], items["1.2"]
    assert (first.leads, first.coordinating) == (("Phòng Nội vụ",), ("Các Trưởng đoàn thể xã",))
    assert first.timeframe_raw == "Tháng 11/2025 (sau khi có hướng dẫn)"
    assert first.notes == "Nội dung: Bảo đảm thống nhất với cấp trên."
    assert (second.title, second.product_raw) == ("Xây dựng kế hoạch giám sát", "Kế hoạch")
    assert items["2.1"].title == "Hội nghị lần hai: chậm nhất ngày 03/02/2026"
    assert items["2.1"].leads == ("Phòng Kinh tế",)


def test_letters_and_numerals_stand_above_where_numbers_begin_again() -> None:
    text = (
        "I. Một\n1. Trồng\nChủ trì: Sở Y tế\nII. Hai\n1. Tưới\na) Sáng\nĐơn vị thực hiện: Sở Y tế\n"
        "b) Chiều\nThời hạn: 2026"
    )
    tasks = read(text)
    assert [item.code for item in tasks.items] == [*("I", "I.1", "II", "II.1", "II.1.a", "II.1.b")]
    assert [one.code for one in tasks.doubts if one.field == "leads"] == ["II.1.b"]


@pytest.mark.parametrize(
    "text",
    ["", "1. Giao Sở Y tế chủ trì thực hiện.", "1.1. Trồng\n- Thời gian: 2026", "Chủ trì: Sở Y tế"],
)
def test_where_nobody_leads_a_numbered_task_there_is_none(text: str) -> None:
    assert labelled_tasks(read_text(text).lines, PERIOD, KNOWN)[0] is None


SAID = """| UBND TỈNH SƠN LA Số: 1/{} | Sơn La, ngày 1 tháng 2 năm 2026 |
{}
1. Sở Y tế rà soát nhân lực, hoàn thành trước ngày 15/3/2026.
"""


@pytest.mark.parametrize(
    ("sign", "head", "rows"),
    [
        ("TB-UBND", "THÔNG BÁO", 1),
        ("UBND-KT", "Kính gửi: Sở Y tế", 1),
        ("KH-UBND", "KẾ HOẠCH", None),  # the appendix with its table was forgotten
    ],
)
def test_sentences_give_the_tasks_of_a_notice_and_of_a_letter_and_of_no_plan(
    tmp_path: Path, sign: str, head: str, rows: int | None
) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_text(SAID.format(sign, head), encoding="utf-8")
    if rows is None:
        with pytest.raises(UnreadableDecision, match="no table of tasks"):
            read_decision(path)
    else:
        folder = read_decision(path).folder
        assert [item.code for item in folder.items] == ["1"]
        assert not [one for one in folder.doubts if "appendix" in one.reason]
        path.write_text(f"{SAID.format(sign, head)}2. Có Phụ lục kèm theo.\n", encoding="utf-8")
        (doubt,) = [one for one in read_decision(path).folder.doubts if "appendix" in one.reason]
        assert doubt.seen == "2. Có Phụ lục kèm theo."


def test_a_paragraph_that_gives_nothing_leaves_no_gap(tmp_path: Path) -> None:
    path = tmp_path / "van-ban.txt"
    lines = SAID.format("TB-UBND", "THÔNG BÁO").replace("1. Sở", "1. Cơ bản thống nhất.\n2. Sở")
    path.write_text(lines, encoding="utf-8")
    folder = read_decision(path).folder
    assert [item.code for item in folder.items] == ["2"]
    assert not [one for one in folder.doubts if one.field == "code"]


def test_what_cannot_be_read_is_told_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_text("Số: 1/QĐ-UBND\nHà Nội, ngày 1 tháng 2 năm 2026\n", encoding="utf-8")
    with pytest.raises(UnreadableDecision, match="daumoi plan template") as refusal:
        read_decision(path)
    assert refusal.value.said(lambda words, **values: f"<{values['file']}>") == "<van-ban.txt>"
