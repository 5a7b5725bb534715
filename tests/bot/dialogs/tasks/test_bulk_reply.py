"""Many tasks in one line: echoed, asked about, stored together or not at all."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import select

from bot.channels.contract import Capabilities
from bot.dialogs import ENGINE
from bot.dialogs.facts.chat import Facts, PersonFacts
from bot.dialogs.facts.reports import Duty, HalfFilled
from bot.dialogs.report.questions import QUESTIONS, field_of_note
from bot.dialogs.tasks.drafts import drafts_kept
from bot.dialogs.tasks.lines.parsed_reply import NEEDS, Lines
from bot.dialogs.tasks.lines.reading import is_clear, read_lines, removed_by, split_words
from bot.language.replies.layouts.note_fields import FIELDS
from locales import translator
from storage.database import Database
from storage.models import Agency, Appointment, Expectation, Person, Post, Report, Status
from tests.support.talks.transcript import FOLDER, read
from tests.support.worlds.world import ZONE, FakeChannel, World

DUE = date(2026, 11, 14)


def owed(key: int, code: str, **more: object) -> Duty:
    one = Duty(
        expectation_id=key,
        code=code,
        title=f"Nhiệm vụ {code}",
        agency="Sở Mẫu",
        printed="Sở Mẫu",
        decision="1/QĐ-UBND",
        issued_on=date(2023, 1, 1),
        year=2026,
        due_on=DUE,
        ask_until_on=DUE,
        working_days_left=5,
    )
    return replace(one, **more)  # type: ignore[arg-type]


def facts_of(*tasks: Duty, reported: tuple[Duty, ...] = ()) -> Facts:
    person = PersonFacts(1, "Nguyễn Văn Mẫu", "anh", ("Sở Mẫu",), (), True, False, False)
    now = datetime(2026, 10, 14, 8, tzinfo=ZONE)
    return Facts(translator("vi"), now, ZONE, person, owed=tasks, reported=reported)


FACTS = facts_of(
    owed(11, "9.4"),
    owed(12, "9.5"),
    owed(13, "VIII.3.5"),
    owed(14, ""),
    reported=(owed(15, "9.6", status="in_progress"),),
)


def said(text: str, facts: Facts = FACTS) -> list[tuple[int, str, float | None]]:
    return [(o.expectation_id, o.status, o.percent) for o in read_lines(text, facts).said]


@pytest.mark.parametrize(
    ("text", "name"),
    [("9.4 xong", "nhiệm vụ 9.4"), ("9.4 xong, 9.5 60%", "trả lời nhiều nhiệm vụ")],
)
def test_a_line_that_waits_is_called_by_its_task(text: str, name: str) -> None:
    state = ENGINE.begin("lines", FACTS, text=text).state
    assert state is not None
    half = HalfFilled(state.dialog, state.step, state.slots, ENGINE.dialogs["lines"].draft)
    kept = drafts_kept(replace(FACTS, half_filled=(half,)))
    assert kept == f'Đang nhập dở, vẫn được giữ: {name}. Nhập "viết tiếp" để nhập tiếp.'


@pytest.mark.parametrize("status", Status)
def test_a_line_needs_and_keeps_what_the_report_dialog_asks(status: Status) -> None:
    asked = QUESTIONS[status]
    assert NEEDS.get(status) == next((one[:-1] for one in asked if one.endswith("!")), None)
    assert FIELDS.get(status, "result") == field_of_note(status)


def test_numbers_and_codes_are_tasks_and_numbers_are_those_of_the_list_shown() -> None:
    assert said("1 xong, 9.5 60%, viii.3.5 chưa làm, 4 đang làm") == [
        (11, "completed", None),
        (12, "in_progress", 60),
        (13, "not_started", None),
        (14, "in_progress", None),
    ]
    shown = replace(FACTS, numbers_shown=lambda: {1: 12, 2: 11})
    assert said("1 xong", shown) == [(12, "completed", None)]
    assert said("3 xong", shown) == []  # no task had that number on the list
    assert read_lines("3 xong", shown).strange == ("3",)


def test_all_and_the_rest_are_what_is_still_owed() -> None:
    assert [one[0] for one in said("xong hết")] == [11, 12, 13]
    assert read_lines("xong hết", FACTS).missing == (14,)  # the general report wants words
    assert said("2 vướng vốn, còn lại xong")[0] == (12, "blocked", None)
    assert [one[0] for one in said("2 vướng vốn, còn lại xong")] == [12, 11, 13]


def test_what_is_not_theirs_is_named_and_nobody_is_the_rest_then() -> None:
    assert read_lines("9.9 xong, 1 xong, 30 xong", FACTS).strange == ("9.9", "30")
    assert said("9.9 xong, 1 xong, 30 xong") == [(11, "completed", None)]
    lines = read_lines("30 xong, còn lại chưa làm", FACTS)
    assert (lines.said, lines.twofold) == ((), ("rest",))


def test_one_task_said_to_stand_in_two_ways_is_asked_about() -> None:
    lines = read_lines("1 xong, 9.4 60%, 2 xong", FACTS)
    assert [one.expectation_id for one in lines.said] == [12]
    assert set(lines.twofold) == {"1", "9.4"}
    assert len(said("1 xong, 9.4 xong")) == 1


def test_a_code_that_two_tasks_have_is_asked_about_but_not_their_numbers() -> None:
    facts = facts_of(owed(1, "1.1"), owed(2, "1.1"))
    assert read_lines("1.1 xong", facts).twofold == ("1.1",)
    assert said("2 xong", facts) == [(2, "completed", None)]


def test_a_report_to_be_replaced_is_known() -> None:
    assert read_lines("9.6 xong", FACTS).said[0].was == "in_progress"


def test_a_later_line_corrects_an_earlier_one_and_goes_through_json() -> None:
    first = read_lines("1 xong, 2 60, 3 vướng", FACTS)
    assert first.unread == ("2 60",)
    both = Lines.of(first.to_slots()).with_more(read_lines("2 60%, 1 50%", FACTS))
    assert [(o.expectation_id, o.percent) for o in both.said] == [(11, 50), (13, None), (12, 60)]
    assert both.unread == ()
    assert both.said[1].lacks == "difficulties"


def test_tasks_are_left_out_by_hand() -> None:
    assert removed_by("bo 3", FACTS) == [13]
    assert removed_by("bỏ 1, 9.5", FACTS) == [11, 12]
    assert removed_by("bỏ", FACTS) == removed_by("3", FACTS) == []


def test_words_asked_about_several_tasks_are_for_all_or_line_by_line() -> None:
    asked = FACTS.owed[:2]
    assert split_words("thiếu vốn", asked, FACTS) == {11: "thiếu vốn", 12: "thiếu vốn"}
    assert split_words("1 thiếu vốn\n9.5: mặt bằng", asked, FACTS) == {
        11: "thiếu vốn",
        12: "mặt bằng",
    }


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("1 xong, 2 60%", True),
        ("1 xong", False),  # may be the words that were asked for
        ("3 lớp tập huấn, 5 hội nghị", False),
        ("1 xong, 30 xong", False),
        ("1 xong, 2 60", False),
    ],
)
def test_only_a_clear_line_is_one_while_words_are_asked_for(text: str, clear: bool) -> None:
    assert is_clear(read_lines(text, FACTS)) is clear


# --- In the world ---------------------------------------------------------------------------------


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def reports(world: World) -> list[tuple[str, float | None, str]]:
    with world.database.read() as session:
        rows = session.exec(select(Report).order_by(Report.id))  # type: ignore[arg-type]
        return [(row.status, row.percent, row.difficulties) for row in rows]


def test_nothing_is_stored_before_the_yes_and_then_all_of_it(world: World) -> None:
    [echo] = world.says("sct", "1 xong, 2 60%, 3 vướng kinh phí")
    assert "1.4 (số 3) Sử dụng năng lượng hiệu quả: Gặp khó khăn" in echo.text
    assert reports(world) == []
    [told] = world.says("sct", "dung")
    assert "Đã ghi nhận 3 nhiệm vụ: 1.1, 1.2, 1.4." in told.text
    assert "Đơn vị đã báo cáo đủ 3 nội dung." in told.text
    assert reports(world) == [
        ("completed", 100, ""),
        ("in_progress", 60, ""),
        ("blocked", None, "vướng kinh phí"),
    ]


def test_what_another_person_reported_meanwhile_is_echoed_again(world: World) -> None:
    world.says("sct", "1 xong, 2 60%")
    with world.database.write() as session:
        one = session.exec(select(Expectation).order_by(Expectation.id)).first()  # type: ignore[arg-type]
        assert one is not None
        session.add(
            Report(expectation_id=one.id or 0, status="not_started", submitted_at=world.clock.now())
        )
    [again] = world.says("sct", "ok")
    assert "Có thay đổi kể từ lúc hỏi" in again.text
    assert "năng lượng: Chưa triển khai → Đã hoàn thành" in again.text
    world.says("sct", "ok")
    assert len(reports(world)) == 3


def test_all_or_nothing_when_the_right_is_gone(world: World) -> None:
    world.says("sct", "1 xong, 2 60%")
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        post = session.exec(select(Appointment).where(Appointment.person_id == person.id)).one()
        post.post = Post.LEADER  # still sees what the agency owes
    assert "chưa ghi nhận nội dung nào" in world.taps("sct", "Đúng, ghi nhận")[0].text.lower()
    assert reports(world) == []


def test_a_task_that_ended_meanwhile_is_left_out_of_a_new_echo(world: World) -> None:
    world.says("sct", "1 xong, 2 60%")
    with world.database.write() as session:
        one = session.exec(select(Expectation).order_by(Expectation.id)).first()  # type: ignore[arg-type]
        assert one is not None
        one.ended_at = world.clock.now()
    [again] = world.taps("sct", "Đúng, ghi nhận")
    assert "1.1" not in again.text
    assert reports(world) == []
    world.taps("sct", "Đúng, ghi nhận")
    assert reports(world) == [("in_progress", 60, "")]


def test_nobody_reports_on_another_agencys_task_by_a_line(world: World) -> None:
    world.links("syt")
    [echo] = world.says("syt", "1.1 xong, 1.3 xong")
    assert "Không có trong danh mục nhiệm vụ của đơn vị: 1.1." in echo.text
    assert "Tuyên truyền" not in echo.text
    world.taps("syt", "Đúng, ghi nhận")
    assert len(reports(world)) == 1


def test_a_leader_cannot_report_by_a_line(world: World) -> None:
    world.links("sct-lanhdao")
    [answer] = world.says("sct-lanhdao", "1 xong, 2 60%")
    assert "chưa hiểu" in answer.text


def test_a_clear_line_beside_a_draft_that_asks_for_words_loses_neither(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    [echo] = world.says("sct", "1.2 60%, 1.4 chưa làm")
    assert "2 nhiệm vụ" in echo.text
    world.taps("sct", "Đúng, ghi nhận")
    assert len(reports(world)) == 2
    assert world.says("sct", "1.1")[0].text.startswith("1.1: Kết quả")
    assert world.says("sct", "12 lớp tập huấn")[0].text.startswith("1.1: Đơn vị đề xuất")


def test_a_line_while_one_waits_is_added_to_it(world: World) -> None:
    world.says("sct", "1 xong")
    world.says("sct", "2 chưa làm")
    [echo] = world.says("sct", "1 60%")
    assert "2 nhiệm vụ" in echo.text
    assert "1.1 (số 1) Tuyên truyền tiết kiệm năng lượng: Đang triển khai, 60%" in echo.text


def test_on_numbered_channels_the_echo_is_answered_by_its_printed_numbers(
    database: Database,
) -> None:
    world = World(database, FakeChannel("zalo", Capabilities(2000, buttons=False)))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    listed = world.says("sct", "nhiem vu")[0].text
    assert "3) 1.4 Sử dụng năng lượng hiệu quả" in listed
    [echo] = world.says("sct", "3 xong")
    assert "1. Đúng, ghi nhận" in echo.text
    world.says("sct", "1")
    assert reports(world) == [("completed", 100, "")]


def test_a_whole_agency_reports_in_under_ten_messages() -> None:
    """The talk itself is played by test_transcripts."""
    talk = read((FOLDER / "ca-don-vi-22-nhiem-vu.txt").read_text(encoding="utf-8"))
    asked = [move for move in talk.moves if not move.words.startswith("[")]
    answers = sum(bool(move.heard) for move in asked)
    assert len(asked) + answers < 10
    assert any("đã báo cáo đủ 22 nội dung" in line for line in asked[-1].heard["sct"])


def test_two_agencies_of_one_person_keep_their_numbers_apart(world: World) -> None:
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        health = session.exec(select(Agency).where(Agency.name == "Sở Y tế")).one()
        session.add(
            Appointment(
                person_id=person.id or 0,
                agency_id=health.id or 0,
                post=Post.FOCAL,
                starts_on=date(2026, 1, 1),
            )
        )
    assert "4 nhiệm vụ" in world.says("sct", "tất cả xong")[0].text


def test_what_is_promised_is_not_listed_beside_a_returned_report() -> None:
    """Whoever has named a day hears nothing of it until then."""
    promised = [owed(key, f"9.{key}", promised_on=date(2026, 10, 23)) for key in (2, 3)]
    facts = facts_of(owed(1, "9.1", is_returned=True), *promised)
    text = ENGINE.begin("digest", facts, parts=["owed"]).prompt.text
    assert "1) 9.1" in text
    assert "2 nội dung khác: đơn vị đã hẹn ngày báo cáo." in text
    assert "9.2" not in text
