"""What is asked for in a sentence, as officials type it, begins the dialog it is about."""

import pytest

from tests.support.talks.engine_talk import EngineTalk
from tests.support.talks.transcript import MADE


def dialog_of(text: str) -> str:
    """The dialog of the question that follows; empty where nothing is asked."""
    talk = EngineTalk(MADE["zalo-scarce"]().capabilities)
    before = len(talk._rows)
    talk.says("sct", text)
    states = [row.state for row in talk._rows[before:] if row.state]
    return str(states[-1]["dialog"]) if states else ""


@pytest.mark.parametrize(
    ("text", "dialog"),
    [
        ("cho em lùi hạn nhiệm vụ 1.2 đến cuối tháng 11", "extension"),
        ("xin lui han 1.2 sang 30/11 vi chua co so lieu", "extension"),
        ("1.2 xin gia hạn đến 25/11", "extension"),
        ("1.4 giao nhầm rồi", "objection"),
        ("nhiệm vụ 1.4 không thuộc sở em, đề nghị chuyển Sở Xây dựng", "objection"),
        ("mai em nghỉ phép", "leave"),
        ("tuần sau em đi công tác", "leave"),
        ("em nghỉ phép từ 20/10 đến 25/10", "leave"),
        ("đã nhận, thứ sáu tuần sau em báo cáo", "promise"),
        ("10/11 nộp", "promise"),
        ("hôm qua em nghỉ", ""),
        ("em không đi công tác", ""),
    ],
)
def test_a_sentence_begins_its_dialog(text: str, dialog: str) -> None:
    assert dialog_of(text) == dialog
