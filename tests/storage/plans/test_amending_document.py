"""An amending decision read whole against a plan that ships: sentences, table, and what is left."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from storage.importing.document import UnreadableDecision
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.reader import read_folder
from storage.plans.amendments.reading import ReadAmendment, read_amendment
from storage.plans.loading.amended import What, amended
from tests.support.paths import DATA

HEAD = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẾN TRE\tĐộc lập - Tự do - Hạnh phúc
Số: 45/QĐ-UBND\tBến Tre, ngày 12 tháng 10 năm 2026
QUYẾT ĐỊNH
Sửa đổi, bổ sung một số nhiệm vụ của Kế hoạch hành động tăng trưởng xanh tỉnh Bến Tre
Căn cứ Quyết định số 2082/QĐ-UBND ngày 18 tháng 9 năm 2023 của Ủy ban nhân dân tỉnh;
Điều 1. Nội dung như sau:
"""
END = """Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 2;
"""
TABLE = """PHỤ LỤC
NHIỆM VỤ BỔ SUNG
STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tSản phẩm
9.9\tXây dựng bản đồ số năng lượng tái tạo\tSở Công Thương\tSở Xây dựng\tQuý II/2027\tBản đồ
"""


@pytest.fixture(scope="module")
def plan() -> PlanFolder:
    return read_folder(DATA / "ben-tre")


def read(tmp_path: Path, plan: PlanFolder, *lines: str, table: str = "") -> ReadAmendment:
    path = tmp_path / "sua-doi.txt"
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines) + END + table, encoding="utf-8")
    return read_amendment([path], plan)


def test_its_number_its_day_and_its_title_are_read(tmp_path: Path, plan: PlanFolder) -> None:
    document = read(tmp_path, plan, "1. Bãi bỏ nhiệm vụ 3.2.").document
    assert (document.number, document.issued_on) == ("45/QĐ-UBND", date(2026, 10, 12))
    assert "Sửa đổi, bổ sung một số nhiệm vụ" in document.title


def test_a_sentence_strikes_a_row(tmp_path: Path, plan: PlanFolder) -> None:
    found = read(tmp_path, plan, "1. Bãi bỏ nhiệm vụ 3.2.")
    assert [(one.what, one.code) for one in found.document.changes] == [(What.STRUCK, "3.2")]
    assert found.doubts == ()


def test_a_sentence_gives_another_day_and_keeps_when_it_began(
    tmp_path: Path, plan: PlanFolder
) -> None:
    found = read(
        tmp_path, plan, "Điều chỉnh thời gian hoàn thành nhiệm vụ 9.2 thành: Trước ngày 30/6/2027."
    )
    (change,) = found.document.changes
    assert change.cells == {
        "timeframe_raw": "Trước ngày 30/6/2027",
        "end_year": "2027",
        "due_on": "2027-06-29",
    }


def test_a_sentence_gives_a_row_to_another_agency(tmp_path: Path, plan: PlanFolder) -> None:
    found = read(tmp_path, plan, "Thay cơ quan chủ trì nhiệm vụ 9.4 thành Sở Xây dựng.")
    (change,) = found.document.changes
    assert change.cells == {"lead_raw": "Sở Xây dựng", "leads": "Sở Xây dựng"}
    after = amended(plan, found.document.changes, found.document.agencies, found.document.groups)
    assert next(item for item in after.items if item.code == "9.4").leads == ("Sở Xây dựng",)


def test_a_table_brings_a_row(tmp_path: Path, plan: PlanFolder) -> None:
    found = read(tmp_path, plan, "1. Bổ sung nhiệm vụ theo Phụ lục kèm theo.", table=TABLE)
    (change,) = found.document.changes
    assert (change.what, change.code) == (What.ADDED, "9.9")
    assert (change.cells["due_on"], change.cells["leads"]) == ("2027-06-30", "Sở Công Thương")
    assert found.doubts == ()
    after = amended(plan, found.document.changes)
    assert len(after.items) == len(plan.items) + 1


def test_what_is_not_understood_is_a_doubt_and_changes_nothing(
    tmp_path: Path, plan: PlanFolder
) -> None:
    phrase = "4. Thay cụm từ “huyện” bằng cụm từ “xã” tại các nhiệm vụ."
    found = read(tmp_path, plan, phrase, "Bãi bỏ nhiệm vụ 99.9.")
    assert found.document.changes == ()
    assert [doubt.seen for doubt in found.doubts] == [phrase, "Bãi bỏ nhiệm vụ 99.9."]


