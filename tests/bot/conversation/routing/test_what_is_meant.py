"""What is typed goes where it was meant: talks that once stored what nobody meant."""

from datetime import date

import pytest

from bot.channels.contract import Capabilities, OutcomeUnknown, SendError
from storage.database import Database
from storage.messages.inbox import Incoming
from storage.models import InboundKind
from tests.support.talks.engine_talk import EngineTalk
from tests.support.worlds.kinds import EVERY, NUMBERED, reminded
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import WIDE


@pytest.fixture
def world(in_memory: Database, kind: Capabilities) -> ReportingWorld:
    return reminded(in_memory, kind)


@pytest.fixture
def talk(kind: Capabilities) -> EngineTalk:
    return EngineTalk(kind)


def kept(world: ReportingWorld | EngineTalk) -> list[tuple[str, float | None, str]]:
    return [(one.status, one.percent, one.result) for one in world.reports()]


@EVERY
def test_a_digit_answers_the_question_shown_last(talk: EngineTalk) -> None:
    """`9.2`, `1`, `6.1`, `2`, `60%` once stored 60 % for 9.2."""
    talk.says("sct", "1.2")
    talk.says("sct", "1")
    talk.says("sct", "1.1")
    talk.says("sct", "2")
    said = talk.says("sct", "60%")
    assert "1.1" in said[0].text
    assert "1.2" not in said[0].text.split("Đang nhập dở")[0]
    assert talk.reports() == []


@EVERY
def test_an_older_draft_keeps_quiet_behind_a_reminder(world: ReportingWorld) -> None:
    world.says("sct", "1.2")
    world.says("sct", "1")
    world.clock.jump_to(date(2026, 10, 30))
    [reminder] = world.ticks()
    labels = {str(one.number): one.label for one in reminder.choices}
    assert labels["4"] == "Báo cáo ngay"
    [list_] = world.says("sct", "4")
    assert "chưa báo cáo" in list_.text
    assert world.reports() == []


@EVERY
def test_a_draft_listens_on_its_own_day_only(world: ReportingWorld) -> None:
    world.says("sct", "1.2")
    world.says("sct", "2")
    world.clock.jump_to(date(2026, 10, 16), 9)
    [asked] = world.says("sct", "60%")
    assert "đang nhập dở từ ngày 15/10/2026" in asked.text
    assert world.reports() == []


@EVERY
@pytest.mark.parametrize(
    "said",
    [
        *("sai rồi, chưa xong", "nhầm rồi", "không phải", "khoan đã", "bấm nhầm rồi", "chờ chút"),
        *("em chưa có số liệu, mai em gửi", "ok em", "hạn nộp là ngày nào?", "vâng ạ", "đã nhận"),
        *("hẹn 20/10", "sua 1.4", "1.4", "cảm ơn", "👍", "10.3", "xin lùi hạn"),
    ],
)
def test_what_is_no_result_is_not_stored_as_one(talk: EngineTalk, said: str) -> None:
    talk.says("sct", "1.2")
    talk.says("sct", "1")  # completed; the result is asked for, or may be sent along
    talk.says("sct", said)
    stored = kept(talk)
    assert stored in ([], [("completed", 100, "")])  # "ok" may be the yes to a bare echo
    assert all(said not in result for _, _, result in stored)


@EVERY
def test_what_is_to_be_corrected_on_another_task_opens_that_one(talk: EngineTalk) -> None:
    """It was never reported: it is to be reported now, and is no result of the first."""
    talk.says("sct", "1.2")
    talk.says("sct", "1")
    [opened] = talk.says("sct", "sua 1.4")
    assert "1.4 Sử dụng năng lượng hiệu quả\nTình trạng" in opened.text
    assert talk.reports() == []


