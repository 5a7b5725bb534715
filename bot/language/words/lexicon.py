"""The spellings people use: tables to read and extend, no rules.

"[a|b]" may be left out, "(a|b)" may not; a comma or a line end parts two spellings. Write them
with accents: how they may be typed is the business of `words`.
"""

from storage.models import Status

# meant: as typed in a chat, or mistyped; with just these marks, for "vuon" is a garden
SHORTHAND = """
không: k ko kg khg nỏ hk hok hong hông hổng hem kô khôg hỏng hôg
được: đc dc đk dk đuoc dựơc đặng
chưa: chx ch chư chưâ cưa
rồi: r rùi rui ròi rầu oy òi roài rồy
đang: đag dag đg dg đnag dnag đương
làm: lm lma lamg mần
xong: xog xg xoq xonq sog xomg xpng xonh xnog
hoàn thành: ht
triển khai: tk
thực hiện: th t/h
thường xuyên: tx
đang thực hiện: đth dth đt/h
đang triển khai: đtk dtk
chưa thực hiện: cth
chưa triển khai: ctk
thường: thg
xây dựng: xd
mặt bằng: mb
hướng dẫn: hd
trung ương: tw ttw
kinh phí: kp
khó khăn: kk
vướng mắc: vm
vướng: vướn vướg vứng
đề nghị: đn
đề xuất: đx dx
gì: j ji
nhiệm vụ: nv nvu
báo cáo: bc
cũng: cx cug
"""
# Of these the first syllable is often cut to its consonants: "h.thành", "tr/khai", "thhien"
CUT_SHORT = """hoàn thành, hoàn tất, triển khai, thực hiện, thường xuyên, hướng dẫn, kinh phí,
khó khăn, vướng mắc, đề nghị, đề xuất, nhiệm vụ, báo cáo, điều chỉnh, giải ngân, kế hoạch"""

_DONE = "hoàn thành|hoàng thành|hoàn thàng|hoàn thnàh|hoàn tất"
_DO = "(làm|thực hiện|triển khai|tiến hành|xử lý|thi hành|giải quyết)"
_DOING = """(làm|làm dở|làm dần|thực hiện|triển khai|triển khai thực hiện|tổ chức thực hiện|
tiến hành|xử lý|chạy|xây dựng|soạn|soạn thảo|dự thảo|lấy ý kiến|xin ý kiến|trình|hoàn thiện|
thi công|
thẩm định|đấu thầu|mời thầu|chọn thầu|lựa chọn nhà thầu|
giải phóng mặt bằng|đền bù|vận động|tuyên truyền|kiểm tra|nghiên cứu|thanh toán|quyết toán|
hoàn chỉnh|cập nhật|lắp đặt|
khảo sát|rà soát|lập|tổ chức|thu thập|tổng hợp|phối hợp|theo dõi|đôn đốc|
giải ngân|nghiệm thu|tham mưu|hoàn thành|hoàn tất|dang dở|dở dang|dở)"""
_THIS = "nhiệm vụ này|nội dung này|việc này|phần này|chỉ tiêu này"
_NOTHING = "(vướng|vướng mắc|khó khăn|khó khăn vướng mắc|trở ngại|vấn đề)"
_CHANGE = """(đề nghị|xin|kiến nghị|đề xuất|đang đề nghị|đang xin|xin phép|đề nghị được|đề nghị cho|
xin cho|kính đề nghị|kính đề nghị cho|đề nghị cấp có thẩm quyền cho|
kính đề nghị cấp có thẩm quyền cho)"""
_MEANS = "(kinh phí|vốn|tiền|nhân lực|nguồn vốn|nguồn lực|nguồn kinh phí)"
_HANDS = "người|cán bộ|biên chế|nhân sự|thiết bị|trang thiết bị|máy móc|vật tư|mặt bằng"
_SUPERIOR = """(ubnd tỉnh|tỉnh|ubnd|lãnh đạo|cấp trên|hđnd tỉnh|chủ tịch|tỉnh ủy|chủ tịch ubnd tỉnh|
sở|thường trực|ủy ban)"""
_MINISTRY = """(tài chính|kế hoạch|nội vụ|xây dựng|công thương|y tế|tư pháp|nông nghiệp|
giáo dục|khoa học|văn hóa|tài nguyên|giao thông|thông tin|lao động|công an|quốc phòng|ngoại giao|
khđt|kh & đt|nnmt|nn & mt|tnmt|tn & mt|xd|ct|khcn|kh & cn|gdđt|gd & đt|ngành trung ương)"""

