"""The time of every row of a task table, and what a person should confirm about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage import lazy
from storage.importing.document import Row
from storage.importing.folder.model import Doubt
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.cells import stands_for_above
from storage.importing.tables.tasks.rows import TaskRow
from storage.importing.tables.tasks.timeframes import PlanPeriod, Timeframe, read_timeframe

_ASK_EVERY_YEAR = lazy("ask every year until the years are known")


@dataclass(frozen=True)
class TaskTime:
    """`raw` is what is printed; `above` the words of the row above, where it stands for them."""

    raw: str
    time: Timeframe
    above: str = ""


def read_times(
    grid: Grid, rows: Sequence[TaskRow], period: PlanPeriod, headings: Mapping[int, str]
) -> list[TaskTime]:
    """`headings` gives the title above the time of the row that has this line."""
    times: list[TaskTime] = []
    last = ""
    for task in rows:
        begins, raw = _printed(grid, task.row)
        as_above = stands_for_above(raw)
        last = raw if raw and not as_above else last
        heading = headings.get(task.row.line, "")
        time = read_timeframe(last if as_above else raw, period, begins, heading)
        if as_above and not last:
            time = Timeframe(read=False)
        printed = " - ".join(dict.fromkeys(filter(None, (begins, raw))))
        times.append(TaskTime(printed, time, last if as_above else ""))
    return times


def _printed(grid: Grid, row: Row) -> tuple[str, str]:
    """The cell of the beginning, if there is one, and the others: "2026; Tháng 6/2026"."""
    begins, raw = grid.text(row, Column.STARTS), grid.text(row, Column.TIMEFRAME)
    if begins:
        return begins, raw
    return "", "; ".join(dict.fromkeys(filter(None, (raw, grid.text(row, Column.OTHER_TIME)))))


def time_doubts(read: TaskTime, period: PlanPeriod, where: Doubt) -> Iterator[Doubt]:
    """`where` is a doubt that names the row."""
    time = read.time

    def doubt(field: str, reason: str, proposal: str) -> Doubt:
        return Doubt(where.file, where.code, field, read.raw, reason, proposal, where.source_line)

    if read.above:
        reason = lazy("'{seen}' is taken for the time of the row above", seen=read.raw)
        yield doubt("timeframe_raw", reason, read.above)
    if not time.read:
        reason = lazy("this is no year, range, recurrence or condition")
        yield doubt("timeframe_raw", reason, _ASK_EVERY_YEAR)
    if time.note:
        known = time.start_year or time.end_year or time.recurrence
        usual = lazy("keep the printed words") if known else _ASK_EVERY_YEAR
        yield doubt("timeframe_raw", time.note, time.proposal or usual)
    if time.condition:
        reason = lazy("the years are not known before the condition is met")
        yield doubt("condition", reason, lazy("ask every year whether it is met"))
    if time.start_year and time.start_year < period.issued_on.year:
        reason = lazy("it begins before the decision was issued")
        yield doubt("start_year", reason, lazy("keep the printed years"))
    if time.due_on and time.due_on < period.issued_on:
        reason = lazy("its last day is before the decision was issued")
        yield doubt("due_on", reason, lazy("keep the printed day, or correct due_on"))
