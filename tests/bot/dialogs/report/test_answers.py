"""What may be answered in a report: values, texts in pieces, last year's words, one message."""

from datetime import date

import pytest

from bot.channels.contract import Capabilities, SendError
from bot.dialogs.effects import SubmitReport
from storage.database import Database
from storage.models import Report
from tests.support.talks.engine_talk import EngineTalk
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import WIDE, FakeChannel

TOLD = ("status", "percent", "value", "result", "difficulties", "proposals", "document_number")


def begun(database: Database, **capabilities: object) -> ReportingWorld:
    able = {"max_length": 4096, "buttons": True, **capabilities}
    world = ReportingWorld(database, FakeChannel(capabilities=Capabilities(**able)))  # type: ignore[arg-type]
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


@pytest.fixture
def world(database: Database) -> ReportingWorld:
    return begun(database)


@pytest.fixture
def talk() -> EngineTalk:
    return EngineTalk(WIDE)


def told(report: Report | SubmitReport) -> dict[str, object]:
    return {name: getattr(report, name) for name in TOLD if getattr(report, name)}


# --- Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("CT.13", "95,5", "95,5%"),
        ("CT.13", "khoảng 96 %", "khoảng 96%"),
        ("CT.13", "chín mươi lăm phẩy sáu", "95,6%"),
        ("ct13", ">90", ">90%"),
        ("CT.20", "1.200 triệu", "1.200 triệu đồng"),
        ("CT.15", "đã kiểm kê 01 lần", "đã kiểm kê 01 lần"),
    ],
)
def test_a_value_is_kept_as_it_is_read(talk: EngineTalk, code: str, typed: str, kept: str) -> None:
    assert "Giá trị đạt được đến nay" in talk.says("sct", code)[0].text
    assert "Khó khăn" in talk.says("sct", typed)[0].text
    talk.confirms("sct")
    assert told(talk.reports()[0]) == {"status": "in_progress", "value": kept}


@pytest.mark.parametrize(
    ("code", "typed", "shown"),
    [
        ("CT.13", "955", "955%"),
        ("CT.13", "-5", "-5%"),
        ("CT.13", "9", "9%"),
        ("CT.13", "95.6", "95,6%"),
        ("CT.13", "60 triệu", "60 triệu"),
        ("CT.20", "15.000", "15.000 triệu đồng"),
        ("CT.20", "60%", "60%"),
    ],
)
def test_an_odd_value_is_asked_about_and_taken_when_it_is_right(
    talk: EngineTalk, code: str, typed: str, shown: str
) -> None:
    talk.says("sct", code)
    [asked] = talk.says("sct", typed)
    assert f"{code}: Giá trị anh/chị nhập là {shown}, đúng không ạ?" in asked.text
    talk.says("sct", "đúng")
    talk.confirms("sct")
    assert talk.reports()[0].value == shown


def test_words_where_a_number_is_wanted_may_be_kept_as_written(talk: EngineTalk) -> None:
    talk.says("sct", "CT.13")
    [asked] = talk.says("sct", "đô thị 95%, nông thôn 80%")
    assert "Chưa đọc được một con số" in asked.text
    talk.taps("sct", "Giữ như đã nhập")
    talk.says("sct", "bỏ qua")
    talk.says("sct", "bỏ qua")
    talk.says("sct", "ok ạ")
    assert talk.reports()[0].value == "đô thị 95%, nông thôn 80%"


def test_where_numbers_are_printed_a_small_percentage_is_no_choice(database: Database) -> None:
    world = begun(database, buttons=False)
    world.says("sct", "1.4")
    world.says("sct", "dang trien khai")
    [question] = world.says("sct", "0")
    assert "Kết quả" in question.text
    world.says("sct", "quay lai")
    assert "Kết quả" in world.says("sct", "2")[0].text
    for _ in range(3):
        world.says("sct", "bo qua")
    world.says("sct", "1")
    assert world.reports()[0].percent == 2


@pytest.mark.parametrize(
    "words", ["Chưa có số liệu", "chưa có số liệu chính thức", "chua co so lieu"]
)
def test_where_there_is_no_figure_the_status_is_asked(talk: EngineTalk, words: str) -> None:
    talk.says("sct", "CT.13")
    assert "Tình trạng thực hiện" in talk.says("sct", words)[0].text
    talk.taps("sct", "Gặp khó khăn")
    talk.says("sct", "Chưa lắp đủ trạm cân")
    talk.confirms("sct")
    assert told(talk.reports()[0]) == {
        "status": "blocked",
        "difficulties": "Chưa lắp đủ trạm cân",
    }


# --- Texts in pieces ------------------------------------------------------------------------------


def test_what_came_before_the_next_question_goes_on_with_the_answer(world: ReportingWorld) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Đã hoàn thành")
    world.channel.outcomes = [SendError("no connection")]
    world.says("sct", "Thay 300 bộ đèn")
    world.says("sct", "tại trụ sở các sở")
    world.clock.forward(minutes=1)
    world.delivers()
    world.says("sct", ".")
    world.confirms("sct")
    assert world.reports()[0].result == "Thay 300 bộ đèn tại trụ sở các sở"


