"""Reporting days in running text: before a day or on it, who reports, and to whom."""

from datetime import date

import pytest

from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.document import Line
from storage.importing.folder.model import Doubt, PlanHead, RuleEntry
from storage.importing.text.duties.rules import read_rules

PLANNING = "Sở Kế hoạch và Đầu tư"
VOCABULARY = vocabulary_of("Bến Tre")


def read(
    *paragraphs: str, period: str = "2021 - 2030"
) -> tuple[tuple[RuleEntry, ...], tuple[Doubt, ...]]:
    lines = [Line(number, text) for number, text in enumerate(paragraphs, 1)]
    head = PlanHead("a", "1/QĐ-UBND", date(2023, 9, 18), "", "Bến Tre", period, PLANNING)
    return read_rules(lines, head, VOCABULARY)


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
    sentence = "Gửi UBND tỉnh trước ngày 15/11 hằng năm."
    rules, (doubt, _) = read("1. Các sở tổ chức thực hiện.", "II. BÁO CÁO", sentence)
    assert rules == ()
    assert (doubt.field, doubt.seen, doubt.source_line) == ("rules", sentence, 3)
    assert "nobody is asked" in doubt.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Quyết định ngày 22/7/2022, hàng năm; và ngày 01 tháng 10 năm 2021 hàng năm.",
        "Phấn đấu mỗi năm giảm 1/3 diện tích.",
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


def test_a_day_that_stands_twice_is_one_rule_and_a_doubt() -> None:
    sentence = "Các sở báo cáo UBND tỉnh trước ngày 15/11 hằng năm."
    rules, (doubt,) = read(sentence, f"- {sentence}")
    assert len(rules) == 1
    assert (doubt.field, doubt.seen, doubt.source_line) == ("rules", sentence, 2)


def told(*paragraphs: str, period: str = "2021 - 2030") -> list[str]:
    """ "once 30/6 of Sở Y tế in 2026-2026", strict days with a "<" before them."""
    rules, _ = read(*paragraphs, period=period)
    return [
        f"{rule.every} {'<' * rule.strict}{rule.day}/{rule.month}"
        f"{' of ' * bool(rule.agencies)}{' + '.join(rule.agencies)}"
        f" in {rule.from_year}-{rule.until_year}"
        for rule in rules
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("trước ngày 25 hằng tháng", "month <25/1"),
        ("trước ngày 25 hàng tháng", "month <25/1"),
        ("trước ngày 25 của mỗi tháng", "month <25/1"),
        ("hằng tháng (trước ngày 25)", "month <25/1"),
        ("hằng tháng, trước ngày 25", "month <25/1"),
        ("vào ngày 25 hằng tháng", "month 25/1"),
        ("chậm nhất ngày 25 hằng tháng", "month 25/1"),
        ("trước ngày 05 của tháng sau", "month <5/2"),
        ("trước ngày 05 tháng kế tiếp", "month <5/2"),
        ("trước ngày 15 của tháng cuối quý", "quarter <15/3"),
        ("trước ngày 15 tháng cuối của mỗi quý", "quarter <15/3"),
        ("ngày 15 tháng cuối cùng của quý", "quarter 15/3"),
        ("hằng quý (trước ngày 15 của tháng cuối quý)", "quarter <15/3"),
        ("trước ngày 05 của tháng đầu quý sau", "quarter <5/4"),
        ("trước ngày 10 tháng giữa quý", "quarter <10/2"),
    ],
)
def test_a_day_of_every_month_or_quarter(words: str, day: str) -> None:
    assert told(f"Các sở báo cáo Sở Tài chính {words}.") == [f"{day} in 2023-2030"]


def test_two_halves_of_a_year_are_two_days_of_the_year() -> None:
    sentence = (
        "Các sở định kỳ 6 tháng báo cáo kết quả về Sở Tài chính trước ngày 15 tháng 6 và trước"
        " ngày 01 tháng 12 hằng năm."
    )
    assert told(sentence) == ["year <15/6 in 2023-2030", "year <1/12 in 2023-2030"]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        *[
            (words, [f"once {day}/1 in 2026-2026"])
            for words, day in (
                ("trước ngày 31/01/2026", "<31"),
                ("trước ngày 31 tháng 01 năm 2026", "<31"),
                ("trước ngày 31.01.2026", "<31"),
                ("trước 31/01/2026", "<31"),
                ("xong trước ngày 31/01/2026", "<31"),
                ("chậm nhất đến ngày 31/01/2026", "31"),
                ("trong ngày 31/01/2026", "31"),
            )
        ],
        ("trước ngày 15/6 và 15/12/2026", ["once <15/6 in 2026-2026", "once <15/12 in 2026-2026"]),
        ("từ ngày 01/6/2026 đến ngày 15/6/2026", ["once 15/6 in 2026-2026"]),
    ],
)
def test_a_day_with_a_year_is_a_duty_of_one_time(words: str, days: list[str]) -> None:
    assert told(f"Các sở gửi kế hoạch về Sở Tài chính {words}.") == days


