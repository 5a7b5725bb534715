"""The same plan as text, as a Word document and as a workbook gives the same items."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from storage.importing.decision import read_decision
from storage.importing.files.reader import read_source
from storage.importing.folder.model import ItemEntry
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.grids.columns import Column
from tests.support.files.decisions import Layout, Rows, docx_of, text_of, xlsx_of
from tests.support.paths import DATA

TITLES = {
    Column.CODE: "STT",
    Column.TITLE: "Nhiệm vụ, hoạt động cụ thể",
    Column.LEAD: "Cơ quan chủ trì",
    Column.COORDINATING: "Cơ quan phối hợp",
    Column.TIMEFRAME: "Thời gian thực hiện",
    Column.FUNDING: "Nguồn lực tài chính3",
    Column.PRODUCT: "Sản phẩm",
}
BUILDERS = {"txt": text_of, "docx": docx_of, "xlsx": xlsx_of}


@pytest.fixture(scope="module", params=["ben-tre", "thanh-hoa"])
def printed(request: pytest.FixtureRequest) -> tuple[list[str], Rows, list[ItemEntry]]:
    """Lines of text, rows in the order of TITLES, and the items that ship."""
    path = DATA / str(request.param) / "decision.txt"
    document = read_source(path).document
    letterhead = [" ".join(row.cells) for row in document.tables[0].rows[:2]]
    rows = [
        [grid.text(row, column) for column in TITLES]
        for grid in sort_tables(document).tasks
        for row in grid.rows
    ]
    lines = [*letterhead, *(line.text for line in document.lines)]
    return lines, rows, _items(path)


@pytest.mark.parametrize("suffix", ["txt", "docx", "xlsx"])
@pytest.mark.parametrize(
    ("layout", "arranged"),
    [
        pytest.param(Layout(), list, id="plain"),
        pytest.param(
            Layout(two_tier={"Phân công trách nhiệm": (2, 4)}, repeat_header_every=20),
            list,
            id="two-tiers-repeated",
        ),
        pytest.param(
            Layout(two_tier={"Phân công": (2, 4)}, merged_headings=True),
            lambda rows: [_merged(row) for row in rows],
            id="merged-headings",
        ),
    ],
)
def test_the_format_makes_no_difference(
    printed: tuple[list[str], Rows, list[ItemEntry]],
    tmp_path: Path,
    suffix: str,
    layout: Layout,
    arranged: Callable[[Rows], Rows],
) -> None:
    lines, rows, items = printed
    path = tmp_path / f"decision.{suffix}"
    path.write_bytes(BUILDERS[suffix](lines, list(TITLES.values()), arranged(rows), layout))
    assert _items(path) == items


def _items(path: Path) -> list[ItemEntry]:
    return [replace(item, source_line=None) for item in read_decision(path).folder.items]


def _merged(row: Sequence[str]) -> Sequence[str]:
    """A heading's code and title in one cell, as over all columns of a page."""
    return [f"{row[0]}. {row[1]}"] if not any(row[2:]) else row
