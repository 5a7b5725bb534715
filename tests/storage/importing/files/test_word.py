"""Word documents: merged cells, automatic numbers, tracked changes, notes, boxes, hidden text."""

from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from storage.importing.document import Document, Odd, UnreadableDecision
from storage.importing.files.reader import Source, read_source
from tests.support.files.decisions import (
    Layout,
    add_footnotes,
    add_list,
    docx_of,
    number,
    refer,
    saved,
)
from tests.support.files.decisions import text_of as pasted_of

HEAD = ["Số: 12/QĐ-UBND", "Bến Tre, ngày 5 tháng 1 năm 2024"]
HEADER = ["STT", "Nhiệm vụ", "Thời gian", "Chủ trì", "Phối hợp"]
ROWS = [
    ["I. Truyền thông"],
    ["1", "Trồng cây", "2024", "Sở Y tế", "Sở Xây dựng"],
    ["1.1", "Tưới  cây\nhằng ngày", "", "Sở Y tế"],
    ["2", "Dọn rác", "2024 - 2030", "Sở\u00a0Tài\u00adchính", "UBND\u200b tỉnh"],
]
SPACES = 'xml:space="preserve"'


def source_of(tmp_path: Path, data: bytes) -> Source:
    path = tmp_path / "decision.docx"
    path.write_bytes(data)
    return read_source(path)


def read(tmp_path: Path, document: WordDocument) -> Document:
    return source_of(tmp_path, saved(document)).document


def cells_of(document: Document) -> list[tuple[str, ...]]:
    (table,) = document.tables
    assert table.aligned
    return [row.cells for row in table.rows]


def body(inner: str) -> WordDocument:
    """A document of this XML and nothing else."""
    document = docx.Document()
    prefixes = nsdecls("w", "m", "wp", "a")
    more = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    for element in parse_xml(f"<w:body {prefixes} {more}>{inner}</w:body>"):
        document.element.body.insert_element_before(element, "w:sectPr")
    return document


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t {SPACES}>{text}</w:t></w:r>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def words(text: str) -> str:
    return cell(paragraph(run(text)))


def test_cells_are_those_of_the_same_plan_as_text(tmp_path: Path) -> None:
    rows = [["1", "Trồng cây", "2024", "Sở Y tế"], ["2", "Tưới", "Hàng năm", "UBND tỉnh"]]
    path = tmp_path / "decision.txt"
    path.write_bytes(pasted_of(HEAD, HEADER[:4], rows))
    pasted = read_source(path).document
    word = source_of(tmp_path, docx_of(HEAD, HEADER[:4], rows)).document
    assert cells_of(word) == [row.cells for row in pasted.tables[0].rows]
    assert [line.text for line in word.lines] == [line.text for line in pasted.lines] == HEAD


def test_a_person_can_look_every_line_up(tmp_path: Path) -> None:
    data = docx_of(HEAD, HEADER, ROWS, Layout(merged_headings=True))
    source = source_of(tmp_path, data)
    text = source.kept["decision.txt"].decode().split("\n")
    assert text[:4] == [*HEAD, "", "| STT | Nhiệm vụ | Thời gian | Chủ trì | Phối hợp |"]
    for line in source.document.lines:
        assert text[line.number - 1] == line.text
    for found in source.document.tables[0].rows:
        assert text[found.line - 1] == f"| {' | '.join(found.cells)} |"
    assert source.kept["decision.docx"] == data


def test_white_space_in_cells_is_single_spaces(tmp_path: Path) -> None:
    cells = cells_of(source_of(tmp_path, docx_of([], HEADER, ROWS)).document)
    assert cells[3] == ("1.1", "Tưới cây hằng ngày", "", "Sở Y tế")
    assert cells[4] == ("2", "Dọn rác", "2024 - 2030", "Sở Tàichính", "UBND tỉnh")


def test_merged_titles_stand_in_their_true_columns(tmp_path: Path) -> None:
    layout = Layout(two_tier={"Phân công": (3, 5)}, merged_headings=True, repeat_header_every=2)
    cells = cells_of(source_of(tmp_path, docx_of(HEAD, HEADER, ROWS, layout)).document)
    assert cells[:3] == [
        ("STT", "Nhiệm vụ", "Thời gian", "Phân công"),
        ("STT", "Nhiệm vụ", "Thời gian", "Chủ trì", "Phối hợp"),
        ("I. Truyền thông",),
    ]
    assert cells[4:6] == cells[:2]


def test_a_vertically_merged_cell_holds_for_every_row_it_spans(tmp_path: Path) -> None:
    begun = cell(paragraph(run("2024")), '<w:vMerge w:val="restart"/>')
    going_on = cell(paragraph(), "<w:vMerge/>")
    xml = table(
        row(words("1"), begun, words("a")),
        row(words("2"), going_on, words("b")),
        row(words("3"), words(""), words("c")),
        row(words("d"), properties='<w:gridBefore w:val="2"/>'),
        row(cell(paragraph(run("e")), '<w:gridSpan w:val="2"/>'), words("f")),
    )
    assert cells_of(read(tmp_path, body(xml))) == [
        ("1", "2024", "a"),
        ("2", "2024", "b"),
        ("3", "", "c"),
        ("", "", "d"),
        ("e", "", "f"),
    ]


