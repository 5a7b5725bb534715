"""A tiny writer of PDF: words at places and ruled lines, with Vietnamese letters and no font file.

Whoever shows such a file takes a font of its own; what is read from it is exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

A4 = (595, 842)
EM_SHARE = 0.5  # every letter is half as wide as it is high
_DESCENT = 0.2
_ENCRYPTED = (
    f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'12' * 32}> /U <{'34' * 32}> >>"  # no key fits it
)


@dataclass
class PdfPage:
    """Places are counted from the top left corner, in points; `y` is where letters stand."""

    size: tuple[float, float] = A4
    operators: list[str] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)
    picture: bool = False

    def write(self, x: float, y: float, text: str, size: float = 10) -> None:
        self.letters |= set(text)
        codes = "".join(f"{ord(letter):04X}" for letter in text)
        self.operators.append(
            f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {self.size[1] - y:.2f} Tm <{codes}> Tj ET"
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        height = self.size[1]
        self.operators.append(f"{x0:.2f} {height - y0:.2f} m {x1:.2f} {height - y1:.2f} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.rule(*ends)


def width_of(text: str, size: float = 10) -> float:
    return len(text) * EM_SHARE * size


def pdf_of(pages: Sequence[PdfPage], encrypted: bool = False) -> bytes:
    letters = sorted(set().union(*(page.letters for page in pages)))
    kids = " ".join(f"{8 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /FontDescriptor 5 0 R "
        f"/DW {EM_SHARE * 1000:.0f} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 1000 800] "
        f"/ItalicAngle 0 /Ascent 800 /Descent {-_DESCENT * 1000:.0f} /CapHeight 700 /StemV 80 >>",
        _stream(_to_unicode(letters)),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream",
    ]
    for number, page in enumerate(pages):
        width, height = page.size
        drawn = [f"q {width} 0 0 {height} 0 0 cm /Im1 Do Q"] * page.picture
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents "
            f"{9 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 7 0 R >> "
            ">> >>"
        )
        objects.append(_stream("\n".join([*drawn, *page.operators])))
    return _file(objects, encrypted)


def _file(objects: Sequence[str], encrypted: bool) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    trailer = f"/Size {len(objects) + 1} /Root 1 0 R /ID [<01> <01>]"
    trailer += f" /Encrypt {_ENCRYPTED}" if encrypted else ""
    out += f"trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _to_unicode(letters: Iterable[str]) -> str:
    pairs = [f"<{ord(one):04X}> <{ord(one):04X}>" for one in letters]
    blocks = (pairs[at : at + 100] for at in range(0, len(pairs), 100))
    maps = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def "
        "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{maps}\nendcmap end end"
    )
