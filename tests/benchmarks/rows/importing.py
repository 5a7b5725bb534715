"""A decision of a thousand rows read into a plan, beside the bare reading of the same file."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from storage.importing.decision import read_decision
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, alone, compared
from tests.support.files.decisions import docx_of, text_of, xlsx_of

ROW = "importing"
ROWS = 1000
HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH MẪU SƠN",
    "Số: 77/QĐ-UBND",
    "Mẫu Sơn, ngày 6 tháng 3 năm 2025",
    "Các sở, ngành tỉnh báo cáo kết quả trước ngày 20 tháng 11 hằng năm.",
)
HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
TASK = ("Tổ chức tuần lễ xanh", "Sở Nội vụ", "Các sở, ngành tỉnh", "2025 - 2028", "Báo cáo")
SECONDS = 10.0  # for the rounds of one format


def measure(bench: Bench) -> Iterator[Line]:
    rows = [(str(number), *TASK) for number in range(1, ROWS + 1)]
    what = f"{ROWS:,} rows"
    for suffix, written, peer, seconds in (
        ("txt", text_of, None, 2),
        ("xlsx", xlsx_of, (_openpyxl, "openpyxl, every cell read"), 2),
        ("docx", docx_of, (_python_docx, "python-docx, every cell's text read"), 2),
    ):
        path = bench.folder / f"decision.{suffix}"
        path.write_bytes(written(HEAD, HEADER, rows))
        goal = Goal(f"≤ {seconds} s", seconds)
        ours, theirs = _in_turns(bench, path, peer[0] if peer else None)
        given = (ROW, f"{what} of .{suffix}", "s of CPU", ours)
        yield compared(*given, peer[1], theirs, goal) if peer else alone(*given, goal)


def _in_turns(
    bench: Bench, path: Path, peer: Callable[[Path], object] | None
) -> tuple[list[float], list[float]]:
    ours, theirs = list[float](), list[float]()
    for _ in bench.rounds(SECONDS):
        ours.append(_seconds(_imported, path))
        if peer is not None:
            theirs.append(_seconds(peer, path))
    return ours, theirs


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    begun = time.process_time()
    work(path)
    return time.process_time() - begun


def _imported(path: Path) -> None:
    assert len(read_decision(path).folder.items) == ROWS


def _openpyxl(path: Path) -> list[object]:
    import openpyxl

    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [value for row in sheet.iter_rows(values_only=True) for value in row]


def _python_docx(path: Path) -> list[str]:
    import docx

    table = docx.Document(str(path)).tables[0]
    return [cell.text for row in table.rows for cell in row.cells]
