"""Blocks as WordprocessingML: thousands of them at once, not object by object."""

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from bot.documents.contents.office_text import kept
from bot.documents.docx.blocks import Block, Look, Paragraph, Run, Style, Table

TWENTIETHS = 56.7  # of a point, in a millimetre
# A table would else stand close under what is above it
_SIX_POINTS = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
_ABOVE = f"<w:p><w:pPr>{_SIX_POINTS}</w:pPr></w:p>"
_CENTRED = '<w:jc w:val="center"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES
)


def markup(blocks: Iterable[Block], styles: Mapping[str, str]) -> str:
    """As they stand in a document. `styles`: of the template, from name to identifier."""
    return "".join(
        _table(block, styles) if isinstance(block, Table) else _paragraph(block, styles)
        for block in blocks
    )


def _paragraph(one: Paragraph, styles: Mapping[str, str], more: str = "") -> str:
    named = styles.get(one.style)
    style = f'<w:pStyle w:val="{escape(named)}"/>' if named else ""
    runs = "".join(_run(run, styles) for run in one.runs)
    return f"<w:p><w:pPr>{style}{more}</w:pPr>{runs}</w:p>"


def _run(run: Run, styles: Mapping[str, str]) -> str:
    match run.look:
        case Look.PLAIN:
            look = ""
        case Look.BOLD | Look.ITALIC:
            look = f"<w:{run.look}/>"
        case _:
            named = styles.get(run.look)
            look = f'<w:rStyle w:val="{escape(named)}"/>' if named else "<w:i/>"
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{''.join(_lines(run.text))}</w:r>"


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(kept(text).split("\n")):
        if number:
            yield "<w:br/>"
        for at, part in enumerate(line.split("\t")):
            if at:
                yield "<w:tab/>"
            yield f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def _table(table: Table, styles: Mapping[str, str]) -> str:
    """The head comes again on every page; a row is parted between pages only where it must be."""
    widths = [round(width * TWENTIETHS) for _, width in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = [Run(heading, Look.BOLD) for heading, _ in table.columns]
    rows = [_row(head, widths, styles, "<w:tblHeader/>", _CENTRED)]
    rows += [_row(map(Run, row), widths, styles, "", "") for row in table.rows]
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
    )
    whole = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}"
    return f"{_ABOVE}{whole}</w:tbl>{_paragraph(Paragraph(()), styles)}"


def _row(
    cells: Iterable[Run], widths: Iterable[int], styles: Mapping[str, str], row: str, cell: str
) -> str:
    properties = f"<w:trPr><w:cantSplit/>{row}</w:trPr>"
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(Paragraph((run,), Style.CELL), styles, cell or _place(run))}</w:tc>"
        for run, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{inside}</w:tr>"


def _place(run: Run) -> str:
    """Numbers stand in the middle of their cell."""
    return _CENTRED if run.text.strip("+-").replace(",", "").isdecimal() else ""
