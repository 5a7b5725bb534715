"""What must not be kept is refused and blanked; talk that is no answer is met with courtesy."""

import logging
from datetime import date

import pytest
from sqlmodel import select

from bot.language.privacy.classified import PRIVATE, SECRET, refused
from bot.language.words.small_talk import read_talk, read_yes_no
from storage.database import Database
from storage.models import Inbox, Outbox, Report
from tests.support.worlds.world import World

SECRETS = """
Công văn Mật số 12/CV-UBND
Văn bản tối mật 05/BC-CA
tai lieu tuyet mat
cong van mat so 12/CV-UBND
ĐỘ MẬT: Tối mật
Độ mật
do mat: toi mat
MẬT
Mật: kết quả rà soát
(Mật) Báo cáo quốc phòng
Đã có Kế hoạch 15/KH-BCH (Mật)
12/BC-SCT, mật, về quốc phòng
gửi anh văn bản đóng dấu mật
đóng dấu Tuyệt mật ngày 12/3
TUYỆT MẬT
bao cao 12/BC-UBND (mat)
dong dau mat
Theo công văn số 45/UBND-NC (tối mật)
12/BC-UBND mat
TỐI MẬT 55/QĐ-UBND
CÔNG VĂN MẬT
báo cáo mật về quốc phòng
1 xong theo văn bản mật 12/CV-UBND, 3 60%
Không có gì ngoài tài liệu mật số 12/BC-UBND
MẬT!!!
*MẬT*
**Mật**
«MẬT»
mật.
M Ậ T
M.Ậ.T
T Ố I  M Ậ T
TỐIMẬT
tuyệtmật
tuyệt-mật
tối - mật
độ khẩn: Hỏa tốc, Mật
Độ khẩn: Hoả tốc. Mật
Đây là tài liệu bí mật nhà nước số 12/BC-CA
tài liệu thuộc bí mật nhà nước
tai lieu thuoc bi mat nha nuoc
hồ sơ này chứa bí mật nhà nước
không phải văn bản bí mật nhà nước số 12/BC-CA
TOP SECRET
top-secret 12/BC-CA
M​ẬT
TỐI M­ẬT
MẬT (không phổ biến)
Gửi nội dung MẬT!!! cho đơn vị
chờ kết luận *MẬT* của tỉnh
""".strip().splitlines()

ORDINARY = """
bảo mật thông tin theo Kế hoạch số 12/KH-UBND
Kế hoạch 15/KH-UBND về bảo vệ bí mật nhà nước
mật độ dân số theo 12/QĐ-UBND
mat do xay dung 45/QD-UBND
mật ong rừng
SẢN LƯỢNG MẬT TĂNG
bí mật
giữ bí mật số liệu 12/BC
đổi mật khẩu theo công văn 12/CV-STTTT
mat khau
Gặp mặt doanh nghiệp 12/KH-SCT
giai phong mat bang theo 12/QĐ-UBND
vuong mat bang 12/QD-UBND
do mat dien
do mất rừng 12/BC-SNN
tinh trang mat rung 12/BC-SNN
dien tich mat nuoc 12/QD-UBND
lấy nước mặt 12/BC-SCT
Đơn vị không có tài liệu mật
khong gui van ban mat
cong van mat 3 ngay moi den
ông Nguyễn Văn Mẫu Mật ký công văn 12/CV-UBND
Mặt trận Tổ quốc 12/KH-MTTQ
cơ yếu, mật mã 12/KH-UBND
toi mat 2 ngay de lam
buổi tối mật độ giao thông cao
tăng cường bảo mật, an toàn thông tin theo Quyết định 12/QĐ-UBND
1 xong, 3 60%, 5 vướng kinh phí
123/BC-SCT ngày 05/11/2026
giải ngân 120.000.000.000 đồng
120000000000 đồng
kinh phí 123456789 đồng
Văn phòng Sở: 02750000000
số tài khoản 3713.0.1012345 tại Kho bạc Nhà nước
đã cấp 1200000 tài khoản định danh điện tử
bảo vệ bí mật nhà nước theo Luật số 29/2018/QH14
công tác bảo vệ bí mật nhà nước
đơn vị không gửi tài liệu bí mật nhà nước
không có tài liệu thuộc bí mật nhà nước
hỏa tốc, mật ong rừng đã thu hoạch
A B C
1 xong - 2 đang làm - 3 chưa
*1 xong*, 2 60%
tối mai mật độ xe cao
secretary general
toi mat dien thoai
tài khoản định danh mức 2: 1.200.000
mở 12 tài khoản mạng xã hội
079.123
0,79 ha; 123.456.789 đồng
079.123.456 đồng
văn bản 079/BC-SCT, 123, 456, 789
DN 12 doanh nghiệp, 4797912 ha
điện thoại 0275-382-2555
tài khoản 3713012345678 tại Kho bạc Nhà nước
""".strip().splitlines()

PRIVATE_NUMBERS = """
CCCD 000123456789
000123456789
số căn cước của anh Mẫu là 000 123 456 789
CMND 000000000
can cuoc 000000000
hộ chiếu C0000000
STK 0000000000 ngân hàng
số tài khoản: 00001234567890
SĐT của ông Mẫu 0900000000
điện thoại cá nhân: 0900 000 000
so cccd 079-123-456-789
079.123.456.789
079 123 456 789
0791 2345 6789
tài khoản 19001234567890
tk VCB 0071001234567
DN4797912345678
dn 4 79 7912345678
SĐT riêng của chị: 0912-345-678
""".strip().splitlines()


