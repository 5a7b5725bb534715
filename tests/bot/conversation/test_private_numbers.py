"""Private numbers as people write them, and sixty lines that only look a little like them."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from bot.language.privacy.classified import PRIVATE, refused
from bot.language.replies.parser import read_line

PRIVATE_NUMBERS = """
0977 888 999
0977.888.999
0977-888-999
0977888999
097 788 8999
0977 88 89 99
0977. 888. 999
0 9 7 7 8 8 8 9 9 9
84977888999
+84977888999
+84 977 888 999
84 977 888 999
(+84) 977.888.999
liên hệ anh Mẫu 0977 888 999 để lấy số liệu
số điện thoại: 0977888999
1 xong, hỏi thêm chị Mẫu 0356.789.012
zalo 0812345678
079.123.456.789
079 123 456 789
079-123-456-789
0791 2345 6789
079123456789
079123 456789
cccd 079123456789
so cccd 079-123-456-789
CCCD số: 079 123 456 789 cấp ngày 1/1/2022
CMND 024123456
cmnd: 024 123 456
căn cước công dân của bà Mẫu 079123456789
hộ chiếu C1234567
ho chieu B 1234567
DN4797912345678
DN 4 79 7912345678
GD-4-79-791-234-5678
thẻ BHYT HS4797912345678
số BHXH 7912345678
mã số bảo hiểm xã hội: 7912 345 678
so so bao hiem xa hoi 7912345678
MST 8123456789
mã số thuế cá nhân: 8123456789
mst 8123456789-001
ma so thue 079123456789
tài khoản 19001234567890
tai khoan 1900 1234 5678 90
stk 0071001234567
STK: 0071.001.234.567
số tk 12345678
tk VCB 0071001234567
Vietcombank 0071001234567
agribank: 3500 2051 2345 6
chuyển vào tài khoản BIDV 31010001234567
""".strip().splitlines()

HARMLESS = """
Công văn số 123/BC-SCT ngày 05/11/2026
Quyết định 2082/QĐ-UBND ngày 18/9/2023
số 0912345678/BC-SCT
12/2026/NQ-HĐND
Luật số 91/2025/QH15
Nghị định 356/2025/NĐ-CP
giải ngân 120.000.000.000 đồng
giải ngân 84.977.888.999 đồng
kinh phí 84977888999
kinh phí 84977888999 đồng
84.977.888.999 đồng
84977888999 đồng
tổng vốn 84 977 888 999
dự toán 977.888.999 đồng
977 888 999 đồng
120000000000 đồng
kinh phí 123456789 đồng
95,5%
1 60%, 2 75,25%, 3 100%
đạt 0,977 ha
079.123
079.123.456 đồng
0,79 ha; 123.456.789 đồng
diện tích 1.234,56 ha
4797912 ha rừng
trồng 97.788.899 cây
DN 12 doanh nghiệp, 4797912 ha
văn bản 079/BC-SCT, 123, 456, 789
ngày 05-03-2026 10 giờ
từ 03.05.2026 đến 07.05.2026
03/05/2026 08:00, 07/05/2026 16:30
05-03-2026, 07-03-2026, 09-03-2026
giai đoạn 2021-2025, 2026-2030
năm 2023 2024 2025 2026
1 xong, 2 60%, 3 chưa, 4 vướng
1 2 3 4 5 6 7 8 9 10 xong
1,2,3,4,5,6,7,8,9 đã hoàn thành
1.1.1 xong; 1.1.2 60%; 1.1.3 chưa
VIII.3.5 xong
mục 1.2.3.4.5.6
Văn phòng Sở: 02750000000
điện thoại 0275-382-2555
điện thoại văn phòng 0275 3822 555
(0275) 3822555
đường dây nóng 0977 888 999
hotline: 0977.888.999
trực ban 0977888999
số tài khoản 3713.0.1012345 tại Kho bạc Nhà nước
tài khoản 3713012345678 tại Kho bạc Nhà nước
đã cấp 1200000 tài khoản định danh điện tử
tài khoản định danh mức 2: 1.200.000
mở 12 tài khoản mạng xã hội
MST doanh nghiệp 0312345678
mã số thuế của công ty Mẫu: 0312345678
hợp tác xã Mẫu, mã số thuế 0312345678
1.234.567 người tham gia BHXH
BHYT 95,3% dân số, 1.234.567 người
thu BHXH 1234567890 đồng
chi trả BHXH cho 12.345 hộ
sản lượng điện 1.234.567.890 kWh
công suất 97.788 MW, 0,356 tỷ kWh
tiết kiệm 3.567.890.123 đồng tiền điện
mã dự án 7912345
mã định danh H61.12.34
toạ độ 10.2415, 106.3759
phiên bản 1.10.100.1000
đợt 2 từ 09 đến 17 tháng 8 năm 2026
8 giờ 30, thứ 6, 13/11/2026
QCVN 09:2017/BXD, TCVN 7568-1:2015
12 xã, 97 ấp, 788 hộ, 899 người
""".strip().splitlines()


@pytest.mark.parametrize("text", PRIVATE_NUMBERS)
def test_a_private_number_is_seen_however_it_is_written(text: str) -> None:
    assert refused(text) == PRIVATE


def test_there_are_sixty_harmless_lines() -> None:
    assert len(set(HARMLESS)) >= 60


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_counted_paid_dated_or_numbered_is_kept(text: str) -> None:
    assert refused(text) == ""


def test_a_telephone_is_no_secret_where_it_is_asked_for() -> None:
    assert refused("0977 888 999", phone_asked=True) == ""
    assert refused("079123456789", phone_asked=True) == PRIVATE


# --- However often a text repeats itself ----------------------------------------------------------

NASTY = (
    *("1 va 2 ", "1, 2 ", "1 xong ", "1-2 ", "1.1 60% ", "1 60% 2 ", "xong 1 va ", "tất cả "),
    *("mật ", "tối mật ", "Mật\n", "M Ậ ", "hỏa tốc ", "tài liệu ", "12/QĐ-UBND ", "1/", "bí mật "),
    *("cccd ", "cccd 1 ", "stk ", "stk 1", "tk ", "mst ", "bhxh ", "0", "09", "0 9 ", "84 9"),
    *("079.", "1", "12 ", "DN4", "kho bạc ", ". ", "(", "-", "ngày 1 ", "vướng kinh phí "),
)
LONG = 4096  # what a message holds
MOST = 400_000  # lines of Python that reading such a text may take; a second is some millions


@pytest.mark.parametrize("read", [refused, read_line], ids=["refused", "read_line"])
@pytest.mark.parametrize("unit", NASTY)
def test_twice_the_text_takes_about_twice_the_steps(read: Callable[[str], Any], unit: str) -> None:
    whole = (unit * LONG)[:LONG]
    half, all_of_it = steps(read, whole[: LONG // 2]), steps(read, whole)
    assert all_of_it < 3 * half
    assert all_of_it < MOST


def steps(read: Callable[[str], Any], text: str) -> int:
    """Lines of our code that are run, and letters that are handed to its functions of regular
    expressions are not seen: those are bounded, see the patterns."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text)
    finally:
        sys.settrace(before)
    return count