@pytest.mark.parametrize("kind", [NUMBERED], ids=["numbers"])
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("70-80", 'Chưa đọc được "70-80"'),
        ("2/3", 'Chưa đọc được "2/3"'),
        ("sáu mươi", "1.2: Kết quả đạt được đến nay?"),
        ("gần xong", "Đã bổ sung vào mục: Kết quả."),
        ("đã mở 5 lớp", "Đã bổ sung vào mục: Kết quả."),
    ],
)
def test_at_the_share_it_is_read_asked_or_kept_as_the_result(
    talk: EngineTalk, said: str, told: str
) -> None:
    talk.says("sct", "1.2")
    talk.says("sct", "2")
    [answer] = talk.says("sct", said)
    assert answer.text.startswith(told)
    assert talk.reports() == []


@pytest.mark.parametrize("kind", [NUMBERED], ids=["numbers"])
@pytest.mark.parametrize("said", ["english", "tiếng anh", "tieng viet", "ngon ngu"])
def test_the_languages_are_found_by_their_names(talk: EngineTalk, said: str) -> None:
    assert "Which language?" in talk.says("sct", said)[0].text


@EVERY
def test_a_line_on_another_task_is_no_answer_to_this_one(talk: EngineTalk) -> None:
    talk.says("sct", "1.2")
    talk.says("sct", "1")
    [echo] = talk.says("sct", "1.4 xong")
    assert "1.4" in echo.text
    assert "1.4 xong" not in echo.text
    talk.says("sct", "đúng")
    assert kept(talk) == [("completed", 100, "")]


@EVERY
def test_a_filled_reply_is_not_dropped_by_one_digit(talk: EngineTalk) -> None:
    talk.says("sct", "nhiem vu")
    talk.says("sct", "1 xong, 2 60%")
    [sure] = talk.says("sct", "3")
    assert "Bỏ nội dung đã nhập về 1.1, 1.2?" in sure.text
    talk.says("sct", "không")
    talk.says("sct", "đúng")
    assert [one[:2] for one in kept(talk)] == [("completed", 100), ("in_progress", 60)]


@EVERY
def test_a_newer_question_gets_the_digit(talk: EngineTalk) -> None:
    talk.says("sct", "1.2")
    talk.says("sct", "1")
    talk.says("sct", "ngon ngu")
    talk.says("sct", "4")
    assert talk.reports() == []
    talk.says("sct", "viết tiếp")
    assert "du lieu" not in "".join(result for _, _, result in kept(talk))


@EVERY
@pytest.mark.parametrize("word", ["đúng", "ok", "Đúng, ghi nhận"])
def test_a_yes_to_yesterdays_echo_is_told_what_is_only_kept(
    world: ReportingWorld, word: str
) -> None:
    """It was answered by mere thanks, as if it were stored."""
    world.says("sct", "1.1 xong, 1.2 60%")
    world.clock.jump_to(date(2026, 10, 16))
    [said] = world.says("sct", word)
    assert said.text.startswith("Xin cảm ơn. Đang nhập dở, vẫn được giữ")
    assert 'Nhập "viết tiếp"' in said.text
    assert world.reports() == []
    world.says("sct", "viết tiếp")
    world.says("sct", "đúng")
    assert [one[:2] for one in kept(world)] == [("completed", 100), ("in_progress", 60)]


@EVERY
def test_a_day_is_a_promise_and_no_difficulty(world: ReportingWorld) -> None:
    world.links("snv")
    world.says("snv", "bao cao chung")
    world.says("snv", "hen ngay")
    world.says("snv", "6")
    assert world.reports() == []


@EVERY
def test_what_is_stored_was_echoed_and_takes_a_yes(talk: EngineTalk) -> None:
    [echo] = talk.says("sct", "1.1 xong, đã mở 12 lớp")
    assert "Tuyên truyền tiết kiệm năng lượng" in echo.text
    assert "đã mở 12 lớp" in echo.text
    assert talk.reports() == []
    [receipt] = talk.says("sct", "vâng")
    assert kept(talk) == [("completed", 100, "đã mở 12 lớp")]
    assert "\n" not in receipt.text


@EVERY
def test_one_line_its_echo_a_yes_and_a_short_line_back(world: ReportingWorld) -> None:
    before = len(world.channel.sent)
    world.says("sct", "1.1 60%, đã mở 12 lớp")
    world.says("sct", "ok")
    assert len(world.channel.sent) - before == 2
    assert len(world.channel.sent[-1].text) < 250


