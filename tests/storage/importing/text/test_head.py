"""The head of a decision: number and date from letterhead or portal, coordinator, recipients."""

from datetime import date

import pytest

from storage.importing.document import Document, Line, Row, Table, UnreadableDecision
from storage.importing.folder.model import Doubt, PlanHead
from storage.importing.text.head import read_head, years_of

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
            ("Thanh Hóa, ngày 5 tháng 1 năm 2024", "*", "Số 12-KH/TU"),
            *("12-KH/TU",),
            id="day-above",
        ),
        pytest.param(
            ("Số hiệu: 12/QĐ-UBND", "Ngày ban hành: 06/01/2024", *NUMBER),
            *("12/QĐ-UBND",),
            id="letterhead-before-portal",
        ),
        pytest.param(
            (
                NUMBER[0],
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                NUMBER[1],
            ),
            *("12/QĐ-UBND",),
            id="cells-on-lines-of-their-own",
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
        (("Số: 1/KH-STC Cà Mau, ngày 5 tháng 1 năm 2024",), "Cà Mau", 0),
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


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
OF_THE_PROVINCE = ("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "Số: 9/KH-UBND", "ngày 5 tháng 1 năm 2026")


@pytest.mark.parametrize(
    ("letterhead", "issuer", "province", "code"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH THANH HOÁ"), "", "Thanh Hóa", "thanh-hoa"),
        ((f"UBND TỈNH CÀ MAU {NATION}",), "", "Cà Mau", "ca-mau"),
        (("UBND TỈNH CÀ MAU | Độc lập - Tự do - Hạnh phúc",), "", "Cà Mau", "ca-mau"),
        (
            (f"ỦY BAN NHÂN DÂN {NATION}", "XÃ MƯỜNG CHANH Độc lập - Tự do - Hạnh phúc"),
            *("UBND xã Mường Chanh", "Sơn La", "muong-chanh-son-la"),
        ),
        (("UBND PHƯỜNG 7",), "UBND phường 7", "Sơn La", "7-son-la"),
        (("UBND ĐẶC KHU PHÚ QUỐC",), "UBND đặc khu Phú Quốc", "Sơn La", "phu-quoc-son-la"),
        (
            ("UBND TỈNH CÀ MAU SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
            *("Sở Khoa học và Công nghệ", "Cà Mau", "so-khoa-hoc-cong-nghe-ca-mau"),
        ),
        (
            ("UBND XÃ MƯỜNG CHANH", "PHÒNG KINH TẾ"),
            *("Phòng Kinh tế xã Mường Chanh", "Sơn La", "phong-kinh-te-muong-chanh-son-la"),
        ),
        (
            ("MẶT TRẬN TỔ QUỐC VIỆT NAM", "TỈNH CÀ MAU", "BAN THƯỜNG TRỰC"),
            *("Ủy ban MTTQ Việt Nam tỉnh Cà Mau", "Cà Mau", "mttq-ca-mau"),
        ),
        (
            ("ĐẢNG BỘ TỈNH CÀ MAU", "ĐẢNG ỦY XÃ ĐẤT MŨI Đất Mũi, ngày 5 tháng 1 năm 2026"),
            *("Đảng ủy xã Đất Mũi", "Cà Mau", "dang-uy-dat-mui-ca-mau"),
        ),
        (("HỘI ĐỒNG NHÂN DÂN", "THÀNH PHỐ HUẾ"), "HĐND thành phố Huế", "Huế", "hdnd-hue"),
        (
            ("CHỦ TỊCH", "ỦY BAN NHÂN DÂN TỈNH CÀ MAU"),
            *("Chủ tịch UBND tỉnh Cà Mau", "Cà Mau", "ca-mau"),
        ),
        (("CHÍNH PHỦ",), "Chính phủ", "", "chinh-phu"),
        (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", "", "thu-tuong-chinh-phu"),
        (("BỘ NỘI VỤ",), "Bộ Nội vụ", "", "bo-noi-vu"),
        (
            ("UBND TỈNH CÀ MAU", "BỘ CHỈ HUY QUÂN SỰ"),
            *("Bộ Chỉ huy Quân sự", "Cà Mau", "bo-chi-huy-quan-su-ca-mau"),
        ),
    ],
)
def test_issuer(letterhead: tuple[str, ...], issuer: str, province: str, code: str) -> None:
    """The place that it is signed at is no province of a commune's, and not the centre's."""
    number = "Số: 9/KH-UBND Nơi Ký, ngày 5 tháng 1 năm 2026"
    found = head(*letterhead, number, "KẾ HOẠCH", "Năm 2026", "Căn cứ của UBND tỉnh Sơn La;")
    assert (found.issuer, found.province, found.code) == (issuer, province, code)


@pytest.mark.parametrize(
    ("number", "decision"),
    [
        ("Số: 16/KH-MTTQ-BTT", "16/KH-MTTQ-BTT"),
        ("Số: 57/2024/QH15", "57/2024/QH15"),
        ("Số: 12-CTr/TU", "12-CTr/TU"),
        ("Số: 22/KH-BCĐ138", "22/KH-BCĐ138"),
        ("Số: 9/KH-UBND - Cà Mau, ngày", "9/KH-UBND"),
        ("Số: 123/KHLT-SYT-CAT", "123/KHLT-SYT-CAT"),
    ],
)
def test_number_of_other_bodies(number: str, decision: str) -> None:
    found = head("UBND TỈNH CÀ MAU", number, "Cà Mau, ngày 5 tháng 1 năm 2026", TITLE)
    assert found.decision == decision


def test_a_number_that_the_text_cites_further_up_in_a_table_is_not_taken() -> None:
    rows = Table((Row(9, ("1", "Số: 5/QĐ-TTg ngày 1 tháng 2 năm 2021")),))
    lines = tuple(Line(number, text) for number, text in enumerate((*NUMBER, TITLE), 1))
    found, _ = read_head(Document(lines, (rows,)), "a.txt")
    assert found.decision == "12/QĐ-UBND"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("KẾ HOẠCH", "Cải cách năm 2026"), "Kế hoạch Cải cách năm 2026"),
        (("KẾ HOẠCH Cải cách năm 2026",), "Kế hoạch Cải cách năm 2026"),
        (
            ("KẾ HOẠCH", "Cải cách", "tỉnh Lạng Sơn", "năm 2026"),
            *("Kế hoạch Cải cách tỉnh Lạng Sơn năm 2026",),
        ),
        (("KẾ HOẠCH", "Cải cách năm 2026", "-----", "Nội dung"), "Kế hoạch Cải cách năm 2026"),
        (
            ("KẾ HOẠCH", "Cải cách năm 2026", "Thực hiện Kế hoạch số 1/KH-UBND, UBND xã"),
            "Kế hoạch Cải cách năm 2026",
        ),
        (("KẾ HOẠCH", "Cải cách năm 2026", "Sở Nội vụ báo cáo."), "Kế hoạch Cải cách năm 2026"),
        (
            ("KẾ HOẠCH", "Cải cách năm 2026", "I. MỤC ĐÍCH", "- Ban hành Kế hoạch tuyên truyền."),
            "Kế hoạch Cải cách năm 2026",
        ),
        (("CHƯƠNG TRÌNH", "Hành động năm 2026"), "Chương trình Hành động năm 2026"),
        (("CHỈ THỊ", "Về việc tăng cường quản lý"), "Chỉ thị về việc tăng cường quản lý"),
        (("QUYẾT ĐỊNH", "Phê duyệt Đề án xanh", "CHỦ TỊCH ỦY BAN"), "Đề án xanh"),
        (("QUYẾT ĐỊNH", "Điều 1. Phê duyệt Đề án xanh (sau đây gọi là Đề án)."), "Đề án xanh"),
        (
            ("QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch xanh", "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"),
            "Kế hoạch xanh",
        ),
        (
            ("NGHỊ QUYẾT", "Ban hành Chương trình hành động của Chính phủ", "Căn cứ Luật;"),
            "Chương trình hành động của Chính phủ",
        ),
        (("NGHỊ QUYẾT", "Về nhiệm vụ năm 2026"), "Nghị quyết về nhiệm vụ năm 2026"),
        (
            ("QUYẾT ĐỊNH", "Điều 1. Phê duyệt Kế hoạch xanh, với các nội dung sau:"),
            "Kế hoạch xanh",
        ),
        (("KẾ HOẠCH", "Căn cứ Luật;"), "Kế hoạch Căn cứ Luật;"),
        (("Các sở thực hiện.",), ""),
    ],
)
def test_title(lines: tuple[str, ...], title: str) -> None:
    assert head(*OF_THE_PROVINCE, *lines).title == title


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Cải cách năm 2026", "2026"),
        ("CẢI CÁCH NĂM 2026", "2026"),
        ("Cải cách giai đoạn 2026 - 2030", "2026 - 2030"),
        ("Cải cách giai đoạn 2026–2030, tầm nhìn đến năm 2045", "2026 - 2030"),
        ("Phát triển kinh tế 5 năm 2026 - 2030", "2026 - 2030"),
        ("Cải cách đến năm 2030", "2026 - 2030"),
        ("Cải cách năm 2026, định hướng đến năm 2030", "2026"),
        ("Thực hiện Chương trình giai đoạn 2021 - 2030 trên địa bàn tỉnh năm 2026", "2026"),
        ("Thực hiện Chương trình giai đoạn 2026 - 2030", "2026 - 2030"),
        ("Triển khai Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2026", ""),
        ("Thi hành Luật Đất đai năm 2024", ""),
        ("Thi hành Luật Cán bộ, công chức năm 2026 trên địa bàn tỉnh", ""),
        ("Thi hành Luật Cán bộ, công chức trên địa bàn tỉnh năm 2026", "2026"),
        ("Thực hiện Nghị định số 150/2025/NĐ-CP", ""),
        ("Năm học 2026 - 2027", "2026 - 2027"),
        ("Cải cách năm 2026 và năm 2027", "2026 - 2027"),
        ("Cải cách", ""),
    ],
)
def test_period_is_that_of_the_own_title(title: str, period: str) -> None:
    cited = "Căn cứ Nghị quyết số 76/NQ-CP về Chương trình giai đoạn 2021 - 2030;"
    found, doubts = read(*OF_THE_PROVINCE, "KẾ HOẠCH", title, cited)
    assert found.period == period
    assert ("period" in [doubt.field for doubt in doubts]) == (not period)


