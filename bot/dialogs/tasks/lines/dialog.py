"""Many tasks in one line: "1 xong, 3 60%, 5 vướng kinh phí"; echoed, and stored on a yes only."""

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.lines.doubtful import VALUES
from bot.dialogs.tasks.lines.echo import AGAIN, CONFIRM, DROP
from bot.dialogs.tasks.lines.flow import next_of
from bot.dialogs.tasks.lines.missing import asking
from bot.dialogs.tasks.lines.reading import read_lines
from bot.dialogs.tasks.lines.unclear import STATUS
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
    return next_of(lines, facts)


LINES = Dialog(
    name="lines",
    enter=_enter,
    steps={
        "status": STATUS,
        "values": VALUES,
        "difficulties": asking("difficulties"),
        "proposals": asking("proposals"),
        "confirm": CONFIRM,
        "drop": DROP,
        "again": AGAIN,
    },
    draft=mark("the reply on several tasks"),
)