@EVERY
def test_a_later_line_changes_what_it_names_and_keeps_the_rest(talk: EngineTalk) -> None:
    talk.says("sct", "1.1 60%, đã mở 12 lớp")
    talk.says("sct", "ok")
    [echo] = talk.says("sct", "1.1 70,5%")
    assert "60% → " in echo.text
    assert "70,5%" in echo.text
    assert "Giữ nguyên" in echo.text
    talk.says("sct", "ok")
    assert kept(talk)[-1] == ("in_progress", 70.5, "đã mở 12 lớp")


@EVERY
def test_one_field_is_changed_without_walking_all_questions(talk: EngineTalk) -> None:
    talk.says("sct", "1.1 60%, đã mở 12 lớp")
    talk.says("sct", "ok")
    talk.says("sct", "sua 1.1")
    [echo] = talk.says("sct", "Khó khăn: chậm giải ngân")
    assert "chậm giải ngân" in echo.text
    talk.says("sct", "đúng")
    last = talk.reports()[-1]
    assert (last.percent, last.result, last.difficulties) == (
        60,
        "đã mở 12 lớp",
        "chậm giải ngân",
    )


@EVERY
def test_a_bulk_word_never_answers_for_an_indicator(talk: EngineTalk) -> None:
    [echo] = talk.says("sct", "còn lại đang làm")
    assert "Còn thiếu số liệu: CT.13, CT.15, CT.20" in echo.text
    talk.says("sct", "ok")
    assert len(talk.reports()) == 3


@EVERY
@pytest.mark.parametrize(
    ("said", "value"), [("CT.13 95,5%", "95,5%"), ("CT.20 1.200", "1.200 triệu đồng")]
)
def test_a_number_is_the_value_of_an_indicator(talk: EngineTalk, said: str, value: str) -> None:
    talk.says("sct", said)
    talk.says("sct", "ok")
    [report] = talk.reports()
    assert (report.value, report.percent) == (value, None)


@EVERY
def test_a_button_answers_after_a_message_that_was_refused_for_good(world: ReportingWorld) -> None:
    world.says("sct", "1.1")
    shown = world.heard_by("sct")[-1].choices[0].data
    world.channel.outcomes = [SendError("too long", permanent=True)]
    world.taps_data("sct", shown)
    assert world.taps_data("sct", shown)


@EVERY
def test_an_echo_whose_sending_timed_out_was_not_seen(world: ReportingWorld) -> None:
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    world.says("sct", "1.1 60%, đã mở 12 lớp")
    [again] = world.says("sct", "đúng")
    assert "đã mở 12 lớp" in again.text
    assert world.reports() == []
    world.says("sct", "đúng")
    assert len(world.reports()) == 1


@EVERY
@pytest.mark.parametrize("typed", ["đúng", "1"])
def test_what_is_typed_to_an_echo_perhaps_not_shown_has_it_asked_again(
    world: ReportingWorld, typed: str
) -> None:
    """A tap proves that its message arrived; a yes or a digit may be meant for the one before."""
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    world.says("sct", "1.1 60%, đã mở 12 lớp")
    [again] = world.says("sct", typed)
    assert again.text.startswith("Chưa chắc câu hỏi này đã đến được với anh/chị")
    assert "đã mở 12 lớp" in again.text
    assert world.reports() == []
    world.says("sct", "đúng")
    assert len(world.reports()) == 1


def test_words_to_a_question_perhaps_not_shown_are_kept_but_no_repetition(
    in_memory: Database,
) -> None:
    world = reminded(in_memory, NUMBERED)
    world.says("sct", "1.1")
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    world.says("sct", "2")
    [asked] = world.says("sct", "60")  # perhaps a second answer to the question before
    assert asked.text.startswith("Chưa chắc câu hỏi này đã đến được")
    world.says("sct", "60")
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    world.says("sct", "đã mở 12 lớp")
    [asked] = world.says("sct", "đã mở 12 lớp")
    assert asked.text.startswith("Chưa chắc câu hỏi này đã đến được")
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    world.says("sct", "chưa giải quyết")
    [named] = world.says("sct", "đề nghị cấp kinh phí")
    assert named.text.startswith("Trả lời cho nhiệm vụ 1.1:")
    while world.heard_by("sct")[-1].choices and not world.reports():
        world.taps("sct", world.heard_by("sct")[-1].choices[0].label)
    assert "đề nghị cấp kinh phí" in [one.difficulties for one in world.reports()]


