"""Behind an echo, a question or a quote: only what was meant changes anything."""

import pytest

from bot.channels.contract import Capabilities
from bot.conversation.routing.open_questions import shows_numbers
from storage.models import Outbox
from tests.support.talks.engine_talk import TODAY, EngineTalk
from tests.support.worlds.kinds import EVERY, NUMBERED, SCARCE
from tests.support.worlds.province import at
from tests.support.worlds.world import WIDE


@pytest.fixture
def world(kind: Capabilities) -> EngineTalk:
    return EngineTalk(kind)


def kept(world: EngineTalk) -> list[tuple[str, float | None, str, str]]:
    return [(one.status, one.percent, one.result, one.difficulties) for one in world.reports()]


# --- Below the echo of one task -------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("word", ["rồi", "roi", "ok rồi chưa", "hi"])
def test_a_word_that_is_no_status_leaves_the_echo_as_it_is(world: EngineTalk, word: str) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", word)
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "", "")]


@EVERY
def test_a_share_typed_below_the_echo_changes_it(world: EngineTalk) -> None:
    world.says("sct", "1.1 60%")
    assert "70%" in world.says("sct", "70%")[0].text
    world.says("sct", "đúng")
    assert [one[:2] for one in kept(world)] == [("in_progress", 70)]


@EVERY
def test_a_label_below_the_echo_adds_to_it(world: EngineTalk) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", "Kết quả: đã mở 5 lớp tập huấn")
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "đã mở 5 lớp tập huấn", "")]


@EVERY
@pytest.mark.parametrize("digit", ["31", "7", "70"])
def test_a_bare_number_below_the_echo_changes_nothing(world: EngineTalk, digit: str) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", digit)
    assert world.reports() == []
    assert "70%" not in world.heard_by("sct")[-1].text


@EVERY
def test_the_draft_of_the_same_task_outlives_a_line_on_it(world: EngineTalk) -> None:
    world.says("sct", "1.1")
    world.says("sct", "Đang triển khai")
    if world.channel.capabilities is not SCARCE:
        world.says("sct", "40")
    world.says("sct", "1.1 60%, 1.2 xong")
    world.says("sct", "Kết quả: đã mở 5 lớp")
    assert "1.1" in str(world.says("sct", "viết tiếp"))


# --- Labels and empty words -----------------------------------------------------------------------


@EVERY
def test_a_status_with_labels_behind_it_is_one_report(world: EngineTalk) -> None:
    world.says("sct", "1.1 xong. Kết quả: đã mở 5 lớp")
    world.says("sct", "đúng")
    assert kept(world) == [("completed", 100, "đã mở 5 lớp", "")]


@EVERY
@pytest.mark.parametrize("empty", ["không", "khong", "không vướng mắc gì", "bỏ qua", "."])
def test_what_says_nothing_is_stored_as_nothing(world: EngineTalk, empty: str) -> None:
    world.says("sct", f"1.1 60%\nKết quả: đã mở 5 lớp\nKhó khăn: {empty}\nKiến nghị: {empty}")
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "đã mở 5 lớp", "")]
    assert world.reports()[0].proposals == ""


@pytest.mark.parametrize("kind", [WIDE, NUMBERED], ids=["wide", "numbers"])
def test_a_label_is_not_stored_where_its_own_question_is_asked(world: EngineTalk) -> None:
    world.says("sct", "1.1")
    world.says("sct", "Đã hoàn thành")
    world.says("sct", "Kết quả: đã mở 5 lớp")
    world.says("sct", "bỏ qua")
    world.says("sct", "bỏ qua")
    world.says("sct", "đúng")
    assert kept(world) == [("completed", 100, "đã mở 5 lớp", "")]


@pytest.mark.parametrize("kind", [WIDE, NUMBERED], ids=["wide", "numbers"])
def test_words_behind_a_share_are_the_result(world: EngineTalk) -> None:
    world.says("sct", "1.1")
    world.says("sct", "Đang triển khai")
    assert "Khó khăn" in world.says("sct", "60, đã mở 12 lớp")[0].text
    world.skips("sct")
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "đã mở 12 lớp", "")]


# --- Which task -----------------------------------------------------------------------------------


@EVERY
def test_a_later_day_may_be_asked_for_behind_the_task(world: EngineTalk) -> None:
    assert "20/11/2026" in world.says("sct", "1.1 xin lùi hạn đến 20/11")[0].text
    [echo] = world.says("sct", "vì chờ phân bổ kinh phí")
    assert "1.1" in echo.text
    assert "1.2" not in echo.text
    assert world.reports() == []


