"""Agency cells are split against the vocabulary, never at commas."""

from collections import Counter

import pytest

from storage.importing.agencies.splitting import Part, Sort, split_agencies
from storage.importing.agencies.vocabulary import Vocabulary, vocabulary_of
from storage.names import fold

ALL = "Các sở, ban, ngành tỉnh"
DISTRICTS = "UBND các huyện, thành phố"
CONCERNED = "Các cơ quan, tổ chức có liên quan"
FARMING = "Sở Nông nghiệp và Phát triển nông thôn"
PLANNING = "Sở Kế hoạch và Đầu tư"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_of("Bến Tre")


def names(parts: list[Part]) -> list[str]:
    return [part.entry.meaning.name if part.entry else f"?{part.seen}" for part in parts]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(
            "Các sở, ban, ngành tỉnh, UBND các huyện, thành phố, các cơ quan, tổ chức có liên quan",
            [ALL, DISTRICTS, CONCERNED],
            id="BT-F1",
        ),
        pytest.param(
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh; Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh và"
            " cộng đồng doanh nghiệp; các sở, ban, ngành tỉnh",
            [
                "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
                "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
                "Cộng đồng doanh nghiệp",
                ALL,
            ],
            id="BT-F1-semicolon",
        ),
        pytest.param("Sở Nông nghiệp và Phát triển Nông thôn", [FARMING], id="BT-F2-16.2"),
        pytest.param(
            "Sở Lao động Thương binh và Xã hội",
            ["Sở Lao động - Thương binh và Xã hội"],
            id="BT-F2-5.2.1",
        ),
        pytest.param(
            "Sở Văn hóa Thể thao và Du lịch, các sở ban, ngành tỉnh",
            ["Sở Văn hóa, Thể thao và Du lịch", ALL],
            id="BT-F2-13.4-9.4",
        ),
        pytest.param("Các sở, ban ngành tỉnh", [ALL], id="BT-F2-15.7"),
        pytest.param(
            "UBND các huyện,thành phố,các cơ quan, tổ chức liên quan",
            [DISTRICTS, CONCERNED],
            id="BT-F2-1.1.3",
        ),
        pytest.param("UBND huyện, thành phố", [DISTRICTS], id="BT-F2-7.1"),
        pytest.param(
            "Sở Công Thương, Trung tâm Xúc tiến đầu tư và Khởi nghiệp và doanh nghiệp",
            ["Sở Công Thương", "Trung tâm Xúc tiến đầu tư và Khởi nghiệp", "Doanh nghiệp"],
            id="BT-F4-3.3",
        ),
        pytest.param(
            "các cơ sở giáo dục nghề nghiệp và doanh nghiệp",
            ["Các cơ sở giáo dục nghề nghiệp", "Doanh nghiệp"],
            id="BT-F4-3.2",
        ),
        pytest.param(
            "Các sở, ban, ngành tỉnh và UBND các huyện, thành phố", [ALL, DISTRICTS], id="BT-F6"
        ),
        pytest.param(
            "Sở Kế hoạch và Đầu tư, các sở, ngành tỉnh có liên quan",
            [PLANNING, "Các sở, ngành tỉnh có liên quan"],
            id="BT-F6-1.1.4",
        ),
        pytest.param(
            "Sở Kế hoạch và Đầu tư, Sở Tài nguyên và Môi trường, " + FARMING,
            [PLANNING, "Sở Tài nguyên và Môi trường", FARMING],
            id="BT-F7",
        ),
        pytest.param("UBND thành phố Bến Tre", ["UBND thành phố Bến Tre"], id="BT-F8"),
        pytest.param(
            "Ngân hàng Nhà nước Chi nhánh tỉnh", ["Ngân hàng Nhà nước Chi nhánh tỉnh"], id="BT-F9"
        ),
        pytest.param("Các sở, ngành tỉnh", ["Các sở, ngành tỉnh"], id="BT-F10"),
        pytest.param("Sở Y tế tỉnh", ["Sở Y tế"], id="province-after-the-name"),
        pytest.param("SKHĐT, Sở TN&MT", [PLANNING, "Sở Tài nguyên và Môi trường"], id="short"),
        pytest.param("", [], id="empty"),
    ],
)
def test_split(vocabulary: Vocabulary, cell: str, expected: list[str]) -> None:
    assert names(split_agencies(cell, vocabulary)) == expected


