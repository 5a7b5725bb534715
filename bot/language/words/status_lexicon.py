"""The spellings of a task's status: tables to read and extend, written as in `lexicon`.

A line that ends inside a bracket goes on in the next one.
"""

from storage.models import Status

_DONE = "hoàn thành|hoàng thành|hoàn thàng|hoàn thnàh|hoàn tất"
_DO = """(làm|thực hiện|triển khai|tiến hành|xử lý|thi hành|giải quyết|tổ chức|mần|
tổ chức thực hiện|triển khai thực hiện|tổ chức triển khai)"""
# Left out is what without accents is another word: "đang ký" and "đăng ký", "trồng" and "trong"
_WORK = """(làm|làm dần|thực hiện|triển khai|triển khai thực hiện|tổ chức thực hiện|
tiến hành|xử lý|chạy|xây dựng|soạn|soạn thảo|dự thảo|lấy ý kiến|xin ý kiến|trình|hoàn thiện|
thi công|thi hành|giải quyết|đẩy nhanh|đẩy mạnh|đàm phán|thương thảo|
xét duyệt|niêm yết|biên soạn|xác minh|đo đạc|điều tra|thống kê|kiểm kê|kiểm đếm|
tập huấn|đào tạo|tuyển dụng|mua sắm|sửa chữa|nâng cấp|giám sát|thanh tra|số hóa|nhập liệu|
thu hồi đất|nạo vét|san lấp|bồi thường|chi trả|cấp phát|rải thảm|đổ bê tông|vận hành|
chạy thử|thí điểm|thử nghiệm|tuyển chọn|góp ý|tiếp thu|chỉnh sửa|chỉnh lý|in ấn|
thẩm định|đấu thầu|mời thầu|chọn thầu|lựa chọn nhà thầu|
giải phóng mặt bằng|đền bù|vận động|tuyên truyền|kiểm tra|nghiên cứu|thanh toán|
hoàn chỉnh|cập nhật|lắp đặt|
chỉ đạo|xin chủ trương|cho triển khai|cho làm|huy động|kêu gọi|xây|đổ|lợp|lắp|đào|đắp|mở lớp|
mở|dựng|mua|thuê|họp dân|gom|tìm|thu gom|lấy số liệu|lấy mẫu|phân tích|lát|ốp|trát|quét|cấy|gieo|
nhập|nhập số liệu|nhập dữ liệu|lấy chữ ký|chốt|sửa|dọn|khoan|rải|
khảo sát|rà soát|lập|viết|tổ chức|thu thập|tổng hợp|phối hợp|theo dõi|đôn đốc|
giải ngân|tham mưu)"""
_DOING = (
    f"({_WORK[1:-1]}|hoàn thành|hoàn tất|nghiệm thu|bàn giao|quyết toán|dang dở|dở dang|dở|làm dở)"
)
_SET_OUT = """(bắt đầu|bắt tay làm|bắt tay thực hiện|bắt tay triển khai|bắt tay vào làm|
bắt tay vào thực hiện|bắt tay vào triển khai|khởi công|khởi công xây dựng|khởi động)"""
_PAPERS = """(hồ sơ|tài liệu|thủ tục|các thủ tục|văn bản|tờ trình|dự thảo|các điều kiện|mặt bằng|
nội dung|các bước|nhân sự|nguồn lực|nguồn vốn|báo cáo|đề cương|đề án|kế hoạch|công tác)"""
_THIS = "nhiệm vụ này|nội dung này|việc này|phần này|chỉ tiêu này"
_ALL = """hết|hẳn|xuôi|hết trơn|hết cả|hết sạch|cả|cả rồi|toàn bộ|tất cả|xuôi hết|xuôi cả|hết trọi|
nhiệm vụ|nhiệm vụ này|việc này|công việc|các nhiệm vụ|các nội dung|các công việc|các hạng mục|
toàn bộ nhiệm vụ|toàn bộ nội dung|toàn bộ công việc|toàn bộ các nội dung|toàn bộ hạng mục|
toàn bộ các hạng mục|tất cả nội dung|tất cả các nội dung|tất cả công việc|tất cả các công việc|
tất cả các hạng mục|tất cả nhiệm vụ|tất cả các nhiệm vụ|chỉ tiêu|các chỉ tiêu|kế hoạch năm|
kế hoạch được giao|kế hoạch giao|mục tiêu đề ra|phần việc|phần việc được giao|phần mình|phần này"""
_A_PART = "(bước|khâu|giai đoạn|gđ|công đoạn|đoạn|thủ tục|công tác chuẩn bị)"
_USE = "(sử dụng|khai thác|vận hành|hoạt động)"
_NOTHING = "(vướng|vướng mắc|khó khăn|khó khăn vướng mắc|trở ngại|vấn đề)"
_SETTLED = "(gỡ|tháo gỡ|giải quyết|khắc phục|xử lý|gỡ xong|tháo gỡ xong|gỡ được|tháo gỡ được|"
_SETTLED += "giải quyết xong|khắc phục xong|xử lý xong|khắc phục được|giải quyết được)"
_CHANGE = """(đề nghị|xin|kiến nghị|đề xuất|đang đề nghị|đang xin|xin phép|đề nghị được|đề nghị cho|
xin cho|kính đề nghị|kính đề nghị cho|đề nghị cấp có thẩm quyền cho|
kính đề nghị cấp có thẩm quyền cho)"""
_MEANS = "(kinh phí|vốn|tiền|nhân lực|nguồn vốn|nguồn lực|nguồn kinh phí)"
_GIVERS = "[huyện|tỉnh|sở|trên|cấp trên|trung ương|ubnd tỉnh|ubnd huyện|sở tài chính]"
_HANDS = """người|cán bộ|biên chế|nhân sự|thiết bị|trang thiết bị|máy móc|vật tư|mặt bằng|
vật liệu|cát|đá|đất|giáo viên|giảng viên|bác sĩ|công nhân|lao động"""
_SUPERIOR = """(ubnd tỉnh|tỉnh|ubnd|lãnh đạo|cấp trên|hđnd tỉnh|chủ tịch|tỉnh ủy|chủ tịch ubnd tỉnh|
hđnd|hội đồng nhân dân|lãnh đạo ub|lãnh đạo ubnd|lãnh đạo sở|lãnh đạo tỉnh|lãnh đạo huyện|
lãnh đạo xã|lãnh đạo ubnd tỉnh|ub|ub tỉnh|ubnd huyện|ubnd xã|huyện|xã|ban giám đốc|giám đốc|
sở|thường trực|ủy ban|sở tài chính|sở tc|stc|sở xây dựng|sở tư pháp|
sở nội vụ|sở nông nghiệp|hội đồng)"""
_PASSED = """(ký ban hành|ký quyết định|phê duyệt|duyệt|ký|thẩm định|thẩm tra|cho ý kiến|ký duyệt|
ban hành|thông qua)"""
MINISTRY = """(tài chính|kế hoạch|nội vụ|xây dựng|công thương|y tế|tư pháp|nông nghiệp|
giáo dục|khoa học|văn hóa|tài nguyên|giao thông|thông tin|lao động|công an|quốc phòng|ngoại giao|
khđt|kh & đt|nnmt|nn & mt|tnmt|tn & mt|xd|ct|khcn|kh & cn|gdđt|gd & đt|ngành trung ương)"""
_MINISTRY_NAMED = f"bộ {MINISTRY[1:-1].replace('|', '|bộ ')}"
_RULES = """(văn bản|quy định|quy định mới|thông tư|nghị định|thông tư mới|nghị định mới|ý kiến|
quy chuẩn|tiêu chuẩn|định mức|văn bản mới|văn bản trả lời)"""

