"""The head of a decision: number and date from letterhead or portal, coordinator, recipients."""

from datetime import date

import pytest

from storage.importing.document import Document, Line, UnreadableDecision
from storage.importing.folder.model import Doubt, PlanHead
from storage.importing.text.head import read_head

TITLE = "Điều 1. Ban hành Kế hoạch thử tỉnh Thanh Hóa giai đoạn 2024 – 2030."
NUMBER = ("Số: 12/QĐ-UBND", "Thanh Hóa, ngày 5 tháng 1 năm 2024")


def head(*texts: str) -> PlanHead:
    return read(*texts)[0]


def read(*texts: str) -> tuple[PlanHead, tuple[Doubt, ...]]:
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return read_head(Document(lines, ()), "a.txt")


@pytest.mark.parametrize(
    ("texts", "decision"),
    [
        pytest.param(NUMBER, "12/QĐ-UBND", id="letterhead"),
        pytest.param(("Số: 12 /QĐ-UBND | Thanh Hóa, ngày 5 tháng 1 năm 2024",), "12/QĐ-UBND"),
        pytest.param(
            ("Số hiệu: 7/KH-UBND", "Loại văn bản: Kế hoạch", *"abc", "Ngày ban hành: 05/01/2024"),
            *("7/KH-UBND",),
            id="portal",
        ),
        pytest.param(
            ("Số hiệu: 12/QĐ-UBND", "Ngày ban hành: 06/01/2024", *NUMBER),
            *("12/QĐ-UBND",),
            id="letterhead-before-portal",
        ),
        *[
            pytest.param((f"{number} | Thanh Hóa, ngày 5 tháng 1 năm 2024",), decision, id=number)
            for number, decision in (
                ("SỐ: 12/QĐ-UBND", "12/QĐ-UBND"),
                ("Số 12/QĐ-UBND", "12/QĐ-UBND"),
                ("Số: 12/2024/QĐ-UBND", "12/2024/QĐ-UBND"),
                ("Số: 15/CTr-UBND", "15/CTr-UBND"),
                ("Số: 45-KH/TU", "45-KH/TU"),
            )
        ],
        pytest.param(("Số: 12/QĐ-UBND | Thanh Hóa, ngày 5/1/2024",), "12/QĐ-UBND", id="slashes"),
        pytest.param(("Kế hoạch số 3/KH-UBND ngày 5 tháng 1 năm 2024",), "3/KH-UBND", id="kind"),
    ],
)
def test_number_and_date(texts: tuple[str, ...], decision: str) -> None:
    """TH-I1."""
    found = head(*texts, TITLE, "TP. HCM, ngày 31/05/2021")
    assert (found.decision, found.issued_on) == (decision, date(2024, 1, 5))


@pytest.mark.parametrize(
    "texts",
    [
        ("TP. HCM, ngày 31/05/2021",),
        ("Số: 12/QĐ-UBND", "ngày 31 tháng 2 năm 2024"),
        ("Số: 12/QĐ-UBND", "ngày 31/05/2021"),
    ],
)
def test_no_date_is_made_up(texts: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableDecision, match="number and date"):
        head(*texts, TITLE)


def test_a_blank_number_is_told_and_no_cited_one_taken() -> None:
    cited = "Căn cứ Quyết định số 882/QĐ-TTg ngày 22 tháng 7 năm 2022 của Thủ tướng;"
    with pytest.raises(UnreadableDecision, match="number blank"):
        head("Số:     /QĐ-UBND | Thanh Hóa, ngày    tháng 1 năm 2024", cited, TITLE)


CITED = "Số: 1/QĐ-UBND", "ngày 5 tháng 1 năm 2024"
NEIGHBOUR = "Phối hợp với tỉnh Hậu Giang và Tỉnh ủy Sóc Trăng trong quản lý lưu vực sông."


@pytest.mark.parametrize(
    ("texts", "province", "doubts"),
    [
        (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ CẦN THƠ", *CITED, NEIGHBOUR), "Cần Thơ", 0),
        (
            ("ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "TỈNH SƠN LA |", *CITED),
            *("Sơn La", 0),
        ),
        ((*CITED, "Về Đề án", "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", NEIGHBOUR), "Tây Ninh", 0),
        (("Số: 1/KH-UBND | Cần Thơ, ngày 5 tháng 1 năm 2024", NEIGHBOUR), "Cần Thơ", 0),
        ((CITED[0], "Thành phố Huế, ngày 5 tháng 1 năm 2024", NEIGHBOUR), "Huế", 0),
        ((*CITED, NEIGHBOUR, "Ban hành Kế hoạch xanh thành phố Đà Nẵng năm 2025"), "Đà Nẵng", 0),
        (("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU", *CITED), "Bà Rịa - Vũng Tàu", 0),
        (("Số: 1/KH-UBND | Hạnh phúc Đắk Lắk, ngày 5 tháng 1 năm 2024",), "Đắk Lắk", 0),
        ((*CITED, "Tỉnh ủy giao.", "UBND thành phố Huế và tỉnh Hậu Giang"), "Huế", 1),
        ((*CITED, NEIGHBOUR), "Hậu Giang", 1),
        (
            ("Số: 1/KH-UBND | Đồng Hới, ngày 5 tháng 1 năm 2024", TITLE),
            *("Đồng Hới", 1),
        ),
    ],
)
def test_province(texts: tuple[str, ...], province: str, doubts: int) -> None:
    """The letterhead goes before the title, the title before the text, which is doubted."""
    found, told = read(*texts)
    assert found.province == province
    assert [doubt.field for doubt in told].count("province") == doubts


def test_no_province_is_made_of_other_words() -> None:
    with pytest.raises(UnreadableDecision, match="thành phố"):
        head(*CITED, "Tỉnh ủy và cấp tỉnh được kiện toàn tại thành phố Bến Tre.")


def test_recipients_that_nothing_names_are_to_be_filled_in() -> None:
    (doubt,) = [doubt for doubt in read(*NUMBER, TITLE)[1] if doubt.field == "recipients"]
    assert doubt.proposal == "not known; fill in the recipients"


def test_a_period_is_written_in_one_way() -> None:
    assert head(*NUMBER, TITLE).period == "2024 - 2030"


@pytest.mark.parametrize(
    "sentence",
    [
        "Điều 3. Giao Sở Tài chính là cơ quan đầu mối về việc này.",
        "4. Sở Tài chính chủ trì, theo dõi, đôn đốc việc triển khai thực hiện Kế hoạch này.",
        "- Giao Sở Tài chính theo dõi, đôn đốc thực hiện Kế hoạch.",
    ],
)
def test_coordinator(sentence: str) -> None:
    other = "Các sở chủ trì, theo dõi việc thực hiện Kế hoạch của ngành."
    assert head(*NUMBER, TITLE, other, sentence).coordinator == "Sở Tài chính"


def test_recipients_are_those_of_the_list() -> None:
    found = head(
        *(*NUMBER, TITLE, "Điều 2. Giám đốc các sở; Chủ tịch UBND các huyện chịu trách nhiệm thi"),
        *("hành.", "Giám đốc các sở; Chủ tịch UBND các huyện chịu trách nhiệm thi hành Quyết định"),
        *(
            "Nơi nhận:",
            "- Như Điều 2;",
            "- Bộ Tài chính (để b/c);",
            "- Lưu: VT.",
            "KẾ HOẠCH",
            "- A",
        ),
    )
    assert found.recipients == (
        *("Giám đốc các sở", "Chủ tịch UBND các huyện"),
        "Bộ Tài chính (để b/c)",
    )
