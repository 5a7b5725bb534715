"""Photos and files beside a report: offered to the last one, refused, reviewed, counted."""

from datetime import date

import pytest
from sqlmodel import col, select

from bot.channels.contract import Capabilities
from storage.database import Database
from storage.messages.attachments import MOST
from storage.models import Expectation, Inbox, Outbox
from tests.support.files.sent_files import (
    RESULT,
    counting,
    kept,
    opens,
    reporting_with_files,
    rows,
)
from tests.support.worlds.requests import reports as reports_by_hand
from tests.support.worlds.world import FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    return reporting_with_files(database)


# --- No report is open ----------------------------------------------------------------------------


def reports_by_line(world: World, line: str) -> None:
    world.says("sct", line)
    world.taps("sct", "Đúng, ghi nhận")


def test_a_file_right_after_a_report_is_offered_to_it(world: World) -> None:
    reports_by_line(world, "1.1 xong")
    world.clock.forward(minutes=29)
    [asked] = world.sends("sct", "baocao.pdf", "bản ký")
    assert asked.text == 'Kèm tệp "baocao.pdf" (1000 byte) vào báo cáo nhiệm vụ 1.1 vừa gửi?'
    assert rows(world) == []
    [said] = world.taps("sct", "Có, kèm vào")
    assert said.text == "Đã kèm 1 tệp vào báo cáo nhiệm vụ 1.1."
    assert counting(world) == ["baocao.pdf"]
    assert kept(world)[0].note == "bản ký"


def test_a_file_below_the_echo_of_one_task_is_kept_with_its_report(world: World) -> None:
    world.says("sct", "1.1 xong, đã mở 12 lớp")
    [echo] = world.sends("sct", "anh.jpg", "lớp tập huấn")
    assert echo.text.startswith('Đã nhận tệp "anh.jpg" (1000 byte), kèm theo báo cáo nhiệm vụ 1.1.')
    assert 'Ghi chú của tệp: "lớp tập huấn".' in echo.text
    assert "Đã hoàn thành\nKhối lượng hoàn thành: 100%\nKết quả: đã mở 12 lớp" in echo.text
    assert '"bang.pdf"' in world.sends("sct", "bang.pdf")[0].text
    world.confirms("sct")
    assert counting(world) == ["anh.jpg", "bang.pdf"]


def test_a_photo_with_a_line_keeps_both_and_asks_once(world: World) -> None:
    [echo] = world.sends("sct", caption="1.1 xong")
    assert "1.1 Tuyên truyền tiết kiệm năng lượng\nTình trạng: Đã hoàn thành" in echo.text
    assert "Tệp kèm theo: ảnh" in echo.text
    world.confirms("sct")
    assert len(counting(world)) == 1


def test_words_with_a_file_below_the_echo_change_what_they_name(world: World) -> None:
    world.says("sct", "1.1 đang làm 60%")
    [echo] = world.sends("sct", "anh.jpg", "70%")
    assert "70%" in echo.text
    assert "Ghi chú của tệp" not in echo.text


def test_a_file_below_the_echo_of_several_tasks_asks_for_one(world: World) -> None:
    world.says("sct", "1.1 xong, 1.2 60%")
    [told] = world.sends("sct", "anh.jpg")
    assert "Đề nghị gửi lại tệp, ghi kèm mã nhiệm vụ, ví dụ: 1.1." in told.text
    assert "ghi nhận 2 nhiệm vụ" in told.text  # what waits for its yes is asked on
    assert rows(world) == []
    [kept_now] = world.sends("sct", "anh.jpg", "1.2")
    assert "kèm theo báo cáo nhiệm vụ 1.2" in kept_now.text
    assert "Đang triển khai\nKhối lượng hoàn thành: 60%" in kept_now.text


def test_a_file_while_words_are_asked_for_comes_after_them(world: World) -> None:
    world.says("sct", "1.1 vướng")
    [told] = world.sends("sct", "anh.jpg")
    assert "trả lời câu hỏi dưới đây trước" in told.text
    assert rows(world) == []


