"""What people may type at any moment: commands, answers, half sentences, mistakes, long letters."""

_COMMANDS = """
nhiem vu; tro giup; bao cao; sua; rut; hen ngay; xin lui han; nghi phep; di lam lai; ban
giao; du lieu cua toi; ngon ngu; khong phai nhiem vu; tong hop; danh sach do; chua bao cao;
don doc; xet duyet; goi dien; cho quyet dinh; dot xuat; moi; tinh hinh; huy; thoi; /start;
/menu@bot; lien ket; ma moi; tiep tuc; help; tasks; menu; ?; sua 1.1; rut 1.2; nhiem vu 1.3;
nghi; xem 1.1; xem 1.3; 1.3 toi dau roi; xem 1; sở công thương; tình hình sở y tế; khó khăn; đề
xuất; chỉ tiêu; so với năm ngoái; chậm nhất; ai chưa nộp; xem tiếp; 1.2 năm 2025"""
_ANSWERS = """
dung; đúng rồi; có; không; ok; dạ vâng ạ; quay lai; bo qua; .; -; xong; đã hoàn thành; dang
lam; 60; 60%; 95,5; 1.200; 1.200 triệu; 120%; -5; không có; như năm trước; giữ nguyên; không
phát sinh; vướng kinh phí; ko co kinh phi; chờ hướng dẫn; 123/BC-SCT ngày 05/10/2026; đã gửi
công văn; thứ 6; mai; 12/11; cuối tháng; tuần sau; 31/02; 30/11/2026; hôm qua; đồng ý; trả
lại; duyệt; tất cả; English; Tiếng Việt; sẽ báo cáo sau; đã nhận"""
_LINES = """
1 xong; 1 xong, 2 60%; 1.1 xong, 1.2 vướng kinh phí; 2-4 xong; tat ca xong; 1 xong 2 chua;
1.3 xong; CT.13 96,5; CT.20 1.000; 99 xong; 1,2,3 dang lam 40%; con lai chua lam; 1.1 60%
1.2; bo 1.1; 1 xong, 1 chua xong; 3 ok"""
_OTHERS = """
xin chào; cảm ơn; 👍; Sở Y tế; năng lượng; nuoc sach; Trần Thị Mẫu Bình; skhdt; syt;
ABCD-EEEE; ABCD-FFFF; ABCD-ZZZZ; WXYZ 2345; 12345678; Tối mật 12/BC; CCCD 079000000001;
<b>1.1</b> & "x"; =1+1; {task} %s {0}; null; ; ; ,,,; 1.; (1); số 1; mục 1.1; 0; 00;
1111111111"""

_SHORT = tuple(
    " ".join(one.split())
    for many in (_COMMANDS, _ANSWERS, _LINES, _OTHERS)
    for one in many.split(";")
    if one.strip()
)
WORDS: tuple[str, ...] = (
    *_SHORT,
    "Đã tổ chức 12 lớp @",
    "12 lớp @ cho 600 người, khó khăn: kinh phí @",
    "Đã tổ chức 12 lớp tập huấn\ncho 600 người @\n- khó khăn: kinh phí",
    "1 vướng kinh phí @",
    "1.1 60% @, 1.2 xong",
    "lý do: @",
    "@",
    "dòng một\n\n\n2. xong\n3. 60%",
    "Kết quả: đã ban hành kế hoạch\nKhó khăn: không\nKiến nghị: không\nVăn bản: 12/BC-SCT",
    "báo cáo rất dài " * 150,
    "khôngcókhoảngtrắng" * 250,
    "a" * 4096,
    "e\u0323\u0302" * 30,
    "\u202e1 xong\u202c",
    "1\ufe0f\u20e3 xong",
    "\ud83d",
    "\x00\x07",
    "   ",
)