@pytest.mark.parametrize(
    ("period", "issued", "years"),
    [
        ("2026", date(2025, 12, 29), (2026, 2026)),
        ("2021 - 2030", date(2023, 9, 18), (2023, 2030)),
        ("2026 - 2030", date(2025, 12, 29), (2026, 2030)),
        ("", date(2025, 5, 5), (2025, 2025)),
        ("2024", date(2025, 5, 5), (2025, 2025)),
    ],
)
def test_years_in_which_duties_run(period: str, issued: date, years: tuple[int, int]) -> None:
    found = PlanHead("a", "1/KH-UBND", issued, "", "Cà Mau", period, "")
    assert years_of(found) == years


@pytest.mark.parametrize(
    ("texts", "coordinator"),
    [
        (
            ("Sở Nội vụ là cơ quan thường trực, đầu mối, chủ trì theo dõi, tham mưu thực hiện.",),
            *("Sở Nội vụ",),
        ),
        (("Giao Sở Nội vụ chịu trách nhiệm theo dõi, đôn đốc các đơn vị.",), "Sở Nội vụ"),
        (("2. Sở Nội vụ", "- Là cơ quan đầu mối, theo dõi việc thực hiện."), "Sở Nội vụ"),
        (("2. Sở Nội vụ:", "a) Chủ trì, theo dõi việc thực hiện Kế hoạch."), "Sở Nội vụ"),
        (("Giao Công an tỉnh làm đầu mối, tổng hợp.",), "Công an tỉnh"),
        (("Thanh tra tỉnh đôn đốc việc thực hiện Chỉ thị này.",), "Thanh tra tỉnh"),
        (
            ("Giao Chánh Văn phòng UBND tỉnh theo dõi việc thực hiện Kế hoạch.",),
            *("Văn phòng Ủy ban nhân dân tỉnh",),
        ),
        (("Phòng Kinh tế tiếp tục là đơn vị đầu mối.",), "Phòng Kinh tế"),
        (("Sở VHTTDL là cơ quan thường trực.",), "Sở Văn hóa, Thể thao và Du lịch"),
        (("Ban Dân tộc (cơ quan thường trực) là đầu mối.",), "Ban Dân tộc"),
        (
            ("Sở Y tế hướng dẫn thực hiện Kế hoạch.", "Sở Nội vụ theo dõi thực hiện Kế hoạch."),
            *("Sở Nội vụ",),
        ),
        (("Các sở, ban, ngành theo dõi việc thực hiện Kế hoạch.",), ""),
        (("Sở Y tế, Sở Nội vụ theo dõi việc thực hiện Kế hoạch.",), ""),
    ],
)
def test_coordinator_in_other_words(texts: tuple[str, ...], coordinator: str) -> None:
    found, doubts = read(*OF_THE_PROVINCE, "KẾ HOẠCH", "Năm 2026", "I. VIỆC", *texts)
    assert found.coordinator == coordinator
    assert ("coordinator" in [doubt.field for doubt in doubts]) == (not coordinator)