def test_automatic_numbers_are_read_in_an_empty_column(tmp_path: Path) -> None:
    codes = ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]
    rows = [[code, "Việc"] for code in codes]
    data = docx_of([], HEADER[:2], rows, Layout(auto_numbers=True))
    assert [cells[0] for cells in cells_of(source_of(tmp_path, data).document)[1:]] == codes


@pytest.mark.parametrize(
    ("kind", "text", "labels"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("upperRoman", "%1", ["I", "II", "III"]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)"]),
        ("upperLetter", "%1", ["A", "B", "C"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("bullet", "-", ["-", "-", "-"]),
        ("bullet", "\uf0b7", ["-", "-", "-"]),
        ("none", "", ["", "", ""]),
    ],
)
def test_label(tmp_path: Path, kind: str, text: str, labels: list[str]) -> None:
    document = docx.Document()
    list_id = add_list(document, [(kind, text)])
    for one in document.add_table(3, 1).rows:
        one.cells[0].text = "Việc"
        number(one.cells[0], list_id)
    assert cells_of(read(tmp_path, document)) == [(f"{label} Việc".strip(),) for label in labels]


def test_letters_go_on_after_z_without_the_vietnamese_ones(tmp_path: Path) -> None:
    document = docx.Document()
    list_id = add_list(document, [("lowerLetter", "%1")])
    for one in document.add_table(28, 1).rows:
        number(one.cells[0], list_id)
    letters = [cells[0] for cells in cells_of(read(tmp_path, document))]
    assert letters[3:5] == ["d", "e"]
    assert letters[25:] == ["z", "aa", "bb"]


def test_a_list_that_starts_anew_and_one_that_goes_on(tmp_path: Path) -> None:
    """A second `w:num` of the same definition counts on, unless it says where to start."""
    document = docx.Document()
    places = [one.cells[0] for one in document.add_table(5, 1).rows]
    first = add_list(document, [("decimal", "%1")])
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root = document.part.numbering_part.element
    for offset, extra in ((1, ""), (2, again)):
        use = f'<w:abstractNumId w:val="{first}"/>{extra}'
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{first + offset}">{use}</w:num>'))
    for place, offset in zip(places, (0, 0, 1, 2, 2), strict=True):
        number(place, first + offset)
    assert [cells[0] for cells in cells_of(read(tmp_path, document))] == ["1", "2", "3", "1", "2"]


def test_numbers_through_a_style_and_a_deleted_paragraph_that_has_none(tmp_path: Path) -> None:
    document = docx.Document()
    list_id = add_list(document, [("upperRoman", "%1.")])
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    use = f'<w:numPr {nsdecls("w")}><w:numId w:val="{list_id}"/></w:numPr>'
    properties.append(parse_xml(use))
    for text in ("Mục đích", "", "Tổ chức"):
        document.add_heading(text, 1)
    gone = document.paragraphs[1]._p.get_or_add_pPr()
    gone.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="a"/></w:rPr>'))
    assert [line.text for line in read(tmp_path, document).lines] == ["I. Mục đích", "II. Tổ chức"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<w:ins>{run('mới')}</w:ins>", "mới"),
        (run("a") + f"<w:del>{run('cũ')}</w:del>", "a"),
        (run("a") + f"<w:moveFrom>{run('cũ')}</w:moveFrom>", "a"),
        (f"<w:hyperlink>{run('liên kết')}</w:hyperlink>", "liên kết"),
        (f"<w:sdt><w:sdtContent>{run('điền')}</w:sdtContent></w:sdt>", "điền"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Bấm')}"
            f"</w:sdtContent></w:sdt>{run('a')}",
            "a",
        ),
        (run("a") + run("ẩn", "<w:vanish/>"), "a"),
        (run("hiện", '<w:vanish w:val="0"/>'), "hiện"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b c"),
        ("<w:r><w:t>xanh</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>sạch</w:t></w:r>", "xanh-sạch"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>5%</w:t></w:r>', "≥5%"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r>", "7"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
    ],
)
def test_text_is_what_is_seen(tmp_path: Path, inner: str, text: str) -> None:
    """In a paragraph and in a cell alike."""
    document = read(tmp_path, body(paragraph(inner) + table(row(cell(paragraph(inner))))))
    assert [line.text for line in document.lines] == [text]
    assert cells_of(document) == [(text,)]


def test_content_controls_round_rows_and_tables_are_seen_through(tmp_path: Path) -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    rows = row(words("1"), control(words("a"))) + control(row(words("2"), words("b")))
    assert cells_of(read(tmp_path, body(control(table(rows))))) == [("1", "a"), ("2", "b")]


def test_deleted_and_hidden_rows_are_left_out(tmp_path: Path) -> None:
    xml = table(
        row(words("1"), properties='<w:del w:id="1" w:author="a"/>'),
        row(words("2"), properties="<w:hidden/>"),
        row(words("3"), properties='<w:ins w:id="2" w:author="a"/>'),
    )
    assert cells_of(read(tmp_path, body(xml))) == [("3",)]


def test_a_table_inside_a_cell_is_text_there_and_said_so(tmp_path: Path) -> None:
    inner = table(row(words("a) Một;"), words("Sở Y tế")), row(words("b) Hai"), words("")))
    xml = table(row(words("1"), cell(paragraph(run("Gồm:")) + inner + paragraph()), words("d")))
    document = read(tmp_path, body(xml))
    text = "a) Một; Sở Y tế; b) Hai"
    assert cells_of(document) == [("1", f"Gồm: {text}", "d")]
    assert [(note.line, note.odd, note.text) for note in document.notes] == [(1, Odd.NESTED, text)]


@pytest.mark.parametrize("depth", [1, 2])
def test_a_table_in_a_cell_that_only_lays_out_is_a_table(tmp_path: Path, depth: int) -> None:
    inner = table(row(words("1"), words("a")), row(words("2"), words("b"))) + paragraph()
    above = row(words("trước"), words("x"))
    for _ in range(depth):
        inner = table(above, row(cell(paragraph(run("Phụ lục")) + inner)), row(words("sau")))
    document = read(tmp_path, body(inner))
    found = [[one.cells for one in one_table.rows] for one_table in document.tables]
    outside = [[("trước", "x")]] * depth, [[("sau",)]] * depth
    assert found == [*outside[0], [("1", "a"), ("2", "b")], *outside[1]]
    assert [line.text for line in document.lines] == ["Phụ lục"] * depth
    assert not document.notes


@pytest.mark.parametrize(
    ("runs", "struck"),
    [
        (run("giữ ") + run("bỏ", "<w:strike/>"), ["bỏ"]),
        (run("giữ b", "<w:b/>") + run("ỏ", "<w:dstrike/>"), ["ỏ"]),
        (run("giữ ") + run("bỏ", '<w:strike w:val="0"/>'), []),
        (run("giữ bỏ") + run(" ", "<w:strike/>"), []),
    ],
)
def test_struck_words_are_kept_and_said_so(tmp_path: Path, runs: str, struck: list[str]) -> None:
    xml = paragraph(run("đầu")) + table(row(words("1"), cell(paragraph(runs))))
    document = read(tmp_path, body(xml + paragraph(runs)))
    assert cells_of(document) == [("1", "giữ bỏ")]
    assert [(note.line, note.odd, note.text) for note in document.notes] == [
        (line, Odd.STRUCK, text) for line in (3, 5) for text in struck
    ]


def test_a_long_cell_merged_over_many_rows_is_refused_in_time(tmp_path: Path) -> None:
    begun = cell(paragraph(run("dài " * 50_000)), '<w:vMerge w:val="restart"/>')
    going_on = cell(paragraph(), "<w:vMerge/>")
    rows = [row(words(str(n)), going_on) for n in range(2, 2000)]
    with pytest.raises(UnreadableDecision, match=r"decision\.docx has .* 20,000,000 .*; "):
        read(tmp_path, body(table(row(words("1"), begun), *rows)))


def test_footnotes_stand_after_the_table_and_are_not_glued_to_words(tmp_path: Path) -> None:
    document = docx.Document()
    place = document.add_table(1, 1).rows[0].cells[0]
    place.text = "Mức độ ưu tiên"
    refer(place, 1)
    document.add_paragraph("Hết")
    add_footnotes(document, ["Cao hoặc thấp."])
    found = read(tmp_path, document)
    assert cells_of(found) == [("Mức độ ưu tiên",)]
    assert [line.text for line in found.lines] == ["[1] Cao hoặc thấp.", "Hết"]


def test_text_boxes_are_running_lines_once(tmp_path: Path) -> None:
    """Word writes a text box twice, the second time for programs of long ago."""
    box = f"<w:txbxContent>{paragraph(run('Số: 12/QĐ-UBND'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = read(tmp_path, body(paragraph(run("trước"), f"<w:r>{both}</w:r>")))
    assert [line.text for line in document.lines] == ["trước", "Số: 12/QĐ-UBND"]


def test_tables_stay_apart_and_in_order(tmp_path: Path) -> None:
    xml = table(row(words("a"))) + paragraph(run("giữa")) + table(row(words("b")))
    source = source_of(tmp_path, saved(body(xml)))
    assert [found.rows[0].cells for found in source.document.tables] == [("a",), ("b",)]
    assert source.kept["decision.txt"].decode() == "| a |\n\ngiữa\n\n| b |\n"


def test_a_thousand_rows_tell_their_progress(tmp_path: Path) -> None:
    xml = table(*(row(words(str(n)), *[words("Việc")] * 6) for n in range(1000)))
    path = tmp_path / "decision.docx"
    path.write_bytes(saved(body(xml)))
    calls: list[tuple[int, int]] = []
    source = read_source(path, lambda done, total: calls.append((done, total)))
    assert len(source.document.tables[0].rows) == 1000
    assert len(calls) >= 1000
    assert calls == sorted(calls)
    assert calls[-1] == (1000, 1000)
