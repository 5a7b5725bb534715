"""Percentages and values of indicators."""

from decimal import Decimal

import pytest

from bot.language.numbers.percentages import read_percent
from bot.language.numbers.values import Value, read_value


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("60", 60),
        ("60%", 60),
        ("60 %", 60),
        ("khoảng 60%", 60),
        ("khoảng 60", 60),
        ("~60", 60),
        ("đạt 100 %", 100),
        ("60 phần trăm", 60),
        ("60 phan tram", 60),
        ("60pt", 60),
        ("dạ được 60% rồi ạ", 60),
        ("45,5%", 45.5),
        ("95.5", 95.5),
        ("0", 0),
        ("100", 100),
        ("sáu mươi phần trăm", 60),
        ("sau muoi lam phan tram", 65),
        ("hai mươi mốt phần trăm", 21),
        ("mười phần trăm", 10),
        ("một trăm phần trăm", 100),
        ("tám mươi hai phẩy năm phần trăm", 82.5),
        ("chín phẩy tư", 9.4),
        ("chin muoi lam phay sau phan tram", 95.6),
        ("đạt 45 phẩy 5%", 45.5),
        ("không phẩy không năm phần trăm", 0.05),
        ("7 mươi phần trăm", 70),
        ("8 mươi lăm", 85),
        ("6 chục phần trăm", 60),
        ("ba chín phẩy tư", None),
        ("một trăm hai mươi phẩy năm phần trăm", None),
        ("một phẩy hai phẩy ba", None),
        ("chín phẩy năm năm nay", None),
        ("phẩy năm", None),
        ("một nửa", 50),
        ("được 1/2", 50),
        ("3/4 khối lượng", 75),
        ("1/2", None),
        ("101", None),
        ("-5", None),
        ("1.200", None),
        ("1.200%", None),
        ("0,4%", 0.4),
        ("60,5 %", 60.5),
        ("3,50%", 3.5),
        ("2/3 khối lượng", 67),
        ("nhiều", None),
        ("chưa được 60%", None),
        ("còn 40%", None),
        ("60-70", None),
        ("60/100/1", None),
        ("", None),
        ("60 và 70", None),
        ("6" * 500, None),
    ],
)
def test_percentages(text: str, percent: float | None) -> None:
    assert read_percent(text) == percent


@pytest.mark.parametrize(
    ("text", "number", "unit", "comparison"),
    [
        ("95,5", "95.5", "", ""),
        ("95,5%", "95.5", "%", ""),
        ("đạt 95,5%", "95.5", "%", ""),
        ("60 %", "60", "%", ""),
        ("1200", "1200", "", ""),
        ("1.200", "1200", "", ""),
        ("1.200 triệu", "1200", "triệu", ""),
        ("1.200,5", "1200.5", "", ""),
        ("1.200.000 đồng", "1200000", "đồng", ""),
        ("1 200", "1200", "", ""),
        ("1\u00a0200 ha", "1200", "ha", ""),
        ("1,200.5", "1200.5", "", ""),
        ("1,200,300", "1200300", "", ""),
        ("0,85", "0.85", "", ""),
        ("0.85", "0.85", "", ""),
        ("0,125", "0.125", "", ""),
        ("-2,5", "-2.5", "", ""),
        ("âm 2,5%", "-2.5", "%", ""),
        ("02", "2", "", ""),
        ("> 90", "90", "", ">"),
        (">= 85%", "85", "%", "≥"),
        ("trên 90%", "90", "%", ">"),
        ("khoảng 12,5 triệu tấn CO2", "12.5", "triệu tấn CO2", "~"),
        ("120 m2", "120", "m2", ""),
        ("1,2 tỷ đồng.", "1.2", "tỷ đồng", ""),
        ("ước đạt 3.450 ha", "3450", "ha", "~"),
        ("đạt chín mươi lăm phẩy sáu", "95.6", "", ""),
        ("một phẩy hai tỷ", "1.2", "tỷ", ""),
    ],
)
def test_values(text: str, number: str, unit: str, comparison: str) -> None:
    assert read_value(text) == Value(Decimal(number), unit, comparison)


@pytest.mark.parametrize(
    "text",
    [
        "1.20",
        "95.5",
        "1,200",
        "1,200 ha",
        "1.2000",
        "12.11.2026",
        "12/11",
        "25-40",
        "25 - 40%",
        "từ 10 lên 20",
        "Loại II: 10, loại III: 5",
        "khoảng trên 90",
        "chưa có số liệu",
        "1 20",
        "năm 2025 đạt 90%",
        "90%, còn 10%",
        "không đạt 90%",
        "",
        "9" * 300,
    ],
)
def test_a_value_in_doubt_is_not_read(text: str) -> None:
    assert read_value(text) is None


def test_a_share_has_no_thousands() -> None:
    assert read_value("95.500") == Value(Decimal(95500))
    assert read_value("95.500", "%") is None
    assert read_value("95.500%") is None
