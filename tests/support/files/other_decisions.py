"""Made-up decisions of many kinds, each with what a person reads in its head and its duties."""

from dataclasses import dataclass

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TASKS = (
    "STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tSản phẩm",
    "1\tBan hành hướng dẫn\tSở Y tế\tSở Tài chính\t2026\tVăn bản",
    "2\tTổ chức tập huấn\tSở Nội vụ\tSở Tài chính\t2026\tHội nghị",
)


@dataclass(frozen=True)
class Labelled:
    """`rules`: (tier, how often, day/month, strict, whose alone, to, years); `doubted`: fields."""

    name: str
    lines: tuple[str, ...]
    head: tuple[str, str, str, str, str, str, str]
    rules: tuple[tuple[str, str, str, bool, tuple[str, ...], str, str], ...]
    doubted: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join((*self.lines, *TASKS, ""))


DEPARTMENT = Labelled(
    "department",
    (
        f"ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI\t{NATION}",
        f"SỞ Y TẾ\t{MOTTO}",
        "Số: 88/KH-SYT\tĐồng Nai, ngày 20 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Phòng, chống dịch bệnh truyền nhiễm năm 2026",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 10 tháng 01 năm 2026 của UBND tỉnh về y tế dự phòng"
        " giai đoạn 2021 - 2030, Sở Y tế ban hành Kế hoạch như sau:",
        "1. Phòng Nghiệp vụ Y là đơn vị đầu mối, theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng"
        " hợp, báo cáo Giám đốc Sở trước ngày 10/12/2026.",
        "2. Các đơn vị trực thuộc báo cáo kết quả về Sở Y tế trước ngày 25 hằng tháng.",
        "Nơi nhận:",
        "- Giám đốc Sở;",
    ),
    (
        *("so-y-te-dong-nai", "88/KH-SYT", "Đồng Nai", "Sở Y tế"),
        *("Kế hoạch Phòng, chống dịch bệnh truyền nhiễm năm 2026", "2026", "Phòng Nghiệp vụ Y"),
    ),
    (
        ("coordinator", "once", "10/12", True, (), "Giám đốc Sở", "2026-2026"),
        ("agencies", "month", "25/1", True, ("Các đơn vị trực thuộc",), "Sở Y tế", "2026-2026"),
    ),
)
DRUGS = Labelled(
    "drugs",
    (
        f"ỦY BAN NHÂN DÂN\t{NATION}",
        f"TỈNH LẠNG SƠN\t{MOTTO}",
        "Số: 41/KH-UBND\tLạng Sơn, ngày 09 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Thực hiện Chương trình mục tiêu quốc gia phòng, chống ma túy đến năm 2030",
        "trên địa bàn tỉnh Lạng Sơn năm 2026",
        "Căn cứ Nghị quyết số 163/2024/QH15 ngày 27 tháng 11 năm 2024 của Quốc hội;",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Công an tỉnh",
        "- Là cơ quan thường trực, chủ trì theo dõi, hướng dẫn, đôn đốc các sở, ngành, địa phương"
        " thực hiện Kế hoạch này.",
        "- Tổng hợp kết quả, báo cáo UBND tỉnh trước ngày 15/6/2026 và ngày 15/12/2026.",
        "2. Các sở, ban, ngành, UBND các xã, phường gửi báo cáo về Công an tỉnh: 6 tháng trước"
        " ngày 05/6, năm trước ngày 05/12.",
        "3. Sở Y tế báo cáo kết quả cai nghiện về Công an tỉnh trước ngày 15 của tháng cuối quý.",
        "Nơi nhận:",
        "- Bộ Công an;",
    ),
    (
        *("lang-son", "41/KH-UBND", "Lạng Sơn", ""),
        "Kế hoạch Thực hiện Chương trình mục tiêu quốc gia phòng, chống ma túy đến năm 2030"
        " trên địa bàn tỉnh Lạng Sơn năm 2026",
        *("2026", "Công an tỉnh"),
    ),
    (
        ("coordinator", "once", "15/6", True, (), "UBND tỉnh", "2026-2026"),
        ("coordinator", "once", "15/12", True, (), "UBND tỉnh", "2026-2026"),
        ("agencies", "year", "5/6", True, (), "Công an tỉnh", "2026-2026"),
        ("agencies", "year", "5/12", True, (), "Công an tỉnh", "2026-2026"),
        ("agencies", "quarter", "15/3", True, ("Sở Y tế",), "Công an tỉnh", "2026-2026"),
    ),
)
LAW = Labelled(
    "law",
    (
        f"ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ\t{NATION}",
        f"\t{MOTTO}",
        "Số: 77/QĐ-UBND\tCần Thơ, ngày 14 tháng 3 năm 2025",
        "QUYẾT ĐỊNH",
        "Về việc ban hành Kế hoạch triển khai thi hành Luật Đất đai năm 2024",
        "trên địa bàn thành phố Cần Thơ",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ",
        "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024, có hiệu lực từ ngày 01/8/2024;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch triển khai thi hành Luật Đất đai năm"
        " 2024 trên địa bàn thành phố Cần Thơ.",
        "Điều 2. Giao Sở Tư pháp chịu trách nhiệm theo dõi, đôn đốc, hướng dẫn việc thực hiện Kế"
        " hoạch; báo cáo Bộ Tư pháp trước ngày 01 tháng 12 năm 2025.",
        "Các sở, ngành, UBND các quận, huyện rà soát văn bản ban hành trước ngày 01/8/2024, gửi kết"
        " quả về Sở Tư pháp trước ngày 15/11/2025.",
        "Nơi nhận:",
        "- Bộ Tư pháp;",
    ),
    (
        *("can-tho", "77/QĐ-UBND", "Cần Thơ", ""),
        "Kế hoạch triển khai thi hành Luật Đất đai năm 2024 trên địa bàn thành phố Cần Thơ",
        *("", "Sở Tư pháp"),
    ),
    (
        ("coordinator", "once", "1/12", True, (), "Bộ Tư pháp", "2025-2025"),
        ("agencies", "once", "15/11", True, (), "Sở Tư pháp", "2025-2025"),
    ),
    ("period",),
)
CLIMATE = Labelled(
    "climate",
    (
        f"ỦY BAN NHÂN DÂN\t{NATION}",
        f"THÀNH PHỐ HUẾ\t{MOTTO}",
        "Số: 210/KH-UBND\tHuế, ngày 22 tháng 12 năm 2025",
        "KẾ HOẠCH",
        "Ứng phó với biến đổi khí hậu thành phố Huế giai đoạn 2026 - 2030,",
        "tầm nhìn đến năm 2050",
        "Thực hiện Nghị quyết số 24-NQ/TW, Ủy ban nhân dân thành phố ban hành Kế hoạch như sau:",
        "1. Sở Nông nghiệp và Môi trường",
        "a) Làm đầu mối, chủ trì theo dõi, tham mưu Ủy ban nhân dân thành phố tổ chức thực hiện Kế"
        " hoạch này; báo cáo Ủy ban nhân dân thành phố trước ngày 15 tháng 12 hằng năm.",
        "b) Tham mưu sơ kết vào năm 2028.",
        "2. Các sở, ngành, UBND các xã, phường báo cáo Sở Nông nghiệp và Môi trường trước ngày 30"
        " tháng 11 hằng năm.",
        "3. UBND các xã, phường gửi kế hoạch của địa phương về Sở Nông nghiệp và Môi trường trước"
        " ngày 28/02/2026.",
        "Nơi nhận:",
        "- Thường trực Thành ủy;",
    ),
    (
        *("hue", "210/KH-UBND", "Huế", ""),
        "Kế hoạch Ứng phó với biến đổi khí hậu thành phố Huế giai đoạn 2026 - 2030, tầm nhìn đến"
        " năm 2050",
        *("2026 - 2030", "Sở Nông nghiệp và Môi trường"),
    ),
    (
        ("coordinator", "year", "15/12", True, (), "Ủy ban nhân dân thành phố", "2026-2030"),
        ("agencies", "year", "30/11", True, (), "Sở Nông nghiệp và Môi trường", "2026-2030"),
        (
            *("agencies", "once", "28/2", True, ("UBND các xã, phường",)),
            *("Sở Nông nghiệp và Môi trường", "2026-2026"),
        ),
    ),
)
CHAIRMAN = Labelled(
    "chairman",
    (
        f"ỦY BAN NHÂN DÂN\t{NATION}",
        f"TỈNH SƠN LA\t{MOTTO}",
        "Số: 45/TB-UBND\tSơn La, ngày 24 tháng 02 năm 2026",
        "THÔNG BÁO",
        "Kết luận của Chủ tịch Ủy ban nhân dân tỉnh tại phiên họp ngày 20 tháng 02 năm 2026",
        "1. Sở Xây dựng rà soát quy hoạch, báo cáo UBND tỉnh trước ngày 15/3/2026.",
        "2. Sở Tài chính trình UBND tỉnh phương án vốn chậm nhất ngày 20/3/2026; Sở Công Thương"
        " hoàn thành thẩm định trước ngày 30/4/2026.",
        "3. Giao Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện Thông báo này.",
        "4. Kết quả rà soát gửi UBND tỉnh trước ngày 31/5/2026.",
        "Nơi nhận:",
        "- Các sở;",
    ),
    (
        *("son-la", "45/TB-UBND", "Sơn La", ""),
        "Thông báo Kết luận của Chủ tịch Ủy ban nhân dân tỉnh tại phiên họp ngày 20 tháng 02"
        " năm 2026",
        *("", "Văn phòng Ủy ban nhân dân tỉnh"),
    ),
    (),  # what the first two sentences give are tasks with days of their own
    (
        "period",
        "rules",
        "rules",
    ),  # of the fourth nobody can say whose duty it is; there is no other
)
DIGITAL = Labelled(
    "digital",
    (
        f"UBND TỈNH GIA LAI | {NATION} |",
        f"------- | {MOTTO} |",
        "Số: 05/CTr-UBND | Gia Lai, ngày 06 tháng 01 năm 2026 |",
        "CHƯƠNG TRÌNH",
        "Chuyển đổi số tỉnh Gia Lai đến năm 2030",
        "Căn cứ Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020;",
        "Sở Khoa học và Công nghệ chủ trì, hướng dẫn, đôn đốc các cơ quan triển khai thực hiện"
        " Chương trình này.",
        "Các sở, ban, ngành gửi báo cáo về Sở Khoa học và Công nghệ định kỳ hằng tháng (trước ngày"
        " 20), hằng quý (trước ngày 20 của tháng cuối quý) và hằng năm (trước ngày 15/12).",
        "Sở Nội vụ báo cáo UBND tỉnh về nhân lực số vào ngày 10 tháng 7 hằng năm.",
        "Nơi nhận:",
        "- Chủ tịch UBND tỉnh;",
    ),
    (
        *("gia-lai", "05/CTr-UBND", "Gia Lai", ""),
        "Chương trình Chuyển đổi số tỉnh Gia Lai đến năm 2030",
        *("2026 - 2030", "Sở Khoa học và Công nghệ"),
    ),
    (
        ("agencies", "month", "20/1", True, (), "Sở Khoa học và Công nghệ", "2026-2030"),
        ("agencies", "quarter", "20/3", True, (), "Sở Khoa học và Công nghệ", "2026-2030"),
        ("agencies", "year", "15/12", True, (), "Sở Khoa học và Công nghệ", "2026-2030"),
        ("agencies", "year", "10/7", False, ("Sở Nội vụ",), "UBND tỉnh", "2026-2030"),
    ),
)
DISPATCH = Labelled(
    "dispatch",
    (
        f"CHỦ TỊCH\t{NATION}",
        f"ỦY BAN NHÂN DÂN TỈNH NGHỆ AN\t{MOTTO}",
        "Số: 12/CĐ-CTUBND\tNghệ An, ngày 28 tháng 8 năm 2026",
        "CÔNG ĐIỆN",
        "Về việc tập trung ứng phó bão số 5",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:",
        "1. Các sở, ngành, UBND các xã, phường báo cáo về Sở Nông nghiệp và Môi trường trước 16 giờ"
        " hằng ngày.",
        "2. Các sở, ngành, UBND các xã, phường báo cáo kết quả khắc phục về Sở Nông nghiệp và Môi"
        " trường trước ngày 15/9/2026.",
        "3. Giao Sở Nông nghiệp và Môi trường theo dõi, đôn đốc việc thực hiện Công điện này.",
        "Nơi nhận:",
        "- Như trên;",
    ),
    (
        *("nghe-an", "12/CĐ-CTUBND", "Nghệ An", "Chủ tịch UBND tỉnh Nghệ An"),
        "Công điện về việc tập trung ứng phó bão số 5",
        *("", "Sở Nông nghiệp và Môi trường"),
    ),
    (("agencies", "once", "15/9", True, (), "Sở Nông nghiệp và Môi trường", "2026-2026"),),
    ("period", "rules"),  # every day at four o'clock
)
COMMUNE = Labelled(
    "two cells",
    (
        f"ỦY BAN NHÂN DÂN XÃ BẮC SƠN | {NATION} {MOTTO} |",
        "Số: 07/KH-UBND | Bắc Sơn, ngày 12 tháng 02 năm 2026 |",
        "KẾ HOẠCH",
        "CẢI CÁCH HÀNH CHÍNH NĂM 2026",
        "Căn cứ Kế hoạch số 03/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Lạng Sơn;",
        "1. Phòng Kinh tế là cơ quan thường trực theo dõi, tổng hợp việc thực hiện Kế"
        " hoạch; định kỳ hằng quý báo cáo Ủy ban nhân dân xã trước ngày 10 của tháng cuối quý.",
        "2. Các phòng, đơn vị thuộc xã gửi báo cáo về Phòng Kinh tế trước ngày 05 của"
        " tháng cuối quý.",
        "Nơi nhận:",
        "- Thường trực Đảng ủy;",
    ),
    (
        *("bac-son-lang-son", "07/KH-UBND", "Lạng Sơn", "UBND xã Bắc Sơn"),
        *("Kế hoạch CẢI CÁCH HÀNH CHÍNH NĂM 2026", "2026", "Phòng Kinh tế"),
    ),
    (
        ("coordinator", "quarter", "10/3", True, (), "Ủy ban nhân dân xã", "2026-2026"),
        (
            *("agencies", "quarter", "5/3", True, ("Các phòng, đơn vị thuộc UBND xã",)),
            *("Phòng Kinh tế", "2026-2026"),
        ),
    ),
    ("province",),  # only the text says it
)
APPENDIX = Labelled(
    "appendix",
    (
        "PHỤ LỤC",
        "NHIỆM VỤ TRỌNG TÂM CHUYỂN ĐỔI SỐ NĂM 2026",
        "(Kèm theo Kế hoạch số 33/KH-UBND ngày 20 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Cà"
        " Mau)",
    ),
    (
        *("ca-mau", "33/KH-UBND", "Cà Mau", ""),
        *("NHIỆM VỤ TRỌNG TÂM CHUYỂN ĐỔI SỐ NĂM 2026", "2026", ""),
    ),
    (),
    ("title", "coordinator", "recipients", "rules"),
)
PARTY = Labelled(
    "party",
    (
        "TỈNH ỦY ĐẮK LẮK\tĐẢNG CỘNG SẢN VIỆT NAM",
        "*\tĐắk Lắk, ngày 05 tháng 3 năm 2026",
        "Số 12-CTr/TU",
        "CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "thực hiện Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng,",
        "nhiệm kỳ 2025 - 2030",
        "-----",
        "1. Văn phòng Tỉnh ủy chịu trách nhiệm theo dõi, đôn đốc, kiểm tra việc thực hiện Chương"
        " trình; báo cáo Ban Thường vụ Tỉnh ủy trước ngày 20/12 hằng năm.",
        "2. Các cấp ủy, các cơ quan, đơn vị báo cáo kết quả về Văn phòng Tỉnh ủy trước ngày 01"
        " tháng 12 hằng năm.",
        "Nơi nhận:",
        "- Ban Bí thư Trung ương Đảng;",
    ),
    (
        *("tinh-uy-dak-lak", "12-CTr/TU", "Đắk Lắk", "Tỉnh ủy Đắk Lắk"),
        "Chương trình hành động thực hiện Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của"
        " Đảng, nhiệm kỳ 2025 - 2030",
        *("2025 - 2030", "Văn phòng Tỉnh ủy"),
    ),
    (
        ("coordinator", "year", "20/12", True, (), "Ban Thường vụ Tỉnh ủy", "2026-2030"),
        ("agencies", "year", "1/12", True, (), "Văn phòng Tỉnh ủy", "2026-2030"),
    ),
)
REFORM = Labelled(
    "reform",
    (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH QUẢNG NGÃI\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 25/KH-UBND\tQuảng Ngãi, ngày 15 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Cải cách hành chính nhà nước tỉnh Quảng Ngãi năm 2026",
        "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ ban hành Chương trình tổng thể cải "
        "cách hành chính nhà nước giai đoạn 2021 - 2030;",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các sở, ban, ngành, UBND các xã, phường, đặc khu",
        "a) Xây dựng Kế hoạch của cơ quan, đơn vị mình, gửi Sở Nội vụ trước ngày 31/01/2026.",
        "b) Báo cáo định kỳ hằng quý, 6 tháng và hằng năm gửi Sở Nội vụ: báo cáo quý I "
        "trước ngày 05/3, báo cáo 6 tháng trước ngày 05/6, báo cáo quý III trước ngày "
        "05/9, báo cáo năm trước ngày 25/11 để tổng hợp.",
        "2. Sở Nội vụ là cơ quan thường trực, theo dõi, đôn đốc việc triển khai thực "
        "hiện Kế hoạch; tổng hợp, tham mưu UBND tỉnh báo cáo Bộ Nội vụ trước ngày 10 "
        "tháng 12 hằng năm.",
        "Nơi nhận:",
        "- Bộ Nội vụ;",
        "- Lưu: VT.",
    ),
    (
        *("quang-ngai", "25/KH-UBND", "Quảng Ngãi", ""),
        *("Kế hoạch Cải cách hành chính nhà nước tỉnh Quảng Ngãi năm 2026", "2026", "Sở Nội vụ"),
    ),
    (
        ("agencies", "once", "31/1", True, (), "Sở Nội vụ", "2026-2026"),
        ("agencies", "year", "5/3", True, (), "Sở Nội vụ", "2026-2026"),
        ("agencies", "year", "5/6", True, (), "Sở Nội vụ", "2026-2026"),
        ("agencies", "year", "5/9", True, (), "Sở Nội vụ", "2026-2026"),
        ("agencies", "year", "25/11", True, (), "Sở Nội vụ", "2026-2026"),
        ("coordinator", "year", "10/12", True, (), "Bộ Nội vụ", "2026-2026"),
    ),
)
GOVERNMENT_ONLINE = Labelled(
    "digital government",
    (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH BẮC NINH\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 186/KH-UBND\tBắc Ninh, ngày 29 tháng 12 năm 2025",
        "KẾ HOẠCH",
        "Phát triển chính quyền số tỉnh Bắc Ninh giai đoạn 2026 - 2030",
        "Sở Khoa học và Công nghệ là cơ quan đầu mối, tổng hợp, báo cáo UBND tỉnh trước "
        "ngày 05 tháng 12 hằng năm.",
        "Các sở, ban, ngành báo cáo về Sở Khoa học và Công nghệ trước ngày 15 tháng 11 hằng năm.",
    ),
    (
        *("bac-ninh", "186/KH-UBND", "Bắc Ninh", ""),
        "Kế hoạch Phát triển chính quyền số tỉnh Bắc Ninh giai đoạn 2026 - 2030",
        *("2026 - 2030", "Sở Khoa học và Công nghệ"),
    ),
    (
        ("coordinator", "year", "5/12", True, (), "UBND tỉnh", "2026-2030"),
        ("agencies", "year", "15/11", True, (), "Sở Khoa học và Công nghệ", "2026-2030"),
    ),
    ("recipients",),
)
COMMUNE_ONLINE = Labelled(
    "commune",
    (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ XUÂN ĐÔNG\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 101/KH-UBND\tXuân Đông, ngày 21 tháng 4 năm 2026",
        "KẾ HOẠCH",
        "Chuyển đổi số trong các cơ quan nhà nước xã Xuân Đông năm 2026",
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 10 tháng 01 năm 2026 của Ủy ban nhân dân "
        "tỉnh Đồng Nai;",
        "1. Phòng Văn hóa - Xã hội theo dõi, đôn đốc việc thực hiện Kế hoạch; báo cáo Ủy "
        "ban nhân dân xã định kỳ hằng quý (trước ngày 15 của tháng cuối quý) và năm "
        "(trước ngày 10/12).",
    ),
    (
        *("xuan-dong-dong-nai", "101/KH-UBND", "Đồng Nai", "UBND xã Xuân Đông"),
        "Kế hoạch Chuyển đổi số trong các cơ quan nhà nước xã Xuân Đông năm 2026",
        *("2026", "Phòng Văn hóa - Xã hội"),
    ),
    (
        ("coordinator", "quarter", "15/3", True, (), "Ủy ban nhân dân xã", "2026-2026"),
        ("coordinator", "year", "10/12", True, (), "Ủy ban nhân dân xã", "2026-2026"),
    ),
    ("province", "recipients"),  # only the text names the province
)
ELECTION = Labelled(
    "front",
    (
        "ỦY BAN MTTQ VIỆT NAM\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ LƯƠNG MẪU\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 16/KH-MTTQ-BTT\tLương Mẫu, ngày 18 tháng 11 năm 2025",
        "KẾ HOẠCH",
        "Thực hiện công tác bầu cử trên địa bàn xã Lương Mẫu, tỉnh Quảng Ninh",
        "II. NỘI DUNG, TIẾN ĐỘ, PHÂN CÔNG TRÁCH NHIỆM",
        "1. Xây dựng, ban hành các văn bản chỉ đạo, hướng dẫn",
        "1.1. Xây dựng và ban hành Hướng dẫn về việc tham gia công tác bầu cử.",
        "- Bảo đảm thống nhất với hướng dẫn của cấp trên.",
        "- Thời gian hoàn thành: Dự kiến tháng 11/2025 (sau khi Ban Thường trực Ủy ban "
        "MTTQ Việt Nam tỉnh ban hành Hướng dẫn).",
        "- Đơn vị chủ trì: Phó Chủ tịch Thường trực",
        "- Đơn vị phối hợp: Các Trưởng đoàn thể xã",
        "- Kết quả: Dự thảo Hướng dẫn.",
        "1.2. Xây dựng kế hoạch giám sát công tác bầu cử.",
        "- Thời gian hoàn thành: Quý IV/2025;",
        "- Đơn vị chủ trì: Phó Chủ tịch Thường trực",
        "- Đơn vị phối hợp: Ban Thanh tra nhân dân",
        "- Kết quả: Kế hoạch.",
        "2. Tổ chức các hội nghị hiệp thương",
        "2.1. Hội nghị hiệp thương lần thứ hai: chậm nhất ngày 03/02/2026.",
        "- Thời gian hoàn thành: Trước ngày 03/02/2026.",
        "- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam xã",
        "- Đơn vị phối hợp: Thường trực HĐND, UBND xã",
        "- Kết quả: Hồ sơ nhân sự.",
        "Nơi nhận:",
        "- Thường trực Đảng ủy xã;",
        "- Lưu: MTTQ.",
    ),
    (
        *("mttq-luong-mau-quang-ninh", "16/KH-MTTQ-BTT", "Quảng Ninh"),
        "Ủy ban MTTQ Việt Nam xã Lương Mẫu",
        "Kế hoạch Thực hiện công tác bầu cử trên địa bàn xã Lương Mẫu, tỉnh Quảng Ninh",
        *("", ""),
    ),
    (),
    ("period", "coordinator", "rules", "rules"),  # the day of a task in running text is one
)
OTHER_DECISIONS = (
    *(DEPARTMENT, DRUGS, LAW, CLIMATE, CHAIRMAN, DIGITAL, DISPATCH, COMMUNE, APPENDIX, PARTY),
    *(REFORM, GOVERNMENT_ONLINE, COMMUNE_ONLINE, ELECTION),
)
