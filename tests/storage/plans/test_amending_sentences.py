"""Sentences of amending decisions: what is struck, what is replaced, what was not understood."""

import pytest

from storage.importing.document import Line
from storage.plans.amendments.sentences import read_sentences, resolve

READ = [
    ("1. Bãi bỏ nhiệm vụ 1.2.3 tại Phụ lục I.", ("1.2.3",), "", "", ""),
    ("Bãi bỏ các nhiệm vụ số 3.1, 3.2 và 4.5.", ("3.1", "3.2", "4.5"), "", "", ""),
    ("b) Huỷ bỏ nhiệm vụ số thứ tự 5, mục II.", ("5",), "II", "", ""),
    ("Không tiếp tục thực hiện nhiệm vụ VIII.3.5;", ("VIII.3.5",), "", "", ""),
    (
        "2. Điều chỉnh thời gian hoàn thành nhiệm vụ 3.1 từ Quý II/2026 thành Quý IV/2026.",
        *(("3.1",), "", "timeframe_raw", "Quý IV/2026"),
    ),
    (
        "Sửa đổi thời hạn hoàn thành của nhiệm vụ số thứ tự 5, mục II như sau: “Trước ngày "
        "30/9/2026”.",
        *(("5",), "II", "timeframe_raw", "Trước ngày 30/9/2026"),
    ),
    (
        "Gia hạn thời gian thực hiện nhiệm vụ 2.4 đến 31/12/2027",
        *(("2.4",), "", "timeframe_raw", "31/12/2027"),
    ),
    (
        "Thay cơ quan chủ trì nhiệm vụ 2.1 từ Sở Kế hoạch và Đầu tư thành Sở Tài chính.",
        *(("2.1",), "", "lead_raw", "Sở Tài chính"),
    ),
    (
        "Điều chỉnh đơn vị phối hợp thực hiện nhiệm vụ 9.4 thành: Sở Y tế, Công an tỉnh.",
        *(("9.4",), "", "coordinating_raw", "Sở Y tế, Công an tỉnh"),
    ),
    (
        "Sửa đổi, bổ sung nhiệm vụ 1.1.1.a như sau: “Rà soát văn bản; kiến nghị sửa đổi.”",
        *(("1.1.1.a",), "", "title_raw", "Rà soát văn bản; kiến nghị sửa đổi."),
    ),
    (
        "Sửa đổi sản phẩm nhiệm vụ 4.2 thành “Đề án”;",
        *(("4.2",), "", "product_raw", "Đề án"),
    ),
    (
        "Kéo dài thời gian thực hiện nhiệm vụ 1 Mục I đến hết năm 2027.",
        *(("1",), "I", "timeframe_raw", "hết năm 2027"),
    ),
    (
        "Thay cụm từ “Sở A” tại nhiệm vụ số 1 Mục I bằng cụm từ “Sở B”.",
        *(("1",), "I", "", "Sở B"),
    ),
    (
        "Thay thế cụm từ “Sở A” bằng cụm từ “Sở B” tại các nhiệm vụ 1.1, 2.3.",
        *(("1.1", "2.3"), "", "", "Sở B"),
    ),
]
UNREAD = [
    "Lùi thời hạn của các nhiệm vụ về quý IV.",
    "Sửa đổi khoản 2 Điều 1 như sau:",
    "Thay cụm từ “Sở Kế hoạch và Đầu tư” bằng cụm từ “Sở Tài chính” tại các nhiệm vụ.",
    "Bổ sung nhiệm vụ của Sở Nội vụ theo Phụ lục kèm theo.",
    "Điều chỉnh cơ quan chủ trì một số nhiệm vụ.",
]
ADDED = "Bổ sung nhiệm vụ số 3 vào Mục I: Xây trạm BTS; cơ quan chủ trì: Sở A; thời hạn: 2027."
NOTHING = [
    "Căn cứ Quyết định số 12/QĐ-UBND về việc sửa đổi nhiệm vụ 1.1;",
    "SỬA ĐỔI, BỔ SUNG MỘT SỐ NHIỆM VỤ CỦA KẾ HOẠCH",
    "Điều 2. Quyết định này sửa đổi Quyết định số 12/QĐ-UBND và các nhiệm vụ của nó.",
    "Các sở, ban, ngành báo cáo kết quả thực hiện nhiệm vụ 1.1 trước ngày 15/11.",
]


@pytest.mark.parametrize(("text", "refs", "under", "column", "value"), READ)
def test_a_sentence_is_read(
    text: str, refs: tuple[str, ...], under: str, column: str, value: str
) -> None:
    sentences = read_sentences([Line(7, text)])
    (one,) = sentences.instructions
    assert (one.refs, one.under, one.column, one.value) == (refs, under, column, value)
    assert (one.sentence, one.line) == (text, 7)
    assert not sentences.unread


def test_a_sentence_adds_a_row_in_words() -> None:
    sentences = read_sentences([Line(3, ADDED)])
    (one,) = sentences.added
    words = "Xây trạm BTS; cơ quan chủ trì: Sở A; thời hạn: 2027"
    assert (one.code, one.under, one.words) == ("3", "I", words)
    assert (sentences.instructions, sentences.unread) == ((), ())


@pytest.mark.parametrize("text", UNREAD)
def test_what_changes_something_in_other_words_is_kept_for_a_person(text: str) -> None:
    sentences = read_sentences([Line(3, text)])
    assert not sentences.instructions
    assert [line.text for line in sentences.unread] == [text]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_cites_a_change_is_none(text: str) -> None:
    sentences = read_sentences([Line(3, text)])
    assert (sentences.instructions, sentences.unread) == ((), ())


CODES = ("1", "1.1", "1.1.1.a", "II", "II.5", "III.5", "II.6")


@pytest.mark.parametrize(
    ("ref", "under", "code"),
    [
        ("1.1", "", "1.1"),
        ("5", "II", "II.5"),
        ("5", "", None),  # two rows end so
        ("6", "", "II.6"),
        ("9", "", None),
        ("7", "II", None),
    ],
)
def test_a_number_stands_for_one_row_or_for_none(ref: str, under: str, code: str | None) -> None:
    assert resolve(ref, under, CODES) == code
