"""Reporting days in running text: before a day or on it, who reports, and to whom."""

import pytest

from storage.importing.document import Line
from storage.importing.folder.model import Doubt, RuleEntry
from storage.importing.text.rules import read_rules

PLANNING = "Sở Kế hoạch và Đầu tư"


def read(*paragraphs: str) -> tuple[tuple[RuleEntry, ...], tuple[Doubt, ...]]:
    lines = [Line(number, text) for number, text in enumerate(paragraphs, 1)]
    return read_rules(lines, PLANNING, 2023, 2030)


@pytest.mark.parametrize(
    ("sentence", "days", "strict", "who", "to"),
    [
        (
            f"- Các sở báo cáo về {PLANNING} trước ngày 15 tháng 11 hàng năm.",
            *([(15, 11)], True, "Các sở", PLANNING),
        ),
        (
            "Các sở định kỳ gửi UBND tỉnh ngày 10/12 hằng năm.",
            *([(10, 12)], False, "Các sở", "UBND tỉnh"),
        ),
        (
            "Các sở, ngành báo cáo Sở Tài chính trước ngày 20 tháng 11 hằng năm.",
            *([(20, 11)], True, "Các sở, ngành", "Sở Tài chính"),
        ),
        (
            f"Thủ trưởng các sở gửi báo cáo về {PLANNING} chậm nhất ngày 30/11 hàng năm.",
            *([(30, 11)], False, "Thủ trưởng các sở", PLANNING),
        ),
        (
            "Các sở gửi Sở Tài chính trước 30/11 hàng năm.",
            *([(30, 11)], True, "Các sở", "Sở Tài chính"),
        ),
        (
            "Các sở báo cáo về UBND tỉnh ngày 15 tháng 6 và ngày 15 tháng 12 hàng năm.",
            *([(15, 6), (15, 12)], False, "Các sở", "UBND tỉnh"),
        ),
        (
            "Các sở gửi UBND tỉnh trước ngày 15/6 và 15/12 hằng năm.",
            *([(15, 6), (15, 12)], True, "Các sở", "UBND tỉnh"),
        ),
        (
            "UBND các huyện định kỳ 6 tháng (trước ngày 10/6) và hằng năm (trước ngày 10/12)"
            " báo cáo về Sở Văn hóa, Thể thao và Du lịch để tổng hợp, báo cáo UBND tỉnh.",
            *([(10, 6), (10, 12)], True, "UBND các huyện", "Sở Văn hóa, Thể thao và Du lịch"),
        ),
        (
            "Định kỳ hằng năm (trước ngày 15/12), các sở báo cáo UBND tỉnh (qua Sở Tài chính).",
            *([(15, 12)], True, "Các sở", "UBND tỉnh; Sở Tài chính"),
        ),
        (
            "Sở Y tế báo cáo UBND tỉnh trước ngày 15 tháng 01 năm sau.",
            *([(15, 1)], True, "Sở Y tế", "UBND tỉnh"),
        ),
        (
            "Các tổ chức chính trị - xã hội báo cáo UBND tỉnh trước ngày 15/11/hằng năm.",
            *([(15, 11)], True, "Các tổ chức chính trị - xã hội", "UBND tỉnh"),
        ),
        *[
            (
                f"Các sở báo cáo Sở Tài chính {day}.",
                *([(15, 11)], strict, "Các sở", "Sở Tài chính"),
            )
            for day, strict in (
                ("không muộn hơn ngày 15/11 hằng năm", False),
                ("chậm nhất 15/11 hằng năm", False),
                ("chậm nhất trước ngày 15/11 hằng năm", True),
                ("trước 17 giờ ngày 15/11 hằng năm", False),
                ("trước ngày 15-11 hằng năm", True),
                ("trước ngày 15.11 hằng năm", True),
                ("trước ngày 15 của tháng 11 hằng năm", True),
                ("trước ngày 15 tháng 11 các năm", True),
                ("từ ngày 01/11 đến ngày 15/11 hằng năm", False),
                ("qua mạng, trước ngày 15/11 hằng năm", True),
            )
        ],
        (
            "Hằng quý (trước ngày 20/3, 20/6, 20/9, 20/12), các sở gửi báo cáo về Sở Tài chính.",
            *([(20, 3), (20, 6), (20, 9), (20, 12)], True, "Các sở", "Sở Tài chính"),
        ),
        (
            "Hằng quý (trước ngày 20/3, 20/9), 6 tháng (trước ngày 15/6) các sở gửi Sở Tài chính.",
            *([(20, 3), (20, 9), (15, 6)], True, "Các sở", "Sở Tài chính"),
        ),
    ],
)
def test_rule(sentence: str, days: list[tuple[int, int]], strict: bool, who: str, to: str) -> None:
    """M1: before a day is not on a day."""
    rules, doubts = read(sentence)
    assert [(rule.day, rule.month) for rule in rules] == days
    assert {(rule.strict, rule.who, rule.to) for rule in rules} == {(strict, who, to)}
    assert {rule.quote for rule in rules} == {sentence.removeprefix("- ")}
    assert {rule.tier for rule in rules} == {"agencies"}
    assert doubts == ()


