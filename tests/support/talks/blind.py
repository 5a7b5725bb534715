"""Reads blind.tsv: replies that were labelled before anybody tried how they are read.

Columns: how it was typed ("status" to a question on one task, "line" on many tasks, "list" behind
a list of tasks, by code, as in tests/bot/dialogs/tasks/test_lines_on_a_list.py, "value UNIT" of an
indicator); the text and the right readings as in phrases.tsv, of one task by the number 1; and
"exact" where exactly the first of them is read today, which is to stay so. "-": to be asked.
Left out: what is read by the talk around it ("ok", "-5%"), and readings that are a matter of taste.
"""

from dataclasses import dataclass
from pathlib import Path

from tests.support.talks.labelled import Said, entries_of, said

_FILE = Path(__file__).parent / "blind.tsv"


@dataclass(frozen=True)
class Blind:
    how: str
    text: str
    right: tuple[str, ...]  # the readings, as written; the first is the best
    is_exact: bool

    @property
    def readings(self) -> list[Said]:
        return [said(entries_of(one)) for one in self.right]


def blind(how: str) -> list[Blind]:
    lines = _FILE.read_text("utf-8").splitlines()[1:]
    rows = [_row(*line.split("\t")) for line in lines]
    return [row for row in rows if row.how.split()[0] == how]


def _row(how: str, text: str, read: str, also: str, exact: str) -> Blind:
    others = also.split(" / ") if also else []
    written = text.replace("\\n", "\n").replace("\\t", "\t")
    return Blind(how, written, (read, *others), bool(exact))
