"""The spellings people use: tables to read and extend, no rules.

"[a|b]" may be left out, "(a|b)" may not; a comma or a line end parts two spellings. Write them
with accents: how they may be typed is the business of `words`.
"""

from bot.language.words.status_lexicon import MINISTRY
from storage.models import Status

# meant: as typed in a chat, or mistyped; with just these marks, for "vuon" is a garden
SHORTHAND = """
này: nầy
hôm nay: hnay
nhưng mà: nma nhma
không: k ko kg khg nỏ hk hok hong hông hổng hem kô khôg hỏng hôg
được: đc dc đk dk đuoc dựơc đặng dcuo đcươ
chưa: chx ch chư chưâ cưa
rồi: r rùi rui ròi rầu oy òi roài rồy
đang: đag dag đg dg đnag dnag đương
làm: lm lma lamg mần
xong: xog xg xoq xonq sog xomg xpng xonh xnog
hoàn thành: ht h/t
triển khai: tk t/k
thực hiện: th t/h
thường xuyên: tx
đang thực hiện: đth dth đt/h
đang triển khai: đtk dtk
chưa thực hiện: cth
chưa triển khai: ctk
thường: thg
xây dựng: xd
mặt bằng: mb
hướng dẫn: hd h/d
trung ương: tw ttw
kinh phí: kp k/p
khó khăn: kk k/k
vướng mắc: vm v/m
vướng: vướn vướg vứng
đề nghị: đn
đề xuất: đx dx
gì: j ji
nhiệm vụ: nv nvu
báo cáo: bc
cũng: cx cug
"""
# Two letters of these may have changed places, where that makes no other word
SWAPPED = "xong được đang hoàn thành triển thực hiện vướng thiếu không khăn chưa"
# Of these the first syllable is often cut to its consonants: "h.thành", "tr/khai", "thhien"
CUT_SHORT = """hoàn thành, hoàn tất, triển khai, thực hiện, thường xuyên, hướng dẫn, kinh phí,
khó khăn, vướng mắc, đề nghị, đề xuất, nhiệm vụ, báo cáo, điều chỉnh, giải ngân, kế hoạch"""

