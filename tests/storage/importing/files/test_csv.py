"""CSV files: the sign between the cells is found, a preamble becomes running lines."""

from pathlib import Path

import pytest

from storage.importing.document import Document, UnreadableDecision
from storage.importing.files.reader import read_source
from tests.support.files.decisions import csv_of, text_of

HEAD = [
    "Số: 12/QĐ-UBND",
    "Bến Tre, ngày 5 tháng 1 năm 2024",
    "Điều 1. Ban hành, kèm theo; Kế hoạch",
]
HEADER = ["STT", "Nhiệm vụ", "Chủ trì"]
ROWS = [
    ["I. Truyền thông"],
    ["1", 'Trồng cây "xanh", sạch; đẹp | rẻ\tbền', "Sở Y tế, Sở Xây dựng"],
    ["2", "Tưới\ncây", "Sở Y tế"],
]


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "decision.csv"
    path.write_bytes(data)
    return read_source(path).document


def cells_of(document: Document) -> list[tuple[str, ...]]:
    (table,) = document.tables
    assert table.aligned
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_usual_sign_separates_cells(tmp_path: Path, delimiter: str) -> None:
    document = read(tmp_path, csv_of(HEAD, HEADER, ROWS, delimiter))
    assert [line.text for line in document.lines] == HEAD
    assert cells_of(document) == [
        ("STT", "Nhiệm vụ", "Chủ trì"),
        ("I. Truyền thông",),
        ("1", 'Trồng cây "xanh", sạch; đẹp | rẻ bền', "Sở Y tế, Sở Xây dựng"),
        ("2", "Tưới cây", "Sở Y tế"),
    ]


def test_line_breaks_of_word_inside_a_cell_end_no_row(tmp_path: Path) -> None:
    document = read(tmp_path, "STT;Nhiệm vụ;Chủ trì\n1;a\u000bb\u2028c\u0085d;e\n".encode())
    assert cells_of(document)[1] == ("1", "a b c d", "e")


def test_a_file_named_tsv_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "decision.tsv"
    path.write_bytes(csv_of(HEAD, HEADER, ROWS, "\t"))
    source = read_source(path)
    assert cells_of(source.document) == cells_of(read(tmp_path, csv_of(HEAD, HEADER, ROWS)))
    assert set(source.kept) == {"decision.txt", "decision.tsv"}


def test_excels_own_first_line_names_the_sign(tmp_path: Path) -> None:
    document = read(tmp_path, b"sep=;\r\n" + "STT;Nhiệm vụ;Chủ trì\r\n1;a,b,c,d;e\r\n".encode())
    assert cells_of(document)[1] == ("1", "a,b,c,d", "e")


def test_cells_are_those_of_the_same_plan_as_text(tmp_path: Path) -> None:
    path = tmp_path / "decision.txt"
    path.write_bytes(text_of(HEAD, HEADER, [["1", "Trồng", "Sở Y tế"]]))
    pasted = read_source(path).document
    document = read(tmp_path, csv_of(HEAD, HEADER, [["1", "Trồng", "Sở Y tế"]]))
    assert cells_of(document) == [row.cells for row in pasted.tables[0].rows]


def test_a_person_can_look_every_line_up(tmp_path: Path) -> None:
    path = tmp_path / "decision.csv"
    path.write_bytes(csv_of(HEAD, HEADER, ROWS))
    source = read_source(path)
    text = source.kept["decision.txt"].decode().split("\n")
    assert text[: len(HEAD)] == HEAD
    assert text[source.document.tables[0].rows[3].line - 1] == "| 2 | Tưới cây | Sở Y tế |"
    assert source.kept["decision.csv"] == path.read_bytes()


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    endless = 'STT;Nhiệm vụ;Chủ trì\n1;"' + "Trồng cây\n" * 20_000
    with pytest.raises(UnreadableDecision, match=r"row 2 of decision\.csv .* quotation mark"):
        read(tmp_path, endless.encode())


def test_progress_never_passes_the_total(tmp_path: Path) -> None:
    path = tmp_path / "decision.csv"
    path.write_bytes(csv_of(HEAD, HEADER, ROWS))
    calls: list[tuple[int, int]] = []
    read_source(path, lambda done, total: calls.append((done, total)))
    assert len(calls) > len(ROWS)
    assert all(done <= total for done, total in calls)
    assert calls[-1][0] == calls[-1][1]
