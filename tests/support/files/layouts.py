"""Tables of tasks as decisions of 2025 and 2026 lay them out: made up, and pasted with tabs."""

# ruff: noqa: E501  # a row of a table is a line

DEPARTMENT = """PHỤ LỤC
STT\tNội dung công việc\tLãnh đạo phụ trách\tPhòng chủ trì\tPhòng phối hợp\tThời gian thực hiện\tGhi chú
I\tCÔNG TÁC TỔ CHỨC
1\tKiện toàn bộ máy\tPhó Giám đốc Lê Văn Mẫu\tPhòng Kinh tế\tVăn phòng Sở\tQuý I/2026\tTheo QĐ 12
2\tĐào tạo\tPhó Giám đốc Lê Văn Mẫu\tPhòng Nội vụ\tThanh tra Sở; các phòng, đơn vị thuộc Sở\t2026
II\tCẢI CÁCH HÀNH CHÍNH
1\tTham mưu kế hoạch\tGiám đốc\tPhòng Tư pháp\t\t31/01/2026
"""
ONE_COLUMN = """TT\tNhiệm vụ\tCơ quan chủ trì/ phối hợp\tThời hạn\tSản phẩm
1\tNâng cấp cổng dữ liệu\tSở Khoa học và Công nghệ/ Công an tỉnh; các sở, ngành\tQuý II/2026\tCổng
2\tKết nối\tChủ trì: Sở Tư pháp. Phối hợp: Công an tỉnh, UBND các xã, phường\tQuý III/2026\tBáo cáo
3\tMở lớp\tSở Nội vụ Trường Chính trị tỉnh, VNPT Bắc Ninh\tThường xuyên\tLớp học
4\tGiám sát\tCông an tỉnh\tHằng năm\tBáo cáo
"""
LAW = """DANH MỤC VĂN BẢN QUY ĐỊNH CHI TIẾT
STT\tTên văn bản\tCăn cứ\tHình thức văn bản\tCơ quan chủ trì soạn thảo\tCơ quan phối hợp\tCơ quan trình\tThời gian trình
1\tMức chi\tKhoản 2 Điều 5\tNghị quyết\tSở Tài chính\tSở Tư pháp và các cơ quan liên quan\tUBND tỉnh\tTháng 6/2026
"""
CLIMATE = """PHỤ LỤC 1
CHỈ TIÊU
TT\tChỉ tiêu\tĐVT\tHiện trạng năm 2024\tNăm 2026\tNăm 2030\tNăm 2035\tCơ quan theo dõi
I\tGiảm phát thải
1\tTỷ lệ giảm phát thải\t%\t3\t5\t9\t15\tSở Nông nghiệp và Môi trường
1.1\tTrong đó: năng lượng\t%\t\t2\t4\t\tSở Công Thương
II\tThích ứng
1\tDiện tích rừng\tha\t100\t120\t150\t> 200\tSở Nông nghiệp và Môi trường
PHỤ LỤC 2
NHIỆM VỤ
TT\tNhiệm vụ\tPhân công thực hiện\t\tThời gian\t\tNguồn vốn
\t\tChủ trì\tPhối hợp\tBắt đầu\tHoàn thành\t
1\tTrồng rừng
1.1\tRừng ngập mặn\tSở Nông nghiệp và Môi trường\tUBND các xã, phường, đặc khu\t2026\t2028\tNgân sách tỉnh: 5 tỷ đồng; ODA
1.2\tƯơm giống\t"\t"\t2027\t2030\t12.500 triệu đồng
"""
CHAIRMAN = """TT\tSố, ngày văn bản\tNội dung chỉ đạo của Chủ tịch UBND tỉnh\tĐơn vị được giao\tThời hạn hoàn thành\tKết quả
1\t12/TB-UBND ngày 05/01/2026\tBáo cáo giải ngân\tSở Tài chính\t15/01/2026
2\t12/TB-UBND ngày 05/01/2026\tGiải quyết đơn\tUBND phường Kinh Bắc\t20/01/2026\tVăn bản
"""
PEOPLE = """STT\tNhiệm vụ\tNgười chịu trách nhiệm\tCán bộ phối hợp\tThời gian
1\tLập danh sách\tPhó Chủ tịch UBND xã\tCông an xã\tTháng 02/2026
2\tNiêm yết\tTrưởng thôn\tTrạm Y tế xã\tTháng 03/2026
"""
LETTERS = """\tNội dung\tMục tiêu\tCơ quan thực hiện\tThời gian hoàn thành
A\tPHẦN CHUNG
I\tThể chế
a)\tRà soát thủ tục\t100%\tVăn phòng UBND tỉnh\tQuý I/2026
b)\tCông bố thủ tục\t100%\tSở Nội vụ\tThường xuyên
II\tBộ máy
a)\tSắp xếp đơn vị\tGiảm 10%\tSở Nội vụ\tQuý IV/2026
B\tPHẦN RIÊNG
I\tTài chính
a)\tPhân bổ dự toán\tTrước 10/01\tSở Tài chính\tTháng 01/2026
"""
DRUGS = """TT\tNhóm nhiệm vụ\tNhiệm vụ\tGiải pháp\tĐơn vị chủ trì\tGhi chú & Đơn vị phối hợp\tTiến độ\tMốc hoàn thành\tKinh phí (triệu đồng)
1\tGiảm cầu\tTuyên truyền\tTổ chức 20 buổi\tSở Giáo dục và Đào tạo\tCông an tỉnh, Tỉnh đoàn\tNăm 2026\tTháng 10/2026\t200
2\tGiảm cầu\tCai nghiện\tMô hình điểm\tCông an tỉnh\tSở Y tế\tNăm 2026\t31/12/2026\t1.500
3\tGiảm cung\tTriệt phá\tPhối hợp\tCông an tỉnh\tBộ Chỉ huy Quân sự tỉnh; Hải quan khu vực V\tThường xuyên\t\t500
"""
APPENDICES = """PHỤ LỤC I
NHIỆM VỤ TRỌNG TÂM
STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian
I\tHạ tầng
1\tPhủ sóng 5G\tSở Khoa học và Công nghệ\tVNPT Bắc Ninh, Viettel Bắc Ninh\t2026
II\tNền tảng
1\tNền tảng họp\tVăn phòng UBND tỉnh\tSở Khoa học và Công nghệ\t2026
PHỤ LỤC II
NHIỆM VỤ THƯỜNG XUYÊN
STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian
I\tHạ tầng
1\tBảo trì\tSở Khoa học và Công nghệ\t\tThường xuyên
2\tGiám sát\tCông an tỉnh\t\tThường xuyên
PHỤ LỤC III
NHIỆM VỤ NÂNG CAO CHỈ SỐ
STT\tTiêu chí\tNhiệm vụ, giải pháp\tCơ quan theo dõi\tĐơn vị thực hiện\tThời gian
1\tMức độ hoàn thành\tHoàn thành 100% nhiệm vụ\tSở Nội vụ\tSở Y tế\t2026
"""
WRAPPED = """TT\tNhiệm vụ,
giải pháp\tCơ quan
chủ trì\tCơ quan phối hợp\tThời gian
thực hiện
1\tXây dựng chuyên mục
- Trên báo
và trên đài\tSở VH,TT&DL\tHội LHPN tỉnh, Hội Nông dân tỉnh\t2026 - 2027
2\tKiểm tra\tSở Y tế và Sở Công Thương\tCông an tỉnh (PC05)\tQuý II/2026
"""
GOVERNMENT = """PHỤ LỤC I
CÁC CHỈ TIÊU
TT\tChỉ tiêu\tĐơn vị\tKết quả\tCơ quan chủ trì theo dõi, đánh giá
I\tĐến năm 2030
1\tQuy mô kinh tế số\t% GDP\t≥ 30\tBộ Khoa học và Công nghệ
2\tThanh toán không dùng tiền mặt\t%\t≥ 80\tNgân hàng Nhà nước
II\tĐến năm 2045
3\tQuy mô kinh tế số\t% GDP\t≥ 50\tBộ Khoa học và Công nghệ
PHỤ LỤC II
DANH MỤC CÁC NHIỆM VỤ
TT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tKết quả\tThời gian hoàn thành
I.\tNâng cao nhận thức
1.\tTuyên truyền\tBộ Khoa học và Công nghệ\tCác bộ, ngành, địa phương; VTV, VOV, TTXVN\tQuyết định\t6/2025
II.\tHoàn thiện thể chế
2.\tRà soát\tCác bộ, ngành\tBộ Tư pháp\tBáo cáo\tThường xuyên
"""
COMMUNE = """STT\tNhóm nhiệm vụ\tNội dung nhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian thực hiện\tGhi chú
1\tChỉ đạo\tBan hành Kế hoạch\tPhòng Văn hóa - Xã hội\tVăn phòng HĐND và UBND xã\t2026\t
2\tDữ liệu số\tLàm sạch dữ liệu\tCông an xã, Phòng Kinh tế\tHội Liên hiệp Phụ nữ xã, Đoàn Thanh niên\t2026\t
"""
