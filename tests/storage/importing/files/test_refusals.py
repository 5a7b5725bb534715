"""Files that are no decision to read: one sentence that says what was seen and what to do."""

import contextlib
import re
import struct
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.importing.document import UnreadableDecision
from storage.importing.files.reader import read_source
from storage.importing.files.text.encodings import LARGEST_TEXT, LONGEST_LINE
from storage.importing.files.unsupported import OLE
from tests.support.examples import examples
from tests.support.files.decisions import csv_of, docx_of, part_of, text_of, with_part, xlsx_of

HEAD = ["Số: 12/QĐ-UBND", "Bến Tre, ngày 5 tháng 1 năm 2024"]
HEADER = ["STT", "Nhiệm vụ", "Chủ trì"]
ROWS = [["1", "Trồng cây", "Sở Y tế"]]
DOCX = docx_of(HEAD, HEADER, ROWS)
XLSX = xlsx_of(HEAD, HEADER, ROWS)
TEXT = "Quyết định của Ủy ban nhân dân tỉnh\nvề kế hoạch hành động được thực hiện\n"
TCVN3 = "QuyÕt ®Þnh cña Uû ban nh©n d©n tØnh vÒ kÕ ho¹ch hµnh ®éng ®­îc thùc hiÖn\n"
VNI = "Quyeát ñònh cuûa UÛy ban nhaân daân tænh veà keá hoaïch haønh ñoäng\n"


def windows_1258(text: str) -> bytes:
    """Letters with their hat, hook or breve in one; tones behind them, as that code page has it."""
    parts = unicodedata.normalize("NFD", text)
    whole = re.sub(
        "[a-zA-Z][\u0302\u0306\u031b]", lambda m: unicodedata.normalize("NFC", m[0]), parts
    )
    return re.sub("([a-zA-Z])(\u0323)([\u0302\u0306])", _hat_first, whole).encode("cp1258")


def _hat_first(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[1] + match[3]) + match[2]


