"""What people typed, as Word and Excel can keep it: every word, no letter that breaks a file."""

import re
from collections.abc import Iterator
from textwrap import wrap

# XML 1.0 has no room for these; some of them part lines
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile("[\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def kept(text: str) -> str:
    """The words as they are, with plain line ends, without letters that no file may hold."""
    return _UNFIT.sub("", _LINE_ENDS.sub("\n", text))


def pieces(text: str, width: int, lines: int) -> Iterator[str]:
    """Parts that take so many lines of `width` letters at most; no word is cut that fits."""
    if height_of(text, width) <= lines:
        yield text
        return
    part = ""
    for word in _words(text, width * lines):
        longer = part + word
        if part and height_of(longer, width) > lines:
            yield part.rstrip()
            longer = word
        part = longer
    yield part.rstrip()


def height_of(text: str, width: int) -> int:
    """In lines of so many letters, parted between words."""
    return sum(
        1 if len(line) <= width else len(wrap(line, width, break_on_hyphens=False)) or 1
        for line in text.split("\n")
    )


def _words(text: str, longest: int) -> Iterator[str]:
    """Each with the white space behind it."""
    for found in re.finditer(r"\s*\S+\s*|\s+", text):
        word = found[0]
        yield from (word[at : at + longest] for at in range(0, len(word), longest))
