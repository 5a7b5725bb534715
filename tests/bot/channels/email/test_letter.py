"""A message as a letter: what its heads say, and that nothing can be slipped into them."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default

import pytest

from bot.channels.contract import OutgoingMessage
from bot.channels.email.letter import letter
from tests.support.worlds.world import ZONE

NOW = datetime(2026, 10, 15, 8, tzinfo=ZONE)
SENDER = "Đầu Mối <nhac@tinh.example>"
TEXT = "Kính gửi chị Bình.\n\n.Một dòng bắt đầu bằng dấu chấm\n" + "từ " * 500


def message(**more: str) -> OutgoingMessage:
    return OutgoingMessage("sct@tinh.example", TEXT, key="daumoi-7", **more)  # type: ignore[arg-type]


def test_what_is_read_is_what_was_said() -> None:
    link = "https://daumoi.example/letters/x"
    made = letter(message(subject="Nhắc việc báo cáo", stop_link=link), SENDER, NOW)
    read = message_from_bytes(made.as_bytes(), policy=default)
    assert read["From"] == SENDER
    assert (read["To"], read["Subject"]) == ("sct@tinh.example", "Nhắc việc báo cáo")
    assert read["Date"] == "Thu, 15 Oct 2026 08:00:00 +0700"
    assert read["Message-ID"] == "<daumoi-7@tinh.example>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Unsubscribe"] == f"<{link}>"
    assert read.get_content().replace("\r\n", "\n").rstrip("\n") == TEXT.rstrip("\n")
    assert max(map(len, made.as_bytes().split(b"\r\n"))) <= 998  # RFC 5322
    assert "List-Unsubscribe" not in letter(message(), SENDER, NOW)


@pytest.mark.parametrize("subject", ["Nhắc\r\nBcc: a@b.example", "x\ny", "x\ry"])
def test_a_head_takes_no_further_line(subject: str) -> None:
    made = letter(message(subject=subject), SENDER, NOW)
    assert "Bcc" not in message_from_bytes(made.as_bytes(), policy=default)
