"""A phrase limited to one's own units, "các phòng, đơn vị trực thuộc Sở", asks nobody else."""

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.folder.model import Doubt
from storage.importing.text.offices import offices_in

VOCABULARY = vocabulary_of("Lâm Đồng")
UNITS = (
    ("of-the-department", "Các phòng, đơn vị trực thuộc Sở"),
    ("under-it", "Các phòng chuyên môn, đơn vị thuộc Sở"),
    ("heads-of", "Trưởng các phòng, đơn vị thuộc Sở"),
    ("chiefs", "Thủ trưởng các đơn vị trực thuộc Sở"),
    ("units-only", "Các đơn vị trực thuộc"),
    ("its-own", "Các phòng, ban, trung tâm thuộc Sở"),
    ("of-the-commune", "Các phòng, đơn vị thuộc UBND xã"),
    ("of-the-commune-short", "Các phòng, ban, đơn vị thuộc xã"),
    ("of-the-ward", "Các phòng chuyên môn thuộc UBND phường"),
    ("of-the-board", "Các phòng, đơn vị thuộc Ban Quản lý"),
    ("of-the-ministry", "Các đơn vị thuộc Bộ"),
)
EVERYBODY = (
    ("offices", "Các sở, ban, ngành"),
    ("with-own-units", "Các sở, ban, ngành và đơn vị trực thuộc"),
    ("units-and-places", "Các cơ quan, đơn vị, địa phương"),
    ("units", "Các đơn vị"),
    ("of-a-commune", "Các phòng, ban, ngành, các thôn"),
    ("of-the-committee", "Các cơ quan chuyên môn thuộc UBND tỉnh"),
)


@pytest.mark.parametrize("who", [pytest.param(one[1], id=one[0]) for one in UNITS])
def test_it_is_asked_alone(who: str) -> None:
    (name,) = offices_in(who, VOCABULARY)
    book = AgencyBook(VOCABULARY)
    book.read("Sở Tài chính; Công an tỉnh", Doubt("items.csv", "1", "leads", "", ""))
    assert book.read(name, Doubt("plan.toml", "", "agencies", "", "")) == (name,)
    (group,) = book.groups()
    assert (group.phrase, group.members) == (name, ())
    assert [doubt.seen for doubt in book.doubts] == [name]


@pytest.mark.parametrize("who", [pytest.param(one[1], id=one[0]) for one in EVERYBODY])
def test_others_are_everybody(who: str) -> None:
    assert offices_in(who, VOCABULARY) == ()


def test_whoever_stands_beside_them_is_asked_too() -> None:
    who = "Các phòng, đơn vị thuộc Sở và UBND các xã, phường"
    assert offices_in(who, VOCABULARY) == ("Các phòng, đơn vị thuộc Sở", "UBND các xã, phường")


def test_units_that_the_plan_names_are_those() -> None:
    book = AgencyBook(VOCABULARY)
    cell = "Phòng Kế hoạch - Tài chính; Văn phòng Sở; Sở Tài chính; UBND các xã, phường"
    book.read(cell, Doubt("items.csv", "1", "leads", "", ""))
    book.read("Các phòng, đơn vị thuộc Sở", Doubt("plan.toml", "", "agencies", "", ""))
    units = next(one for one in book.groups() if "Sở" in one.phrase)
    assert sorted(units.members) == ["Phòng Kế hoạch - Tài chính", "Văn phòng Sở"]
    assert any(doubt.seen == units.phrase for doubt in book.doubts)
