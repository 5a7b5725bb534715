"""Where messages are few: all in one message, echoed, confirmed; one by one the same is stored."""

from datetime import date

import pytest

from storage.database import Database
from tests.bot.dialogs.report.test_answers import begun, told
from tests.support.worlds.answers.commune_world import CommuneWorld
from tests.support.worlds.kinds import NUMBERED
from tests.support.worlds.world import FakeChannel

ONE_BY_ONE = ("1.4", "đang triển khai", "60", "Thay 300 bộ đèn", "Kinh phí cấp chậm", ".", "đúng")

LONG_WAY = {
    "status": "in_progress",
    "percent": 60,
    "result": "Thay 300 bộ đèn",
    "difficulties": "Kinh phí cấp chậm",
}


@pytest.mark.parametrize(
    "said",
    [
        "1.4 đang làm\n60%\nThay 300 bộ đèn\nKinh phí cấp chậm",
        "1.4 đang làm\nKết quả: Thay 300 bộ đèn; Khó khăn: Kinh phí cấp chậm\nTiến độ: 60",
        "1.4 đang làm\nkho khan: Kinh phí cấp chậm\nkq: Thay 300 bộ đèn\nTỷ lệ: 60%",
    ],
)
def test_in_four_messages_the_same_is_stored_as_on_the_long_way(
    database: Database, said: str
) -> None:
    """What is said, its echo, the yes, the receipt."""
    world = begun(database, buttons=False, scarce=True)
    before = len(world.channel.sent)
    world.says("sct", said)
    assert world.reports() == []
    world.says("sct", "đúng")
    assert [told(report) for report in world.reports()] == [LONG_WAY]
    assert len(world.channel.sent) - before == 2


@pytest.mark.parametrize(
    "said",
    [
        ("1.4", "2\n60\nThay 300 bộ đèn\nKinh phí cấp chậm"),
        ("1.4 đang làm", "60%\nThay 300 bộ đèn\nKinh phí cấp chậm"),
        ("1.4 đang làm", "Kết quả: Thay 300 bộ đèn", "60%", "Khó khăn: Kinh phí cấp chậm"),
    ],
)
def test_where_messages_are_few_the_rest_may_come_in_place_of_the_yes(
    database: Database, said: tuple[str, ...]
) -> None:
    world = begun(database, buttons=False, scarce=True)
    for text in said:
        world.says("sct", text)
    assert world.reports() == []
    world.says("sct", "đúng")
    assert [told(report) for report in world.reports()] == [LONG_WAY]


@pytest.mark.parametrize(
    ("said", "result"),
    [("đã mở 12 lớp", "đã mở 12 lớp"), ("12 lớp", "12 lớp"), ("sửa thành 12 lớp", "")],
)
def test_what_is_counted_is_the_result_however_short(
    database: Database, said: str, result: str
) -> None:
    """It cost two messages more: one that nothing was chosen, and the label."""
    world = begun(database, buttons=False, scarce=True)
    before = len(world.channel.sent)
    for text in ("1.4", "1", said, "đúng"):
        world.says("sct", text)
    [report] = world.reports()
    assert (report.result, len(world.channel.sent) - before) == (result, 4)


def test_the_long_way_stores_the_same(database: Database) -> None:
    world = begun(database)
    for text in ONE_BY_ONE:
        world.says("sct", text)
    assert [told(report) for report in world.reports()] == [LONG_WAY]


def test_in_one_message_what_is_in_doubt_is_confirmed_first(database: Database) -> None:
    world = begun(database, buttons=False, scarce=True)
    world.says("sct", "1.4 xong")
    [echo] = world.says(
        "sct", "kq: Thay 300 bộ đèn\nLắp 12 hệ thống\nvb: 123/BC-SCT ngày 05/10/2026"
    )
    assert "Đề nghị kiểm tra" in echo.text
    assert world.reports() == []
    world.says("sct", "đúng")
    report = world.reports()[0]
    assert report.result == "Thay 300 bộ đèn\nLắp 12 hệ thống"
    assert (report.document_number, report.document_on) == ("123/BC-SCT", date(2026, 10, 5))


def test_in_one_message_only_what_was_not_read_is_asked_again(database: Database) -> None:
    world = begun(database, buttons=False, scarce=True)
    world.says("sct", "1.4 xong")
    [again] = world.says("sct", "Kết quả: Thay 300 bộ đèn\nVăn bản: công văn hôm trước")
    assert 'Chưa đọc được: "công văn hôm trước"' in again.text
    assert "Kết quả:" not in again.text
    world.says("sct", "123/BC-SCT")
    world.says("sct", "ok")
    assert told(world.reports()[0]) == {
        "status": "completed",
        "percent": 100,
        "result": "Thay 300 bộ đèn",
        "document_number": "123/BC-SCT",
    }


def test_in_one_message_what_is_needed_is_asked_for(database: Database) -> None:
    world = begun(database, buttons=False, scarce=True)
    world.says("sct", "1.4")
    world.says("sct", "de nghi dieu chinh")
    assert "không thể để trống" in world.says("sct", ".")[0].text
    world.says("sct", "Giao cho Sở Xây dựng chủ trì")
    assert world.reports() == []
    world.says("sct", "vâng")
    assert told(world.reports()[0]) == {
        "status": "propose_change",
        "proposals": "Giao cho Sở Xây dựng chủ trì",
    }


def test_a_commune_answers_forty_tasks_of_six_plans_in_under_ten_messages(
    in_memory: Database,
) -> None:
    world = CommuneWorld(in_memory, FakeChannel(capabilities=NUMBERED))
    world.links("xa")
    world.clock.jump_to(date(2026, 10, 15))
    [digest] = [one for one in world.ticks() if one.address == "xa"]
    for province in ("Bến Tre", "Trà Vinh", "Vĩnh Long"):
        assert f"của UBND tỉnh {province}" in digest.text
    assert digest.text.count("Thời hạn:") == 1
    messages, heard = 1, world.says("xa", "như năm trước")
    while heard[-1].choices:
        messages += len(heard) + 1
        heard = world.says("xa", "đúng")
    messages += len(heard)
    assert "Đơn vị đã báo cáo đủ 40 nội dung" in heard[-1].text
    assert messages < 10


def test_words_stand_behind_the_number_of_the_status(database: Database) -> None:
    """A code alone takes one question and one answer more than a line that says it all."""
    world = begun(database, buttons=False, scarce=True)
    before = len(world.channel.sent)
    for text in ("1.4", "2 60%, thay 300 bộ đèn"):
        world.says("sct", text)
    assert world.reports() == []
    world.says("sct", "ok")
    assert [told(report) for report in world.reports()] == [
        {"status": "in_progress", "percent": 60, "result": "thay 300 bộ đèn"}
    ]
    assert len(world.channel.sent) - before == 3


@pytest.mark.parametrize("said", ["2 xong", "4 60%", "9 đã mở 12 lớp"])
def test_what_may_be_of_another_task_chooses_no_status(database: Database, said: str) -> None:
    world = begun(database, buttons=False, scarce=True)
    for text in ("1.4", said, "ok"):
        world.says("sct", text)
    assert world.reports() == []
