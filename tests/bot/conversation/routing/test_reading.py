"""What is read and what is reported: no wish to read stores anything, no report line is read."""

from dataclasses import replace

import pytest

from bot.channels.contract import Capabilities
from bot.dialogs.facts.planner import KnownAgency
from bot.dialogs.facts.reading import ReadingFacts
from storage.names import without_marks
from tests.support.talks.engine_talk import AN, EngineTalk
from tests.support.worlds.answers.by_hand import answer, reading_of
from tests.support.worlds.kinds import EVERY, SCARCE
from tests.support.worlds.world import WIDE

AGENCIES = tuple(
    KnownAgency(n, name, (), name)
    for n, name in enumerate(("Sở Công Thương", "Sở Y tế", "Sở Xây dựng"), 7)
)
READ = reading_of(
    [
        answer(101, "1.1", status="in_progress", percent=60, result="Đã mở 12 lớp"),
        answer(102, "1.2", status="blocked", difficulties="Chưa có mặt bằng"),
        answer(103, "1.3", "Sở Y tế", status="completed", result="Kết quả của Sở Y tế"),
        answer(104, "1.1", year=2025, status="completed"),
        answer(105, "1.2", year=2025, status="in_progress"),
        answer(106, "9.9", status="completed", result="Của nhiệm vụ 9.9"),
    ],
    AGENCIES,
)
OWN = replace(READ, whole=frozenset[int](), agencies=lambda _plan: AGENCIES[:1])
PLANNER = replace(AN, is_focal=False, is_planner=True)
BOTH = replace(AN, is_planner=True)
LEADER = replace(AN, is_focal=False, is_leader=True)
WISHES = (
    *("xem 1.1", "1.1 tới đâu rồi", "nhiệm vụ 1.2 thế nào", "1.1 xong chưa", "1.1 năm 2025"),
    *("sở công thương", "tình hình sở công thương", "sở công thương tới đâu rồi", "sở y tế"),
    *("khó khăn", "vướng mắc gì", "khó khăn 2025", "đề xuất", "kiến nghị", "chỉ tiêu"),
    *("chậm nhất", "sở nào chậm nhất", "ai chưa nộp", "so với năm ngoái", "xem tiếp", "9.9"),
    *("sở công thương chậm", "sở xây dựng chậm nhất", "9.8", "xem 9.8", "báo cáo của sở y tế"),
)
# What stands open when it is typed: nothing but the digest, a list, a status, words, an echo
BEFORE: tuple[tuple[str, ...], ...] = (
    *((), ("nhiem vu",), ("1.2",), ("1.2", "1"), ("1.2", "2"), ("1.2 60%",), ("1 xong, 2 60%",)),
    *(("1.1", "4"), ("hen ngay",), ("xin lui han",), ("xem 1.1",), ("so cong thuong",)),
)


def talk_of(kind: Capabilities, person: object = AN, reading: ReadingFacts = OWN) -> EngineTalk:
    return EngineTalk(kind, person, reading)  # type: ignore[arg-type]


def last(talk: EngineTalk, text: str) -> str:
    return "\n".join(said.text for said in talk.says("sct", text))


# --- Nothing is ever stored -----------------------------------------------------------------------


@pytest.mark.parametrize("before", BEFORE, ids=" ".join)
def test_no_wish_to_read_ever_stores_anything(before: tuple[str, ...]) -> None:
    """Whoever says it, whatever is open, with accents and without."""
    for person, kind, reading in ((AN, SCARCE, OWN), (BOTH, WIDE, READ)):
        talk = talk_of(kind, person, reading)
        for text in before:
            talk.says("sct", text)
        for wish in WISHES:
            talk.says("sct", wish if person is AN else without_marks(wish))
        assert talk.reports() == []


@pytest.mark.parametrize("person", [PLANNER, LEADER], ids=["planner", "leader"])
def test_nor_of_one_who_reports_nothing(person: object) -> None:
    talk = talk_of(WIDE, person, READ)
    for wish in (*WISHES, "1.1", "1.1 xong", "1 xong, 2 60%", "khó khăn: thiếu vốn"):
        talk.says("sct", wish)
        talk.says("sct", "1")
    assert talk.reports() == []


# --- A report line stays one ----------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("person", [AN, BOTH], ids=["focal", "both"])
@pytest.mark.parametrize(
    ("line", "status"),
    [
        *(("1.1 xong", "completed"), ("1.1 60%", "in_progress"), ("1.1 rồi", "completed")),
        *(("1.1 vướng mặt bằng", "blocked"), ("nhiệm vụ 1.1 đang làm", "in_progress")),
        *(("1.1 gặp khó khăn: thiếu vốn", "blocked"), ("1.1 chưa làm", "not_started")),
    ],
)
def test_a_report_line_is_no_wish_to_read(
    kind: Capabilities, person: object, line: str, status: str
) -> None:
    talk = talk_of(kind, person, OWN if person is AN else READ)
    echo = last(talk, line)
    assert "Đã mở 12 lớp" not in echo
    if "Đúng, ghi nhận" not in echo and kind is not WIDE:
        talk.confirms("sct")
    else:
        talk.says("sct", "đúng")
    assert [one.status for one in talk.reports()] == [status]