# What a clause begins with, behind the fillers, tells its status; None: it says there is no trouble
STATUSES: dict[Status | None, str] = {
    Status.COMPLETED: f"""
        [đã|vừa] [{_DO[1:-1]}] xong [hết|hẳn|xuôi|hết trơn|hết cả|hết sạch|cả|toàn bộ|tất cả|
            nhiệm vụ|nhiệm vụ này|việc này]
        [đã|vừa] [{_DO[1:-1]}] ({_DONE}|hoàn thành xong) [hết|cả|hết cả|toàn bộ|tất cả|nhiệm vụ|
            nhiệm vụ này|việc này|công việc]
        [đã] (xong|hoàn thành) (đâu vào đấy|đâu vô đó|đâu vào đó|nguyên|trọn vẹn|triệt để)
        đã (kết thúc|xong xuôi|hoàn thiện xong)
        đã được hoàn thành, [đã] hoàn thành tốt, [đã] hoàn thành xuất sắc, done, completed, finish,
        finished
        """,
    Status.IN_PROGRESS: f"""
        [còn] đang [tiếp tục|tích cực|khẩn trương] {_DOING}
        tiếp tục (làm|thực hiện|triển khai), đang trong quá trình (làm|thực hiện|triển khai)
        (chưa|chưa được|chưa thể|vẫn chưa|còn chưa) [{_DO[1:-1]}] (xong|hoàn thành|
            hoàn tất) [hết|hẳn|toàn bộ|nhiệm vụ]
        [có] {_DO} (chưa|vẫn chưa|chưa được) (xong|hoàn thành|hoàn tất) [hết|hẳn]
        (mới|vừa|đã|vừa mới) khởi công [xây dựng], [đã] bắt tay vào (làm|thực hiện|triển khai)
        bắt đầu {_DO} rồi, {_DO} (gần|sắp) (xong|hoàn thành)
        (gần|gần như|sắp|cơ bản|cơ bản đã|đã cơ bản|đã gần) [{_DO[1:-1]}] (xong|hoàn thành|hoàn tất)
        [đã] [{_DO[1:-1]}] (xong|hoàn thành|hoàn tất) (cơ bản|một phần|1 phần|phần lớn|
            đa số|hầu hết|đa phần), [đã] {_DO} (một phần|1 phần)
        [còn] (chưa|chưa được|chưa đến) [tới|đến] (nửa|một nửa|phân nửa)
        [đã] (làm|thực hiện|triển khai) (dở|
            dở dang), dở dang, dang dở, còn dở, còn dang dở, in progress, doing, processing
        """,
    Status.NOT_STARTED: f"""
        (chưa|vẫn chưa|còn chưa|chưa có) {_DO} [gì|gì cả|gì hết|chi|chi cả|chi hết|được|được gì|
            được gì cả|nhiệm vụ|{_THIS}]
        (chưa|vẫn chưa|còn chưa) (bắt đầu|bắt tay|khởi động|khởi công|đụng tới) [gì|gì cả|được|
            làm|thực hiện|triển khai]
        (chưa|vẫn chưa) (tổ chức thực hiện|triển khai thực hiện) [{_THIS}], not started
        (không|chưa) có làm [gì|gì hết|gì cả], (không|chưa) làm gì (hết|cả)
        chưa [có] {_DO} [gì] đâu
        chưa bắt tay vào (làm|thực hiện), (chưa|chưa có) ai (làm|thực hiện|triển khai|phụ trách)
        """,
    Status.ONGOING: """
        [đang|đã|được|vẫn] [làm|thực hiện|triển khai|duy trì|tiến hành] (thường xuyên|liên tục|
            thường xuyên liên tục)
        thường xuyên (làm|thực hiện|triển khai)
        (nhiệm vụ|việc|công việc) thường xuyên
        """,
    Status.BLOCKED: f"""
        [đang|còn|vẫn|vẫn còn|bị|đang bị|có|gặp|đang gặp|còn gặp|vẫn gặp|gặp phải] (vướng|vướng mắc)
        [đang|còn|vẫn|vẫn còn|có|gặp|đang gặp|còn gặp|vẫn gặp|gặp phải] [nhiều] (khó khăn|
            khó khăn vướng mắc|trở ngại)
        (gặp|đang gặp|còn gặp) khó, [bị|đang|đang bị|còn] (kẹt|mắc kẹt|ách tắc|tắc)
        [đang|còn] thiếu ({_MEANS[1:-1]}|{_HANDS})
        [đang] [gặp|bị] trục trặc
        (không có|chưa có|chưa được cấp|chưa được bố trí|chưa bố trí được|chưa bố trí) {_MEANS}
        """,
    Status.AWAITING_GUIDANCE: f"""
        [đang|còn|vẫn|vẫn đang|phải|còn phải] (chờ|đợi|ngóng) [văn bản|có|có văn bản|ban hành|
            bộ ban hành|trung ương ban hành|bộ|bộ ngành|bộ có|trung ương có|bộ ra|trung ương ra|
            trung ương|tư|chính phủ] hướng dẫn
        [đang|còn|vẫn] (chờ|đợi) (bộ {_MINISTRY[1:-1].replace("|", "|bộ ")}) [ban hành|ra|có]
            hướng dẫn
        [đang|còn|vẫn|vẫn đang|phải] (chờ|đợi) (bộ {_MINISTRY[1:-1].replace("|", "|bộ ")}|
            trung ương|tư|chính phủ)
        [đang|còn|vẫn|vẫn đang|phải] (chờ|đợi) [ban hành] (thông tư|nghị định)
        (chưa|vẫn chưa|chưa được|chưa nhận được) [có] [văn bản] hướng dẫn, chưa có (thông tư|
            nghị định)
        (bộ|các bộ|bộ ngành|trung ương|chính phủ|bộ {_MINISTRY[1:-1].replace("|", "|bộ ")}) (chưa|
            vẫn chưa|chưa có|chưa ban hành) [văn bản|thông tư] hướng dẫn [gì|gì cả|gì hết|cụ thể]
        """,
    Status.NOT_YET_DUE: """
        chưa (đến|tới) (hạn|kỳ|kì|thời hạn|thời điểm|thời gian|lúc|kỳ hạn|đợt) [làm|
            thực hiện|triển khai|
            báo cáo|phải làm|phải báo cáo]
        (năm|quý|tháng|tuần|kỳ|đợt) (sau|tới) mới (đến|tới) (hạn|kỳ|kì|đợt|lúc)
        """,
    Status.PROPOSE_CHANGE: f"""
        {_CHANGE} (điều chỉnh|sửa đổi|thay đổi|bãi bỏ|loại bỏ|hủy bỏ|hủy|huỷ|dừng thực hiện|
            không thực hiện|đưa ra khỏi|rút khỏi)
        {_CHANGE} (giãn|dãn|kéo dài|lùi) (tiến độ|thời gian thực hiện|lộ trình)
        {_CHANGE} bỏ (nhiệm vụ|mục|nội dung|chỉ tiêu|việc|ra khỏi|khỏi)
        {_CHANGE} (dừng|ngừng|ngưng) (nhiệm vụ|thực hiện nhiệm vụ) (này|ni)
        {_CHANGE} (đưa|rút) (nhiệm vụ|nội dung|chỉ tiêu|mục|việc) [này|ni] (ra khỏi|khỏi)
        """,
    None: f"""
        (không|chưa|không còn|không có|chưa có|chưa gặp|không gặp|không bị|
            chẳng) [thấy] {_NOTHING} [gì|gì cả|gì hết|nào|gì lớn|nữa|gì nữa]
        không có gì (vướng|vướng mắc|khó khăn), [đã] hết (vướng|vướng mắc|khó khăn)
        không còn (phù hợp|cần thiết)
        """,
}
# These end their clause: "chờ bộ" yes, "chờ bộ hồ sơ" no
WHOLE: dict[Status | None, str] = {
    Status.AWAITING_GUIDANCE: "[đang|còn|vẫn|vẫn đang|phải] (chờ|đợi) (bộ|các bộ|bộ ngành)",
    Status.ONGOING: "[làm|thực hiện|triển khai] (hàng năm|hằng năm|định kỳ hàng năm)",
    Status.PROPOSE_CHANGE: f"{_CHANGE} bỏ [nhiệm vụ này|mục này|nội dung này|chỉ tiêu này]",
}