@pytest.mark.parametrize("text", [*SECRETS, "Số: 123/BC-UBND\nMẬT\nKính gửi"])
def test_what_looks_like_a_state_secret_is_refused(text: str) -> None:
    assert refused(text) == SECRET


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_and_numbers_are_not(text: str) -> None:
    assert refused(text) == ""


@pytest.mark.parametrize("text", PRIVATE_NUMBERS)
def test_private_numbers_are_refused(text: str) -> None:
    assert refused(text) == PRIVATE


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Văn bản TỐI MẬT số 12/CV-UBND", "bí mật nhà nước"),
        ("CCCD của ông Mẫu: 000123456789", "giấy tờ tùy thân"),
    ],
)
def test_what_is_refused_is_kept_nowhere_and_the_question_stays(
    world: World, caplog: pytest.LogCaptureFixture, text: str, said: str
) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    with caplog.at_level(logging.DEBUG):
        [answer] = world.says("sct", text)
    assert said in answer.text
    assert "Kết quả đạt được" in answer.text
    assert text not in caplog.text
    with world.database.read() as session:
        kept = [row.text for row in session.exec(select(Inbox))]
        kept += [f"{row.text} {row.state}" for row in session.exec(select(Outbox))]
        handled = [row.handled_at for row in session.exec(select(Inbox))]
    assert not any(text in (one or "") for one in kept)
    assert None not in handled
    assert "Đơn vị đề xuất" in world.says("sct", "Đã tổ chức 12 lớp")[0].text


def test_a_secret_in_a_line_of_tasks_stores_none_of_them(world: World) -> None:
    [answer] = world.says("sct", "1 xong theo văn bản mật 12/CV-UBND, 2 60%")
    assert "không lưu" in answer.text
    with world.database.read() as session:
        assert session.exec(select(Report)).all() == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cảm ơn em", "thanks"),
        ("cam on em nhieu", "thanks"),
        ("Tks em", "thanks"),
        ("Xin chào", "greeting"),
        ("Em chào chị", "greeting"),
        ("alo", "greeting"),
        ("đã nhận", "received"),
        ("ok em", "received"),
        ("👍", "signs"),
        (":)", "signs"),
        ("...", "signs"),
        (".", ""),  # skips a question
        ("?", ""),  # asks for help
        ("cảm ơn, 3 xong", ""),
        ("đã xong", ""),
        ("nước sạch", ""),
        ("cảm ơn, khi nào đến hạn?", ""),
    ],
)
def test_talk_is_told_from_answers(text: str, kind: str) -> None:
    assert read_talk(text) == (kind or None)


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        *((yes, True) for yes in ("ok", "co", "có", "dung", "Đúng", "dong y", "y", "dạ đúng ạ")),
        *((yes, True) for yes in ("đúng rồi em", "vâng", "ok!", "chuẩn")),
        *((no, False) for no in ("khong", "ko", "sai", "không đúng", "chưa đúng", "no")),
        *((none, None) for none in ("đừng", "dùng", "cỏ", "dạ", "đúng không", "không sai")),
        *((none, None) for none in ("ok 60%", "y tế", "có gì", "đúng không ạ?", "", "123")),
    ],
)
def test_a_plain_yes_or_no(text: str, agrees: bool | None) -> None:
    assert read_yes_no(text) is agrees


def test_thanks_and_greetings_are_answered_shortly_and_signs_with_silence(world: World) -> None:
    assert world.says("sct", "cảm ơn em")[0].text == "Xin cảm ơn anh/chị An."
    assert "còn 3 nội dung chưa báo cáo" in world.says("sct", "xin chào")[0].text
    assert world.says("sct", ":)") == []
    assert world.says("sct", "👍")[0].text.startswith("Xin cảm ơn.")  # as "ok" is
    assert "Chọn nhiệm vụ" in world.taps("sct", "Báo cáo ngay")[0].text


def test_thanks_are_never_the_words_asked_for(world: World) -> None:
    world.says("sct", "1.1")
    world.taps("sct", "Gặp khó khăn")
    for text in ("cảm ơn em", "👍", "alo"):
        assert "Khó khăn, vướng mắc" in world.says("sct", text)[0].text
    world.says("sct", "Thiếu vốn")
    world.confirms("sct")
    with world.database.read() as session:
        assert session.exec(select(Report)).one().difficulties == "Thiếu vốn"


def test_a_strangers_idle_talk_is_answered_once_a_day(world: World) -> None:
    assert "mã mời" in world.says("chat-9", "xin chào")[0].text
    for text in ("alo", "có ai không", "👍", "", "1 xong, 2 60%"):
        assert world.says("chat-9", text) == []
    assert "Không tìm thấy" in world.says("chat-9", "ABCD-23")[0].text
    world.clock.forward(days=1, minutes=1)
    assert "mã mời" in world.says("chat-9", "xin chào")[0].text


def test_a_stranger_who_asks_for_help_is_answered_every_time(world: World) -> None:
    for _ in range(2):
        assert "mã mời" in world.says("chat-9", "tro giup")[0].text
