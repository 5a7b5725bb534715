"""A line that is only half clear: words are kept and the status is asked; figures are values."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.dialogs import ENGINE
from bot.dialogs.effects import SubmitReport
from bot.dialogs.engine import Answer, State, Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.lines.parsed_reply import Lines, Words
from bot.dialogs.tasks.lines.reading import is_clear, read_lines
from bot.dialogs.tasks.task_search import find
from bot.language.numbers.spoken import with_digits
from storage.reports.answered.indicators import Reached, Target
from tests.bot.dialogs.tasks.test_bulk_reply import facts_of, owed


def indicator(key: int, code: str, unit: str, target: float) -> Duty:
    targets = (Target(2030, f"≥{target:g}", Decimal(str(target))),)
    return owed(key, code, is_indicator=True, unit=unit, targets=targets)


FACTS = facts_of(
    owed(1, "2.2.3"),
    owed(2, "6.2", title="Tập huấn hội nhập kinh tế quốc tế"),
    owed(3, "6.3", title="Rà soát các nhiệm vụ hoàn thành"),
    indicator(4, "CT.4", "%", 15),
    indicator(5, "CT.9", "%", 20),
    indicator(6, "CT.12", "ha", 500),
    owed(7, "", is_ad_hoc=True, title="Báo cáo mưa lũ"),
    owed(8, "", title=""),
)
TASKS = facts_of(*FACTS.owed[:3])
DECREED = "đã ban hành Kế hoạch số 45/KH-UBND"


def begun(text: str, facts: Facts = FACTS) -> Turn:
    return ENGINE.begin("lines", facts, text=text)


def answered(turn: Turn, text: str, choice: str | None = None, facts: Facts = FACTS) -> Turn:
    assert turn.state is not None
    state = State.from_json(turn.state.to_json())
    return ENGINE.resume(state, Answer(text, choice), facts)


def stored(turn: Turn) -> list[SubmitReport]:
    return [effect for effect in turn.effects if isinstance(effect, SubmitReport)]


# --- The status is asked ----------------------------------------------------------------------


def test_the_words_are_kept_and_only_the_status_is_asked() -> None:
    turn = begun(f"1 {DECREED}")
    assert turn.prompt.text == f"2.2.3 (số 1): ghi nhận “{DECREED}”. Tình trạng?"
    assert len(turn.prompt.choices) == 8
    echo = answered(turn, "", "completed")
    assert f"Đã hoàn thành. Kết quả: {DECREED}" in echo.prompt.text
    [report] = stored(answered(echo, "", "yes"))
    assert (report.status, report.result) == ("completed", DECREED)


@pytest.mark.parametrize(
    ("status", "field"),
    [("blocked", "difficulties"), ("propose_change", "proposals"), ("in_progress", "result")],
)
def test_the_words_stand_in_the_field_of_the_status(status: str, field: str) -> None:
    [report] = stored(answered(answered(begun(f"1 {DECREED}"), "", status), "", "yes"))
    assert getattr(report, field) == DECREED


def test_the_status_may_be_typed_and_bring_its_percentage() -> None:
    echo = answered(begun(f"1 {DECREED}; 3 xong"), "đang làm 60,5%")
    assert "Đang triển khai, 60,5%" in echo.prompt.text
    assert [one.expectation_id for one in stored(answered(echo, "", "yes"))] == [1, 3]


def test_another_line_says_it_anew_and_a_task_is_left_out_by_hand() -> None:
    turn = begun(f"1 {DECREED}; 3 xong")
    assert "Đang triển khai" in answered(turn, "1 đang làm").prompt.text
    assert "2.2.3" not in answered(turn, "bỏ 1").prompt.text
    again = answered(turn, "thôi để xem")
    assert again.state is not None
    assert again.state.step == "status"


def test_several_are_asked_one_after_the_other() -> None:
    turn = begun(f"1 {DECREED}; 6.2 đã tổ chức 3 lớp")
    second = answered(turn, "", "completed")
    assert second.prompt.text.startswith("6.2: ghi nhận “đã tổ chức 3 lớp”")
    assert len(stored(answered(answered(second, "", "ongoing"), "", "yes"))) == 2


def test_a_number_is_told_only_where_it_was_typed_or_printed() -> None:
    assert "- 2.2.3 (số 1) Nhiệm vụ" in begun("1 xong").prompt.text
    assert "- 2.2.3 Nhiệm vụ" in begun("2.2.3 xong").prompt.text
    printed = replace(FACTS, numbers_printed=lambda: {1, 2})
    assert "- 2.2.3 (số 1) Nhiệm vụ" in begun("2.2.3 xong", printed).prompt.text
    assert "- 6.3 Rà soát" in begun("6.3 xong", printed).prompt.text
    assert "ví dụ: 2.2.3 70%. " in answered(begun("2.2.3 xong"), "", "again").prompt.text
    asked = begun("1 xong, 6.2 vướng")
    assert asked.state is not None
    assert asked.state.slots["printed"] == [1]
    assert asked.prompt.text.startswith("6.2: ")


def test_all_done_below_one_task_stays_with_it() -> None:
    """Typed alone it is said of all; below the echo of one it says how far that one is."""
    told = answered(begun("6.2 60%", TASKS), "xong hết rồi ạ", facts=TASKS)
    assert told.state is not None
    assert (told.state.dialog, told.state.slots["expectation_id"]) == ("report", 2)
    assert told.prompt.text.startswith(
        'Hiểu là của riêng nhiệm vụ này. Nếu là tất cả nhiệm vụ, đề nghị nhập "tất cả xong".'
    )
    assert "Đang triển khai → Đã hoàn thành" in told.prompt.text
    of_all = answered(begun("6.2 60%", TASKS), "tất cả xong", facts=TASKS)
    assert "ghi nhận 3 nhiệm vụ" in of_all.prompt.text
    several = answered(begun("6.2 60%, 6.3 xong", TASKS), "xong hết", facts=TASKS)
    assert "ghi nhận 3 nhiệm vụ" in several.prompt.text


def test_what_is_asked_is_not_named_as_not_understood() -> None:
    lines = read_lines(f"1 {DECREED}\nabc", FACTS)
    assert (lines.unsure, lines.unread) == ((Words(1, DECREED),), ("abc",))
    assert Lines.of(lines.to_slots()) == lines
    old = {name: lines.to_slots()[name] for name in ("said", "unread", "strange", "twofold")}
    assert Lines.of(old).unsure == ()


@pytest.mark.parametrize("text", ["hạn nộp là 14/11 hả", "6.2 tới đâu rồi", "1 xong chưa"])
def test_a_question_is_no_content(text: str) -> None:
    lines = read_lines(text, FACTS)
    assert (lines.said, lines.unsure) == ((), ())


# --- A task by its title ----------------------------------------------------------------------


def test_a_task_named_by_its_title_is_echoed() -> None:
    echo = begun("tập huấn hội nhập kinh tế quốc tế xong rồi ạ", TASKS)
    assert "- 6.2 Tập huấn hội nhập kinh tế quốc tế: Đã hoàn thành" in echo.prompt.text
    assert "Đã hoàn thành" in echo.prompt.text


def test_a_slip_in_a_title_is_put_right_and_accents_count() -> None:
    assert [one.code for one in find("tap huan hoi nahp kinh te", TASKS).fits] == ["6.2"]
    assert find("hoãn", TASKS).fits == ()
    assert [one.code for one in find("hoan thanh", TASKS).fits] == ["6.3"]


def test_a_title_that_fits_two_tasks_or_none_says_nothing() -> None:
    two = facts_of(owed(1, "1.1", title="Mở lớp tập huấn"), owed(2, "1.2", title="Dạy tập huấn"))
    assert read_lines("lớp dạy tập huấn xong", two).said == ()
    assert read_lines("trồng rừng ven biển xong", TASKS).said == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1 rà soát đất công xong", None),  # the first half of what is asked
        ("1 rà soát đất công đang làm", "in_progress"),
        ("1.1 Rà soát đất công và lập hồ sơ: xong", "completed"),
        ("rà soát đất công và lập hồ sơ đạt 40%", "in_progress"),
        ("1 lập hồ sơ xong", None),
    ],
)
def test_part_of_a_title_of_two_things_is_not_all_of_it(text: str, status: str | None) -> None:
    facts = facts_of(owed(1, "1.1", title="Rà soát đất công và lập hồ sơ"))
    assert next((one.status for one in read_lines(text, facts).said), None) == status


# --- Figures ----------------------------------------------------------------------------------


def test_a_number_of_an_indicator_is_its_value() -> None:
    lines = read_lines("4 1,6%; 6 450 ha; CT.9 12,5", replace(FACTS))
    assert [(one.expectation_id, one.value, one.percent) for one in lines.said] == [
        (4, "1,6%", None),
        (6, "450 ha", None),
        (5, "12,5%", None),
    ]
    assert is_clear(lines)
    echo = begun("CT.4 đạt 12%")
    assert "- CT.4 Nhiệm vụ CT.4: Giá trị đạt được 12%" in echo.prompt.text
    [report] = stored(answered(echo, "", "yes"))
    assert (report.value, report.percent, report.status) == ("12%", None, "in_progress")


@pytest.mark.parametrize(
    "text",
    ["CT.4 450 ha", "CT.12 3%", "CT.12 9 ha", "CT.4 120%", "CT.4 12% so với năm trước",
     "CT.12 450 hộ"],
)  # fmt: skip
def test_a_value_far_away_or_in_another_unit_is_kept_on_a_yes_only(text: str) -> None:
    lines = read_lines(text, FACTS)
    assert (lines.said, len(lines.doubtful)) == ((), 1)
    asked = begun(text)
    assert "đúng không ạ? (Mục tiêu đến năm 2030: ≥" in asked.prompt.text
    assert answered(asked, "không").state is None
    [report] = stored(answered(answered(asked, "đúng"), "", "yes"))
    assert f"nhập là {report.value}, đúng không ạ?" in asked.prompt.text


def test_of_two_values_of_one_indicator_neither_is_taken_without_a_yes() -> None:
    lines = read_lines("CT.12 ước đạt 450 ha, đến 30/6 đạt 300 ha", FACTS)
    assert lines.said == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("chỉ tiêu 6 đạt 450 ha", "450 ha"),
        ("chỉ tiêu sáu đạt 450 héc ta", "450 héc ta"),
        ("6 (ha): 450", "450 ha"),
        ("CT.12 mới trồng được 450 ha", "450 ha"),
    ],
)
def test_an_indicator_is_called_by_its_number_and_its_unit_by_its_names(
    text: str, value: str
) -> None:
    assert [(one.expectation_id, one.value) for one in read_lines(text, FACTS).said] == [(6, value)]


def test_this_years_target_is_no_indicator_of_the_number_five() -> None:
    assert with_digits("chỉ tiêu năm 2026 đạt 12%") == "chỉ tiêu năm 2026 đạt 12%"
    assert with_digits("chỉ tiêu năm đạt 12%") == "chỉ tiêu 5 đạt 12%"


def test_a_value_ten_times_last_years_is_asked_back_with_both() -> None:
    facts = replace(
        FACTS,
        history=lambda key: {2025: Reached("12,5%", Decimal("12.5"), "%")} if key == 4 else {},
    )
    asked = begun("CT.9 15%, CT.4 125%, 1 xong", facts)
    assert asked.prompt.text == (
        "CT.4: Đề nghị anh/chị kiểm tra lại: năm 2025 là 12,5%, năm nay 125%? "
        "(Mục tiêu đến năm 2030: ≥15%)\nNếu chưa đúng, đề nghị nhập lại giá trị."
    )
    assert not stored(asked)
    again = answered(asked, "1,25", facts=facts)
    assert "năm nay 1,25%?" in again.prompt.text
    echo = answered(asked, "12,9", facts=facts)
    assert "CT.4 Nhiệm vụ CT.4: Giá trị đạt được 12,9%" in echo.prompt.text
    values = [one.value for one in stored(answered(echo, "", "yes", facts=facts))]
    assert values == ["", "12,9%", "15%"]


def test_what_is_typed_on_another_value_leaves_the_first_to_be_asked_again() -> None:
    asked = begun("CT.4 450%, CT.9 300%")
    assert asked.prompt.text.count("đúng không ạ?") == 2
    one_left = answered(asked, "CT.9 22%")
    assert one_left.prompt.text.count("đúng không ạ?") == 1
    reports = stored(answered(answered(one_left, "", "no"), "", "yes"))
    assert [(one.expectation_id, one.value) for one in reports] == [(5, "22%")]


def test_a_point_in_a_value_is_asked_about_and_never_taken_for_a_comma() -> None:
    asked = begun("CT.4 12.5")
    assert asked.prompt.text.startswith("CT.4: Giá trị anh/chị nhập là 12,5%, đúng không ạ?")
    assert read_lines("CT.4 12.5", FACTS).said == ()
    echo = answered(asked, "đúng")
    [report] = stored(answered(echo, "", "yes"))
    assert report.value == "12,5%"
    beside = begun("CT.4 12.5, 1 xong")
    assert beside.prompt.text == asked.prompt.text


@pytest.mark.parametrize("words", ["chưa có số liệu", "hiện chưa có số liệu chính thức"])
def test_that_there_is_no_figure_yet_is_kept_with_the_status(words: str) -> None:
    asked = begun(f"CT.4 {words}")
    assert asked.prompt.text == f"CT.4: ghi nhận “{words}”. Tình trạng?"
    [report] = stored(answered(answered(asked, "", "not_started"), "", "yes"))
    assert (report.value, report.status, report.difficulties) == ("", "not_started", words)


def test_a_day_behind_a_status_leaves_the_other_tasks_clear() -> None:
    """ "1 xong ngày 3/5" may be a promise: its words are kept, and its status is asked."""
    asked = begun("1 xong ngày 3/5, 2 đang làm")
    assert asked.prompt.text == "2.2.3 (số 1): ghi nhận “xong ngày 3/5”. Tình trạng?"
    first, second = stored(answered(answered(asked, "", "completed"), "", "yes"))
    assert (first.result, second.status) == ("xong ngày 3/5", "in_progress")


def test_a_share_of_the_work_on_an_indicator_is_not_stored() -> None:
    lines = read_lines("CT.4 đang làm 60%; 1 xong", FACTS)
    assert [one.expectation_id for one in lines.said] == [1]
    assert lines.unread == ("CT.4 đang làm 60%",)


def test_all_done_answers_no_figure_no_request_and_no_general_report() -> None:
    turn = begun("CT.4 12%, tất cả xong")
    assert "Còn thiếu số liệu: CT.9, CT.12." in turn.prompt.text
    assert "Cần báo cáo riêng từng nội dung: Báo cáo mưa lũ, Báo cáo chung." in turn.prompt.text
    assert [one.expectation_id for one in stored(answered(turn, "", "yes"))] == [1, 2, 3, 4]


def test_where_only_figures_are_owed_all_done_stores_nothing() -> None:
    figures = facts_of(*FACTS.owed[3:6])
    told = begun("còn lại đang làm", figures)
    assert told.state is None
    assert "Còn thiếu số liệu: CT.4, CT.9, CT.12." in told.prompt.text


def test_a_state_is_no_value_of_an_indicator_without_a_unit() -> None:
    bare = facts_of(owed(1, "CT.15", is_indicator=True), owed(2, "1.1"))
    assert [one.value for one in read_lines("CT.15 2 lần", bare).said] == ["2 lần"]
    assert read_lines("CT.15 2 xong", bare).said == ()


@pytest.mark.parametrize("text", ["không có", "3", "ok", "60%?", "mai em gửi", "nhầm rồi", "..."])
def test_what_is_no_difficulty_is_not_stored_as_one(text: str) -> None:
    again = answered(begun("1 vướng"), text)
    assert again.state is not None
    assert again.state.step == "difficulties"


@pytest.mark.parametrize("text", ["xong rồi", "nhầm, 1 xong"])
def test_a_state_in_place_of_a_difficulty_is_taken_as_one(text: str) -> None:
    [report] = stored(answered(answered(begun("1 vướng"), text), "", "yes"))
    assert (report.status, report.difficulties) == ("completed", "")


def test_what_was_not_read_is_still_said_behind_a_question_on_a_value() -> None:
    turn = begun("CT.4 955; CT.9 da thuc hien 1 lan")
    assert "955" in turn.prompt.text
    echo = answered(turn, "", "yes")
    assert 'chưa ghi nhận: "CT.9 da thuc hien 1 lan"' in echo.prompt.text