# Looked for where a phrase is not read: a slip in one of these is put right. Left out is what is
# one letter from another word: "hoàn tất" from "hoàn tác", "trung ương" from a name
SLIPS = """hoàn thành, triển khai, thực hiện, thường xuyên, khó khăn, vướng mắc, kinh phí,
hướng dẫn, điều chỉnh, đề nghị"""
# These are the whole phrase, behind the fillers: "3 chưa", "1 ok"
ALONE: dict[Status | None, str] = {
    Status.COMPLETED: "rồi, ok [rồi], oke [rồi], okie, ok (done|xong)",
    Status.NOT_STARTED: "[vẫn|còn] chưa",
    Status.IN_PROGRESS: f"""
        [đã|đang] trình [ký|duyệt|phê duyệt], (trình|trình ký) rồi
        [đã|đang] trình {_SUPERIOR} [ký|duyệt|phê duyệt|ban hành]
        [đã trình|đang|còn] (chờ|đợi) [{_SUPERIOR[1:-1]}] (phê duyệt|duyệt|ký)
        [đã|đang] trình {_SUPERIOR} [đang] (chờ|đợi) (phê duyệt|duyệt|ký)
        (đang|còn) (chờ|đợi) thẩm định
        [đã|đang] trình rồi (mà|nhưng) [{_SUPERIOR[1:-1]}] chưa (phê duyệt|duyệt|ký)
        """,
}
FILLERS = """dạ, vâng, à, ah, ừ, thì, là, cũng, đều, vẫn, hiện, hiện nay, hiện tại, nay, đến nay,
tới nay, đến giờ, em, anh, chị, a, e, báo cáo, đơn vị, đơn vị em, bên em, tình trạng, trạng thái,
kết quả, này, (nhiệm vụ|việc|phần|cái|chỉ tiêu|nội dung) (này|ni|đó), nhiệm vụ, tất cả, và, nhưng,
mà, nên, tuy nhiên, thưa, thưa (anh|chị), bên (tui|ni|mình|tôi), tụi em, (xã|sở|phòng|huyện) em,
chúng tôi, hiện nay, hiện giờ, sở, xã, phường, phòng, nói chung, tính đến nay,
đến thời điểm này, (bên|phía) (sở|xã|phòng)"""
SILENT = """ạ, nhé, nha, nhe, nghe, ha, à, ah, luôn, đó, đấy, rồi, rồi ạ, anh, chị, em, sếp, ơi,
a, e,
anh nhé, chị nhé, hết rồi, này, thôi, nhiệm vụ này, nghen, hén, hen, hỉ, hỷ, mà, nốt, lâu, hà, nè,
á, nhen, ui, tuốt, ráo, trơn, hết trơn, xuôi, hẳn, o, eng, nờ, o ơi, eng nờ, tui, thật, gì đó,
[em|xin|em xin] (cảm ơn|cám ơn), trân trọng"""
COURTESY = """dạ, vâng, ạ, ah, à, nhé, nha, em, anh, chị, a, e, c, anh chị, cô, chú, thưa, kính,
gửi, kính gửi,
chào, xin, xin chào, xin gửi, xin báo cáo, báo cáo, báo,
xin báo, bc, gửi lại, như sau, cụ thể, kết quả,
tình hình,
trân trọng, cảm ơn, cám ơn, xin cảm ơn, thanks, tks, thank, nhiều, lãnh đạo, sếp, hệ thống,
đồng chí, các, ơi, ok, oke, cc, nghen, hén, hỉ, mà, nhầm, nhầm rồi, sửa lại, đính chính, xin lỗi"""
# Behind one of these a word with a capital is somebody's name
ADDRESSES = "anh, chị, a, c, cô, chú, đồng chí, sếp, cc, gửi"
CORRECTS = "nhầm, à không, quên, ghi sai, sai rồi"
# Tails that say when, and change nothing; how, which "chưa" does change
WHEN = """trong, hồi,
trong năm, năm nay, tháng này, quý này, tuần này, ngày, tháng, quý, năm, vào, hôm,
(sáng|trưa|chiều|tối|hôm) nay, (sáng|chiều) hôm nay"""
HOW = """(đúng|trước) thời hạn,
đúng hạn, trước hạn, đúng tiến độ, trước tiến độ, theo kế hoạch, đúng kế hoạch,
hàng năm, hằng năm,
hàng quý, hàng tháng, định kỳ, hôm qua, tuần trước, tháng trước, quý trước, từ, từ lâu,
theo quy định, theo đúng (tiến độ|kế hoạch|thời hạn|quy định), (được|đã) giao, vượt tiến độ,
vượt (mức|kế hoạch|chỉ tiêu), trọn vẹn, đầy đủ, toàn diện, (theo|đúng) yêu cầu,
hôm kia, (sáng|trưa|chiều|tối|đêm) qua, hồi (sáng|trưa), (lúc|vừa) nãy"""
# In front of a number of days: "xong trước hạn 5 ngày"
BY_HOW_MUCH = """(trước|trước thời|sớm hơn|quá|trễ|chậm) hạn, (trước|chậm|vượt) tiến độ, sớm,
sớm hơn, muộn, muộn hơn, chậm, trễ"""
SPANS = "ngày, tuần, tháng"
# A day beside a status is past with one of these; "xong tháng 12" may be a promise
PAST = "đã, rồi, từ, vừa"
# What is missing or awaited is worth a note, though the status is clear without it
MATTERS = f"""kinh phí, vốn, nhân lực, nguồn lực, thông tư, nghị định, bộ {_MINISTRY}, chính phủ,
(thiếu|có|cấp) tiền"""
ABOUT = """khoảng, khoản, gần, hơn, trên, đạt, được, tới, đến, mới, chừng, cỡ, tầm, ước, ước đạt,
là, đã, làm, xấp xỉ, quá, có, chỉ, đủ,
thực hiện, triển khai, tiến độ, khối lượng, hoàn thành, hiện tại, hiện nay, hiện, đến nay,
tới nay"""
OF_THE_WORK = """kế hoạch, khối lượng, công việc, tiến độ, nhiệm vụ, kế hoạch năm,
    khối lượng công việc, (kế hoạch|chỉ tiêu) [được|đã] (giao|đề ra)"""