def test_of_two_who_are_in_charge_the_first_is_doubted() -> None:
    texts = [f"{one} là cơ quan đầu mối, theo dõi thực hiện." for one in ("Sở Y tế", "Sở Nội vụ")]
    found, doubts = read(*OF_THE_PROVINCE, "KẾ HOẠCH", "Năm 2026", "I. VIỆC", *texts)
    assert found.coordinator == "Sở Y tế"
    assert [one.reason for one in doubts if one.field == "coordinator"] == [
        "Sở Nội vụ is named in such words too"
    ]


def test_an_end_that_is_left_open_is_doubted() -> None:
    found, doubts = read(*OF_THE_PROVINCE, "KẾ HOẠCH", "Chăm sóc năm 2026 và những năm tiếp theo")
    assert found.period == "2026"
    assert "leaves open" in next(one.reason for one in doubts if one.field == "period")


def test_who_gets_the_reports_coordinates_perhaps() -> None:
    sentence = "Các sở báo cáo kết quả về Sở Nội vụ trước ngày 15/11/2026."
    found, doubts = read(*OF_THE_PROVINCE, "KẾ HOẠCH", "Năm 2026", sentence)
    assert found.coordinator == "Sở Nội vụ"
    assert "receives the reports" in next(d.reason for d in doubts if d.field == "coordinator")


