"""Siblings of talks that once failed: the same kind in another dialog, by another hand."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.channels.contract import Capabilities
from storage.database import Database
from storage.messages.inbox import Incoming
from storage.models import Appointment
from tests.support.talks.engine_talk import EngineTalk
from tests.support.worlds.kinds import SCARCE
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import WIDE, WITH_FILES, FakeChannel

REASON = "Xin nêu ngắn gọn"


@pytest.mark.parametrize("asked", ["xin lùi hạn 1.1 đến 20/11", "1.1 không phải nhiệm vụ của sở"])
@pytest.mark.parametrize("words", ["nhầm rồi", "khoan đã", "vâng ạ", "không có", "1", "ABCD-EFGH"])
def test_talk_is_no_reason_of_a_request(asked: str, words: str) -> None:
    talk = EngineTalk(WIDE)
    talk.says("sct", asked)
    assert REASON in talk.says("sct", words)[0].text


@pytest.mark.parametrize("words", ["nhầm rồi", "vâng ạ", "17"])
def test_talk_is_no_name_of_whoever_takes_over(in_memory: Database, words: str) -> None:
    world = _world(in_memory)
    world.says("sct", "bàn giao")
    assert "họ và tên" in world.says("sct", words)[0].text
    assert "của Võ Thị Mẫu Hoa?" in world.says("sct", "bàn giao cho chị Võ Thị Mẫu Hoa")[0].text


def test_a_filled_request_is_not_dropped_by_one_digit() -> None:
    talk = EngineTalk(SCARCE)
    [echo] = talk.says("sct", "xin lùi hạn 1.1 đến 20/11 vì chờ vốn")
    [number] = [one.number for one in echo.choices if one.label == "Hủy"]
    assert "chờ vốn" in talk.says("sct", str(number))[0].text
    assert "Chưa ghi nhận" in talk.says("sct", "hủy")[0].text


@pytest.mark.parametrize("yes", ["1", "đúng"])
def test_a_question_of_another_day_is_shown_again_before_it_changes_something(
    in_memory: Database, yes: str
) -> None:
    world = _world(in_memory)
    world.links("skhdt")
    world.clock.jump_to(date(2026, 10, 20), 11)
    world.says("skhdt", "đôn đốc")
    world.clock.jump_to(date(2026, 10, 21), 15)
    assert "sẽ nhận tin lúc" in world.says("skhdt", yes)[0].text
    assert "Đã ghi nhận" in world.says("skhdt", yes)[0].text


def test_a_bulleted_report_is_of_all_its_tasks() -> None:
    echo = EngineTalk(WIDE).says("sct", "- NV 1.1: thường xuyên\n- NV 1.2: đạt 80%")[0].text
    assert "ghi nhận 2 nhiệm vụ" in echo


@pytest.mark.parametrize("words", ["3", "60%", "xong rồi", "đang làm", "9.9 xong", "1 xong"])
def test_a_number_or_a_status_is_no_difficulty(words: str) -> None:
    talk = EngineTalk(SCARCE)
    talk.says("sct", "1.1 vướng")
    talk.says("sct", words)
    said = talk.says("sct", "thiếu vốn")[0].text
    assert "Khó khăn, vướng mắc: thiếu vốn" in said
    assert f"vướng mắc: {words}" not in said


def test_a_report_of_nothing_says_so(in_memory: Database) -> None:
    world = _world(in_memory, "snv")
    world.says("snv", "báo cáo chung")
    world.says("snv", "chưa có gì ạ")
    world.says("snv", "bỏ qua")
    world.says("snv", "đúng")
    assert [one.result for one in world.reports()] == ["Không có nội dung phát sinh."]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("xin lùi hạn 1.1 đến 31/11 vì chờ vốn", 'Chưa đọc được ngày trong "31/11"'),
        ("xin lùi hạn 1.1 đến 10/10 vì chờ vốn", "10/10/2026) phải sau thời hạn"),
        ("hẹn ngày 1/10", "một ngày sau hôm nay"),
        ("nghỉ phép từ 20/10 đến 16/10", 'trong "từ 20/10 đến 16/10"'),
    ],
)
def test_a_day_that_cannot_be_is_told(typed: str, told: str) -> None:
    assert told in EngineTalk(WIDE).says("sct", typed)[0].text


def test_a_long_report_behind_a_status_is_its_result() -> None:
    talk = EngineTalk(SCARCE)
    told = "đã tổ chức tập huấn cho cán bộ xã và hộ dân; " * 25
    [echo] = talk.says("sct", f"1.1 xong, {told}")
    assert f"Kết quả: {told.strip()}" in echo.text


@pytest.mark.parametrize(("who", "is_all"), [("tất cả các sở", True), ("tất cả trừ SYT", False)])
def test_all_agencies_may_be_named_in_words(in_memory: Database, who: str, is_all: bool) -> None:
    world = _world(in_memory, "skhdt")
    for said in ("đột xuất", "Báo cáo giải ngân", "22/10"):
        world.says("skhdt", said)
    assert ("kiểm tra trước khi gửi" in world.says("skhdt", who)[0].text) == is_all


@pytest.mark.parametrize("line", ["1️⃣ xong", "１．１ ｘｏｎｇ", "1.\u200b1 xong"])
def test_letters_of_another_keyboard_are_read(in_memory: Database, line: str) -> None:
    world = _world(in_memory)
    assert "Đã hoàn thành" in world.says("sct", line)[0].text


def test_words_beside_a_file_that_no_report_waits_for_are_read(in_memory: Database) -> None:
    world = _world(in_memory, channel=WITH_FILES)
    [asked] = world.sends("sct", caption="xin lùi hạn 1.1 đến 20/11")
    assert "Tệp chưa được lưu" in asked.text
    assert REASON in asked.text
    [echo] = world.sends("sct", caption="chờ kinh phí của tỉnh")
    assert "Lý do: chờ kinh phí của tỉnh" in echo.text


def test_a_yes_that_reaches_us_hours_late_confirms_nothing(in_memory: Database) -> None:
    world = _world(in_memory)
    written = world.clock.now()
    world.hears_at_once(Incoming("fake", "in time", "sct", "nhiệm vụ", sent_at=written))
    world.clock.forward(hours=2)
    world.says("sct", "1.1 xong")
    world.hears_at_once(Incoming("fake", "late", "sct", "đúng", sent_at=written))
    assert world.reports() == []
    world.says("sct", "đúng")
    assert len(world.reports()) == 1


def test_where_our_clock_is_ahead_a_yes_confirms_all_the_same(in_memory: Database) -> None:
    world = _world(in_memory)
    for key, text in enumerate(("1.1 xong", "đúng")):
        behind = world.clock.now() - timedelta(minutes=30)
        world.hears_at_once(Incoming("fake", f"stamped {key}", "sct", text, sent_at=behind))
    assert len(world.reports()) == 1


@pytest.mark.parametrize(
    "code", ["mã mời: ABCD-EEEE ạ", "ＡＢＣＤ－ＥＥＥＥ", "https://t.me/b?start=ABCD-EEEE"]
)
def test_a_code_is_found_among_words(in_memory: Database, code: str) -> None:
    world = ReportingWorld(in_memory)
    world.invites("sct")
    assert "Nguyễn Văn Mẫu An" in world.says("stranger", code)[0].text


@pytest.mark.parametrize(
    ("begun", "typed"),
    [
        ("hẹn 20/10", "đúng"),
        ("1.1 vướng", "thiếu vốn"),
        ("xin lùi hạn", "1.1"),
        ("không phải nhiệm vụ", "1.1"),
    ],
)
def test_who_lost_the_post_meanwhile_is_told_so(
    in_memory: Database, begun: str, typed: str
) -> None:
    world = _world(in_memory)
    world.says("sct", begun)
    with world.database.write() as session:
        for one in session.exec(select(Appointment)):
            one.ends_on = world.clock.now().date() - timedelta(days=1)
    assert "nên không có nhiệm vụ phải báo cáo" in world.says("sct", typed)[0].text


def _world(database: Database, who: str = "sct", channel: Capabilities = WIDE) -> ReportingWorld:
    world = ReportingWorld(database, FakeChannel(capabilities=channel))
    world.links(who)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world
