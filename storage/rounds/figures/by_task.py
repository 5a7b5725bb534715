"""The view by task where communes are asked: a task counts once, however many answer for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from storage.models import Item, Plan
from storage.rounds.figures.counts import Count, counted
from storage.rounds.figures.lines import Line, Lines


@dataclass(frozen=True)
class TaskCount:
    """A task, with all whom it is asked of. Of the communes among them `silent` have not answered:
    "118/124 xã đã báo cáo", the six by name."""

    code: str
    title: str
    count: Count
    communes: Count
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class TasksOnce:
    """Each task counted once: answered by all whom it is asked of, by some of them, by nobody."""

    asked: int
    complete: int
    begun: int

    @property
    def untouched(self) -> int:
        return self.asked - self.complete - self.begun


def count_tasks(
    session: Session,
    plan: Plan,
    lines: Lines,
    communes: Collection[int],
    names: Mapping[int, str],
) -> list[TaskCount]:
    """In the plan's order. `lines` by item; `communes`: which agencies are some; general reports
    are of no task."""
    of_item: dict[str, dict[Line, int]] = {}
    for line, times in lines.items():
        if line.item:
            of_item.setdefault(line.item, {})[line] = times
    query = (
        select(Item.code, Item.title)
        .where(Item.plan_id == plan.id, col(Item.code).in_(of_item))
        .order_by(col(Item.position))
    )
    return [
        _task(code, title, of_item[code], communes, names) for code, title in session.exec(query)
    ]


def _task(
    code: str, title: str, lines: Lines, communes: Collection[int], names: Mapping[int, str]
) -> TaskCount:
    theirs = {line: times for line, times in lines.items() if line.agency_id in communes}
    silent = {names[line.agency_id] for line in theirs if _is_silent(line)}
    return TaskCount(code, title, counted(lines), counted(theirs), tuple(sorted(silent)))


def _is_silent(line: Line) -> bool:
    return "received" not in line.counts_as and "carried_over" not in line.counts_as


def tasks_once(tasks: Collection[TaskCount]) -> TasksOnce:
    complete = sum(one.count.is_complete for one in tasks)
    begun = sum(bool(one.count.answered) and not one.count.is_complete for one in tasks)
    return TasksOnce(len(tasks), complete, begun)