def archive(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def understated(original: bytes, name: str) -> bytes:
    """The directory claims that this part is ten bytes long."""
    with zipfile.ZipFile(BytesIO(original)) as packed:
        size = packed.getinfo(name).file_size
    at = original.index(b"PK\x01\x02")
    while original[at + 46 :][: len(name)] != name.encode():
        at = original.index(b"PK\x01\x02", at + 1)
    assert struct.unpack_from("<I", original, at + 24)[0] == size
    return original[: at + 24] + struct.pack("<I", 10) + original[at + 28 :]


def utf16(words: str) -> bytes:
    return OLE + bytes(500) + words.encode("utf-16-le")


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
DOCUMENT = "word/document.xml"
WORKBOOK, BINARY = ("/".join(("xl", f"workbook.{kind}")) for kind in ("xml", "bin"))
SHEET = "/".join(("xl", "worksheets", "sheet1.xml"))
FOREIGN = [
    ("a.docx", b"%PDF-1.4 1 0 obj << /Type /Font >>", "cut short or damaged"),
    ("a.pdf", TEXT.encode(), r"named \.pdf but has another content"),
    ("a.doc", utf16("WordDocument"), "old Word document"),
    ("a.xls", utf16("Workbook"), "old Excel workbook"),
    ("a.docx", utf16("EncryptedPackage"), "password"),
    ("a.ppt", utf16("PowerPoint Document"), "old Office file"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "picture"),
    ("a.txt", b"\x89PNG\r\n\x1a\n", "picture"),
    ("a.xlsx", XLSX.replace(b"PK\x03\x04", b"PK\x03\x05"), "cut short or damaged"),
    ("a.rtf", rb"{\rtf1\ansi Quy", "RTF"),
    ("a.html", b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "web page"),
    ("a.xls", b"<table><tr><td>1</td></tr></table>", "web page"),
    ("a.mht", b"MIME-Version: 1.0\n", "web archive"),
    ("a.xml", b'<?xml version="1.0"?><a/>', "XML"),
    ("a.rar", b"Rar!\x1a\x07", "archive"),
    ("a.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
    ("a.xlsb", archive(**{BINARY: b""}), "binary workbook"),
    ("a.docx", archive(readme=b"hello"), r"neither \.docx nor \.xlsx"),
    ("a.docx", DOCX[: len(DOCX) // 2], "cut short"),
    ("a.xlsx", b"PK\x03\x04", "cut short"),
    ("a.docx", with_part(DOCX, DOCUMENT, b"<w:document"), "damaged or not quite"),
    ("a.docx", with_part(DOCX, "[Content_Types].xml", b"<Types/>"), "damaged or not quite"),
    ("a.xlsx", with_part(XLSX, WORKBOOK, b"<workbook/>"), "no text"),
    ("a.xlsx", with_part(XLSX, SHEET, b"nothing"), "damaged or not quite"),
    ("a.docx", with_part(DOCX, DOCUMENT, BOMB + b"<a>&c;</a>"), "XML entities"),
    ("a.xlsx", with_part(XLSX, SHEET, (BOMB + b"<a/>").decode().encode("utf-16")), "XML entities"),
    ("a.docx", with_part(DOCX, DOCUMENT, b" " * 30_000_000), "would unpack to 3. MB"),
    ("a.docx", understated(DOCX, DOCUMENT), "lies about the size of its part word/document.xml"),
    ("a.docx", docx_of([], [""], [[""]]), "no text"),
    ("a.docx", docx_of([TCVN3], HEADER, []), "TCVN3"),
    ("a.xlsx", xlsx_of([VNI], ["TT"], []), "VNI"),
    ("a.txt", TCVN3.encode(), "TCVN3.*Unikey"),
    ("a.txt", b"Quy\xc3\xb5t \xc2\xae\xc3\x9enh", "TCVN3"),
    ("a.txt", VNI.encode(), "VNI.*Unikey"),
    ("a.txt", "UÛy ban nhaân daân".encode(), "VNI"),
    ("a.csv", TCVN3.encode("latin-1"), "not UTF-8 text, .* TCVN3"),
    ("a.txt", VNI.encode("cp1252"), "not UTF-8 text, .* VNI"),
    ("a.txt", windows_1258(TEXT), "not UTF-8 text, .* windows-1258"),
    ("a.txt", TEXT.encode("utf-16"), "not UTF-8 text, .* UTF-16"),
    ("a.csv", TEXT.encode("utf-16-le"), "not UTF-8 text, .* UTF-16"),
    ("a.txt", TEXT.encode("utf-16-be"), "not UTF-8 text, .* UTF-16"),
    ("a.txt", TEXT.encode() + b"d\xf2ng\n" + TEXT.encode(), "stray bytes, the first on line 3"),
    ("a.txt", b"abc \xe9 d", r"not UTF-8 text \(byte 5\)"),
    ("a.txt", b"abc\0def", "binary"),
    ("a.txt", bytes(range(1, 9)) * 20, "binary"),
    ("a.txt", b" \r\n\t", "is empty"),
    ("a.docx", b"", "is empty"),
    ("a.txt", b"a\n" * (LARGEST_TEXT // 2 + 1), r"20,000,002 bytes .* 20,000,000 \(20 MB\)"),
    ("a.txt", b"a\n" + b"a" * (LONGEST_LINE + 1), "line 2 of a.txt has 100001 characters"),
    ("a.docx", TEXT.encode(), r"named \.docx but has another content"),
    ("a.md", TEXT.encode(), r"a '\.md' file"),
    ("a", TEXT.encode(), "a 'nameless' file"),
]


@pytest.mark.parametrize(("name", "content", "words"), FOREIGN)
def test_what_is_no_decision_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDecision, match=words) as refusal:
        read_source(path)
    sentence = str(refusal.value)
    assert "\n" not in sentence
    assert ";" in sentence  # what was seen; what to do
    assert str(tmp_path) not in sentence
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("name", "words"), [("missing.txt", "no file"), (".", "a folder")])
def test_what_is_not_there_is_refused(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UnreadableDecision, match=words):
        read_source(tmp_path / name)


@pytest.mark.parametrize(("name", "content"), [("a.txt", DOCX), ("a.doc", DOCX), ("a.csv", XLSX)])
def test_office_files_are_known_by_their_content(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    source = read_source(path)
    assert [line.text for line in source.document.lines] == HEAD
    assert set(source.kept) - {"decision.txt"} <= {"decision.docx", "decision.xlsx"}


def test_text_is_kept_byte_for_byte_and_read_without_what_nobody_sees(tmp_path: Path) -> None:
    data = "\ufeffBan\u00a0hành\u200b kế ho\u00adạch\r\nĐiều 1".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    source = read_source(path)
    assert source.kept == {"decision.txt": data}
    assert [(line.number, line.text) for line in source.document.lines] == [
        (1, "Ban hành kế hoạch"),
        (2, "Điều 1"),
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.docx", "a.xlsx"])
def test_control_characters_are_cleaned_away_by_every_reader(tmp_path: Path, name: str) -> None:
    seen, damaged = "Trồng cây", "Tr\x7fồng\x80 c\x9fâ\u2066y"
    parts = [damaged], HEADER, [["1", damaged, "Sở Y tế"]]
    made = {"a.txt": text_of, "a.docx": docx_of, "a.xlsx": xlsx_of}
    path = tmp_path / name
    path.write_bytes(made[name](*parts) if name in made else csv_of(*parts))
    document = read_source(path).document
    assert document.lines[0].text == seen
    assert document.tables[0].rows[1].cells == ("1", seen, "Sở Y tế")


@pytest.mark.parametrize("escaped", ["_xD800_", "_xDFFF_", "_x0000_", "_x0007_"])
def test_characters_that_only_excel_can_store_are_cleaned_away(
    tmp_path: Path, escaped: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_of(HEAD, HEADER, [["1", f"Trồng{escaped} cây", "Sở Y tế"]]))
    source = read_source(path)
    assert source.document.tables[0].rows[1].cells[1] == "Trồng cây"
    assert "| 1 | Trồng cây | Sở Y tế |" in source.kept["decision.txt"].decode()


@pytest.mark.parametrize(
    "text",
    [
        "Tòa án, Khánh Hoà, loãng, Đắk Lắk",
        "«Tăng trưởng xanh» 30°C, 5 m², Word®",
        "Hoà Lạc và Thuỷ Nguyên",
        "Qu\u0079e\u0302\u0301t \u0111i\u0323nh",
    ],
)
def test_proper_vietnamese_is_no_old_font(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert read_source(path).document.lines


@settings(max_examples=examples(60))
@given(data=st.data())
def test_damaged_files_are_read_or_refused_but_never_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    originals = {
        "a.docx": DOCX,
        "a.xlsx": XLSX,
        "a.csv": csv_of(HEAD, HEADER, ROWS),
        "a.txt": text_of(HEAD, HEADER, ROWS),
    }
    name = data.draw(st.sampled_from(sorted(originals)))
    damaged = bytearray(originals[name])
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_bytes(damaged[: data.draw(st.integers(1, len(damaged)))])
    try:
        source = read_source(path)
    except UnreadableDecision:
        return
    assert "decision.txt" in source.kept


@settings(max_examples=examples(40))
@given(part=st.sampled_from([DOCUMENT, "word/numbering.xml", "word/styles.xml"]), data=st.data())
def test_damaged_parts_of_a_document_never_crash(
    tmp_path_factory: pytest.TempPathFactory, part: str, data: st.DataObject
) -> None:
    """A letter of the XML changed: the archive is sound, its contents are not."""
    content = bytearray(part_of(DOCX, part))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.sampled_from(b'x1<>"/ ')
        )
    path = tmp_path_factory.mktemp("damaged") / "a.docx"
    path.write_bytes(with_part(DOCX, part, bytes(content)))
    with contextlib.suppress(UnreadableDecision):
        read_source(path)
