"""Document numbers as officials type them."""

from datetime import date

import pytest

from bot.language.document_numbers import read_document


@pytest.mark.parametrize(
    ("text", "number", "on"),
    [
        ("123/BC-SCT ngày 05/11/2026", "123/BC-SCT", date(2026, 11, 5)),
        ("số 123 / BC-SCT ngày 5-11-2026", "123/BC-SCT", date(2026, 11, 5)),
        ("123/bc-sct", "123/BC-SCT", None),
        ("45/2026/QĐ-UBND ngày 05 tháng 11 năm 2026", "45/2026/QĐ-UBND", date(2026, 11, 5)),
        ("7/SCT-KH&TC, 1.2.2026", "7/SCT-KH&TC", date(2026, 2, 1)),
    ],
)
def test_document_numbers(text: str, number: str, on: date | None) -> None:
    document = read_document(text)
    assert document is not None
    assert (document.number, document.on) == (number, on)


@pytest.mark.parametrize(
    "text", ["đã gửi", "ngày 05/11/2026", "123/BC-SCT ngày 31/11/2026", "123/BC-SCT hôm qua", ""]
)
def test_what_is_no_document_number_is_not_guessed(text: str) -> None:
    assert read_document(text) is None
