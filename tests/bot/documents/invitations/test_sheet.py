"""The printed cards: who, where to, which code; as Word reads them."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Sheet
from docx.oxml.ns import qn

from bot.documents.invitations.card import Card
from bot.documents.invitations.qr import qr_drawn, qr_picture
from bot.documents.invitations.sheet import invitation_sheet
from locales import translator
from tests.support.channels.lanes import OFFICIAL, TELEGRAM, ZALO
from tests.support.worlds.world import ZONE

WITH_CODE = f"{TELEGRAM}?start=ABCD2345"
CARD = Card(
    address="chị",
    full_name="Trần Thị Mẫu Bình",
    agencies=("Sở Y tế", "Sở Dân tộc"),
    decisions=("2082/QĐ-UBND",),
    code="ABCD-2345",
    until=datetime(2026, 10, 21, 7, 30, tzinfo=ZONE),
    ways=(("zalo-bot-1", ZALO), ("zalo-oa", OFFICIAL), ("telegram", WITH_CODE)),
)


def sheet(*cards: Card, language: str = "vi") -> Sheet:
    return Document(BytesIO(invitation_sheet(cards, translator(language))))


def words(opened: Sheet, card: int = 0) -> tuple[list[str], list[str]]:
    left, right = opened.tables[0].rows[card].cells
    return [p.text for p in left.paragraphs], [p.text for p in right.paragraphs]


def pictures(opened: Sheet) -> list[bytes]:
    found: list[Any] = opened.element.body.xpath(".//a:blip/@r:embed")
    return [opened.part.related_parts[key].blob for key in found]


def test_a_card_names_the_page_for_whoever_has_no_chat() -> None:
    left, _ = words(sheet(replace(CARD, form="https://daumoi.example/form")))
    told = "Không dùng Zalo, Telegram: mở https://daumoi.example/form và nhập mã."
    assert told in left
    assert told not in words(sheet(CARD))[0]


def test_a_card_says_who_with_which_code_how_and_until_when() -> None:
    left, right = words(sheet(CARD))
    assert left == [
        "Kính gửi chị Trần Thị Mẫu Bình",
        "Sở Y tế; Sở Dân tộc",
        "Trân trọng kính mời liên kết tài khoản với hệ thống nhắc việc để nhận thông báo hạn báo "
        "cáo của đơn vị và báo cáo nhanh theo Quyết định số 2082/QĐ-UBND.",
        "Mã mời: ABCD-2345",
        "1. Quét mã QR bằng Zalo.",
        '2. Bấm "Nhắn tin", gửi mã ABCD-2345.',
        '3. Trả lời "Đúng", đọc thông báo và trả lời "Đồng ý".',
        f"Hoặc dùng Telegram: {WITH_CODE}",
    ]
    assert right == [
        "Zalo",
        "",
        ZALO,
        "Mã dùng một lần, có hiệu lực đến 07:30 21/10/2026. "
        "Đề nghị không chuyển mã cho người khác.",
    ]


def test_the_communes_cards_come_by_former_district_each_beginning_a_page() -> None:
    ba_tri, binh_dai = "Huyện Ba Tri, Bến Tre", "Huyện Bình Đại, Bến Tre"
    opened = sheet(
        replace(CARD, full_name="Mẫu Một", district=binh_dai),
        replace(CARD, full_name="Mẫu Hai", district=ba_tri),
        CARD,
        replace(CARD, full_name="Mẫu Ba", district=binh_dai),
    )
    heads = [one for one in opened.paragraphs if one.text]
    assert [one.text for one in heads] == [f"Huyện cũ: {one}" for one in (ba_tri, binh_dai)]
    assert all(one.paragraph_format.page_break_before for one in heads)
    named = [[row.cells[0].text.split("\n")[0] for row in table.rows] for table in opened.tables]
    assert [len(cards) for cards in named] == [1, 1, 2]
    assert "Mẫu Hai" in named[1][0]


def test_the_picture_is_the_code_of_the_first_link() -> None:
    assert pictures(sheet(CARD)) == [qr_picture(ZALO)]
    assert qr_picture(ZALO).startswith(b"\x89PNG")
    assert qr_picture(ZALO) != qr_picture(OFFICIAL)


def test_on_telegram_the_link_brings_the_code_along() -> None:
    opened = sheet(replace(CARD, ways=(("telegram", WITH_CODE),)))
    left, right = words(opened)
    assert left[4:] == [
        "1. Quét mã QR bằng máy ảnh của điện thoại để mở Telegram.",
        '2. Bấm "Bắt đầu" (Start); nếu được hỏi mã, gửi ABCD-2345.',
        '3. Trả lời "Đúng", đọc thông báo và trả lời "Đồng ý".',
    ]
    assert right[0] == "Telegram"
    assert pictures(opened) == [qr_picture(WITH_CODE)]


def test_where_no_bot_is_known_the_code_alone_is_told() -> None:
    opened = sheet(replace(CARD, ways=()))
    left, right = words(opened)
    assert left[4:6] == ["1. Mở hội thoại với hệ thống nhắc việc.", "2. Gửi mã ABCD-2345."]
    assert pictures(opened) == []
    assert "có hiệu lực đến 07:30 21/10/2026" in right[0]


def test_a_card_is_never_cut_and_two_to_four_fit_a_page() -> None:
    opened = sheet(*[CARD] * 7)
    rows = opened.tables[0].rows
    assert len(rows) == 7
    page = opened.sections[0]
    usable = (page.page_height or 0) - (page.top_margin or 0) - (page.bottom_margin or 0)
    for row in rows:
        assert row._tr.trPr is not None
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert row.height
        assert 2 <= usable // row.height <= 4


def test_letters_and_margins_are_those_of_the_decree() -> None:
    opened = sheet(CARD)
    fonts = opened.styles["Normal"].element.rPr.rFonts
    names = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")}
    assert names == {"Times New Roman"}
    page = opened.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [20, 20, 30, 15]
    left = opened.tables[0].rows[0].cells[0].paragraphs
    sizes = {run.font.size.pt for one in left[:3] for run in one.runs if run.font.size}
    assert sizes == {13, 14}
    assert left[3].runs[1].font.size is not None
    assert left[3].runs[1].font.size.pt >= 24  # the code


def test_letters_no_page_can_show_do_no_harm() -> None:
    left, _ = words(sheet(replace(CARD, full_name="Trần\x00\x1f Mẫu\u202e <Bình> & Co")))
    assert left[0] == "Kính gửi chị Trần Mẫu <Bình> & Co"


def test_the_file_names_no_other_program_or_person() -> None:
    with ZipFile(BytesIO(invitation_sheet([CARD], translator("vi")))) as file:
        core = file.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "Thư mời" in core


def test_english_is_complete() -> None:
    left, _ = words(sheet(CARD, language="en"))
    assert left[0] == "To Ms Trần Thị Mẫu Bình"
    assert left[5] == '2. Press "Message" and send the code ABCD-2345.'


@pytest.mark.parametrize(("kind", "head"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_a_picture_is_of_the_kind_that_is_asked_for(kind: str, head: bytes) -> None:
    assert qr_picture(ZALO, kind).startswith(head)


def test_the_drawing_is_the_picture() -> None:
    """Each letter stands for two squares, one above the other; light is what is drawn."""
    lines = [line[8:-4] for line in qr_drawn(ZALO).splitlines()]
    assert {len(line) for line in lines} == {25 + 2 * 4}  # a second version with its quiet zone
    assert set("".join(lines)) <= set(" ▀▄█")
    assert lines[0] == lines[1] == "█" * 33
    corner = [line[4:11] for line in lines[2:6]]
    assert corner == [" ▄▄▄▄▄ ", " █   █ ", " █▄▄▄█ ", "▄▄▄▄▄▄▄"]


def test_where_no_bot_has_a_place_the_card_leads_to_the_page() -> None:
    page = "https://daumoi.example/form"
    opened = sheet(replace(CARD, ways=(), form=page))
    left, right = words(opened)
    assert f"1. Quét mã QR bằng máy ảnh của điện thoại, hoặc mở {page}." in left
    assert "2. Nhập mã ABCD-2345." in left
    assert right[:3] == ["Trang điền báo cáo", "", page]
    assert len(opened.inline_shapes) == 1
    assert not any("Không dùng Zalo" in line for line in left)
