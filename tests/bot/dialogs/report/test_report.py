"""The official's way: digest or list → task → status → questions → confirmation → stored."""

import unicodedata
from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import AuditEntry, Expectation, Report
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    return world


def reports(world: World) -> list[Report]:
    with world.database.read() as session:
        return list(session.exec(select(Report).order_by(Report.id)))  # type: ignore[arg-type]


def test_the_digest_lists_what_is_owed_with_both_days_and_the_days_left(world: World) -> None:
    [digest] = world.ticks()
    assert digest.address == "sct"
    assert "Kính gửi anh/chị An (Sở Công Thương)." in digest.text
    assert "2082/QĐ-UBND ngày 18/09/2023" in digest.text
    assert "còn 3/3 nội dung chưa báo cáo kết quả năm 2026" in digest.text
    assert "Thời hạn: thứ Bảy, ngày 14/11/2026." in digest.text
    assert "chậm nhất thứ Sáu, ngày 13/11/2026 (còn 21 ngày làm việc)" in digest.text
    assert "\n1) 1.1 Tuyên truyền tiết kiệm năng lượng\n" in digest.text
    assert "1.3" not in digest.text
    assert digest.text.endswith("Trân trọng.")


def test_a_completed_task_is_stored_after_confirmation_only(world: World) -> None:
    world.ticks()
    world.taps("sct", "Báo cáo ngay")
    world.taps("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "Đã tổ chức 12 lớp tập huấn")
    world.taps("sct", "Bỏ qua")
    [echo] = world.says("sct", "123/BC-SCT ngày 05/10/2026")
    assert "Kết quả: Đã tổ chức 12 lớp tập huấn" in echo.text
    assert "Văn bản: 123/BC-SCT ngày 05/10/2026" in echo.text
    assert reports(world) == []
    [receipt] = world.taps("sct", "Đúng, ghi nhận")
    [report] = reports(world)
    assert (report.status, report.percent) == ("completed", 100)
    assert report.document_on == date(2026, 10, 5)
    assert receipt.text.startswith("Đã ghi nhận 1.1: Đã hoàn thành, 100%. ")
    assert receipt.text.endswith('Còn 2 nội dung chưa báo cáo (nhập "nhiệm vụ" để xem).')
    assert "\n" not in receipt.text
    assert receipt.choices == ()
    with world.database.read() as session:
        audit = session.exec(select(AuditEntry).where(AuditEntry.action == "report.submitted"))
        assert len(audit.all()) == 1


def test_a_blocked_task_needs_words_on_the_difficulty(world: World) -> None:
    world.ticks()
    world.says("sct", "1.2")
    world.taps("sct", "Gặp khó khăn")
    [again] = world.says("sct", ".")
    assert "không thể để trống" in again.text
    world.says("sct", "Chưa bố trí được kinh phí")
    world.confirms("sct")
    [report] = reports(world)
    assert (report.status, report.difficulties) == ("blocked", "Chưa bố trí được kinh phí")


def test_numbers_and_labels_without_accents_answer_as_taps_do(world: World) -> None:
    world.ticks()
    world.says("sct", "bao cao ngay")
    world.says("sct", "1")
    world.says("sct", "dang trien khai")
    [again] = world.says("sct", "rất nhiều")
    assert "phần trăm" in again.text
    world.says("sct", "60%")
    world.says("sct", "bo qua")
    world.says("sct", "bỏ qua")
    world.says("sct", "bo trong")
    world.says("sct", "dung, ghi nhan")
    [report] = reports(world)
    assert (report.status, report.percent, report.result) == ("in_progress", 60, "")


def test_a_question_is_answered_once_however_often_it_is_tapped(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    confirm = world.button("sct", "Đúng, ghi nhận")
    world.taps_data("sct", confirm)
    [kind] = world.taps_data("sct", confirm)
    assert "đã được trả lời" in kind.text
    assert len(reports(world)) == 1


def test_a_reminder_in_the_middle_of_a_reply_loses_nothing(world: World) -> None:
    """The draft keeps quiet behind it, and goes on when its task is named."""
    world.says("sct", "nhiem vu")
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "Đã phát 5.000 tờ rơi")
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    [answer] = world.says("sct", "Đã in thêm 2.000 tờ rơi")
    assert 'vẫn được giữ: nhiệm vụ 1.1. Nhập "1.1" để nhập tiếp.' in answer.text
    [question] = world.says("sct", "1.1")
    assert question.text.startswith("1.1: Đơn vị đề xuất")
    world.confirms("sct")
    assert reports(world)[0].result == "Đã phát 5.000 tờ rơi"


def test_with_several_drafts_the_one_to_go_on_with_is_chosen(world: World) -> None:
    world.ticks()
    for code in ("1.1", "1.2"):
        world.says("sct", code)
        world.taps("sct", "Đã hoàn thành")
    world.clock.jump_to(date(2026, 10, 30))
    world.ticks()
    [which] = world.says("sct", "viết tiếp")
    assert [choice.label[:3] for choice in which.choices] == ["1.2", "1.1"]
    assert world.says("sct", "2")[0].text.startswith(
        "1.1 Tuyên truyền tiết kiệm năng lượng\n\n1.1: Kết quả"
    )


def test_a_number_typed_before_the_question_arrived_is_not_its_answer(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    old = world.says("sct", "99")
    assert "chưa hiểu" in old[0].text
    assert reports(world) == []


def test_a_report_can_be_followed_by_a_newer_one_and_the_older_is_kept(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Chưa triển khai")
    world.confirms("sct")
    world.says("sct", "1.1")
    world.taps("sct", "Tình trạng")
    world.taps("sct", "Chưa đến kỳ")
    world.confirms("sct")
    assert [report.status for report in reports(world)] == ["not_started", "not_yet_due"]


def test_cancelling_stores_nothing(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    [left] = world.says("sct", "hủy")
    assert "chưa ghi nhận nội dung nào" in left.text
    assert reports(world) == []


def test_a_task_that_left_the_plan_is_not_stored(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    with world.database.write() as session:
        for expectation in session.exec(select(Expectation)):
            expectation.ended_at = world.clock.now()
    [told] = world.taps("sct", "Đúng, ghi nhận")
    assert "không còn thuộc danh mục" in told.text
    assert reports(world) == []


def test_nobody_sees_or_reports_another_agencys_task(world: World) -> None:
    world.links("syt")
    world.ticks()
    [answer] = world.says("syt", "1.1")
    assert "Tuyên truyền" not in answer.text
    assert "1.3 Quản lý nước sạch" in world.says("syt", "nhiem vu")[0].text


def test_everything_reported_ends_the_list_and_the_reminders(world: World) -> None:
    world.ticks()
    for code in ("1.1", "1.2", "1.4"):
        world.says("sct", code)
        world.taps("sct", "Chưa đến kỳ")
        last = world.confirms("sct")
    assert "Đơn vị đã báo cáo đủ 3 nội dung." in last[0].text
    world.clock.jump_to(date(2026, 10, 30))
    assert world.ticks() == []


def test_a_leader_reads_the_list_but_does_not_report(world: World) -> None:
    world.links("sct-lanhdao")
    world.ticks()
    [seen] = world.says("sct-lanhdao", "nhiem vu")
    assert "1.1 Tuyên truyền" in seen.text
    assert seen.choices == ()
    world.says("sct-lanhdao", "1.1")
    assert reports(world) == []


def test_the_planner_pulls_a_summary_that_moves(world: World) -> None:
    world.links("skhdt")
    world.ticks()
    [before] = world.says("skhdt", "tổng hợp")
    assert "Phải báo cáo 4: đã nhận 0 " in before.text
    assert "Đơn vị chưa liên hệ được: 1." in before.text
    assert "Từ hôm qua: không có thay đổi." in before.text
    world.says("sct", "1.1")
    world.taps("sct", "Chưa đến kỳ")
    world.confirms("sct")
    [after] = world.says("skhdt", "tong hop")
    assert "đã nhận 1 (đúng hạn 1, trễ hạn 0)" in after.text
    assert "Từ hôm qua: +1 báo cáo." in after.text
    assert "Sở Công Thương: 1/3" in after.text


def test_the_summary_is_for_planners(world: World) -> None:
    [answer] = world.says("sct", "tong hop")
    assert "dành cho cơ quan tổng hợp" in answer.text


def test_a_picture_is_no_answer_and_the_question_stays(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    [again] = world.says("sct", "")
    assert "tin nhắn chữ" in again.text
    assert "Kết quả đạt được" in again.text
    assert "Đơn vị đề xuất" in world.says("sct", "12 lớp\x00 tập huấn \ud83d")[0].text
    world.confirms("sct")
    assert reports(world)[0].result == "12 lớp tập huấn \ufffd"


def test_letters_typed_in_two_pieces_are_kept_in_one(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", unicodedata.normalize("NFD", "Đã hoàn thành tại Thanh Hóa"))
    world.confirms("sct")
    assert reports(world)[0].result == "Đã hoàn thành tại Thanh Hóa"


def test_braces_in_an_answer_are_only_letters(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "Kết quả {0} {name} %s")
    [echo] = world.skips("sct")
    assert "{0} {name} %s" in echo.text


def test_words_for_one_task_never_end_up_in_the_report_on_another(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "1.2")
    [asked] = world.says("sct", "Đã họp với các huyện")
    assert asked.text.startswith("1.2: ghi nhận “Đã họp với các huyện”. Tình trạng?")
    world.taps("sct", "Chưa đến kỳ")
    world.confirms("sct")
    [answer] = world.says("sct", "Đã in tờ rơi")  # the question on 1.1 was not shown last
    assert 'Đang nhập dở, vẫn được giữ: nhiệm vụ 1.1. Nhập "1.1"' in answer.text
    world.says("sct", "1.1")
    assert world.says("sct", "12 lớp tập huấn")[0].text.startswith("1.1: Đơn vị đề xuất")


def test_a_long_answer_is_kept_whole_and_its_echo_goes_in_parts(world: World) -> None:
    world.ticks()
    long = "\n".join(f"Kết quả thứ {number}: đã thực hiện đầy đủ." for number in range(90))
    world.says("sct", "1.2")
    world.taps("sct", "Gặp khó khăn")
    world.says("sct", long)
    parts = world.says("sct", long)
    assert len(parts) > 1
    assert parts[-1].choices
    world.taps("sct", "Đúng, ghi nhận")
    assert (reports(world)[0].difficulties, reports(world)[0].proposals) == (long, long)


def test_a_code_typed_by_a_linked_person_is_answered_kindly(world: World) -> None:
    [answer] = world.says("sct", world.invites("syt"))
    assert "đã được liên kết với Nguyễn Văn Mẫu An" in answer.text


def test_a_document_dated_after_today_is_asked_back(world: World) -> None:
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "Đã tổ chức 12 lớp tập huấn")
    world.taps("sct", "Bỏ qua")
    [again] = world.says("sct", "123/BC-SCT ngày 05/11/2026")
    assert "Văn bản đề ngày 05/11/2026, ngày này chưa đến." in again.text
    assert "Văn bản: 123/BC-SCT ngày 05/10/2026" in (
        world.says("sct", "123/BC-SCT ngày 05/10/2026")[0].text
    )
