"""Word for word last year's, or not (pure)."""

import unicodedata
from dataclasses import dataclass

import pytest

from storage.reports.answered.repeated import repeats


@dataclass(frozen=True)
class Said:
    result: str = ""
    difficulties: str = ""
    proposals: str = ""


BEFORE = Said("Tổ chức 5 lớp tập huấn, 2,5 tỷ đồng.", "Kinh phí cấp chậm")


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        Said("tổ chức  5 lớp\ntập huấn, 2,5 tỷ đồng", "KINH PHÍ CẤP CHẬM!"),
        Said("To chuc 5 lop tap huan, 2,5 ty dong", "kinh phi cap cham"),
        Said(unicodedata.normalize("NFD", BEFORE.result), BEFORE.difficulties),
    ],
)
def test_accents_case_marks_and_white_space_make_no_difference(now: Said) -> None:
    assert repeats(now, BEFORE)


@pytest.mark.parametrize(
    "now",
    [
        Said("Tổ chức 6 lớp tập huấn, 2,5 tỷ đồng.", "Kinh phí cấp chậm"),
        Said("Tổ chức 5 lớp tập huấn, 25 tỷ đồng.", "Kinh phí cấp chậm"),
        Said(BEFORE.result),
        Said(BEFORE.result, BEFORE.difficulties, "Bố trí kinh phí"),
        Said(),
    ],
)
def test_another_figure_or_another_field_is_another_answer(now: Said) -> None:
    assert not repeats(now, BEFORE)


def test_who_writes_nothing_repeats_nothing() -> None:
    assert not repeats(Said(), Said())
    assert not repeats(Said(" \n"), Said(" \n"))
    assert not repeats(None, BEFORE)
    assert not repeats(BEFORE, None)
