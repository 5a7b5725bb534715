"""The head of a decision: number and date from letterhead or portal, coordinator, recipients."""

from datetime import date

import pytest

from storage.importing.document import Document, Line, UnreadableDecision
from storage.importing.folder import PlanHead
from storage.importing.head import read_head

TITLE = "Điều 1. Ban hành Kế hoạch thử tỉnh Thanh Hóa giai đoạn 2024 – 2030."
NUMBER = ("Số: 12/QĐ-UBND", "Thanh Hóa, ngày 5 tháng 1 năm 2024")


def head(*texts: str) -> PlanHead:
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return read_head(Document(lines, ()), "a.txt")[0]


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
