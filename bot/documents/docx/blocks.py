"""What a document is put together from: headings, paragraphs of runs, tables (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a run looks; the value names the character style of the template, if it has one."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    SOURCE = "Nguồn"
    GAP = "Chưa có báo cáo"  # nobody answered: it stays to be seen


class Style(StrEnum):
    """Of paragraphs: the styles of the template by their names."""

    BODY = "Nội dung"
    SECTION = "Mục lớn"
    SUBSECTION = "Mục nhỏ"
    APPENDIX = "Tên phụ lục"
    CELL = "Bảng"


@dataclass(frozen=True)
class Run:
    text: str
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Paragraph:
    runs: Sequence[Run]
    style: Style = Style.BODY


@dataclass(frozen=True)
class Table:
    """`columns`: heading and width in millimetres; a row has a text for each."""

    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


Block = Paragraph | Table


def paragraph(text: str, style: Style = Style.BODY) -> Paragraph:
    return Paragraph((Run(text),), style)
