"""A made-up decision of a province that does not exist, laid out unlike the two that ship."""

ROWS = (
    # the code it shall have, what is printed, title, lead, coordinating
    ("I", "I", "TRUYỀN THÔNG", "", ""),
    ("I.1", "1", "Tổ chức tuần lễ xanh", "Sở Thông tin và Truyền thông", "Báo Mẫu Sơn"),
    ("I.2", "2", "Tập huấn cho cán bộ xã, phường (đợt 1)", "Sở Nội vụ", "Các sở, ngành tỉnh"),
    ("I.3", "3", "Tuyên truyền trên hệ thống loa cơ sở", "Đài Truyền thanh Mẫu Sơn", "Sở Nội vụ"),
    ("II", "II", "PHÁT TRIỂN NGÀNH NGHỀ", "", ""),
    ("II.1", "1", "Quy hoạch vùng trồng hồi", "Sở Xây dựng", "UBND các huyện, thành phố"),
    ("II.2", "2", "Cấp mã số vùng trồng", "Ban Quản lý Rừng hồi Mẫu Sơn", "Sở Công Thương"),
    ("II.3", "3", "Khảo sát suối nước nóng", "Sở Tài chính", "Sở Xây dựng"),
    ("III", "III", "TỔ CHỨC THỰC HIỆN", "", ""),
    ("III.1", "1", "Ban hành quy chế phối hợp", "Văn phòng UBND tỉnh", "Các sở, ngành tỉnh"),
    ("III.2", "2", "Sơ kết hằng năm", "Sở Kế hoạch và Đầu tư", "Các sở, ngành tỉnh"),
)
TIMES = {
    "I.1": ("Quý III/2026", 2026, 2026, ""),
    "I.2": ("2025 - 2028", 2025, 2028, ""),
    "I.3": ("Thường xuyên", None, None, "yearly"),
    "II.1": ("Quý I - Quý II/2027", 2027, 2027, ""),
    "II.2": ("Đến năm 2028", None, 2028, ""),
    "II.3": ("Theo tiến độ dự án", None, None, ""),
    "III.1": ("Quý IV năm 2025", 2025, 2025, ""),
    "III.2": ("Tháng 6 hằng năm", None, None, "yearly"),
}
_HEAD = """ỦY BAN NHÂN DÂN TỈNH MẪU SƠN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 77/QĐ-UBND | Mẫu Sơn, ngày 6 tháng 3 năm 2025 |
QUYẾT ĐỊNH
Điều 1. Ban hành Kế hoạch phát triển xanh tỉnh Mẫu Sơn giai đoạn 2025 - 2030.
Điều 2. Giao Sở Kế hoạch và Đầu tư là cơ quan đầu mối theo dõi việc thực hiện.
Các sở, ngành tỉnh báo cáo kết quả về Sở Kế hoạch và Đầu tư trước ngày 20 tháng 11 hằng năm.
Nơi nhận: như Điều 2.
PHỤ LỤC
"""
_COLUMNS = "TT | Thời hạn | Cơ quan thực hiện | Nội dung công việc | Đơn vị phối hợp | Sản phẩm |"


def third_decision() -> str:
    """Three tables, each under its heading; in the second one a page ends and titles repeat."""
    lines: list[str] = []
    for code, printed, title, lead, coordinating in ROWS:
        if not lead:
            lines += [f"{printed}. {title}", _COLUMNS, "(1) | (2) | (3) | (4) | (5) | (6) |"]
            continue
        time = TIMES[code][0]
        lines.append(f"{printed} | {time} | {lead} | {title} | {coordinating} | Báo cáo |")
        if code == "II.1":
            lines += ["Trang 4", _COLUMNS.upper()]
        if code == "II.2":
            lines.append("Trang 5")
    return _HEAD + "\n".join(lines) + "\n"
