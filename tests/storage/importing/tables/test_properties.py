"""Whatever a decision looks like, no row with a code and a lead is lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.decision import read_plan
from storage.importing.document import Document, Line, Row, Table, UnreadableDecision
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.validation import check
from storage.importing.numerals import numeral
from storage.importing.tables.codes.printed import normal_code
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.items import Tasks, read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod
from tests.support.examples import examples
from tests.support.paths import DATA

BEN_TRE = DATA / "ben-tre" / "decision.txt"
VOCABULARY = vocabulary_of("Bến Tre")
STEADY = settings(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.too_slow],
)

SYNONYMS = {
    Column.CODE: ("STT", "TT", "Số TT", "Mã"),
    Column.TITLE: ("Nhiệm vụ", "Nội dung", "Nội dung công việc", "Nhiệm vụ, giải pháp"),
    Column.LEAD: ("Chủ trì", "Cơ quan chủ trì", "Cơ quan, đơn vị thực hiện"),
    Column.COORDINATING: ("Phối hợp", "Cơ quan phối hợp"),
    Column.TIMEFRAME: ("Thời gian", "Thời hạn", "Tiến độ", "Hạn hoàn thành"),
    Column.PRODUCT: ("Sản phẩm", "Kết quả", "Đầu ra"),
    None: (
        *("Căn cứ", "Phân loại", "Ghi chú", "Lãnh đạo phụ trách", "Cơ quan theo dõi"),
        *("Nhóm nhiệm vụ", "Tiêu chí", "Cấp trình"),
    ),
}
CODES = (
    *("1", "2.", "3)", "(4)", "1.1", "1.1.", "1.1.2", "12.3", "7", "a)", "đ)", "e.", "I", "II."),
    *("IX", "A", "B", "Nhiệm vụ 5", "x-7", "-", "*", "0", "I.2", "A.1"),
)
WORDS = (
    *("trồng", "cây", "nhiệm vụ", "kết quả", "Sở", "và", "(đợt 1)", "(", ")", "nước,", "2030"),
    *("- Ươm", "1.", "“Xanh”", "chủ trì;", "phối hợp", "đ", "Rừng"),
)
OFFICES = (
    *("Sở Y tế", "các sở, ban, ngành tỉnh", "UBND các huyện, thành phố", "Sở Mây và Gió"),
    *("mọi người", "Sở Xây dựng; Hội Nông dân", "Ban (A)", "Đài, Báo và", "-", "1", "sở y tế,"),
)
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
tasks = st.fixed_dictionaries(
    {
        Column.CODE: st.sampled_from(CODES),
        Column.TITLE: titles,
        Column.LEAD: st.sampled_from(OFFICES[:-3]),
        Column.COORDINATING: st.sampled_from(("", *OFFICES)),
        Column.TIMEFRAME: st.sampled_from(("", "2024", "2023 - 2030", "Quý I/2026", "khi rảnh")),
        Column.PRODUCT: st.sampled_from(("", "Báo cáo", "kế hoạch (", "Văn bản,")),
        None: st.sampled_from(("", "Nghị quyết")),
    }
)
loose = st.fixed_dictionaries({Column.TITLE: titles, Column.PRODUCT: st.sampled_from(("", "x)"))})
between = st.sampled_from(("", "", "", "header", "numbers", "text", "text and header"))
lists = st.lists(st.tuples(tasks | loose, between), min_size=1, max_size=9)


@st.composite
def headers(draw: st.DrawFn) -> list[tuple[Column | None, str]]:
    columns = draw(st.permutations(list(SYNONYMS)))
    return [(column, draw(st.sampled_from(SYNONYMS[column]))) for column in columns]


OFFICE_ALONE = {  # "Sở" and "Văn bản" may title columns, too
    Column.CODE: "1",
    Column.TITLE: "Sở",
    Column.LEAD: "Sở Y tế",
    Column.COORDINATING: "",
    Column.TIMEFRAME: "",
    Column.PRODUCT: "Văn bản,",
    None: "",
}


@STEADY
@given(header=headers(), rows=lists, aligned=st.booleans())
@example(
    header=[(column, names[0]) for column, names in SYNONYMS.items()],
    rows=[(OFFICE_ALONE, ""), (OFFICE_ALONE | {Column.CODE: "Nhiệm vụ 5"}, "")],
    aligned=False,
)
def test_every_row_with_a_code_and_a_lead_is_an_item(
    header: list[tuple[Column | None, str]],
    rows: list[tuple[dict[Column | None, str], str]],
    aligned: bool,
) -> None:
    document = _document(header, rows, aligned)
    printed = [row for row, _ in rows if row.get(Column.LEAD)]
    if not printed:
        return
    found = _tasks(document)
    items = [item for item in found.items if item.lead_raw]
    assert [item.lead_raw for item in items] == [row[Column.LEAD] for row in printed]
    for item, row in zip(items, printed, strict=True):
        assert item.title_raw.startswith(row[Column.TITLE])
        assert item.coordinating_raw.startswith(row[Column.COORDINATING])
        assert item.timeframe_raw == row[Column.TIMEFRAME]
        assert item.leads or (item.code, "leads") in {(d.code, d.field) for d in found.doubts}
    assert len({item.code for item in found.items}) == len(found.items)
    unread = [cell for one in sort_tables(document).unread for row in one for cell in row.cells]
    _no_word_is_lost(found, rows, unread)


def _no_word_is_lost(
    found: Tasks,
    rows: Sequence[tuple[dict[Column | None, str], str]],
    unread: Sequence[str],
) -> None:
    kept = [*unread, *(doubt.seen for doubt in found.doubts)]
    for item in found.items:
        kept += [item.title_raw, item.product_raw, item.lead_raw, item.notes]
    text = "\n".join(kept)
    for row, _ in rows:
        for column in (Column.TITLE, Column.PRODUCT, None):
            assert row.get(column, "") in text


def _document(
    header: Sequence[tuple[Column | None, str]],
    rows: Sequence[tuple[dict[Column | None, str], str]],
    aligned: bool,
) -> Document:
    """The rows as pasted text, or as tables of a Word document, with things between them."""
    titles = [title for _, title in header]
    numbers = [str(number) for number in range(1, len(header) + 1)]
    lines: list[list[str] | str] = [titles]
    for row, after in rows:
        lines.append([row.get(column, "") for column, _ in header])
        lines += ["Trang 3"] if "text" in after else []
        lines += [titles] if "header" in after else []
        lines += [numbers] if after == "numbers" else []
    if not aligned:
        pasted = [one if isinstance(one, str) else " | ".join(one) + " |" for one in lines]
        return read_text("\n".join(pasted))
    running: list[Line] = []
    tables: list[list[Row]] = [[]]
    for number, one in enumerate(lines, 1):
        if isinstance(one, str):
            running.append(Line(number, one))
            tables.append([])
        else:
            filled = max(index for index, cell in enumerate(one, 1) if cell)
            tables[-1].append(Row(number, tuple(one[:filled])))
    return Document(tuple(running), tuple(Table(tuple(rows), aligned=True) for rows in tables))


def _tasks(document: Document) -> Tasks:
    grid = join_grids(sort_tables(document).tasks)
    return read_tasks(grid, AgencyBook(VOCABULARY), PlanPeriod(date(2024, 1, 1)))


NUMBERS = (("1", "2", "3"), ("I", "1", "2"), ("A", "1", "B", "2"), ("1", "1.1", "1.2"), ("2", "4"))
parts = st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=4)


@STEADY
@given(parts=parts, titled=st.booleans())
def test_no_appendix_takes_the_codes_of_another(parts: list[tuple[str, ...]], titled: bool) -> None:
    lines: list[str] = []
    for number, codes in enumerate(parts, 1):
        lines += [f"PHỤ LỤC {numeral(number)}", *([f"PHẦN {number}"] if titled else [])]
        lines.append("STT\tNhiệm vụ\tChủ trì\tThời gian")
        lines += [f"{code}\tViệc {number}.{code}\tSở Y tế\t2026" for code in codes]
    items = _tasks(read_text("\n".join(lines))).items
    led = [item.title for item in items if item.lead_raw]
    assert led == [f"Việc {n}.{code}" for n, codes in enumerate(parts, 1) for code in codes]
    found = [item.code for item in items]
    assert len(set(found)) == len(found)
    assert not any("~" in code for code in found)
    seen = {""}
    for item in items:
        assert item.parent in seen
        seen.add(item.code)


LINES = BEN_TRE.read_text(encoding="utf-8").split("\n")
# Head, rules, the beginning of each table: enough to break in every way, and quick to read.
SHORT = [*LINES[2:23], *LINES[104:112], *LINES[146:185], *LINES[435:441], *LINES[479:492]]
places = st.integers(min_value=0, max_value=len(SHORT) - 1)
changes = st.lists(
    st.tuples(
        st.sampled_from(("delete", "double", "swap", "insert", "cut", "join")),
        places,
        places,
        st.sampled_from(("|", " | ", "(", "- ", "x", "1 | a | b |", "II. ", "Sở ", "\n", "")),
    ),
    max_size=8,
)


@STEADY
@given(changes=changes)
def test_a_damaged_decision_is_read_or_refused_and_loses_no_row(
    changes: list[tuple[str, int, int, str]],
) -> None:
    document = read_text("\n".join(_damaged(changes)))
    try:
        folder = read_plan(document, "decision.txt")
    except UnreadableDecision:
        return
    head = replace(folder.head, coordinator=folder.agencies[0].name)  # it may be to be filled in
    check(replace(folder, head=head))
    _rows_are_kept(document, folder)


def _rows_are_kept(document: Document, folder: PlanFolder) -> None:
    """Each row of a task table is an item; each row of any other stands in the folder too."""
    tables = sort_tables(document)
    grid = join_grids(tables.tasks)
    leads = [item.lead_raw for item in folder.items]
    for row in grid.rows:
        if normal_code(grid.text(row, Column.CODE)):
            assert grid.text(row, Column.LEAD) in leads
    sorted_rows = [row.line for one in (*tables.tasks, *tables.indicators) for row in one.rows]
    sorted_rows += [row.line for one in tables.projects for row in one.rows]
    sorted_rows += [row.line for rows in tables.unread for row in rows]
    printed = [row for table in document.tables for row in table.rows]
    for row in printed:
        if len(row.cells) > 2 and normal_code(row.cells[0]).isdecimal():
            assert row.line in sorted_rows


def _damaged(changes: Sequence[tuple[str, int, int, str]]) -> list[str]:
    lines = list(SHORT)
    for kind, place, other, words in changes:
        at, to = place % len(lines), other % len(lines)
        middle = len(lines[at]) * other // len(SHORT)
        match kind:
            case "delete":
                lines[at : at + 1] = [] if len(lines) > 1 else [""]
            case "double":
                lines.insert(to, lines[at])
            case "swap":
                lines[at], lines[to] = lines[to], lines[at]
            case "insert":
                lines[at] = lines[at][:middle] + words + lines[at][middle:]
            case "cut":
                lines[at : at + 1] = [lines[at][:middle], lines[at][middle:]]
            case _:
                lines[at : at + 2] = [words.join(lines[at : at + 2])]
    return lines