def test_recipients_beside_the_signature_in_a_table() -> None:
    """In a cell of several paragraphs, as Word gives it, or a row a line, as pasted text does."""
    lines = tuple(Line(number, text) for number, text in enumerate((*NUMBER, TITLE), 1))
    cell = "Nơi nhận: - Bộ Công an; - Các sở, ban, ngành; - Lưu: VT, NC."
    one = Table((Row(9, (cell, "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")),))
    rows: tuple[tuple[str, ...], ...] = (
        ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
        ("- Bộ Công an;", "KT. CHỦ TỊCH"),
        ("- Các sở, ban, ngành;", "PHÓ CHỦ TỊCH"),
        ("- Lưu: VT, NC.",),
    )
    several = Table(tuple(Row(9 + at, cells) for at, cells in enumerate(rows)))
    for table in (one, several):
        head, doubts = read_head(Document(lines, (table,)), "a.txt")
        assert head.recipients == ("Bộ Công an", "Các sở, ban, ngành")
        assert "recipients" not in [doubt.field for doubt in doubts]


def test_a_city_with_the_word_of_an_office_in_its_name() -> None:
    found = head("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", *NUMBER, "KẾ HOẠCH", "Chuyển đổi số")
    assert (found.province, found.code) == ("Hải Phòng", "hai-phong")
