"""Numbers of indicators that stay apart where a table, or a heading in it, begins again at 1."""

import re
from dataclasses import dataclass, field

from storage.importing.numerals import value_of
from storage.importing.tables.codes.hierarchy import LETTERS

NUMERAL = re.compile(r"[IVXLC]+")

Place = tuple[str, int]  # group and number: ("5", 2) is 5.2


@dataclass
class Numbers:
    """`heading` is the numeral of the last heading, `table` what tells the table from others."""

    heading: str = ""
    table: str = ""
    _taken: set[Place] = field(default_factory=set)
    _above: str = ""  # the last printed number, under which letters and bullets stand

    def begin(self, table: str) -> None:
        self.table, self.heading, self._above = table, "", ""

    def next(self, printed: str) -> Place:
        """The place of a row by its code; a row without one stands under the row above."""
        group, number = self._read(printed)
        paths = ("", self.heading, self.table, f"{self.table}.{self.heading}")
        for above in paths:
            path = ".".join(filter(None, (above.strip("."), group)))
            if (path, number) not in self._taken:
                break
        while (path, number) in self._taken:
            number += 1
        self._taken.add((path, number))
        if _is_number(printed) or NUMERAL.fullmatch(printed):
            self._above = f"{path}.{number}".lstrip(".")
        return path, number

    def _read(self, printed: str) -> Place:
        if _is_number(printed):
            group, _, last = printed.rpartition(".")
            return group, int(last)
        if NUMERAL.fullmatch(printed):
            return "", value_of(printed)
        is_letter = len(printed) == 1 and printed in LETTERS
        return self._above, LETTERS.index(printed) + 1 if is_letter else 1


def _is_number(printed: str) -> bool:
    return printed.rpartition(".")[2].isdecimal()
