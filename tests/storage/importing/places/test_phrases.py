"""Words for many communes, and words that only look like them."""

import pytest

from storage.importing.places.communes import KINDS, communes_of
from storage.importing.places.phrases import communes_meant, read_phrase

ALL = frozenset(KINDS)
TWO = frozenset(("xã", "phường"))


@pytest.mark.parametrize(
    ("text", "kinds", "district"),
    [
        ("UBND các xã, phường, đặc khu", ALL, ""),
        ("Ủy ban nhân dân các xã, phường", TWO, ""),
        ("UBND cấp xã", ALL, ""),
        ("ubnd cap xa", ALL, ""),
        ("xã, phường, đặc khu", ALL, ""),
        ("UBND các xã, phường trên địa bàn tỉnh", TWO, ""),
        ("UBND các phường và xã", TWO, ""),
        ("các xã", frozenset(("xã",)), ""),
        ("UBND các xã, phường thuộc huyện Ba Tri (cũ)", ALL, "huyen ba tri"),
        ("các xã của thị xã Bỉm Sơn", ALL, "thi xa bim son"),
    ],
)
def test_many_communes(text: str, kinds: frozenset[str], district: str) -> None:
    found = read_phrase(text)
    assert found is not None
    assert (found.kinds, found.district) == (kinds, district)


@pytest.mark.parametrize(
    "text",
    [
        "UBND xã",
        "UBND xã Ba Tri",
        "UBND phường Bến Tre",
        "UBND huyện Ba Tri",
        "Công an xã",
        "xã",
        "",
    ],
)
def test_what_is_one_office_or_none(text: str) -> None:
    assert read_phrase(text) is None


def test_a_former_district_alone_where_it_may_stand_for_its_communes() -> None:
    for text in ("huyện Ba Tri", "UBND huyện Ba Tri", "huyen ba tri cu"):
        found = read_phrase(text, or_district=True)
        assert found is not None
        assert len(communes_meant(found, communes_of("Bến Tre"))) == 7
    assert read_phrase("Sở Y tế", or_district=True) is None
