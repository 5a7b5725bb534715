"""Photos and files in the middle of a report: kept with it, left with it, corrected."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from sqlmodel import select

from storage.database import Database
from storage.messages.attachments import MOST
from storage.models import AuditEntry, Report
from tests.support.files.sent_files import (
    RESULT,
    counting,
    kept,
    opens,
    reporting_with_files,
    rows,
)
from tests.support.worlds.world import WITH_FILES, FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    return reporting_with_files(database)


# --- In the middle of a report --------------------------------------------------------------------


def test_words_that_name_another_task_win_over_the_draft(world: World) -> None:
    """ "1.2 xong" was once the result of 1.1, with the photo."""
    opens(world)
    [answer] = world.sends("sct", "baocao.pdf", "1.2 xong")
    assert "kèm theo báo cáo nhiệm vụ 1.2" in answer.text
    assert "1.1" in world.says("sct", "viết tiếp")[0].text or world.heard_by("sct")
    assert {row.expectation_id for row in kept(world)} == {
        row.expectation_id for row in rows(world)
    }


def test_a_file_is_kept_and_the_question_is_asked_again(world: World) -> None:
    opens(world)
    [answer] = world.sends("sct", "baocao.pdf", size=1_258_291)
    first, _, question = answer.text.partition("\n\n")
    assert first == 'Đã nhận tệp "baocao.pdf" (1,2 MB), kèm theo báo cáo nhiệm vụ 1.1.'
    assert question.startswith("1.1: Kết quả đạt được")
    [row] = kept(world)
    assert (row.name, row.media_type, row.report_id) == ("baocao.pdf", "application/pdf", None)
    assert world.says("sct", RESULT)[0].text.startswith("1.1: Đơn vị đề xuất")


def test_on_confirming_the_files_belong_to_the_report(world: World) -> None:
    opens(world)
    world.sends("sct", "baocao.pdf")
    world.sends("sct")
    world.says("sct", RESULT)
    [echo] = world.skips("sct")
    assert 'Tệp kèm theo: "baocao.pdf" (1000 byte); ảnh (1000 byte)' in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    with world.database.read() as session:
        [report] = session.exec(select(Report)).all()
        audit = session.exec(
            select(AuditEntry).where(AuditEntry.action == "report.files_added")
        ).one()
    assert {row.report_id for row in kept(world)} == {report.id}
    assert audit.details == {"report": report.id, "files": 2}


def test_words_with_a_file_answer_the_question_if_it_takes_words(world: World) -> None:
    opens(world)
    [answer] = world.sends("sct", "baocao.pdf", RESULT)
    assert "\n\n1.1: Đơn vị đề xuất" in answer.text
    assert kept(world)[0].note == ""
    world.confirms("sct")
    with world.database.read() as session:
        assert session.exec(select(Report)).one().result == RESULT


@pytest.mark.parametrize("words", ["ảnh lớp tập huấn tại Mỏ Cày", "hủy", "tro giup"])
def test_words_that_do_not_are_a_note_on_the_file(world: World, words: str) -> None:
    opens(world)
    world.says("sct", RESULT)
    world.taps("sct", "Bỏ qua")
    [answer] = world.sends("sct", "", words)
    assert f'Ghi chú của tệp: "{words}".' in answer.text
    assert "\n\n1.1: Số, ký hiệu" in answer.text
    assert kept(world)[0].note == words
    [echo] = world.skips("sct")
    assert f"ảnh (1000 byte): {words}" in echo.text


def test_words_may_choose_and_the_status_goes_on(world: World) -> None:
    world.says("sct", "1.1")
    [answer] = world.sends("sct", "baocao.pdf", "đã hoàn thành")
    assert "Kết quả đạt được" in answer.text
    assert kept(world)[0].note == ""


def test_the_file_that_comes_with_the_last_answer_is_in_the_echo(world: World) -> None:
    opens(world)
    world.says("sct", RESULT)
    world.taps("sct", "Bỏ qua")
    [echo] = world.sends("sct", "baocao.pdf", "123/BC-SCT ngày 05/10/2026")
    assert "Văn bản: 123/BC-SCT" in echo.text
    assert 'Tệp kèm theo: "baocao.pdf"' in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    assert counting(world) == ["baocao.pdf"]


def test_an_album_is_acknowledged_in_one_message(world: World) -> None:
    opens(world)
    album = [world.incoming_file("sct") for _ in range(4)]
    [answer] = world.hears_at_once(*album)
    assert "Báo cáo này hiện có 4 tệp." in answer.text
    assert answer.text.endswith("(số liệu, sản phẩm)")
    assert len(kept(world)) == 4
    assert world.says("sct", RESULT)[0].text.startswith("1.1: Đơn vị đề xuất")


def test_an_album_with_words_loses_none(world: World) -> None:
    opens(world)
    first = replace(world.incoming_file("sct"), text=RESULT)
    world.hears_at_once(first, world.incoming_file("sct"), world.incoming_file("sct"))
    assert len(kept(world)) == 3
    world.confirms("sct")
    with world.database.read() as session:
        assert session.exec(select(Report)).one().result == RESULT


def test_a_refusal_among_many_files_is_still_said(world: World) -> None:
    opens(world)
    seconds = count(1)
    start = world.clock.now()
    world.runtime = replace(world.runtime, now=lambda: start + timedelta(seconds=next(seconds)))
    many = [world.incoming_file("sct", name) for name in ("a.pdf", "b.zip", "c.pdf", "d.pdf")]
    assert world.hears_at_once(*many) == []  # it is answered while the clock runs on
    world.clock.forward(minutes=1)
    first, refusal, last = (message.text for message in world.delivers())
    assert '"a.pdf"' in first
    assert '"b.zip"' in refusal
    assert '"d.pdf"' in last
    assert "hiện có 3 tệp" in last


def test_the_eleventh_file_is_refused_and_the_report_goes_on(world: World) -> None:
    opens(world)
    for _ in range(MOST):
        world.sends("sct")
    [full] = world.sends("sct")
    assert "đã có đủ 10 tệp" in full.text
    assert "\n\n1.1: Kết quả đạt được" in full.text
    assert len(kept(world)) == MOST
    world.says("sct", RESULT)
    world.confirms("sct")
    assert len(counting(world)) == MOST


def test_a_message_is_heard_once(world: World) -> None:
    opens(world)
    message = world.incoming_file("sct", "a.pdf")
    world.hears_at_once(message)
    world.hears_at_once(message)
    assert len(kept(world)) == 1


def test_where_messages_are_few_the_file_comes_with_the_whole_answer(database: Database) -> None:
    scarce = replace(WITH_FILES, scarce=True, buttons=False)
    world = World(database, FakeChannel("zalo", scarce))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.says("sct", "1.1")
    world.says("sct", "Đang triển khai")
    [echo] = world.sends("sct", "baocao.pdf", "60%\nĐã mở 12 lớp\nChưa có kinh phí")
    assert "Khối lượng hoàn thành: 60%\nKết quả: Đã mở 12 lớp\nKhó khăn" in echo.text
    assert 'Tệp kèm theo: "baocao.pdf"' in echo.text
    assert [row.note for row in kept(world)] == [""]
    assert "Đã ghi nhận" in world.says("sct", "đúng")[0].text
    assert counting(world) == ["baocao.pdf"]


# --- Left, corrected, withdrawn -------------------------------------------------------------------


@pytest.mark.parametrize("how", ["hủy", "quay lại"])
def test_a_draft_that_is_left_takes_its_files_along(world: World, how: str) -> None:
    world.says("sct", "1.1")
    world.sends("sct", "baocao.pdf", "ghi chú riêng")
    [left] = world.says("sct", how)
    assert "Các tệp đã gửi kèm cũng không được lưu." in left.text
    [row] = rows(world)
    assert row.dropped_at == world.clock.now()
    assert (row.name, row.ref, row.note) == ("", "", "")
    opens(world)
    world.says("sct", RESULT)
    [echo] = world.skips("sct")
    assert "Tệp" not in echo.text


def test_cancelling_at_the_end_drops_them_too(world: World) -> None:
    opens(world)
    world.sends("sct", "baocao.pdf", RESULT)
    world.skips("sct")
    world.taps("sct", "Hủy")
    [left] = world.taps("sct", "Có, bỏ")
    assert "Các tệp đã gửi kèm cũng không được lưu." in left.text
    assert kept(world) == []


def test_writing_it_again_keeps_the_files(world: World) -> None:
    opens(world)
    world.sends("sct", "baocao.pdf", RESULT)
    world.skips("sct")
    world.taps("sct", "Nhập lại")
    world.taps("sct", "Có, bỏ")
    world.taps("sct", "Chưa đến kỳ")
    world.confirms("sct")
    assert counting(world) == ["baocao.pdf"]


def test_files_wait_with_their_own_draft_only(world: World) -> None:
    world.says("sct", "1.1")
    world.sends("sct", "mot.pdf")
    world.says("sct", "1.2")
    world.sends("sct", "hai.pdf")
    world.says("sct", "hủy")
    assert [row.name for row in kept(world)] == ["mot.pdf"]
    world.clock.forward(days=3)
    world.says("sct", "1.1")
    world.taps("sct", "Chưa đến kỳ")
    world.confirms("sct")
    assert counting(world) == ["mot.pdf"]


def test_files_of_a_draft_go_with_its_task_when_that_is_reported_by_a_line(world: World) -> None:
    world.says("sct", "1.1")
    world.sends("sct", "mot.pdf")
    world.says("sct", "1.2")
    world.sends("sct", "hai.pdf")
    world.says("sct", "1.1 xong, 1.4 60%")
    world.taps("sct", "Đúng, ghi nhận")
    with world.database.read() as session:
        first = session.exec(select(Report).where(Report.status == "completed")).one()
    assert [row.report_id for row in kept(world)] == [first.id, None]


def test_a_correction_keeps_the_files_unless_new_ones_come(world: World) -> None:
    opens(world)
    world.sends("sct", "cu.pdf", RESULT)
    world.confirms("sct")
    world.says("sct", "1.1")
    [echo] = world.says("sct", f"Kết quả: {RESULT}, 640 học viên")
    assert 'Tệp kèm theo (giữ của lần trước): "cu.pdf"' in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    assert counting(world) == ["cu.pdf"]
    world.says("sct", "1.1")
    world.taps("sct", "Kết quả")
    [echo] = world.sends("sct", "moi.pdf", RESULT)
    assert 'Tệp kèm theo: "moi.pdf" (1000 byte)\nThay cho tệp của lần trước: "cu.pdf"' in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    assert counting(world) == ["moi.pdf"]
    assert len(kept(world)) == 2


def test_what_is_withdrawn_takes_its_files_along(world: World) -> None:
    opens(world)
    world.sends("sct", "cu.pdf", RESULT)
    world.confirms("sct")
    world.says("sct", "rut 1.1")
    world.taps("sct", "Có, rút lại")
    assert counting(world) == []
    opens(world)
    world.says("sct", RESULT)
    world.confirms("sct")
    assert counting(world) == []