def test_what_is_no_document_is_refused(tmp_path: Path, plan: PlanFolder) -> None:
    path = tmp_path / "thu.txt"
    path.write_text("Kính gửi anh chị\n", encoding="utf-8")
    with pytest.raises(UnreadableDecision, match=r"thu\.txt"):
        read_amendment([path], replace(plan))


def test_a_sentence_adds_a_row_below_its_heading(tmp_path: Path, plan: PlanFolder) -> None:
    found = read(
        tmp_path,
        plan,
        "3. Bổ sung nhiệm vụ số 9.9: Lập bản đồ gió; cơ quan chủ trì: Sở Công Thương; cơ quan phối"
        " hợp: Sở Xây dựng; thời hạn: trước ngày 15/11/2026.",
        "4. Bổ sung nhiệm vụ số 9.8: Trồng rừng.",
    )
    (change,) = found.document.changes
    assert (change.what, change.code, change.cells["title"]) == (
        *(What.ADDED, "9.9"),
        "Lập bản đồ gió",
    )
    told = [change.cells[name] for name in ("leads", "coordinating", "due_on")]
    assert told == ["Sở Công Thương", "Sở Xây dựng", "2026-11-14"]
    assert [one.seen for one in found.doubts] == ["4. Bổ sung nhiệm vụ số 9.8: Trồng rừng."]


def test_words_are_replaced_in_whatever_cell_has_them(tmp_path: Path, plan: PlanFolder) -> None:
    row = next(item for item in plan.items if item.code == "9.4")
    wrong = "Thay cụm từ “Sở Mẫu” bằng cụm từ “Sở Y tế” tại nhiệm vụ 9.4."
    words = f"Thay cụm từ “{row.lead_raw}” tại nhiệm vụ 9.4 bằng cụm từ “Sở Y tế”."
    found = read(tmp_path, plan, words, wrong)
    (change,) = found.document.changes
    assert (change.code, change.cells["leads"]) == ("9.4", "Sở Y tế")
    assert [one.seen for one in found.doubts] == [wrong]


def test_a_struck_row_of_a_table_needs_no_other_cells(tmp_path: Path, plan: PlanFolder) -> None:
    title = next(item.title for item in plan.items if item.code == "9.4")
    empty = "\t" * 4
    struck = f"9.4\tBãi bỏ nhiệm vụ {title}{empty}\n9.99\tBãi bỏ nhiệm vụ không có{empty}\n"
    found = read(tmp_path, plan, table=TABLE + struck)
    told = [(one.what, one.code) for one in found.document.changes]
    assert told == [(What.ADDED, "9.9"), (What.STRUCK, "9.4")]
    assert [one.code for one in found.doubts if not one.field] == ["9.99"]


def test_names_that_the_plan_knows_are_no_doubts(tmp_path: Path, plan: PlanFolder) -> None:
    group = plan.groups[0].phrase
    found = read(tmp_path, plan, f"Thay cơ quan chủ trì nhiệm vụ 9.4 thành {group}.")
    assert [one.code for one in found.document.changes] == ["9.4"]
    assert found.doubts == ()


NEW_DUTY = (
    "“2. Các sở, ban, ngành tỉnh, địa phương và các cơ quan liên quan định kỳ tổ chức rà soát tình"
    " hình thực hiện các nhiệm vụ được giao, báo cáo kết quả thực hiện về Sở Tài chính trước ngày"
    " 20 tháng 10 hàng năm.”"
)


@pytest.mark.parametrize(
    "lines",
    [
        (f"4. Sửa đổi khoản 2 Phần V như sau: {NEW_DUTY}",),
        ("4. Sửa đổi, bổ sung khoản 2 Phần V như sau:", NEW_DUTY),
    ],
)
def test_a_paragraph_of_duties_is_replaced(
    tmp_path: Path, plan: PlanFolder, lines: tuple[str, ...]
) -> None:
    found = read(tmp_path, plan, *lines)
    (change,) = found.document.changes
    assert (change.what, change.cells["instead_of"]) == (What.DUTIES, plan.head.rules[0].quote)
    rules = amended(plan, found.document.changes).head.rules
    assert [(one.day, one.month, one.to) for one in rules] == [
        (20, 10, "Sở Tài chính"),
        (1, 12, plan.head.rules[1].to),
    ]
    assert found.doubts == ()


def test_a_paragraph_without_a_duty_is_left_for_a_person(tmp_path: Path, plan: PlanFolder) -> None:
    line = "4. Sửa đổi khoản 1 Phần I như sau: “1. Phấn đấu đạt 30% năng lượng tái tạo.”"
    found = read(tmp_path, plan, line)
    assert found.document.changes == ()
    assert [one.seen for one in found.doubts] == [line]
