"""Words for many communes in a decision: whom they stand for, and where that is a doubt."""

from datetime import date

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.folder.model import Doubt
from storage.importing.places.communes import SINCE, communes_of

WHERE = Doubt("items.csv", "1", "leads", "", "")


def book(province: str, cell: str, issued_on: date = date(2026, 3, 1)) -> AgencyBook:
    found = AgencyBook(vocabulary_of(province), communes_of(province), issued_on)
    found.read(cell, WHERE)
    return found


@pytest.mark.parametrize(
    ("phrase", "count"),
    [
        ("UBND các xã, phường", 124),
        ("UBND các xã, phường, đặc khu", 124),
        ("UBND cấp xã", 124),
        ("UBND các xã, phường thuộc huyện Ba Tri (cũ)", 7),  # which was of Bến Tre
    ],
)
def test_the_communes_of_the_province_are_meant(phrase: str, count: int) -> None:
    read = book("Vĩnh Long", f"Sở Y tế, {phrase}")
    [group] = read.groups()
    assert (group.phrase, len(group.members)) == (phrase, count)
    assert not read.doubts
    entries = {one.name: one for one in read.agencies()}
    assert {entries[one].kind for one in group.members} == {"commune"}
    assert {entries[one].valid_from for one in group.members} == {SINCE}


def test_those_of_a_former_district_are_meant() -> None:
    read = book("Thanh Hóa", "UBND các xã, phường thuộc huyện Hậu Lộc (cũ)")
    [group] = read.groups()
    assert len(group.members) == 5
    assert not read.doubts


def test_two_former_districts_of_one_name_are_a_doubt() -> None:
    read = book("Vĩnh Long", "UBND các xã thuộc huyện Châu Thành")  # of Bến Tre, of Trà Vinh
    [group] = read.groups()
    assert len(group.members) == 10
    assert "several former districts" in next(doubt.reason for doubt in read.doubts)


def test_an_older_decision_meant_communes_that_are_gone() -> None:
    read = book("Thanh Hóa", "UBND các xã, phường, thị trấn", date(2023, 10, 18))
    [group] = read.groups()
    assert len(group.members) == 166
    [doubt] = read.doubts
    assert (doubt.file, doubt.seen) == ("groups.csv", "UBND các xã, phường, thị trấn")
    assert "30/06/2025" in doubt.reason


def test_kinds_that_are_left_out_are_a_doubt() -> None:
    read = book("Quảng Trị", "UBND các xã, phường")
    [group] = read.groups()
    assert len(group.members) == 77
    [doubt] = read.doubts
    assert "UBND đặc khu Cồn Cỏ" in doubt.proposal


def test_a_commune_named_by_itself_is_one() -> None:
    read = book("Vĩnh Long", "UBND xã Tân Thủy, UBND xã Không Có")
    assert {one.name: one.kind for one in read.agencies()} == {
        "UBND xã Tân Thủy": "commune",
        "UBND xã Không Có": "local",
    }
