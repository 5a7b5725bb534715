"""The offices of 2025 and 2026: known by name, by form and place, by abbreviation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.importing.agencies.lists import spelled_out
from storage.importing.agencies.splitting import Part, Sort, split_agencies
from storage.importing.agencies.vocabulary import is_central, vocabulary_of
from storage.importing.agencies.words import key_of, words_of
from storage.names import fold

PROVINCE = vocabulary_of("Bắc Ninh")
NATION = vocabulary_of("", central=True)
BRANCH, BANK = "Ngân hàng Nhà nước Chi nhánh tỉnh", "Ngân hàng Nhà nước Việt Nam"


def names(parts: list[Part]) -> list[str]:
    return [part.entry.meaning.name if part.entry else f"?{part.seen}" for part in parts]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("VNPT Bắc Ninh, Viettel Bắc Ninh", ["VNPT Bắc Ninh", "Viettel Bắc Ninh"]),
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
        ("Văn phòng HĐND-UBND xã Xuân Đông", ["Văn phòng HĐND và UBND xã Xuân Đông"]),
        ("HĐND và UBND xã", ["HĐND và UBND xã"]),
        ("Thường trực HĐND, UBND xã", ["Thường trực HĐND", "UBND xã"]),
        ("Phòng Văn hóa và Thông tin", ["Phòng Văn hóa và Thông tin"]),
        ("Phòng VH&TT, Phòng GD&ĐT", ["Phòng Văn hóa và Thông tin", "Phòng Giáo dục và Đào tạo"]),
        ("Công an xã, Phòng Kinh tế", ["Công an xã", "Phòng Kinh tế"]),
        ("Công an tỉnh, Tỉnh đoàn", ["Công an tỉnh", "Tỉnh đoàn"]),
        ("Công an tỉnh (PA05), Sở Nội vụ", ["Công an tỉnh", "Sở Nội vụ"]),
        (
            "Sở VH,TT&DL; Sở KH&CN, Sở TN&MT, Sở NN&MT, Sở GD&ĐT, Sở LĐTB&XH",
            [
                *("Sở Văn hóa, Thể thao và Du lịch", "Sở Khoa học và Công nghệ"),
                *("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"),
                *("Sở Giáo dục và Đào tạo", "Sở Lao động - Thương binh và Xã hội"),
            ],
        ),
        (
            "Thuế tỉnh Bắc Ninh, Thống kê tỉnh, Kho bạc Nhà nước khu vực VI, BHXH tỉnh",
            [
                *("Thuế tỉnh", "Thống kê tỉnh", "Kho bạc Nhà nước khu vực VI"),
                "Bảo hiểm xã hội tỉnh",
            ],
        ),
        (
            "Hải quan khu vực V; Bộ đội Biên phòng tỉnh, TAND tỉnh và Viện kiểm sát nhân dân tỉnh",
            [
                *("Hải quan khu vực V", "Bộ đội Biên phòng tỉnh", "Tòa án nhân dân tỉnh"),
                "Viện kiểm sát nhân dân tỉnh",
            ],
        ),
        (
            "Ủy ban MTTQ Việt Nam tỉnh, Hội LHPN tỉnh, Hội Nông dân tỉnh, Hội Cựu chiến binh tỉnh",
            [
                *("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Hội Liên hiệp Phụ nữ tỉnh"),
                *("Hội Nông dân tỉnh", "Hội Cựu chiến binh tỉnh"),
            ],
        ),
        (
            "Trung tâm Phục vụ hành chính công tỉnh",
            ["Trung tâm Phục vụ hành chính công tỉnh"],
        ),
        ("Thuế cơ sở 3 tỉnh Bắc Ninh", ["Thuế cơ sở 3 tỉnh"]),
        (
            "UBND xã Xuân Đông, UBND phường Hội An, UBND đặc khu Lý Sơn",
            ["UBND xã Xuân Đông", "UBND phường Hội An", "UBND đặc khu Lý Sơn"],
        ),
        ("Ủy ban nhân dân các xã, phường", ["UBND các xã, phường"]),
        ("Các sở, ngành; các bộ, ngành", ["Các sở, ngành", "Các bộ, ngành"]),
        ("Ngân hàng Nhà nước", [BRANCH]),
        ("Ngân hàng Nhà nước Việt Nam", [BANK]),
        ("Ngân hàng Nhà nước khu vực 9", ["Ngân hàng Nhà nước khu vực 9"]),
        ("Mặt trận Tổ quốc và các đoàn thể", ["Mặt trận Tổ quốc Việt Nam", "Các đoàn thể"]),
        ("Ban Dân tộc và Tôn giáo tỉnh", ["Ban Dân tộc và Tôn giáo"]),
        ("Ban Dân tộc và Miền núi", ["?Ban Dân tộc và Miền núi"]),
        (
            "Văn phòng Tỉnh ủy, Ban Tuyên giáo và Dân vận Tỉnh ủy",
            ["Văn phòng Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"],
        ),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"]),
    ],
)
def test_offices_of_a_province_and_its_communes(cell: str, expected: list[str]) -> None:
    assert names(split_agencies(cell, PROVINCE)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Bộ Khoa học và Công nghệ", ["Bộ Khoa học và Công nghệ"]),
        ("Bộ KH&CN, Bộ Công Thương", ["Bộ Khoa học và Công nghệ", "Bộ Công Thương"]),
        (
            "VTV, VOV, TTXVN",
            ["Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam", "Thông tấn xã Việt Nam"],
        ),
        ("Ngân hàng Nhà nước", [BANK]),
        ("Các bộ, ngành, địa phương", ["Các bộ, ngành, địa phương"]),
        ("UBND các tỉnh, thành phố trực thuộc Trung ương", ["UBND các tỉnh, thành phố"]),
        ("Bộ Công an (C06), Bộ Quốc phòng", ["Bộ Công an", "Bộ Quốc phòng"]),
    ],
)
def test_offices_of_the_nation(cell: str, expected: list[str]) -> None:
    assert names(split_agencies(cell, NATION)) == expected


@pytest.mark.parametrize(
    ("cell", "spelled"),
    [
        ("Các sở: Nội vụ, Tài chính; Công an tỉnh", "Sở Nội vụ, Sở Tài chính; Công an tỉnh"),
        (
            "Công an tỉnh, các Sở Nội vụ, Khoa học và Công nghệ, Thuế tỉnh",
            "Công an tỉnh, Sở Nội vụ, Sở Khoa học và Công nghệ, Thuế tỉnh",
        ),
        ("Các Sở, ban, ngành", "Các Sở, ban, ngành"),
        ("Các sở có liên quan", "Các sở có liên quan"),
        ("Các sở: Mây, Gió", "Các sở: Mây, Gió"),
    ],
)
def test_one_word_for_many_departments_is_spelled_out(cell: str, spelled: str) -> None:
    assert spelled_out(cell, PROVINCE) == spelled


@pytest.mark.parametrize(
    "cell",
    [
        "Ban Quản lý dự án cấp nước và thoát nước đô thị tỉnh",
        "Trung tâm Công nghệ thông tin và Truyền thông",
        "Trường Cao đẳng Công nghệ và Kinh tế",
        "Chi cục Trồng trọt và Bảo vệ thực vật",
        "Công ty Cổ phần Môi trường và Công trình đô thị",
        "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi",
        "Phòng Tổ chức bộ máy và Biên chế",
    ],
)
def test_and_inside_a_name_that_is_not_known_parts_nothing(cell: str) -> None:
    """No part of a word counts: the "công" of "công nghiệp" is no police."""
    (part,) = split_agencies(cell, PROVINCE)
    assert (part.sort, part.seen) == (Sort.UNKNOWN_AGENCY, cell)


@pytest.mark.parametrize("cell", ["Hội Mây, FPT, Viettel Bắc Ninh", "ABC Mây, Gió Nam, Tỉnh đoàn"])
def test_names_that_are_not_known_are_parted_at_commas(cell: str) -> None:
    assert len(split_agencies(cell, PROVINCE)) == 3


@pytest.mark.parametrize(
    ("number", "central"),
    [
        *[(one, True) for one in ("03/NQ-CP", "749/QĐ-TTg", "12/QĐ-BNV", "5/KH-BKHCN")],
        *[(one, False) for one in ("25/KH-UBND", "1/QĐ-UBND", "16/KH-MTTQ-BTT", "9/KH-BCĐ")],
    ],
)
def test_whose_decision_it_is(number: str, central: bool) -> None:
    assert is_central(number) is central


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban nhân dân xã", "UBND xã"),
        ("Sở VH,TT&DL", "Sở VH-TT&DL"),
        ("Ban QLDA", "Ban Quản lý dự án"),
        ("TP. Huế", "thành phố Huế"),
    ],
)
def test_an_abbreviation_and_its_words_are_looked_up_alike(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_no_two_entries_of_the_list_are_looked_up_alike() -> None:
    for vocabulary in (PROVINCE, NATION):
        names_of = [key_of(one.name) for one in vocabulary.agencies]
        names_of += [key_of(one.name) for one in vocabulary.phrases]
        assert len(set(names_of)) == len(names_of)


PIECES = (
    *("Sở Y tế", "UBND xã", "Công an tỉnh", "Văn phòng HĐND", "các sở, ngành", "Viettel", "Mây"),
    *("và", ",", ";", "/", " - ", "(PA05)", "phối hợp", "chủ trì:", "TP.", "Xuân Đông", "KH&CN"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_the_parts_hold_every_word_in_its_order(pieces: list[str]) -> None:
    cell = " ".join(pieces)
    parts = split_agencies(cell, PROVINCE)
    printed = fold(" ".join(part.seen for part in parts)).split()
    assert printed == fold(cell).split()
    assert [cell[word.start : word.end] for word in words_of(cell) if not word.folded] == []
