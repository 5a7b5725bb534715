"""A file that came when no report was open: whether it belongs to the report just sent."""

from bot.dialogs.effects import KeepFile
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.wording import named
from bot.language.file_wording import seen


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`files`: each as the fields of a KeepFile."""
    if facts.known_by_id(int(slots.get("expectation_id", 0))) is None:
        return Next(dialog="owed")
    return Next("sure", slots)


def _files(slots: Slots) -> list[KeepFile]:
    return [KeepFile(**one) for one in slots["files"]]


def _task(slots: Slots, facts: Facts) -> str:
    task = facts.known_by_id(int(slots["expectation_id"]))
    return named(task, facts.say) if task else ""


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, files = facts.say, _files(slots)
    if len(files) == 1:
        one = files[0]
        what = seen(one.name, one.media_type, one.size, say)
    else:
        what = say("these {count} files", count=len(files))
    text = say(
        "Add {what} to the report on {task} that was just sent?",
        what=what,
        task=_task(slots, facts),
    )
    return Prompt(text, (Choice("yes", say("Yes, add")), Choice("no", say("No, do not add"))))


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, files = facts.say, _files(slots)
    if answer.choice == "no":
        return End(
            say(
                "Not kept. To send it with another task, please type the number of that task "
                "first, and then send the file again."
            )
        )
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    report = facts.stored(int(slots["expectation_id"]))
    if report is None:
        return End(say("Meanwhile this task's report was withdrawn."))
    said = say.plural(
        "{count} file was added to the report on {task}.",
        "{count} files were added to the report on {task}.",
        len(files),
        task=_task(slots, facts),
    )
    return End(said, tuple(_to_report(one, report.id) for one in files))


def _to_report(file: KeepFile, report_id: int) -> KeepFile:
    return KeepFile(**{**vars(file), "report_id": report_id})


ATTACH = Dialog(name="attach", enter=_enter, steps={"sure": Step(_ask, _take)})
