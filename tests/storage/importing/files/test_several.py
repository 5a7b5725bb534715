"""A decision and its appendices in files of their own: one document, all of it kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.importing.decision import read_decision
from storage.importing.document import Note, Odd, UnreadableDecision
from storage.importing.files.reader import read_source
from storage.importing.files.several import read_sources
from tests.support.files.decisions import docx_of, text_of, xlsx_of
from tests.support.files.pdf_pages import PdfPage, pdf_of

HEAD = [
    "ỦY BAN NHÂN DÂN TỈNH BẾN TRE",
    "Số: 12/QĐ-UBND",
    "Bến Tre, ngày 5 tháng 1 năm 2024",
    "Các sở báo cáo kết quả về Sở Tài chính trước ngày 15 tháng 11 hàng năm.",
]
TITLE = ["Phụ lục I"]
HEADER = ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
ROWS = [["1", "Trồng cây", "Sở Y tế", "2024"], ["2", "Tưới cây", "Sở Xây dựng", "2025"]]


def written(folder: Path, **contents: bytes) -> list[Path]:
    """`a_docx` becomes a.docx."""
    paths = [folder / name.replace("_", ".") for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def test_decision_and_appendix_read_like_one_file(tmp_path: Path) -> None:
    parts = written(
        tmp_path, a_docx=docx_of(HEAD, ["Nơi gửi"], []), b_xlsx=xlsx_of(TITLE, HEADER, ROWS)
    )
    (whole,) = written(tmp_path, c_txt=text_of([*HEAD, *TITLE], HEADER, ROWS))
    several, one = read_decision(*parts).folder, read_decision(whole).folder
    assert replace(several.head, recipients=()) == one.head
    assert [replace(item, source_line=None) for item in several.items] == [
        replace(item, source_line=None) for item in one.items
    ]


@pytest.mark.parametrize("ending", ["\r\n\r\n", "", "\n"])
def test_a_person_can_look_every_line_up_and_every_file_is_kept(
    tmp_path: Path, ending: str
) -> None:
    first = ("\ufeff" + "\r\n".join(HEAD) + ending).encode()
    paths = written(tmp_path, a_txt=first, b_xlsx=xlsx_of(TITLE, HEADER, ROWS))
    source = read_sources(paths)
    text = source.kept["decision.txt"].decode().split("\n")
    assert [text[line.number - 1] for line in source.document.lines] == [*HEAD, *TITLE]
    assert [text[row.line - 1] for row in source.document.tables[0].rows] == [
        f"| {' | '.join(row)} |" for row in [HEADER, *ROWS]
    ]
    assert {name: data for name, data in source.kept.items() if name != "decision.txt"} == {
        "decision-1.txt": first,
        "decision-2.xlsx": paths[1].read_bytes(),
    }


def test_what_is_odd_in_an_appendix_keeps_its_line(tmp_path: Path) -> None:
    page = PdfPage()
    page.write(60, 100, "Phụ lục II")
    paths = written(tmp_path, a_txt="\n".join(HEAD).encode(), b_pdf=pdf_of([page]))
    assert read_sources(paths).document.notes == (Note(len(HEAD) + 2, Odd.PDF, "b.pdf"),)


def test_files_stand_in_the_order_given(tmp_path: Path) -> None:
    paths = written(tmp_path, a_txt=b"Mot", b_txt=b"Hai", c_txt=b"Ba")
    texts = [line.text for line in read_sources(paths[::-1]).document.lines]
    assert texts == ["Ba", "Hai", "Mot"]
    assert read_sources(paths[:1]) == read_source(paths[0])


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a.txt", "missing.xlsx"], "missing.xlsx is no file"),
        (["a.txt", "b.xlsx"], "^b.xlsx is cut short"),
        (["a.txt", "c.txt", "a.txt"], "^a.txt is given twice; "),
        (["a.txt", "c.txt"], r"^a.txt \+ c.txt has no table"),
    ],
)
def test_the_file_that_cannot_be_read_is_named(
    tmp_path: Path, names: list[str], words: str
) -> None:
    written(tmp_path, a_txt="\n".join(HEAD).encode(), b_xlsx=b"PK\x03\x04", c_txt=b"Hai")
    with pytest.raises(UnreadableDecision, match=words):
        read_decision(*(tmp_path / name for name in names))


def test_the_bar_is_full_at_the_end_of_the_last_file(tmp_path: Path) -> None:
    paths = written(tmp_path, a_docx=docx_of(HEAD, HEADER, ROWS), b_xlsx=xlsx_of([], HEADER, ROWS))
    calls: list[tuple[int, int]] = []
    read_sources(paths, lambda done, total: calls.append((done, total)))
    shares = [done / total for done, total in calls]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert 0.5 in shares