# Looked for where a phrase is not read: a slip in one of these is put right. Left out is what is
# one letter from another word: "hoàn tất" from "hoàn tác", "trung ương" from a name
SLIPS = """hoàn thành, triển khai, thực hiện, thường xuyên, khó khăn, vướng mắc, kinh phí,
hướng dẫn, điều chỉnh, đề nghị, khởi động, khởi công"""
FILLERS = """ok, oke, okie, dạ, vâng, à, ah, ừ, thì, là, cũng, đều, vẫn, hiện, hiện nay, hiện tại,
nay, đến nay,
tới nay, đến giờ, hôm qua, chiều qua, hôm kia, tính đến (nay|
hôm nay), cho đến nay, hiện đã, công việc, bây giờ,
(toàn bộ|tất cả) [các] (nhiệm vụ|nội dung|công việc|hạng mục|phần việc),
(nhiệm vụ|việc|nội dung) trên, (các|những) (nhiệm vụ|việc|nội dung|công việc),
(dzậy|vậy|dậy|thế|rứa) là, dạ thưa, dạ báo cáo, em xin báo cáo,
em, anh, chị, a, e, báo cáo, đơn vị, đơn vị em, bên em, tình trạng, trạng thái,
kết quả, này, (nhiệm vụ|việc|phần|cái|chỉ tiêu|nội dung) (này|ni|đó), nhiệm vụ, tất cả, và, nhưng,
mà, nên, tuy nhiên, (cứ|cho) ghi [là], ghi là, giờ, giờ thì, nay thì, thưa, thưa (anh|chị),
bên (tui|ni|mình|tôi), tụi em, (xã|sở|phòng|huyện|phường|đơn vị|ban|cơ quan|chúng|bên) (tôi|em|
mình|tui|chúng tôi|con|cháu), nè,
việc này (chúng tôi|tôi|bên em),
chúng tôi, hiện nay, hiện giờ, sở, xã, phường, phòng, nói chung, tính đến nay,
đến thời điểm này, (bên|phía) (sở|xã|phòng)"""
SILENT = """[các|quý|mấy] (đồng chí|thầy|thầy cô|cưng|anh chị|cô chú|ông|bạn|anh|chị|em|cháu),
cả nhà,
mọi người, vị, (dzậy|dzị|dậy|vầy|thế) [đó], (giúp|giùm|hộ) (em|tôi|mình), ạ, nhé, nha, nhe, nghe,
ha, à, ah, luôn, đó, đấy, rồi, rồi ạ, anh, chị, em, sếp, ơi,
a, e,
anh nhé, chị nhé, hết rồi, này, thôi, nhiệm vụ này, nghen, hén, hen, hỉ, hỷ, mà, nốt, lâu, hà, nè,
á, c, b, bạn, mn, ráo trọi, hết ráo, trọi, nhen, tề, tê, hè, hí, nì, nớ, chớ, chứ, rứa, vậy đó,
rồi đó, đây, ấy, ui, (một|1|tí|tý) chút,
chút xíu, một tí, (anh|chị|chú|cô|bác|dì|cậu|thím) (hai|ba|tư|
năm|sáu|bảy|tám|chín|mười|út), lâu lắc, cả, được giao, đề ra, hết trọi, nhá, đấy ạ, đó ạ, tuốt,
ráo, trơn, hết trơn, xuôi, hẳn, o, eng, nờ, o ơi, eng nờ, tui, thật, gì đó,
[em|xin|em xin] (cảm ơn|cám ơn), trân trọng"""
COURTESY = """(đơn vị|sở|xã|phường|cơ quan|huyện|ban|phòng|văn phòng|chi nhánh|trung tâm|chi cục|
trường|hội) [xin|xin được|xin phép] báo cáo, (đơn vị|sở|xã|phường|cơ quan|huyện|ban|phòng|bên|tụi|
chúng) (em|tôi|mình|tui), xin phép [được], [xin] cho (em|tôi|mình|đơn vị) [xin] báo cáo,
(vì|do) [đã] (trả lời|báo cáo|phản hồi|gửi|nộp) (muộn|trễ|chậm), xin báo,
(năm|quý|tháng|tuần|kỳ|đợt|hôm|bữa) (nay|này), ghi [giúp|giùm|hộ] (em|tôi|mình), biểu tổng hợp,
có gì [thì] (anh|chị|anh chị|em|sếp) (nhắn|báo|gọi|liên hệ|trao đổi) [lại|cho|giúp] (em|tôi|mình),
(mong|kính mong|mong được) (anh|chị|anh chị|lãnh đạo|quý cơ quan) (thông cảm|ghi nhận|nắm|biết),
để (anh|chị|anh chị|sếp|lãnh đạo) (nắm|biết|tổng hợp|theo dõi), tiến độ,
tiến độ (hiện nay|thực hiện|
đến nay), tình trạng, trạng thái, nè,
(thưa|kính thưa|gửi|kính gửi) (văn phòng|vp|văn phòng ubnd|phòng|phòng tổng hợp|ban|ban chỉ đạo|
trung tâm|tỉnh|sở|cơ quan|tổ|tổ công tác), a lô, alo, (tôi|em|mình) đang (đi đường|lái xe|trên xe),
quý anh chị, quý cơ quan, về, đối với, dạ, vâng, ạ, ah, à, nhé, nha, em, anh, chị, a, e,
c, anh chị, cô, chú, thưa, kính,
gửi, kính gửi,
chào, xin, xin chào, xin gửi, xin báo cáo, báo cáo, báo,
xin báo, bc, gửi lại, (báo cáo|bc) tiến độ, hiện nay, hiện tại,
đến nay, tính đến nay, cho đến nay, hiện, như sau, cụ thể, kết quả,
tình hình,
trân trọng, cảm ơn, cám ơn, xin cảm ơn, thanks, tks, thank, nhiều, lãnh đạo, sếp, hệ thống,
đồng chí, các, ơi, ok, oke, cc, nghen, hén, hỉ, mà, nhầm, nhầm rồi, sửa lại, đính chính, xin lỗi"""
# Behind one of these a word with a capital is somebody's name
ADDRESSES = "anh, chị, a, c, cô, chú, đồng chí, sếp, cc, gửi"
CORRECTS = "nhầm, à không, quên, ghi sai, sai rồi"
# Tails that say when, and change nothing; how, which "chưa" does change
WHEN = """trong, hồi, tháng (giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|mười một|mười hai|chạp),
[trong] (quý|tháng) (i|ii|iii|iv), trong năm, năm nay, tháng này, quý này, tuần này, ngày, tháng,
quý, năm, vào, hôm,
(sáng|trưa|chiều|tối|hôm) nay, (sáng|chiều) hôm nay"""
HOW = """(đúng|trước) thời hạn,
đúng hạn, trước hạn, đúng tiến độ, trước tiến độ, theo kế hoạch, đúng kế hoạch,
hàng năm, hằng năm,
hàng quý, hàng tháng, định kỳ, hôm qua, tuần trước, tháng trước, quý trước, từ, từ lâu,
theo quy định, theo đúng (tiến độ|kế hoạch|thời hạn|quy định), (được|đã) giao, vượt tiến độ,
vượt (mức|kế hoạch|chỉ tiêu), trọn vẹn, đầy đủ, toàn diện, (theo|đúng) yêu cầu,
hôm kia, (sáng|trưa|chiều|tối|đêm) qua, hồi (sáng|trưa), (lúc|vừa) nãy"""
# In front of a number of days: "xong trước hạn 5 ngày"
BY_HOW_MUCH = """[hơn] (trước|trước thời|sớm hơn|quá|trễ|chậm) hạn, (trước|chậm|vượt) tiến độ, sớm,
sớm hơn, muộn, muộn hơn, chậm, trễ"""
SPANS = "ngày, tuần, tháng"
# A day beside a status is past with one of these; "xong tháng 12" may be a promise
PAST = "đã, rồi, từ, vừa"
# What is missing or awaited is worth a note, though the status is clear without it
MATTERS = f"""kinh phí, vốn, nhân lực, nguồn lực, thông tư, nghị định, bộ {MINISTRY}, chính phủ,
tiền, chậm, trễ, người, cán bộ, mặt bằng, nhà thầu, (hộ|người) dân, thiết bị, vật tư, vật liệu,
giáo viên,
biên chế, cát"""
ABOUT = """tăng lên, nâng lên, chắc, lối, khoảng, khoản, gần, hơn, trên, đạt, được, tới, đến, mới,
chừng,
cỡ, tầm, ước, ước đạt,
là, đã, làm, xấp xỉ, quá, có, chỉ, đủ,
thực hiện, triển khai, tiến độ, khối lượng, hoàn thành, dt, đt, hiện tại, hiện nay, hiện, đến nay,
tới nay, lũy kế, luỹ kế"""
OF_THE_WORK = """kế hoạch, khối lượng, công việc, tiến độ, nhiệm vụ, kế hoạch năm,
    khối lượng công việc, (kế hoạch|chỉ tiêu) [được|đã] (giao|đề ra)"""