def test_a_day_without_a_year_is_the_year_of_a_plan_of_one_year() -> None:
    sentence = "Các sở báo cáo Sở Tài chính trước ngày 15/11."
    assert told(sentence, period="2024") == ["year <15/11 in 2024-2024"]
    assert told(sentence, period="") == []
    assert told(sentence) == []


def test_the_report_on_the_last_year_comes_in_the_january_after_it() -> None:
    sentence = "Các sở báo cáo Sở Tài chính trước ngày 15/01/2025."
    assert told(sentence, period="2024") == ["year <15/1 in 2024-2024"]


@pytest.mark.parametrize(
    ("who", "agencies"),
    [
        ("Sở Y tế", " of Sở Y tế"),
        ("Giao Giám đốc Sở Y tế", " of Sở Y tế"),
        ("Sở Y tế tiếp tục", " of Sở Y tế"),
        ("Chánh Văn phòng UBND tỉnh", " of Văn phòng Ủy ban nhân dân tỉnh"),
        ("Công an tỉnh", " of Công an tỉnh"),
        ("Sở Y tế, Sở Nội vụ", " of Sở Y tế + Sở Nội vụ"),
        ("Sở Văn hóa, Thể thao và Du lịch", " of Sở Văn hóa, Thể thao và Du lịch"),
        ("UBND các huyện, thành phố", " of UBND các huyện, thành phố"),
        ("Phòng Văn hóa - Xã hội", " of Phòng Văn hóa - Xã hội"),
        ("Sở Y tế và các sở, ban, ngành tỉnh", ""),
        ("Thủ trưởng các cơ quan, đơn vị", ""),
        ("Các cơ quan, đơn vị, địa phương", ""),
    ],
)
def test_whose_duty_it_is(who: str, agencies: str) -> None:
    found = told(f"{who} báo cáo Sở Tài chính trước ngày 15/11 hằng năm.")
    assert found == [f"year <15/11{agencies} in 2023-2030"]


def test_who_issues_the_plan_owes_not_what_names_nobody() -> None:
    sentence = "1. Báo cáo gửi Sở Tài chính trước ngày 15/11 hằng năm."
    rules, (doubt, _) = read("Căn cứ Luật, Sở Y tế ban hành Kế hoạch như sau:", sentence)
    assert rules == ()
    assert "nobody is asked" in doubt.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ nhiệm vụ được giao, các sở báo cáo Sở Tài chính trước ngày 15/11 hằng năm.",
        "Thực hiện Công văn ngày 10/01/2026, các sở gửi UBND tỉnh trước ngày 15/11 hằng năm.",
        "Điều 2. Các sở báo cáo UBND tỉnh trước ngày 15/11 hằng năm.",
    ],
)
def test_a_duty_may_begin_with_its_ground(sentence: str) -> None:
    assert told(sentence) == ["year <15/11 in 2023-2030"]


def test_the_time_of_a_report_is_no_time_of_a_task() -> None:
    found = told("Các sở báo cáo UBND tỉnh:", "- Thời hạn gửi báo cáo: trước ngày 15/11 hằng năm.")
    assert found == ["year <15/11 in 2023-2030"]


def test_two_offices_have_the_same_day() -> None:
    found = told(
        "Sở Y tế báo cáo UBND tỉnh trước ngày 15/11 hằng năm.",
        "Sở Nội vụ báo cáo UBND tỉnh trước ngày 15/11 hằng năm.",
    )
    assert found == [f"year <15/11 of {one} in 2023-2030" for one in ("Sở Y tế", "Sở Nội vụ")]


