"""References with the plan's codes, bounds, and what a single phrase says."""

import pytest

from bot.language.replies.layouts.note_fields import fields_in
from bot.language.replies.parser import LONGEST, Entry, Reading, read_line
from bot.language.replies.statuses import ParsedStatus, read_status
from bot.language.wording import STATUS_WORDS
from bot.language.words import lexicon, status_lexicon
from storage.models import Status

CODES = ("1", "1.1.1.c", "1.1.1.d", "1.1.1.đ", "9.4", "9.5", "VIII.3.5", "CT.3", "2.1.đ")


def refs(text: str, codes: tuple[str, ...] = CODES) -> list[str]:
    return [entry.ref for entry in read_line(text, codes).read]


def test_every_status_has_words_spellings_and_what_takes_it_back() -> None:
    assert set(STATUS_WORDS) == set(status_lexicon.STATUSES) - {None} == set(lexicon.CONTRARY)
    assert set(STATUS_WORDS) == set(Status)


def test_known_codes_are_found_in_any_spelling() -> None:
    assert refs("9.4 xong, viii.3.5 60%, ct.3 đang làm") == ["9.4", "VIII.3.5", "CT.3"]
    assert refs("1.1.1C đã xong, 1.1.1.Đ đã xong") == ["1.1.1.c", "1.1.1.đ"]
    assert refs("chỉ tiêu 3 chưa đến kỳ") == ["CT.3"]


def test_an_unknown_code_is_handed_back() -> None:
    assert read_line("9.9 xong, 9.4 xong", CODES) == Reading(
        (Entry("9.4", Status.COMPLETED),), ("9.9 xong",)
    )
    assert read_line("9.4-9.6 xong", CODES).read == ()
    assert refs("9.4-9.5 xong") == ["9.4", "9.5"]


def test_list_numbers_need_no_code() -> None:
    assert refs("12 xong") == ["12"]


def test_a_line_without_accents_leaves_d_and_d_with_stroke_apart() -> None:
    assert refs("1.1.1.d xong") == []
    assert refs("1.1.1.d đã xong") == ["1.1.1.d"]
    assert refs("2.1.d xong") == ["2.1.đ"]  # the only one there is


def test_a_range_has_at_most_sixty_tasks() -> None:
    assert len(refs("1-60 xong")) == 60
    assert read_line("1-61 xong") == Reading(unread=("1-61 xong",))
    assert read_line("1-999 xong") == Reading(unread=("1-999 xong",))


def test_a_text_longer_than_a_message_is_handed_back_whole() -> None:
    text = "1 xong, " * LONGEST
    assert read_line(text) == Reading(unread=(text.strip(),))


def test_nothing_is_read_of_nothing() -> None:
    assert read_line("") == read_line(" \n\t, ;") == Reading()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Đã hoàn thành", ParsedStatus(Status.COMPLETED)),
        ("hoàn thành 60%", ParsedStatus(Status.IN_PROGRESS, 60)),
        ("60", None),
        ("khó khăn về vốn", ParsedStatus(Status.BLOCKED, None, "khó khăn về vốn")),
        ("chưa", ParsedStatus(Status.NOT_STARTED)),
        ("vướng gì đâu", None),
        ("nhiệm vụ thường xuyên", ParsedStatus(Status.ONGOING)),
        ("đạt tám mươi hai phẩy năm phần trăm", ParsedStatus(Status.IN_PROGRESS, 82.5)),
        ("xong " * 400, None),
    ],
)
def test_a_phrase_alone(text: str, said: ParsedStatus | None) -> None:
    assert read_status(text) == said


OTHER_CODES = ("A.1", "B.3", "PL2.1", "PL2.I.3", "BG2.4", "BS.1", "BS.12", "CT.II.2", "CT.9")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("BS.1 xong, bs12 60%", [("BS.1", "completed", None), ("BS.12", "in_progress", 60)]),
        ("a.1 xong; B.3 chưa", [("A.1", "completed", None), ("B.3", "not_started", None)]),
        ("pl2.i.3 60%, PL2.1 xong", [("PL2.I.3", "in_progress", 60), ("PL2.1", "completed", None)]),
        ("BG2.4 đã hoàn thành", [("BG2.4", "completed", None)]),
        ("d.2 xong", []),  # no code of this plan, and not task 2
        ("bs.3 xong", []),
    ],
)
def test_codes_of_sections_appendices_and_letters_are_read(
    text: str, read: list[tuple[str, str, float | None]]
) -> None:
    found = read_line(text, OTHER_CODES).read
    assert [(one.ref, one.status, one.percent) for one in found] == read


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("60% đã tập huấn 12 lớp cho 840 người", 60),
        ("60 % da trong 12 ha tai 5 xa", 60),
        ("đạt 45,5% đã ban hành kế hoạch", 45.5),
        ("khoảng 70% đã lắp xong 30 tủ", 70),
    ],
)
def test_a_share_needs_no_comma_before_what_was_done(text: str, percent: float) -> None:
    assert read_status(text) == ParsedStatus(Status.IN_PROGRESS, percent, text)


@pytest.mark.parametrize(
    "text",
    [
        "xong, đã mở 12 lớp cho 840 người",
        "xong đã mở 12 lớp cho 840 người",
        "xong, da mo 12 lop cho 840 luot nguoi",
        "hoàn thành, bàn giao 3 công trình cho 3 xã",
        "xong, tập huấn cho cán bộ cấp xã",
    ],
)
def test_what_was_done_for_somebody_is_no_wait(text: str) -> None:
    assert read_status(text) == ParsedStatus(Status.COMPLETED, None, text)


@pytest.mark.parametrize(
    "text", ["xong, chờ nghiệm thu", "xong, cho nghiem thu", "xong, cho 2 tuan nua"]
)
def test_what_waits_is_not_done(text: str) -> None:
    assert read_status(text) is None


@pytest.mark.parametrize(
    ("status", "note", "fields"),
    [
        (
            Status.IN_PROGRESS,
            "đang làm 50%; khó khăn: thiếu vốn; đề xuất: bổ sung 2 tỷ",
            {"difficulties": "thiếu vốn", "proposals": "bổ sung 2 tỷ"},
        ),
        (
            Status.BLOCKED,
            "vướng kinh phí, đề nghị bổ sung",
            {"difficulties": "vướng kinh phí", "proposals": "đề nghị bổ sung"},
        ),
        (Status.COMPLETED, "xong. Kết quả: 5 lớp; Khó khăn: không", {"result": "5 lớp"}),
        (Status.IN_PROGRESS, "60%, đã mở 12 lớp", {"result": "đã mở 12 lớp"}),
        (
            Status.IN_PROGRESS,
            "đã mở lớp, đề nghị các xã gửi danh sách",
            {"result": "đã mở lớp, đề nghị các xã gửi danh sách"},
        ),
    ],
)
def test_the_words_beside_a_status_go_where_they_belong(
    status: Status, note: str, fields: dict[str, str]
) -> None:
    assert fields_in(status, note) == fields