# Of which some may be done: "được 2/4 xã"
UNITS = """đợt, chuyến, kỳ, tháng, quý, bài, cuộc, xã, huyện, phường, thôn, ấp, đơn vị, nội dung,
hạng mục, lớp, dự án, công trình, mô hình,
gói thầu, văn bản, hồ sơ, việc, mục tiêu, sản phẩm, trường, hộ, điểm, tuyến, chỉ tiêu, gói, km,
phòng, phòng học, căn, nhà, cầu, buổi, khóa,
nhóm, bản, cơ sở, hợp tác xã, doanh nghiệp, khu phố, khóm, tiêu chí, tổ, buôn, xóm, bước, khâu,
phần việc"""

# A clause joined by one of these stands by itself; one that gives the cause says no status
JOINS = "nhưng, tuy nhiên, nên, mà, và, song"
CAUSES = """do, vì, bởi, bởi vì, tại vì, lý do, lí do, nguyên nhân, vì vậy, do đó, tại (thiếu|chưa|
không|bị|hết|còn)"""
# Of a task some part, which has a number
PART = """(giai đoạn|gđ|bước|gói|gói thầu|gói thầu số|đợt|hạng mục|tuyến|lô|khâu|phân kỳ|
giai đoạn số)
(#|i|ii|iii|a|b|c|đầu)"""
# What keeps work from being done
TROUBLES = """mưa, bão, lũ, lụt, mưa bão, mưa lũ, sạt lở, hạn hán, ngập, xâm nhập mặn, dịch,
dịch bệnh,
thời tiết, nắng nóng, nhà thầu, giá vật liệu, giá vật tư, khan hiếm, thiếu, hư hỏng, dân không,
không có, chưa có, hết tiền, hết vốn, hết kinh phí, vướng, kẹt"""
# Who or what is said to be under way: "nhà thầu đang thi công"
SUBJECTS = """cơ quan, hồ sơ, dự thảo, đề án, dự án, nhà thầu,
chủ đầu tư, công trình, tư vấn, đơn vị tư vấn,
(các|một số|nhiều) (xã|huyện|phường|địa phương|đơn vị|sở ngành|phòng|sở), phòng, ban, tờ trình,
kế hoạch, báo cáo, phần mềm, hệ thống, thủ tục, cán bộ, anh em, đội, phòng chuyên môn, chi cục,
trung tâm, tổ công tác, quy hoạch, đơn vị thi công"""
# In front of "đang" these say that it is of something else, or of another time
NO_SUBJECT = """hết, đỡ, bớt, ít, từng, sợ, lo, ngại, tránh, không, chưa, khác, chứ, nếu, khi, để,
sẽ, ai, gì, nào, mấy, kia, hôm qua, năm ngoái,
năm trước, tháng trước, tuần trước, trước đây, hồi, lúc, tưởng, nghe, chắc, hình như, có lẽ, nhờ,
hỏi,
xin, cho, mục, ý, câu, còn lại, phẩy, chấm, một, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười"""
# Whose trouble is none of the task's: "hỗ trợ hộ gặp khó khăn"
IN_NEED = """hỗ trợ, giúp, cho, thăm, tặng, hộ, người, dân, doanh nghiệp, gia đình, đời sống,
hoàn cảnh, học sinh, tháo gỡ, giải quyết, cứu trợ, đối tượng, trẻ em, bà con"""
# A stop for one of these is no trouble
ORDERED = """chỉ đạo, chủ trương, lệnh, theo yêu cầu, theo ý kiến, không còn (phù hợp|cần thiết|
cần),
trùng, không phải, không thuộc, chuyển (cho|sang|giao), sáp nhập, hết nhiệm vụ"""
# A figure behind one of these is of another time, or what was planned
COMPARED = """[so với] (kỳ trước|cùng kỳ|năm trước|năm ngoái|tháng trước|quý trước|tuần trước|
kế hoạch|kh|
cùng kỳ năm trước|cùng kỳ năm ngoái|lần trước)"""
# What stands behind one of these and a colon belongs to a field of a report
LABELS = """[nhưng|còn|và|có] (khó khăn|kk|vướng mắc|khó khăn vướng mắc|khó khăn và vướng mắc|
tồn tại|
hạn chế|nguyên nhân|lý do|lí do) [là], (đề xuất|kiến nghị|đề nghị|đề xuất kiến nghị|
kiến nghị đề xuất) [là], (kết quả|kq|kết quả đạt được|sản phẩm|ghi chú|văn bản|vb|số vb|kế hoạch|
dự kiến|thời gian|thời hạn|thời hạn hoàn thành|hạn|hạn hoàn thành|kế hoạch năm|kế hoạch giao|
kh năm|mục tiêu|chỉ tiêu giao|kỳ trước|năm trước|giải pháp|phương hướng|nội dung) [là]"""
LESS_THAN = """mới gần, [mới|chỉ mới] [làm|thực hiện|triển khai] chưa (được|đến|tới|đạt|đầy|quá|
đạt được|đạt tới) [tới|đến|nổi],
dưới,
chưa tới được,
không (đến|tới|quá), chưa xong (tới|đến)"""
EXCEEDS = """[đạt|tăng] [và] (vượt|vượt mức|vượt quá|cao hơn|tăng) [kế hoạch|chỉ tiêu|mức|tiến độ|
kế hoạch giao|chỉ tiêu giao|kế hoạch năm|so với kế hoạch] [được|là|đạt|tới|đến|hơn|gần|trên]"""
LACKS = """thiếu, chưa có, không có, chậm, vướng, khó khăn, chưa bố trí, chưa được (cấp|bố trí|
giao),
(hết|không đủ|chưa đủ|cạn) (kinh phí|vốn|tiền|nguồn)"""
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
REQUESTS = """ra, ra thì, không phải (nhiệm vụ|việc|của), không thuộc, không do,
[cho|cho em] [xin|đề nghị] (lùi|lùi hạn|gia hạn|hoãn hạn), không (phụ trách|quản lý), hẹn,
sửa, rút, xem, xóa, xoá, nhắc, bàn giao, [đã] chuyển cho"""
# What is proposed to be changed; anything else may be a meeting, a message, a name
CHANGED = """nhiệm vụ, chỉ tiêu, tiêu, mục tiêu, nội dung, kế hoạch, thời gian, thời hạn, tiến độ,
hạn, mức, kinh phí, vốn, quy mô, phạm vi, địa điểm, đơn vị, cơ quan, chủ trì, phù hợp, sang, xuống,
lên, dự án, việc, mục, lộ trình, quý, năm, giao, thực hiện, chính sách, quy hoạch, này, giảm,
tăng, ra khỏi, khỏi, theo, còn, đến, bổ sung, nữa, chương trình"""
# Read before the words above: "đến nay" is not "nay"
HARMLESS = """[theo] đúng (tiến độ|hạn|kế hoạch|thời hạn|quy định|yêu cầu|lộ trình|như), bà con,
đến nay, tới nay, hiện nay, cho đến nay, đến giờ, tới giờ, nội dung, sử dụng,
hoàn (thành|tất|thiện|chỉnh),
áp dụng,
xây dựng, tuyển dụng, vận dụng, tín dụng, ứng dụng, con (em|người|đường|giống|bò|heo|lợn|gà|dê|
trâu),
học sinh con, trẻ con"""
# Beside the words of its title these name nothing else
ABOUT_A_TASK = (
    "lớp, công tác, việc, hoạt động, chương trình, nội dung, nhiệm vụ, các, về, phần, chỉ tiêu"
)
# Behind one of these a task may be named
BEFORE_A_TASK = """còn, và, với, dạ, vâng, báo cáo, nhiệm vụ, việc, mục, về, phần, riêng, cái, thưa,
nv"""
