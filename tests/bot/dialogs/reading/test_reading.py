"""What was answered, read in the chat: short first, in pages, whole where it is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer as Said
from bot.dialogs.engine import State, Turn
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import KnownAgency, PlanningFacts
from bot.documents.contents import answer_wording as wording
from locales import translator
from storage.models import Report, Review
from storage.reports.answered.reader import Answer
from tests.support.worlds.answers.by_hand import SAID_AT, after, answer, indicator, reading_of
from tests.support.worlds.planners import PLAN, planner_facts

LONG = "Đã tổ chức 12 lớp tập huấn cho 600 cán bộ, công chức;\n hoàn thành 3/5 dự án thí điểm. " * 4
TRADE = KnownAgency(7, "Sở Công Thương", ("SCT",), "Sở Công Thương")
PLANNING = KnownAgency(8, "Sở Kế hoạch và Đầu tư", ("Sở KH&ĐT",), "Sở Tài chính")
FINANCE = KnownAgency(8, "Sở Tài chính", (), "Sở Tài chính")
AGENCIES = (TRADE, PLANNING, FINANCE, KnownAgency(9, "Sở Y tế", (), "Sở Y tế"))


def facts_of(answers: Sequence[Answer], **changed: Any) -> Facts:
    reading = reading_of(answers, AGENCIES)
    return replace(
        planner_facts(PlanningFacts(plans=(PLAN,))), reading_now=lambda: reading, **changed
    )


def chooses(turn: Turn, choice: str, facts: Facts) -> Turn:
    assert turn.state is not None
    assert choice in {one.key for one in turn.prompt.choices}
    return ENGINE.resume(State.from_json(turn.state.to_json()), Said("", choice), facts)


def shown(turn: Turn) -> str:
    """As on a channel that prints the choices."""
    lines = [one.line or one.label for one in turn.prompt.choices]
    return "\n".join((turn.prompt.text, *lines))


def whole_answer() -> Answer:
    one = answer(1, "9.4", status="in_progress", percent=60.5, result=LONG, difficulties=LONG)
    assert one.report is not None
    one.report.proposals, one.report.document_number = LONG, "123/BC-SCT"
    review = Review(report_id=1, accepted=False, reason="Thiếu số liệu", reviewed_at=SAID_AT)
    counts = one.counts_as | {"returned", "to_complete"}
    one = replace(one, review=review, counts_as=counts, files=2, reporter="Nguyễn Văn Mẫu An")
    return after(one, answer(2, "9.4", year=2025, status="blocked", difficulties=LONG))


# --- One task -------------------------------------------------------------------------------------


def test_one_answer_tells_all_that_is_known_of_it_in_ten_short_lines() -> None:
    text = ENGINE.begin("read_task", facts_of([whole_answer()]), code="9.4").prompt.text
    for words in (
        *("9.4 Triển khai", "Sở Công Thương, báo cáo năm 2026: Đang triển khai, 60,5%"),
        *("Kết quả: Đã tổ chức", "Khó khăn, vướng mắc: Đã tổ chức", "Đề xuất, kiến nghị: Đã"),
        *("Văn bản: 123/BC-SCT", "Tiếp nhận: 09:30 10/11/2026 (đúng hạn)"),
        *("Trả lại: Thiếu số liệu", "2 tệp kèm theo", "người gửi: Nguyễn Văn Mẫu An"),
        "Năm trước: Gặp khó khăn, vướng mắc. Đã tổ chức",
    ):
        assert words in text
    assert text.count("\n") < 10
    assert len(text) < 900  # whoever has written a page in every field; the usual is below
    assert LONG.strip() not in text


def test_the_usual_answer_is_read_on_a_phone_at_once() -> None:
    one = answer(1, "9.4", status="in_progress", percent=60, result="Đã mở 12 lớp tập huấn")
    one = after(one, answer(2, "9.4", year=2025, status="in_progress", percent=40, result="5 lớp"))
    turn = ENGINE.begin("read_task", facts_of([one]), code="9.4")
    assert len(shown(turn)) < 400
    assert "whole" not in {choice.key for choice in turn.prompt.choices}


def test_all_of_it_and_the_year_before_are_one_choice_away() -> None:
    one = whole_answer()
    facts = facts_of([one, answer(2, "9.4", year=2025, status="blocked", difficulties=LONG)])
    turn = ENGINE.begin("read_task", facts, code="9.4")
    assert LONG in chooses(turn, "whole", facts).prompt.text
    before = chooses(turn, "earlier", facts)
    assert "báo cáo năm 2025: Gặp khó khăn" in before.prompt.text
    assert chooses(before, "back", facts).prompt == turn.prompt


def test_what_nobody_answered_tells_the_day_and_what_was_said_before() -> None:
    one = after(answer(1, "9.4"), answer(2, "9.4", year=2025, status="completed"))
    text = ENGINE.begin("read_task", facts_of([one]), code="9.4").prompt.text
    assert "chưa báo cáo, hạn 14/11/2026" in text
    assert "Năm trước: Đã hoàn thành" in text


def test_what_was_finished_earlier_or_said_for_its_own_day_is_told_so() -> None:
    said = Report(id=9, expectation_id=99, status="completed", result="Xong", submitted_at=SAID_AT)
    over = replace(answer(1, "9.4"), elsewhere=said, is_carried_over=True)
    text = ENGINE.begin("read_task", facts_of([over]), code="9.4").prompt.text
    assert "hoàn thành từ ngày 10/11/2026" in text
    own_day = replace(answer(1, "9.4", status="completed"), report=said, first=said)
    text = ENGINE.begin("read_task", facts_of([own_day]), code="9.4").prompt.text
    assert "trả lời theo hạn riêng của nhiệm vụ" in text


def test_an_indicator_has_its_value_with_the_target() -> None:
    facts = facts_of([indicator(1, "CT.13", "94,2%")])
    text = ENGINE.begin("read_task", facts, code="CT.13").prompt.text
    assert "Giá trị đạt được: 94,2% (mục tiêu năm 2030: 98,5 %)" in text


def test_an_item_with_children_tells_of_each_of_them() -> None:
    facts = facts_of([answer(1, "9.4.a", status="completed"), answer(2, "9.4.b"), answer(3, "9.5")])
    turn = ENGINE.begin("read_task", facts, code="9.4")
    assert "đã báo cáo 1/2" in turn.prompt.text
    assert [choice.label for choice in turn.prompt.choices] == ["9.4.a", "9.4.b"]
    assert "9.4.b" in chooses(turn, "e2", facts).prompt.text


def test_of_several_agencies_those_first_that_have_said_nothing() -> None:
    one, other = answer(1, "9.4", status="completed"), answer(2, "9.4", "Sở Y tế")
    turn = ENGINE.begin("read_task", facts_of([one, other]), code="9.4")
    assert [choice.line for choice in turn.prompt.choices] == [
        "Sở Y tế: chưa báo cáo",
        "Sở Công Thương: Đã hoàn thành",
    ]
    labels = [choice.label for choice in turn.prompt.choices]
    assert labels == ["9.4 Sở Y tế", "9.4 Sở Công Thương"]


def test_a_year_is_looked_at_where_it_is_named() -> None:
    facts = facts_of([answer(1, "9.4"), answer(2, "9.4", year=2025, status="blocked")])
    text = ENGINE.begin("read_task", facts, code="9.4", year=2025).prompt.text
    assert "báo cáo năm 2025: Gặp khó khăn, vướng mắc" in text
    text = ENGINE.begin("read_task", facts, code="9.4", year=2024).prompt.text
    assert "năm 2024 không yêu cầu báo cáo" in text


def test_a_code_of_no_plan_names_the_nearest() -> None:
    facts = facts_of([answer(1, "9.4")])
    reading = replace(facts.reading, codes_near=lambda _plan, _code: ("9.4", "9.3"))
    facts = replace(facts, reading_now=lambda: reading)
    turn = ENGINE.begin("read_task", facts, code="9.44")
    assert turn.prompt.text == "Kế hoạch không có mục 9.44. Gần nhất: 9.4, 9.3"


# --- Many answers ---------------------------------------------------------------------------------


def many(count: int, **said: Any) -> list[Answer]:
    return [
        answer(n, f"9.{n}", status="in_progress", percent=60, **said) for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("dialog", "slots"),
    [
        ("read_task", {"code": "9"}),
        ("read_agency", {"typed": "so cong thuong"}),
        ("difficulties", {}),
        ("proposals", {}),
    ],
)
def test_a_province_is_never_told_in_one_message(dialog: str, slots: dict[str, Any]) -> None:
    facts = facts_of(many(40, difficulties=LONG, proposals=LONG))
    turn, seen = ENGINE.begin(dialog, facts, **slots), set[str]()
    for _ in range(7):
        assert shown(turn).count("\n") < 10
        assert len(shown(turn)) <= 700
        seen |= {choice.label for choice in turn.prompt.choices}
        turn = chooses(turn, "more", facts)
    assert {f"9.{n}" for n in range(1, 41)} <= seen


def test_an_agency_tells_its_figures_and_what_is_missing_first() -> None:
    late = replace(answer(2, "9.2"), counts_as=frozenset({"expected", "missing"}))
    in_time = replace(answer(4, "9.0"), counts_as=frozenset({"expected", "pending"}))
    answers = [in_time, answer(1, "9.1", status="completed"), late, answer(3, "9.3", "Sở Y tế")]
    turn = ENGINE.begin("read_agency", facts_of(answers), typed="SCT")
    assert turn.prompt.text == "Sở Công Thương, báo cáo năm 2026: đã báo cáo 1/3, 1 quá hạn."
    assert [choice.key for choice in turn.prompt.choices] == ["e2", "e1", "e4"]


@pytest.mark.parametrize("typed", ["Sở KH&ĐT", "so tai chinh", "Sở Kế hoạch và Đầu tư"])
def test_an_agency_is_found_by_the_name_it_had(typed: str) -> None:
    facts = facts_of([answer(1, "9.1", "Sở Tài chính", status="completed")])
    turn = ENGINE.begin("read_agency", facts, typed=typed)
    assert turn.prompt.text.startswith("Sở Tài chính, báo cáo năm 2026: đã báo cáo 1/1")


def test_a_name_in_doubt_is_asked_for_with_the_nearest() -> None:
    facts = facts_of([answer(1, "9.1", "Sở Y tế", status="completed")])
    turn = ENGINE.begin("read_agency", facts, typed="sở y")
    assert turn.prompt.text == "“sở y” là cơ quan nào?"
    assert [choice.label for choice in turn.prompt.choices] == ["Sở Y tế"]
    assert "đã báo cáo 1/1" in chooses(turn, "a9", facts).prompt.text
    unknown = ENGINE.begin("read_agency", facts, typed="sở hỏa tinh")
    assert unknown.prompt.text == "Kế hoạch không có cơ quan nào tên “sở hỏa tinh”."


def test_difficulties_are_gathered_from_all_or_from_one() -> None:
    one = answer(1, "9.1", status="blocked", difficulties="Chưa có mặt bằng")
    other = answer(2, "9.2", "Sở Y tế", status="blocked", difficulties="Thiếu vốn")
    facts = facts_of([one, other, answer(3, "9.3", status="completed")])
    turn = ENGINE.begin("difficulties", facts)
    assert "2 nội dung của 2 cơ quan" in turn.prompt.text
    *gathered, together = turn.prompt.choices
    assert [choice.line for choice in gathered] == [
        "9.1 (Sở Công Thương): Chưa có mặt bằng",
        "9.2 (Sở Y tế): Thiếu vốn",
    ]
    assert together.key == "obstacles"
    assert "Chưa có mặt bằng" in chooses(turn, "e1", facts).prompt.text
    theirs = ENGINE.begin("difficulties", facts, typed="Sở Y tế")
    assert [choice.key for choice in theirs.prompt.choices] == ["e2", "obstacles"]


def test_where_there_is_nothing_one_line_says_so() -> None:
    facts = facts_of([answer(1, "9.1", status="completed")])
    for dialog in ("difficulties", "proposals", "indicators", "compared"):
        turn = ENGINE.begin(dialog, facts)
        assert turn.state is None
        assert "\n" not in turn.prompt.text


# --- Beside the last round ------------------------------------------------------------------------


def test_two_rounds_stand_side_by_side_with_what_went_back_and_on() -> None:
    statuses = (("completed", "blocked"), ("in_progress", "completed"), ("ongoing", "in_progress"))
    answers = []
    for number, (was, now) in enumerate(statuses, 1):
        answers.append(answer(number, f"9.{number}", status=now))
        answers.append(answer(10 + number, f"9.{number}", year=2025, status=was))
    facts = facts_of([*answers, answer(4, "9.4")])
    turn = ENGINE.begin("compared", facts)
    assert "Phải báo cáo: 4 (3); Đã nhận: 3 (3)" in turn.prompt.text
    assert "Đã hoàn thành: 1 (1)" in turn.prompt.text
    assert "lùi lại so với trước: 1; tiến triển: 1" in turn.prompt.text
    assert turn.prompt.choices[0].line == (
        "9.1 (Sở Công Thương): Đã hoàn thành → Gặp khó khăn, vướng mắc"
    )
    on = chooses(turn, "other", facts)
    assert on.prompt.choices[0].line == ("9.2 (Sở Công Thương): Đang triển khai → Đã hoàn thành")
    assert chooses(on, "other", facts).prompt == turn.prompt


# --- Who is furthest behind -----------------------------------------------------------------------


def test_nobody_reads_who_is_behind_but_who_plans_or_leads() -> None:
    facts = replace(facts_of([answer(1, "9.1")]), planning_now=PlanningFacts)
    assert ENGINE.begin("behind", facts).prompt.text == "Nội dung này dành cho cơ quan tổng hợp."
    leads = replace(facts, planning_now=lambda: PlanningFacts(led=(PLAN,)))
    assert "Chưa có báo cáo nào quá hạn." in ENGINE.begin("behind", leads).prompt.text


def test_an_office_chosen_later_is_not_what_the_printed_one_has_become() -> None:
    one = replace(answer(1, "9.1"), printed="Sở Công Thương", now_called="Ban Mẫu")
    assert wording.who(one, translator("vi")) == "Sở Công Thương (nay là Ban Mẫu)"
    assert (
        wording.who(replace(one, is_reassigned=True), translator("vi"))
        == "Ban Mẫu (thay Sở Công Thương)"
    )
