"""What is said of a file that came in: kept with which report, or why it was not."""

from collections.abc import Sequence

from bot.channels.contract import FileLimits
from bot.channels.media_types import kind_by_name
from bot.dialogs.effects import KeepFile
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.wording import named
from bot.language.file_wording import kinds_words, seen, size_words
from bot.language.wording import shortened
from storage.messages.attachments import MOST
from storage.messages.inbox import SentFile

LONGEST_NOTE = 80  # letters that are said back


def readable(limits: FileLimits | None, facts: Facts) -> str:
    """What this channel's bot can read."""
    if limits is None:
        return facts.say("Only written messages can be read here.")
    return facts.say(
        "What can be read here: written messages; {kinds}.",
        kinds=kinds_words(limits.media_types, facts.say),
    )


def refusal_of(file: SentFile, limits: FileLimits, facts: Facts) -> str:
    """Why a file cannot be taken, by what is said of it; empty when it can."""
    say = facts.say
    if kind_by_name(file.name, file.media_type) not in limits.media_types:
        return say(
            "Sorry, {seen} cannot be taken. What can be sent: {kinds}; {size} each at most.",
            seen=seen(file.name, file.media_type, None, say),
            kinds=kinds_words(limits.media_types, say),
            size=size_words(limits.max_size, say),
        )
    if file.size is not None and file.size > limits.max_size:
        return say(
            "Sorry, {seen} is too large: {size} at most. Please send it smaller, or in parts.",
            seen=seen(file.name, file.media_type, file.size, say),
            size=size_words(limits.max_size, say),
        )
    return ""


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