def test_a_no_keeps_nothing(world: World) -> None:
    reports_by_line(world, "1.1 xong")
    world.sends("sct", "baocao.pdf")
    [said] = world.says("sct", "khong")
    assert "không được lưu" in said.text
    assert rows(world) == []


def test_several_files_are_offered_together(world: World) -> None:
    reports_by_line(world, "1.1 xong")
    world.sends("sct", "a.pdf")
    [asked] = world.hears_at_once(
        world.incoming_file("sct", "b.pdf"), world.incoming_file("sct", "c.pdf")
    )
    assert "Kèm 3 tệp này vào" in asked.text
    world.says("sct", "ok")
    assert counting(world) == ["a.pdf", "b.pdf", "c.pdf"]


def test_what_is_added_later_joins_the_files_of_an_older_version(world: World) -> None:
    opens(world)
    world.sends("sct", "cu.pdf", RESULT)
    world.confirms("sct")
    reports_by_line(world, "1.1 xong")
    world.sends("sct", "them.pdf")
    world.taps("sct", "Có, kèm vào")
    assert counting(world) == ["cu.pdf", "them.pdf"]


def test_no_more_than_ten_are_added(world: World) -> None:
    reports_by_line(world, "1.1 xong")
    for _ in range(MOST):
        world.sends("sct")
    [full] = world.sends("sct")
    assert "đã có đủ 10 tệp" in full.text
    world.taps("sct", "Có, kèm vào")
    assert len(counting(world)) == MOST
    assert "đã có đủ 10 tệp" in world.sends("sct")[0].text


def test_nothing_is_added_to_a_report_that_is_gone(world: World) -> None:
    reports_by_line(world, "1.1 xong")
    world.sends("sct", "a.pdf")
    yes = world.button("sct", "Có, kèm vào")
    world.says("sct", "rut 1.1")
    world.taps("sct", "Có, rút lại")
    world.taps_data("sct", yes)
    assert rows(world) == []


@pytest.mark.parametrize("line", ["", "1.1 xong, 1.2 60%"])
def test_where_it_is_not_clear_the_task_is_to_be_opened_first(world: World, line: str) -> None:
    if line:
        reports_by_line(world, line)
    [told] = world.sends("sct", "baocao.pdf", "bản ký")
    assert "Đề nghị nhập mã nhiệm vụ, ví dụ 1." in told.text
    assert "Nội dung viết kèm cũng chưa được ghi nhận." in told.text
    assert told.choices == ()
    assert rows(world) == []


def test_after_half_an_hour_nothing_is_offered_any_more(world: World) -> None:
    reports_by_line(world, "1.1 xong")
    world.clock.forward(minutes=31)
    assert "Đề nghị nhập mã nhiệm vụ" in world.sends("sct", "a.pdf")[0].text


def test_a_colleagues_report_is_not_offered(world: World) -> None:
    reports_by_hand(world, "syt", "1.1", "completed")
    assert "Đề nghị nhập mã nhiệm vụ" in world.sends("sct", "a.pdf")[0].text


def test_words_that_name_a_task_open_it_with_the_file(world: World) -> None:
    [question] = world.sends("sct", "baocao.pdf", "1.2")
    assert "kèm theo báo cáo nhiệm vụ 1.2" in question.text
    assert question.choices
    world.taps("sct", "Chưa đến kỳ")
    world.confirms("sct")
    assert counting(world) == ["baocao.pdf"]


