"""The words of obstacles: kinds, ministries, and what shows that somebody is waited for.

The grammar of the patterns is that of `bot/language/words/lexicon.py`.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What an obstacle waits for."""

    FUNDING = "funding"
    GUIDANCE = "guidance"
    LAND = "land"
    STAFF = "staff"
    COORDINATION = "coordination"
    OTHER = "other"


KINDS: dict[Kind, str] = {
    Kind.FUNDING: """[nguồn|nguồn lực] (kinh phí|vốn|ngân sách|tiền), nguồn lực tài chính,
        (dự toán|tạm ứng|giải ngân|thanh toán|quyết toán)""",
    Kind.GUIDANCE: """[văn bản|sự] hướng dẫn, văn bản (quy định|chỉ đạo|của), thông tư, nghị định,
        luật, nghị quyết, quy định [pháp luật|chi tiết], (cơ chế|chính sách|cơ chế chính sách),
        (định mức|đơn giá) [kinh tế kỹ thuật], (bộ tiêu chí|tiêu chí|tiêu chuẩn|quy chuẩn),
        (hành lang|khung) pháp lý""",
    Kind.LAND: """đất đai, quỹ đất, đất sạch, mặt bằng, [công tác] giải phóng mặt bằng, gpmb,
        (thu hồi|giao|thuê|cho thuê|sử dụng|quy hoạch sử dụng|chuyển mục đích sử dụng) đất,
        (đền bù|bồi thường|tái định cư), vị trí đất""",
    Kind.STAFF: """[nguồn] nhân lực, nhân sự, biên chế, kiêm nhiệm, tuyển dụng,
        thiếu (người|cán bộ|công chức|viên chức|giáo viên|bác sĩ|nhân viên|chuyên gia),
        (đội ngũ|lực lượng) (cán bộ|công chức|viên chức|giáo viên|y bác sĩ|chuyên môn)""",
    Kind.COORDINATION: """[sự|công tác|cơ chế] phối hợp, (chưa|không|chậm|chờ) (gửi|cung cấp|
        thống nhất|phản hồi|trả lời|tham gia|góp ý|thẩm định|phê duyệt|chấp thuận|có ý kiến|
        cho ý kiến|được phê duyệt|được chấp thuận|được thẩm định), (chờ|xin) ý kiến, chồng chéo,
        (cung cấp|chia sẻ) (số liệu|dữ liệu|thông tin), (phê duyệt|thẩm định|chấp thuận)""",
}

CENTRE = "Trung ương"
PROVINCE = "UBND tỉnh"

# The name that is shown: how it may be written besides
ACTORS: dict[str, str] = {
    CENTRE: """[các] [bộ|cơ quan|các bộ|các cơ quan] [ngành] trung ương, (các|liên) bộ ngành
        [trung ương], các bộ""",
    "Chính phủ": "chính phủ, thủ tướng [chính phủ], văn phòng chính phủ",
    "Quốc hội": "quốc hội, ủy ban thường vụ quốc hội",
    PROVINCE: """(ubnd|ủy ban nhân dân|uỷ ban nhân dân|chủ tịch ubnd|lãnh đạo|lãnh đạo ubnd)
        (tỉnh|thành phố), cấp tỉnh""",
    "HĐND tỉnh": "(hđnd|hội đồng nhân dân|thường trực hđnd) (tỉnh|thành phố)",
    "Tỉnh ủy": "(tỉnh ủy|tỉnh uỷ|ban thường vụ tỉnh ủy|thường trực tỉnh ủy|thành ủy)",
    "Bộ Công an": "bộ công an",
    "Bộ Công Thương": "bộ (công thương|ct)",
    "Bộ Dân tộc và Tôn giáo": "bộ dân tộc [tôn giáo], ủy ban dân tộc, bộ dttg",
    "Bộ Giáo dục và Đào tạo": "bộ (giáo dục|giáo dục đào tạo|gdđt|gd đt|gd)",
    "Bộ Giao thông vận tải": "bộ (giao thông vận tải|giao thông|gtvt)",
    "Bộ Kế hoạch và Đầu tư": "bộ (kế hoạch|kế hoạch đầu tư|khđt|kh đt)",
    "Bộ Khoa học và Công nghệ": "bộ (khoa học|khoa học công nghệ|khcn|kh cn)",
    "Bộ Lao động - Thương binh và Xã hội": """bộ (lao động|lao động thương binh xã hội|lđtbxh|
        lđ tbxh|lđ tb xh)""",
    "Bộ Ngoại giao": "bộ ngoại giao",
    "Bộ Nội vụ": "bộ (nội vụ|nv)",
    "Bộ Nông nghiệp và Môi trường": "bộ (nông nghiệp môi trường|nnmt|nn mt|nông nghiệp)",
    "Bộ Nông nghiệp và Phát triển nông thôn": """bộ (nông nghiệp phát triển nông thôn|
        nông nghiệp ptnt|nnptnt|nn ptnt)""",
    "Bộ Quốc phòng": "bộ quốc phòng, bqp",
    "Bộ Tài chính": "bộ (tài chính|tc), btc",
    "Bộ Tài nguyên và Môi trường": "bộ (tài nguyên|tài nguyên môi trường|tnmt|tn mt)",
    "Bộ Thông tin và Truyền thông": """bộ (thông tin|thông tin truyền thông|tttt|tt tt)""",
    "Bộ Tư pháp": "bộ tư pháp",
    "Bộ Văn hóa, Thể thao và Du lịch": """bộ (văn hóa|văn hóa thể thao du lịch|vhttdl|vh tt dl|
        văn hóa thể thao)""",
    "Bộ Xây dựng": "bộ (xây dựng|xd)",
    "Bộ Y tế": "bộ (y tế|yt), byt",
    "Ngân hàng Nhà nước": "ngân hàng nhà nước, nhnn",
    "Kho bạc Nhà nước": "kho bạc [nhà nước], kbnn",
}

