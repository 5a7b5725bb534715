"""Spells out "Các sở: Nội vụ, Tài chính" and "UBND các xã A, B": one name for each of them."""

import re

from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.agencies.words import words_of

_CAPITAL = "[A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1F00)))) + "]"
_NAME = rf"{_CAPITAL}[^\W\d_]*(?:\s+(?:{_CAPITAL}[^\W\d_]*|\d+))*"
# Each is a name to its last word: of "Công an tỉnh" only "Công" has a capital
_COMMUNES = re.compile(
    r"(?P<office>UBND|Ủy ban nhân dân) các (?P<kind>xã|phường|đặc khu):?\s+"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?!UBND|HĐND|VNPT|Viettel){_NAME})+)"
    r"(?=\s*(?:[;,.)]|$|và\b))"
)
_LIST = re.compile(r"(?:các|những)\s+(sở|bộ)\s*:?\s+(?=[^\W\d_])", re.I)


def spelled_out(cell: str, vocabulary: Vocabulary) -> str:
    """The cell with "Sở" before each of the names that one "các sở" stands for."""
    cell = _COMMUNES.sub(_each_commune, cell)
    match = _LIST.search(cell)
    if match is None or not cell[match.end()].isupper():
        return cell
    kind, listed = match[1].capitalize(), cell[match.end() :]
    names, end = _names(kind, listed, vocabulary)
    return f"{cell[: match.start()]}{', '.join(names)}{listed[end:]}" if names else cell


def _each_commune(match: re.Match[str]) -> str:
    names = re.split(r"\s*,\s*(?:và\s+)?|\s+và\s+", match["names"])
    return ", ".join(f"{match['office']} {match['kind']} {name}" for name in names)


def _names(kind: str, listed: str, vocabulary: Vocabulary) -> tuple[list[str], int]:
    """The names that go on without a semicolon, and where they end."""
    words = words_of(listed)
    names: list[str] = []
    at = end = 0
    while at < len(words) and ";" not in listed[end : words[at].start]:
        folded = [*words_of(kind), *words[at:]]
        found = vocabulary.longest_at([word.folded for word in folded], 0)
        if found is None or found[1] < 2:
            break
        at += found[1] - 1
        names.append(f"{kind} {listed[words[at - found[1] + 1].start : words[at - 1].end]}")
        end = words[at - 1].end
    return names, end