# What a clause begins with, behind the fillers, tells its status; None: it says there is no trouble
STATUSES: dict[Status | None, str] = {
    Status.COMPLETED: f"""
        [đã|vừa|mới|vừa mới|đã được|được] [{_DO[1:-1]}] xong [{_ALL}]
        [đã|vừa|mới|vừa mới|đã được|được] [{_DO[1:-1]}] ({_DONE}|hoàn thành xong) [{_ALL}]
        [đã] (xong|hoàn thành) (đâu vào đấy|đâu vô đó|đâu vào đó|nguyên|trọn vẹn|triệt để)
        đã (kết thúc|xong xuôi|hoàn thiện xong), [đã] kết thúc (rồi|thực hiện|nhiệm vụ)
        [đã] [nghiệm thu|bàn giao|khánh thành|nghiệm thu và|nghiệm thu bàn giao|
            bàn giao và] đưa vào {_USE}
        [đã] (nghiệm thu|bàn giao|quyết toán|thanh lý) (xong|rồi), đã (khánh thành|thông xe)
        [đã] hoàn thành tốt, [đã] hoàn thành xuất sắc, done, completed, finish, finished
        """,
    Status.IN_PROGRESS: f"""
        [còn] đang [tiếp tục|tích cực|khẩn trương|được|tập trung|gấp rút|vẫn|từng bước] {_DOING}
        (tiếp tục|vẫn|vẫn tiếp tục) {_DOING}
        {_DO} (dần|dần dần|từ từ|lai rai|cầm chừng|tà tà|đều đều|túc tắc|tới đâu hay tới đó)
        (mới|mới chỉ|chỉ mới) [{_DO[1:-1]}] xong {_A_PART}
        (mới|chỉ mới|mới chỉ) hoàn thành {_A_PART}
        đang [tích cực|khẩn trương|gấp rút] chuẩn bị {_PAPERS}
        [còn] đang (trong|ở|vào) (giai đoạn|quá trình|khâu|bước)
        (chưa|chưa được|chưa thể|vẫn chưa|còn chưa) [{_DO[1:-1]}] (xong|hoàn thành|
            hoàn tất) [hết|hẳn|toàn bộ|nhiệm vụ]
        [có|đã|làm gì có|làm gì đã|đâu đã|nào đã] [{_DO[1:-1]}] (xong|hoàn thành) đâu
        (làm gì|đâu|nào) (đã|có) (xong|hoàn thành)
        còn (chút|tí|ít|một chút|một tí|một ít|chút xíu|chút ít|tí xíu) nữa [thôi|mới|là|thì] [xong|
            hoàn thành], [mới|đi|làm|mới làm|mới đi] được (nửa chừng|nửa đường|nửa chặng)
        (đang|vẫn|vẫn đang) (đúng|kịp|đảm bảo|bảo đảm|bám sát) tiến độ
        [làm] (được|đạt) (mấy|vài) (chục|mươi) [phần trăm]
        [có] {_DO} (chưa|vẫn chưa|chưa được) (xong|hoàn thành|hoàn tất) [hết|hẳn]
        (mới|vừa|đã|vừa mới|mới chỉ|chỉ mới|đã được) {_SET_OUT} [{_DO[1:-1]}]
        [làm] (gần|sắp|gần tới|cũng gần) rồi, (sắp sửa|gần tới) xong,
        [hơi|bị|có] chậm (chút|chút xíu|tí|một chút|chút ít)
        bắt tay vào {_DO}, (mới|chỉ mới|mới chỉ) {_DO} (được|
            một ít|chút ít)
        (bắt đầu|khởi công|bắt đầu {_DO[1:-1].split("|")[0]}) rồi
        (làm|thi công|triển khai|thực hiện) tiếp [rồi], [bị|đang|hơi|còn] (chậm|
            trễ) [so với] (tiến độ|kế hoạch)
        bắt đầu {_DO} rồi, {_DO} (gần|sắp) (xong|hoàn thành)
        (gần|gần như|sắp|cơ bản|cơ bản đã|đã cơ bản|đã gần) [{_DO[1:-1]}] (xong|hoàn thành|hoàn tất)
        [đã] [{_DO[1:-1]}] (xong|hoàn thành|hoàn tất) (cơ bản|một phần|1 phần|phần lớn|
            đa số|hầu hết|đa phần), [đã] {_DO} (một phần|1 phần)
        [còn] (chưa|chưa được|chưa đến) [tới|đến] (nửa|một nửa|phân nửa)
        [đã] (làm|thực hiện|triển khai) (dở|
            dở dang), dở dang, dang dở, còn dở, còn dang dở, in progress, doing, processing, wip
        """,
    Status.NOT_STARTED: f"""
        (chưa|vẫn chưa|còn chưa|chưa có|chưa được) {_DO} [gì|gì cả|gì hết|chi|chi cả|chi hết|được|
            được gì|được gì cả|nhiệm vụ|được phần nào|phần nào|được nội dung nào|nội dung nào|
                {_THIS}]
        (chưa|vẫn chưa|còn chưa) (bắt đầu|bắt tay|khởi động|khởi công|đụng tới|đụng đến|
            động tới|động đến|khởi sự|động thổ|ra quân) [gì|gì cả|được|làm|thực hiện|triển khai]
        (chưa|vẫn chưa) (tổ chức thực hiện|triển khai thực hiện) [{_THIS}], not started
        (không|chưa) có làm [gì|gì hết|gì cả], (không|chưa) làm gì (hết|cả)
        chưa [có] {_DO} [gì|chi] (đâu|mô), chưa (đến|tới) (lượt|phiên)
        có {_DO} (gì|chi) (đâu|mô)
        chưa có (động tĩnh|tiến triển) gì, chưa (rục rịch|nhúc nhích) [gì]
        (năm|quý|tháng|tuần) (sau|tới) mới (làm|bắt đầu|triển khai|thực hiện|khởi công)
        (sang|qua|đến|tới|phải đến|đầu) (năm|quý|tháng) # mới (làm|bắt đầu|khởi công)
        (sắp|sắp sửa|chuẩn bị) (làm|triển khai|thực hiện|bắt đầu|khởi công) [nhiệm vụ]
        chưa bắt tay vào (làm|thực hiện), (chưa|chưa có) ai (làm|thực hiện|triển khai|phụ trách|
            động tới|đụng tới|động đến|đụng đến|rờ tới|nhận làm)
        """,
    Status.ONGOING: """
        [đang|đã|được|vẫn] [làm|thực hiện|triển khai|duy trì|tiến hành] (thường xuyên|liên tục|
            thường xuyên liên tục)
        thường xuyên (làm|thực hiện|triển khai), [đang] {_DOING} (thường xuyên|liên tục)
        (tháng|quý|năm|tuần|ngày|kỳ) nào cũng [có|đều] {_DO}
        (nhiệm vụ|việc|công việc) thường xuyên
        """,
    Status.BLOCKED: f"""
        [đang|còn|vẫn|vẫn còn|bị|đang bị|có|gặp|đang gặp|còn gặp|vẫn gặp|gặp phải] (vướng|vướng mắc)
        [đang|còn|vẫn|vẫn còn|có|gặp|đang gặp|còn gặp|vẫn gặp|gặp phải|bị|
            đang bị] [nhiều] (khó khăn|
            khó khăn vướng mắc|trở ngại)
        (gặp|đang gặp|còn gặp) khó, [bị|đang|đang bị|còn] (kẹt|mắc kẹt|ách tắc|tắc)
        [đang|còn] thiếu ({_MEANS[1:-1]}|{_HANDS})
        [đang] [gặp|bị] trục trặc
        (không có|chưa có|chưa được cấp|chưa được bố trí|chưa bố trí được|
            chưa bố trí) ({_MEANS[1:-1]}|{_HANDS})
        {_GIVERS} chưa (cấp|rót|bố trí|phân bổ|giao|chuyển) [được|đủ] {_MEANS}
        {_MEANS} {_GIVERS} chưa (về|rót về|cấp|rót|được cấp|bố trí|được bố trí|phân bổ|đủ|kịp về)
        (hết|cạn|không đủ|chưa đủ|không còn|thiếu hụt) ({_MEANS[1:-1]}|{_HANDS})
        (không có|chưa có|không tìm được|chưa tìm được|chưa chọn được) (mặt bằng|nhà thầu|
            đơn vị thi công|đất sạch|quỹ đất)
        (đang bị|bị) (dừng|ngừng|đình trệ|đình chỉ|ách|nghẽn), bế tắc, đang bế tắc
        [người|các hộ|hộ|một số hộ|nhiều hộ|bà con] dân [còn|vẫn] (không|chưa) (chịu|đồng ý|
            đồng tình|
            đồng thuận|giao|giao đất|nhận tiền|hợp tác|thống nhất|bàn giao|chấp thuận)
        [bị|người|các hộ|hộ|một số hộ|nhiều hộ|bà con|bị người] dân [còn|đang|vẫn] (khiếu kiện|
            khiếu nại|
            phản đối|cản trở|ngăn cản)
        """,
    Status.AWAITING_GUIDANCE: f"""
        [đang|còn|vẫn|vẫn đang|phải|còn phải] (chờ|đợi|ngóng) [văn bản|có|có văn bản|ban hành|
            bộ ban hành|trung ương ban hành|bộ|bộ ngành|bộ có|trung ương có|bộ ra|trung ương ra|
            trung ương|tư|chính phủ|trên|trên bộ|trên họ|trên có] hướng dẫn [đã|cái đã]
        [đang|còn|vẫn] (chờ|đợi) ({_MINISTRY_NAMED}) [ban hành|ra|có] hướng dẫn
        [đang|còn|vẫn|vẫn đang|phải] (chờ|đợi) ({_MINISTRY_NAMED}|trung ương|tư|chính phủ)
        [đang|còn|vẫn|vẫn đang|phải] (chờ|đợi) [ban hành] (thông tư|nghị định)
        [đang|còn|vẫn|vẫn đang|phải] (chờ|đợi) {_RULES} [của] ({_MINISTRY_NAMED}|
            trung ương|chính phủ)
        (chưa|vẫn chưa|chưa được|chưa nhận được) [có] [văn bản] hướng dẫn, chưa có (thông tư|
            nghị định)
        (bộ|các bộ|bộ ngành|trung ương|chính phủ|{_MINISTRY_NAMED}) (chưa|
            vẫn chưa|chưa có|chưa ban hành) [văn bản|thông tư] hướng dẫn [gì|gì cả|gì hết|cụ thể]
        """,
    Status.NOT_YET_DUE: """
        chưa (đến|tới) (hạn|kỳ|kì|thời hạn|thời điểm|thời gian|lúc|kỳ hạn|đợt) [làm|
            thực hiện|triển khai|báo cáo|phải làm|phải báo cáo]
        [theo kế hoạch|theo lộ trình] [thì|đến|tới|phải đến|sang] (năm|quý) # mới [phải|
            bắt đầu] (thực hiện|triển khai|tiến hành|đến hạn|tới hạn|đến kỳ)
        (năm|quý|tháng|tuần|kỳ|đợt) (sau|tới) mới (đến|tới) (hạn|kỳ|kì|đợt|lúc)
        """,
    Status.PROPOSE_CHANGE: f"""
        {_CHANGE} (điều chỉnh|sửa đổi|thay đổi|bãi bỏ|loại bỏ|hủy bỏ|hủy|huỷ|dừng thực hiện|
            không thực hiện|đưa ra khỏi|rút khỏi)
        {_CHANGE} (giãn|dãn|kéo dài|lùi) (tiến độ|thời gian thực hiện|lộ trình)
        {_CHANGE} (giãn|dãn|chuyển) [thời gian|tiến độ] (sang|qua|đến|tới) (năm|giai đoạn|nhiệm kỳ)
        {_CHANGE} (thôi|thôi không|dừng|ngừng|ngưng) (làm|thực hiện) [nhiệm vụ]
        {_CHANGE} [phép] (dừng|ngừng|ngưng|thôi) (nhiệm vụ|việc|nội dung)
        {_CHANGE} bỏ (nhiệm vụ|mục|nội dung|chỉ tiêu|việc|ra khỏi|khỏi)
        {_CHANGE} (dừng|ngừng|ngưng) (nhiệm vụ|thực hiện nhiệm vụ) (này|ni)
        {_CHANGE} (đưa|rút) (nhiệm vụ|nội dung|chỉ tiêu|mục|việc) [này|ni] (ra khỏi|khỏi)
        """,
    None: f"""
        (không|chưa|không còn|không có|chưa có|chưa gặp|không gặp|không bị|
            chẳng) [thấy] {_NOTHING} [gì|gì cả|gì hết|nào|gì lớn|nữa|gì nữa]
        (không|chưa) [thấy] có (gì|chi) [là] {_NOTHING}, [đã] hết (vướng|vướng mắc|khó khăn)
        không còn (phù hợp|cần thiết)
        """,
}
# Trouble that is over, and what is denied: they say nothing of how it stands now
OVER = f"""[đã] {_SETTLED} [các|những|hết|hết các] {_NOTHING}, {_NOTHING} [này|trên|
trước đây|cũ] (đã|đã được|nay đã|cơ bản đã) {_SETTLED}, (không|đâu|ko) (phải|phải là) (chưa|
không) {_DO},
(không|đâu) (phải|phải là) (chưa|không) (xong|hoàn thành)"""
# Behind what was done, these name the rest of the same task
REST = "[phần|các phần|số|nội dung|các nội dung] còn lại [thì|đều|vẫn|hiện]"
# These end their clause: "chờ bộ" yes, "chờ bộ hồ sơ" no
WHOLE: dict[Status | None, str] = {
    Status.AWAITING_GUIDANCE: "[đang|còn|vẫn|vẫn đang|phải] (chờ|đợi) (bộ|các bộ|bộ ngành)",
    Status.NOT_STARTED: "chưa có (gì|chi) [hết|cả|mô|đâu|hết trơn]",
    Status.IN_PROGRESS: f"""[đã] [{_DO[1:-1]}] (xong|hoàn thành) mô, {_DO} gần (trọn|hết|đủ),
        on going, ongoing""",
    Status.ONGOING: """[làm|thực hiện|triển khai|duy trì] (hàng năm|hằng năm|hàng ngày|hằng ngày|
        hàng tháng|hằng tháng|quanh năm|xuyên suốt|xuyên suốt cả năm|định kỳ hàng năm|
        định kỳ hằng năm|định kỳ hàng quý|định kỳ hằng quý|định kỳ hàng tháng|định kỳ)""",
    Status.PROPOSE_CHANGE: f"{_CHANGE} bỏ [nhiệm vụ này|mục này|nội dung này|chỉ tiêu này]",
}
# These are the whole phrase, behind the fillers: "3 chưa", "1 ok"
ALONE: dict[Status | None, str] = {
    Status.COMPLETED: "rồi, ok [rồi], oke [rồi], okie, ok (done|xong)",
    Status.NOT_STARTED: "[vẫn|còn] chưa [mô|đâu|mà]",
    Status.BLOCKED: """[đang|còn|vẫn|phải|vẫn đang] (chờ|đợi) [cấp|bố trí|bàn giao|được cấp|
        phân bổ] (vốn|kinh phí|tiền|nguồn vốn|mặt bằng|nguồn kinh phí)""",
    Status.IN_PROGRESS: f"""
        đang
        [đã|đang] trình [ký|duyệt|phê duyệt], (trình|trình ký) rồi
        [đã|đang] trình {_SUPERIOR} [ký|duyệt|phê duyệt|ban hành]
        [đã trình|đang|còn] (chờ|đợi) [{_SUPERIOR[1:-1]}] (phê duyệt|duyệt|ký)
        (đang|còn) (chờ|đợi) [{_SUPERIOR[1:-1]}] {_PASSED}
        (đang|còn) (chờ|đợi) [kết quả] (nghiệm thu|đấu thầu|thẩm định|phê duyệt|mở thầu|quyết toán)
        [đã|đang] trình {_SUPERIOR} [đang] (chờ|đợi) {_PASSED}
        [đã|đang] trình rồi (mà|nhưng) [{_SUPERIOR[1:-1]}] chưa (phê duyệt|duyệt|ký)
        """,
}
# Behind "đang" these are no work on the task: a stop, a wait, a wish, what somebody does besides
NO_WORK = """bị, vướng, kẹt, mắc, thiếu, chờ, đợi, ngóng, trông, dừng, ngừng, ngưng, hoãn, nghỉ,
họp,
bận, đi, ốm, bệnh, ở, về, không, chưa, cần, muốn, mong, phụ trách, quản lý, được, có, là, gặp, tạm,
chậm, trễ, xin, đề nghị, kiến nghị, đề xuất, chuyển, hủy, huỷ, bỏ, rút, nợ, hỏi, lo, rối, bí,
bế tắc,
khó, hết, quá, treo, gì, sao, đâu, nào, tính, nghĩ, suy, định, bàn, xem, còn, trong, vào, rất, hơi,
phải, sẽ, dự kiến, nhờ, yêu cầu, đình, tranh, khiếu, kiện, tồn tại, thừa, thành, đứng, nằm, ngồi,
dậm, giậm, học, ăn, ngủ, lái, trực, tiếp khách, công tác, yên, ổn, tốt, đúng, vượt, đạt, sợ, e,
ngại,
băn khoăn, mâu thuẫn, chồng chéo, từ chối, mất, vay, ký, kỳ, hy vọng, lưu, cách ly, giao, thuộc,
xong,
cân nhắc, đặt, giữ, nêu, phát sinh, sáp nhập, giải thể, cứu, tìm hiểu, chịu, bó tay, lúng túng"""
# And said anywhere behind it they make it unsure
NOT_AT_WORK = """chờ, đợi, xin, dừng, ngừng, ngưng, rút, bỏ, hủy, hoãn, chưa, không, thiếu, vướng"""
# Behind the trouble that is named first these say so, too
CANNOT = "(chưa|không|ko) [thể] (làm|triển khai|thực hiện|tiến hành|thi công|mở lớp) được"
# With a cause these say that it is blocked; alone they may be an order
STOPPED = """[đang|phải|đã|tạm|bị] (tạm dừng|tạm ngừng|tạm hoãn|tạm ngưng|dừng lại|ngưng lại|
chững lại|đình trệ|đứng im|đứng lại|ngưng trệ|giậm chân tại chỗ|dậm chân tại chỗ),
[đang|đã|phải|tạm] (dừng|ngừng|ngưng) (thi công|triển khai|thực hiện|làm),
[đang|bị|còn|có|hơi|rất|triển khai|thực hiện|tiến độ|tiến độ còn] (chậm|chậm trễ|trễ) [tiến độ|hơn|
# ngày|# tuần|# tháng|# quý|# năm] [so với kế hoạch|so với tiến độ|so với yêu cầu|kế hoạch],
[vẫn|còn|hiện] không (thể|thể nào) (làm|thực hiện|triển khai|tiến hành|hoàn thành) [được],
[biết] làm (răng|sao) (nổi|được|đặng), (chưa|không) (thi công|giải ngân|giải phóng|mở lớp) được,
[vẫn|còn|hiện] chưa (thể|thể nào) (làm|thực hiện|triển khai|tiến hành|hoàn thành) [được],
[vẫn|còn|hiện] không (làm|thực hiện|triển khai|tiến hành|hoàn thành|làm xong) [nổi] được"""
