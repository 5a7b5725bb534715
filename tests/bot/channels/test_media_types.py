"""Files told apart by name and by content, and named in words; pure."""

import io
import zipfile

import pytest

from bot.channels import media_types
from bot.channels.contract import FileLimits
from bot.conversation.routing.attachments import readable, refusal_of
from bot.dialogs.facts.chat import Facts
from bot.language import file_wording as kinds
from locales import translator
from storage.messages.inbox import SentFile
from tests.support.files import contents
from tests.support.worlds.world import START, TAKES_FILES, ZONE

VI = translator("vi")
FACTS = Facts(say=VI, now=START, zone=ZONE)
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("name", "media_type", "kind"),
    [
        ("baocao.pdf", "application/pdf", media_types.PDF),
        ("BAOCAO.PDF", "application/octet-stream", media_types.PDF),
        ("báo cáo tháng 10.docx", "", media_types.DOCX),
        ("so-lieu.xls", "application/x-whatever", media_types.XLS),
        ("anh.jpeg", "", media_types.JPEG),
        ("", "image/jpeg", media_types.JPEG),
        ("", "image/png; charset=binary", media_types.PNG),
        ("Báo cáo 123.BC-SCT", "application/pdf", media_types.PDF),
        ("setup.exe", "application/pdf", ""),
        ("baocao.pdf.exe", "application/pdf", ""),
        ("baocao.zip", "application/zip", ""),
        ("macro.docm", "", ""),
        ("", "video/mp4", ""),
        ("", "", ""),
        ("baocao", "", ""),
    ],
)
def test_a_kind_is_known_by_the_ending_else_by_what_the_channel_says(
    name: str, media_type: str, kind: str
) -> None:
    assert media_types.kind_by_name(name, media_type) == kind


@pytest.mark.parametrize(
    ("content", "said", "kind"),
    [
        (contents.JPEG, media_types.PDF, media_types.JPEG),
        (contents.PNG, "", media_types.PNG),
        (contents.PDF, "", media_types.PDF),
        (b"@PJL\r\n" + contents.PDF, media_types.PDF, media_types.PDF),
        (contents.OLE, media_types.XLS, media_types.XLS),
        (contents.OLE, media_types.DOCX, media_types.DOC),
        (contents.DOCX, media_types.DOC, media_types.DOCX),
        (contents.XLSX, media_types.XLSX, media_types.XLSX),
        (contents.EXE, media_types.PDF, ""),
        (contents.zipped("a.txt"), media_types.DOCX, ""),
        (contents.zipped("word/document.xml"), media_types.DOCX, ""),
        (contents.DOCX[:40], media_types.DOCX, ""),
        (b"<html>", media_types.XLS, ""),
        (b"", media_types.PDF, ""),
    ],
)
def test_a_kind_is_what_the_content_is(content: bytes, said: str, kind: str) -> None:
    assert media_types.kind_by_content(content, said) == kind


@pytest.mark.parametrize(
    ("size", "vietnamese", "english"),
    [
        (0, "0 byte", "0 bytes"),
        (1023, "1023 byte", "1023 bytes"),
        (350 * 1024, "350 KB", "350 KB"),
        (MB - 1, "1023 KB", "1023 KB"),
        (MB, "1 MB", "1 MB"),
        (1_258_291, "1,2 MB", "1.2 MB"),
        (10 * MB, "10 MB", "10 MB"),
        (10 * MB + 1, "10,1 MB", "10.1 MB"),
    ],
)
def test_sizes_in_words(size: int, vietnamese: str, english: str) -> None:
    assert kinds.size_words(size, VI) == vietnamese
    assert kinds.size_words(size, translator("en")) == english


def test_only_what_is_allowed_is_named() -> None:
    assert kinds.kinds_words(media_types.REPORT_FILES, VI) == "ảnh (JPG, PNG), PDF, Word, Excel"
    photos = FileLimits(frozenset({media_types.JPEG}), MB)
    assert "PDF" not in readable(photos, FACTS)
    assert "ảnh" in readable(photos, FACTS)
    assert readable(None, FACTS) == VI("Only written messages can be read here.")


@pytest.mark.parametrize(
    ("file", "seen"),
    [
        (SentFile("r", "setup.exe", "", 10), "setup.exe"),
        (SentFile("", media_type="video/mp4"), "video"),
        (SentFile("", media_type="audio/ogg"), "ghi âm"),
        (SentFile("", media_type=media_types.STICKER), "nhãn dán"),
        (SentFile("", media_type="image/gif"), "ảnh loại này"),
        (SentFile("", media_type="application/zip"), "loại tệp này"),
        (SentFile("r", "to.pdf", "", 10 * MB + 1), '"to.pdf" (10,1 MB)'),
    ],
)
def test_a_refusal_names_what_was_seen_and_the_limit(file: SentFile, seen: str) -> None:
    words = refusal_of(file, TAKES_FILES, FACTS)
    assert seen in words
    assert "10 MB" in words


def test_what_is_allowed_and_not_too_large_is_not_refused() -> None:
    assert refusal_of(SentFile("r", "vua.pdf", "", 10 * MB), TAKES_FILES, FACTS) == ""
    assert refusal_of(SentFile("r", "vua.pdf", "", None), TAKES_FILES, FACTS) == ""
    only_photos = FileLimits(frozenset({media_types.JPEG}), 10 * MB)
    refusal = refusal_of(SentFile("r", "vua.pdf", "", 1), only_photos, FACTS)
    assert "Có thể gửi: ảnh" in refusal
    assert "PDF" not in refusal


def _zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"%PDF-1.7",
        b"\x7fELF%PDF-1.7",
        b"#!/bin/sh\n%PDF-1.7",
        _zipped("word/document.xml", "word/vbaProject.bin"),
        _zipped("xl/styles.xml", "xl/vbaProject.bin"),
        _zipped("xl/styles.xml", "xl/macrosheets/sheet1.xml"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600 + "_VBA_PROJECT_CUR".encode("utf-16-le"),
    ],
)
def test_what_may_run_is_no_file_of_a_report(content: bytes) -> None:
    assert media_types.kind_by_content(content, media_types.DOC) == ""
