"""Many tasks in one line: "1 xong, 3 60%, 5 vướng kinh phí"; echoed, and stored on a yes only."""

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.lines.echo import AGAIN, CONFIRM, DROP
from bot.dialogs.tasks.lines.flow import next_of
from bot.dialogs.tasks.lines.missing import asking
from bot.dialogs.tasks.lines.parsed_reply import Lines
from bot.dialogs.tasks.lines.reading import read_lines
from bot.dialogs.tasks.lines.unclear import STATUS
from bot.dialogs.tasks.measures import read_measured
from bot.language.replies.task_refs import is_of_all
from locales import mark


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`text`: what was typed."""
    if "text" not in slots:
        return Next(dialog="owed")
    lines = read_lines(slots["text"], facts)
    asks_value = not lines.said and len(lines.missing) == 1 and lines.is_whole
    if asks_value and not is_of_all(slots["text"]):
        return Next(dialog="report", slots={"expectation_id": lines.missing[0]})
    return _with_point(lines, facts) or next_of(lines, facts)


def _with_point(lines: Lines, facts: Facts) -> Next | None:
    """ "CT.4 95.6" and nothing else: the report asks whether that is 95,6."""
    if len(lines.doubtful) != 1 or lines != Lines(doubtful=lines.doubtful):
        return None
    one = lines.doubtful[0]
    task = facts.known_by_id(one.expectation_id)
    if task is None or read_measured(one.words, task, facts.say):
        return None
    return Next(dialog="report", slots={"expectation_id": one.expectation_id, "told": one.words})


LINES = Dialog(
    name="lines",
    enter=_enter,
    steps={
        "status": STATUS,
        "difficulties": asking("difficulties"),
        "proposals": asking("proposals"),
        "confirm": CONFIRM,
        "drop": DROP,
        "again": AGAIN,
    },
    draft=mark("the reply on several tasks"),
)
