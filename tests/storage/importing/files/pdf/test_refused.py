"""PDF files that cannot be read, or only look like it: one sentence that says what to do."""

import contextlib
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.importing.document import Document, UnreadableDecision
from storage.importing.files.pdf.stream_safety import LARGEST_STREAM
from storage.importing.files.reader import read_source
from tests.support.files.pdf_layout import PdfLayout
from tests.support.files.pdf_pages import PdfPage, pdf_of


def read(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "decision.pdf"
    path.write_bytes(content)
    return read_source(path).document


def picture() -> PdfPage:
    return PdfPage(picture=True)


def recognised() -> PdfPage:
    page = picture()
    page.write(60, 100, "Quyet dinh ban hanh ke hoach")
    return page


def nameless() -> PdfPage:
    page = PdfPage()
    page.write(60, 100, "\ufffd" * 20)
    return page


def written(text: str = "Quyết định") -> PdfPage:
    page = PdfPage()
    page.write(60, 100, text)
    return page


def packed(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A stream that nobody uses, before everything else."""
    stream = b"<< /Filter " + filters + b" >>\nstream\n" + content + b"\nendstream\nendobj\n"
    return pdf_of([written()]).replace(b"1 0 obj\n", b"99 0 obj\n" + stream + b"1 0 obj\n", 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed(zlib.compress(bytes(LARGEST_STREAM + 1))), "would unpack to more than"),
        (
            packed(zlib.compress(zlib.compress(b"a")), b"[/FlateDecode /FlateDecode]"),
            "would unpack",
        ),
        (pdf_of([picture()]), "is a scan.*OCR"),
        (pdf_of([recognised(), picture()]), "is a scan.*OCR"),
        (pdf_of([PdfPage()]), "is a scan.*OCR"),
        (pdf_of([nameless()]), "does not say which letters"),
        (pdf_of([written()], encrypted=True), "protected by a password; open it with"),
        (pdf_of([written()])[:300], "cut short or damaged"),
        (b"%PDF-1.7\nnothing", "cut short or damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(UnreadableDecision, match=words) as refusal:
        read(tmp_path, content)
    sentence = str(refusal.value)
    assert sentence.startswith("decision.pdf ")
    assert "\n" not in sentence
    assert ";" in sentence


@pytest.mark.parametrize(
    ("content", "filters"),
    [
        (zlib.compress(bytes(LARGEST_STREAM)), b"/FlateDecode"),
        (zlib.compress(bytes(LARGEST_STREAM + 1)), b"/FlateDecode /Subtype /Image"),
        (b"no zlib", b"/FlateDecode"),
    ],
)
def test_large_pictures_and_broken_streams_do_no_harm(
    tmp_path: Path, content: bytes, filters: bytes
) -> None:
    assert [one.text for one in read(tmp_path, packed(content, filters)).lines] == ["Quyết định"]


def test_a_picture_beside_the_text_makes_no_scan(tmp_path: Path) -> None:
    texts = read(tmp_path, pdf_of([written(), written(), picture()])).lines
    assert " ".join(line.text for line in texts) == "Quyết định Quyết định"


def test_without_the_extra_the_sentence_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "storage.importing.files.pdf.document", raising=False)
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(UnreadableDecision, match=r"pip install 'daumoi\[pdf\]'"):
        read(tmp_path, pdf_of([written()]))


def table() -> bytes:
    layout = PdfLayout()
    layout.turn()
    layout.table((45, 190, 80), ("STT", "Nhiệm vụ", "Chủ trì"), [("1", "Trồng cây", "Sở Y tế")])
    return layout.content()


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_damaged_files_are_read_or_refused_but_never_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    damaged = bytearray(table())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "decision.pdf"
    path.write_bytes(damaged[: data.draw(st.integers(20, len(damaged)))])
    with contextlib.suppress(UnreadableDecision):
        read_source(path)
