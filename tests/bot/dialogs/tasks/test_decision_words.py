"""How a message names the document that asks for a report, and who issued it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dialogs.tasks.wording import by_duty, decision_words
from locales import translator
from tests.support.worlds.planners import owed


@pytest.mark.parametrize(
    ("number", "province", "issuer", "words"),
    [
        ("2082/QĐ-UBND", "Bến Tre", "", "Quyết định số 2082/QĐ-UBND của UBND tỉnh Bến Tre"),
        ("9/2024/QĐ-UBND", "Huế", "", "Quyết định số 9/2024/QĐ-UBND của UBND thành phố Huế"),
        ("25/KH-UBND", "Quảng Ngãi", "", "Kế hoạch số 25/KH-UBND của UBND tỉnh Quảng Ngãi"),
        (
            *("101/KH-UBND", "Đồng Nai", "UBND xã Xuân Đông"),
            "Kế hoạch số 101/KH-UBND của UBND xã Xuân Đông",
        ),
        ("03/NQ-CP", "", "Chính phủ", "Nghị quyết số 03/NQ-CP của Chính phủ"),
        (
            *("12-CTr/TU", "Đắk Lắk", "Tỉnh ủy Đắk Lắk"),
            "Chương trình số 12-CTr/TU của Tỉnh ủy Đắk Lắk",
        ),
        ("5/CV", "", "", "Văn bản số 5/CV"),
    ],
)
def test_a_document_is_called_what_it_is(
    number: str, province: str, issuer: str, words: str
) -> None:
    named, *by = words.partition(" của ")
    duty = replace(owed(1, 3), decision=number, province=province, issuer=issuer)
    duty = replace(duty, issued_on=date(2026, 1, 15))
    assert decision_words(duty, translator("vi")) == "".join((named, " ngày 15/01/2026", *by))


def test_one_number_of_two_provinces_is_two_decisions() -> None:
    """Three provinces that merged have each had a decision 100/QĐ-UBND."""
    one = replace(owed(1, 3), decision="100/QĐ-UBND", province="Bến Tre", plan_id=1)
    other = replace(owed(2, 3), decision="100/QĐ-UBND", province="Trà Vinh", plan_id=2)
    third = replace(owed(3, 3), decision="100/QĐ-UBND", province="Bến Tre", plan_id=1)
    assert by_duty([one, other, third]) == [(one, third), (other,)]
