"""Folding of Vietnamese names, and finding by name without guessing."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.names import cleaned, find, fold, in_order, one_tone_place


@dataclass(frozen=True)
class Office:
    name: str
    aliases: tuple[str, ...] = ()


PLANNING = Office("Sở Kế hoạch và Đầu tư", ("SKHĐT", "Sở KH&ĐT"))
CULTURE = Office("Sở Văn hóa, Thể thao và Du lịch", ("SVHTTDL",))
CENTRE = Office("Trung tâm Xúc tiến", ("TTXT",))
OTHER_CENTRE = Office("Trung tâm Xúc tiến đầu tư", ("TTXT",))
OFFICES = [PLANNING, CULTURE, CENTRE, OTHER_CENTRE]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sở Kế hoạch và Đầu tư", "so ke hoach dau tu"),
        ("SỞ KẾ HOẠCH & ĐẦU TƯ", "so ke hoach dau tu"),
        ("Sở KH&ĐT", "so kh dt"),
        ("Sở Lao động - Thương binh/Xã hội", "so lao dong thuong binh xa hoi"),
        ("  UBND các huyện,thành   phố ", "ubnd cac huyen thanh pho"),
        ("Đà Nẵng", "da nang"),  # decomposed on purpose
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Sở Kế hoạch và Đầu tư", [PLANNING]),
        ("so ke hoach va dau tu", [PLANNING]),
        ("sở kế hoạch đầu tư", [PLANNING]),
        ("SKHĐT", [PLANNING]),
        ("skhdt", [PLANNING]),
        ("sở kh-đt", [PLANNING]),
        ("So Van hoa The thao va Du lich", [CULTURE]),
        ("trung tam xuc tien", [CENTRE]),
        ("TTXT", [CENTRE, OTHER_CENTRE]),
        ("ttxt", [CENTRE, OTHER_CENTRE]),
        ("Sở Y tế", []),
        ("và", []),
        ("", []),
    ],
)
def test_finding_gives_all_who_are_meant_and_nobody_else(name: str, found: list[Office]) -> None:
    assert find(name, OFFICES) == found


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\u00d0\u00e3 ho\u00e0n th\u00e0nh", "Đã hoàn thành"),  # the Ð of another alphabet
        ("\u00f0ang làm", "đang làm"),
        ("xo\u200bng \u2060rồi\ufeff", "xong rồi"),
        ("kế ho\u00adạch", "kế hoạch"),
        ("1\u00a0xong\u202f60%", "1 xong 60%"),
        ("\x1b[31mđỏ\x1b[0m", "[31mđỏ[0m"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("một\r\nhai\rba\u2028bốn\x0bnăm", "một\nhai\nba\nbốn\nnăm"),
        ("1\txong", "1\txong"),  # a cell of a table
        ("hoa\u0300n tha\u0300nh", "hoàn thành"),
        ("nửa \ud83d chữ\x00", "nửa \ufffd chữ"),  # no "?", which would make it a question
        ("👍🏽 ❤️", "👍🏽 ❤️"),
    ],
)
def test_a_text_is_cleaned_where_it_enters(text: str, kept: str) -> None:
    assert cleaned(text) == kept
    assert cleaned(kept) == kept


def test_names_are_found_however_their_letters_were_stored() -> None:
    assert fold("\u00d0ồng\u200b Nai") == fold("Đồng Nai") == "dong nai"


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ấn", "Ba", "Dũng", "Đạt", "Em"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "man"],
        ["Phường 2", "Phường 10", "Phường Ba"],
        ["Sở Công Thương", "Sở Công Thương tỉnh", "Sở Nội vụ"],
        ["Sở Y tế", "Ủy ban", "Ưu tiên"],
    ],
)
def test_names_stand_as_in_a_vietnamese_dictionary(ordered: list[str]) -> None:
    assert sorted(set(ordered), key=in_order) == ordered


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Thanh Hoá", "Thanh Hóa"),
        ("UỶ BAN", "ỦY BAN"),
        ("khoẻ", "khỏe"),
        ("Hoàn Quý", "Hoàn Quý"),  # a syllable that is shut, and "qu"
        ("thuyền Cẩm Thủy", "thuyền Cẩm Thủy"),
    ],
)
def test_the_tone_mark_has_one_place(written: str, kept: str) -> None:
    assert one_tone_place(written) == kept
