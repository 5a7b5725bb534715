"""Of each letter only what is looked at: the same as pdfplumber tells of it."""

from io import BytesIO

import pdfplumber

from storage.importing.files.pdf.letters_only import letters_only
from tests.support.files.pdf_layout import PdfLayout


def test_each_letter_stands_where_pdfplumber_puts_it() -> None:
    layout = PdfLayout()
    layout.paragraph("Quyết định ban hành kế hoạch")
    layout.table((45, 190), ("STT", "Nhiệm vụ"), [("1", "Trồng cây")])
    content = layout.content()
    with pdfplumber.open(BytesIO(content)) as whole, pdfplumber.open(BytesIO(content)) as quick:
        (page,), (other,) = whole.pages, quick.pages
        found = letters_only(other).chars
        assert found == [{name: one[name] for name in found[0]} for one in page.chars]
        assert len(found) > 20
        assert other.edges == page.edges
