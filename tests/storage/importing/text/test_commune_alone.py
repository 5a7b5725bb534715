"""A commune's plan whose letterhead names the commune alone: whose province it is."""

import pytest

from locales import translator
from storage.importing.document import Document, Line, UnreadableDecision
from storage.importing.folder.model import Doubt, PlanHead
from storage.importing.places.provinces import province_called
from storage.importing.text.head import read_head

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def of_commune(name: str, province: str = "", *more: str) -> tuple[PlanHead, tuple[Doubt, ...]]:
    texts = (
        *("ỦY BAN NHÂN DÂN", f"XÃ {name.upper()}", NATION, "Số: 11/KH-UBND"),
        *(f"{name}, ngày 02 tháng 3 năm 2026", "KẾ HOẠCH", f"Giảm nghèo xã {name} năm 2026", *more),
    )
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return read_head(Document(lines, ()), "xa.docx", province)


def refused(name: str) -> str:
    with pytest.raises(UnreadableDecision) as refusal:
        of_commune(name)
    return refusal.value.said(translator("vi"))


def test_a_name_that_no_other_has_tells_it_and_is_to_be_confirmed() -> None:
    head, doubts = of_commune("Tam Hải")
    assert (head.province, head.issuer) == ("Đà Nẵng", "UBND xã Tam Hải")
    assert [doubt.seen for doubt in doubts if doubt.field == "province"] == ["Đà Nẵng"]


def test_of_several_a_person_says_which_one() -> None:
    words = refused("Tân Hưng")
    assert "có 4 nơi trùng tên này: Hưng Yên, Đồng Nai, Tây Ninh, Cà Mau;" in words
    assert words.startswith("xa.docx là văn bản của xã Tân Hưng")
    assert "--province" in words
    head, doubts = of_commune("Tân Hưng", "Tây Ninh")
    assert (head.province, head.code) == ("Tây Ninh", "tan-hung-tay-ninh")
    assert not [doubt for doubt in doubts if doubt.field == "province"]


def test_a_name_that_none_has_is_asked_for() -> None:
    assert "--province" in refused("Mây Trắng")


def test_what_the_text_says_goes_before_the_name() -> None:
    head, _ = of_commune("Tam Hải", "", "Theo Kế hoạch của UBND tỉnh Quảng Nam;")
    assert head.province == "Quảng Nam"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("tinh tay ninh", "Tây Ninh"),
        ("TP. Huế", "Huế"),
        ("Bến Tre", "Bến Tre"),
        ("ca mau", "Cà Mau"),
    ],
)
def test_how_it_is_said(words: str, name: str) -> None:
    assert province_called(words) == name


def test_no_other_words_are_taken() -> None:
    with pytest.raises(UnreadableDecision, match="'Sao Hỏa' is no province"):
        province_called("Sao Hỏa")