@EVERY
def test_a_focal_persons_own_code_begins_the_report_as_ever(kind: Capabilities) -> None:
    assert "Tình trạng thực hiện đến nay?" in last(talk_of(kind), "1.1")
    assert "Tình trạng thực hiện đến nay?" in last(talk_of(kind), "nhiệm vụ 1.1")


@EVERY
@pytest.mark.parametrize("words", ["khó khăn", "sở công thương", "đề xuất", "chỉ tiêu", "1.1 2025"])
def test_words_that_answer_a_question_are_its_answer(kind: Capabilities, words: str) -> None:
    """A reply is being filled in: where any words are an answer, bare ones are this."""
    talk = talk_of(kind)
    for text in ("1.2", "2", "60%"):  # in progress; now the result is asked for
        talk.says("sct", text)
    assert "nội dung của" not in last(talk, words)


class Unread(ReadingFacts):
    """Nothing is looked up."""

    def __getattribute__(self, name: str) -> object:
        raise AssertionError(f"{name} was looked up")


@pytest.mark.parametrize(
    "line",
    ["1.1 xong", "1 xong, 2 60%", "đã mở 12 lớp", "cảm ơn", "1.1", "nhiem vu", "còn lại xong"],
)
def test_a_report_costs_no_look_at_what_may_be_read(line: str) -> None:
    for before in ("nhiem vu", "1.2"):
        talk = talk_of(WIDE, AN, Unread())
        talk.says("sct", before)
        assert talk.says("sct", line)


# --- Who reads what -------------------------------------------------------------------------------


def test_a_planner_reads_a_code() -> None:
    talk = talk_of(WIDE, PLANNER, READ)
    assert "Kết quả: Đã mở 12 lớp" in last(talk, "1.1")
    assert "Kết quả của Sở Y tế" in last(talk, "1.3")
    assert "Kế hoạch không có mục 9.8" in last(talk, "9.8")


def test_a_planner_who_answers_for_it_as_well_is_asked_which_is_meant() -> None:
    talk = talk_of(WIDE, BOTH, READ)
    assert "muốn xem nội dung đã báo cáo hay báo cáo" in last(talk, "1.1")
    talk.taps("sct", "Xem nội dung")
    assert "Đã mở 12 lớp" in talk.heard_by("sct")[-1].text
    talk.says("sct", "1.1")
    talk.taps("sct", "Báo cáo")
    assert "Tình trạng thực hiện đến nay?" in talk.heard_by("sct")[-1].text
    assert "Kết quả của Sở Y tế" in last(talk_of(WIDE, BOTH, READ), "1.3")


def test_a_code_that_is_not_ones_own_is_told_so_and_read_if_there_is_an_answer() -> None:
    said = last(talk_of(WIDE), "9.9")
    assert said.startswith("Đơn vị không phải báo cáo nhiệm vụ nào có mã 9.9.")
    assert "Của nhiệm vụ 9.9" in said
    assert "xem" not in last(talk_of(WIDE), "9.8")


def test_a_leader_reads_by_the_bare_code() -> None:
    assert "Đã mở 12 lớp" in last(talk_of(WIDE, LEADER, OWN), "1.1")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        *(("sở y tế", "đã báo cáo 1/1"), ("so y te toi dau roi", "đã báo cáo 1/1")),
        *(("sở xây dựnng chậm", "là cơ quan nào?"), ("tình hình sở", "là cơ quan nào?")),
        *(("khó khăn", "1 nội dung của 1 cơ quan"), ("so voi nam ngoai", "So sánh báo cáo")),
        *(("chỉ tiêu", "Chỉ tiêu"), ("sở ngoại vụ ra sao", "không có cơ quan nào tên")),
    ],
)
def test_plain_words_are_enough_for_a_planner(words: str, told: str) -> None:
    assert told in last(talk_of(WIDE, PLANNER, READ), words)


def test_an_agency_that_is_not_ones_own_is_not_understood() -> None:
    for person in (AN, LEADER):
        assert "đã báo cáo" not in last(talk_of(WIDE, person, OWN), "tình hình sở y tế")


# --- Beside what is open --------------------------------------------------------------------------


@EVERY
def test_a_half_filled_report_is_asked_on_behind_what_is_read(kind: Capabilities) -> None:
    talk = talk_of(kind)
    talk.says("sct", "1.2")
    asked = talk.heard_by("sct")[-1].text
    said = last(talk, "xem 1.1")
    assert "Đã mở 12 lớp" in said
    assert said.endswith(asked[-40:])


def test_behind_a_list_the_half_filled_report_is_named() -> None:
    talk = talk_of(WIDE)
    for text in ("1.2", "2"):
        talk.says("sct", text)
    assert 'vẫn được giữ: nhiệm vụ 1.2. Nhập "1.2"' in last(talk, "sở công thương thế nào")


@pytest.mark.parametrize("word", ["xem tiếp", "xem them", "tiếp", "trang sau"])
def test_the_next_page_has_many_names(word: str) -> None:
    tasks = [answer(n, f"9.{n}", status="completed") for n in range(1, 9)]
    talk = talk_of(WIDE, PLANNER, reading_of(tasks, AGENCIES))
    assert "9.8" not in last(talk, "sở công thương")
    assert "9.8" in last(talk, word)


def test_what_is_not_understood_does_not_say_the_list_again() -> None:
    talk = talk_of(WIDE, PLANNER, READ)
    talk.says("sct", "sở công thương")
    assert "1.1" not in last(talk, "bla bla bla")