# --- Quotes and yes -------------------------------------------------------------------------------


@EVERY
def test_a_yes_to_a_quoted_receipt_confirms_no_echo(world: EngineTalk) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", "ok", refers_to="another")
    assert world.reports() == []


@EVERY
def test_a_number_behind_a_quote_counts_what_is_quoted(world: EngineTalk) -> None:
    """It once opened the task of that number in a list."""
    world.says("sct", "1.1 60%")
    world.says("sct", "đúng")
    said = world.says("sct", "3", refers_to="another")
    assert "1.4" not in said[0].text
    assert [one[:2] for one in kept(world)] == [("in_progress", 60)]


# --- A draft and a line on the same task ----------------------------------------------------------


@pytest.mark.parametrize("kind", [WIDE, NUMBERED], ids=["wide", "numbers"])
@pytest.mark.parametrize("line", ["1.1 70%", "1.1 70%, 1.2 xong"])
def test_words_of_a_draft_go_with_a_line_on_its_task(world: EngineTalk, line: str) -> None:
    """They were once gone without a word."""
    for typed in ("1.1", "Đang triển khai", "60", "đã mở 12 lớp", "thiếu kinh phí"):
        world.says("sct", typed)
    echo = world.says("sct", line)[0].text
    assert "đã mở 12 lớp" in echo
    assert "thiếu kinh phí" in echo
    world.says("sct", "đúng")
    assert ("in_progress", 70, "đã mở 12 lớp", "thiếu kinh phí") in kept(world)


@EVERY
def test_several_tasks_with_labels_are_no_report_on_one(world: EngineTalk) -> None:
    world.says("sct", "1.1 xong\nKết quả: mở 5 lớp\n1.2 60%\nKết quả: lắp 3 trạm")
    world.says("sct", "đúng")
    assert all("1.2" not in one.result for one in world.reports())
    assert all("lắp 3 trạm" not in one.result or one.percent == 60 for one in world.reports())


@EVERY
@pytest.mark.parametrize(
    "words", ["quay lại", "như năm trước", "gửi luôn đi", "sửa thành 80%", "thôi không báo nữa"]
)
def test_words_that_steer_are_never_stored_as_content(world: EngineTalk, words: str) -> None:
    world.says("sct", "1.1 60%")
    asked = world.says("sct", words)[0].text
    assert words != "quay lại" or "thuộc mục nào" not in asked
    world.says("sct", "đúng")
    for one in world.reports():
        assert words not in (one.result, one.difficulties, one.proposals)


@EVERY
def test_a_status_below_the_echo_is_heard(world: EngineTalk) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", "xong")
    world.says("sct", "đúng")
    assert [one[0] for one in kept(world)] == ["completed"]


@EVERY
def test_what_the_echo_takes_is_taken_where_it_is_corrected(world: EngineTalk) -> None:
    world.says("sct", "1.1 60%")
    world.taps("sct", "Sửa lại")
    world.says("sct", "70%")
    world.says("sct", "đúng")
    assert [one[:2] for one in kept(world)] == [("in_progress", 70)]


@EVERY
def test_a_line_typed_where_dropping_is_asked_about_is_kept(world: EngineTalk) -> None:
    world.says("sct", "1.1 60%")
    world.taps("sct", "Bỏ")
    world.says("sct", "1.2 xong")
    world.says("sct", "đúng")
    assert sorted(one[0] for one in kept(world)) == ["completed", "in_progress"]


@EVERY
def test_a_figure_alone_changes_the_value_at_the_echo(world: EngineTalk) -> None:
    world.says("sct", "CT.13 96,5%")
    world.says("sct", "97%")
    world.says("sct", "đúng")
    assert [one.value for one in world.reports()] == ["97%"]


@EVERY
def test_an_indicator_said_to_be_done_is_asked_for_its_value(world: EngineTalk) -> None:
    assert "CT.13" in world.says("sct", "CT.13 xong")[0].text
    world.says("sct", "đúng")
    assert world.reports() == []


@EVERY
def test_a_draft_is_gone_on_with_where_its_correction_is_asked_for(world: EngineTalk) -> None:
    world.says("sct", "1.1")
    world.says("sct", "Gặp khó khăn, vướng mắc")
    asked = world.says("sct", "sửa 1.1")[0].text
    assert "1.1" in asked
    assert "Khó khăn" in asked