THANH_HOA_ALL = "Các sở, ban, ngành cấp tỉnh"
THANH_HOA_DISTRICTS = "UBND các huyện, thị xã, thành phố"
NGHI_SON = "Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp"
STATE_BANK = "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Thanh Hóa"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *[
            pytest.param(spelling, [THANH_HOA_ALL], id=f"TH-K2-{spelling}")
            for spelling in (
                *("Các sở, ban, ngành cấp tỉnh", "các sở, ban, ngành cấp tỉnh"),
                *("Các sở, ban ngành cấp tỉnh", "các sở, ban ngành cấp tỉnh"),
                "Các Sở, ban ngành cấp tỉnh",
            )
        ],
        pytest.param(
            "Các sở, ban ngành thuộc tỉnh và UBND các huyện, thị xã, thành phố",
            ["Các sở, ban, ngành thuộc tỉnh", THANH_HOA_DISTRICTS],
            id="TH-K2-VIII.9.1",
        ),
        pytest.param(
            "Các Sở, ban ngành có liên quan và UBND các huyện, thị xã, thành phố",
            ["Các sở, ban, ngành có liên quan", THANH_HOA_DISTRICTS],
            id="TH-K2-VIII.5.2",
        ),
        pytest.param(
            "Các sở, ban ngành cấp tỉnh; UBND các huyện, thị xã, thành phố, các tổ chức khoa học"
            " công nghệ và các đơn vị có liên quan.",
            [
                *(THANH_HOA_ALL, THANH_HOA_DISTRICTS, "Các tổ chức khoa học công nghệ"),
                "Các đơn vị có liên quan",
            ],
            id="TH-K3-VIII.6.3",
        ),
        pytest.param(
            "Sở Ngoại vụ; Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch; UBND huyện Mường Lát",
            [
                *("Sở Ngoại vụ", "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch"),
                "UBND huyện Mường Lát",
            ],
            id="TH-K3-VI.1",
        ),
        pytest.param("Sở Nông nghiệp và PTNN", [FARMING], id="TH-K1-II.6"),
        pytest.param("Ban quản lý KKT Nghi Sơn và các KCN", [NGHI_SON], id="TH-K1-VIII.2.3"),
        pytest.param(
            "Ban Quản lý Khu kinh tế Nghi Sơn và các KCN; UBND các huyện, thị xã, thành phố.",
            [NGHI_SON, THANH_HOA_DISTRICTS],
            id="TH-K1-VIII.3.5",
        ),
        pytest.param(
            "Ngân hàng nhà nước Việt Nam chi nhánh Thanh Hóa", [STATE_BANK], id="TH-K1-III.5"
        ),
        pytest.param(
            "Ngân hàng nhà nước Việt Nam chi nhánh tỉnh Thanh Hóa", [STATE_BANK], id="TH-K1-IV.5"
        ),
        pytest.param(
            "Ban quản lý các khu, điềm du lịch của tỉnh",
            ["Ban quản lý các khu, điểm du lịch của tỉnh"],
            id="TH-K1-VIII.11.1",
        ),
        pytest.param(
            "Mặt trận Tổ quốc Việt Nam tỉnh Thanh Hóa; các tổ chức chính trị - xã hội",
            [
                "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Thanh Hóa",
                "Các tổ chức chính trị - xã hội",
            ],
            id="TH-K4-I.1",
        ),
        pytest.param("Sở Y tế tỉnh Thanh Hóa, Sở Xây dựng", ["Sở Y tế", "Sở Xây dựng"], id="of"),
    ],
)
def test_split_in_thanh_hoa(cell: str, expected: list[str]) -> None:
    parts = split_agencies(cell, vocabulary_of("Thanh Hóa"))
    assert names(parts) == expected
    assert not any(part.glued for part in parts)


@pytest.mark.parametrize(("province", "districts"), [("Bến Tre", 9), ("Thanh Hóa", 27)])
def test_a_province_has_its_own_agencies_and_nobody_is_two(province: str, districts: int) -> None:
    agencies = vocabulary_of(province).agencies
    assert sum(agency.kind == "district" for agency in agencies) == districts
    spellings = Counter(
        spelling
        for agency in agencies
        for spelling in {fold(name) for name in (agency.name, *agency.aliases)}
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


def test_a_missing_separator_is_noticed(vocabulary: Vocabulary) -> None:
    """BT-F3."""
    parts = split_agencies("các sở, ban, ngành tỉnh UBND các huyện, thành phố", vocabulary)
    assert names(parts) == [ALL, DISTRICTS]
    assert [part.glued for part in parts] == [False, True]


def test_a_qualifier_is_told_apart_from_the_names(vocabulary: Vocabulary) -> None:
    """BT-F5."""
    cell = "Các sở, ban, ngành tỉnh, tham vấn với UBND các huyện, thành phố"
    parts = split_agencies(cell, vocabulary)
    assert [part.sort for part in parts] == [Sort.KNOWN, Sort.QUALIFIER, Sort.KNOWN]
    assert parts[1].seen == "tham vấn với"


def test_a_spelling_that_was_concluded_is_marked(vocabulary: Vocabulary) -> None:
    """BT-F2, 2.2.2."""
    (part,) = split_agencies("Sở Nông thôn và Phát triển nông thôn", vocabulary)
    assert part.sort is Sort.TYPO
    assert names([part]) == [FARMING]


@pytest.mark.parametrize(
    ("cell", "expected", "sorts"),
    [
        (
            "Chi cục Thủy lợi thuộc Sở Y tế, Sở Công Thương",
            ["?Chi cục Thủy lợi thuộc Sở Y tế", "Sở Công Thương"],
            [Sort.UNKNOWN_AGENCY, Sort.KNOWN],
        ),
        (
            "Sở Mây, Gió và Trăng; các hội, đoàn thể",
            ["?Sở Mây, Gió và Trăng", "?các hội, đoàn thể"],
            [Sort.UNKNOWN_AGENCY, Sort.UNKNOWN_GROUP],
        ),
        ("doanh nghiệp vận tải", ["?doanh nghiệp vận tải"], [Sort.UNKNOWN_GROUP]),
    ],
)
def test_what_is_not_known_stays_as_printed(
    vocabulary: Vocabulary, cell: str, expected: list[str], sorts: list[Sort]
) -> None:
    parts = split_agencies(cell, vocabulary)
    assert names(parts) == expected
    assert [part.sort for part in parts] == sorts
