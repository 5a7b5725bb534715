"""Behind an echo, a question or a quote: only what was meant changes anything."""

from datetime import date

import pytest

from bot.channels.contract import Capabilities
from storage.database import Database
from storage.messages.inbox import Incoming
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import WIDE, FakeChannel

SCARCE = Capabilities(max_length=2000, buttons=False, scarce=True)
NUMBERED = Capabilities(max_length=2000, buttons=False)
EVERY = pytest.mark.parametrize("kind", [WIDE, NUMBERED, SCARCE], ids=["wide", "numbers", "scarce"])


@pytest.fixture
def world(in_memory: Database, kind: Capabilities) -> ReportingWorld:
    world = ReportingWorld(in_memory, FakeChannel(capabilities=kind))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def kept(world: ReportingWorld) -> list[tuple[str, float | None, str, str]]:
    return [(one.status, one.percent, one.result, one.difficulties) for one in world.reports()]


# --- Below the echo of one task -------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("word", ["rồi", "roi", "ok rồi chưa", "hi"])
def test_a_word_that_is_no_status_leaves_the_echo_as_it_is(
    world: ReportingWorld, word: str
) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", word)
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "", "")]


@EVERY
def test_a_share_typed_below_the_echo_changes_it(world: ReportingWorld) -> None:
    world.says("sct", "1.1 60%")
    assert "70%" in world.says("sct", "70%")[0].text
    world.says("sct", "đúng")
    assert [one[:2] for one in kept(world)] == [("in_progress", 70)]


@EVERY
def test_a_label_below_the_echo_adds_to_it(world: ReportingWorld) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", "Kết quả: đã mở 5 lớp tập huấn")
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "đã mở 5 lớp tập huấn", "")]


@EVERY
@pytest.mark.parametrize("digit", ["31", "7", "70"])
def test_a_bare_number_below_the_echo_changes_nothing(world: ReportingWorld, digit: str) -> None:
    world.says("sct", "1.1 60%")
    world.says("sct", digit)
    assert world.reports() == []
    assert "70%" not in world.heard_by("sct")[-1].text


@EVERY
def test_the_draft_of_the_same_task_outlives_a_line_on_it(world: ReportingWorld) -> None:
    world.says("sct", "1.1")
    world.says("sct", "Đang triển khai")
    if world.channel.capabilities is not SCARCE:
        world.says("sct", "40")
    world.says("sct", "1.1 60%, 1.2 xong")
    world.says("sct", "Kết quả: đã mở 5 lớp")
    assert "1.1" in str(world.says("sct", "viết tiếp"))


# --- Labels and empty words -----------------------------------------------------------------------


@EVERY
def test_a_status_with_labels_behind_it_is_one_report(world: ReportingWorld) -> None:
    world.says("sct", "1.1 xong. Kết quả: đã mở 5 lớp")
    world.says("sct", "đúng")
    assert kept(world) == [("completed", 100, "đã mở 5 lớp", "")]


@EVERY
@pytest.mark.parametrize("empty", ["không", "khong", "không vướng mắc gì", "bỏ qua", "."])
def test_what_says_nothing_is_stored_as_nothing(world: ReportingWorld, empty: str) -> None:
    world.says("sct", f"1.1 60%\nKết quả: đã mở 5 lớp\nKhó khăn: {empty}\nKiến nghị: {empty}")
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "đã mở 5 lớp", "")]
    assert world.reports()[0].proposals == ""


@pytest.mark.parametrize("kind", [WIDE, NUMBERED], ids=["wide", "numbers"])
def test_a_label_is_not_stored_where_its_own_question_is_asked(world: ReportingWorld) -> None:
    world.says("sct", "1.1")
    world.says("sct", "Đã hoàn thành")
    world.says("sct", "Kết quả: đã mở 5 lớp")
    world.says("sct", "bỏ qua")
    world.says("sct", "bỏ qua")
    world.says("sct", "đúng")
    assert kept(world) == [("completed", 100, "đã mở 5 lớp", "")]


@pytest.mark.parametrize("kind", [WIDE, NUMBERED], ids=["wide", "numbers"])
def test_words_behind_a_share_are_the_result(world: ReportingWorld) -> None:
    world.says("sct", "1.1")
    world.says("sct", "Đang triển khai")
    assert "Khó khăn" in world.says("sct", "60, đã mở 12 lớp")[0].text
    world.skips("sct")
    world.says("sct", "đúng")
    assert kept(world) == [("in_progress", 60, "đã mở 12 lớp", "")]


# --- Which task -----------------------------------------------------------------------------------


@EVERY
def test_a_later_day_may_be_asked_for_behind_the_task(world: ReportingWorld) -> None:
    assert "20/11/2026" in world.says("sct", "1.1 xin lùi hạn đến 20/11")[0].text
    [echo] = world.says("sct", "vì chờ phân bổ kinh phí")
    assert "1.1" in echo.text
    assert "1.2" not in echo.text
    assert world.reports() == []


# --- Quotes and yes -------------------------------------------------------------------------------


@EVERY
def test_a_yes_to_a_quoted_receipt_confirms_no_echo(world: ReportingWorld) -> None:
    world.says("sct", "1.1 60%")
    world._hears(Incoming("fake", "q1", "sct", "ok", refers_to="another"))
    assert world.reports() == []
