"""A duty to issue something by a time, with nobody named who receives it, is never lost."""

from datetime import date

import pytest

from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.document import Line
from storage.importing.folder.model import PlanHead
from storage.importing.text.duties.rules import read_rules

VOCABULARY = vocabulary_of("Lâm Đồng")
HEAD = PlanHead("a", "1/KH-UBND", date(2026, 1, 9), "", "Lâm Đồng", "2026", "Sở Nội vụ")
LONG = PlanHead("a", "1/KH-UBND", date(2026, 1, 9), "", "Lâm Đồng", "2026 - 2030", "Sở Nội vụ")

SURE = (
    (
        "month-of-the-plans-year",
        "- Các sở, ban, ngành ban hành kế hoạch triển khai của đơn vị trong tháng 3.",
        *(HEAD, ("31/3", "once", 2026, False, ())),
    ),
    (
        "month-with-its-year",
        "Các sở, ban, ngành, UBND các xã, phường xây dựng kế hoạch cụ thể, ban hành trong tháng"
        " 02/2026.",
        *(LONG, ("28/2", "once", 2026, False, ())),
    ),
    (
        "quarter",
        "UBND các xã, phường ban hành kế hoạch thực hiện trong quý I/2026.",
        *(LONG, ("31/3", "once", 2026, False, ("UBND các xã, phường",))),
    ),
    (
        "one-office",
        "Sở Y tế ban hành hướng dẫn chuyên môn trong tháng 4 năm 2026.",
        *(LONG, ("30/4", "once", 2026, False, ("Sở Y tế",))),
    ),
    (
        "before-a-month",
        "Sở Tài chính hoàn thành việc phân bổ kinh phí trước tháng 5/2026.",
        *(LONG, ("30/4", "once", 2026, False, ("Sở Tài chính",))),
    ),
    (
        "by-a-day",
        "Các sở, ban, ngành ban hành kế hoạch của đơn vị mình trước ngày 15/02/2026.",
        *(LONG, ("15/2", "once", 2026, True, ())),
    ),
    (
        "time-first",
        "Trong tháng 3/2026, Sở Công Thương ban hành kế hoạch phát triển thương mại điện tử.",
        *(LONG, ("31/3", "once", 2026, False, ("Sở Công Thương",))),
    ),
    (
        "not-later-than-the-end-of-a-month",
        "Các sở, ngành xây dựng và ban hành kế hoạch chậm nhất trong tháng 01 năm 2026.",
        *(HEAD, ("31/1", "once", 2026, False, ())),
    ),
    (
        "with-a-receiver",
        "Các sở, ngành ban hành kế hoạch, gửi Sở Nội vụ trong tháng 02/2026.",
        *(LONG, ("28/2", "once", 2026, False, ())),
    ),
)
DOUBTED = (
    ("nobody-named", "Ban hành kế hoạch triển khai trong tháng 3/2026.", HEAD),
    ("no-year-in-a-long-plan", "Các sở, ngành ban hành kế hoạch trong tháng 3.", LONG),
    ("days-after-the-signing", "Các sở ban hành kế hoạch trong vòng 15 ngày kể từ ngày ký.", HEAD),
    ("vague", "Các sở, ngành xây dựng, ban hành kế hoạch trong đầu năm 2026.", HEAD),
    ("regularly", "Các sở, ngành xây dựng, ban hành kế hoạch hằng năm trong quý I.", LONG),
    ("a-task-of-many", "Hoàn thành việc cấp phát thiết bị cho các trường trong quý II/2026.", LONG),
)  # fmt: skip
SILENT = (
    ("a-law", "Căn cứ Nghị quyết số 5/NQ-HĐND được ban hành trong tháng 12/2025;", HEAD),
    ("the-past", "Trong tháng 12/2025, Sở Y tế đã ban hành 05 văn bản hướng dẫn.", HEAD),
    ("of-a-task", "- Thời gian hoàn thành: trong tháng 3/2026.", HEAD),
    ("nothing-asked", "Tháng 3 là tháng cao điểm của phong trào thi đua.", HEAD),
    ("an-aim", "Phấn đấu trong năm 2026 có 80% hồ sơ được số hóa.", HEAD),
)


def given(sentence: str, head: PlanHead) -> tuple[list[object], list[str]]:
    rules, doubts = read_rules([Line(1, sentence)], head, VOCABULARY)
    told = [(f"{r.day}/{r.month}", r.every, r.from_year, r.strict, r.agencies) for r in rules]
    return list(told), [doubt.seen for doubt in doubts if doubt.seen]


def test_a_month_and_a_day_in_one_sentence_are_two_duties() -> None:
    """Neither hides the other, whichever part of the sentence it stands in."""
    first = "Các sở, ngành ban hành kế hoạch trong quý III/2026 và gửi báo cáo năm về Sở Nội vụ"
    rules, doubts = given(f"{first} chậm nhất ngày 15/12/2026.", LONG)
    assert rules == [("15/12", "once", 2026, False, ()), ("30/9", "once", 2026, False, ())]
    assert doubts == []


def test_a_part_without_a_day_is_doubted_beside_one_that_has_it() -> None:
    sentence = (
        "UBND các xã, phường gửi kế hoạch về Sở Nội vụ trước ngày 10/3/2026; hằng quý báo cáo Sở"
        " Nội vụ."
    )
    rules, doubts = given(sentence, HEAD)
    assert (len(rules), doubts) == (1, [sentence])


@pytest.mark.parametrize(
    ("sentence", "head", "rule"), [pytest.param(*one[1:], id=one[0]) for one in SURE]
)
def test_what_is_surely_a_duty_is_one(sentence: str, head: PlanHead, rule: object) -> None:
    assert given(sentence, head)[0] == [rule]


@pytest.mark.parametrize(("sentence", "head"), [pytest.param(*o[1:], id=o[0]) for o in DOUBTED])
def test_the_words_of_others_stand_in_a_doubt(sentence: str, head: PlanHead) -> None:
    rules, doubts = given(sentence, head)
    assert (rules, doubts) == ([], [sentence])


@pytest.mark.parametrize(("sentence", "head"), [pytest.param(*o[1:], id=o[0]) for o in SILENT])
def test_what_asks_for_nothing_is_none(sentence: str, head: PlanHead) -> None:
    assert given(sentence, head) == ([], [])
