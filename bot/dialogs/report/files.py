"""The files of a report in words: those sent with the draft, or those of the version before."""

from bot.dialogs.engine import Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.files import names_of
from bot.dialogs.facts.reports import Duty


def file_lines(facts: Facts, task: Duty) -> list[str]:
    """For the echo of a draft: new files take the place of those that were reported before."""
    say = facts.say
    new = facts.files.of_draft(task.expectation_id)
    old = facts.files.of_report(task.expectation_id)
    if not new:
        return [say("Files kept from before: {names}", names=names_of(old, say))] if old else []
    lines = [say("Files: {names}", names=names_of(new, say))]
    if old:
        lines.append(say("In place of the files before: {names}", names=names_of(old, say)))
    return lines


def stored_file_lines(facts: Facts, task: Duty) -> list[str]:
    """Of the report that counts."""
    files = facts.files.of_report(task.expectation_id)
    return [facts.say("Files: {names}", names=names_of(files, facts.say))] if files else []


def files_left(slots: Slots, facts: Facts) -> str:
    """Said when a draft is left: its files go with it."""
    if not facts.files.of_draft(int(slots["expectation_id"])):
        return ""
    return facts.say("The files sent with it were not kept either.")