# --- Refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "media_type", "size", "seen"),
    [
        ("to.pdf", "application/pdf", 12 * 1024 * 1024, '"to.pdf" (12 MB)'),
        ("setup.exe", "", 10, '"setup.exe"'),
        ("ho-so.zip", "application/zip", 10, '"ho-so.zip"'),
        ("", "video/mp4", None, "video"),
        ("", "audio/ogg", None, "ghi âm"),
        ("", "application/x-tgsticker", None, "nhãn dán"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_lost(
    world: World, name: str, media_type: str, size: int | None, seen: str
) -> None:
    opens(world)
    [answer] = world.sends("sct", name, "", size, media_type=media_type)
    assert answer.text.startswith("Rất tiếc")
    assert seen in answer.text
    assert "10 MB" in answer.text
    assert "\n\n1.1: Kết quả đạt được" in answer.text
    assert rows(world) == []
    assert world.says("sct", RESULT)[0].text.startswith("1.1: Đơn vị đề xuất")


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("Công văn mật số 12.pdf", ""),
        ("CÔNG_VĂN_MẬT_12.pdf", ""),
        ("baocao.pdf", "Công văn Mật số 12/CV-UBND"),
    ],
)
def test_nothing_is_kept_of_what_looks_like_a_secret(world: World, name: str, caption: str) -> None:
    opens(world)
    [answer] = world.sends("sct", name, caption)
    assert "bí mật nhà nước" in answer.text
    assert "\n\n1.1: Kết quả đạt được" in answer.text
    assert rows(world) == []
    with world.database.read() as session:
        last = session.exec(select(Inbox).order_by(col(Inbox.id).desc())).first()
        said = [row.text or "" for row in session.exec(select(Outbox))]
    assert last is not None
    assert (last.text, last.file) == ("", None)
    assert not any((caption or name) in text for text in said)


def test_a_strangers_file_gets_the_linking_hint_only(world: World) -> None:
    [answer] = world.sends("la", "baocao.pdf")
    assert "mã mời" in answer.text
    assert "Tệp" not in answer.text
    assert rows(world) == []


def test_who_does_not_report_sends_no_files(world: World) -> None:
    world.links("sct-lanhdao")
    [answer] = world.sends("sct-lanhdao", "baocao.pdf")
    assert "cán bộ đầu mối" in answer.text.lower()
    assert rows(world) == []


def test_a_channel_without_files_reads_words_only(database: Database) -> None:
    world = World(database, FakeChannel("zalo", Capabilities(2000, buttons=True)))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    opens(world)
    for answer in (*world.sends("sct", "baocao.pdf"), *world.says("sct", "")):
        assert "chỉ đọc được tin nhắn chữ" in answer.text
        assert "\n\n1.1: Kết quả đạt được" in answer.text
    assert rows(world) == []


def test_where_files_are_read_an_empty_message_says_which(world: World) -> None:
    opens(world)
    [answer] = world.says("sct", "")
    assert "tin nhắn chữ và các tệp: ảnh (JPG, PNG), PDF, Word, Excel." in answer.text


def test_a_task_that_left_the_plan_takes_no_files(world: World) -> None:
    opens(world)
    world.sends("sct", "a.pdf")
    with world.database.write() as session:
        for expectation in session.exec(select(Expectation)):
            expectation.ended_at = world.clock.now()
    world.sends("sct", "b.pdf")
    assert [row.name for row in kept(world)] == ["a.pdf"]
    world.says("sct", RESULT)
    assert kept(world) == []


# --- The planning department, the person ----------------------------------------------------------


def test_the_review_queue_names_the_files(world: World) -> None:
    world.links("skhdt")
    opens(world)
    world.sends("sct", "baocao.pdf", RESULT)
    world.confirms("sct")
    [asked] = world.says("skhdt", "xet duyet")
    assert 'Tệp kèm theo: "baocao.pdf" (1000 byte)' in asked.text


def test_my_data_counts_them_and_erasing_keeps_them_without_me(world: World) -> None:
    opens(world)
    world.sends("sct", "baocao.pdf", RESULT)
    world.confirms("sct")
    world.says("sct", "1.2")
    world.sends("sct", "chua-gui.pdf")
    [seen] = world.says("sct", "du lieu cua toi")
    assert "- Tệp kèm theo các báo cáo đó: 1" in seen.text
    world.taps("sct", "Xóa dữ liệu")
    world.taps("sct", "Có, tiếp tục")
    world.taps("sct", "Xóa vĩnh viễn")
    first, second = rows(world)
    assert (first.name, first.account_id, first.dropped_at) == ("", None, None)
    assert (second.name, second.ref, second.account_id) == ("", "", None)
    assert second.dropped_at is not None
    assert counting(world) == [""]
    with world.database.read() as session:
        assert [row.file for row in session.exec(select(Inbox)) if row.file] == []