def test_who_stands_at_the_head_of_the_numbered_paragraph() -> None:
    (agencies, coordinator), doubts = read(
        "VI. TỔ CHỨC THỰC HIỆN",
        "1. Các sở, UBND các huyện tổ chức phổ biến Kế hoạch này.",
        "Thường xuyên theo dõi; định kỳ ngày 15/11 hằng năm báo cáo kết quả; báo cáo Chủ tịch UBND"
        f" tỉnh, đồng thời gửi về {PLANNING} để tổng hợp.",
        f"2. {PLANNING}:",
        "- Tổng hợp, tham mưu cho UBND tỉnh báo cáo Bộ Tài chính trước ngày 10/12 hằng năm.",
    )
    assert (agencies.who, agencies.tier) == ("Các sở, UBND các huyện", "agencies")
    assert agencies.to == f"Chủ tịch UBND tỉnh; {PLANNING}"
    assert (coordinator.who, coordinator.tier) == (PLANNING, "coordinator")
    assert coordinator.to == "Bộ Tài chính"
    assert doubts == ()


def test_a_heading_ends_the_paragraph_and_nobody_is_guessed() -> None:
    (rule,), (doubt,) = read(
        "1. Các sở tổ chức thực hiện.", "II. BÁO CÁO", "Gửi UBND tỉnh trước ngày 15/11 hằng năm."
    )
    assert rule.who == ""
    assert (doubt.field, doubt.code, doubt.source_line) == ("who", "15/11", 3)


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Quyết định ngày 22/7/2022, hàng năm; và ngày 01 tháng 10 năm 2021 hàng năm.",
        "Phấn đấu mỗi năm giảm 1/3 diện tích.",
        "Các sở báo cáo UBND tỉnh trong tháng 11 hằng năm.",
    ],
)
def test_what_is_no_yearly_day_is_no_rule(sentence: str) -> None:
    rules, (doubt,) = read(sentence)
    assert rules == ()
    assert (doubt.field, doubt.seen) == ("rules", "")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Các sở báo cáo UBND tỉnh ngày 45/13 hằng năm.", "calendar"),
        ("Các sở báo cáo UBND tỉnh trước ngày 15/11.", "every year"),
        ("Các sở báo cáo UBND tỉnh sau ngày 15/11 hằng năm.", "opens a time"),
        ("Tổ chức Ngày Môi trường thế giới ngày 05/6 hằng năm.", "nothing is reported"),
        ("Hằng năm kỷ niệm Ngày nước 22/3, ngày 05/6 và chương trình khác.", "nothing is reported"),
        (
            "Chốt số liệu báo cáo hằng năm tính từ ngày 15/12 năm trước đến ngày 14/12.",
            "bound the period",
        ),
    ],
)
def test_a_day_that_is_not_taken_is_a_doubt_beside_other_rules(sentence: str, reason: str) -> None:
    rules, (doubt,) = read(sentence, "Các sở báo cáo UBND tỉnh trước ngày 20/12 hằng năm.")
    assert [(rule.day, rule.month) for rule in rules] == [(20, 12)]
    assert (doubt.field, doubt.seen, doubt.source_line) == ("rules", sentence, 1)
    assert reason in doubt.reason


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        (
            "UBND các xã, phường báo cáo phòng Kinh tế trước ngày 10/11 hằng năm; phòng Kinh tế"
            " báo cáo Sở Tài chính trước ngày 20/11 hằng năm.",
            [("UBND các xã, phường", "phòng Kinh tế"), ("Phòng Kinh tế", "Sở Tài chính")],
        ),
        (
            "Trước ngày 15/11 hằng năm, các cơ quan gửi báo cáo về Sở Y tế để tổng hợp, báo cáo"
            " UBND tỉnh trước ngày 30/11.",
            [("Các cơ quan", "Sở Y tế"), ("Sở Y tế", "UBND tỉnh")],
        ),
        (
            "Các sở; UBND các huyện báo cáo Sở Y tế trước ngày 10/11 hằng năm; Sở Y tế tổng hợp"
            " trước ngày 20/11, trình UBND tỉnh.",
            [("Các sở; UBND các huyện", "Sở Y tế"), ("Sở Y tế", "UBND tỉnh")],
        ),
        (
            "Các sở báo cáo Sở Y tế trước ngày 15/11 hằng năm, Sở Y tế báo cáo UBND tỉnh trước ngày"
            " 30/11.",
            [("Các sở", "Sở Y tế"), ("Sở Y tế", "UBND tỉnh")],
        ),
    ],
)
def test_every_day_has_the_parties_of_its_clause(
    sentence: str, parties: list[tuple[str, str]]
) -> None:
    rules, doubts = read(sentence)
    assert [(rule.who, rule.to) for rule in rules] == parties
    assert doubts == ()


@pytest.mark.parametrize(
    "day", ["ngày 25 của tháng cuối quý", "ngày 20 hằng tháng", "ngày 05 tháng đầu quý"]
)
def test_a_day_of_every_month_or_quarter_is_a_doubt(day: str) -> None:
    sentence = f"Các sở báo cáo UBND tỉnh trước {day}."
    rules, doubts = read(sentence)
    assert rules == ()
    assert [doubt.seen for doubt in doubts] == [sentence, ""]


def test_a_day_that_stands_twice_is_one_rule_and_a_doubt() -> None:
    sentence = "Các sở báo cáo UBND tỉnh trước ngày 15/11 hằng năm."
    rules, (doubt,) = read(sentence, f"- {sentence}")
    assert len(rules) == 1
    assert (doubt.field, doubt.seen, doubt.source_line) == ("rules", sentence, 2)
