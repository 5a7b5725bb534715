"""Titles over all their lines, whatever word a line ends with, up to the next part of the head."""

import pytest

from storage.importing.text.title import read_title

TITLES = (
    (
        "ends-in-with",
        (
            "KẾ HOẠCH",
            "Phối hợp với",
            "các tổ chức đoàn thể và các cơ quan",
            "truyền thông năm 2026",
        ),
        "Kế hoạch Phối hợp với các tổ chức đoàn thể và các cơ quan truyền thông năm 2026",
    ),
    (
        "with-in-the-title-of-a-decision",
        (
            "QUYẾT ĐỊNH",
            "Ban hành Kế hoạch phối hợp với các tỉnh vùng Tây Nguyên về bảo vệ rừng năm 2026",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        ),
        "Kế hoạch phối hợp với các tỉnh vùng Tây Nguyên về bảo vệ rừng năm 2026",
    ),
    (
        "with-in-article-1",
        (
            "QUYẾT ĐỊNH:",
            "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thích ứng với biến đổi khí hậu tỉnh"
            " Cà Mau giai đoạn 2026 - 2030.",
        ),
        "Kế hoạch thích ứng với biến đổi khí hậu tỉnh Cà Mau giai đoạn 2026 - 2030",
    ),
    (
        "with-the-following-contents",
        (
            "Điều 1. Phê duyệt Đề án phát triển kinh tế số tỉnh Hà Giang đến năm 2030 với các nội"
            " dung chủ yếu sau:",
        ),
        "Đề án phát triển kinh tế số tỉnh Hà Giang đến năm 2030",
    ),
    (
        "decision-over-three-lines",
        (
            "QUYẾT ĐỊNH",
            "Ban hành Kế hoạch hành động phòng, chống rác thải nhựa",
            "trên địa bàn tỉnh Quảng Ninh giai đoạn 2026 - 2030,",
            "định hướng đến năm 2035",
            "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
            "Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020;",
        ),
        "Kế hoạch hành động phòng, chống rác thải nhựa trên địa bàn tỉnh Quảng Ninh giai đoạn"
        " 2026 - 2030, định hướng đến năm 2035",
    ),
    (
        "six-lines",
        (
            "KẾ HOẠCH",
            "Triển khai thực hiện",
            "Nghị quyết số 12-NQ/TU ngày 05/01/2026",
            "của Ban Chấp hành Đảng bộ tỉnh",
            "về phát triển nguồn nhân lực",
            "chất lượng cao tỉnh Hưng Yên",
            "giai đoạn 2026 - 2030",
            "(Kèm theo Quyết định số 12/QĐ-UBND)",
        ),
        "Kế hoạch Triển khai thực hiện Nghị quyết số 12-NQ/TU ngày 05/01/2026 của Ban Chấp hành"
        " Đảng bộ tỉnh về phát triển nguồn nhân lực chất lượng cao tỉnh Hưng Yên giai đoạn 2026 -"
        " 2030",
    ),
    (
        "line-begins-with-a-word-of-the-text",
        (
            "KẾ HOẠCH",
            "Nâng cao chất lượng dân số và",
            "Thực hiện chính sách chăm sóc người cao tuổi năm 2026",
            "Thực hiện Quyết định số 5/QĐ-TTg, UBND tỉnh ban hành Kế hoạch như sau:",
        ),
        "Kế hoạch Nâng cao chất lượng dân số và Thực hiện chính sách chăm sóc người cao tuổi"
        " năm 2026",
    ),
    (
        "line-begins-with-law",
        (
            "KẾ HOẠCH",
            "Triển khai thi hành",
            "Luật Phòng, chống mua bán người số 53/2024/QH15 trên địa bàn tỉnh",
            "-----------",
            "Căn cứ Luật Tổ chức chính quyền địa phương;",
        ),
        "Kế hoạch Triển khai thi hành Luật Phòng, chống mua bán người số 53/2024/QH15 trên địa"
        " bàn tỉnh",
    ),
    (
        "line-begins-with-a-number-word",
        (
            "KẾ HOẠCH",
            "Thực hiện Nghị quyết",
            "Số 57-NQ/TW của Bộ Chính trị năm 2026",
            "I. MỤC ĐÍCH, YÊU CẦU",
        ),
        "Kế hoạch Thực hiện Nghị quyết Số 57-NQ/TW của Bộ Chính trị năm 2026",
    ),
    (
        "line-begins-with-the-committee",
        (
            "KẾ HOẠCH",
            "Kiểm tra công vụ tại các cơ quan thuộc",
            "Ủy ban nhân dân tỉnh Lào Cai năm 2026",
            "Để tiếp tục nâng cao kỷ luật, UBND tỉnh ban hành Kế hoạch như sau:",
        ),
        "Kế hoạch Kiểm tra công vụ tại các cơ quan thuộc Ủy ban nhân dân tỉnh Lào Cai năm 2026",
    ),
    (
        "in-capitals-over-lines",
        (
            "KẾ HOẠCH",
            "PHÁT TRIỂN DU LỊCH GẮN VỚI",
            "BAN QUẢN LÝ CÁC KHU BẢO TỒN NĂM 2026",
            "Căn cứ Luật Du lịch;",
        ),
        "Kế hoạch PHÁT TRIỂN DU LỊCH GẮN VỚI BAN QUẢN LÝ CÁC KHU BẢO TỒN NĂM 2026",
    ),
    (
        "range-wrapped-in-the-middle",
        ("KẾ HOẠCH", "Chuyển đổi số tỉnh Đồng Tháp giai đoạn 2026", "- 2030", "", "I. MỤC TIÊU"),
        "Kế hoạch Chuyển đổi số tỉnh Đồng Tháp giai đoạn 2026 - 2030",
    ),
    (
        "year-on-its-own-line",
        ("KẾ HOẠCH", "Cải cách hành chính nhà nước của xã Tân Hòa năm", "2026", "Căn cứ Luật A;"),
        "Kế hoạch Cải cách hành chính nhà nước của xã Tân Hòa năm 2026",
    ),
    (
        "article-1-over-wrapped-lines",
        (
            "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển",
            "kinh tế tuần hoàn với",
            "sự tham gia của doanh nghiệp tỉnh Bình Phước đến năm 2030.",
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        ),
        "Kế hoạch phát triển kinh tế tuần hoàn với sự tham gia của doanh nghiệp tỉnh Bình Phước"
        " đến năm 2030",
    ),
    (
        "resolution-whose-parts-are-numbered",
        (
            "NGHỊ QUYẾT",
            "Ban hành Chương trình hành động của Chính phủ thực hiện Nghị quyết",
            "Hội nghị lần thứ mười và",
            "Kết luận số 12-KL/TW của Bộ Chính trị",
            "CHÍNH PHỦ",
            "Căn cứ Luật Tổ chức Chính phủ;",
        ),
        "Chương trình hành động của Chính phủ thực hiện Nghị quyết Hội nghị lần thứ mười và Kết"
        " luận số 12-KL/TW của Bộ Chính trị",
    ),
    (
        "heading-below-it",
        ("THÔNG BÁO", "Kết luận tại cuộc họp tháng 7 năm 2026", "DANH MỤC NHIỆM VỤ GIAO"),
        "Thông báo Kết luận tại cuộc họp tháng 7 năm 2026",
    ),
    (
        "about",
        (
            "KẾ HOẠCH",
            "Về việc tổ chức các hoạt động gắn với",
            "Ngày Chuyển đổi số quốc gia năm 2026 tại tỉnh An Giang",
            "(Ban hành kèm theo Quyết định số 3/QĐ-UBND)",
        ),
        "Kế hoạch về việc tổ chức các hoạt động gắn với Ngày Chuyển đổi số quốc gia năm 2026 tại"
        " tỉnh An Giang",
    ),
)


@pytest.mark.parametrize(("lines", "title"), [pytest.param(*one[1:], id=one[0]) for one in TITLES])
def test_a_title_is_whole(lines: tuple[str, ...], title: str) -> None:
    assert read_title(lines) == title
