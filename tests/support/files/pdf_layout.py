"""Lays a decision out as a PDF: wrapped lines, a ruled table over pages that tear its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from textwrap import wrap

from tests.support.files.decisions import Rows
from tests.support.files.pdf_pages import EM_SHARE, PdfPage, pdf_of, width_of

LANDSCAPE = (842.0, 595.0)
LEFT, RIGHT, TOP, BOTTOM = 40.0, 802.0, 60.0, 545.0
SIZE, PITCH, INDENT = 10.0, 12.0, 28.0


@dataclass
class PdfLayout:
    """Draws from the top of a page to its bottom, and goes on on the next one."""

    head: str = ""
    numbered: bool = True
    pages: list[PdfPage] = field(default_factory=list)
    y: float = BOTTOM

    def content(self) -> bytes:
        return pdf_of(self.pages)

    @property
    def page(self) -> PdfPage:
        return self.pages[-1]

    def turn(self) -> None:
        self.pages.append(PdfPage(LANDSCAPE))
        self.y = TOP
        if self.head:
            self.page.write(LEFT, 25, self.head)
        if self.numbered:
            self.page.write(420, 40, str(len(self.pages)))

    def paragraph(self, text: str) -> None:
        """Like people's: the first line indented, every line as full as it can be."""
        letters = int((RIGHT - LEFT) / (EM_SHARE * SIZE))
        for line in wrap(" " * int(INDENT / width_of(" ")) + text, letters):
            if self.y + PITCH > BOTTOM:
                self.turn()
            shown = line.lstrip()
            self.page.write(LEFT + width_of(line) - width_of(shown), self.y + SIZE, shown)
            self.y += PITCH
        self.y += PITCH / 2

    def table(self, widths: Sequence[float], header: Sequence[str], rows: Rows) -> None:
        edges = [LEFT]
        for width in widths:
            edges.append(edges[-1] + width)
        for n, row in enumerate([header, *rows]):
            cells = list(_wrapped(row, widths))
            while cells:
                fitting = int((BOTTOM - self.y) / PITCH)
                if fitting < 1:
                    self.turn()
                    if n:
                        self._row(edges, list(_wrapped(header, widths)))
                    continue
                self._row(edges, [cell[:fitting] for cell in cells])
                cells = [cell[fitting:] for cell in cells]
                cells = cells if any(cells) else []
        self.y += PITCH

    def _row(self, edges: Sequence[float], cells: Sequence[Sequence[str]]) -> None:
        bottom = self.y + PITCH * max(map(len, cells)) + 2
        for left, right, lines in zip_longest(edges[:-1], edges[1:], cells, fillvalue=()):
            assert not isinstance(left, tuple)
            assert not isinstance(right, tuple)
            self.page.box(left, self.y, right, bottom)
            for number, line in enumerate(lines):
                self.page.write(left + 2, self.y + PITCH * number + SIZE, line)
        self.y = bottom


def _wrapped(row: Sequence[str], widths: Sequence[float]) -> Iterator[list[str]]:
    for width, text in zip_longest(widths, row[: len(widths)], fillvalue=""):
        assert not isinstance(width, str)
        yield wrap(text, int((width - 4) / (EM_SHARE * SIZE)), break_on_hyphens=False)