# --- At the report that was stored ----------------------------------------------------------------


@EVERY
def test_words_without_a_label_say_where_they_belong_in_a_correction(world: EngineTalk) -> None:
    """Once they were stored as the first answer that was missing: as difficulties."""
    world.says("sct", "1.1 60%, đã mở 12 lớp")
    world.says("sct", "đúng")
    world.says("sct", "sửa 1.1")
    [asked] = world.says("sct", "đã phối hợp với các huyện tuyên truyền")
    assert "thuộc mục nào?" in asked.text
    world.says("sct", "1")
    world.says("sct", "đúng")
    result = "đã mở 12 lớp\nđã phối hợp với các huyện tuyên truyền"
    assert kept(world)[-1] == ("in_progress", 60, result, "")


@EVERY
def test_a_share_and_what_is_told_behind_it_go_each_to_their_place(world: EngineTalk) -> None:
    world.says("sct", "1.1 đang làm")
    world.confirms("sct")
    world.says("sct", "sửa 1.1")
    world.says("sct", "70% đã lấy mẫu 20 điểm")
    world.says("sct", "đúng")
    assert kept(world)[-1] == ("in_progress", 70, "đã lấy mẫu 20 điểm", "")


# --- Where the status of one task is asked --------------------------------------------------------


@EVERY
@pytest.mark.parametrize(
    "words", ["5 xong", "2-4 xong", "9.4 60%", "-5%", "để em hỏi lại rồi báo sau", "chờ em chút",
              "cho em xin lùi hạn vài hôm", "sử dụng năng lượng hiệu quả", "120%",
              "Không có văn bản", "chưa có số liệu",
              "nhầm, chưa xong",
              "em ko phụ trách mảng này nữa"],
)  # fmt: skip
def test_what_is_meant_for_something_else_is_not_kept_for_the_task(
    world: EngineTalk, words: str
) -> None:
    world.says("sct", "1.1")
    said = world.says("sct", words)
    assert not any("ghi nhận “" in one.text and "1.1:" in one.text for one in said)
    assert world.reports() == []


def test_words_without_a_status_are_kept_until_it_is_chosen() -> None:
    world = EngineTalk(SCARCE)
    world.says("sct", "1.1")
    world.says("sct", "đã ban hành QĐ 123/QĐ-UBND")
    [asked] = world.says("sct", "đã gửi các huyện")
    assert asked.text.startswith("1.1: ghi nhận “đã ban hành QĐ 123/QĐ-UBND đã gửi các huyện”.")
    world.says("sct", "1")
    world.says("sct", "đúng")
    assert kept(world) == [("completed", 100, "đã ban hành QĐ 123/QĐ-UBND đã gửi các huyện", "")]


@EVERY
@pytest.mark.parametrize("words", ["5 xong", "2 đã làm"])
def test_a_line_on_another_task_is_no_value_of_this_indicator(
    world: EngineTalk, words: str
) -> None:
    world.says("sct", "CT.15 xong")
    world.says("sct", "đúng")
    world.says("sct", "sửa CT.15")
    world.says("sct", words)
    world.says("sct", "đúng")
    assert [one.value for one in world.reports()] == [""]


@EVERY
def test_a_value_behind_the_number_of_its_task_is_read(world: EngineTalk) -> None:
    world.says("sct", "CT.13")
    [said, *_] = world.says("sct", "4 94,5%")
    assert "94,5%" in said.text
    assert "Chưa đọc được" not in said.text


# --- Digits that are no choice --------------------------------------------------------------------


def test_a_digit_that_is_no_choice_opens_no_task_of_an_older_list() -> None:
    world = EngineTalk(SCARCE)
    world.says("sct", "ngon ngu")
    [said] = world.says("sct", "3")
    assert "Tiếng Việt" in said.text


def test_a_digest_without_tasks_takes_no_list_its_numbers() -> None:
    shown = {"number": 1, "key": "e7", "is_in_text": True}
    now = at(TODAY, 8)
    digest = Outbox(account_id=1, channel="", created_at=now, send_at=now)
    digest.state = {"dialog": "digest", "step": "", "slots": {}}
    assert not shows_numbers(digest)
    digest.choices = [shown]
    assert shows_numbers(digest)