def test_the_paragraphs_above_say_whose_duty_it_is() -> None:
    found = told(
        "1. Các sở, ban, ngành:",
        "a) Sở Y tế",
        "- Hướng dẫn chuyên môn.",
        "- Báo cáo UBND tỉnh trước ngày 10/11 hằng năm.",
        "b) Báo cáo Sở Tài chính trước ngày 15/11 hằng năm.",
        "2. Sở Nội vụ",
        "- Rà soát. Định kỳ trước ngày 20/11 hằng năm báo cáo UBND tỉnh.",
    )
    assert found == [
        "year <10/11 of Sở Y tế in 2023-2030",
        "year <15/11 in 2023-2030",
        "year <20/11 of Sở Nội vụ in 2023-2030",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Kế hoạch số 9/KH-UBND ngày 10/01/2024 về báo cáo trước ngày 15/11/2024;",
        "Thực hiện Công văn số 3/CV ngày 10/01/2026 về chế độ báo cáo của UBND tỉnh.",
        "Luật này có hiệu lực từ ngày 01/7/2026.",
        "Rà soát các văn bản ban hành trước ngày 01/7/2022.",
        "- Thời gian hoàn thành: Trước ngày 03/02/2026.",
        "Phát động thi đua vào ngày 05/6/2026.",
        "Đến ngày 30/6/2026, thủ tục hành chính được cung cấp trực tuyến toàn trình.",
    ],
)
def test_days_that_are_only_mentioned_are_no_duty_and_no_doubt(sentence: str) -> None:
    rules, doubts = read(sentence)
    assert rules == ()
    assert [doubt.seen for doubt in doubts] == [""]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Các sở báo cáo Sở Tài chính trước 16 giờ hằng ngày.", "every day or week"),
        ("Các sở báo cáo Sở Tài chính vào thứ Sáu hằng tuần.", "every day or week"),
        ("Trong vòng 10 ngày kể từ ngày ký, các sở gửi Sở Tài chính.", "counted from"),
        ("Các sở báo cáo Sở Tài chính trong tháng 11 hằng năm.", "a month or a quarter"),
        ("Các sở báo cáo Sở Tài chính trong quý II/2026.", "a month or a quarter"),
        ("Các sở báo cáo Sở Tài chính định kỳ hằng quý.", "no day is named"),
        ("Các sở định kỳ báo cáo Sở Tài chính.", "no day is named"),
        ("Các sở báo cáo Sở Tài chính trước ngày 31/01/2023.", "was over"),
        ("Các sở hoàn thành rà soát trước ngày 30/6/2026.", "nothing is reported"),
        ("UBND tỉnh báo cáo Bộ Tài chính trước ngày 20/12 hằng năm.", "nobody is asked"),
        ("Báo cáo gửi Sở Tài chính trước ngày 20/12/2026.", "nobody is asked"),
        ("Các sở báo cáo Sở Tài chính trước ngày 31/02/2026.", "no such day"),
    ],
)
def test_what_is_unsure_is_a_doubt_with_its_sentence(sentence: str, reason: str) -> None:
    rules, (doubt, _) = read(sentence)
    assert rules == ()
    assert (doubt.seen, doubt.source_line) == (sentence, 1)
    assert reason in doubt.reason
    assert doubt.proposal


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        (
            "Chế độ báo cáo: Các cơ quan, đơn vị báo cáo kết quả gửi Sở Tài chính: Báo cáo quý I"
            " trước ngày 10/3; báo cáo 6 tháng trước ngày 10/6; báo cáo năm trước ngày 10/12.",
            ["year <10/3", "year <10/6", "year <10/12"],
        ),
        (
            "Các sở gửi báo cáo về Sở Tài chính (6 tháng trước ngày 15/6, năm trước ngày 15/12).",
            ["year <15/6", "year <15/12"],
        ),
        (
            "Các sở báo cáo Sở Tài chính trước ngày 15 các tháng 3, 6, 9 và 12 hằng năm.",
            ["year <15/3", "year <15/6", "year <15/9", "year <15/12"],
        ),
        (
            "Các sở báo cáo Sở Tài chính trước ngày 15 tháng 6 và tháng 12 hằng năm.",
            ["year <15/6", "year <15/12"],
        ),
        (
            "Các sở báo cáo Sở Tài chính 02 lần/năm, trước ngày 15/6 và 15/12.",
            ["year <15/6", "year <15/12"],
        ),
        (
            "Yêu cầu các sở, ngành, địa phương định kỳ hằng quý (trước ngày 15 tháng cuối quý) và"
            " hằng năm (trước ngày 05/12) báo cáo kết quả về UBND tỉnh (qua Sở Tài chính).",
            ["quarter <15/3", "year <5/12"],
        ),
        (
            "1- Các chi bộ, các cơ quan báo cáo Sở Tài chính trước ngày 15/12 hằng năm.",
            ["year <15/12"],
        ),
        (
            "Sở, ban, ngành, UBND cấp xã báo cáo Sở Tài chính trước ngày 15/12 hằng năm.",
            ["year <15/12"],
        ),
        (
            "Các Sở: Xây dựng, Y tế báo cáo Sở Tài chính trước ngày 15/12 hằng năm.",
            ["year <15/12 of Sở Xây dựng + Sở Y tế"],
        ),
        (
            "Các sở Xây dựng và Y tế báo cáo Sở Tài chính trước ngày 15/12 hằng năm.",
            ["year <15/12 of Sở Xây dựng + Sở Y tế"],
        ),
        (
            "Chậm nhất ngày 25/11 hằng năm, Sở Y tế (cơ quan thường trực Ban Chỉ đạo) báo cáo UBND"
            " tỉnh.",
            ["year 25/11 of Sở Y tế"],
        ),
    ],
)
def test_duties_in_other_usual_words(sentence: str, days: list[str]) -> None:
    assert told(sentence) == [f"{day} in 2023-2030" for day in days]
    rules, doubts = read(sentence)
    assert {rule.to for rule in rules} <= {"Sở Tài chính", "UBND tỉnh", "UBND tỉnh; Sở Tài chính"}
    assert doubts == ()