# "Cán bộ y tế" is no ministry: behind these a "bộ" is part of another word
BEFORE_ANOTHER_WORD = """(cán|nội|toàn|đồng|tiến|cục|đảng|bán|sơ|một|tổ|đội|giáo)"""

# Whoever is named behind one of these is waited for …
WAITING = """(chờ|đợi|đề nghị|kiến nghị|đề xuất|xin|mong|trông chờ|phụ thuộc|phụ thuộc vào|cần|
    trình|vướng|khó khăn|thiếu|chậm|do|vì|báo cáo|tham mưu), (chưa|không|chưa được|chưa có|không có|
    chưa nhận được) [có|được|nhận được]"""
# … but for what is only referred to: "theo Thông tư của Bộ Y tế"
REFERRING = """(theo|căn cứ|thực hiện|triển khai|tại|dựa trên|quy định tại|trên cơ sở)"""
# … or in front of one of these: "Sở Tài chính chưa cấp kinh phí"
ACTING = """(chưa|chậm|không|sớm|xem xét|quan tâm|cần|bố trí|ban hành|hướng dẫn|cấp|phân bổ|
    hỗ trợ|phê duyệt|chỉ đạo|có văn bản|có ý kiến|cho ý kiến|thẩm định|phối hợp|tháo gỡ|giao)"""

NO_OBSTACLE = """[hiện|hiện nay|hiện tại|cơ bản|đến nay|nhìn chung|cũng] (không|chưa|ko)
    [có|gặp|thấy|phát sinh|còn|gì] [gì|nhiều] (khó khăn|vướng mắc|vướng|trở ngại|
    khó khăn vướng mắc|kiến nghị|đề xuất|ý kiến|đề xuất kiến nghị|kiến nghị đề xuất)"""

# What does not say which obstacle it is, as `fold` leaves it; the longer ones come first
SILENT = """nguon kinh phi, kinh phi, nguon von, ngan sach, huong dan, ban hanh, thong tu,
    nghi dinh, kho khan, vuong mac, nguyen nhan, de nghi, kien nghi, de xuat, xem xet, quan tam,
    bo tri, ho tro,
    trien khai, thuc hien, nhiem vu, cong tac, noi dung, don vi, chung toi, phoi hop, nhan luc,
    hien nay, den nay, tren dia ban, dia ban, chua co, khong co, chua duoc, con thieu,
    tren, trong, khi, viec, cua, cho, de, do, vi, ve, cac, nhung, dang, da, con, chua, co, khong,
    duoc, thieu, doi, xin, mong, som, hien, tu, voi, la, bi, gap, vuong, nay, den, cung, van, nen,
    em, cham, von, them"""
AWAITED = "Chờ hướng dẫn của Trung ương"  # what the status of that name says by itself
