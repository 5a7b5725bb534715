"""Typing slips: one letter of a known word, never a number, never against the accents typed."""

import pytest

from bot.language.replies.parser import read_line
from bot.language.replies.statuses import read_status
from bot.language.words.keyed import unkeyed
from bot.language.words.slips import is_slip, nearest, without_slips
from bot.language.words.tokens import tokens_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoan thnah", "hoàn thành"),
        ("hoàn thàh", "hoàn thành"),
        ("hoanthanh", "hoàn thành"),
        ("hàon thành", "hoàn thành"),
        ("đang trển khai", "đang triển khai"),
        ("chua trien kahi", "chua triển khai"),
        ("đang thực hện", "đang thực hiện"),
    ],
)
def test_one_letter_is_put_right(typed: str, meant: str) -> None:
    assert without_slips(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["hoãn", "hoán thành", "hoàn thiện", "thực hành", "xông", "vườn", "hoàn", "khó khán", "12 xa",
     "kính phí", "hoàn trả", "hoàn tác", "Trung Dương", "vướng mức", "đề nghi", "hoãn thnành"],
)  # fmt: skip
def test_another_word_stays(typed: str) -> None:
    assert without_slips(typed) == typed


def test_of_two_words_that_are_as_near_none_is_taken() -> None:
    assert nearest("tap huan", ["tap huab", "tap huac"]) is None
    assert nearest("tập huẫn", ["tập huấn"]) is None
    assert nearest("tap hua", ["tập huấn", "tuyên truyền"]) == "tập huấn"


def test_a_number_is_no_slip() -> None:
    assert not is_slip("thang 11", "thang 12")


def test_a_slip_is_read_and_the_note_stays_as_it_was_typed() -> None:
    assert [one.status for one in read_line("3 đang trển khai, 4 hoan thnah").read] == [
        "in_progress",
        "completed",
    ]
    [entry] = read_line("5 chưa trển khai do thiếu vốn").read
    assert entry.note == "chưa trển khai do thiếu vốn"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("đã h.thành", "completed"),
        ("đang tr/khai", "in_progress"),
        ("chua thhien", "not_started"),
        ("thg xuyên", "ongoing"),
        ("kk về k.phí", "blocked"),
        ("đang hoàn thiện hồ sơ", "in_progress"),  # "thiện" is a syllable, no "t(hực) hiện"
    ],
)
def test_a_syllable_cut_to_its_consonants_is_read(text: str, status: str) -> None:
    said = read_status(text)
    assert said is not None
    assert said.status == status


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("9.4 đã mở 3 lớp, 120 người", [("9.4", "đã mở 3 lớp, 120 người")]),
        ("9.4 mở 2 lớp, 3 hội nghị", [("9.4", "mở 2 lớp, 3 hội nghị")]),
        ("9,1 xong 9,2 chưa", []),
    ],
)
def test_what_was_done_is_no_number_of_another_task(
    text: str, unsure: list[tuple[str, str]]
) -> None:
    reading = read_line(text)
    assert reading.read == ()
    assert [(one.ref, one.words) for one in reading.unsure] == unsure


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddang duwj thaor", "đang dự thảo"),
        ("hoa2n tha2nh ro62i", "hoàn thành rồi"),
        ("2.3 vuowngs thieeus vaatj tuw", "2.3 vướng thiếu vật tư"),
        ("task 2 done, see you", "task 2 done, see you"),
        ("nv2 xong nv3 chua", "nv2 xong nv3 chua"),
        ("cai xoong", "cai xoong"),
    ],
)
def test_keys_are_read_as_letters_only_where_they_can_be_nothing_else(
    typed: str, meant: str
) -> None:
    assert unkeyed(typed) == meant


def test_letters_that_changed_places_are_put_right_where_no_other_word_is_made() -> None:
    assert [token.text for token in tokens_of("xogn dagn chau")] == ["xong", "đang", "chau"]