def test_offices_that_cannot_be_told_apart_are_not_asked() -> None:
    sentence = "Các Sở: Xây dựng, Mây và Gió báo cáo Sở Tài chính trước ngày 15/12 hằng năm."
    rules, (doubt, _) = read(sentence)
    assert rules == ()
    assert "nobody is asked" in doubt.reason


def test_only_the_named_quarters_are_asked_for() -> None:
    """The fourth is covered by the yearly report."""
    sentence = (
        f"Các sở báo cáo quý (quý I, II, III) về {PLANNING} trước ngày 20 của tháng cuối quý; báo"
        " cáo năm trước ngày 15/12."
    )
    rules, _ = read(sentence)
    days = [(rule.day, rule.month, rule.every, rule.from_year, rule.until_year) for rule in rules]
    quarters = [(20, month, "year", 2023, 2030) for month in (3, 6, 9)]
    assert days == [*quarters, (15, 12, "year", 2023, 2030)]


def test_the_receiver_between_every_month_and_its_day() -> None:
    (rule,), _ = read("UBND các xã, phường hằng tháng báo cáo Công an tỉnh trước ngày 14.")
    assert (rule.every, rule.day, rule.to) == ("month", 14, "Công an tỉnh")


def test_several_times_may_stand_before_whoever_is_meant() -> None:
    rules, doubts = read(
        f"Định kỳ 6 tháng, năm, các sở, ngành gửi báo cáo về {PLANNING} trước ngày 10/6 và trước"
        " ngày 10/12."
    )
    assert [(rule.day, rule.month, rule.who, rule.to) for rule in rules] == [
        (10, 6, "Các sở, ngành", PLANNING),
        (10, 12, "Các sở, ngành", PLANNING),
    ]
    assert doubts == ()


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("ngày 01, 11 và 21 hằng tháng", ["1/1 month", "11/1 month", "21/1 month"]),
        ("ngày 10 và ngày 25 hằng tháng", ["10/1 month", "25/1 month"]),
        ("trước ngày 31/12, hai năm một lần", ["31/12 2-years"]),
        ("trước ngày 31/12 của năm liền sau", ["31/12 year"]),
    ],
)
def test_days_of_one_sentence(said: str, days: list[str]) -> None:
    rules, _ = read(f"Sở Y tế báo cáo Sở Tài chính {said}.")
    assert [f"{rule.day}/{rule.month} {rule.every}" for rule in rules] == days


@pytest.mark.parametrize(
    ("sentence", "agencies"),
    [
        ("Riêng Công an tỉnh báo cáo", ("Công an tỉnh",)),
        ("Ban Quản lý dự án đầu tư xây dựng số 1 báo cáo", None),
        ("Yêu cầu UBND xã Mây và UBND xã Gió báo cáo", ("UBND xã Mây", "UBND xã Gió")),
        ("UBND tỉnh báo cáo", ()),
        ("Định kỳ hai năm một lần, trước ngày 1/3, Sở Y tế báo cáo", ("Sở Y tế",)),
    ],
)
def test_whom_a_sentence_singles_out(sentence: str, agencies: tuple[str, ...] | None) -> None:
    rules, _ = read(f"{sentence} Sở Tài chính trước ngày 15/12 hằng năm.")
    whole = ("Ban Quản lý dự án đầu tư xây dựng số 1",)
    named = whole if agencies is None else agencies
    assert {rule.agencies for rule in rules} == ({named} if named else set())


def test_a_season_is_asked_about() -> None:
    (_, _), doubts = read("Sở Y tế báo cáo Sở Tài chính ngày 1 và 15 hằng tháng trong mùa khô.")
    assert any("one season" in doubt.reason for doubt in doubts)


def test_a_task_of_every_month_without_a_day_is_told_to_a_person() -> None:
    _, (doubt, *_) = read("Giao Sở Xây dựng công bố giá vật liệu hằng tháng.")
    assert "no day is named" in doubt.reason
