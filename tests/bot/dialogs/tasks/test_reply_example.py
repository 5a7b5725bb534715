"""The example beside a list can be typed as it stands: figures for what asks for figures."""

from dataclasses import replace

import pytest

from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.lines.reading import read_lines
from bot.dialogs.tasks.lines.storing import stored
from bot.dialogs.tasks.reply_example import example_line
from tests.bot.dialogs.tasks.test_bulk_reply import FACTS, facts_of, owed

WORK = owed(1, "9.4"), owed(2, "9.5")
FIGURES = tuple(owed(key, f"CT.{key}", is_indicator=True, unit="ha") for key in (3, 4))


@pytest.mark.parametrize(
    ("tasks", "line"),
    [
        (WORK, "1 xong, 2 60%"),
        (WORK[:1], "1 xong"),
        (FIGURES, "1 12,5; 2 12,5"),
        ((FIGURES[0], WORK[0]), "1 12,5; 2 xong"),
        ((WORK[0], FIGURES[0]), "1 xong; 2 12,5"),
    ],
)
def test_the_example_is_read_for_the_tasks_it_stands_beside(
    tasks: tuple[Duty, ...], line: str
) -> None:
    facts = facts_of(*tasks)
    assert example_line(tasks, facts.say) == line
    read = read_lines(line, facts)
    values = {one.expectation_id: bool(one.value) for one in read.said}
    assert values == {one.expectation_id: one.is_indicator for one in tasks}


def test_what_was_closed_since_the_echo_is_said_to_be_closed() -> None:
    lines = read_lines("9.4 xong", FACTS)
    closed = facts_of(*FACTS.owed[1:])
    now = replace(closed, closed_now=lambda: FACTS.owed[:1])
    assert "đã đóng" in getattr(stored(lines, now), "text", "")
    assert "đã đóng" not in getattr(stored(lines, closed), "text", "")
