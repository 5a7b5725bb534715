"""Last year's words and values beside this year's: marked, compared, and never in the way."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, State, Turn
from bot.dialogs.facts.chat import Facts
from storage.reports.answered.indicators import Reached
from tests.bot.dialogs.tasks.test_unclear_words import FACTS
from tests.support.talks.engine_talk import EngineTalk
from tests.support.worlds.world import WIDE

MARK = "Nội dung này giống nguyên văn báo cáo năm 2025."
RESULT, DIFFICULTIES = "Tổ chức 5 lớp tập huấn cho 210 cán bộ", "Kinh phí cấp chậm"


@pytest.fixture
def talk() -> EngineTalk:
    return EngineTalk(WIDE)


def typed(talk: EngineTalk, result: str, difficulties: str) -> str:
    talk.says("sct", "1.1 60%")
    talk.says("sct", f"Kết quả: {result}\nKhó khăn: {difficulties}")
    return talk.heard_by("sct")[-1].text


def test_words_of_last_year_that_are_typed_anew_are_marked_and_may_be_stored(
    talk: EngineTalk,
) -> None:
    echo = typed(talk, RESULT.upper(), "kinh phi cap cham")
    assert echo.count(MARK) == 1
    talk.taps("sct", "Đúng, ghi nhận")
    assert talk.reports()[0].difficulties == "kinh phi cap cham"


def test_another_figure_in_them_is_not_marked(talk: EngineTalk) -> None:
    assert MARK not in typed(talk, RESULT.replace("5", "7"), DIFFICULTIES)


def test_one_line_is_marked_too(talk: EngineTalk) -> None:
    talk.says("sct", "1.2 vướng, 1.4 xong")
    [echo] = talk.says("sct", "chưa có quy hoạch lưới điện.")
    assert echo.text.count(MARK) == 1
    assert MARK in echo.text.partition("1.4")[0]


@pytest.mark.parametrize("line", ["1.1 như năm trước", "tất cả như năm trước"])
def test_what_is_meant_as_last_year_is_not(talk: EngineTalk, line: str) -> None:
    assert MARK not in talk.says("sct", line)[-1].text


def test_what_is_kept_by_its_choice_is_not(talk: EngineTalk) -> None:
    for answer in ("1.1", "đang triển khai", "60"):
        talk.says("sct", answer)
    talk.taps("sct", "Như năm trước")
    [*_, asked] = talk.taps("sct", "Như năm trước")
    assert "kiến nghị" in asked.text
    [echo] = talk.says("sct", "bo qua")
    assert f"Kết quả: {RESULT}" in echo.text
    assert MARK not in echo.text


def test_as_last_year_to_a_question_of_a_line_is_not(talk: EngineTalk) -> None:
    [asked] = talk.says("sct", "1.2 vướng, 1.4 xong")
    assert "khó khăn" in asked.text
    [echo] = talk.says("sct", "như năm trước")
    assert "Chưa có quy hoạch lưới điện" in echo.text
    assert MARK not in echo.text


# --- Values of the years before -------------------------------------------------------------------

HISTORY = {
    2023: Reached("11%", Decimal(11), "%"),
    2024: Reached("khoảng 12%", Decimal(12), "%"),
    2025: Reached("12,5%", Decimal("12.5"), "%"),
}
KNOWN = replace(FACTS, history=lambda key: HISTORY if key == 4 else {})


def asked_about(number: int, facts: Facts = KNOWN) -> Turn:
    return ENGINE.begin("report", facts, expectation_id=number)


def after(turn: Turn, text: str) -> Turn:
    assert turn.state is not None
    return ENGINE.resume(State.from_json(turn.state.to_json()), Answer(text, None), KNOWN)


def test_an_indicator_is_asked_for_beside_the_values_of_every_year() -> None:
    told = "Giá trị đã báo cáo: 2023: 11%; 2024: khoảng 12%; 2025: 12,5%"
    for facts in (KNOWN, replace(KNOWN, is_scarce=True)):
        assert told in asked_about(4, facts).prompt.text
        assert "Giá trị đã báo cáo" not in asked_about(5, facts).prompt.text


@pytest.mark.parametrize(
    ("text", "now"),
    [("125", "125%"), ("1,2", "1,2%"), ("32 450 ha", "32.450 ha"), ("13 triệu", "13 triệu")],
)
def test_a_jump_or_another_unit_is_asked_back_with_last_years_value(text: str, now: str) -> None:
    asked = after(asked_about(4), text)
    assert f"kiểm tra lại: năm 2025 là 12,5%, năm nay {now}?" in asked.prompt.text
    assert not asked.effects
    again = after(asked, "12,9")
    assert again.state is not None
    assert (again.state.step, again.state.slots["value"]) == ("difficulties", "12,9%")
    kept = after(asked, "đúng")
    assert kept.state is not None
    assert (kept.state.step, kept.state.slots["value"]) == ("difficulties", now)


def test_what_goes_on_from_last_year_is_not_asked_about_however_far_the_target() -> None:
    far = {2025: Reached("0,9%", Decimal("0.9"), "%")}
    facts = replace(KNOWN, history=lambda _: far)
    turn = asked_about(4, facts)
    assert turn.state is not None
    on = ENGINE.resume(turn.state, Answer("1,1", None), facts)
    assert on.state is not None
    assert on.state.step == "difficulties"