@pytest.mark.parametrize("pieces", [1, 2, 3])
def test_a_text_that_fills_its_message_may_go_on_and_nothing_is_lost(
    database: Database, pieces: int
) -> None:
    world = begun(database, max_length=2000)
    world.says("sct", "1.4")
    world.taps("sct", "Đã hoàn thành")
    full = ("lắp đèn tiết kiệm điện " * 90)[:1950].strip()
    for _ in range(pieces):
        [asked] = world.says("sct", full)
        assert "Nếu còn nội dung, đề nghị gửi tiếp" in asked.text
    last = world.says("sct", "và đã nghiệm thu")
    assert "Đơn vị đề xuất" in last[0].text
    world.says("sct", ".")
    world.confirms("sct")
    assert world.reports()[0].result == " ".join([full] * pieces + ["và đã nghiệm thu"])


def test_a_long_text_that_was_all_is_ended_by_a_tap(database: Database) -> None:
    world = begun(database, max_length=2000)
    world.says("sct", "1.2")
    world.taps("sct", "Gặp khó khăn")
    world.says("sct", "v" * 1900)
    assert "đề xuất, kiến nghị" in world.taps("sct", "Đã hết")[0].text
    world.confirms("sct")
    assert world.reports()[0].difficulties == "v" * 1900


def test_an_addition_may_be_left_out(world: ReportingWorld) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "Thay 300 bộ đèn LED")
    world.taps("sct", "Bỏ qua")
    world.says("sct", "Nhầm cửa sổ trò chuyện")
    world.taps("sct", "Không đưa vào báo cáo")
    world.says("sct", ".")
    world.confirms("sct")
    assert world.reports()[0].result == "Thay 300 bộ đèn LED"


# --- Before, back, kept ---------------------------------------------------------------------------


def test_last_years_answer_of_the_agency_it_took_over_from_is_offered(
    world: ReportingWorld,
) -> None:
    [question] = world.says("sct", "1.2")
    assert "Chưa có quy hoạch lưới điện" in question.text
    world.taps("sct", "Gặp khó khăn")
    world.says("sct", "vẫn như năm ngoái ạ")
    world.confirms("sct")
    assert world.reports()[0].difficulties == "Chưa có quy hoạch lưới điện"


def test_another_agencys_last_year_is_never_shown(world: ReportingWorld) -> None:
    world.links("snv")
    for who, text in (("sct", "1.3"), ("snv", "1.1"), ("snv", "1.3"), ("snv", "bao cao")):
        for message in world.says(who, text):
            assert "Kết quả của Sở Y tế" not in message.text
            assert "210 cán bộ" not in message.text or who == "sct"


def test_as_last_year_without_a_last_year_is_asked_again(world: ReportingWorld) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Đã hoàn thành")
    assert "Chưa có nội dung cũ" in world.says("sct", "như năm trước")[0].text


def test_back_at_the_first_question_leads_to_the_list(world: ReportingWorld) -> None:
    world.says("sct", "1.4")
    [listed] = world.says("sct", "quay lại")
    assert "Đã dừng nhập nhiệm vụ 1.4; chưa ghi nhận nội dung nào." in listed.text
    assert "Còn 6 nội dung chưa báo cáo." in listed.text


def test_what_was_said_stays_also_where_another_status_does_not_ask_for_it(
    world: ReportingWorld,
) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Đang triển khai")
    world.says("sct", "60")
    world.says("sct", "Thay 300 bộ đèn LED")
    for _ in range(3):
        world.says("sct", "quay lai")
    world.taps("sct", "Chưa đến kỳ")
    [echo] = world.skips("sct")
    assert "Kết quả: Thay 300 bộ đèn LED" in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    assert told(world.reports()[0]) == {
        "status": "not_yet_due",
        "result": "Thay 300 bộ đèn LED",
    }


@pytest.mark.parametrize("line", ["1.4 đang làm, đã mở 12 lớp", "1.4 chưa đến kỳ, chờ tháng 12"])
def test_a_note_beside_a_status_is_no_proposal(database: Database, line: str) -> None:
    world = begun(database, buttons=False, scarce=True)
    world.says("sct", line)
    world.says("sct", "đúng")
    assert set(told(world.reports()[0])) == {"status", "result"}


def test_a_half_filled_report_goes_on_from_the_list_too(world: ReportingWorld) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Đã hoàn thành")
    world.says("sct", "Thay 300 bộ đèn LED")
    world.says("sct", "nhiem vu")
    [question] = world.taps("sct", "1.4")
    assert "Đơn vị đề xuất" in question.text
    world.confirms("sct")
    assert world.reports()[0].result == "Thay 300 bộ đèn LED"
    assert "Không có nội dung nào đang nhập dở" in world.says("sct", "viet tiep")[0].text


def test_written_again_begins_at_the_status(world: ReportingWorld) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    assert "bỏ nội dung đang nhập?" in world.taps("sct", "Nhập lại")[0].text
    assert "Tình trạng thực hiện" in world.taps("sct", "Có, bỏ")[0].text
    assert world.reports() == []


@pytest.mark.parametrize("choice", ["Nhập lại", "Hủy"])
def test_what_was_filled_in_is_not_dropped_by_one_digit(world: ReportingWorld, choice: str) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    world.taps("sct", choice)
    assert "Đề nghị kiểm tra" in world.says("sct", "không")[0].text
    world.confirms("sct")
    assert [one.status for one in world.reports()] == ["not_yet_due"]
