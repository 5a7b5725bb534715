"""Multipart forms are read byte for byte, whatever a file holds."""

import httpx
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.telegram.request_parsing import Upload, read_multipart

# Telegram's clients send names as they are; line ends and NUL have no place in one
NAMES = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters='"\\%'))


def encoded(content: bytes, name: str, caption: str) -> tuple[bytes, str]:
    request = httpx.Request(
        "POST",
        "http://127.0.0.1/",
        data={"caption": caption},
        files={"document": (name, content, "application/x-test")},
    )
    return request.read(), request.headers["content-type"]


@given(content=st.binary(max_size=300), name=NAMES.filter(bool))
def test_files_come_back_as_they_were_sent(content: bytes, name: str) -> None:
    body, kind = encoded(content, name, "Bảng tổng hợp")
    assert read_multipart(body, kind) == {
        "caption": "Bảng tổng hợp",
        "document": Upload(name, "application/x-test", content),
    }


def test_line_ends_inside_a_file_are_kept() -> None:
    content = b"\r\n\r\n--not-the-boundary\r\n\r\n"
    body, kind = encoded(content, "a.txt", "")
    assert read_multipart(body, kind)["document"] == Upload("a.txt", "application/x-test", content)