# Of which some may be done: "được 2/4 xã"
UNITS = """xã, huyện, phường, thôn, ấp, đơn vị, nội dung, hạng mục, lớp, dự án, công trình, mô hình,
gói thầu, văn bản, hồ sơ, việc, mục tiêu, sản phẩm, trường, hộ, điểm, tuyến"""

# A clause joined by one of these stands by itself; one that gives the cause says no status
JOINS = "nhưng, tuy nhiên, nên, mà, và, song"
CAUSES = "do, vì, bởi, bởi vì, tại vì, lý do, lí do, nguyên nhân, vì vậy, do đó"
# With a cause that names a lack these say that it is blocked; alone they may be an order
STOPPED = """[đang|phải|đã|tạm] (tạm dừng|tạm ngừng|tạm hoãn|dừng lại|ngưng lại|chững lại|đình trệ),
[vẫn|còn|hiện] (không|chưa) (thể|thể nào) (làm|thực hiện|triển khai|tiến hành|hoàn thành) [được],
[vẫn|còn|hiện] không (làm|thực hiện|triển khai|tiến hành|hoàn thành|làm xong) [nổi] được"""
LACKS = "thiếu, chưa có, không có, chậm, vướng, khó khăn, chưa bố trí, chưa được (cấp|bố trí|giao)"
# Said anywhere behind it, these take back what was said before
CONTRARY: dict[Status, str] = {
    Status.COMPLETED: """còn, trừ, ngoại trừ, nhưng, tuy nhiên, song, chưa, đang, chờ, đợi, thiếu,
        sắp, gần, dự kiến, sẽ, dở, không, một nửa, nợ, tạm, một phần, nếu, phải, cần""",
    Status.ONGOING: "chưa, không, dừng, ngừng, hoãn, sẽ, nhưng, tuy nhiên, nếu, vướng, chậm",
    Status.NOT_STARTED: "xong, hoàn thành, hoàn tất, nhưng, tuy nhiên, rồi, sai, nếu",
    Status.NOT_YET_DUE: "nhưng, tuy nhiên, xong, hoàn thành, nếu, đã",
    Status.IN_PROGRESS: "thực tế, dừng, ngừng, hoãn, hủy, huỷ, đình chỉ, nếu",
    Status.BLOCKED: """đã tháo gỡ, đã giải quyết, đã khắc phục, đã xử lý, đã hết, hết vướng,
        hết khó khăn, đã xong, đã qua, được tháo gỡ, được giải quyết, đã ổn, không còn,
        không đáng kể, không nhiều, không lớn, gì đâu, gì cả, trước đây, năm ngoái, năm trước,
        (gỡ|tháo gỡ|khắc phục|giải quyết|xử lý|thông|dàn xếp) [được|xong|hết|ổn] (rồi|xong),
        nếu, xong rồi, nay, giờ, ổn, hết, bình thường,
        [nay|giờ|mới|vừa|hiện] (đã|được|mới|vừa) (được|có|bố trí|cấp|duyệt|phê duyệt|giải ngân|gỡ|
        tháo gỡ|khắc phục|giải quyết|xử lý|bàn giao|thông|làm|triển khai|hoàn thành|xong|đang)""",
    Status.AWAITING_GUIDANCE: """đã có, đã nhận, không, nếu, sở, tỉnh, ubnd, ủy ban, huyện, xã,
        lãnh đạo, giám đốc, phòng, ban, nhà thầu, phận, xong,
        của (chị|anh|a|c|em|cô|chú|ông|bà|đồng chí|sếp|cấp trên|đơn vị|công ty|bên)""",
    Status.PROPOSE_CHANGE: """không cần, đã được, đã điều chỉnh, số liệu, nếu, báo cáo, người,
        cán bộ, lịch, họp, hội nghị, giờ, phòng, tên""",
}
# Whom something was done for, behind a number: "cho 840 người"; a wait has days behind it
SERVED = """người, hộ, xã, phường, huyện, cán bộ, công chức, học viên, học sinh, đại biểu, hội viên,
đoàn viên, nông dân, doanh nghiệp, hợp tác xã, tổ chức, đơn vị, cơ sở, trường, gia đình, hộ dân,
lao động, phụ nữ, thanh niên, em, cháu, giáo viên, nông hộ, thôn, ấp, khóm"""
# Behind a bare number these are counted: "2 đồng chí đi họp", "5 người chưa làm"
COUNTED = """người, đồng chí, dự án, xã, huyện, phường, lớp, năm, tháng, ngày, tuần, hộ, đơn vị,
nhiệm vụ, việc, mục, cái, giờ, lần, tỷ, triệu, ha, km, kg, tấn, công trình, hồ sơ, cơ quan, sở,
chỉ tiêu, văn bản, nội dung, phần, buổi, trường, thôn, ấp, cán bộ, học viên, số, phút, bên, ông,
bà, chút, ít, loại, nhóm, phòng, hội nghị, hội thảo, cuộc, bài, tin bài, lượt, chuyến, mô hình,
sản phẩm, lớp học, cây, chiếc, tờ rơi, pano, đợt"""
# Done or made, they go on telling of one task behind a comma: "đã mở 3 lớp, 120 người"
THINGS = """người, lượt người, lượt, học viên, đại biểu, lớp, hội nghị, hội thảo, cuộc, buổi,
bài, tin bài, hộ, ha, km, tấn, mô hình, văn bản, hồ sơ, cây, tờ rơi, pano, cơ sở, doanh nghiệp"""
# Said first of a task these ask for something else than a status
REQUESTS = """không phải (nhiệm vụ|việc|của), không thuộc, không do,
[cho|cho em] [xin|đề nghị] (lùi|lùi hạn|gia hạn|hoãn hạn), không (phụ trách|quản lý), hẹn,
sửa, rút, xem, xóa, xoá, nhắc, bàn giao, [đã] chuyển cho"""
# What is proposed to be changed; anything else may be a meeting, a message, a name
CHANGED = """nhiệm vụ, chỉ tiêu, tiêu, mục tiêu, nội dung, kế hoạch, thời gian, thời hạn, tiến độ,
hạn, mức, kinh phí, vốn, quy mô, phạm vi, địa điểm, đơn vị, cơ quan, chủ trì, phù hợp, sang, xuống,
lên, dự án, việc, mục, lộ trình, quý, năm, giao, thực hiện, chính sách, quy hoạch, này, giảm,
tăng, ra khỏi, khỏi, theo, còn, đến, bổ sung, nữa, chương trình"""
# Read before the words above: "đến nay" is not "nay"
HARMLESS = "đến nay, tới nay, hiện nay, cho đến nay, đến giờ, tới giờ"