def test_an_old_button_is_named_and_echoed_once_more(in_memory: Database) -> None:
    world = reminded(in_memory, WIDE)
    world.says("sct", "1.2")
    old = world.heard_by("sct")[-1].choices[0].data
    world.says("sct", "1.1")
    [named] = world.taps_data("sct", old)
    assert named.text.startswith("Trả lời cho nhiệm vụ 1.2:")


def test_an_old_yes_stores_nothing_before_it_is_seen_again(in_memory: Database) -> None:
    world = reminded(in_memory, WIDE)
    world.says("sct", "1.2 xong")
    old = world.heard_by("sct")[-1].choices[0].data
    world.says("sct", "nhiem vu")
    [again] = world.taps_data("sct", old)
    assert "Đề nghị kiểm tra" in again.text
    assert world.reports() == []
    world.taps("sct", "Đúng")
    assert len(world.reports()) == 1


def test_a_quoted_question_is_answered_by_name(in_memory: Database) -> None:
    world = reminded(in_memory, WIDE)
    world.says("sct", "1.2")
    asked = str(len(world.channel.sent))
    world.says("sct", "1.1")
    [next_] = world._hears(Incoming("fake", "q1", "sct", "đang làm 40%", refers_to=asked))
    assert next_.text.startswith("Trả lời cho nhiệm vụ 1.2:")
    assert "40%" in next_.text


def edited(ref: str, text: str, key: str) -> Incoming:
    return Incoming(
        "fake", key, "sct", text, kind=InboundKind.EDITED, message_ref=ref, refers_to=ref
    )


def test_an_edited_line_is_echoed_anew_while_it_waits(in_memory: Database) -> None:
    world = reminded(in_memory, WIDE)
    world._hears(Incoming("fake", "x1", "sct", "1.2 xong", message_ref="77"))
    [echo] = world._hears(edited("77", "1.2 60%", "x2"))
    assert "60%" in echo.text
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "")]
    [told] = world._hears(edited("77", "1.2 70%", "x3"))
    assert "không làm thay đổi" in told.text
    assert len(world.reports()) == 1


def test_an_edited_correction_keeps_what_earlier_lines_said(in_memory: Database) -> None:
    """It once was all that was left of the echo, and the other task was not stored."""
    world = reminded(in_memory, WIDE)
    world.says("sct", "1.1 xong, 1.2 60%")
    world.taps("sct", "Sửa lại")
    world._hears(Incoming("fake", "x1", "sct", "1.2 65%", message_ref="77"))
    [echo] = world._hears(edited("77", "1.2 75%", "x2"))
    assert "1.1" in echo.text
    assert "75%" in echo.text
    world.says("sct", "đúng")
    assert {one[:2] for one in kept(world)} == {("completed", 100), ("in_progress", 75)}


def test_thanks_behind_a_quote_are_no_answer_to_it(in_memory: Database) -> None:
    world = reminded(in_memory, WIDE)
    world.says("sct", "1.2")
    world.says("sct", "đang làm 40%")
    asked = str(len(world.channel.sent))
    [told] = world._hears(Incoming("fake", "q1", "sct", "cảm ơn em", refers_to=asked))
    assert told.text.startswith("Xin cảm ơn")
    assert "Kết quả đạt được" in told.text


@pytest.mark.parametrize("typed", ["1", "đúng"])
def test_a_number_counts_the_buttons_where_none_can_be_the_answer(
    in_memory: Database, typed: str
) -> None:
    """A day, a name: "1" once was "not read as a day" beside the buttons that it counts."""
    world = reminded(in_memory, WIDE)
    world.says("sct", "hẹn thứ 6 tuần sau")
    assert "Đã ghi nhận đơn vị sẽ báo cáo" in world.says("sct", typed)[0].text
