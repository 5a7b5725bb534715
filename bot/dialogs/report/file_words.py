"""What is said of a file that came in: kept with which report, or why it was not."""

from collections.abc import Sequence

from bot.dialogs.effects import KeepFile
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import named
from bot.language.file_wording import seen
from bot.language.wording import shortened
from storage.messages.attachments import MOST

LONGEST_NOTE = 80  # letters that are said back


def received(file: KeepFile, task: Duty, count: int, facts: Facts) -> str:
    say = facts.say
    words = say(
        "Received {seen}; it goes with the report on {task}.",
        seen=seen(file.name, file.media_type, file.size, say),
        task=named(task, say),
    )
    if file.note:
        words += " " + say('Note on it: "{note}".', note=shortened(file.note, LONGEST_NOTE))
    return words + (" " + say("With it now: {count} files.", count=count) if count > 1 else "")


def full(task: Duty, facts: Facts) -> str:
    return facts.say(
        "The report on {task} has {count} files already, which is the most; this one was not kept.",
        task=named(task, facts.say),
        count=MOST,
    )


def open_first(facts: Facts) -> str:
    known = [one.code for one in facts.owed + facts.reported if one.code]
    return facts.say(
        "The file was not kept: no report is open. Please type the number of the task, such as "
        "{code}, and then send the file again.",
        code=known[0] if known else "9.4",
    )


def named_first(tasks: Sequence[int], facts: Facts) -> str:
    codes = [task.code for one in tasks if (task := facts.known_by_id(one)) and task.code]
    if len(tasks) == 1 or not codes:
        return facts.say(
            "The file was not kept yet. Please answer the question below first, and then send the "
            "file again."
        )
    return facts.say(
        "The file was not kept: the reply below is on several tasks. Please send it again with "
        "the code of its task, such as {code}.",
        code=codes[0],
    )
