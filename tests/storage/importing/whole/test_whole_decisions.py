"""Seven short decisions read from first to last line, against what a person reads in them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from storage.importing.decision import read_decision
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.validation import check

Days = tuple[str, date | None, str]  # code, its own last day, how it returns


@dataclass(frozen=True)
class Reading:
    name: str
    title: str
    head: tuple[str, str, str]  # province, period, coordinator
    days: tuple[Days, ...]
    leads: tuple[str, ...]
    indicators: int = 0
    duties: tuple[str, ...] | None = None  # the days on which reports are due, whoever owes them


READINGS = (
    Reading(
        "cai-cach-hanh-chinh",
        "Kế hoạch Cải cách hành chính nhà nước tỉnh Quảng Ngãi năm 2026",
        ("Quảng Ngãi", "2026", "Sở Nội vụ"),
        (
            ("I.1", date(2026, 2, 27), ""),
            ("I.2", date(2026, 6, 30), ""),
            ("II.3", date(2026, 6, 29), ""),
            ("II.4", date(2026, 7, 15), ""),
            ("PL2.1", date(2026, 12, 31), "year"),
            ("PL2.2", date(2027, 1, 30), ""),
        ),
        ("Sở Nội vụ", "Sở Nội vụ", "Sở Tư pháp", "Sở Nội vụ", "Sở Y tế", "Sở Xây dựng"),
    ),
    Reading(
        "bat-dau-hoan-thanh",
        "Kế hoạch Phát triển chính quyền số tỉnh Bắc Ninh giai đoạn 2026 - 2030",
        ("Bắc Ninh", "2026 - 2030", "Sở Khoa học và Công nghệ"),
        (
            ("A.1", date(2028, 12, 31), ""),
            ("A.2", None, ""),
            ("B.3", None, ""),
            ("B.4", date(2026, 10, 31), "year"),
        ),
        ("Sở Tư pháp", "Văn phòng Ủy ban nhân dân tỉnh", "Công an tỉnh", "Công an tỉnh"),
    ),
    Reading(
        "chi-tieu-chu-tri",
        "Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW",
        ("", "", "Bộ Khoa học và Công nghệ"),
        (("I.1", date(2025, 6, 30), ""), ("I.2", date(2025, 10, 31), ""), ("II.3", None, "")),
        ("Bộ Khoa học và Công nghệ", "Bộ Nội vụ", "Các bộ, ngành"),
        indicators=3,
    ),
    Reading(
        "xa-nhom-nhiem-vu",
        "Kế hoạch Chuyển đổi số trong các cơ quan nhà nước xã Xuân Đông năm 2026",
        ("Đồng Nai", "2026", "Phòng Văn hóa - Xã hội"),
        (("1", date(2026, 1, 31), ""), ("2", date(2026, 9, 30), ""), ("3", None, "")),
        ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Công an xã; Phòng Kinh tế"),
    ),
    Reading(
        "van-xuoi",
        "Kế hoạch Thực hiện công tác bầu cử trên địa bàn xã Lương Mẫu, tỉnh Quảng Ninh",
        ("Quảng Ninh", "", ""),
        (
            ("1.1", date(2025, 11, 30), ""),
            ("1.2", date(2025, 12, 31), ""),
            ("2.1", date(2026, 2, 2), ""),
        ),
        (
            "Phó Chủ tịch Thường trực",
            "Phó Chủ tịch Thường trực",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã",
        ),
    ),
    Reading(
        "don-vi-truc-thuoc",
        "Kế hoạch Nâng cao chất lượng khám, chữa bệnh gắn với chuyển đổi số y tế tại các đơn vị"
        " trực thuộc, năm 2026",
        ("Cao Bằng", "2026", "Phòng Nghiệp vụ Y"),
        (
            ("1", date(2026, 9, 29), ""),
            ("2", date(2026, 5, 31), ""),
            ("3", date(2026, 9, 30), ""),
            ("4", date(2026, 12, 15), ""),
            ("5", date(2026, 3, 31), "quarter"),
            ("6", date(2026, 10, 31), ""),
            ("7", date(2026, 8, 30), ""),
            ("8", None, ""),
        ),
        (
            *("Bệnh viện Đa khoa tỉnh", "Phòng Nghiệp vụ Dược"),
            *("Trung tâm Kiểm soát bệnh tật tỉnh", "Phòng Nghiệp vụ Y", "Văn phòng Sở"),
            *("Phòng Kế hoạch - Tài chính", "Thanh tra Sở", "Trung tâm Kiểm soát bệnh tật tỉnh"),
        ),
        duties=("20/12", "30/4", "25/3", "25/6", "25/9", "10/12"),
    ),
    Reading(
        "phong-chong-ma-tuy",
        "Kế hoạch Phòng, chống ma túy và cai nghiện ma túy với mục tiêu xây dựng địa bàn không ma"
        " túy trên địa bàn thành phố Hải Phòng năm 2026",
        ("Hải Phòng", "2026", "Công an thành phố"),
        (
            ("A.1", date(2026, 6, 30), "half-year"),
            ("A.2", None, ""),
            ("A.3", date(2026, 11, 14), ""),
            ("B.4", date(2026, 6, 30), ""),
            ("B.5", date(2026, 3, 31), "quarter"),
            ("B.6", date(2026, 9, 29), ""),
            ("C.7", date(2026, 3, 31), ""),
            ("C.8", date(2026, 12, 31), ""),
        ),
        (
            *("Công an thành phố", "Sở Công Thương", "Công an thành phố", "Sở Giáo dục và Đào tạo"),
            *("UBND các xã, phường, đặc khu", "Công an thành phố", "Sở Tài chính", "Sở Nội vụ"),
        ),
        duties=(
            *("18/6", "18/12", "10/3", "15/1", "15/2", "15/3", "15/4", "15/5", "15/7", "15/8"),
            *("15/9", "15/10", "15/11", "5/6", "5/12"),
        ),
    ),
)


@pytest.mark.parametrize("reading", READINGS, ids=lambda one: one.name)
def test_a_decision_is_read_whole_and_can_be_loaded_as_it_is(reading: Reading) -> None:
    folder = read_decision(Path(__file__).parent / f"{reading.name}.txt").folder
    head, tasks = folder.head, [item for item in folder.items if item.kind == "task"]
    assert head.title == reading.title
    assert (head.province, head.period, head.coordinator) == reading.head
    assert tuple((item.code, item.due_on, item.due_every) for item in tasks) == reading.days
    assert tuple("; ".join(item.leads) for item in tasks) == reading.leads
    assert len(folder.indicators) == reading.indicators
    days = tuple(f"{rule.day}/{rule.month}" for rule in head.rules)
    assert reading.duties in (None, days)
    check(folder)


@pytest.fixture(scope="module")
def committee() -> PlanFolder:
    return read_decision(Path(__file__).parent / "bat-dau-hoan-thanh.txt").folder


def test_two_units_of_one_place_are_two(committee: PlanFolder) -> None:
    centre = next(item for item in committee.items if item.code == "A.2")
    assert centre.coordinating == ("VNPT Bắc Ninh", "Viettel Bắc Ninh")


def test_a_beginning_in_a_column_of_its_own_is_kept(committee: PlanFolder) -> None:
    first = next(item for item in committee.items if item.code == "A.1")
    assert (first.starts_on, first.start_year, first.end_year) == (date(2026, 1, 1), 2026, 2028)
