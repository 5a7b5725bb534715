"""The file of a roster as a grid of cells: CSV as Excel saves it, or an Excel workbook."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

from storage import lazy
from storage.importing.document import UnreadableDecision
from storage.importing.files.listing import one_line
from storage.importing.files.text.encodings import decode
from storage.importing.files.unsupported import is_pdf, refuse_foreign
from storage.importing.files.zip_safety import checked_archive

Line = tuple[int, list[str]]  # its number in the file, its cells
DELIMITERS = ",;\t"  # an Excel that writes 0,5 puts ";" between cells
MOST_CELLS = 200_000


class UnreadableSheet(ValueError):
    """The file is no sheet that can be read; the text says what was seen and what to do."""


def read_lines(path: Path, fits: Callable[[Sequence[str]], int]) -> list[Line]:
    """Every line with something in it; `fits` tells how many headers of ours a row names."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSheet(
            lazy("{path} cannot be read: {why}", path=path, why=error.strerror)
        ) from error
    try:
        refuse_foreign(data, path.name)
        if is_pdf(data):
            raise UnreadableSheet(
                lazy(
                    "{name} is a PDF; ask for the workbook it was made from, and give that",
                    name=path.name,
                )
            )
        if data.startswith(b"PK"):
            lines = list(_workbook(checked_archive(data, path.name), path))
        else:
            lines = _text(decode(data, path.name), path, fits)
    except UnreadableDecision as error:
        raise UnreadableSheet(*error.args) from error
    return [(number, cells) for number, cells in lines if any(cells)]


def _text(text: str, path: Path, fits: Callable[[Sequence[str]], int]) -> list[Line]:
    """Separated by whichever sign makes the most headers of the first lines."""
    head = "\n".join(text.splitlines()[:10])
    rows = {sign: csv.reader(StringIO(head), delimiter=sign) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: max(map(fits, rows[sign]), default=0))
    reader = csv.reader(StringIO(text), delimiter=best, strict=True)
    try:
        # The number of a row's last line: a cell may hold line breaks
        return [(reader.line_num, [one_line(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise UnreadableSheet(
            lazy(
                "{path}, line {line} is no CSV: {why}; check its quotation marks",
                path=path,
                line=reader.line_num,
                why=str(error),
            )
        ) from error


def _too_large(path: Path) -> UnreadableSheet:
    return UnreadableSheet(
        lazy("{path} has more than {most:,} cells; no roster has", path=path, most=MOST_CELLS)
    )


def _workbook(archive: ZipFile, path: Path) -> Iterator[Line]:
    """The first sheet that is shown, its values as a person sees them."""
    from openpyxl import load_workbook  # large, and seldom needed

    from storage.importing.files.excel.number_format import shown

    assert archive.fp is not None
    try:
        book = load_workbook(archive.fp, read_only=True, data_only=True)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number * len(row) > MOST_CELLS:
                raise _too_large(path)
            cells = [one_line(shown(one.value, one.number_format or "General")) for one in row]
            yield number, cells
    except (KeyError, ValueError, StopIteration, AttributeError, TypeError, OSError) as error:
        if isinstance(error, UnreadableSheet):  # a ValueError, too
            raise
        raise UnreadableSheet(
            lazy(
                "{path} is no workbook that can be read; open it in Excel and save it as CSV UTF-8",
                path=path,
            )
        ) from error
