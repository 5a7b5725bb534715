"""What people typed, as Word and Excel can keep it: every word, no letter that breaks a file."""

import re
from collections.abc import Iterator

# XML 1.0 has no room for these; some of them part lines
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile("[\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def kept(text: str) -> str:
    """The words as they are, with plain line ends, without letters that no file may hold."""
    return _UNFIT.sub("", _LINE_ENDS.sub("\n", text))


def pieces(text: str, width: int, lines: int) -> Iterator[str]:
    """Parts that take so many lines of `width` letters at most; no word is cut that fits."""
    if len(text) <= width or height_of(text, width) <= lines:
        yield text
        return
    part, place = "", _TOP
    for word in _words(text, width * lines):
        after = _placed(word.rstrip(), place, width)
        if part.strip() and after[0] > lines:
            yield part.rstrip()
            part, after = "", _placed(word.rstrip(), _TOP, width)
        part += word
        place = _placed(word[len(word.rstrip()) :], after, width)
    yield part.rstrip()


def height_of(text: str, width: int) -> int:
    """In lines of so many letters, parted between words."""
    return _placed(text.rstrip(" "), _TOP, width)[0]


_TOP = (1, 0)  # the line, and how many letters stand in it
_CHUNK = re.compile(r"\n|[^\S\n]+|\S+")


def _placed(text: str, place: tuple[int, int], width: int) -> tuple[int, int]:
    """Where a text ends that begins at a place; white space may stand beyond the end of a line."""
    line, column = place
    for chunk in _CHUNK.findall(text):
        if chunk == "\n":
            line, column = line + 1, 0
        elif chunk.isspace():
            column += len(chunk)
        else:
            if column and column + len(chunk) > width:
                line, column = line + 1, 0
            full, column = divmod(column + len(chunk) - 1, width)
            line, column = line + full, column + 1
    return line, column


def _words(text: str, longest: int) -> Iterator[str]:
    """Each with the white space behind it."""
    for found in re.finditer(r"\s*\S+\s*|\s+", text):
        word = found[0]
        yield from (word[at : at + longest] for at in range(0, len(word), longest))
