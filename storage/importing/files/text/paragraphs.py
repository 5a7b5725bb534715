"""Joins running text that was wrapped in mid sentence into paragraphs."""

import re
from collections.abc import Iterable

from storage.importing.document import Line

# "- 2030" after "giai đoạn 2021" is the rest of a range and no bullet.
_BEGINS = re.compile(
    r"[-–+•*]\s+\D|[-–+•*]$|\d{1,2}(\.\d{1,2})*\.(\s|$)|[a-zđ]\)\s|[IVXLC]+\.(\s|$)"
    r"|\[\d+\]|Điều \d+|Căn cứ |Theo đề nghị |Nơi nhận"
)
_MARK_ALONE = re.compile(r"(Điều \d+|\d{1,2}(\.\d{1,2})*|[IVXLC]+)\.|[-–+•*]|[a-zđ]\)")
_SENTENCE_ENDS = re.compile(r"[.:!?…][”\")]*$")
_SENTENCE_BEGINS = re.compile(r"[(“\"]?[^\W\d_a-zà-ỹđ]")


def begins_paragraph(text: str) -> bool:
    """A bullet, a number, a letter, an article or another formula stands at its start."""
    return bool(_BEGINS.match(text))


def paragraphs(lines: Iterable[Line]) -> list[Line]:
    """One Line a paragraph, numbered where it begins; blank lines separate."""
    joined: list[list[Line]] = []
    last = ""  # the printed line before, which tells more than the paragraph it went into
    for line in lines:
        if line.text and last and not _parted(last, line.text):
            joined[-1].append(line)
        elif line.text:
            joined.append([line])
        last = line.text
    return [Line(parts[0].number, " ".join(part.text for part in parts)) for parts in joined]


def _parted(before: str, after: str) -> bool:
    if _MARK_ALONE.fullmatch(before):
        return False
    if begins_paragraph(after):
        return True
    if in_capitals(before) or in_capitals(after):
        return in_capitals(before) != in_capitals(after)
    return bool(_SENTENCE_ENDS.search(before) and _SENTENCE_BEGINS.match(after))


def in_capitals(text: str) -> bool:
    """A line of a heading; an abbreviation or a numeral alone is none."""
    return text.isupper() and len(re.findall(r"[^\W\d_]{2,}", text)) > 1
